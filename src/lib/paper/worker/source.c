/* Opening PDFs by poppler, measuring and painting their pages.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/source.h"

#include <math.h>
#include <string.h>

#define PAGE_MAX_PIXELS 36e6
#define PAGE_MAX_PT 20000.0
#define A4_LONG_PT 842.0

static enum st open_error(struct source *s, const GError *g, struct err *e)
{
    s->locked = g && g->domain == POPPLER_ERROR && g->code == POPPLER_ERROR_ENCRYPTED;
    if (s->locked)
        return err_set(e, ST_INVALID, "file",
            "这个 PDF 设置了打开密码，请去掉密码（另存为不加密的 PDF）后再试");
    return err_set(
        e, ST_INVALID, "file", "这个 PDF 已损坏，不能打开；请用原来的软件重新导出 PDF 后再试");
}

static enum st open_pdf(struct source *s, struct paper_bytes file, struct err *e)
{
    GError *g = NULL;
    GBytes *bytes = g_bytes_new_static(file.p, file.n);
    s->kind = PAGES_PDF;
    s->doc = poppler_document_new_from_bytes(bytes, NULL, &g);
    g_bytes_unref(bytes);
    enum st st = s->doc ? ST_OK : open_error(s, g, e);
    g_clear_error(&g);
    if (st)
        return st;
    s->n_pages = poppler_document_get_n_pages(s->doc);
    if (s->n_pages < 1)
        return open_error(s, NULL, e);
    if (s->n_pages > PAPER_MAX_PAGES)
        return err_set(
            e, ST_TOO_BIG, "file", "这个 PDF 超过 %d 页，请拆成几份后再试", PAPER_MAX_PAGES);
    return ST_OK;
}

static bool begins(struct paper_bytes f, const char *magic, size_t n)
{
    return f.n >= n && memcmp(f.p, magic, n) == 0;
}

enum st source_open(struct source *s, struct paper_bytes f, struct err *e)
{
    size_t head = f.n < 1024 ? f.n : 1024;
    *s = (struct source){.n_pages = 1};
    if (begins(f, "\x89PNG\r\n\x1a\n", 8)) {
        s->kind = PAGES_PNG;
        return picture_png(f, &s->image, e);
    }
    if (begins(f, "\xFF\xD8\xFF", 3)) {
        s->kind = PAGES_JPEG;
        return picture_jpeg(f, &s->image, e);
    }
    if (memmem(f.p, head, "%PDF-", 5))
        return open_pdf(s, f, e);
    return err_set(
        e, ST_INVALID, "file", "这不是 PDF、PNG 或 JPEG 文件，请用打印功能另存为 PDF 后再试");
}

void source_close(struct source *s)
{
    g_clear_object(&s->doc);
    if (s->image)
        cairo_surface_destroy(s->image);
    s->image = NULL;
}

static enum st get_page(const struct source *s, int page, PopplerPage **out, struct err *e)
{
    if (page < 1 || page > s->n_pages)
        return err_set(e, ST_NOT_FOUND, "page", "没有第 %d 页，这个文件共 %d 页", page, s->n_pages);
    *out = s->doc ? poppler_document_get_page(s->doc, page - 1) : NULL;
    if (s->doc && !*out)
        return err_set(e, ST_INVALID, "file", "第 %d 页已损坏，请重新导出 PDF 后再试", page);
    return ST_OK;
}

static struct page_size picture_size(cairo_surface_t *image)
{
    double w = cairo_image_surface_get_width(image), h = cairo_image_surface_get_height(image);
    double scale = A4_LONG_PT / fmax(w, h);
    return (struct page_size){w * scale, h * scale};
}

enum st source_size(const struct source *s, int page, struct page_size *out, struct err *e)
{
    PopplerPage *p = NULL;
    enum st st = get_page(s, page, &p, e);
    if (st)
        return st;
    if (p)
        poppler_page_get_size(p, &out->width_pt, &out->height_pt);
    else
        *out = picture_size(s->image);
    g_clear_object(&p);
    /* a strip of a picture may be thinner than a point; a page of no size is damage */
    if (!(out->width_pt > 0 && out->height_pt > 0 && out->width_pt <= PAGE_MAX_PT &&
            out->height_pt <= PAGE_MAX_PT))
        return err_set(e, ST_INVALID, "file", "第 %d 页的大小不正常，请重新导出 PDF 后再试", page);
    return ST_OK;
}

static int pixels(double pt, double dpi)
{
    int n = (int)ceil(pt * dpi / 72 - 1e-6);
    return n < 1 ? 1 : n;
}

enum st source_paint(
    const struct source *s, struct page_at at, cairo_surface_t **out, struct err *e)
{
    struct page_size size;
    PopplerPage *p = NULL;
    enum st st = source_size(s, at.page, &size, e);
    if (!st)
        st = get_page(s, at.page, &p, e);
    if (st)
        return st;
    double dpi = fmin(at.dpi, 72 * sqrt(PAGE_MAX_PIXELS / (size.width_pt * size.height_pt)));
    *out = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, pixels(size.width_pt, dpi), pixels(size.height_pt, dpi));
    cairo_t *cr = cairo_create(*out);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, dpi / 72, dpi / 72);
    if (p)
        poppler_page_render(p, cr);
    else {
        double scale = size.width_pt / cairo_image_surface_get_width(s->image);
        cairo_scale(cr, scale, scale);
        cairo_set_source_surface(cr, s->image, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
        cairo_paint(cr);
    }
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    g_clear_object(&p);
    cairo_surface_flush(*out);
    if (ok)
        return ST_OK;
    cairo_surface_destroy(*out);
    return err_set(
        e, ST_INVALID, "file", "第 %d 页不能显示，请用打印功能另存为 PDF 后再试", at.page);
}
