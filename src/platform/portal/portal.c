/* The module of the public site: its routes in one table.
 *
 * SPDX-License-Identifier: MIT */
#include "platform/portal/portal.h"

#include "common/org/org.h"
#include "platform/portal/edit.h"
#include "platform/portal/view.h"

/* GET /zwgk/ysqgk/: how to apply by letter or at the counter. */
enum st request_show(struct req *r)
{
    struct column_view v;
    enum st st = column_read(r, "zwgk/ysqgk", &v);
    if (!st)
        request_page(&r->out, r, &v);
    return st;
}

#define PAGE(path, fn)                                                                             \
    {                                                                                              \
        .method = METHOD_GET, .pattern = path, .perm = PERM_PUBLIC, .handler = fn,                 \
        .flags = ROUTE_CACHED                                                                      \
    }
#define STAFF(path, fn)                                                                            \
    {                                                                                              \
        .method = METHOD_GET, .pattern = path, .perm = PERM_SITE, .handler = fn                    \
    }

static const struct route routes[] = {
    PAGE("/", home_show),
    PAGE("/feed.xml", site_feed_show),
    PAGE("/zwgk/ysqgk/", request_show),
    PAGE("/site-map/", map_show),
    PAGE("/sitemap.xml", sitemap_index),
    PAGE("/sitemap/:part", sitemap_part),
    PAGE("/robots.txt", robots_show),
    PAGE("/open-data/", open_data_show),
    PAGE("/zwgk/danwei/", units_public_show),
    PAGE("/zwgk/danwei/:unit/", unit_public_show),
    PAGE("/feeds/", feeds_show),
    PAGE("/api/v1/", api_index),
    PAGE("/api/v1/index.json", api_index_json),
    PAGE("/api/v1/schema/:name", api_set_schema),
    PAGE("/api/v1/units", api_units),
    PAGE("/api/v1/units.csv", api_units_csv),
    PAGE("/api/v1/items", api_items),
    PAGE("/api/v1/items.csv", api_items_csv),
    PAGE("/api/v1/schema.json", api_schema),
    PAGE("/qr/:id", qr_show),
    PAGE("/*", any_show),
    {.method = METHOD_GET,
        .pattern = "/.well-known/security.txt",
        .perm = PERM_PUBLIC,
        .handler = security_show,
        .flags = ROUTE_NO_TX},
    {.method = METHOD_GET,
        .pattern = "/go",
        .perm = PERM_PUBLIC,
        .handler = leave_show,
        .flags = ROUTE_NO_TX},
    STAFF("/work/site/", site_edit),
    {.method = METHOD_POST,
        .pattern = "/work/site/",
        .perm = PERM_SITE,
        .handler = site_edit_save,
        .form = &site_form,
        .again = site_edit},
    STAFF("/work/columns/", columns_show),
    STAFF("/work/columns/:id", column_edit),
    {.method = METHOD_POST,
        .pattern = "/work/columns/:id",
        .perm = PERM_SITE,
        .handler = column_edit_save,
        .form = &column_form,
        .again = column_edit},
};

static const struct stmt *const stmts[] = {&portal_stmt_past, &portal_stmt_target,
    &portal_stmt_parts, &portal_stmt_part, &portal_stmt_units, &portal_stmt_unit_columns,
    &site_stmt_all, &site_stmt_put, &site_stmt_mark, &portal_stmt_newest};

static const struct job jobs[] = {{"portal.site", "网站设置同步", 30, site_follow},
    {"portal.ahead", "预先生成新文件的网页", 3, ahead_make}};

static enum st start(struct app *app, struct ctx *c)
{
    article_start(c);
    ahead_start(app);
    enum st st = leave_start(c);
    if (!st)
        st = ctx_begin(c, false);
    if (!st)
        st = site_load(c);
    ctx_rollback(c);
    return st;
}

const struct module portal_module = {
    .name = "portal",
    .title = "公众网站",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = &site_migration,
    .n_migrations = 1,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .start = start,
};
