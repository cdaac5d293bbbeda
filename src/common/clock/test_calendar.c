/* Working days, from the State Council's notices: tables of cases with rule tags.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/clock/calendar.h"

/* RULE W1, W7: half-days change nothing. RULE W9: spring of 2020 as it was in the end. */
static void working_days_follow_the_notices(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        bool working;
    } cases[] = {
        {"2018-09-12", true},
        {"2018-09-15", false},
        {"2018-09-24", false},
        {"2018-09-29", true},
        {"2018-09-30", true},
        {"2018-10-01", false},
        {"2018-10-08", true},
        {"2018-12-29", true},
        {"2018-12-31", false},
        {"2018-03-08", true},
        {"2018-05-04", true},
        {"2018-06-01", true},
        {"2018-08-01", true},
        {"2020-01-30", false},
        {"2020-01-31", false},
        {"2020-02-01", false},
        {"2020-02-03", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool w;
        assert_int_equal(calendar_is_working(day_parse(cases[i].day), &w, NULL), ST_OK);
        assert_int_equal(w, cases[i].working);
    }
}

/* RULE W8: the number of working days of each year agrees with rules/requests.md §8. */
static void each_year_has_its_number(void **state)
{
    (void)state;
    static const struct {
        int year, days;
    } cases[] = {{2016, 250}, {2017, 249}, {2018, 250}, {2019, 250}, {2020, 249}, {2021, 250}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int n, w;
        struct day first = day_of(cases[i].year, 1, 1), last = day_of(cases[i].year, 12, 31);
        assert_int_equal(calendar_between(first, last, &n, NULL), ST_OK);
        bool first_works;
        assert_int_equal(calendar_is_working(first, &first_works, NULL), ST_OK);
        w = n + first_works;
        assert_int_equal(w, cases[i].days);
    }
}

/* RULE W2, RULE W3 */
static void adding_and_counting_agree(void **state)
{
    (void)state;
    struct day due;
    char t[11];
    assert_int_equal(calendar_add(day_parse("2018-09-12"), 20, &due, NULL), ST_OK);
    assert_string_equal(day_text(due, t), "2018-10-16");
    assert_int_equal(calendar_add(day_parse("2018-09-28"), 1, &due, NULL), ST_OK);
    assert_string_equal(day_text(due, t), "2018-09-29");
    assert_int_equal(calendar_add(day_parse("2018-10-08"), -1, &due, NULL), ST_OK);
    assert_string_equal(day_text(due, t), "2018-09-30");
    for (int n = 1; n < 200; n++) {
        int back;
        struct day from = day_parse("2018-01-20");
        assert_int_equal(calendar_add(from, n, &due, NULL), ST_OK);
        assert_int_equal(calendar_between(from, due, &back, NULL), ST_OK);
        assert_int_equal(back, n);
        assert_int_equal(calendar_between(due, from, &back, NULL), ST_OK);
        assert_int_equal(back, -n);
    }
}

/* RULE W4 */
static void outside_the_calendar_is_an_error(void **state)
{
    (void)state;
    struct err e;
    struct day due;
    bool w;
    assert_int_equal(calendar_is_working(day_parse("2015-12-31"), &w, &e), ST_INVALID);
    assert_string_equal(e.detail, "CALENDAR_NOT_LOADED");
    assert_int_equal(calendar_add(day_parse("2026-12-25"), 20, &due, &e), ST_INVALID);
    assert_int_equal(calendar_is_working(day_none(), &w, &e), ST_INVALID);
}

/* RULE W10: the day is China's, at any hour. */
static void any_hour_is_that_day(void **state)
{
    (void)state;
    int64_t midnight = day_start(day_parse("2018-09-12"));
    assert_int_equal(day_at(midnight).n, day_parse("2018-09-12").n);
    assert_int_equal(day_at(midnight + 24 * 3600 - 1).n, day_parse("2018-09-12").n);
    assert_int_equal(day_at(midnight - 1).n, day_parse("2018-09-11").n);
    assert_int_equal(day_at(0).n, 0);
    assert_int_equal(midnight % (24 * 3600), 16 * 3600); /* UTC+8, summer too */
}

/* RULE R11 */
static void lights(void **state)
{
    (void)state;
    static const struct {
        const char *today;
        enum light light;
    } cases[] = {
        {"2018-09-12", LIGHT_NONE},
        {"2018-09-21", LIGHT_YELLOW},
        {"2018-09-26", LIGHT_RED},
        {"2018-09-28", LIGHT_RED},
        {"2018-09-29", LIGHT_OVERDUE},
        {"2018-09-20", LIGHT_YELLOW},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(
            light_of(day_parse("2018-09-28"), day_parse(cases[i].today)), cases[i].light);
    assert_int_equal(light_of(day_none(), day_parse("2018-09-28")), LIGHT_NONE);
    assert_string_equal(light_word(LIGHT_OVERDUE), "逾期");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_follow_the_notices),
        cmocka_unit_test(each_year_has_its_number),
        cmocka_unit_test(adding_and_counting_agree),
        cmocka_unit_test(outside_the_calendar_is_an_error),
        cmocka_unit_test(any_hour_is_that_day),
        cmocka_unit_test(lights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
