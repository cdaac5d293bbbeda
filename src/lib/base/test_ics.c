/* Calendar files: folded lines, escapes, whole days, names that stay.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/ics.h"

static const struct ics_head head = {.product = "test",
    .uid = "2020-1",
    .domain = "www.example.gov.cn",
    .url = "",
    .alarm = "提醒",
    .stamp = 1577808000}; /* 2020-01-01 00:00 in China */

static void calendar_lines(void **state)
{
    (void)state;
    struct buf b;
    const struct ics_event one = {"k",
        "答复期限的最后一天，很长很长很长很长很长很长很长的标题，还要再长一些", "a,b;c\\d\ne\rf\a",
        day_of(2020, 12, 31)};
    buf_init(&b, 0);
    ics_write(&b, &head, &one, 1);
    for (const char *p = buf_str(&b); *p;) {
        const char *end = strstr(p, "\r\n");
        assert_non_null(end);
        assert_true(end - p <= 75);
        assert_true((*end & 0xC0) != 0x80);
        assert_true((p[*p == ' '] & 0xC0) != 0x80); /* no line begins inside a character */
        p = end + 2;
    }
    assert_non_null(strstr(buf_str(&b), "DESCRIPTION:a\\,b\\;c\\\\d\\nef\r\n"));
    assert_non_null(strstr(buf_str(&b), "DTSTART;VALUE=DATE:20201231\r\n"));
    assert_non_null(strstr(buf_str(&b), "DTEND;VALUE=DATE:20210101\r\n"));
    assert_non_null(strstr(buf_str(&b), "DTSTAMP:20191231T160000Z\r\n"));
    assert_non_null(strstr(buf_str(&b), "UID:2020-1-k@www.example.gov.cn\r\n"));
    assert_non_null(strstr(buf_str(&b), "TRIGGER:-P1D\r\n"));
    assert_null(strstr(buf_str(&b), "URL:"));
    buf_release(&b);
}

static void nothing_and_no_alarm(void **state)
{
    (void)state;
    struct buf b;
    struct ics_head quiet = head;
    const struct ics_event one = {"k", "日", "", day_of(2020, 2, 29)};
    quiet.alarm = "";
    quiet.url = "https://www.example.gov.cn/decisions/1";
    buf_init(&b, 0);
    ics_write(&b, &quiet, &one, 0);
    assert_null(strstr(buf_str(&b), "VEVENT"));
    ics_write(&b, &quiet, &one, 1);
    assert_null(strstr(buf_str(&b), "VALARM"));
    assert_null(strstr(buf_str(&b), "DESCRIPTION"));
    assert_non_null(strstr(buf_str(&b), "URL:https://www.example.gov.cn/decisions/1\r\n"));
    assert_non_null(strstr(buf_str(&b), "DTEND;VALUE=DATE:20200301\r\n"));
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar_lines), cmocka_unit_test(nothing_and_no_alarm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
