/* Sessions: a random token in the cookie, its hash in the table. And the tables of lib/web.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/hash.h"
#include "lib/web/app.h"
#include "lib/web/once.h"

#define AGENT_MAX_BYTES 200

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
    "VALUES ($1, $2, $3, $3, $4, $5) RETURNING id",
    NULL};
static const struct stmt stmt_end = {
    "session.end", "DELETE FROM session WHERE token_hash = $1", NULL};
static const struct stmt stmt_end_id = {
    "session.end_id", "DELETE FROM session WHERE id = $1 AND person = $2", NULL};
static const struct stmt stmt_end_others = {
    "session.end_others", "DELETE FROM session WHERE person = $1 AND id <> $2", NULL};
static const struct stmt stmt_list = {"session.list",
    "SELECT id, created, seen, peer, agent FROM session "
    "WHERE person = $1 AND seen >= $2 AND created >= $3 ORDER BY seen DESC, id DESC",
    NULL};
static const struct stmt stmt_prune = {
    "session.prune", "DELETE FROM session WHERE seen < $1 OR created < $2", NULL};
static const struct stmt *const stmts[] = {&stmt_find, &stmt_add, &stmt_session_touch, &stmt_end,
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
    if (st == ST_NOT_FOUND || st == ST_DENIED || (!st && !who)) {
        c->err = (struct err){.st = ST_OK};
        return ST_OK; /* disabled meanwhile */
    }
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

/* Runs fn in the open write transaction, or in one of its own (ROUTE_NO_TX). */
static enum st in_write(struct req *r, enum st (*fn)(struct req *r, const char *token, int64_t who),
    const char *token, int64_t who)
{
    struct ctx *c = r->ctx;
    if (c->begun)
        return fn(r, token, who);
    enum st st = ctx_begin(c, true);
    if (!st)
        st = fn(r, token, who);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* At most n bytes of a header, in printable ASCII. */
static const char *plain(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_strndup(a, s, strnlen(s, n));
    for (char *p = copy; *p; p++)
        if (*p < ' ' || *p > '~')
            *p = '?';
    return copy;
}

/* A new sign-in never continues the old session of the same browser. */
static enum st start(struct req *r, const char *token, int64_t person)
{
    struct ctx *c = r->ctx;
    enum st st = ST_OK;
    if (r->session_token)
        st = x(c, &stmt_end, ARGS(v_text(hash_of(c, r->session_token))));
    if (st)
        return st;
    return insert(c, &stmt_add,
        ARGS(v_text(hash_of(c, token)), v_int(person), v_int(c->now),
            v_text(plain(c->mem, r->peer, 60)),
            v_text(plain(c->mem, req_header(r, "user-agent"), AGENT_MAX_BYTES))),
        &r->session_id);
}

enum st session_start(struct req *r, int64_t person)
{
    const char *token = random_token(r->ctx->mem, 32);
    enum st st = in_write(r, start, token, person);
    if (st)
        return st;
    r->session_token = token;
    r->session_seen = r->ctx->now;
    res_cookie(r, SESSION_COOKIE, token, -1);
    csrf_prepare(r);
    return ST_OK;
}

static enum st end(struct req *r, const char *token, int64_t person)
{
    (void)person;
    return x(r->ctx, &stmt_end, ARGS(v_text(hash_of(r->ctx, token))));
}

enum st session_end(struct req *r)
{
    enum st st = r->session_token ? in_write(r, end, r->session_token, 0) : ST_OK;
    if (st || !r->session_token)
        return st;
    r->session_token = NULL;
    r->session_id = 0;
    res_cookie(r, SESSION_COOKIE, "", 0);
    return ST_OK;
}

enum st session_end_id(struct ctx *c, int64_t person, int64_t session_id)
{
    int64_t changed;
    enum st st = xn(c, &stmt_end_id, ARGS(v_int(session_id), v_int(person)), &changed);
    if (!st && !changed)
        st = fail(c, ST_NOT_FOUND, "", "这次登录已经结束，请刷新列表");
    return st;
}

enum st session_end_others(struct ctx *c, int64_t person, int64_t keep_session_id)
{
    return x(c, &stmt_end_others, ARGS(v_int(person), v_int(keep_session_id)));
}

enum st session_list(struct ctx *c, int64_t person, struct session_row **rows, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list,
        ARGS(v_int(person), v_int(c->now - SESSION_IDLE_SECONDS),
            v_int(c->now - SESSION_MAX_SECONDS)),
        &r);
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
