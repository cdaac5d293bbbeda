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
/* $1 … $11 of ITEM_FILTER, $12 kind, $13 form */
#define CHOSEN                                                                                     \
    "FROM item_place p JOIN interpretation n ON n.record_id = p.record_id JOIN item i ON "         \
    "i.record_id = p.record_id WHERE p.column_id = $1 AND " ITEM_FILTER                            \
    " AND ($12 = '' OR n.kind = $12) AND ($13 = '' OR n.form = $13)"
const struct stmt interpret_stmt_kinds = {"interpret.kinds",
    "SELECT n.kind, count(*) " PLACED "AND n.kind <> '' GROUP BY n.kind ORDER BY 2 DESC, 1", NULL};
const struct stmt interpret_stmt_forms = {"interpret.forms",
    "SELECT n.form, count(*) " PLACED "AND n.form <> '' GROUP BY n.form ORDER BY 2 DESC, 1", NULL};
/* $16: 1 oldest first, -1 newest first */
const struct stmt interpret_stmt_pick = {"interpret.pick",
    "SELECT p.record_id " CHOSEN
    " ORDER BY p.published_at * $16, p.record_id * $16 LIMIT $14 OFFSET $15",
    NULL};
const struct stmt interpret_stmt_walk = {"interpret.walk",
    "SELECT p.record_id " CHOSEN " AND p.record_id > $15 ORDER BY p.record_id LIMIT $14", NULL};
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

enum { CHOSEN_ARGS = ITEM_FILTER_ARGS + 2, PICK_ARGS = CHOSEN_ARGS + 3 };

static enum st pick(struct ctx *c, struct portal_pick *p)
{
    struct rows *r;
    const struct item_filter *f = p->filter;
    struct val args[PICK_ARGS];
    item_filter_args(c, f, args);
    args[ITEM_FILTER_ARGS] = v_text(p->kind);
    args[ITEM_FILTER_ARGS + 1] = v_text(p->form);
    args[CHOSEN_ARGS] = v_int(f->per_page);
    args[CHOSEN_ARGS + 1] = v_int(p->walk ? p->after : (int64_t)(f->page - 1) * f->per_page);
    args[CHOSEN_ARGS + 2] = v_int(f->oldest_first ? 1 : -1);
    enum st st = ST_OK;
    if (!p->walk)
        st = q1(c, &interpret_stmt_picked, args, CHOSEN_ARGS, &r);
    if (!st && !p->walk) {
        p->total = rows_int(r, 0);
        p->newest_at = rows_int(r, 1);
    }
    if (!st)
        st = q(c, p->walk ? &interpret_stmt_walk : &interpret_stmt_pick, args,
            p->walk ? PICK_ARGS - 1 : PICK_ARGS, &r);
    if (st)
        return st;
    int64_t *ids = ARENA_ARRAY(c->mem, int64_t, rows_count(r) + 1);
    while (rows_next(r))
        ids[p->n++] = rows_int(r, 0);
    p->ids = ids;
    return ST_OK;
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
