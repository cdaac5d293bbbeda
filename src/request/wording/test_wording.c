/* Templates of the county: versions, their trial, their pages, and the letters made from them, on
 * both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>

#include "common/journal/journal.h"
#include "request/wording/pages.h"
#include "request/wording/store.h"
#include "tests/client.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &wording_module, &client_module};

enum who { OFFICE, COLLEAGUE, CLERK, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct client browsers[PEOPLE];
    struct loop_response res;
    const char *attempts;
    struct ctx c;
} w;

static void log_attempt(struct req *r, const char *why)
{
    w.attempts = arena_printf(w.a, "%s%s %s\n", w.attempts, r->route->pattern, why);
}

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {"office", "office", "editor"};
    int64_t people[PEOPLE], unit;
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.attempts = "";
    const char *dir = test_dir();
    mkdir(arena_printf(w.a, "%s/tmp", dir), 0700);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    done(ctx_begin(&w.c, true));
    done(test_unit_add(&w.c,
        (struct unit){
            .code = "u", .name = "县政府办公室", .short_name = "县政府办", .kind = "OFFICE"},
        &unit));
    for (int i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%d", i), arena_printf(w.a, "经办%d", i), unit,
            roles_of[i], NULL, &people[i]));
    done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){.data_dir = dir,
        .db = w.db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .log_attempt = log_attempt});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], people[i]);
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

/* Sends the form of the editor that was shown last. */
static void send(enum who who, const char *path, const char *text, const char *note)
{
    client_submit(&w.browsers[who], path,
        arena_printf(w.a, "version=%s&text=%s&note=%s", client_hidden(&w.browsers[who], "version"),
            url_encoded(w.a, text), url_encoded(w.a, note)));
    w.res = w.browsers[who].res;
}

static const char *shipped(const char *key)
{
    size_t n;
    const char *text = paper_template_text(paper_kind_find(key), &n);
    return arena_strndup(w.a, text, n);
}

