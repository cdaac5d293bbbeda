/* A letter as PDF: opens the surface, sets what the file says of itself, lets the pieces flow.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter_flow.h"

#include <cairo-pdf.h>
#include <string.h>

static cairo_status_t collect(void *arg, const unsigned char *p, unsigned n)
{
    struct buf *out = arg;
    buf_add(out, p, n);
    return buf_failed(out) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* The time of making is the date of the letter, so that the same letter gives the same bytes. */
static void describe(cairo_surface_t *s, struct arena *a, const struct letter *l)
{
    char day[11];
    char *title = arena_strdup(a, l->title);
    for (char *p = title; (p = strchr(p, '\n'));)
        *p = ' ';
    day_text(day_given(l->date) ? l->date : day_of(2000, 1, 1), day);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, l->organ);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, l->number);
    cairo_pdf_surface_set_metadata(
        s, CAIRO_PDF_METADATA_CREATE_DATE, arena_printf(a, "%sT00:00:00+08:00", day));
}

enum st letter_pdf(const struct letter *l, struct buf *out, int *pages, struct err *e)
{
    enum st st = letter_check(l, e);
    int n = 0;
    if (st)
        return st;
    struct flow f = {.a = arena_new(), .pango = letter_pango(), .letter = l};
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(collect, out, PAGE_WIDTH, PAGE_HEIGHT);
    describe(s, f.a, l);
    cairo_t *cr = cairo_create(s);
    flow_letter(&f);
    draw_pages(&f, cr, &n);
    cairo_destroy(cr);
    cairo_surface_finish(s);
    cairo_status_t status = cairo_surface_status(s);
    cairo_surface_destroy(s);
    arena_free(&f.a);
    g_object_unref(f.pango);
    if (pages)
        *pages = n;
    if (f.bad_seal)
        return err_set(e, ST_INVALID, "seal", "印章图片已损坏，请重新上传 PNG 图片");
    if (n > LETTER_MAX_PAGES || buf_failed(out))
        return err_set(e, ST_TOO_BIG, "", "文书超过%d页，请把较长的内容改为附件", LETTER_MAX_PAGES);
    if (status != CAIRO_STATUS_SUCCESS) {
        err_set(e, ST_BROKEN, "", "没有生成PDF，请重试");
        return err_detail(e, "cairo: %s", cairo_status_to_string(status));
    }
    return ST_OK;
}
