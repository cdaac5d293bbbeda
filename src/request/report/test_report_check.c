/* The annual report's arithmetic. RULE T1, T2, T3, T4, T5, T7
 *
 * SPDX-License-Identifier: MIT */
#include "request/report/report_check.h"
#include "tests/test.h"

#define ROW(a, b, total)                                                                           \
    "{\"自然人\":" #a ",\"商业企业\":" #b ",\"科研机构\":0,\"社会公益组织\":0,"          \
    "\"法律服务机构\":0,\"其他\":0,\"总计\":" #total "}"
#define ZERO ROW(0, 0, 0)
#define OUTCOMES                                                                                   \
    "\"r3.2\":" ZERO ",\"r3.3.1\":" ZERO ",\"r3.3.2\":" ZERO ",\"r3.3.3\":" ZERO                   \
    ",\"r3.3.4\":" ZERO ",\"r3.3.5\":" ZERO ",\"r3.3.6\":" ZERO ",\"r3.3.7\":" ZERO                \
    ",\"r3.3.8\":" ZERO ",\"r3.4.1\":" ZERO ",\"r3.4.2\":" ZERO ",\"r3.4.3\":" ZERO                \
    ",\"r3.5.1\":" ZERO ",\"r3.5.2\":" ZERO ",\"r3.5.3\":" ZERO ",\"r3.5.4\":" ZERO                \
    ",\"r3.5.5\":" ZERO
#define TABLE3(r1, r2, r31, r37, r4)                                                               \
    "\"table3\":{\"r1\":" r1 ",\"r2\":" r2 ",\"r3.1\":" r31 "," OUTCOMES ",\"r3.6\":" ZERO         \
    ",\"r3.7\":" r37 ",\"r4\":" r4 "}"
#define RULES(made, over, now)                                                                     \
    "\"规章\":{\"本年制发件数\":" #made ",\"本年废止件数\":" #over ",\"现行有效件数\":" #now "}"
#define NEW "{\"format\":\"2021\",\"year\":2024,\"table2\":{"
#define BEFORE(now) "\"previous\":{\"table2\":{\"规章\":{\"现行有效件数\":" #now "}}}"
#define HEAD "{\"format\":\"2019\",\"year\":2019,"

