/* The result page and the suggestions, as a visitor gets them.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "common/search/engine.h"
#include "common/search/test_fixture.h"
#include "common/search/upkeep.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/ui/ui.h"
#include "tests/client.h"
#include "tests/support.h"
#include "tests/test.h"

struct world {
    struct db *db;
    struct ctx c;
    struct app *app;
    struct arena *a;
};

static int set_up(void **state)
{
    static const struct module *const mods[] = {&web_module, &ui_module, &search_module};
    struct world *w = calloc(1, sizeof *w);
    struct err e;
    w->db = fixture_open(&w->c, true);
    const struct app_options o = {.db = w->db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .data_dir = w->c.data_dir,
        .error_page = ui_error_page};
    if (app_open(&o, &w->app, &e))
        die("%s", e.message);
    w->a = arena_new();
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    app_close(&w->app);
    arena_free(&w->a);
    fixture_close(&w->db, &w->c);
    free(w);
    return 0;
}

static struct loop_response get(struct world *w, const char *target)
{
    struct loop_response res = loop_get(w->app, w->a, target, NULL);
    must_be_well_formed(&res);
    return res;
}

/* A column that is called so is offered beside the results, once, and not with filters. */
static void columns_and_units_are_offered(void **state)
{
    struct world *w = *state;
    int64_t unit;
    assert_int_equal(ctx_begin(&w->c, true), ST_OK);
    assert_int_equal(unit_add(&w->c,
                         &(struct unit){.code = "czj",
                             .name = "师宗县财政局",
                             .short_name = "县财政局",
                             .kind = "DEPARTMENT",
                             .credit_code = "",
                             .phone = "",
                             .address = ""},
                         &unit),
        ST_OK);
    assert_int_equal(unit_alias_add(&w->c, unit, "财政局"), ST_OK);
    assert_int_equal(ctx_commit(&w->c), ST_OK);
    struct loop_response res = get(w, "/search?q=%E8%B4%A2%E6%94%BF%E5%B1%80"); /* 财政局 */
    assert_non_null(strstr(res.body, "<a href=\"/zwgk/danwei/czj/\">县财政局公开的内容</a>"));
    res = get(w, "/search?q=%E9%80%9A%E7%9F%A5%E5%85%AC%E5%91%8A"); /* 通知公告 */
    assert_non_null(strstr(res.body, "<a href=\"/zwdt/tzgg/\">通知公告</a>"));
    res = get(w, "/search?q=%E9%80%9A%E7%9F%A5%E5%85%AC%E5%91%8A&year=2018");
    assert_null(strstr(res.body, "search-ways"));
    res = get(w, "/search?q=%25%25%25");
    assert_null(strstr(res.body, "search-ways"));
}

#define Q_OPEN "/search?q=%E5%85%AC%E5%BC%80" /* 公开 */

static void hits_are_shown(void **state)
{
    struct world *w = *state;
    fixture_publish(&w->c, &(struct text){.title = "政府信息<公开>办法",
                               .number = "师政发〔2018〕7号",
                               .word = "师政发",
                               .year = 2018,
                               .serial = 7,
                               .issuer = "县政府",
                               .formed_on = "2018-09-12",
                               .validity = "废止",
                               .body_html = "<p id=\"a1\">第一条 为了公开。</p><p "
                                            "id=\"a12\">第十二条 公开政府信息&amp;公开。</p>"});
    struct loop_response r = get(w, Q_OPEN);
    must_be(&r, 200);
    must_have(&r, "<meta name=\"robots\" content=\"noindex\">");
    must_have(&r, "value=\"公开\"");
    must_have(&r, "查到 <b>1</b> 条");
    must_have(&r, "政府信息&lt;<mark>公开</mark>&gt;办法");
    must_have(&r, "/t1.html#a");
    must_have(&r, "师政发〔2018〕7号");
    must_have(&r, "废止");
    must_have(&r, "2018-09-12");
    must_have(&r, "href=\"/search?q=%E5%85%AC%E5%BC%80&amp;issuer=%E5%8E%BF%E6%94%BF%E5%BA%9C\"");
    r = get(w, Q_OPEN "&year=2018&sort=time&validity=%E5%BA%9F%E6%AD%A2");
    must_have(&r, "年份：2018");
    must_have(&r, "aria-current=\"true\">最新");
    r = get(w, Q_OPEN "&year=1999");
    must_have(&r, "没有查到");
    must_have(&r, "去掉全部筛选条件再查");
}

static void numbers_are_recognised(void **state)
{
    struct world *w = *state;
    fixture_publish(&w->c, &(struct text){.title = "通知",
                               .number = "师政发〔2018〕7号",
                               .word = "师政发",
                               .year = 2018,
                               .serial = 7});
    struct loop_response r = get(w, "/search?q=%E5%B8%88%E6%94%BF%E5%8F%91%5B2018%5D7%E5%8F%B7");
    must_have(&r, "按文号“师政发〔2018〕7号”查找");
    r = get(w, "/search?q=%E5%B8%88%E6%94%BF%E5%8F%91%5B2018%5D8%E5%8F%B7");
    must_have(&r, "像是文号，按“师政发〔2018〕8号”查过");
    must_have(&r, "<a href=\"/t1.html\">师政发〔2018〕7号</a>");
    r = get(w, "/search?q=2018+8%E5%8F%B7");
    must_have(&r, "“2018 8号”像是文号：");
    must_have(&r, "<a href=\"/t1.html\">师政发〔2018〕7号</a>");
    r = get(w, "/search?q=2018+7%E5%8F%B7");
    must_have(&r, "“2018 7号”像是文号的一部分");
}

