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

const char *once_token(struct req *r)
{
    return random_token(r->ctx->mem, 18);
}

static bool looks_right(const char *token)
{
    size_t n = strlen(token);
    return n >= 16 && n <= 64;
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
        st = redirect(r, "%s", rows_text(rows, 0));
    }
    return st;
}

enum st once_keep(struct req *r)
{
    for (const struct header *h = r->out_headers; h; h = h->next)
        if (strcmp(h->name, "Location") == 0)
            return x(r->ctx, &stmt_once_add,
                ARGS(v_text(req_form(r, "once")), v_text(r->path), v_int(r->ctx->person),
                    v_int(r->ctx->now), v_text(h->value)));
    return ST_OK;
}
