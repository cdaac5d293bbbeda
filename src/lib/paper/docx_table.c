/* Tables of a .docx: merged cells become colspan and rowspan.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/paper/docx_parts.h"

#define MAX_SPAN 100

struct cell {
    const char *html;
    int column, span, rows;
    bool goes_on;  /* belongs to the cell above */
    bool restarts; /* others below may belong to it */
    bool covered;
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
    row->columns += c->span;
    if (row->last)
        row->last->next = c;
    else
        row->cells = c;
    row->last = c;
}

static void row_property(struct docx_reader *d, const char *name, void *arg)
{
    struct row *r = arg;
    if (strcmp(name, "tblHeader") == 0)
        r->head = docx_on(d);
    else if (strcmp(name, "gridBefore") == 0)
        r->columns = docx_attr_int(d, "val", 0);
    else if (strcmp(name, "del") == 0)
        r->deleted = true;
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

static struct cell *cell_at(const struct row *r, int column)
{
    struct cell *c = r->cells;
    while (c && c->column != column)
        c = c->next;
    return c;
}

static void join_rows(struct row *row)
{
    for (struct cell *c = row->cells; c; c = c->next) {
        if (!c->restarts)
            continue;
        for (const struct row *r = row->next; r && c->rows < MAX_SPAN; r = r->next) {
            struct cell *below = cell_at(r, c->column);
            if (!below || !below->goes_on || below->span != c->span)
                break;
            below->covered = true;
            c->rows++;
        }
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

void docx_table(struct docx_reader *d)
{
    struct table t = {0};
    docx_children(d, table_part, &t);
    for (struct row *r = t.rows; r; r = r->next)
        join_rows(r);
    buf_adds(d->out, "<table>\n");
    for (const struct row *r = t.rows; r; r = r->next)
        write_row(d, r);
    buf_adds(d->out, "</table>\n");
}
