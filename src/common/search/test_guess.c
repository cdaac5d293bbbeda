/* What is meant by pinyin, initials and wrong characters.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "common/search/test_fixture.h"
#include "tests/support.h"
#include "tests/test.h"

static struct search_result ask_for(struct ctx *c, const char *text)
{
    struct search_result r;
    assert_int_equal(ctx_begin(c, false), ST_OK);
    if (search_run(c, &(struct search_query){.text = text}, &r) != ST_OK)
        fail_msg("%s: %s %s", text, c->err.message, c->err.detail);
    ctx_rollback(c);
    return r;
}

static const char *const published[] = {"师宗县政府信息公开指南",
    "师宗县城乡居民基本医疗保险缴费通知", "师宗县行政处罚案件信息公示",
    "关于提高农村低保标准的通知", "住房公积金提取办法", "师宗县道路运输管理办法",
    "丹凤街道办事处职责", "依申请公开目录", "师宗县财政局2018年部门预算", "wifi 覆盖工程公示",
    "关于压实安全生产责任的通知"};

static void what_was_meant_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *meant;
    } rows[] = {
        {"szx xxgk", "师宗县 信息公开"},
        {"师宗县xxgk", "师宗县信息公开"},
        {"xinxigongkai", "信息公开"},
        {"XXGK", "信息公开"},
        {"gongjijin", "公积金"},
        {"公机金", "公积金"},
        {"低宝", "低保"},
        {"财正局 部门预算", "财政局 部门预算"},
        {"行正处罚案件", "行政处罚案件"},
        {"住房公几金提取", "住房公积金提取"},
        {"丹风街道", "丹凤街道"},
    };
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    for (size_t i = 0; i < COUNT_OF(published); i++)
        fixture_publish(&c, &(struct text){.title = published[i]});
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct search_result r = ask_for(&c, rows[i].typed);
        const char *meant = *r.read_as ? r.read_as : r.meant; /* used, or offered */
        if (!r.total || strcmp(meant, rows[i].meant) != 0)
            fail_msg("%s: %lld found, “%s” meant, not “%s”", rows[i].typed, (long long)r.total,
                meant, rows[i].meant);
    }
    fixture_close(&db, &c);
}

/* What is there is never read otherwise; nonsense stays nonsense. */
static void nobody_is_led_away(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int64_t total;
    } rows[] = {{"wifi", 1}, {"信息公开", 1}, {"公示", 2}, {"qqqqzz", 0}, {"犇羴鱻", 0},
        {"zzzz", 0}, {"衙司", 0}};
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    for (size_t i = 0; i < COUNT_OF(published); i++)
        fixture_publish(&c, &(struct text){.title = published[i]});
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct search_result r = ask_for(&c, rows[i].typed);
        if (r.total != rows[i].total || *r.read_as || *r.meant)
            fail_msg("%s: %lld found, read as “%s”, meant “%s”", rows[i].typed, (long long)r.total,
                r.read_as, r.meant);
    }
    fixture_close(&db, &c);
}

static void what_finds_something_gets_an_offer(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    for (size_t i = 0; i < COUNT_OF(published); i++)
        fixture_publish(&c, &(struct text){.title = published[i]});
    struct search_result r = ask_for(&c, "师宗县城乡居民基本医疗保显缴费通知在哪里");
    assert_int_not_equal(r.total, 0);
    assert_string_equal(r.meant, "师宗县城乡居民基本医疗保险缴费通知在哪里");
    r = ask_for(&c, "依申请公幵");
    assert_int_equal(r.total, 1);
    assert_string_equal(r.meant, "依申请公开");
    fixture_close(&db, &c);
}

static void letters_are_suggested_for(void **state)
{
    (void)state;
    struct ctx c;
    struct search_suggestion *list;
    size_t n;
    struct db *db = fixture_open(&c, false);
    for (size_t i = 0; i < COUNT_OF(published); i++)
        fixture_publish(&c, &(struct text){.title = published[i]});
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(search_suggest(&c, "gongjijin", 5, &list, &n), ST_OK);
    assert_int_equal(n, 1);
    assert_string_equal(list[0].title, "住房公积金提取办法");
    ctx_rollback(&c);
    fixture_close(&db, &c);
}

/* Own words are for reading what was typed: what was indexed before a word came is found as before,
 * and a name that the county has is not taken for a mistake. */
static void a_new_unit_hides_nothing(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result before, after;
    int64_t unit;
    struct db *db = fixture_open(&c, false);
    fixture_publish(&c, &(struct text){.title = "通告",
                            .body_html = "<p>蒲葵洞河管委会负责景区，游客请听从引导。</p>"});
    static const char *const queries[] = {"蒲葵洞河管委会", "葵洞", "管委会 景区", "洞河管委"};
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        assert_int_equal(ctx_begin(&c, false), ST_OK);
        assert_int_equal(
            search_run(&c, &(struct search_query){.text = queries[i]}, &before), ST_OK);
        ctx_rollback(&c);
        assert_int_equal(before.total, 1);
    }
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(unit_add(&c,
                         &(struct unit){.code = "pkd",
                             .name = "师宗县蒲葵洞河管委会",
                             .short_name = "蒲葵洞河管委会",
                             .kind = "DEPARTMENT",
                             .credit_code = "",
                             .phone = "",
                             .address = ""},
                         &unit),
        ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        assert_int_equal(ctx_begin(&c, false), ST_OK);
        assert_int_equal(search_run(&c, &(struct search_query){.text = queries[i]}, &after), ST_OK);
        ctx_rollback(&c);
        assert_int_equal(after.total, 1);
    }
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(
        search_run(&c, &(struct search_query){.text = "蒲葵洞河管委会"}, &after), ST_OK);
    assert_string_equal(after.meant, "");
    assert_int_equal(
        search_run(&c, &(struct search_query){.text = "葡葵洞河管委会"}, &after), ST_OK);
    assert_string_equal(*after.meant ? after.meant : after.read_as, "蒲葵洞河管委会");
    ctx_rollback(&c);
    fixture_close(&db, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_meant_is_found),
        cmocka_unit_test(nobody_is_led_away), cmocka_unit_test(what_finds_something_gets_an_offer),
        cmocka_unit_test(letters_are_suggested_for), cmocka_unit_test(a_new_unit_hides_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
