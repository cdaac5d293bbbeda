/* Who publishes what: every unit with its counts, and for one unit the counts by column and year.
 *
 * GET /zwgk/danwei/, /zwgk/danwei/<code>/, /api/v1/units, /api/v1/units.csv
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "platform/portal/view.h"

#define LISTED "i.ended NOT IN ('error', 'privacy', 'moved')"

/* Units without anything are listed too. $1: this year. */
const struct stmt portal_stmt_units = {"portal.units",
    "SELECT u.id, u.code, u.name, COALESCE(t.n, 0), COALESCE(t.this_year, 0), "
    "COALESCE(t.last_year, 0), COALESCE(t.newest, 0) FROM unit u LEFT JOIN "
    "(SELECT i.unit_id, count(*) AS n, sum(CASE WHEN i.year = $1 THEN 1 ELSE 0 END) AS this_year, "
    "sum(CASE WHEN i.year = $1 - 1 THEN 1 ELSE 0 END) AS last_year, max(i.published_at) AS newest "
    "FROM item i WHERE " LISTED " GROUP BY i.unit_id) t ON t.unit_id = u.id "
    "WHERE u.closed_at IS NULL OR t.n > 0 ORDER BY u.position, u.id",
    NULL};
/* $1: unit, 0: all. */
const struct stmt portal_stmt_unit_columns = {"portal.unit_columns",
    "SELECT u.code, u.name, k.path, k.name, t.year, t.n, t.newest FROM (SELECT i.unit_id, "
    "i.column_id, i.year, count(*) AS n, max(i.published_at) AS newest FROM item i "
    "WHERE " LISTED " AND ($1 = 0 OR i.unit_id = $1) GROUP BY i.unit_id, i.column_id, i.year) t "
    "JOIN unit u ON u.id = t.unit_id JOIN site_column k ON k.id = t.column_id "
    "ORDER BY u.position, u.id, k.path, t.year DESC",
    NULL};

static void tag(struct req *r)
{
    res_tag(r, "site");
    res_tag(r, "items");
}

static int year_now(const struct req *r)
{
    int y, m, d;
    day_split(day_at(r->ctx->now), &y, &m, &d);
    return y;
}

/* GET /zwgk/danwei/ */
enum st units_public_show(struct req *r)
{
    struct units_view v = {.year = year_now(r)};
    struct rows *rows;
    tag(r);
    enum st st = place_read(r->ctx, "zwgk", "各单位公开情况", &v.place);
    if (!st)
        st = q(r->ctx, &portal_stmt_units, ARGS(v_int(v.year)), &rows);
    if (st)
        return st;
    struct unit_row *list = ARENA_ARRAY(r->ctx->mem, struct unit_row, rows_count(rows) + 1);
    while (rows_next(rows)) {
        struct unit_row *u = &list[v.n++];
        *u = (struct unit_row){.code = rows_text(rows, 1),
            .name = rows_text(rows, 2),
            .total = rows_int(rows, 3),
            .this_year = rows_int(rows, 4),
            .last_year = rows_int(rows, 5),
            .newest_at = rows_int(rows, 6)};
        v.total += u->total;
        v.silent += !u->total;
        v.newest_at = u->newest_at > v.newest_at ? u->newest_at : v.newest_at;
    }
    v.units = list;
    units_public_page(&r->out, r, &v);
    return ST_OK;
}

/* ---- one unit ---- */