static const struct {
    const char *in, *expect; /* parts of the output, separated by | */
} cases[] = {
    {HEAD TABLE3(ROW(5, 1, 6), ZERO, ROW(4, 1, 5), ROW(4, 1, 5), ROW(1, 0, 1)) "}", "[]"},
    {HEAD TABLE3(ROW(5, 1, 7), ZERO, ROW(4, 1, 5), ROW(4, 1, 5), ROW(1, 0, 1)) "}",
        "\"id\":\"T1\",\"cell\":\"table3.r1.总计\",\"expected\":6,\"actual\":7|\"id\":\"T3\","
        "\"cell\":\"table3.r4.总计\""},
    {HEAD TABLE3(ROW(5, 1, 6), ZERO, ROW(4, 1, 5), ROW(3, 1, 4), ROW(1, 0, 1)) "}",
        "\"id\":\"T2\",\"cell\":\"table3.r3.7.自然人\",\"expected\":4,\"actual\":3|\"id\":\"T3\""},
    {HEAD TABLE3(ROW(5, 1, 6), ZERO, ROW(4, 1, 5), ROW(4, 1, 5), ROW(2, 0, 2)) "}",
        "\"id\":\"T3\",\"cell\":\"table3.r4.自然人\",\"expected\":1,\"actual\":2"},
    {HEAD
        "\"table3\":{\"r2\":" ROW(1, 0, 1) "},\"previous\":{\"table3\":{\"r4\":" ROW(2, 0, 2) "}}}",
        "\"id\":\"T4\",\"cell\":\"table3.r2.自然人\",\"expected\":2,\"actual\":1|table3.r2.总计"},
    {HEAD "\"table3\":{\"r1\":" ROW(-1, 0, -1) "}}", "\"id\":\"T5\",\"cell\":\"table3.r1.自然人\""},
    {HEAD "\"table3\":{\"r1\":" ROW(1.5, 0, 1) "}}", "\"id\":\"T5\"|\"actual\":1.5"},
    {HEAD "\"table3\":{\"r1\":" ROW("", 0, 1) "}}", "\"id\":\"T5\"|\"actual\":\"\""},
    {HEAD "\"table4\":{\"行政复议\":{\"结果维持\":1,\"结果纠正\":0,\"其他结果\":0,\"尚未审结\":0,"
          "\"总计\":2}}}",
        "\"id\":\"T7\",\"cell\":\"table4.行政复议.总计\",\"expected\":1,\"actual\":2"},
    {"{\"format\":\"2021\",\"year\":2024}", "[]"},
    /* table 2: T5, and 3.2 against the year before */
    {NEW RULES(1, 0, 11) ",\"行政事业性收费\":{\"本年收费金额（万元）\":96171.6}}}", "[]"},
    {NEW RULES(1, 0, 11) "}," BEFORE(10) "}", "[]"},
    {NEW RULES(1, 0, 12) "}," BEFORE(10) "}",
        "\"id\":\"3.2\",\"cell\":\"table2.规章.现行有效件数\",\"expected\":11,\"actual\":12"},
    {NEW RULES(-1, null, 1.5) "}}",
        "\"id\":\"T5\",\"cell\":\"table2.规章.本年制发件数\",\"expected\":0,\"actual\":-1|"
        "\"cell\":\"table2.规章.本年废止件数\",\"expected\":0,\"actual\":null|"
        "\"cell\":\"table2.规章.现行有效件数\",\"expected\":0,\"actual\":1.5"},
    {NEW "\"行政许可\":{},\"行政事业性收费\":{\"本年收费金额（万元）\":-3}}}",
        "\"cell\":\"table2.行政事业性收费.本年收费金额（万元）\",\"expected\":0,\"actual\":-3"},
    {NEW "\"行政事业性收费\":{\"本年收费金额（万元）\":\"\"}}}", "\"id\":\"T5\"|\"actual\":\"\""},
    {HEAD "\"table2\":{\"行政处罚\":{\"上一年项目数量\":10,\"本年增/减\":-2,"
          "\"处理决定数量\":0}},\"previous\":{\"table2\":{\"行政处罚\":{\"上一年项目数量\":9,"
          "\"本年增/减\":-1}}}}",
        "\"id\":\"3.2\",\"cell\":\"table2.行政处罚.上一年项目数量\",\"expected\":8,\"actual\":10"},
};

static void tables(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct json *j;
        struct err e = {.st = ST_OK};
        struct buf out;
        buf_init(&out, 0);
        if (json_parse(a, cases[i].in, strlen(cases[i].in), &j, &e) || report_check(a, j, &out, &e))
            fail_msg("case %zu: %s", i, e.message);
        char *save = NULL, *want = arena_strdup(a, cases[i].expect);
        for (char *part = strtok_r(want, "|", &save); part; part = strtok_r(NULL, "|", &save))
            if (!strstr(buf_str(&out), part))
                fail_msg("case %zu: no %s in %s", i, part, buf_str(&out));
        if (strcmp(cases[i].expect, "[]") == 0)
            assert_string_equal(buf_str(&out), "[]");
        buf_release(&out);
    }
    arena_free(&a);
}

static void no_table(void **state)
{
    (void)state;
    static const char *const bad[] = {"[]", "{}", "{\"format\":\"2020\"}",
        "{\"format\":\"2019\",\"table3\":[]}", "{\"format\":\"2021\",\"table2\":[]}"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct json *j;
        struct err e = {.st = ST_OK};
        struct buf out;
        buf_init(&out, 0);
        assert_int_equal(json_parse(a, bad[i], strlen(bad[i]), &j, &e), ST_OK);
        assert_int_equal(report_check(a, j, &out, &e), ST_INVALID);
        assert_true(strlen(e.message) > 0);
        buf_release(&out);
    }
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables), cmocka_unit_test(no_table)};
    return cmocka_run_group_tests_name("report_check", tests, NULL, NULL);
}
