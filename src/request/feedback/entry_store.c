/* The rows of public questions and answers, and what the public sees of them.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/store.h"
#include "request/feedback/store_sql.h"

#define ENTRY                                                                                      \
    "SELECT e.id, e.case_id, e.organ_id, u.name, e.code, e.replied, e.title, e.question, "         \
    "e.answer, e.link, e.column_path, e.record_id, e.version, e.updated_at "                       \
    "FROM feedback_entry e JOIN unit u ON u.id = e.organ_id "
const struct stmt feedback_sql_entry_of = {"feedback.entry_of", ENTRY "WHERE e.case_id = $1", NULL};
const struct stmt feedback_sql_entries = {"feedback.entries",
    ENTRY "LEFT JOIN foi_case k ON k.id = e.case_id WHERE $1 = 1 OR e.organ_id = $2 "
          "OR k.office_id = $2 OR k.handler_unit = $2 ORDER BY e.updated_at DESC, e.id LIMIT 500",
    NULL};
const struct stmt feedback_sql_entry_add = {"feedback.entry_add",
    "INSERT INTO feedback_entry (case_id, organ_id, code, replied, title, question, answer, link, "
    "column_path, record_id, version, created_at, updated_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11) RETURNING id",
    NULL};
const struct stmt feedback_sql_entry_put = {"feedback.entry_put",
    "UPDATE feedback_entry SET title = $3, question = $4, answer = $5, link = $6, "
    "column_path = $7, record_id = $8, updated_at = $9, version = version + 1 "
    "WHERE id = $1 AND version = $2",
    NULL};

/* What is published now: an edition under review is not shown. */
#define PUBLIC                                                                                     \
    " FROM feedback_entry e JOIN item i ON i.record_id = e.record_id "                             \
    "AND i.ended NOT IN ('error', 'privacy', 'moved') JOIN unit u ON u.id = e.organ_id "
#define FILTER                                                                                     \
    "WHERE ($1 = 0 OR e.replied BETWEEN $1 AND $2) AND ($3 = 0 OR e.organ_id = $3) "               \
    "AND ($4 = '' OR substr(e.code, 1, 1) = $4) "
const struct stmt feedback_sql_public = {"feedback.public",
    "SELECT i.title, i.summary, i.path, u.short_name, e.code, e.replied, i.published_at" PUBLIC
        FILTER "ORDER BY e.replied DESC, e.id DESC LIMIT $5 OFFSET $6",
    NULL};
const struct stmt feedback_sql_public_total = {
    "feedback.public_total", "SELECT count(*)" PUBLIC FILTER, NULL};
const struct stmt feedback_sql_tally = {"feedback.public_tally",
    "SELECT e.replied, e.organ_id, u.short_name, e.code, count(*)" PUBLIC
    "GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC",
    NULL};

static struct day day_of_row(const struct rows *r, int col)
{
    return (struct day){(int32_t)rows_int(r, col)};
}

static struct feedback_entry entry_row(const struct rows *r)
{
    return (struct feedback_entry){.id = rows_int(r, 0),
        .case_id = rows_int(r, 1),
        .organ_id = rows_int(r, 2),
        .organ_name = rows_text(r, 3),
        .code = rows_text(r, 4),
        .replied = day_of_row(r, 5),
        .title = rows_text(r, 6),
        .question = rows_text(r, 7),
        .answer = rows_text(r, 8),
        .link = rows_text(r, 9),
        .column = rows_text(r, 10),
        .record_id = rows_int(r, 11),
        .version = rows_int(r, 12),
        .updated_at = rows_int(r, 13)};
}

enum st feedback_entry_of(struct ctx *c, int64_t case_id, struct feedback_entry *out)
{
    struct rows *r;
    *out = (struct feedback_entry){.case_id = case_id};
    enum st st = q(c, &feedback_sql_entry_of, ARGS(v_int(case_id)), &r);
    if (!st && rows_next(r))
        *out = entry_row(r);
    return st;
}

enum st feedback_entry_list(
    struct ctx *c, bool all, int64_t unit, struct feedback_entry **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &feedback_sql_entries, ARGS(v_int(all), v_int(unit)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct feedback_entry, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = entry_row(r);
    return ST_OK;
}

enum st feedback_entry_put(struct ctx *c, struct feedback_entry *e)
{
    int64_t changed;
    if (!e->id)
        return insert(c, &feedback_sql_entry_add,
            ARGS(v_int(e->case_id), v_int(e->organ_id), v_text(e->code), v_int(e->replied.n),
                v_text(e->title), v_text(e->question), v_text(e->answer), v_text(e->link),
                v_text(e->column), v_int(e->record_id), v_int(c->now)),
            &e->id);
    enum st st = xn(c, &feedback_sql_entry_put,
        ARGS(v_int(e->id), v_int(e->version), v_text(e->title), v_text(e->question),
            v_text(e->answer), v_text(e->link), v_text(e->column), v_int(e->record_id),
            v_int(c->now)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这份问答刚刚被别人改过，请看过最新内容后再改");
    return st;
}

enum st feedback_public_list(struct ctx *c, const struct feedback_filter *f, int64_t page,
    int64_t per_page, struct feedback_public **list, size_t *n, int64_t *total)
{
    struct rows *r;
    int64_t from = f->year ? day_of(f->year, 1, 1).n : 0,
            to = f->year ? day_of(f->year, 12, 31).n : 0;
    const struct val args[] = {v_int(from), v_int(to), v_int(f->organ_id), v_text(f->group),
        v_int(per_page), v_int((page - 1) * per_page)};
    enum st st = q1(c, &feedback_sql_public_total, args, COUNT_OF(args) - 2, &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &feedback_sql_public, args, COUNT_OF(args), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct feedback_public, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = (struct feedback_public){.title = rows_text(r, 0),
            .question = rows_text(r, 1),
            .path = rows_text(r, 2),
            .organ_name = rows_text(r, 3),
            .code = rows_text(r, 4),
            .replied = day_of_row(r, 5),
            .published_at = rows_int(r, 6)};
    return ST_OK;
}

enum st feedback_public_tally(struct ctx *c, struct feedback_tally **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &feedback_sql_tally, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct feedback_tally, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = (struct feedback_tally){.replied = day_of_row(r, 0),
            .organ_id = rows_int(r, 1),
            .organ_name = rows_text(r, 2),
            .code = rows_text(r, 3),
            .n = rows_int(r, 4)};
    return ST_OK;
}
