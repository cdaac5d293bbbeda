/* Pages of the ledger through the loopback, as office, lead unit, stranger and visitor.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>

#include "assurance/ledger/acts.h"
#include "common/journal/journal.h"
#include "common/record/record.h"
#include "common/search/search.h"
#include "common/task/task.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &record_module, &search_module, &ledger_module,
    &client_module};

static const char plan_text[] =
    "2018年9月12日\n某县整改方案\n一、措施\n（一）主动公开\n1.梳理<文件>&"
    "目录。2018年9月14日前完成。（牵头单位：甲局；责任单位：各乡镇）\n"
    "2.规范网站。年内完成。（牵头单位：不明中心；责任单位：县直各部门）\n";

enum who { VISITOR, OFFICE, LEAD, STRANGER, NOBODY, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct client browsers[PEOPLE];
    struct loop_response res; /* the last answer to anybody */
} w;

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

static void post(enum who who, const char *target, const char *fields)
{
    client_post(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

/* The once-token of the page shown last. */
static const char *once(void)
{
    return text_after(w.a, &w.res, "name=\"once\" value=\"", "\"");
}

static int64_t add(struct ctx *c, const char *unit, const char *kind, const char *role)
{
    struct unit u = {.code = unit,
        .name = unit,
        .short_name = unit,
        .kind = kind,
        .credit_code = "",
        .phone = "",
        .address = ""};
    int64_t id, person;
    assert_int_equal(unit_add(c, &u, &id), ST_OK);
    assert_int_equal(person_add(c, role, role, id, role, NULL, &person), ST_OK);
    return person;
}

static int open_world(void **state)
{
    (void)state;
    struct ctx c;
    const char *dir = test_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    assert_int_equal(mkdir(arena_printf(w.a, "%s/tmp", dir), 0700), 0);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&c, w.db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    int64_t people[PEOPLE] = {0, add(&c, "县办", "OFFICE", "office"),
        add(&c, "甲局", "DEPARTMENT", "editor"), add(&c, "中学", "INSTITUTION", "finance"),
        add(&c, "网信", "INSTITUTION", "admin")};
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    for (int i = VISITOR; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        if (i == VISITOR)
            continue;
        client_sign_in(&w.browsers[i], people[i]);
        get((enum who)i, "/work/ledger/");
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    search_close(w.db);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static void import_plan(void)
{
    get(OFFICE, "/work/ledger/import");
    must_be(&w.res, 200);
    post(OFFICE, "/work/ledger/import",
        arena_printf(w.a, "once=%s&text=%s", once(), url_encoded(w.a, plan_text)));
    must_be(&w.res, 303);
    assert_string_equal(w.res.location, "/work/ledger/plans/1/");
}

static void test_permissions(void **state)
{
    (void)state;
    static const struct {
        enum who who;
        const char *target;
        int status;
    } cases[] = {
        {VISITOR, "/work/ledger/", 303},
        {NOBODY, "/work/ledger/", 403},
        {LEAD, "/work/ledger/", 200},
        {LEAD, "/work/ledger/mine", 200},
        {LEAD, "/work/ledger/export.csv", 200},
        {LEAD, "/work/ledger/import", 403},
        {LEAD, "/work/ledger/plans/1/", 403},
        {LEAD, "/work/ledger/1/edit", 403},
        {OFFICE, "/work/ledger/plans/9/", 404},
        {OFFICE, "/work/ledger/9/", 404},
        {OFFICE, "/work/ledger/x/", 404},
        {VISITOR, "/progress/?plan=9", 404},
        {VISITOR, "/progress/", 200},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        get(cases[i].who, cases[i].target);
        if (w.res.status != cases[i].status)
            fail_msg("%s: %d", cases[i].target, w.res.status);
    }
    post(LEAD, "/work/ledger/plans/1/confirm", "");
    must_be(&w.res, 403);
}

static void test_proposals(void **state)
{
    (void)state;
    get(VISITOR, "/progress/");
    must_have(&w.res, "还没有公布整改措施");
    import_plan();
    get(OFFICE, "/work/ledger/plans/1/");
    must_have(&w.res, "读到 2 条措施");
    must_have(&w.res, "<mark class=\"m-lead\" data-kind=\"牵头\">甲局</mark>");
    must_have(&w.res, "梳理&lt;文件&gt;&amp;目录");
    must_have(&w.res, "“不明中心”没有对应的单位");
    must_have(&w.res, "确认齐全的 1 条");
    post(OFFICE, "/work/ledger/plans/1/confirm", "");
    must_be(&w.res, 303);
    get(OFFICE, "/work/ledger/plans/1/");
    must_have(&w.res, "已确认 1 条，还有 1 条要补齐");
    must_have(&w.res, "撤销确认");
    get(VISITOR, "/progress/");
    must_have(&w.res, "梳理&lt;文件&gt;&amp;目录");
    must_not_have(&w.res, "规范网站");
    /* the other one: refused while a unit is unknown, with what was typed kept */
    const char *fields = "version=1&op=confirm&back=plan&title=%E7%BD%91%E7%AB%99&problem=&duty="
                         "&due=2018-12-31&due_note=&lead=";
    post(OFFICE, "/work/ledger/2/edit",
        arena_printf(w.a, "%s%s", fields, url_encoded(w.a, "某某局")));
    must_be(&w.res, 422);
    must_have(&w.res, "“某某局”没有对应的单位");
    post(
        OFFICE, "/work/ledger/2/edit", arena_printf(w.a, "%s%s", fields, url_encoded(w.a, "甲局")));
    must_be(&w.res, 303);
    assert_string_equal(w.res.location, "/work/ledger/plans/1/#m2");
    get(OFFICE, "/work/ledger/plans/1/");
    must_have(&w.res, "全部核对完毕");
    get(VISITOR, "/progress/");
    must_have(&w.res, "网站");
    post(OFFICE, "/work/ledger/2/undo", "");
    must_be(&w.res, 303);
    get(VISITOR, "/progress/");
    must_not_have(&w.res, "2. 网站");
    post(
        OFFICE, "/work/ledger/2/edit", arena_printf(w.a, "%s%s", fields, url_encoded(w.a, "甲局")));
    must_be(&w.res, 409); /* stale version */
    get(OFFICE, "/work/ledger/import");
    post(OFFICE, "/work/ledger/import",
        arena_printf(w.a, "once=%s&text=%s", once(), url_encoded(w.a, plan_text)));
    get(OFFICE, "/work/ledger/plans/1/");
    must_have(&w.res, "没有重复导入");
    post(OFFICE, "/work/ledger/plans/1/title", "title=");
    must_be(&w.res, 422);
    post(OFFICE, "/work/ledger/plans/1/title",
        arena_printf(w.a, "title=%s", url_encoded(w.a, "新名称")));
    must_be(&w.res, 303);
    get(VISITOR, "/progress/");
    must_have(&w.res, "《新名称》");
}

static void test_reporting(void **state)
{
    (void)state;
    import_plan();
    post(OFFICE, "/work/ledger/plans/1/confirm", "");
    get(STRANGER, "/work/ledger/1/");
    must_be(&w.res, 200);
    must_not_have(&w.res, "id=\"report\"");
    get(LEAD, "/work/ledger/1/");
    post(STRANGER, "/work/ledger/1/report",
        arena_printf(w.a, "once=%s&stage=moving&percent=1&text=x", once()));
    must_be(&w.res, 403);
    must_have(&w.res, "不是这条措施的牵头单位或责任单位");
    get(LEAD, "/work/ledger/mine");
    must_have(&w.res, "梳理&lt;文件&gt;");
    must_have(&w.res, "紧急");
    get(LEAD, "/work/ledger/1/");
    must_have(&w.res, "还有 2 天");
    const char *token = once();
    const char *good = arena_printf(
        w.a, "once=%s&stage=moving&percent=40&text=%s", token, url_encoded(w.a, "已梳理<一半>"));
    post(LEAD, "/work/ledger/1/report",
        arena_printf(w.a, "once=%s&stage=moving&percent=400&text=", token));
    must_be(&w.res, 422);
    must_have(&w.res, "应在 0 到 100 之间");
    post(LEAD, "/work/ledger/1/report", good);
    must_be(&w.res, 303);
    post(LEAD, "/work/ledger/1/report", good); /* sent twice: one report */
    must_be(&w.res, 303);
    get(LEAD, "/work/ledger/1/");
    const char *first = strstr(w.res.body, "完成 40%");
    assert_non_null(first);
    assert_null(strstr(first + 1, "完成 40%"));
    get(VISITOR, "/progress/");
    must_have(&w.res, "已梳理&lt;一半&gt;");
    must_have(&w.res, "40%");
    get(LEAD, "/work/ledger/export.csv");
    must_have(&w.res, ",已梳理<一半>,");
}

static void test_completing(void **state)
{
    (void)state;
    import_plan();
    post(OFFICE, "/work/ledger/plans/1/confirm", "");
    post(LEAD, "/work/ledger/1/complete", "once=x&evidence=x");
    must_be(&w.res, 403);
    get(OFFICE, "/work/ledger/1/");
    post(OFFICE, "/work/ledger/1/complete", arena_printf(w.a, "once=%s&evidence=", once()));
    must_be(&w.res, 422);
    get(OFFICE, "/work/ledger/1/");
    post(OFFICE, "/work/ledger/1/complete",
        arena_printf(w.a, "once=%s&evidence=%s", once(), url_encoded(w.a, "检查记录")));
    must_be(&w.res, 303);
    get(OFFICE, "/work/ledger/1/");
    must_have(&w.res, "检查记录");
    must_have(&w.res, "重新整改");
    get(OFFICE, "/work/ledger/?light=done");
    must_have(&w.res, "梳理");
    get(OFFICE, "/work/ledger/?light=3");
    must_have(&w.res, "没有符合条件的措施");
    get(VISITOR, "/progress/");
    must_have(&w.res, "已完成");
}

/* Files: GB18030 is read, a Word file is explained. */
static void test_upload(void **state)
{
    (void)state;
    static const char gb[] =
        "\xd2\xbb\xa1\xa2\xc8\xce\xce\xf1\n1.\xb9\xab\xbf\xaa\xd4\xa4\xcb\xe3\xa1\xa3"
        "(\xc7\xa3\xcd\xb7\xb5\xa5\xce\xbb:\xbc\xd7\xbe\xd6)\n"; /* 牵头单位:甲局 */
    const char *bodies[] = {gb, "PK\003\004rest of a .docx"};
    const int statuses[] = {303, 422};
    for (int i = 0; i < 2; i++) {
        get(OFFICE, "/work/ledger/import");
        struct client *office = &w.browsers[OFFICE];
        const char *const fields[] = {"once", client_hidden(office, "once"), NULL};
        client_upload(office, "/work/ledger/import", fields,
            &(struct client_file){"file", "a.txt", bodies[i], strlen(bodies[i])});
        w.res = office->res;
        must_be(&w.res, statuses[i]);
    }
    must_have(&w.res, "这是 Word 或压缩文件");
    get(OFFICE, "/work/ledger/plans/1/");
    must_have(&w.res, "公开预算");
}

static bool search_says(const char *text, const char *more, const char *said)
{
    get(VISITOR, arena_printf(w.a, "/search?q=%s%s", url_encoded(w.a, text), more));
    must_be(&w.res, 200);
    return strstr(w.res.body, said) != NULL;
}

/* Each change is found by the next query; what is no promise yet, or no more, is not. */
static void test_found_by_search(void **state)
{
    static const char link[] = "<a href=\"/progress/?plan=1#measure-1\">";
    (void)state;
    import_plan();
    assert_false(search_says("梳理", "", link));
    post(OFFICE, "/work/ledger/plans/1/confirm", "");
    assert_true(search_says("梳理", "", link));
    must_have(&w.res, "重点任务");
    must_have(&w.res, "甲局（牵头）、各乡镇");
    assert_true(search_says("甲局", "", link)); /* who is responsible */
    assert_true(search_says("梳理", "&kind=measure", link));
    must_have(&w.res, "类型：重点任务");
    assert_false(search_says("梳理", "&kind=record", link));
    assert_false(search_says("梳理", "&kind=document", link));
    get(VISITOR, arena_printf(w.a, "/search/suggest?q=%s", url_encoded(w.a, "梳理")));
    must_have(&w.res, "\"path\":\"/progress/?plan=1#measure-1\",\"label\":\"重点任务\"");
    get(VISITOR, "/progress/?plan=1");
    must_have(&w.res, "id=\"measure-1\"");
    post(OFFICE, "/work/ledger/1/undo", "");
    assert_false(search_says("梳理", "", link));
}

/* An address of a measure can be what is shown first; when the measure goes, nothing breaks. */
static void test_shown_first(void **state)
{
    static const char link[] = "<a href=\"/progress/?plan=1#measure-1\">";
    (void)state;
    import_plan();
    const char *fields = arena_printf(w.a, "use=best&phrase=%s&until=&note=&target=%s",
        url_encoded(w.a, "清单在哪里"),
        url_encoded(w.a, "https://www.shizong.gov.cn/progress/?plan=1#measure-1"));
    post(OFFICE, "/work/search/words/new", fields);
    must_be(&w.res, 422); /* a proposal is not public */
    post(OFFICE, "/work/ledger/plans/1/confirm", "");
    post(OFFICE, "/work/search/words/new", fields);
    must_be(&w.res, 303);
    get(OFFICE, "/work/search/words/?use=best");
    must_have(&w.res, link);
    must_have(&w.res, "梳理&lt;文件&gt;");
    assert_true(search_says("清单在哪里", "", link));
    must_have(&w.res, "search-best");
    post(OFFICE, "/work/ledger/1/undo", "");
    assert_false(search_says("清单在哪里", "", link));
    get(OFFICE, "/work/search/words/?use=best");
    must_be(&w.res, 200);
    must_have(&w.res, "页面已不公开");
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {WORLD(test_permissions), WORLD(test_proposals),
        WORLD(test_reporting), WORLD(test_completing), WORLD(test_upload),
        WORLD(test_found_by_search), WORLD(test_shown_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
