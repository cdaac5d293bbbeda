/* The public column 建议提案办理: replies by kind and year, yearly overviews.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/column.h"
#include "disclosure/proposal/pages.h"

/* What these pages show changes with published records. */
void prop_public_tag(struct req *r)
{
    res_tag(r, "site");
    res_tag(r, "items");
    res_tag(r, "proposal");
}

/* The columns above, this column, and below it the page of the overviews. */
static enum st trail(struct req *r, bool below, struct prop_public_page *p)
{
    struct column *list;
    size_t n;
    enum st st = column_trail_of(r->ctx, PROP_COLUMN, &list, &n);
    if (st)
        return st;
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, n + 1);
    for (size_t i = 0; i < n; i++)
        crumbs[i] = (struct crumb){list[i].name,
            i + 1 == n && !below ? "" : arena_printf(r->ctx->mem, "/%s/", list[i].path)};
    crumbs[n] = (struct crumb){"总体情况", ""};
    p->crumbs = crumbs;
    p->n_crumbs = n + below;
    return ST_OK;
}

/* Years that have replies, and how many of each kind the year asked for has. */
static enum st count(struct req *r, struct prop_public_page *p)
{
    struct prop_entry_count *list;
    size_t n;
    enum st st = prop_entry_counts(r->ctx, &list, &n);
    if (st)
        return st;
    p->years.list = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *year = arena_printf(r->ctx->mem, "%d", list[i].year);
        if (!p->years.n || strcmp(p->years.list[p->years.n - 1].value, year) != 0)
            p->years.list[p->years.n++] = (struct ui_option){year, year};
        if (p->year && list[i].year != p->year)
            continue;
        p->by_kind[0] += list[i].n;
        for (size_t k = 0; k < COUNT_OF(prop_kinds); k++)
            if (strcmp(list[i].kind, prop_kinds[k].key) == 0)
                p->by_kind[k + 1] += list[i].n;
    }
    return ST_OK;
}

struct prop_entry_filter prop_entry_filter_read(struct req *r)
{
    const char *kind = req_arg(r, "kind");
    return (struct prop_entry_filter){.kind = *prop_kind_word(kind) ? kind : "",
        .year = (int)req_arg_int(r, "year", 0),
        .text = req_arg(r, "text"),
        .page = ui_page(r),
        .per_page = 20};
}

enum st prop_public_list(struct req *r)
{
    const struct prop_entry_filter f = prop_entry_filter_read(r);
    struct prop_public_page p = {.kind = f.kind, .year = f.year};
    prop_public_tag(r);
    enum st st = prop_entries(r->ctx, &f, &p.rows, &p.n, &p.total);
    if (!st)
        st = count(r, &p);
    if (!st)
        st = prop_overviews(r->ctx, &p.overviews, &p.n_overviews);
    if (!st)
        st = trail(r, false, &p);
    if (!st)
        proposal_public_page(&r->out, r, &p);
    return st;
}

enum st prop_public_overviews(struct req *r)
{
    struct prop_public_page p = {.kind = ""};
    prop_public_tag(r);
    enum st st = prop_overviews(r->ctx, &p.overviews, &p.n_overviews);
    if (!st)
        st = trail(r, true, &p);
    if (!st)
        proposal_overviews_page(&r->out, r, &p);
    return st;
}
