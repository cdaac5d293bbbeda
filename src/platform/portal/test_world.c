/* A small county for the tests of public pages: a policy in two editions, its interpretation, a
 * repealed rule, a static page, a notice.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/inventory.h"
#include "platform/portal/test_world.h"

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/bundle.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "lib/text/docno.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &record_module, &edition_module,
    &inventory_module, &column_module, &item_module, &link_module, &bundle_module, &publish_module,
    &file_module, &portal_module};

static struct db *db;
static const char *dir;
struct app *app;
struct arena *mem;
int64_t policy, news, old_rule, secret;
struct ctx world;

void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, world.err.field, world.err.message, world.err.detail);
}

static int64_t column_id(const char *path)
{
    struct column k;
    done(column_by_path(&world, path, &k));
    return k.id;
}

/* Drafts, freezes and publishes. */
void put(int64_t id, const char *column, const struct content *content, const char *note)
{
    struct draft d = {
        .record_id = id, .column_id = column_id(column), .content = *content, .note = note};
    struct draft now;
    int64_t edition;
    if (draft_get(&world, id, &now) == ST_OK)
        d.version = now.version;
    done(draft_save(&world, &d));
    done(draft_freeze(&world, id, &edition));
    done(record_publish(&world, id, edition, 0));
}

int64_t publish(const char *kind, const char *column, const struct content *content)
{
    int64_t id;
    done(record_create(&world, kind, 1, column_id(column), &id));
    put(id, column, content, "");
    return id;
}

struct content some_content(const char *title, const char *body)
{
    struct content c;
    content_init(&c);
    c.title = title;
    c.body_html = body;
    c.summary = "摘要 <&>";
    c.meta.open_mode = "主动公开";
    c.meta.source = "县政府办公室";
    return c;
}

static void publish_all(void)
{
    struct content c = some_content("关于“放管服”的<通知>",
        "<h2 id=\"c1\">第一章</h2><p>正文，见<a "
        "href=\"https://www.example.com/?a=1&amp;b=2\">外部</a>。</p>"
        "<h2 id=\"c2\">第二章</h2><p>二</p><h2 id=\"c3\">第三章</h2><p>三</p>");
    c.meta.doc_no = "师政办发〔2018〕71号";
    c.meta.index_no = "11530323015126345K/2018-00071";
    c.meta.issuer = "师宗县人民政府办公室";
    c.meta.validity = "有效";
    c.meta.genre = "通知";
    c.meta.open_limit = "2030-12-31";
    c.meta.formed_on = day_of(2018, 9, 12);
    policy = publish("document", "zwgk/fdnr/zcwj/qtwj", &c);
    c.title = "关于“放管服”的通知（修订）";
    put(policy, "zwgk/fdnr/zcwj/qtwj", &c, "更正第三条");
    c.title = "旧办法";
    c.meta.doc_no = "师政发〔2009〕3号";
    c.meta.index_no = "";
    old_rule = publish("document", "zwgk/fdnr/zcwj/gfxwj", &c);
    c = some_content("县城新添三条公交线路", "<p>新闻正文</p>");
    news = publish("news", "zwdt/szyw", &c);
    c = some_content("走进师宗", "<p>师宗县位于云南省东部。</p>");
    publish("page", "zjsz", &c);
    c = some_content("含有隐私的公示张三", "<p>张三</p>");
    secret = publish("news", "zwdt/tzgg", &c);
    done(link_add(&world, news, policy, LINK_INTERPRETS));
    done(link_add(&world, policy, old_rule, LINK_REPEALS));
    done(record_end(&world, old_rule,
        &(struct ending){.kind = END_REPEALED,
            .note = "不再适用",
            .basis = "师政发〔2018〕1号",
            .target = policy,
            .on = day_of(2018, 9, 30)}));
}

int world_setup(void **state)
{
    (void)state;
    struct err e = {.st = ST_OK};
    struct unit u = {.code = "xzfb",
        .name = "师宗县人民政府办公室",
        .short_name = "县政府办公室",
        .kind = "OFFICE",
        .credit_code = "",
        .phone = "",
        .address = ""};
    int64_t unit;
    dir = test_dir();
    mem = arena_new();
    char keys[600];
    snprintf(keys, sizeof keys, "mkdir -p %s/keys %s/files", dir, dir);
    assert_int_equal(system(keys), 0);
    assert_int_equal(keys_create(dir, "www.shizong.gov.cn/log", &e), ST_OK);
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&world, db);
    world.data_dir = dir;
    done(ctx_begin(&world, true));
    if (unit_add(&world, &u, &unit))
        unit = 1;
    publish_all();
    done(ctx_commit(&world));
    app = test_app((struct app_options){
        .data_dir = dir, .db = db, .modules = mods, .n_modules = COUNT_OF(mods)});
    done(portal_module.start(app, &world));
    return 0;
}

int world_teardown(void **state)
{
    (void)state;
    ctx_release(&world);
    test_app_close(&app, &db, &mem);
    return 0;
}

struct loop_response get(const char *target)
{
    return loop_get(app, mem, target, NULL);
}

const char *path_of(int64_t record)
{
    struct item_page p;
    done(ctx_begin(&world, false));
    enum st st = item_page_get(&world, record, &p);
    assert_true(st == ST_OK || st == ST_GONE);
    const char *path = arena_strdup(mem, p.item.path);
    ctx_rollback(&world);
    return path;
}
