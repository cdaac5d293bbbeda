/* The table of contents, then the pages of all papers on one PDF surface, with bookmarks; no links
 * in the table, because cairo 1.16 then leaves an object out that its own directory names.
 *
 * Papers are opened twice, first to count their pages, so that never more than one is in memory.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/bind.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/paper/worker/copy.h"

#define A4_WIDTH 595.0
#define A4_HEIGHT 842.0
#define MARGIN 56.0
#define HEAD_PT 120.0 /* above the table of the first page */
#define ROW_PT 34.0   /* two lines of a title */
#define FONT "Noto Serif CJK SC, serif"

struct binder {
    const struct bind *b;
    cairo_surface_t *pdf;
    cairo_t *cr;
    int *pages; /* of each part; 0: cannot be bound */
    int *first; /* number of its first page, the table of contents counted */
    int total;  /* pages of the whole */
    int page;   /* the one that is being painted, from 1 */
};

/* Columns of the table: left edge and width. */
static const struct {
    const char *head;
    double x, width;
} columns[] = {
    {"件号", 56, 34}, {"题名", 92, 224}, {"文号", 320, 116}, {"日期", 440, 60}, {"页次", 504, 40}};

static PangoLayout *layout_of(struct binder *d, const char *text, double pt, double width)
{
    PangoLayout *layout = pango_cairo_create_layout(d->cr);
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    pango_font_description_set_absolute_size(font, pt * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_height(layout, -2); /* two lines */
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static void put(struct binder *d, const char *text, double pt, double x, double y, double width)
{
    PangoLayout *layout = layout_of(d, text, pt, width);
    cairo_move_to(d->cr, x, y);
    pango_cairo_show_layout(d->cr, layout);
    g_object_unref(layout);
}

static void put_centred(struct binder *d, const char *text, double pt, double y)
{
    double width = A4_WIDTH - 2 * MARGIN;
    PangoLayout *layout = layout_of(d, text, pt, width);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    cairo_move_to(d->cr, MARGIN, y);
    pango_cairo_show_layout(d->cr, layout);
    g_object_unref(layout);
}

static void line(struct binder *d, double y)
{
    cairo_set_line_width(d->cr, 0.5);
    cairo_move_to(d->cr, MARGIN, y);
    cairo_line_to(d->cr, A4_WIDTH - MARGIN + 4, y);
    cairo_stroke(d->cr);
}

static int rows_on(int contents_page)
{
    double top = MARGIN + (contents_page == 0 ? HEAD_PT : 0) + ROW_PT;
    return (int)((A4_HEIGHT - MARGIN - top) / ROW_PT);
}

static int contents_pages(size_t n_parts)
{
    int pages = 1;
    for (size_t room = (size_t)rows_on(0); room < n_parts; pages++)
        room += (size_t)rows_on(pages);
    return pages;
}

static bool can_bind(const struct source *s)
{
    struct page_size size;
    bool ok = true;
    for (int page = 1; ok && page <= s->n_pages; page++)
        ok = source_size(s, page, &size, NULL) == ST_OK;
    return ok;
}

static enum st count_pages(struct arena *a, struct binder *d, struct err *e)
{
    const struct bind *b = d->b;
    d->pages = ARENA_ARRAY(a, int, b->n_parts);
    d->first = ARENA_ARRAY(a, int, b->n_parts);
    d->total = contents_pages(b->n_parts);
    for (size_t i = 0; i < b->n_parts; i++) {
        struct source s;
        if (source_open(&s, b->parts[i].file, NULL) == ST_OK) {
            d->pages[i] = can_bind(&s) ? s.n_pages : 0;
            source_close(&s);
        }
        d->first[i] = d->total + 1;
        d->total += d->pages[i];
    }
    if (d->total > BIND_MAX_PAGES)
        return err_set(e, ST_TOO_BIG, "file", "材料合计 %d 页，超过 %d 页，不能合订成一个 PDF",
            d->total, BIND_MAX_PAGES);
    return ST_OK;
}

/* A new page of this size; the one before is done. */
static void begin_page(struct binder *d, double width, double height)
{
    if (d->cr) {
        cairo_destroy(d->cr);
        cairo_surface_show_page(d->pdf);
    }
    cairo_pdf_surface_set_size(d->pdf, width, height);
    d->cr = cairo_create(d->pdf);
    d->page++;
}

static void contents_row(struct binder *d, size_t i, double y)
{
    const struct bind_part *p = &d->b->parts[i];
    char number[16], pages[32];
    snprintf(number, sizeof number, "%zu", i + 1);
    if (d->pages[i] > 1)
        snprintf(pages, sizeof pages, "%d–%d", d->first[i], d->first[i] + d->pages[i] - 1);
    else
        snprintf(pages, sizeof pages, "%d", d->first[i]);
    const char *cells[] = {number, p->title, p->number, p->date, d->pages[i] ? pages : "另附"};
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        put(d, cells[c], 10, columns[c].x, y + 4, columns[c].width);
    line(d, y + ROW_PT);
}

static void contents_page(struct binder *d, int at, size_t from, size_t to)
{
    double y = MARGIN;
    begin_page(d, A4_WIDTH, A4_HEIGHT);
    if (at == 0) {
        put_centred(d, "卷内目录", 22, y);
        put_centred(d, d->b->number, 12, y + 42);
        put_centred(d, d->b->title, 12, y + 60);
        put_centred(d, d->b->organ, 11, y + 92);
        y += HEAD_PT;
    }
    line(d, y);
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        put(d, columns[c].head, 10, columns[c].x, y + 8, columns[c].width);
    line(d, y + ROW_PT);
    for (size_t i = from; i < to; i++)
        contents_row(d, i, y + ROW_PT * (double)(i - from + 1));
}

static void contents(struct binder *d)
{
    int pages = contents_pages(d->b->n_parts);
    size_t from = 0;
    for (int at = 0; at < pages; at++) {
        size_t to = from + (size_t)rows_on(at);
        to = to < d->b->n_parts ? to : d->b->n_parts;
        contents_page(d, at, from, to);
        from = to;
    }
    cairo_pdf_surface_add_outline(
        d->pdf, CAIRO_PDF_OUTLINE_ROOT, "卷内目录", "page=1", CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* The number of the page within the whole, in the upper right corner, on a light ground. */
static void stamp(struct binder *d, double width)
{
    char text[16];
    PangoRectangle box;
    snprintf(text, sizeof text, "%d", d->page);
    PangoLayout *layout = layout_of(d, text, 9, 60);
    pango_layout_get_pixel_extents(layout, NULL, &box);
    double x = width - 24 - box.width;
    cairo_rectangle(d->cr, x - 3, 16, box.width + 6, box.height);
    cairo_set_source_rgba(d->cr, 1, 1, 1, 0.8);
    cairo_fill(d->cr);
    cairo_set_source_rgb(d->cr, 0, 0, 0);
    cairo_move_to(d->cr, x, 16);
    pango_cairo_show_layout(d->cr, layout);
    g_object_unref(layout);
}

static enum st paint_page(struct binder *d, const struct source *s, int page, struct err *e)
{
    struct page_size size;
    enum st st = source_size(s, page, &size, e);
    if (st)
        return st;
    begin_page(d, size.width_pt, size.height_pt);
    cairo_save(d->cr);
    if (s->doc) {
        PopplerPage *p = poppler_document_get_page(s->doc, page - 1);
        if (p)
            poppler_page_render_for_printing(p, d->cr);
        g_clear_object(&p);
    } else {
        copy_pack_photo(s->image);
        double scale = size.width_pt / cairo_image_surface_get_width(s->image);
        cairo_scale(d->cr, scale, scale);
        cairo_set_source_surface(d->cr, s->image, 0, 0);
        cairo_paint(d->cr);
    }
    cairo_restore(d->cr);
    stamp(d, size.width_pt);
    return ST_OK;
}

static void bookmark(struct binder *d, size_t i)
{
    char target[32], title[512];
    snprintf(target, sizeof target, "page=%d", d->first[i]);
    snprintf(title, sizeof title, "%zu %s", i + 1, d->b->parts[i].title);
    cairo_pdf_surface_add_outline(d->pdf, CAIRO_PDF_OUTLINE_ROOT, title, target, 0);
}

static enum st paint_part(struct binder *d, size_t i, struct err *e)
{
    struct source s;
    enum st st = d->pages[i] ? source_open(&s, d->b->parts[i].file, e) : ST_OK;
    if (st || !d->pages[i])
        return st;
    for (int page = 1; !st && page <= s.n_pages; page++)
        st = paint_page(d, &s, page, e);
    source_close(&s);
    bookmark(d, i);
    return st;
}

static cairo_status_t collect(void *closure, const unsigned char *p, unsigned n)
{
    buf_add(closure, p, n);
    return buf_failed(closure) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

enum st bind_write(struct arena *a, const struct bind *b, struct buf *out, struct err *e)
{
    struct binder d = {.b = b};
    enum st st = count_pages(a, &d, e);
    if (st)
        return st;
    d.pdf = cairo_pdf_surface_create_for_stream(collect, out, A4_WIDTH, A4_HEIGHT);
    cairo_pdf_surface_set_metadata(d.pdf, CAIRO_PDF_METADATA_CREATE_DATE, "");
    cairo_pdf_surface_set_metadata(d.pdf, CAIRO_PDF_METADATA_TITLE, b->number);
    contents(&d);
    for (size_t i = 0; !st && i < b->n_parts; i++)
        st = paint_part(&d, i, e);
    cairo_destroy(d.cr);
    cairo_surface_finish(d.pdf);
    if (!st && cairo_surface_status(d.pdf) != CAIRO_STATUS_SUCCESS)
        st = err_set(e, ST_TOO_BIG, "file", "合订后的文件太大，请分卷");
    cairo_surface_destroy(d.pdf);
    return st;
}
