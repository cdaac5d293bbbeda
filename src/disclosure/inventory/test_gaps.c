/* Missing numbers, told from numbers in memory.
 *
 * SPDX-License-Identifier: MIT */
#include <time.h>

#include "disclosure/inventory/gaps.h"
#include "tests/test.h"

/* RULE D-SEQ: every serial of a word and year without a number, as ranges. */
static void gaps_are_found(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const struct number_row rows[] = {{7, "甲发", 2018, 5, "", ""},
        {7, "甲发", 2018, 1, "", ""}, {8, "乙发", 2018, 1, "", ""}, {7, "甲发", 2018, 9, "", ""},
        {7, "甲发", 2017, 2, "", ""}, {7, "甲发", 2018, 5, "", ""}};
    struct gap_series *list;
    assert_int_equal(gaps_in(a, rows, COUNT_OF(rows), &list), 2);
    assert_string_equal(list[0].word, "甲发");
    assert_int_equal(list[0].year, 2018);
    assert_int_equal(list[0].unit_id, 7);
    assert_int_equal(list[0].n_missing, 6);
    assert_int_equal(list[0].n_ranges, 2);
    assert_int_equal(list[0].ranges[0].from, 2);
    assert_int_equal(list[0].ranges[0].to, 4);
    assert_int_equal(list[0].ranges[1].to, 8);
    assert_int_equal(list[1].year, 2017);
    assert_int_equal(gaps_in(a, rows, 0, &list), 0);
    arena_free(&a);
}

/* What of a word and year is a gap; 令 and 公告 are counted through, far outliers make no holes. */
static void odd_numbers_are_told(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const struct number_row rows[] = {{0, "甲发", 2018, 1, "", "甲县人民政府"},
        {0, "甲发", 2018, 3, "", "甲县人民政府"}, {7, "乙县令", 0, 2, "", ""},
        {0, "丙发", 2018, 1, "", "丙县"}, {9, "丙发", 2018, 3, "", ""},
        {7, "丁发", 2018, 1, "", ""}, {7, "丁发", 2018, 7100, "", ""}};
    struct gap_series *list;
    assert_int_equal(gaps_in(a, rows, COUNT_OF(rows), &list), 4);
    assert_string_equal(list[0].word, "丁发");
    assert_int_equal(list[0].n_missing, 0);
    assert_int_equal(list[0].typos[0], 7100);
    assert_int_equal(list[1].unit_id, 9); /* the word tells whose it is */
    assert_string_equal(list[1].issuer, "");
    assert_string_equal(list[2].word, "乙县令");
    assert_int_equal(list[3].unit_id, 0);
    assert_string_equal(list[3].issuer, "甲县人民政府");
    assert_string_equal(gap_name(a, "甲发", 2018, 2, 2), "甲发〔2018〕2号");
    assert_string_equal(gap_name(a, "甲县令", 0, 2, 5), "甲县令第2—5号");
    assert_string_equal(gap_name(a, "甲局公告", 2017, 2, 2), "甲局公告2017年第2号");
    arena_free(&a);
}

static void forty_three_thousand_numbers_are_quick(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    enum { N = 43000 };
    struct number_row *rows = ARENA_ARRAY(a, struct number_row, N);
    struct gap_series *list;
    for (int i = 0; i < N; i++)
        rows[i] = (struct number_row){1 + i % 40, arena_printf(a, "代字%d", i % 40),
            1990 + i / 40 % 30, 1 + i / 1200 * 2, "", ""};
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_int_equal(gaps_in(a, rows, N, &list), 40 * 30);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
    print_message("gaps of 43,000 numbers: %.1f ms\n", ms);
    assert_true(ms < 500);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(gaps_are_found),
        cmocka_unit_test(odd_numbers_are_told),
        cmocka_unit_test(forty_three_thousand_numbers_are_quick)};
    return cmocka_run_group_tests_name("gaps", tests, NULL, NULL);
}
