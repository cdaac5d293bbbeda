/* Entering a year's notice: reading its words, laying it over the calendar, telling the clocks.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/clock/calendar.h"
#include "common/clock/notice_store.h"
#include "common/journal/journal.h"
#include "common/org/org.h"
#include "tests/support.h"

/* The words of the notice for 2026, whose days the program knows. */
static const char words_2026[] =
    "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n"
    "二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。"
    "2月14日（周六）、2月28日（周六）上班。\n"
    "三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n"
    "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。\n"
    "五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n"
    "六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n"
    "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班"
    "。\n"
    "节假日期间，各地区、各部门要妥善安排好值班。";

/* RULE W1, RULE W8 */
static void words_of_the_notice_give_the_days_of_the_file(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct notice n;
    struct err e;
    const struct special_day *shipped;
    size_t n_shipped = calendar_shipped(&shipped), first = 0;
    assert_int_equal(notice_parse(a, 2026, words_2026, &n, &e), ST_OK);
    while (day_year(shipped[first].day) < 2026)
        first++;
    assert_int_equal(n.n, n_shipped - first);
    for (size_t i = 0; i < n.n; i++) {
        assert_int_equal(n.days[i].day.n, shipped[first + i].day.n);
        assert_int_equal(n.days[i].working, shipped[first + i].working);
        assert_string_equal(n.days[i].name, shipped[first + i].name);
    }
    assert_int_equal(n.working_days, 248);
    struct buf b;
    struct notice again;
    buf_init(&b, 0);
    notice_text(&n, &b);
    assert_int_equal(notice_parse(a, 2026, buf_str(&b), &again, &e), ST_OK);
    assert_int_equal(again.n, n.n);
    buf_release(&b);
    arena_free(&a);
}

#define REST "二、劳动节：5月1日放假。三、国庆节：10月1日至3日放假。"

/* RULE W1 */
static void a_wrong_notice_is_refused(void **state)
{
    (void)state;
    static const struct {
        int year;
        const char *text, *part;
    } cases[] = {
        {2027, "", "没有读到"},
        {2027, "今年没有安排", "没有读到"},
        {2027, words_2026, "核对年份"},
        {2027, "一、元旦：1月1日（周四）放假。" REST, "实际是周五"},
        {2027, "一、元旦：2月30日放假。" REST, "没有 2027 年 2 月 30 日"},
        {2027, "一、元旦：1月1日至放假。" REST, "没有日期"},
        {2027, "一、元旦：1月3日至1日放假。" REST, "颠倒"},
        {2027, "一、元旦：1月1日放假。1月4日上班。" REST, "本来就是工作日"},
        {2027, "一、元旦：1月1日至3日放假。1月3日上班。" REST, "既写了放假又写了上班"},
        {2027, "一、元旦：1月2日放假。" REST, "元旦（1月1日）"},
        {2027, "一、元旦：1月1日放假。二、劳动节：5月1日放假。三、国庆节：10月1日放假。",
            "10月2日"},
        {2027, "2026-06-01 off 儿童节\n2027-01-01 off 元旦\n" REST, "不在这一年"},
        {1999, REST, "年份应在"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct notice n;
        struct err e = {.st = ST_OK};
        assert_int_equal(notice_parse(a, cases[i].year, cases[i].text, &n, &e), ST_INVALID);
        if (!strstr(e.message, cases[i].part))
            fail_msg("case %zu: %s", i, e.message);
    }
    arena_free(&a);
}

/* ---- the store ---- */

static const struct module *const mods[] = {
    &web_module, &org_module, &person_module, &signin_module, &journal_module, &calendar_module};
static struct {
    struct db *db;
    struct ctx c;
    int told;
} w;

static enum st tell(struct ctx *c)
{
    (void)c;
    w.told++;
    return ST_OK;
}

static int open_world(void **state)
{
    (void)state;
    memset(&w, 0, sizeof w);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    calendar_when_changed(tell);
    return calendar_load(&w.c) ? -1 : 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    db_close(&w.db);
    return 0;
}

static enum st enter(int year, const char *text)
{
    struct notice n;
    enum st st = notice_parse(w.c.mem, year, text, &n, &w.c.err);
    if (!st)
        st = ctx_begin(&w.c, true);
    if (!st)
        st = notice_put(&w.c, &n, "国办发明电〔2026〕9号");
    if (st) {
        ctx_rollback(&w.c);
        return st;
    }
    st = ctx_commit(&w.c);
    return st ? st : calendar_load(&w.c);
}

/* RULE W4: nothing is guessed before the notice is there; afterwards it counts at once. */
static void an_entered_notice_counts(void **state)
{
    (void)state;
    struct err e;
    struct day due;
    char t[11];
    assert_int_equal(calendar_add(day_parse("2026-12-25"), 5, &due, &e), ST_INVALID);
    assert_string_equal(e.detail, "CALENDAR_NOT_LOADED");
    assert_non_null(strstr(e.message, "2027 年的日历还没有录入"));
    assert_non_null(strstr(e.message, "管理员在“日历”中录入"));
    assert_int_equal(enter(2028, "一、元旦：1月1日放假。" REST), ST_INVALID);
    assert_non_null(strstr(w.c.err.message, "请先录入 2027 年"));
    assert_int_equal(w.told, 0);
    assert_int_equal(
        enter(2027, "一、元旦：2026年12月31日至2027年1月2日放假，共3天。1月3日（周日）上班。" REST),
        ST_OK);
    assert_int_equal(w.told, 1);
    assert_int_equal(calendar_load(&w.c), ST_OK);
    assert_int_equal(w.told, 1);
    assert_int_equal(calendar_add(day_parse("2026-12-25"), 5, &due, &e), ST_OK);
    /* 28, 29, 30 December; 31 off; 3 January worked */
    assert_string_equal(day_text(due, t), "2027-01-04");
    assert_int_equal(day_year(calendar_to()), 2027);
    assert_int_equal(calendar_add(day_parse("2018-09-12"), 20, &due, &e), ST_OK);
    assert_string_equal(day_text(due, t), "2018-10-16");
}

/* RULE W1: a later notice takes the place of the year. */
static void a_year_is_replaced(void **state)
{
    (void)state;
    struct err e;
    bool working;
    assert_int_equal(calendar_is_working(day_parse("2020-01-31"), &working, &e), ST_OK);
    assert_false(working);
    assert_int_equal(enter(2020, "一、元旦：1月1日放假。" REST), ST_OK);
    assert_int_equal(calendar_is_working(day_parse("2020-01-31"), &working, &e), ST_OK);
    assert_true(working);
    assert_int_equal(calendar_is_working(day_parse("2019-10-12"), &working, &e), ST_OK);
    assert_true(working);
}

/* A demo county counts on every day, and its notice does not pretend. */
static void a_demo_county_has_next_year(void **state)
{
    (void)state;
    struct entered *list;
    size_t n;
    w.c.now = day_start(day_parse("2027-06-01"));
    assert_int_equal(ctx_begin(&w.c, true), ST_OK);
    assert_int_equal(notice_demo(&w.c), ST_OK);
    assert_int_equal(notice_list(&w.c, &list, &n), ST_OK);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].year, 2028);
    assert_non_null(strstr(list[0].source, "仅供演示"));
    assert_int_equal(day_year(calendar_to()), 2028);
    assert_int_equal(ctx_commit(&w.c), ST_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_the_notice_give_the_days_of_the_file),
        cmocka_unit_test(a_wrong_notice_is_refused),
        cmocka_unit_test_setup_teardown(an_entered_notice_counts, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_year_is_replaced, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_demo_county_has_next_year, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
