/* Counting the items of columns: in memory for readers, in the database for writers.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/column_items.h"

#include <string.h>

#include "common/record/record_index.h"

const struct stmt column_stmt_places = {
    "column.places", "SELECT column_id, count(*) FROM item_place GROUP BY column_id", NULL};
const struct stmt column_stmt_parents = {"column.parents",
    "SELECT id, COALESCE(parent_id, 0) FROM site_column ORDER BY length(path) DESC, id", NULL};

static enum st count_stored(struct ctx *c, struct column *list, size_t n)
{
    struct rows *r;
    enum st st = q(c, &column_stmt_places, NO_ARGS, &r);
    while (!st && rows_next(r))
        for (size_t i = 0; i < n; i++)
            if (list[i].id == rows_int(r, 0))
                list[i].items = rows_int(r, 1);
    return st;
}

struct branch {
    size_t id, up;
};

/* What lies in a column lies in those above it too: added up from the deepest. */
static enum st count_indexed(struct ctx *c, struct column *list, size_t n)
{
    static const enum record_field field = FIELD_COLUMN;
    struct rows *r;
    size_t n_tree = 0, room = 1;
    struct record_counts own;
    enum st st = record_tally(
        c, &(struct record_filter){.mask = MARK_LISTED, .marks = MARK_LISTED}, &field, 1, &own);
    if (!st)
        st = q(c, &column_stmt_parents, NO_ARGS, &r);
    if (st)
        return st;
    struct branch *tree = ARENA_ARRAY(c->mem, struct branch, rows_count(r) + 1);
    for (; rows_next(r); n_tree++) {
        tree[n_tree] = (struct branch){(size_t)rows_int(r, 0), (size_t)rows_int(r, 1)};
        room = tree[n_tree].id >= room ? tree[n_tree].id + 1 : room;
    }
    int64_t *sum = ARENA_ARRAY(c->mem, int64_t, room);
    for (size_t i = 0; i < own.n; i++)
        if (own.list[i].number < room)
            sum[own.list[i].number] = own.list[i].n;
    for (size_t i = 0; i < n_tree; i++)
        sum[tree[i].up] += sum[tree[i].id];
    for (size_t i = 0; i < n; i++)
        list[i].items = sum[list[i].id];
    return ST_OK;
}

enum st column_items(struct ctx *c, struct column *list, size_t n)
{
    if (!n)
        return ST_OK;
    return c->writing ? count_stored(c, list, n) : count_indexed(c, list, n);
}
