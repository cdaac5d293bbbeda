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
#include "disclosure/inventory/inventory.h"
#include "platform/portal/edit.h"
#include "platform/portal/portal.h"
#include "tests/client.h"
#include "tests/support.h"
#include "tests/test.h"

static bool may; /* whether the signed-in person has PERM_SITE */

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &record_module, &inventory_module,
    &column_module, &item_module, &link_module, &publish_module, &portal_module, &client_module};

static struct db *db;
static struct app *app;
static struct arena *mem;
static struct ctx world;
static struct client b;

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

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&world, db);
    app = test_app((struct app_options){.data_dir = "",
        .db = db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .load_principal = load_somebody});
    b = client_new(app, mem);
    client_sign_in(&b, 1);
    may = true;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ctx_release(&world);
    test_app_close(&app, &db, &mem);
    return 0;
}

/* The whole form of the site, with one word changed. */
static const char *site_body(const char *key, const char *value, const char *act)
{
    struct site_texts t;
    const char *body = arena_printf(mem, "act=%s", act);
    site_texts_now(mem, &t);
    for (size_t i = 0; i < N_SITE_WORDS; i++) {
        const char *word = strcmp(site_words[i].key, key) == 0 ? value : t.text[i];
        body = arena_printf(mem, "%s&%s=%s", body, site_words[i].key, url_encoded(mem, word));
    }
    return body;
}

static void get(const char *target, int status)
{
    client_get(&b, target);
    must_be(&b.res, status);
}

static void post(const char *target, const char *fields, int status)
{
    client_post(&b, target, fields);
    must_be(&b.res, status);
}

static void test_permission(void **state)
{
    (void)state;
    static const char *const pages[] = {"/work/site/", "/work/columns/", "/work/columns/1"};
    may = false;
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        get(pages[i], 403);
    may = true;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        get(pages[i], 200);
        must_be_well_formed(&b.res);
    }
    get("/work/columns/999", 404);
    b.csrf = "x";
    post("/work/site/", "", 403);
}

static void test_site_saved(void **state)
{
    (void)state;
    get("/work/site/", 200);
    client_hidden(&b, "csrf");
    get("/", 200);
    must_have(&b.res, "0874-5757991");
    /* RULE G-IDC-FORMAT: refused with its code beside the field, what was typed is kept */
    post("/work/site/", site_body("id_code", "53032", "save"), 422);
    must_have(&b.res, "G-IDC-FORMAT");
    must_have(&b.res, "value=\"53032\"");
    must_be_well_formed(&b.res);
    post("/work/site/", site_body("home", "zwgk/nein\n", "save"), 422);
    must_have(&b.res, "A-V2"); /* RULE A-V2 */
    /* a preview shows the foot, and changes nothing */
    post("/work/site/", site_body("phone", "0874-1111111", "preview"), 200);
    must_have(&b.res, "预览");
    must_have(&b.res, "tel:0874-1111111");
    get("/", 200);
    must_have(&b.res, "0874-5757991");
    post("/work/site/", site_body("phone", "0874-2222222", "save"), 303);
    get("/", 200); /* the very next request */
    must_have(&b.res, "tel:0874-2222222");
    /* a new start reads what was saved */
    ui_set_site(NULL);
    assert_int_equal(portal_module.start(app, &world), ST_OK);
    assert_string_equal(ui_site()->phone, "0874-2222222");
}

static const char *column_body(const char *name, const char *cycle, const char *more)
{
    return arena_printf(
        mem, "name=%s&description=d&keywords=k&type_label=t&cycle=%s%s", name, cycle, more);
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
    get(target, 200);
    client_hidden(&b, "csrf");
    get("/zwgk/fdnr/tjxx/", 200);
    must_have(&b.res, "统计信息");
    post(target, column_body("statistics", "UPDATE", ""), 303);
    get("/zwgk/fdnr/tjxx/", 200);
    must_have(&b.res, "statistics");
    post(target, column_body("", "UPDATE", ""), 422);
    post(target, column_body("x", "OFTEN", ""), 422);
    post(arena_printf(mem, "/work/columns/%lld", (long long)parent.id),
        column_body("x", "LINK", "&closed=1"), 422); /* there are open columns below it */
    post(target, column_body("statistics", "UPDATE", "&closed=1"), 303);
    get("/zwgk/fdnr/tjxx/", 410);
    get("/site-map/", 200);
    must_not_have(&b.res, "/zwgk/fdnr/tjxx/");
    post(target, column_body("statistics", "UPDATE", ""), 303);
    get("/zwgk/fdnr/tjxx/", 200);
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
