/* Once-tokens: a form that was sent twice gets the first answer again.
 *
 * The token is kept in the transaction of the act, so that either both are there or neither.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/once.h"

#include <string.h>

#include "lib/base/hash.h"
#include "lib/web/app.h"

const struct stmt stmt_once_find = {
    "once.find", "SELECT location FROM once WHERE token = $1 AND path = $2 AND person = $3", NULL};
const struct stmt stmt_once_add = {"once.add",
    "INSERT INTO once (token, path, person, at, location) VALUES ($1, $2, $3, $4, $5)", NULL};
const struct stmt stmt_once_prune = {"once.prune", "DELETE FROM once WHERE at < $1", NULL};

static bool looks_right(const char *token)
{
    size_t n = strlen(token);
    return n >= 16 && n <= 64;
}

const char *once_token(struct req *r)
{
    if (r->problems && looks_right(req_form(r, "once")))
        return req_form(r, "once"); /* the form is shown again: it is still the same act */
    return random_token(r->ctx->mem, 18);
}

enum st once_check(struct req *r, bool *done)
{
    struct rows *rows;
    const char *token = req_form(r, "once");
    *done = false;
    if (!looks_right(token))
        return fail(r->ctx, ST_INVALID, "", "这个表单已经失效，请返回上一页刷新后重新提交");
    enum st st = q(r->ctx, &stmt_once_find,
        ARGS(v_text(token), v_text(r->path), v_int(r->ctx->person)), &rows);
    if (!st && rows_next(rows)) {
        *done = true;
        if (!*rows_text(rows, 0))
            return fail(
                r->ctx, ST_CONFLICT, "", "这份表单已经提交过，没有重复处理。请刷新页面查看结果");
        st = redirect(r, "%s", rows_text(rows, 0));
    }
    return st;
}

enum st once_keep(struct req *r)
{
    const char *location = response_header(r, "Location");
    return x(r->ctx, &stmt_once_add,
        ARGS(v_text(req_form(r, "once")), v_text(r->path), v_int(r->ctx->person),
            v_int(r->ctx->now), v_text(location ? location : "")));
}
