/* What search adds to the program.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/desk.h"
#include "common/search/engine.h"
#include "common/search/page.h"
#include "common/search/run.h"
#include "common/search/schema.h"
#include "common/search/search.h"
#include "common/search/upkeep.h"

static const struct route routes[] = {
    {.method = METHOD_GET, .pattern = "/search", .perm = PERM_PUBLIC, .handler = search_show_page},
    {.method = METHOD_GET,
        .pattern = "/search/suggest",
        .perm = PERM_PUBLIC,
        .handler = search_show_suggestions},
    {.method = METHOD_GET,
        .pattern = "/search/opened",
        .perm = PERM_PUBLIC,
        .handler = search_count_opened},
    {METHOD_GET, SEARCH_DESK, PERM_SEARCH, desk_asked, NULL, NULL, 0, 0},
    {METHOD_POST, SEARCH_DESK "settle", PERM_SEARCH, desk_settle, &settle_form, NULL, 0, 0},
    {METHOD_GET, SEARCH_DESK "words/", PERM_SEARCH, desk_words, NULL, NULL, 0, 0},
    {METHOD_GET, SEARCH_DESK "words/new", PERM_SEARCH, desk_words_new, NULL, NULL, 0, 0},
    {METHOD_POST, SEARCH_DESK "words/new", PERM_SEARCH, desk_words_add, &words_form, desk_words_new,
        0, 0},
    {METHOD_POST, SEARCH_DESK "words/:id/end", PERM_SEARCH, desk_words_end, &use_form, NULL, 0, 0},
    {METHOD_GET, SEARCH_DESK "todo/:id", PERM_DRAFT, desk_todo, NULL, NULL, 0, 0},
    {METHOD_POST, SEARCH_DESK "todo/:id", PERM_DRAFT, desk_todo_done, &todo_form, desk_todo, 0, 0},
};
static const struct job jobs[] = {
    {"search.catch_up", "检索索引：补建", 5, upkeep_often},
    {"search.count", "检索：汇总查询次数", 60, asked_flush},
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
    .migrations = search_migrations,
    .n_migrations = SEARCH_MIGRATIONS,
    .stmts = search_stmts,
    .n_stmts = SEARCH_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .start = start};
