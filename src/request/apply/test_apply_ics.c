/* The dates of a request as a calendar file: folded lines, escapes, whole days.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "request/apply/pages.h"

static void calendar_lines(void **state)
{
    (void)state;
    struct buf b;
    const struct own_date one = {"k",
        "答复期限的最后一天，很长很长很长很长很长很长很长的标题，还要再长一些", "a,b;c\\d\ne",
        day_of(2020, 12, 31)};
    buf_init(&b, 0);
    ics_write(&b, "2020-1", day_start(day_of(2020, 1, 1)), &one, 1);
    for (const char *p = buf_str(&b); *p;) {
        const char *end = strstr(p, "\r\n");
        assert_non_null(end);
        assert_true(end - p <= 75);
        assert_true((*end & 0xC0) != 0x80);
        p = end + 2;
    }
    assert_non_null(strstr(buf_str(&b), "DESCRIPTION:a\\,b\\;c\\\\d\\ne\r\n"));
    assert_non_null(strstr(buf_str(&b), "DTEND;VALUE=DATE:20210101"));
    assert_non_null(strstr(buf_str(&b), "DTSTAMP:20191231T160000Z"));
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(calendar_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
