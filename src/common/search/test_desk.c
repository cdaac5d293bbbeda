/* Words of the office hold from the next query on and until their last day; queries are counted
 * without what is personal; the list empties as it is worked through.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/test_fixture.h"
#include "tests/support.h"
#include "tests/test.h"

#include "common/search/asked.h"
#include "common/search/words.h"
#include "common/task/task.h"

static struct search_result ask_for(struct ctx *c, const char *text)
{
    struct search_result r;
    assert_int_equal(ctx_begin(c, false), ST_OK);
    assert_int_equal(search_run(c, &(struct search_query){.text = text}, &r), ST_OK);
    ctx_rollback(c);
    return r;
}

static enum st add(struct ctx *c, const struct search_word *w)
{
    assert_int_equal(ctx_begin(c, true), ST_OK);
    enum st st = words_add(c, w);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

static void synonyms_hold_at_once(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    int64_t id = fixture_publish(&c, &(struct text){.title = "不动产权证书办理须知"});
    fixture_publish(&c, &(struct text){.title = "防汛值班安排"});
    assert_int_equal(ask_for(&c, "红本本").total, 0);
    assert_int_equal(add(&c, &(struct search_word){.use = WORD_USE_SAME,
                                 .phrase = "红本本",
                                 .target = "不动产权证书",
                                 .note = "",
                                 .until = day_none()}),
        ST_OK);
    struct search_result r = ask_for(&c, "红本本怎么办");
    assert_int_equal(r.total, 1);
    assert_int_equal(r.hits[0].item.record_id, id);
    struct search_word *list;
    size_t n;
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(words_list(&c, WORD_USE_SAME, &list, &n), ST_OK);
    assert_int_equal(n, 1);
    assert_int_equal(words_end(&c, list[0].id), ST_OK);
    assert_int_equal(words_end(&c, list[0].id), ST_NOT_FOUND);
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_int_equal(ask_for(&c, "红本本").total, 0);
    fixture_close(&db, &c);
}

static void the_chosen_page_comes_first(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    fixture_publish(&c, &(struct text){.title = "高考成绩高考成绩高考成绩"});
    int64_t id = fixture_publish(&c, &(struct text){.title = "查询入口"});
    struct search_word w = {.use = WORD_USE_BEST,
        .phrase = "高考成绩",
        .target = "",
        .record_id = id,
        .until = {day_at(c.now).n + 3},
        .note = ""};
    assert_int_equal(add(&c, &w), ST_OK);
    assert_int_equal(add(&c, &w), ST_CONFLICT);
    struct search_result r = ask_for(&c, "高考 成绩");
    assert_int_equal(r.n_best, 1);
    assert_int_equal(r.best[0].item.record_id, id);
    assert_int_equal(ask_for(&c, "高考成绩单").n_best, 0);
    c.now += 4 * 86400; /* its last day is over */
    assert_int_equal(ask_for(&c, "高考成绩").n_best, 0);
    c.now -= 4 * 86400;
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    fixture_end(&c, id, "error"); /* and when the page leaves the site */
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_int_equal(ask_for(&c, "高考成绩").n_best, 0);
    fixture_close(&db, &c);
}

