/* Articles made ahead of their first reader, after the start and after changes: the newest
 * documents, by asking for their pages as a visitor would.
 *
 * SPDX-License-Identifier: MIT */
#include "platform/portal/view.h"

enum {
    NEWEST = 8192,    /* half of the slots of article.c */
    MOST_A_RUN = 4096 /* some 0.4 s, so that a stop is not held up */
};

/* $1 how many */
const struct stmt portal_stmt_newest = {"portal.newest",
    "SELECT record_id, path FROM item WHERE ended NOT IN ('error', 'privacy', 'moved') "
    "ORDER BY published_at DESC, record_id DESC LIMIT $1",
    NULL};

static struct {
    struct app *app;  /* that serves; only its own job gets here */
    uint64_t changes; /* at which all were there */
    struct day day;
} ahead;

void ahead_start(struct app *app)
{
    ahead.app = app;
    ahead.day = day_none();
}

/* Paths of those that have no article; *n at most MOST_A_RUN. */
static enum st missing(struct ctx *c, const char **paths, size_t *n)
{
    struct rows *r;
    *n = 0;
    enum st st = q(c, &portal_stmt_newest, ARGS(v_int(NEWEST)), &r);
    while (!st && *n < MOST_A_RUN && rows_next(r)) {
        struct article a;
        if (!article_find(c, rows_int(r, 0), &a))
            paths[(*n)++] = rows_text(r, 1);
    }
    return st;
}

enum st ahead_make(struct ctx *c)
{
    size_t n = 0;
    uint64_t changes = ctx_changes();
    struct day today = day_at(c->now);
    if (!ahead.app || app_options(ahead.app)->db != c->db ||
        (ahead.changes == changes && ahead.day.n == today.n))
        return ST_OK;
    const char **paths = ARENA_ARRAY(c->mem, const char *, MOST_A_RUN);
    enum st st = ctx_begin(c, false);
    if (!st)
        st = missing(c, paths, &n);
    ctx_rollback(c);
    for (size_t i = 0; !st && i < n; i++) {
        struct arena *mem = arena_new();
        struct loop_response res;
        app_loop(
            ahead.app, mem, &(struct loop_request){.method = METHOD_GET, .target = paths[i]}, &res);
        arena_free(&mem);
    }
    if (!st && n < MOST_A_RUN) {
        ahead.changes = changes;
        ahead.day = today;
    }
    return st;
}
