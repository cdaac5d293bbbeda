/* Public catalogues of fees and funds: searched, each line with its basis and whether that is in
 * force.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "disclosure/fiscal/pages.h"
#include "lib/text/docno.h"

static const char *cell_of(const struct fiscal_sheet *s, size_t line, const char *key)
{
    size_t col = fiscal_column_place(s->shape, key);
    return col == SIZE_MAX ? "" : s->lines[line].cell[col];
}

/* The newest public one, or that of the year. */
static enum st find_entry(
    struct req *r, const char *kind, int year, struct fiscal_catalogue_page *p)
{
    struct fiscal_entry *list;
    size_t n;
    enum st st = fiscal_entry_list(r->ctx, 0, 0, &list, &n);
    p->years = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; !st && i < n; i++) {
        if (strcmp(list[i].kind->key, kind) != 0 || !list[i].live_edition)
            continue;
        const char *text = fiscal_number_text(r->ctx->mem, list[i].year);
        p->years[p->n_years++] = (struct ui_option){text, text};
        if (!p->e.id && (!year || list[i].year == year))
            p->e = list[i];
    }
    return st;
}

static void add_basis(struct req *r, const char *text, const struct fiscal_basis *list, size_t n,
    struct fiscal_catalogue_line *line)
{
    struct docno no;
    for (size_t at = 0; docno_find(r->ctx->mem, text, at, &no); at = no.end)
        for (size_t i = 0; i < n && line->n_basis < COUNT_OF(line->basis); i++)
            if (strcmp(list[i].number, no.text) == 0 && *list[i].path)
                line->basis[line->n_basis++] = &list[i];
}

static bool matches(const struct fiscal_sheet *s, size_t line, const char *q, const char *dept)
{
    bool found = !*q;
    for (size_t c = 0; c < s->shape->n_columns && !found; c++)
        found = strstr(s->lines[line].cell[c], q) != NULL;
    return found && (!*dept || strcmp(cell_of(s, line, "dept"), dept) == 0);
}

static void add_dept(struct fiscal_catalogue_page *p, const char *dept)
{
    for (size_t i = 0; i < p->n_depts; i++)
        if (strcmp(p->depts[i].value, dept) == 0)
            return;
    if (*dept)
        p->depts[p->n_depts++] = (struct ui_option){dept, dept};
}

/* An item is shown whole: itself and its parts, when one of them matches. */
static void choose(struct req *r, struct fiscal_catalogue_page *p, const struct fiscal_basis *basis,
    size_t n_basis)
{
    const struct fiscal_sheet *s = &p->book.sheets[0];
    const char *q = req_arg(r, "q"), *dept = req_arg(r, "dept");
    p->lines = ARENA_ARRAY(r->ctx->mem, struct fiscal_catalogue_line, s->n + 1);
    p->depts = ARENA_ARRAY(r->ctx->mem, struct ui_option, s->n + 1);
    for (size_t i = 0, next; i < s->n; i = next) {
        bool wanted = matches(s, i, q, dept);
        for (next = i + 1; next < s->n && fiscal_is_sub(cell_of(s, next, "name")); next++)
            wanted |= matches(s, next, q, "") && (!*dept || !strcmp(cell_of(s, i, "dept"), dept));
        add_dept(p, cell_of(s, i, "dept"));
        p->total++;
        for (size_t k = i; wanted && k < next; k++) {
            struct fiscal_catalogue_line *line = &p->lines[p->n++];
            *line = (struct fiscal_catalogue_line){.line = k, .sub = k > i};
            add_basis(r, cell_of(s, k, "basis"), basis, n_basis, line);
        }
    }
}

enum st fiscal_catalogue_load(
    struct req *r, const char *kind, int year, struct fiscal_catalogue_page *p)
{
    struct fiscal_basis *basis;
    size_t n_basis;
    *p = (struct fiscal_catalogue_page){.kind = fiscal_kind_find(kind), .record_path = ""};
    res_tag(r, "site");
    res_tag(r, "fiscal");
    res_tag(r, "items"); /* whether a basis is in force */
    enum st st = find_entry(r, kind, year, p);
    if (!st && year && !p->e.id)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有公开%d年的%s", year, p->kind->name);
    p->year = p->e.id ? p->e.year : day_year(day_at(r->ctx->now));
    p->old = p->year < day_year(day_at(r->ctx->now));
    if (st || !p->e.id)
        return st;
    st = fiscal_edition_read(r->ctx, &p->e, p->e.live_edition, &p->book);
    if (!st)
        st = fiscal_basis_of(r->ctx, &p->book, &basis, &n_basis);
    if (!st)
        st = fiscal_record_path(r->ctx, p->e.record_id, &p->record_path);
    if (!st)
        choose(r, p, basis, n_basis);
    return st;
}

static enum st show(struct req *r, const char *kind)
{
    struct fiscal_catalogue_page p;
    enum st st = fiscal_catalogue_load(r, kind, (int)req_arg_int(r, "year", 0), &p);
    if (!st)
        fiscal_catalogue_html(&r->out, r, &p);
    return st;
}

enum st fiscal_fees_show(struct req *r)
{
    return show(r, "fees");
}

enum st fiscal_funds_show(struct req *r)
{
    return show(r, "funds");
}
