/* Credit codes: the place that is wrong is named.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/credit.h"

static void codes(void **state)
{
    (void)state;
    static const struct {
        const char *code, *fault;
    } cases[] = {{"", ""}, {"115303230151625379", ""}, {"91530323MA6DEM013K", ""},
        {"91530323ma6dem013k", ""}, {"11530323015162537M", "第 18 位校验码不对"},
        {"115303230151625370", "第 18 位校验码不对"}, {"215303230151625379", "第 18 位校验码不对"},
        {"11530323015162573", "应为 18 位，现在是 17 位"}, {"123", "现在是 3 位"},
        {"91530323MA6DEMO13K", "第 15 位“O”不对"}, {"9153032IMA6DEM013K", "第 8 位“I”不对"},
        {"91530A23MA6DEM013K", "第 6 位“A”不对：第 3 到 8 位是行政区划代码"},
        {"１15303230151625379", "半角"}, {"11530323-151625379", "第 9 位“-”不对"}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *fault = credit_code_fault(a, cases[i].code);
        if (*cases[i].fault ? !strstr(fault, cases[i].fault) : *fault != '\0')
            fail_msg("%s: “%s”", cases[i].code, fault);
    }
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(codes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
