/* Painting down the pages; see word_page.h. Everything that does not fit goes on overleaf.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/word_page.h"

#include <string.h>

#define WORD_TOP (30 * MM)
#define WORD_BOTTOM (PAGE_HEIGHT - 28 * MM)
#define SPACING 1.3 /* of lines */
#define PAD 3.0     /* in cells */
#define CELL_SIZE 12.0

static void next_page(struct word_page *w)
{
    cairo_show_page(w->cr);
    w->n++;
    w->y = WORD_TOP;
}

void word_page_begin(struct word_page *w)
{
    w->n = 1;
    w->y = WORD_TOP;
}

static void make_room(struct word_page *w, double height)
{
    if (w->y > WORD_TOP && w->y + height > WORD_BOTTOM)
        next_page(w);
}

static PangoLayout *layout_of(
    struct word_page *w, const char *markup, enum face face, double size, double width)
{
    PangoLayout *l = pango_layout_new(w->pango);
    PangoFontDescription *d = letter_font(face, size);
    PangoAttrList *attrs = NULL;
    char *text = NULL;
    pango_layout_set_font_description(l, d);
    pango_font_description_free(d);
    if (pango_parse_markup(markup, -1, 0, &attrs, &text, NULL, NULL)) {
        pango_layout_set_text(l, text, -1);
        pango_layout_set_attributes(l, attrs);
        pango_attr_list_unref(attrs);
        g_free(text);
    } else
        pango_layout_set_text(l, markup, -1);
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    return l;
}

static double line_height(PangoLayoutIter *i)
{
    PangoRectangle box;
    pango_layout_iter_get_line_extents(i, NULL, &box);
    return (double)box.height / PANGO_SCALE * SPACING;
}

static void show_line(struct word_page *w, PangoLayoutIter *i, double x, double y)
{
    PangoRectangle box;
    pango_layout_iter_get_line_extents(i, NULL, &box);
    double extra = (double)box.height / PANGO_SCALE * (SPACING - 1) / 2;
    cairo_move_to(w->cr, x + (double)box.x / PANGO_SCALE,
        y + extra + (double)(pango_layout_iter_get_baseline(i) - box.y) / PANGO_SCALE);
    pango_cairo_show_layout_line(w->cr, pango_layout_iter_get_line_readonly(i));
}

void word_text(struct word_page *w, const char *markup, const struct word_style *s)
{
    PangoLayout *l = layout_of(w, markup, s->face, s->size, WORD_AREA_WIDTH - s->left);
    pango_layout_set_indent(l, (int)(s->first * PANGO_SCALE));
    pango_layout_set_alignment(l, s->align);
    PangoLayoutIter *i = pango_layout_get_iter(l);
    w->y += w->y > WORD_TOP ? s->before : 0;
    do {
        double height = line_height(i);
        make_room(w, height);
        show_line(w, i, LEFT + s->left, w->y);
        w->y += height;
    } while (pango_layout_iter_next_line(i));
    w->y += s->after;
    pango_layout_iter_free(i);
    g_object_unref(l);
}

/* ---- rows ---- */

struct painted_cell {
    PangoLayout *layout;
    PangoLayoutIter *at;
    double x, width;
    bool done;
};

static double whole_height(PangoLayout *l)
{
    PangoLayoutIter *i = pango_layout_get_iter(l);
    double height = 0;
    do
        height += line_height(i);
    while (pango_layout_iter_next_line(i));
    pango_layout_iter_free(i);
    return height;
}

/* The lines of the cell that fit; at least one at the top of a page. Returns their height. */
static double show_cell(struct word_page *w, struct painted_cell *c, double room)
{
    double used = 0;
    while (!c->done) {
        double height = line_height(c->at);
        bool must = w->y <= WORD_TOP && used == 0;
        if (used + height > room && !must)
            break;
        show_line(w, c->at, c->x + PAD, w->y + PAD + used);
        used += height;
        c->done = !pango_layout_iter_next_line(c->at);
    }
    return used;
}

static void frame(struct word_page *w, const struct painted_cell *c, double height)
{
    cairo_set_line_width(w->cr, 0.6);
    cairo_rectangle(w->cr, c->x, w->y, c->width, height);
    cairo_stroke(w->cr);
}

static bool show_piece(struct word_page *w, struct painted_cell *cells, size_t n)
{
    double room = WORD_BOTTOM - w->y - 2 * PAD, height = 0;
    bool more = false;
    for (size_t i = 0; i < n; i++) {
        double used = show_cell(w, &cells[i], room);
        height = used > height ? used : height;
        more |= !cells[i].done;
    }
    for (size_t i = 0; i < n; i++)
        frame(w, &cells[i], height + 2 * PAD);
    w->y += height + 2 * PAD;
    return more;
}

void word_row(struct word_page *w, const double *edges, const struct word_cell *cells, size_t n)
{
    struct painted_cell painted[WORD_COLUMNS];
    double height = 0;
    for (size_t i = 0; i < n; i++) {
        const struct word_cell *c = &cells[i];
        double x = LEFT + edges[c->column], width = edges[c->column + c->span] - edges[c->column];
        PangoLayout *l =
            layout_of(w, c->markup, c->head ? FACE_HEADING : FACE_BODY, CELL_SIZE, width - 2 * PAD);
        painted[i] = (struct painted_cell){l, pango_layout_get_iter(l), x, width, !*c->markup};
        double own = whole_height(l);
        height = own > height ? own : height;
    }
    make_room(w, height + 2 * PAD);
    while (show_piece(w, painted, n))
        next_page(w);
    for (size_t i = 0; i < n; i++) {
        pango_layout_iter_free(painted[i].at);
        g_object_unref(painted[i].layout);
    }
}

/* ---- pictures ---- */

void word_picture(struct word_page *w, cairo_surface_t *picture, double width_pt)
{
    double px = cairo_image_surface_get_width(picture),
           py = cairo_image_surface_get_height(picture), most = WORD_BOTTOM - WORD_TOP;
    double width = width_pt > 0 ? width_pt : px * 72 / 96;
    if (px < 1 || py < 1)
        return;
    width = width > WORD_AREA_WIDTH ? WORD_AREA_WIDTH : width;
    if (width * py / px > most)
        width = most * px / py;
    double height = width * py / px;
    make_room(w, height);
    cairo_save(w->cr);
    cairo_translate(w->cr, LEFT + (WORD_AREA_WIDTH - width) / 2, w->y);
    cairo_scale(w->cr, width / px, height / py);
    cairo_set_source_surface(w->cr, picture, 0, 0);
    cairo_paint(w->cr);
    cairo_restore(w->cr);
    w->y += height + 6;
}

void word_rule(struct word_page *w)
{
    make_room(w, 12);
    cairo_set_line_width(w->cr, 0.6);
    cairo_move_to(w->cr, LEFT, w->y + 6);
    cairo_line_to(w->cr, LEFT + WORD_AREA_WIDTH, w->y + 6);
    cairo_stroke(w->cr);
    w->y += 12;
}
