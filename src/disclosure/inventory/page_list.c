/* The register as a list with filters, and as a table for Excel.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/pages.h"

static void read_filter(struct req *r, struct entry_filter *f)
{
    *f = (struct entry_filter){.unit_id = unit_asked(r),
        .year = (int)req_arg_int(r, "year", 0),
        .open_mode = req_arg(r, "mode"),
        .state = req_arg(r, "state"),
        .word = req_arg(r, "word"),
        .text = req_arg(r, "q"),
        .page = ui_page(r),
        .per_page = LIST_ROWS};
}

static enum st fill_options(struct req *r, struct list_view *v)
{
    struct arena *a = r->ctx->mem;
    int *years;
    enum st st = v->all ? unit_options(r, &v->units, &v->n_units) : ST_OK;
    if (!st)
        st = entry_years(r->ctx, v->filter.unit_id, &years, &v->n_years);
    if (st)
        return st;
    v->years = ARENA_ARRAY(a, struct ui_option, v->n_years);
    for (size_t i = 0; i < v->n_years; i++) {
        const char *year = number_text(a, years[i]);
        v->years[i] = (struct ui_option){year, arena_concat(a, year, " 年", NULL)};
    }
    v->states = ARENA_ARRAY(a, struct ui_option, n_inv_states);
    for (size_t i = 0; i < n_inv_states; i++)
        v->states[i] = (struct ui_option){inv_states[i].key,
            strcmp(inv_states[i].key, INV_WAITING) ? inv_states[i].word : "待公开（含逾期）"};
    return ST_OK;
}

enum st inv_show_list(struct req *r)
{
    struct list_view v = {.all = sees_all(r), .today = day_at(r->ctx->now)};
    struct entry *rows, *due;
    size_t n_due;
    read_filter(r, &v.filter);
    enum st st = entry_counts(r->ctx, v.filter.unit_id, v.filter.year, v.counts);
    if (!st)
        st = entry_list(r->ctx, &v.filter, &rows, &v.n, &v.total);
    if (!st)
        st = entry_reviews(r->ctx, v.filter.unit_id, v.today, &due, &n_due);
    if (!st)
        st = fill_options(r, &v);
    if (st)
        return st;
    v.rows = rows;
    v.reviews = (int64_t)n_due;
    inventory_list_page(&r->out, r, &v);
    return ST_OK;
}
