/* Rows of reconciliations; see reconcile.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/reconcile.h"
#include "disclosure/inventory/store_sql.h"

#define RUN                                                                                        \
    "SELECT n.id, n.unit_id, n.name, n.at, COALESCE(p.name, ''), COALESCE(n.confirmed_at, 0), "    \
    "n.n_rows, n.n_added, COALESCE(u.short_name, ''), "
#define RUN_FROM                                                                                   \
    " FROM inventory_run n LEFT JOIN person p ON p.id = n.person LEFT JOIN unit u "                \
    "ON u.id = n.unit_id WHERE "

const struct stmt stmt_run_add = {"inventory.run_add",
    "INSERT INTO inventory_run (unit_id, name, at, person, n_rows, n_added, body) "
    "VALUES ($1, $2, $3, $4, $5, 0, $6) RETURNING id",
    NULL};
const struct stmt stmt_run_get = {"inventory.run_get", RUN "n.body" RUN_FROM "n.id = $1", NULL};
const struct stmt stmt_run_list = {"inventory.run_list",
    RUN "''" RUN_FROM "$1 = 0 OR n.unit_id = $1 ORDER BY n.id DESC LIMIT 50", NULL};
const struct stmt stmt_run_set = {"inventory.run_set",
    "UPDATE inventory_run SET confirmed_at = $2, confirmed_by = $3, n_added = n_added + $4 "
    "WHERE id = $1",
    NULL};

static struct run run_at(const struct rows *r)
{
    return (struct run){.id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .name = rows_text(r, 2),
        .at = rows_int(r, 3),
        .person = rows_text(r, 4),
        .confirmed_at = rows_int(r, 5),
        .n_rows = rows_int(r, 6),
        .n_added = rows_int(r, 7),
        .unit_name = rows_text(r, 8),
        .body = rows_text(r, 9)};
}

enum st run_add(struct ctx *c, struct run *run)
{
    return insert(c, &stmt_run_add,
        ARGS(v_int(run->unit_id), v_text(run->name), v_int(c->now), v_int(c->person),
            v_int(run->n_rows), v_text(run->body)),
        &run->id);
}

enum st run_get(struct ctx *c, int64_t id, struct run *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_run_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这次核对，请从列表中选择");
    if (!st)
        *out = run_at(r);
    return st;
}

enum st run_list(struct ctx *c, int64_t unit_id, struct run **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_run_list, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct run, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = run_at(r);
    return ST_OK;
}

enum st run_confirmed(struct ctx *c, int64_t id, int64_t added)
{
    return x(c, &stmt_run_set, ARGS(v_int(id), v_int(c->now), v_int(c->person), v_int(added)));
}
