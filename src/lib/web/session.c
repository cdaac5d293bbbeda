/* Sessions: a random token in the cookie, its hash in the table. And the tables of lib/web.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/utf8.h"
#include "lib/web/app.h"
#include "lib/web/once.h"

#define TOUCH_SECONDS 60
#define AGENT_MAX_CHARS 200

static const char tables[] =
    "CREATE TABLE session ("
    " id INTEGER PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, person INTEGER NOT NULL,"
    " created INTEGER NOT NULL, seen INTEGER NOT NULL, peer TEXT NOT NULL, agent TEXT NOT NULL) "
    "STRICT;"
    "CREATE INDEX session_person ON session(person);"
    "CREATE TABLE once ("
    " token TEXT PRIMARY KEY, path TEXT NOT NULL, person INTEGER NOT NULL, at INTEGER NOT NULL,"
    " location TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX once_at ON once(at);";
static const struct migration migrations[] = {{1, "sessions, once-tokens", tables, NULL}};

static const struct stmt stmt_find = {
    "session.find", "SELECT id, person, created, seen FROM session WHERE token_hash = $1", NULL};
static const struct stmt stmt_add = {"session.add",
    "INSERT INTO session (token_hash, person, created, seen, peer, agent) "
    "VALUES ($1, $2, $3, $3, $4, $5)",
    NULL};
static const struct stmt stmt_touch = {
    "session.touch", "UPDATE session SET seen = $2 WHERE id = $1", NULL};
static const struct stmt stmt_end = {
    "session.end", "DELETE FROM session WHERE token_hash = $1", NULL};
static const struct stmt stmt_end_id = {
    "session.end_id", "DELETE FROM session WHERE id = $1 AND person = $2", NULL};
static const struct stmt stmt_end_others = {
    "session.end_others", "DELETE FROM session WHERE person = $1 AND id <> $2", NULL};
static const struct stmt stmt_list = {"session.list",
    "SELECT id, created, seen, peer, agent FROM session WHERE person = $1 ORDER BY seen DESC",
    NULL};
static const struct stmt stmt_prune = {
    "session.prune", "DELETE FROM session WHERE seen < $1 OR created < $2", NULL};
static const struct stmt *const stmts[] = {&stmt_find, &stmt_add, &stmt_touch, &stmt_end,
    &stmt_end_id, &stmt_end_others, &stmt_list, &stmt_prune, &stmt_once_find, &stmt_once_add,
    &stmt_once_prune};

static const char *hash_of(struct ctx *c, const char *token)
{
    struct sha256 h = sha256_of(token, strlen(token));
    return sha256_hex(&h, arena_alloc(c->mem, SHA256_HEX_BYTES));
}

/* Expired sessions and once-tokens go. */
static enum st prune(struct ctx *c)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &stmt_prune,
            ARGS(v_int(c->now - SESSION_IDLE_SECONDS), v_int(c->now - SESSION_MAX_SECONDS)));
    if (!st)
        st = x(c, &stmt_once_prune, ARGS(v_int(c->now - SESSION_MAX_SECONDS)));
    return st ? st : ctx_commit(c);
}

static const struct job jobs[] = {{"web.prune", "清理过期的登录", 3600, prune}};

const struct module web_module = {.name = "web",
    .title = "网页服务",
    .migrations = migrations,
    .n_migrations = COUNT_OF(migrations),
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs)};

static enum st find(struct req *r, const char *token)
{
    struct ctx *c = r->ctx;
    struct rows *rows;
    enum st st = q(c, &stmt_find, ARGS(v_text(hash_of(c, token))), &rows);
    if (st || !rows_next(rows))
        return st;
    int64_t created = rows_int(rows, 2), seen = rows_int(rows, 3);
    if (c->now - seen > SESSION_IDLE_SECONDS || c->now - created > SESSION_MAX_SECONDS)
        return ST_OK;
    const struct principal *who = NULL;
    if (r->app->o.load_principal)
        st = r->app->o.load_principal(c, rows_int(rows, 1), &who);
    if (st == ST_NOT_FOUND || (!st && !who))
        return ST_OK; /* disabled meanwhile */
    if (st)
        return st;
    r->session_token = token;
    r->session_id = rows_int(rows, 0);
    r->session_seen = seen;
    r->who = who;
    c->person = who->id;
    c->unit = who->unit_id;
    return ST_OK;
}

enum st session_load(struct req *r)
{
    const char *token = req_cookie(r, SESSION_COOKIE);
    if (!*token || strlen(token) > 100)
        return ST_OK;
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = find(r, token);
    ctx_rollback(r->ctx);
    return st;
}

void session_touch(struct req *r)
{
    struct ctx *c = r->ctx;
    if (!r->session_id || c->now - r->session_seen < TOUCH_SECONDS)
        return;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &stmt_touch, ARGS(v_int(r->session_id), v_int(c->now)));
    if (!st)
        st = ctx_commit(c);
    if (st)
        ctx_rollback(c); /* the mark is a convenience; the request was answered */
}

enum st session_start(struct req *r, int64_t person)
{
    struct ctx *c = r->ctx;
    const char *token = random_token(c->mem, 32), *agent = req_header(r, "user-agent");
    if (!utf8_valid(agent, strlen(agent)))
        agent = "";
    agent = arena_strndup(c->mem, agent, utf8_prefix(agent, AGENT_MAX_CHARS));
    enum st st = x(c, &stmt_add,
        ARGS(v_text(hash_of(c, token)), v_int(person), v_int(c->now), v_text(r->peer),
            v_text(agent)));
    if (st)
        return st;
    r->session_token = token;
    res_cookie(r, SESSION_COOKIE, token, -1);
    return ST_OK;
}

enum st session_end(struct req *r)
{
    if (!r->session_token)
        return ST_OK;
    res_cookie(r, SESSION_COOKIE, "", 0);
    return x(r->ctx, &stmt_end, ARGS(v_text(hash_of(r->ctx, r->session_token))));
}

enum st session_end_id(struct ctx *c, int64_t person, int64_t session_id)
{
    int64_t changed;
    enum st st = xn(c, &stmt_end_id, ARGS(v_int(session_id), v_int(person)), &changed);
    return st || changed ? st : fail(c, ST_NOT_FOUND, "", "这次登录已经结束");
}

enum st session_end_others(struct ctx *c, int64_t person, int64_t keep_session_id)
{
    return x(c, &stmt_end_others, ARGS(v_int(person), v_int(keep_session_id)));
}

enum st session_list(struct ctx *c, int64_t person, struct session_row **rows, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_int(person)), &r);
    if (st)
        return st;
    struct session_row *list = ARENA_ARRAY(c->mem, struct session_row, rows_count(r));
    *n = 0;
    while (rows_next(r))
        list[(*n)++] = (struct session_row){
            rows_int(r, 0), rows_int(r, 1), rows_int(r, 2), rows_text(r, 3), rows_text(r, 4)};
    *rows = list;
    return ST_OK;
}
