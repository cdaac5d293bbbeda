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
/* A date of repeal that has come. The word of the edition says how it ended, 废止 when it says
 * nothing of an end. */
const struct stmt validity_stmt_over = {"validity.over",
    "SELECT record_id FROM item WHERE abolished_on <= $1 AND validity IN ('有效', '未施行') "
    "ORDER BY 1",
    NULL};
const struct stmt validity_stmt_end = {"validity.end",
    "UPDATE item SET validity = CASE WHEN EXISTS (SELECT 1 FROM edition e WHERE e.id = "
    "item.edition_id AND e.meta LIKE '%\"validity\":\"失效\"%') THEN '失效' ELSE '废止' END, "
    "updated_at = $2 WHERE abolished_on <= $1 AND validity IN ('有效', '未施行')",
    NULL};
const struct stmt validity_stmt_search = {
    "validity.search", "INSERT INTO search_change (record_id, at) VALUES ($1, $2)", NULL};

const char *validity_on(const struct meta *m, struct day day)
{
    const char *word = m->validity ? m->validity : "";
    if (!*word)
        return "";
    bool over = !strcmp(word, VALID_REPEALED) || !strcmp(word, VALID_EXPIRED);
    bool ended = day_given(m->abolished_on) && m->abolished_on.n <= day.n;
    if (ended && !over && strcmp(word, VALID_AMENDED) != 0)
        return VALID_REPEALED; /* whatever else is written down, also before it ever began */
    if (over && day_given(m->abolished_on) && !ended)
        word = VALID;
    if (!strcmp(word, VALID) || !strcmp(word, VALID_NOT_YET)) {
        bool begun = !day_given(m->effective_on) || m->effective_on.n <= day.n;
        if (!begun)
            return VALID_NOT_YET;
        return day_given(m->effective_on) ? VALID : word;
    }
    return word;
}

/* Lists, pages and search follow the records. */
static enum st changed(struct ctx *c, struct rows *r)
{
    enum st st = ST_OK;
    while (!st && rows_next(r)) {
        int64_t id = rows_int(r, 0);
        ctx_touch(c, "record:%lld", (long long)id);
        st = x(c, &validity_stmt_search, ARGS(v_int(id), v_int(c->now)));
    }
    ctx_touch(c, "items");
    return st;
}

/* Those that `due` finds turn by `turn`. */
static enum st turn_due(
    struct ctx *c, const struct stmt *due, const struct stmt *turn, size_t *turned)
{
    struct rows *r;
    struct val today = v_int(day_at(c->now).n);
    enum st st = q(c, due, ARGS(today), &r);
    if (st || !rows_count(r))
        return st;
    *turned += rows_count(r);
    st = x(c, turn, ARGS(today, v_int(c->now)));
    return st ? st : changed(c, r);
}

enum st validity_job(struct ctx *c)
{
    size_t turned = 0;
    enum st st = ctx_begin(c, true);
    if (st)
        return st;
    st = turn_due(c, &validity_stmt_due, &validity_stmt_begin, &turned);
    if (!st)
        st = turn_due(c, &validity_stmt_over, &validity_stmt_end, &turned);
    if (!st && turned)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
