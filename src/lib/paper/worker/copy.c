/* Painting every page anew and writing it as the only thing on a page of a new PDF.
 *
 * The boxes are painted into the pixels before anything is encoded, so that no encoding ever sees
 * what is below. Line art is kept exactly; photographs become JPEG.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/copy.h"

#include <cairo-pdf.h>
#include <libdeflate.h>
#include <string.h>

#include "lib/paper/mask.h"
#include "lib/paper/worker/boxes.h"

#define SAMPLE_ROWS 8  /* every eighth row tells whether the page is a photograph */
#define PHOTO_SHARE 12 /* compresses to more than 1/12 of its bytes */

static cairo_status_t collect(void *closure, const unsigned char *p, unsigned n)
{
    struct buf *out = closure;
    buf_add(out, p, n);
    return buf_failed(out) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static bool is_photo(cairo_surface_t *picture)
{
    int h = cairo_image_surface_get_height(picture);
    size_t stride = (size_t)cairo_image_surface_get_stride(picture), n = 0;
    size_t rows = ((size_t)h + SAMPLE_ROWS - 1) / SAMPLE_ROWS;
    const unsigned char *data = cairo_image_surface_get_data(picture);
    unsigned char *sample = g_malloc(2 * rows * stride + 1024);
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(1);
    for (int y = 0; y < h; y += SAMPLE_ROWS, n += stride)
        memcpy(sample + n, data + (size_t)y * stride, stride);
    size_t packed = libdeflate_deflate_compress(z, sample, n, sample + n, n + 1024);
    libdeflate_free_compressor(z);
    g_free(sample);
    return packed == 0 || packed > n / PHOTO_SHARE;
}

/* Gives the surface its JPEG form, which the PDF takes instead of the pixels. */
static bool attach_jpeg(cairo_surface_t *picture)
{
    unsigned char *jpeg;
    unsigned long n;
    if (!picture_encode(picture, &jpeg, &n))
        return false;
    if (cairo_surface_set_mime_data(picture, CAIRO_MIME_TYPE_JPEG, jpeg, n, picture_free, jpeg) ==
        CAIRO_STATUS_SUCCESS)
        return true;
    picture_free(jpeg);
    return false;
}

bool copy_pack_photo(cairo_surface_t *picture)
{
    return !is_photo(picture) || attach_jpeg(picture);
}

static enum st add_page(const struct source *s, int page, const struct mask_regions *r,
    cairo_surface_t *pdf, struct err *e)
{
    struct page_size size;
    cairo_surface_t *picture;
    enum st st = source_size(s, page, &size, e);
    if (!st)
        st = source_paint(s, (struct page_at){page, COPY_DPI}, &picture, e);
    if (st)
        return st;
    boxes_paint(picture, page, r);
    if (!copy_pack_photo(picture)) {
        cairo_surface_destroy(picture);
        return err_set(e, ST_BROKEN, "", "第 %d 页没有写成，请重试", page);
    }
    cairo_pdf_surface_set_size(pdf, size.width_pt, size.height_pt);
    cairo_t *cr = cairo_create(pdf);
    cairo_scale(cr, size.width_pt / cairo_image_surface_get_width(picture),
        size.height_pt / cairo_image_surface_get_height(picture));
    cairo_set_source_surface(cr, picture, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_show_page(pdf);
    cairo_surface_destroy(picture);
    return cairo_surface_status(pdf) == CAIRO_STATUS_SUCCESS
               ? ST_OK
               : err_set(e, ST_TOO_BIG, "file", "遮盖后的文件太大，请拆成几份后再试");
}

enum st copy_write(
    const struct source *s, const struct mask_regions *r, struct buf *out, struct err *e)
{
    if (s->n_pages > MASK_MAX_PAGES)
        return err_set(
            e, ST_TOO_BIG, "file", "这个 PDF 超过 %d 页，请拆成几份后再遮盖", MASK_MAX_PAGES);
    for (size_t i = 0; i < r->n; i++)
        if (r->rows[i].page > s->n_pages)
            return err_set(e, ST_INVALID, "regions", "遮盖区域在第 %d 页，但文件只有 %d 页",
                r->rows[i].page, s->n_pages);
    cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(collect, out, 595, 842);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "");
    enum st st = ST_OK;
    for (int page = 1; !st && page <= s->n_pages; page++)
        st = add_page(s, page, r, pdf, e);
    cairo_surface_finish(pdf);
    if (!st && cairo_surface_status(pdf) != CAIRO_STATUS_SUCCESS)
        st = err_set(e, ST_TOO_BIG, "file", "遮盖后的文件太大，请拆成几份后再试");
    cairo_surface_destroy(pdf);
    return st;
}