static int newest_first(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

/* One line of the answer: a column in a year. */
struct cell {
    const char *path, *name;
    int year;
    int64_t n, newest_at;
};

/* The newest years get a column each; what is older, or has no year, is counted together. */
static void choose_years(struct unit_view *v, struct arena *a, const struct cell *cells, size_t n)
{
    int *all = ARENA_ARRAY(a, int, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i] = cells[i].year;
    qsort(all, n, sizeof *all, newest_first);
    for (size_t i = 0; i < n && v->n_years < UNIT_YEARS; i++)
        if (all[i] && (!v->n_years || v->years[v->n_years - 1] != all[i]))
            v->years[v->n_years++] = all[i];
}

/* Cells of one column stand together. */
static void count_cell_in(struct unit_view *v, const struct cell *cell)
{
    struct unit_column *k = v->n ? &v->columns[v->n - 1] : NULL;
    if (!k || strcmp(k->path, cell->path) != 0) {
        k = &v->columns[v->n++];
        *k = (struct unit_column){.path = cell->path, .name = cell->name};
    }
    size_t i = 0;
    while (i < v->n_years && v->years[i] != cell->year)
        i++;
    *(i < v->n_years ? &k->by_year[i] : &k->older) += cell->n;
    v->older = v->older || i == v->n_years;
    k->total += cell->n;
    v->total += cell->n;
    if (cell->newest_at > k->newest_at)
        k->newest_at = cell->newest_at;
    if (cell->newest_at > v->newest_at)
        v->newest_at = cell->newest_at;
}

static enum st count_unit(struct req *r, struct unit_view *v)
{
    struct rows *rows;
    size_t n = 0;
    enum st st = q(r->ctx, &portal_stmt_unit_columns, ARGS(v_int(v->unit.id)), &rows);
    if (st)
        return st;
    struct cell *cells = ARENA_ARRAY(r->ctx->mem, struct cell, rows_count(rows) + 1);
    v->columns = ARENA_ARRAY(r->ctx->mem, struct unit_column, rows_count(rows) + 1);
    while (rows_next(rows))
        cells[n++] = (struct cell){rows_text(rows, 2), rows_text(rows, 3), (int)rows_int(rows, 4),
            rows_int(rows, 5), rows_int(rows, 6)};
    choose_years(v, r->ctx->mem, cells, n);
    for (size_t i = 0; i < n; i++)
        count_cell_in(v, &cells[i]);
    return ST_OK;
}

static enum st find_unit(struct req *r, struct unit *out)
{
    struct unit *list;
    size_t n;
    const char *code = req_param(r, "unit");
    enum st st = unit_list(r->ctx, true, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(list[i].code, code) == 0) {
            *out = list[i];
            return ST_OK;
        }
    return st ? st : fail(r->ctx, ST_NOT_FOUND, "", "没有这个单位，请从各单位公开情况中选择");
}

/* GET /zwgk/danwei/<code>/ */
enum st unit_public_show(struct req *r)
{
    struct unit_view v = {.total = 0};
    tag(r);
    enum st st = find_unit(r, &v.unit);
    if (!st)
        st = place_read(r->ctx, "zwgk", v.unit.name, &v.place);
    if (!st)
        st = count_unit(r, &v);
    if (!st)
        unit_public_page(&r->out, r, &v);
    return st;
}

/* ---- open data: one line a unit, column and year ---- */

static enum st answer(struct req *r, bool csv)
{
    const struct data_answer d = {.r = r, .set = &unit_set, .csv = csv};
    struct arena *a = r->ctx->mem;
    struct rows *rows;
    tag(r);
    enum st st = q(r->ctx, &portal_stmt_unit_columns, ARGS(v_int(0)), &rows);
    if (st)
        return st;
    data_begin(&d);
    while (rows_next(rows)) {
        const char *const values[UNIT_FIELDS] = {rows_text(rows, 0), rows_text(rows, 1),
            rows_text(rows, 2), rows_text(rows, 3), data_int(a, rows_int(rows, 4)),
            data_int(a, rows_int(rows, 5)), data_day(a, day_at(rows_int(rows, 6)))};
        data_row(&d, values);
    }
    data_end(&d);
    return ST_OK;
}

/* GET /api/v1/units */
enum st api_units(struct req *r)
{
    return answer(r, false);
}

/* GET /api/v1/units.csv */
enum st api_units_csv(struct req *r)
{
    return answer(r, true);
}
