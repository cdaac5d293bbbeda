/* Tables of forms: rows as pieces, drawn with borders; a tall row may go on over the page.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter_flow.h"

#include <string.h>

#define PAD_X 5.0
#define PAD_Y 4.5
#define BORDER 0.6
#define MIN_HEIGHT 27.0
#define WHOLE_LINES 14 /* rows up to this height are never torn */

static double column_x(const struct letter_table *t, size_t column)
{
    int before = 0, all = 0;
    for (size_t i = 0; i < t->n_columns; i++) {
        all += t->widths[i];
        if (i < column)
            before += t->widths[i];
    }
    return AREA_WIDTH * before / (all ? all : 1);
}

static PangoLayout *cell_layout(struct flow *f, const struct letter_cell *c, double width)
{
    PangoLayout *l =
        flow_layout(f, c->label ? FACE_HEADING : FACE_BODY, FORM_SIZE, c->text, width - 2 * PAD_X);
    if (c->label)
        pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
    return l;
}

static void add_row(struct flow *f, const struct letter_table *t, const struct letter_row *r)
{
    PangoLayout **cells = ARENA_ARRAY(f->a, PangoLayout *, r->n);
    int lines = r->min_lines > 1 ? r->min_lines : 1;
    size_t column = 0;
    for (size_t i = 0; i < r->n; i++) {
        size_t to = column + (size_t)r->cells[i].span;
        cells[i] = cell_layout(f, &r->cells[i], column_x(t, to) - column_x(t, column));
        int n = pango_layout_get_line_count(cells[i]);
        lines = n > lines ? n : lines;
        column = to;
    }
    bool whole = lines <= WHOLE_LINES || lines == r->min_lines;
    for (int i = 0; i < (whole ? 1 : lines); i++) {
        struct row_part *part = ARENA_NEW(f->a, struct row_part);
        *part = (struct row_part){t, r, cells, whole ? -1 : i, i == 0, whole || i == lines - 1};
        double height = whole ? lines * FORM_PITCH + 2 * PAD_Y : FORM_PITCH;
        if (!whole && (part->first || part->last))
            height += PAD_Y;
        flow_add(f, PIECE_ROW, height < MIN_HEIGHT && whole ? MIN_HEIGHT : height)->row = part;
    }
}

void flow_table(struct flow *f, const struct letter_table *t)
{
    for (size_t i = 0; i < t->n_rows; i++)
        add_row(f, t, &t->rows[i]);
}

static void rule(cairo_t *cr, double x0, double y0, double x1, double y1)
{
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    cairo_stroke(cr);
}

/* A long text stands at the top of its cell, a short one in the middle. */
static void draw_cell(
    cairo_t *cr, PangoLayout *l, const struct row_part *r, double x, double y, double height)
{
    int n = pango_layout_get_line_count(l), from = r->line < 0 ? 0 : r->line;
    int to = r->line < 0 ? n : r->line + 1;
    double top = y + (r->first ? PAD_Y : 0);
    if (r->line < 0)
        top = y + (height - n * FORM_PITCH) / 2;
    for (int i = from; i < to && i < n; i++)
        draw_line(cr, l, i, x, top + (i - from) * FORM_PITCH + FORM_PITCH / 2 + 0.38 * FORM_SIZE);
}

void draw_row(
    cairo_t *cr, const struct row_part *r, double y, double height, bool cut_above, bool cut_below)
{
    size_t column = 0;
    cairo_set_line_width(cr, BORDER);
    for (size_t i = 0; i < r->row->n; i++) {
        double x = LEFT + column_x(r->table, column);
        draw_cell(cr, r->cells[i], r, x + PAD_X, y, height);
        column += (size_t)r->row->cells[i].span;
        rule(cr, x, y, x, y + height);
    }
    rule(cr, LEFT + AREA_WIDTH, y, LEFT + AREA_WIDTH, y + height);
    if (r->first || cut_above)
        rule(cr, LEFT - BORDER / 2, y, LEFT + AREA_WIDTH + BORDER / 2, y);
    if (r->last || cut_below)
        rule(cr, LEFT - BORDER / 2, y + height, LEFT + AREA_WIDTH + BORDER / 2, y + height);
}
