/* Validity on a day, and the daily turn from 未施行 to 有效.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/validity.h"

#include <string.h>

const struct stmt validity_stmt_due = {"validity.due",
    "SELECT record_id FROM item WHERE validity = '未施行' AND effective_on <= $1 ORDER BY 1", NULL};
const struct stmt validity_stmt_begin = {"validity.begin",
    "UPDATE item SET validity = '有效', updated_at = $2 WHERE validity = '未施行' AND "
    "effective_on <= $1",
    NULL};
const struct stmt validity_stmt_search = {
    "validity.search", "INSERT INTO search_change (record_id, at) VALUES ($1, $2)", NULL};

const char *validity_on(const struct meta *m, struct day day)
{
    const char *word = m->validity ? m->validity : "";
    if (!*word)
        return "";
    bool over = !strcmp(word, VALID_REPEALED) || !strcmp(word, VALID_EXPIRED);
    if (over && day_given(m->abolished_on) && day.n < m->abolished_on.n)
        word = VALID;
    if (!strcmp(word, VALID) || !strcmp(word, VALID_NOT_YET)) {
        bool begun = !day_given(m->effective_on) || m->effective_on.n <= day.n;
        if (!begun)
            return VALID_NOT_YET;
        return day_given(m->effective_on) ? VALID : word;
    }
    return word;
}

enum st validity_job(struct ctx *c)
{
    struct rows *due;
    struct val today = v_int(day_at(c->now).n);
    enum st st = ctx_begin(c, true);
    if (st)
        return st;
    st = q(c, &validity_stmt_due, ARGS(today), &due);
    bool any = !st && rows_count(due);
    if (any)
        st = x(c, &validity_stmt_begin, ARGS(today, v_int(c->now)));
    while (!st && rows_next(due)) {
        int64_t id = rows_int(due, 0);
        ctx_touch(c, "record:%lld", (long long)id);
        st = x(c, &validity_stmt_search, ARGS(v_int(id), v_int(c->now)));
    }
    if (any)
        ctx_touch(c, "items");
    if (!st && any)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