static const char *with(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    return arena_printf(w.a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void statements(void **state)
{
    (void)state;
    done(ctx_begin(&w.c, true));
    for (size_t i = 0; i < wording_module.n_stmts; i++)
        done(db_check(w.c.tx, wording_module.stmts[i], &w.c.err));
    ctx_rollback(&w.c);
}

static void permissions(void **state)
{
    (void)state;
    get(CLERK, "/work/letters/");
    must_be(&w.res, 403);
    get(OFFICE, "/work/letters/");
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    must_have(&w.res, "政府信息公开申请答复书");
    must_not_have(&w.res, "本县第");
    get(OFFICE, "/work/letters/redo/");
    must_be(&w.res, 404); /* shares the text of replies */
    get(OFFICE, "/work/letters/nothing/");
    must_be(&w.res, 404);
    get(OFFICE, "/work/letters/reply/");
    client_submit(&w.browsers[CLERK], "/work/letters/reply/", "once=0123456789abcdef01&text=x");
    assert_int_equal(w.browsers[CLERK].res.status, 403);
}

/* All mistakes at once with their places, and what was typed is still there. */
static void refused(void **state)
{
    (void)state;
    const char *bad = with(with(shipped("reply"), "{{救济途径}}\n", "略<b>\n"),
        "本机关于{{收到日期:date}}", "本机关{{受到日期}}于{{收到日期:yuan}}");
    get(OFFICE, "/work/letters/reply/");
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    must_have(&w.res, "收到申请之日");
    send(OFFICE, "/work/letters/reply/", bad, "");
    must_be(&w.res, 422);
    must_be_well_formed(&w.res);
    must_have(&w.res, "第13行第4列：没有占位符“受到日期”");
    must_have(&w.res, "第13行第13列：占位符“收到日期”的类型不对");
    must_have(&w.res, "略&lt;b&gt;");
    assert_non_null(strstr(w.attempts, "/work/letters/:kind/ 模板有2处要改，没有保存"));
    send(OFFICE, "/work/letters/reply/", with(shipped("reply"), "{{救济途径}}\n", ""), "");
    must_be(&w.res, 422);
    must_have(&w.res, "没有写明行政复议的途径");
    must_have(&w.res, "请在正文中单独写一行 {{救济途径}}");
    get(OFFICE, "/work/letters/reply/history");
    must_have(&w.res, "还没有改过");
}

static struct wording now(const char *key)
{
    struct wording out;
    done(ctx_begin(&w.c, false));
    done(wording_current(&w.c, paper_kind_find(key), &out));
    ctx_rollback(&w.c);
    return out;
}

static const char *letter(const char *key, int64_t *version)
{
    const struct paper_kind *kind = paper_kind_find(key);
    struct paper_facts *f = paper_sample(w.c.mem, kind, SAMPLE_NOW, "G2");
    struct paper_findings missing;
    struct wording made;
    struct letter l;
    struct buf text;
    paper_findings_init(&missing, w.c.mem);
    done(ctx_begin(&w.c, false));
    done(wording_build(&w.c, kind, f, &l, &missing, &made));
    ctx_rollback(&w.c);
    buf_init(&text, 0);
    letter_text(&l, &text);
    const char *out = arena_strdup(w.a, buf_str(&text));
    buf_release(&text);
    *version = made.version;
    return out;
}

/* A version is kept, used, compared, left and found again. */
static void versions(void **state)
{
    (void)state;
    int64_t version;
    assert_int_equal(now("reply").version, 0);
    const char *first = with(shipped("reply"), "特此答复。", "特此答复，请查收。");
    get(OFFICE, "/work/letters/reply/");
    send(OFFICE, "/work/letters/reply/", first, "语气");
    must_be(&w.res, 303);
    assert_string_equal(w.res.location, "/work/letters/reply/history");
    assert_non_null(strstr(letter("reply", &version), "请查收"));
    assert_int_equal(version, 1);
    assert_non_null(strstr(letter("redo", &version), "请查收"));
    get(OFFICE, w.res.location);
    must_be_well_formed(&w.res);
    must_have(&w.res, "语气");
    must_have(&w.res, "<ins>，请查收</ins>");
    get(OFFICE, "/work/letters/");
    must_have(&w.res, "本县第1版");
    /* the same again is no version */
    get(OFFICE, "/work/letters/reply/");
    must_have(&w.res, "特此答复，请查收。");
    send(OFFICE, "/work/letters/reply/", first, "");
    must_be(&w.res, 409);
    must_have(&w.res, "内容与现在使用的相同");
    /* back to the shipped text, then the first version once more */
    get(OFFICE, "/work/letters/reply/history");
    client_submit(&w.browsers[OFFICE], "/work/letters/reply/restore", "version=1");
    assert_int_equal(w.browsers[OFFICE].res.status, 303);
    assert_null(strstr(letter("reply", &version), "请查收"));
    assert_int_equal(version, 2);
    assert_true(now("reply").shipped);
    get(OFFICE, "/work/letters/reply/?from=1");
    must_have(&w.res, "打开的是第1版");
    must_have(&w.res, "特此答复，请查收。");
    send(OFFICE, "/work/letters/reply/", first, "再用");
    must_be(&w.res, 303);
    assert_int_equal(now("reply").version, 3);
    get(OFFICE, "/work/letters/reply/history?version=3&with=1");
    must_have(&w.res, "两版文字相同");
    get(OFFICE, "/work/letters/reply/history?version=9&with=1");
    must_be(&w.res, 404);
    get(OFFICE, "/work/letters/reply/?from=9");
    must_be(&w.res, 404);
}

/* The second of two sees what the first has changed; nothing that was typed is lost. */
static void two_at_once(void **state)
{
    (void)state;
    const char *mine = with(shipped("fee"), "不再处理", "不再办理、不再处理"),
               *theirs = with(shipped("fee"), "缴费方式：", "怎样缴费：");
    get(OFFICE, "/work/letters/fee/");
    get(COLLEAGUE, "/work/letters/fee/");
    send(COLLEAGUE, "/work/letters/fee/", theirs, "");
    must_be(&w.res, 303);
    send(OFFICE, "/work/letters/fee/", mine, "");
    must_be(&w.res, 409);
    must_have(&w.res, "经办1刚刚保存了第1版，您的修改没有保存");
    must_have(&w.res, "不再办理、");
    must_have(&w.res, "怎样缴费");
    assert_string_equal(client_hidden(&w.browsers[OFFICE], "version"), "1");
    send(OFFICE, "/work/letters/fee/", mine, "看过了");
    must_be(&w.res, 303);
    assert_int_equal(now("fee").version, 2);
}

static void preview(void **state)
{
    (void)state;
    get(OFFICE, "/work/letters/reply/preview.pdf?code=D4&time=2");
    must_be(&w.res, 200);
    assert_string_equal(w.res.content_type, "application/pdf");
    assert_memory_equal(w.res.body, "%PDF-", 5);
    get(OFFICE, "/work/letters/reply/");
    client_post(&w.browsers[OFFICE], "/work/letters/reply/preview",
        arena_printf(w.a, "code=P1&time=0&text=%s", url_encoded(w.a, shipped("reply"))));
    assert_string_equal(w.browsers[OFFICE].res.content_type, "application/pdf");
    client_post(&w.browsers[OFFICE], "/work/letters/reply/preview",
        arena_printf(w.a, "text=%s", url_encoded(w.a, "@标题 甲\n{{没有}}")));
    w.res = w.browsers[OFFICE].res;
    must_be(&w.res, 422);
    must_have(&w.res, "没有占位符“没有”");
    for (size_t i = 0; i < n_paper_kinds; i++) {
        if (strcmp(paper_kinds[i].key, paper_kinds[i].template) != 0)
            continue;
        get(OFFICE, arena_printf(w.a, "/work/letters/%s/preview.pdf", paper_kinds[i].key));
        must_be(&w.res, 200);
        get(OFFICE, arena_printf(w.a, "/work/letters/%s/", paper_kinds[i].key));
        must_be(&w.res, 200);
        must_be_well_formed(&w.res);
    }
}

/* Whatever people type is kept or told to be none; never a broken page. */
static void naughty(void **state)
{
    (void)state;
    char *save, *lines = test_naughty(w.a);
    int n = 0;
    for (char *s = strtok_r(lines, "\n", &save); s && n < 60;
         s = strtok_r(NULL, "\n", &save), n++) {
        get(OFFICE, "/work/letters/stop/");
        send(OFFICE, "/work/letters/stop/", s, "");
        if (w.res.status != 422 && w.res.status != 400)
            fail_msg("%d %s", w.res.status, s);
        if (w.res.status == 422)
            must_be_well_formed(&w.res);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {TEST(statements), TEST(permissions), TEST(refused),
        TEST(versions), TEST(two_at_once), TEST(preview), TEST(naughty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