static void nothing_found_helps_on(void **state)
{
    struct world *w = *state;
    struct loop_response r = get(w, "/search?q=%E5%92%AF%E5%99%94%E6%89%A3%3Cscript%3E");
    must_be(&r, 200);
    must_have(&r, "没有查到与“<b>咯噔扣&lt;script&gt;</b>”相符的公开内容");
    must_have(&r, "href=\"/zwgk/ysqgk/\"");
    must_have(&r, "href=\"/zwgk/fdnr/\"");
    r = get(w, "/search");
    must_have(&r, "请输入要查的词语");
    r = get(w, "/search?q=%EF%BC%8C%E3%80%82%21");
    must_have(&r, "里没有可以查找的文字");
}

static void bad_requests_end_well(void **state)
{
    struct world *w = *state;
    fixture_publish(&w->c, &(struct text){.title = "公开"});
    static const char *const targets[] = {"/search?q=%FF%FE", "/search?q=%00",
        "/search?q=%ED%A0%80", Q_OPEN "&page=99999999999999999999", Q_OPEN "&page=-1",
        Q_OPEN "&year=abc&column=zz&unit=-9", Q_OPEN "&issuer=%27%20OR%201%3D1",
        "/search?q=%25%25%25___***", "/search/suggest?q=%FF", "/search?q=a&q=b"};
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct loop_response r = get(w, targets[i]);
        if (r.status >= 500)
            fail_msg("%s: %d", targets[i], r.status);
        assert_true(utf8_valid(r.body, r.body_bytes));
    }
    size_t n = 3 * 1000 * 9;
    char *words = malloc(n + 64), *p = words + sprintf(words, "/search?q=");
    for (int i = 0; i < 1000; i++)
        p += sprintf(p, "%%E5%%85%%AC%%20");
    struct loop_response r = get(w, words);
    assert_true(r.status == 200 || r.status == 413 || r.status == 431 || r.status == 414);
    free(words);
}

/* Whatever is asked: a page that is well-formed, with the words as text. */
static void naughty_questions(void **state)
{
    struct world *w = *state;
    char *save = NULL, *text = test_naughty(w->a);
    int tried = 0;
    fixture_publish(&w->c, &(struct text){.title = "公开"});
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        const char *q = url_encoded(w->a, line);
        struct loop_response r = get(w, arena_printf(w->a, "/search?q=%s", q));
        int expected = utf8_valid(line, strlen(line)) ? 200 : 400;
        if (r.status != expected && r.status != 414)
            fail_msg("%s: %d", line, r.status);
        assert_true(utf8_valid(r.body, r.body_bytes));
        r = get(w, arena_printf(w->a, "/search/suggest?q=%s&issuer=%s&year=%s", q, q, q));
        assert_true(r.status < 500);
        r = get(
            w, arena_printf(w->a, "/search?q=a&issuer=%s&year=%s&validity=%s&page=%s", q, q, q, q));
        assert_true(r.status < 500);
        tried++;
    }
    assert_true(tried >= 9);
}

static void the_scan_says_so(void **state)
{
    struct world *w = *state;
    assert_int_equal(ctx_begin(&w->c, true), ST_OK);
    for (int i = 0; i <= INLINE_CHANGES; i++)
        fixture_put(&w->c, &(struct text){.title = "公开目录", .body_html = "<p>登记</p>"});
    assert_int_equal(ctx_commit(&w->c), ST_OK);
    struct loop_response r = get(w, Q_OPEN);
    must_have(&r, "正在整理检索索引");
    must_have(&r, "<mark>公开</mark>目录");
    assert_int_equal(upkeep_often(&w->c), ST_OK);
    r = get(w, Q_OPEN);
    must_not_have(&r, "正在整理检索索引");
    must_have(&r, "rel=\"next\"");
}

static void suggestions_are_json(void **state)
{
    struct world *w = *state;
    const struct json *j;
    struct err e;
    fixture_publish(&w->c, &(struct text){.title = "公开\"目录\"</script>"});
    struct loop_response r = get(w, "/search/suggest?q=%E5%85%AC%E5%BC%80");
    must_be(&r, 200);
    assert_string_equal(r.content_type, "application/json; charset=utf-8");
    assert_int_equal(json_parse(w->a, r.body, r.body_bytes, &j, &e), ST_OK);
    assert_string_equal(
        json_get_text(json_at(json_get(j, "suggestions"), 0), "title"), "公开\"目录\"</script>");
    r = get(w, "/search/suggest");
    assert_string_equal(r.body, "{\"suggestions\":[]}\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_and_units_are_offered),
        TEST(hits_are_shown),
        TEST(numbers_are_recognised),
        TEST(nothing_found_helps_on),
        TEST(bad_requests_end_well),
        TEST(naughty_questions),
        TEST(the_scan_says_so),
        TEST(suggestions_are_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
