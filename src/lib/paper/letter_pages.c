/* Puts pieces on pages and draws them: what stays together moves together.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter_flow.h"

#define GLYPH_MIDDLE 0.38 /* of the size: from the middle of an ideograph down to its baseline */
#define MAX_STRETCH (CELL / 4) /* between two characters; a line that needs more stays short */
#define HEAD_HEIGHT_RED (5 * PITCH)
#define HEAD_HEIGHT_LETTER (2 * PITCH)
#define NUMBER_SIZE 14.0

void draw_line(cairo_t *cr, PangoLayout *l, int n, double x, double baseline)
{
    PangoLayoutLine *line = pango_layout_get_line_readonly(l, n);
    PangoRectangle r;
    if (!line)
        return;
    pango_layout_line_get_extents(line, NULL, &r);
    if (pango_layout_get_alignment(l) == PANGO_ALIGN_CENTER && pango_layout_get_width(l) > 0)
        x += (double)(pango_layout_get_width(l) - r.width) / 2 / PANGO_SCALE;
    cairo_move_to(cr, x, baseline);
    pango_cairo_show_layout_line(cr, line);
}

/* May room be added behind this cluster? Not inside words and numbers of latin letters. */
static bool stretches(const char *text, int at)
{
    return (unsigned char)text[at] >= 0xE2;
}

static int each_gap(PangoLayoutLine *line, const char *text, int add)
{
    int n = 0;
    for (GSList *run = line->runs; run; run = run->next) {
        PangoGlyphItem *item = run->data;
        for (int i = 0; i < item->glyphs->num_glyphs; i++) {
            int at = item->item->offset + item->glyphs->log_clusters[i];
            bool last = !run->next && i == item->glyphs->num_glyphs - 1;
            if (last || !stretches(text, at))
                continue;
            item->glyphs->glyphs[i].geometry.width += add;
            n++;
        }
    }
    return n;
}

/* Spreads what is missing to the full width over the gaps between ideographs. */
static void justify(PangoLayout *l, int n)
{
    PangoLayoutLine *line = pango_layout_get_line(l, n);
    PangoRectangle r;
    if (!line)
        return;
    pango_layout_line_get_extents(line, NULL, &r);
    int indent = n == 0 && pango_layout_get_indent(l) > 0 ? pango_layout_get_indent(l) : 0;
    int missing = pango_layout_get_width(l) - PANGO_SCALE / 2 - indent - r.width;
    int gaps = each_gap(line, pango_layout_get_text(l), 0);
    if (gaps && missing > 0 && missing / gaps < (int)(MAX_STRETCH * PANGO_SCALE))
        each_gap(line, pango_layout_get_text(l), missing / gaps);
}

static void draw_text(cairo_t *cr, struct piece *p, double y)
{
    int indent = pango_layout_get_indent(p->text);
    double x = LEFT + p->x;
    if (p->justify)
        justify(p->text, p->line);
    if (indent > 0 && p->line == 0)
        x += (double)indent / PANGO_SCALE;
    if (indent < 0 && p->line > 0)
        x -= (double)indent / PANGO_SCALE;
    draw_line(cr, p->text, p->line, x, y + p->height / 2 + GLYPH_MIDDLE * p->size);
}

static void draw_cut(cairo_t *cr, double y)
{
    const double dashes[] = {5, 4};
    cairo_save(cr);
    cairo_set_line_width(cr, 0.6);
    cairo_set_dash(cr, dashes, 2, 0);
    cairo_move_to(cr, LEFT, y);
    cairo_line_to(cr, LEFT + AREA_WIDTH, y);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw_number(struct flow *f, cairo_t *cr, int page)
{
    const struct letter *l = f->letter;
    PangoRectangle r;
    if (l->pages == PAGES_NONE || (l->head == HEAD_LETTER && page == 1))
        return;
    PangoLayout *t =
        flow_layout(f, FACE_DIGITS, NUMBER_SIZE, arena_printf(f->a, "— %d —", page), 0);
    pango_layout_get_extents(t, NULL, &r);
    double width = (double)r.width / PANGO_SCALE, x = LEFT + (AREA_WIDTH - width) / 2;
    if (l->pages == PAGES_OUTER) /* one character in from the outer edge */
        x = page % 2 ? LEFT + AREA_WIDTH - width - NUMBER_SIZE : LEFT + NUMBER_SIZE;
    draw_line(cr, t, 0, x, TOP + AREA_HEIGHT + 7 * MM + GLYPH_MIDDLE * NUMBER_SIZE + 4);
}

/* Height of the pieces from p that must stand on one page. */
static double chain(const struct piece *p)
{
    double height = p->height;
    while (p->keep && p->next) {
        p = p->next;
        height += p->height;
    }
    return height;
}

static double head_height(const struct flow *f)
{
    return f->letter->head == HEAD_RED ? HEAD_HEIGHT_RED : HEAD_HEIGHT_LETTER;
}

struct page_state {
    double y; /* below the top of the text area */
    int number;
    bool fresh; /* nothing on the page yet */
};

static void turn(struct flow *f, cairo_t *cr, struct page_state *s)
{
    draw_number(f, cr, s->number);
    cairo_show_page(cr);
    *s = (struct page_state){0, s->number + 1, true};
}

/* Does p begin a new page? A chain that is longer than a page is broken where it must. */
static bool turns(const struct piece *p, const struct page_state *s, bool in_chain)
{
    double room = AREA_HEIGHT - s->y + 0.01, height = chain(p);
    if (s->fresh)
        return false;
    if (p->height > room)
        return true;
    return !in_chain && height > room && height <= AREA_HEIGHT;
}

static void draw_piece(struct flow *f, cairo_t *cr, struct piece *p, struct page_state *s)
{
    double y = TOP + s->y;
    switch (p->kind) {
    case PIECE_GAP:
        break;
    case PIECE_LINE:
        draw_text(cr, p, y);
        break;
    case PIECE_CUT:
        draw_cut(cr, y + p->height / 2);
        break;
    case PIECE_SIGNED:
        draw_signed(f, cr, y);
        break;
    case PIECE_HEAD:
        draw_head(f, cr);
        s->y += head_height(f);
        break;
    case PIECE_ROW: {
        bool ends = !p->next || p->next->kind != PIECE_ROW ||
                    s->y + p->height + p->next->height > AREA_HEIGHT + 0.01;
        draw_row(cr, p->row, y, p->height, s->fresh, ends);
        break;
    }
    }
}

void draw_pages(struct flow *f, cairo_t *cr, int *pages)
{
    struct page_state s = {0, 1, true};
    bool in_chain = false; /* the piece before keeps with this one */
    for (struct piece *p = f->first; p && s.number <= LETTER_MAX_PAGES; p = p->next) {
        if (turns(p, &s, in_chain))
            turn(f, cr, &s);
        in_chain = p->keep;
        if (p->kind == PIECE_GAP && s.fresh)
            continue;
        draw_piece(f, cr, p, &s);
        s.y += p->height;
        s.fresh = false;
    }
    draw_number(f, cr, s.number);
    cairo_show_page(cr);
    *pages = s.number;
}
