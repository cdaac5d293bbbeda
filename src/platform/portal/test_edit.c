/* Staff pages of the portal through the loopback: words of the site, columns, permission.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "lib/base/hash.h"
#include "lib/ui/ui.h"
#include "platform/portal/edit.h"
#include "platform/portal/portal.h"
#include "tests/support.h"
#include "tests/test.h"
#include "tests/wellformed.h"

static bool may; /* whether the signed-in person has PERM_SITE */

static enum st let_in(struct req *r)
{
    enum st st = session_start(r, 1);
    return st ? st : redirect(r, "/work/site/");
}

static const struct route routes[] = {{.method = METHOD_POST,
    .pattern = "/test-in",
    .perm = PERM_PUBLIC,
    .handler = let_in,
    .flags = ROUTE_NO_CSRF}};
static const struct module test_module = {
    .name = "test", .title = "测试", .routes = routes, .n_routes = 1};

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &record_module, &column_module, &item_module,
    &link_module, &publish_module, &portal_module, &test_module};

static struct db *db;
static struct app *app;
static struct arena *mem;
static struct ctx world;
static const char *session;

static enum st load_somebody(struct ctx *c, int64_t person, const struct principal **out)
{
    static const char *const perms[] = {PERM_SITE};
    static struct principal who = {.id = 1,
        .unit_id = 1,
        .name = "张三",
        .unit_name = "信息网络中心",
        .role_title = "网站管理员",
        .perms = perms};
    (void)c;
    (void)person;
    who.n_perms = may ? 1 : 0;
    *out = &who;
    return ST_OK;
}

static struct loop_response ask(enum method m, const char *target, const char *body)
{
    struct loop_response out;
    app_loop(app, mem,
        &(struct loop_request){.method = m,
            .target = target,
            .cookie = session,
            .body = body,
            .body_bytes = body ? strlen(body) : 0},
        &out);
    return out;
}

static int setup(void **state)
{
    (void)state;
    struct err e = {.st = ST_OK};
    mem = arena_new();
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&world, db);
    const struct app_options o = {.data_dir = "",
        .db = db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .load_principal = load_somebody,
        .error_page = ui_error_page,
        .fixed_now = world.now};
    if (app_open(&o, &app, &e))
        fail_msg("%s", e.message);
    struct loop_response in = ask(METHOD_POST, "/test-in", "");
    assert_int_equal(in.status, 303);
    session = arena_strdup(mem, in.set_cookie);
    may = true;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    app_close(&app);
    ctx_release(&world);
    arena_free(&mem);
    test_db_drop(&db);
    return 0;
}

static const char *csrf_of(const struct loop_response *p)
{
    const char *at = strstr(p->body, "name=\"csrf\" value=\"");
    if (!at)
        fail_msg("no csrf field");
    at += strlen("name=\"csrf\" value=\"");
    return arena_strndup(mem, at, strcspn(at, "\""));
}

static void must_have(const struct loop_response *p, const char *text)
{
    if (!strstr(p->body, text))
        fail_msg("page lacks %s", text);
}

/* The whole form of the site, with one word changed. */
static const char *site_body(const char *csrf, const char *key, const char *value, const char *act)
{
    struct site_texts t;
    struct buf b;
    buf_init(&b, 0);
    site_texts_now(mem, &t);
    buf_adds(&b, "csrf=");
    html_url(&b, csrf);
    buf_addf(&b, "&act=%s", act);
    for (size_t i = 0; i < N_SITE_WORDS; i++) {
        buf_addf(&b, "&%s=", site_words[i].key);
        html_url(&b, strcmp(site_words[i].key, key) == 0 ? value : t.text[i]);
    }
    const char *body = arena_strdup(mem, buf_str(&b));
    buf_release(&b);
    return body;
}

static void test_permission(void **state)
{
    (void)state;
    static const char *const pages[] = {"/work/site/", "/work/columns/", "/work/columns/1"};
    may = false;
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        assert_int_equal(ask(METHOD_GET, pages[i], NULL).status, 403);
    may = true;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct loop_response p = ask(METHOD_GET, pages[i], NULL);
        assert_int_equal(p.status, 200);
        const char *problem = html_problem(p.body);
        if (problem)
            fail_msg("%s: %s", pages[i], problem);
    }
    assert_int_equal(ask(METHOD_GET, "/work/columns/999", NULL).status, 404);
    assert_int_equal(ask(METHOD_POST, "/work/site/", "csrf=x").status, 403);
}

