/* What public pages are told about interpretations: kind, form, speaker; their column by kind and
 * form.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/item.h"
#include "disclosure/interpret/store.h"
#include "platform/portal/portal.h"

#define COLUMN "zwgk/fdnr/zcjd"
#define PLACED                                                                                     \
    "FROM item_place p JOIN interpretation n ON n.record_id = p.record_id WHERE p.column_id = $1 "
#define CHOSEN                                                                                     \
    "FROM item_place p JOIN interpretation n ON n.record_id = p.record_id JOIN item i ON "         \
    "i.record_id = p.record_id WHERE p.column_id = $1 AND ($2 = '' OR n.kind = $2) AND "           \
    "($3 = '' OR n.form = $3) AND ($4 = 0 OR i.year = $4)"
const struct stmt interpret_stmt_kinds = {"interpret.kinds",
    "SELECT n.kind, count(*) " PLACED "AND n.kind <> '' GROUP BY n.kind ORDER BY 2 DESC, 1", NULL};
const struct stmt interpret_stmt_forms = {"interpret.forms",
    "SELECT n.form, count(*) " PLACED "AND n.form <> '' GROUP BY n.form ORDER BY 2 DESC, 1", NULL};
const struct stmt interpret_stmt_pick = {"interpret.pick",
    "SELECT p.record_id " CHOSEN
    " ORDER BY p.published_at DESC, p.record_id DESC LIMIT $5 OFFSET $6",
    NULL};
const struct stmt interpret_stmt_picked = {
    "interpret.picked", "SELECT count(*), COALESCE(max(p.published_at), 0) " CHOSEN, NULL};

static enum st note(struct ctx *c, int64_t record_id, struct portal_note *n)
{
    struct interpretation is;
    enum st st = interpretation_get(c, record_id, &is);
    if (!st && *is.kind) {
        n->kind = is.kind;
        n->form = is.form;
        n->speaker = is.interpreter;
    }
    return st;
}

static enum st read_values(
    struct ctx *c, const struct stmt *s, int64_t column_id, struct facet **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, s, ARGS(v_int(column_id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct facet, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct facet){rows_text(r, 0), rows_int(r, 1)};
    return st;
}

static enum st choices(struct ctx *c, int64_t column_id, struct portal_choices *out)
{
    enum st st = read_values(c, &interpret_stmt_kinds, column_id, &out->kinds, &out->n_kinds);
    return st ? st : read_values(c, &interpret_stmt_forms, column_id, &out->forms, &out->n_forms);
}

static enum st pick(struct ctx *c, struct portal_pick *p)
{
    struct rows *r;
    int64_t *ids;
    enum st st = q1(c, &interpret_stmt_picked,
        ARGS(v_int(p->column_id), v_text(p->kind), v_text(p->form), v_int(p->year)), &r);
    if (st)
        return st;
    p->total = rows_int(r, 0);
    p->newest_at = rows_int(r, 1);
    st = q(c, &interpret_stmt_pick,
        ARGS(v_int(p->column_id), v_text(p->kind), v_text(p->form), v_int(p->year),
            v_int(p->per_page), v_int((int64_t)(p->page - 1) * p->per_page)),
        &r);
    ids = st ? NULL : ARENA_ARRAY(c->mem, int64_t, rows_count(r) + 1);
    while (!st && rows_next(r))
        ids[p->n++] = rows_int(r, 0);
    p->ids = ids;
    return st;
}

static const struct portal_part part = {
    .note = note, .column = COLUMN, .choices = choices, .pick = pick};

enum st interpret_start(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_part(&part);
    return ST_OK;
}
