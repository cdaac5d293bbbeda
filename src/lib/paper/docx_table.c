/* Tables of a .docx: merged cells become colspan and rowspan.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/paper/docx_parts.h"
#include "lib/text/clean.h"

#define MAX_SPAN 100

struct cell {
    const char *html;
    int column, span, rows;
    bool goes_on;  /* belongs to the cell above */
    bool restarts; /* others below may belong to it */
    bool covered;
    struct cell *owner; /* of the rows it stands in: itself, or one above; NULL none */
    struct cell *next;
};

struct row {
    struct cell *cells, *last;
    int columns;
    bool head, deleted;
    struct row *next;
};

struct table {
    struct row *rows, *last;
};

static void cell_property(struct docx_reader *d, const char *name, void *arg)
{
    struct cell *c = arg;
    if (strcmp(name, "gridSpan") == 0) {
        int span = docx_attr_int(d, "val", 1);
        c->span = span < 1 ? 1 : span > MAX_SPAN ? MAX_SPAN : span;
    } else if (strcmp(name, "vMerge") == 0) {
        c->restarts = strcmp(docx_attr(d, "val"), "restart") == 0;
        c->goes_on = !c->restarts;
    }
    docx_skip(d);
}

static void cell_part(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "tcPr") == 0)
        docx_children(d, cell_property, arg);
    else
        docx_blocks(d, name, NULL);
}

static void read_cell(struct docx_reader *d, struct row *row)
{
    struct cell *c = ARENA_NEW(d->a, struct cell);
    struct buf own, joined = d->joined, *out = d->out;
    if (d->way == DOCX_FORM && ++d->n_cells > DOCX_FORM_CELLS) {
        docx_fail(d, ST_TOO_BIG, "这份表格太大（超过 %d 格），不是从页面下载的那一份；请重新下载",
            DOCX_FORM_CELLS);
        return;
    }
    c->span = c->rows = 1;
    c->column = row->columns;
    buf_init(&own, 0);
    buf_init(&d->joined, 0);
    d->out = &own;
    docx_children(d, cell_part, c);
    buf_add(&own, buf_str(&d->joined), d->joined.n);
    buf_release(&d->joined);
    d->joined = joined;
    d->out = out;
    c->html = arena_strndup(d->a, buf_str(&own), own.n);
    buf_release(&own);
    row->columns += row->columns < 1000000 ? c->span : 0;
    if (row->last)
        row->last->next = c;
    else
        row->cells = c;
    row->last = c;
}

static int before_cells(int n)
{
    return n < 0 ? 0 : n > MAX_SPAN ? MAX_SPAN : n;
}

static void row_property(struct docx_reader *d, const char *name, void *arg)
{
    struct row *r = arg;
    if (strcmp(name, "tblHeader") == 0)
        r->head = docx_on(d);
    else if (strcmp(name, "gridBefore") == 0)
        r->columns = before_cells(docx_attr_int(d, "val", 0));
    else if (strcmp(name, "del") == 0)
        r->deleted = true;
    docx_count_change(d, name);
    docx_skip(d);
}

static void row_part(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "trPr") == 0)
        docx_children(d, row_property, arg);
    else if (strcmp(name, "tc") == 0)
        read_cell(d, arg);
    else if (strcmp(name, "sdt") == 0 || strcmp(name, "sdtContent") == 0 ||
             strcmp(name, "customXml") == 0)
        docx_children(d, row_part, arg);
    else
        docx_skip(d);
}

static void table_part(struct docx_reader *d, const char *name, void *arg)
{
    struct table *t = arg;
    if (strcmp(name, "tr") == 0) {
        struct row *r = ARENA_NEW(d->a, struct row);
        docx_children(d, row_part, r);
        if (r->deleted)
            return;
        if (t->last)
            t->last->next = r;
        else
            t->rows = r;
        t->last = r;
    } else if (strcmp(name, "sdt") == 0 || strcmp(name, "sdtContent") == 0 ||
               strcmp(name, "customXml") == 0) {
        docx_children(d, table_part, arg);
    } else {
        docx_skip(d);
    }
}

/* The cells that go on those of the row above. Both rows are walked once: their columns rise. */
static void join_rows(const struct row *above, struct row *row)
{
    const struct cell *up = above ? above->cells : NULL;
    for (struct cell *c = row->cells; c; c = c->next) {
        while (up && up->column < c->column)
            up = up->next;
        struct cell *owner = up && up->column == c->column ? up->owner : NULL;
        c->owner = c->restarts ? c : NULL;
        if (!c->goes_on || !owner || owner->span != c->span || owner->rows == MAX_SPAN)
            continue;
        c->covered = true;
        c->owner = owner;
        owner->rows++;
    }
}

static void write_row(struct docx_reader *d, const struct row *r)
{
    const char *tag = r->head ? "th" : "td";
    buf_adds(d->out, "<tr>");
    if (r->cells && r->cells->column > 0)
        buf_addf(d->out, "<td colspan=\"%d\"></td>", r->cells->column);
    for (const struct cell *c = r->cells; c; c = c->next)
        if (!c->covered)
            buf_addf(d->out, "<%s colspan=\"%d\" rowspan=\"%d\">%s</%s>", tag, c->span, c->rows,
                c->html, tag);
    buf_adds(d->out, "</tr>\n");
}

/* ---- of a form ---- */

static struct docx_row grid_row(struct docx_reader *d, const struct row *r)
{
    size_t n = 0;
    for (const struct cell *c = r->cells; c; c = c->next)
        n++;
    struct docx_cell *cells = ARENA_ARRAY(d->a, struct docx_cell, n + 1);
    n = 0;
    for (const struct cell *c = r->cells; c; c = c->next)
        cells[n++] = (struct docx_cell){c->covered ? "" : html_plain_text(d->a, c->html), c->span};
    return (struct docx_row){cells, n};
}

static void keep_grid(struct docx_reader *d, const struct table *t)
{
    size_t n = 0;
    for (const struct row *r = t->rows; r; r = r->next)
        n++;
    struct docx_row *rows = ARENA_ARRAY(d->a, struct docx_row, n + 1);
    n = 0;
    for (const struct row *r = t->rows; r; r = r->next)
        rows[n++] = grid_row(d, r);
    if (d->n_grids == d->cap_grids) {
        struct docx_grid *more = ARENA_ARRAY(d->a, struct docx_grid, 2 * d->cap_grids + 4);
        if (d->n_grids)
            memcpy(more, d->grids, d->n_grids * sizeof *more);
        d->grids = more;
        d->cap_grids = 2 * d->cap_grids + 4;
    }
    d->grids[d->n_grids++] = (struct docx_grid){rows, n};
}

void docx_table(struct docx_reader *d)
{
    struct table t = {0};
    const struct row *above = NULL;
    docx_children(d, table_part, &t);
    for (struct row *r = t.rows; r; above = r, r = r->next)
        join_rows(above, r);
    if (d->way == DOCX_FORM) {
        if (!d->st)
            keep_grid(d, &t);
        return;
    }
    buf_adds(d->out, "<table>\n");
    for (const struct row *r = t.rows; r; r = r->next)
        write_row(d, r);
    buf_adds(d->out, "</table>\n");
}