static void test_site_saved(void **state)
{
    (void)state;
    struct loop_response p = ask(METHOD_GET, "/work/site/", NULL);
    const char *csrf = csrf_of(&p);
    p = ask(METHOD_GET, "/", NULL);
    must_have(&p, "0874-5757991");
    /* RULE G-IDC-FORMAT: refused with its code beside the field, what was typed is kept */
    p = ask(METHOD_POST, "/work/site/", site_body(csrf, "id_code", "53032", "save"));
    assert_int_equal(p.status, 422);
    must_have(&p, "G-IDC-FORMAT");
    must_have(&p, "value=\"53032\"");
    assert_null(html_problem(p.body));
    p = ask(METHOD_POST, "/work/site/", site_body(csrf, "home", "zwgk/nein\n", "save"));
    assert_int_equal(p.status, 422);
    must_have(&p, "A-V2"); /* RULE A-V2 */
    /* a preview shows the foot, and changes nothing */
    p = ask(METHOD_POST, "/work/site/", site_body(csrf, "phone", "0874-1111111", "preview"));
    assert_int_equal(p.status, 200);
    must_have(&p, "预览");
    must_have(&p, "tel:0874-1111111");
    p = ask(METHOD_GET, "/", NULL);
    must_have(&p, "0874-5757991");
    p = ask(METHOD_POST, "/work/site/", site_body(csrf, "phone", "0874-2222222", "save"));
    assert_int_equal(p.status, 303);
    p = ask(METHOD_GET, "/", NULL); /* the very next request */
    must_have(&p, "tel:0874-2222222");
    /* a new start reads what was saved */
    ui_set_site(NULL);
    assert_int_equal(portal_module.start(app, &world), ST_OK);
    assert_string_equal(ui_site()->phone, "0874-2222222");
}

static const char *column_body(
    const char *csrf, const char *name, const char *cycle, const char *more)
{
    return arena_printf(mem, "csrf=%s&name=%s&description=d&keywords=k&type_label=t&cycle=%s%s",
        csrf, name, cycle, more);
}

static void test_column_saved(void **state)
{
    (void)state;
    struct column k, parent;
    assert_int_equal(ctx_begin(&world, false), ST_OK);
    assert_int_equal(column_by_path(&world, "zwgk/fdnr/tjxx", &k), ST_OK);
    assert_int_equal(column_by_path(&world, "zwgk/fdnr", &parent), ST_OK);
    ctx_rollback(&world);
    const char *target = arena_printf(mem, "/work/columns/%lld", (long long)k.id);
    struct loop_response p = ask(METHOD_GET, target, NULL);
    const char *csrf = csrf_of(&p);
    p = ask(METHOD_GET, "/zwgk/fdnr/tjxx/", NULL);
    must_have(&p, "统计信息");
    p = ask(METHOD_POST, target, column_body(csrf, "statistics", "UPDATE", ""));
    assert_int_equal(p.status, 303);
    p = ask(METHOD_GET, "/zwgk/fdnr/tjxx/", NULL);
    must_have(&p, "statistics");
    p = ask(METHOD_POST, target, column_body(csrf, "", "UPDATE", ""));
    assert_int_equal(p.status, 422);
    p = ask(METHOD_POST, target, column_body(csrf, "x", "OFTEN", ""));
    assert_int_equal(p.status, 422);
    p = ask(METHOD_POST, arena_printf(mem, "/work/columns/%lld", (long long)parent.id),
        column_body(csrf, "x", "LINK", "&closed=1"));
    assert_int_equal(p.status, 422); /* there are open columns below it */
    p = ask(METHOD_POST, target, column_body(csrf, "statistics", "UPDATE", "&closed=1"));
    assert_int_equal(p.status, 303);
    assert_int_equal(ask(METHOD_GET, "/zwgk/fdnr/tjxx/", NULL).status, 410);
    p = ask(METHOD_GET, "/site-map/", NULL);
    assert_null(strstr(p.body, "/zwgk/fdnr/tjxx/"));
    p = ask(METHOD_POST, target, column_body(csrf, "statistics", "UPDATE", ""));
    assert_int_equal(p.status, 303);
    assert_int_equal(ask(METHOD_GET, "/zwgk/fdnr/tjxx/", NULL).status, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_permission),
        cmocka_unit_test(test_site_saved),
        cmocka_unit_test(test_column_saved),
    };
    return cmocka_run_group_tests_name("portal_edit", tests, setup, teardown);
}
