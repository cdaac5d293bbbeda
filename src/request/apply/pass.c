/* The pass: after sending, or after the right query code, this browser may see one case for half an
 * hour. The row is found by a keyed mark of the visitor's cookie, so a copy of the table opens
 * nothing; nothing of it is ever in an address.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/apply/pages.h"

static const char tables[] =
    "CREATE TABLE apply_pass (mark TEXT PRIMARY KEY, case_id INTEGER NOT NULL,"
    " code BLOB NOT NULL, until INTEGER NOT NULL) STRICT;"
    "CREATE INDEX apply_pass_until ON apply_pass(until);"
    "CREATE TABLE apply_tally (day INTEGER NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,"
    " PRIMARY KEY (day, what)) STRICT;";
const struct migration apply_migrations[APPLY_MIGRATIONS] = {
    {1, "passes of applicants, tally of answers found", tables, NULL}};

const struct stmt apply_sql_pass_give = {"apply.pass_give",
    "INSERT INTO apply_pass (mark, case_id, code, until) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (mark) DO UPDATE SET case_id = excluded.case_id, code = excluded.code, "
    "until = excluded.until",
    NULL};
const struct stmt apply_sql_pass_get = {"apply.pass",
    "SELECT case_id, until, code FROM apply_pass WHERE mark = $1 AND until > $2", NULL};
const struct stmt apply_sql_pass_drop = {
    "apply.pass_drop", "DELETE FROM apply_pass WHERE mark = $1", NULL};
const struct stmt apply_sql_pass_clean = {
    "apply.pass_clean", "DELETE FROM apply_pass WHERE until <= $1", NULL};
const struct stmt apply_sql_tally_add = {"apply.apply_count",
    "INSERT INTO apply_tally (day, what, n) VALUES ($1, $2, 1) "
    "ON CONFLICT (day, what) DO UPDATE SET n = apply_tally.n + 1",
    NULL};
const struct stmt apply_sql_tally_sum = {"apply.tally_sum",
    "SELECT what, CAST(sum(n) AS INTEGER) FROM apply_tally WHERE day >= $1 AND day <= $2 "
    "GROUP BY what",
    NULL};

/* Of the cookie that the CSRF value is derived from; "" when the browser came without one. */
static const char *mark_of(struct req *r, const struct vault *v)
{
    return r->visitor || !*r->csrf ? "" : vault_mark(r->ctx, v, "apply.pass", r->csrf);
}

enum st pass_give(struct req *r, int64_t case_id, const char *code)
{
    struct vault v;
    const void *sealed;
    size_t n;
    enum st st = vault_load(r->ctx, &v);
    if (st)
        return st;
    const char *mark = mark_of(r, &v);
    if (!*mark)
        return fail(r->ctx, ST_INVALID, "", "浏览器没有允许 Cookie，请允许后刷新页面再提交");
    vault_seal(r->ctx, &v, code, strlen(code), &sealed, &n);
    return x(r->ctx, &apply_sql_pass_give,
        ARGS(v_text(mark), v_int(case_id), v_blob(sealed, n), v_int(r->ctx->now + PASS_SECONDS)));
}

enum st pass_get(struct req *r, struct pass *out)
{
    struct vault v;
    struct rows *rows;
    *out = (struct pass){.code = ""};
    enum st st = vault_load(r->ctx, &v);
    if (st)
        return st;
    const char *mark = mark_of(r, &v);
    if (!*mark)
        return ST_OK;
    st = q(r->ctx, &apply_sql_pass_get, ARGS(v_text(mark), v_int(r->ctx->now)), &rows);
    if (st || !rows_next(rows))
        return st;
    size_t n, n_code;
    const void *sealed = rows_blob(rows, 2, &n);
    out->case_id = rows_int(rows, 0);
    out->until = rows_int(rows, 1);
    return vault_open(r->ctx, &v, sealed, n, &out->code, &n_code);
}

enum st pass_drop(struct req *r)
{
    struct vault v;
    enum st st = vault_load(r->ctx, &v);
    return st ? st : x(r->ctx, &apply_sql_pass_drop, ARGS(v_text(mark_of(r, &v))));
}

enum st pass_clean(struct ctx *c)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &apply_sql_pass_clean, ARGS(v_int(c->now)));
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

enum st apply_count(struct ctx *c, const char *what)
{
    return x(c, &apply_sql_tally_add, ARGS(v_int(day_at(c->now).n), v_text(what)));
}

enum st apply_tally_sum(struct ctx *c, struct day from, struct day to, struct apply_tally *out)
{
    struct rows *r;
    *out = (struct apply_tally){0};
    enum st st = q(c, &apply_sql_tally_sum, ARGS(v_int(from.n), v_int(to.n)), &r);
    while (!st && rows_next(r)) {
        if (strcmp(rows_text(r, 0), "found") == 0)
            out->found = rows_int(r, 1);
        else if (strcmp(rows_text(r, 0), "sent") == 0)
            out->sent = rows_int(r, 1);
    }
    return st;
}
