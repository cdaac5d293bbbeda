/* What search adds to the program.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/engine.h"
#include "common/search/page.h"
#include "common/search/run.h"
#include "common/search/search.h"
#include "common/search/upkeep.h"

static const struct route routes[] = {
    {.method = METHOD_GET, .pattern = "/search", .perm = PERM_PUBLIC, .handler = search_show_page},
    {.method = METHOD_GET,
        .pattern = "/search/suggest",
        .perm = PERM_PUBLIC,
        .handler = search_show_suggestions},
};
static const struct job jobs[] = {
    {"search.catch_up", "检索索引：补建", 5, upkeep_often},
    {"search.keep", "检索索引：存盘与合并", 300, upkeep_rarely},
};
/* The files are opened before the first visitor comes; what they lack is built by the job. */
static enum st start(struct app *app, struct ctx *c)
{
    enum freshness how;
    (void)app;
    if (c->begun)
        return engine_freshen(engine_of(c->db, c->data_dir), c, &how);
    enum st st = ctx_begin(c, false);
    if (!st)
        st = engine_freshen(engine_of(c->db, c->data_dir), c, &how);
    ctx_rollback(c);
    return st;
}

const struct module search_module = {.name = "search",
    .title = "检索",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .stmts = search_stmts,
    .n_stmts = SEARCH_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .start = start};