static void bad_words_are_refused(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    const struct {
        struct search_word w;
        const char *field;
    } rows[] = {
        {{.use = WORD_USE_SAME, .phrase = "房", .target = "住房", .note = ""}, "phrase"},
        {{.use = WORD_USE_SAME, .phrase = "100%", .target = "全部", .note = ""}, "phrase"},
        {{.use = WORD_USE_SAME, .phrase = "住房", .target = "“住房”", .note = ""}, "target"},
        {{.use = WORD_USE_SAME, .phrase = "房本", .target = "", .note = ""}, "target"},
        {{.use = WORD_USE_BEST, .phrase = "房本", .target = "", .record_id = 99, .note = ""},
            "target"},
        {{.use = WORD_USE_SAME, .phrase = "房本", .target = "权证", .note = "", .until = {1}},
            "until"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(add(&c, &rows[i].w), ST_INVALID);
        assert_string_equal(c.err.field, rows[i].field);
    }
    fixture_close(&db, &c);
}

static struct asked *list(struct ctx *c, enum asked_kind kind, size_t *n)
{
    struct asked *a;
    int64_t total;
    if (asked_list(c, kind, day_at(c->now), &a, n, &total))
        fail_msg("%s %s", c->err.message, c->err.detail);
    assert_int_equal(total, *n);
    return a;
}

static void queries_are_counted_without_persons(void **state)
{
    (void)state;
    struct ctx c;
    size_t n;
    struct db *db = fixture_open(&c, false);
    static const char *const personal[] = {"张三530326199001011234的申请", "13812345678",
        "编号 1234567", "", "？！",
        "这是一句很长很长很长很长很长很长很长很长很长很长很长很长很长很长的话"};
    for (size_t i = 0; i < COUNT_OF(personal); i++)
        asked_note(&c, personal[i], true);
    asked_note(&c, "农机补贴", true);
    asked_note(&c, "“农机”补贴", true);
    asked_note(&c, "低保", false);
    asked_note(&c, "低保", false);
    asked_note(&c, "公积金", false);
    asked_note(&c, "公积金", false);
    asked_opened(&c, "公积金");
    assert_int_equal(asked_flush(&c), ST_OK);
    asked_note(&c, "农机补贴", true);
    assert_int_equal(asked_flush(&c), ST_OK);
    assert_int_equal(asked_flush(&c), ST_OK); /* nothing is counted twice */
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    struct asked *a = list(&c, ASKED_NOTHING, &n);
    assert_int_equal(n, 1);
    assert_string_equal(a[0].text, "农机补贴");
    assert_int_equal(a[0].nothing, 3);
    a = list(&c, ASKED_UNOPENED, &n);
    assert_int_equal(n, 1);
    assert_string_equal(a[0].text, "低保");
    ctx_rollback(&c);
    fixture_close(&db, &c);
}

static void the_list_empties(void **state)
{
    (void)state;
    struct ctx c;
    size_t n;
    int64_t id;
    struct asked one;
    struct db *db = fixture_open(&c, false);
    asked_note(&c, "农机补贴", true);
    assert_int_equal(asked_flush(&c), ST_OK);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(asked_settle(&c, "农机补贴", "none", &id), ST_OK);
    list(&c, ASKED_NOTHING, &n);
    assert_int_equal(n, 0);
    list(&c, ASKED_SETTLED, &n);
    assert_int_equal(n, 1);
    assert_int_equal(asked_get(&c, id, &one), ST_OK);
    assert_int_equal(one.nothing, 1);
    assert_int_equal(asked_settle(&c, "农机补贴", "", &id), ST_OK); /* put back */
    list(&c, ASKED_NOTHING, &n);
    assert_int_equal(n, 1);
    assert_int_equal(asked_get(&c, id, &one), ST_NOT_FOUND);
    /* a synonym answers it, however it is spelled; nothing is settled that nobody asked */
    assert_int_equal(asked_answer(&c, " 农機补贴", "word"), ST_OK);
    assert_int_equal(asked_answer(&c, "没人问过", "word"), ST_OK);
    list(&c, ASKED_NOTHING, &n);
    assert_int_equal(n, 0);
    list(&c, ASKED_SETTLED, &n);
    assert_int_equal(n, 1);
    assert_int_equal(ctx_commit(&c), ST_OK);
    fixture_close(&db, &c);
}

static void weeks_begin_on_monday(void **state)
{
    (void)state;
    assert_int_equal(asked_week(day_parse("2026-11-24")).n, day_parse("2026-11-23").n);
    assert_int_equal(asked_week(day_parse("2026-11-23")).n, day_parse("2026-11-23").n);
    assert_int_equal(asked_week(day_parse("2026-11-29")).n, day_parse("2026-11-23").n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(synonyms_hold_at_once),
        cmocka_unit_test(the_chosen_page_comes_first), cmocka_unit_test(bad_words_are_refused),
        cmocka_unit_test(queries_are_counted_without_persons), cmocka_unit_test(the_list_empties),
        cmocka_unit_test(weeks_begin_on_monday)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
