/* Reading PNG and JPEG into upright surfaces on white.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>
#include <turbojpeg.h>

#include "lib/paper/exif.h"
#include "lib/paper/worker/source.h"

#define JPEG_QUALITY 85

struct cursor {
    const unsigned char *p;
    size_t n, at;
};

static enum st damaged(struct err *e)
{
    return err_set(e, ST_INVALID, "file", "这张图片已损坏，不能打开；请重新扫描或另存后再试");
}

static enum st check_pixels(unsigned w, unsigned h, struct err *e)
{
    if (w == 0 || h == 0)
        return damaged(e);
    if (w > 30000 || h > 30000 || (size_t)w * h > PICTURE_MAX_PIXELS)
        return err_set(
            e, ST_TOO_BIG, "file", "这张图片超过 1 亿像素，请降低扫描分辨率（300 dpi 足够）后再试");
    return ST_OK;
}

static cairo_status_t read_png(void *closure, unsigned char *out, unsigned n)
{
    struct cursor *c = closure;
    if (c->n - c->at < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(out, c->p + c->at, n);
    c->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static unsigned big32(const unsigned char *p)
{
    return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

/* A new surface of w × h, white, with `from` painted through the matrix. */
static enum st paint_over(
    cairo_surface_t *from, int w, int h, const cairo_matrix_t *m, cairo_surface_t **out)
{
    *out = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cr = cairo_create(*out);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_transform(cr, m);
    cairo_set_source_surface(cr, from, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(from);
    return ok ? ST_OK : ST_TOO_BIG;
}

enum st picture_png(struct paper_bytes f, cairo_surface_t **out, struct err *e)
{
    struct cursor c = {f.p, f.n, 0};
    cairo_matrix_t same;
    if (f.n < 33 || memcmp(c.p + 12, "IHDR", 4) != 0)
        return damaged(e);
    enum st st = check_pixels(big32(c.p + 16), big32(c.p + 20), e);
    if (st)
        return st;
    cairo_surface_t *raw = cairo_image_surface_create_from_png_stream(read_png, &c);
    if (cairo_surface_status(raw) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(raw);
        return damaged(e);
    }
    cairo_matrix_init_identity(&same);
    return paint_over(raw, cairo_image_surface_get_width(raw), cairo_image_surface_get_height(raw),
               &same, out)
               ? damaged(e)
               : ST_OK;
}

/* Exif 1 … 8 to the matrix that sets the picture upright; true when the sides change places. */
static bool upright(int orientation, double w, double h, cairo_matrix_t *m)
{
    const double rows[9][6] = {{0}, {1, 0, 0, 1, 0, 0}, {-1, 0, 0, 1, w, 0}, {-1, 0, 0, -1, w, h},
        {1, 0, 0, -1, 0, h}, {0, 1, 1, 0, 0, 0}, {0, 1, -1, 0, h, 0}, {0, -1, -1, 0, h, w},
        {0, -1, 1, 0, 0, w}};
    const double *r = rows[orientation];
    cairo_matrix_init(m, r[0], r[1], r[2], r[3], r[4], r[5]);
    return orientation >= 5;
}

/* Printers' JPEGs have four inks, stored inverted as all programs that write them do. */
static void cmyk_to_bgrx(unsigned char *p, size_t n_pixels)
{
    for (unsigned char *end = p + 4 * n_pixels; p < end; p += 4) {
        unsigned c = p[0], m = p[1], y = p[2], k = p[3];
        p[0] = (unsigned char)(y * k / 255);
        p[1] = (unsigned char)(m * k / 255);
        p[2] = (unsigned char)(c * k / 255);
        p[3] = 255;
    }
}

static enum st decode(tjhandle tj, struct paper_bytes f, cairo_surface_t **out, struct err *e)
{
    int w = 0, h = 0, sampling = 0, space = 0; /* a file that ends early leaves them as they are */
    if (tjDecompressHeader3(tj, f.p, f.n, &w, &h, &sampling, &space) != 0)
        return damaged(e);
    enum st st = check_pixels((unsigned)w, (unsigned)h, e);
    if (st)
        return st;
    bool inks = space == TJCS_CMYK || space == TJCS_YCCK;
    *out = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    if (cairo_surface_status(*out) != CAIRO_STATUS_SUCCESS)
        return damaged(e);
    int stride = cairo_image_surface_get_stride(*out);
    unsigned char *data = cairo_image_surface_get_data(*out);
    int rc = tjDecompress2(
        tj, f.p, f.n, data, w, stride, h, inks ? TJPF_CMYK : TJPF_BGRX, TJFLAG_ACCURATEDCT);
    if (rc != 0 && tjGetErrorCode(tj) != TJERR_WARNING) {
        cairo_surface_destroy(*out);
        *out = NULL;
        return damaged(e);
    }
    if (inks)
        cmyk_to_bgrx(data, (size_t)w * (size_t)h);
    cairo_surface_mark_dirty(*out);
    return ST_OK;
}

enum st picture_jpeg(struct paper_bytes f, cairo_surface_t **out, struct err *e)
{
    tjhandle tj = tjInitDecompress();
    cairo_surface_t *raw = NULL;
    cairo_matrix_t m;
    if (!tj)
        return damaged(e);
    enum st st = decode(tj, f, &raw, e);
    tjDestroy(tj);
    if (st)
        return st;
    int w = cairo_image_surface_get_width(raw), h = cairo_image_surface_get_height(raw);
    bool turned = upright(exif_orientation(f.p, f.n), w, h, &m);
    return paint_over(raw, turned ? h : w, turned ? w : h, &m, out) ? damaged(e) : ST_OK;
}

bool picture_encode(cairo_surface_t *picture, unsigned char **jpeg, unsigned long *n)
{
    tjhandle tj = tjInitCompress();
    *jpeg = NULL;
    *n = 0;
    bool ok =
        tj && tjCompress2(tj, cairo_image_surface_get_data(picture),
                  cairo_image_surface_get_width(picture), cairo_image_surface_get_stride(picture),
                  cairo_image_surface_get_height(picture), TJPF_BGRX, jpeg, n, TJSAMP_444,
                  JPEG_QUALITY, TJFLAG_ACCURATEDCT) == 0;
    if (!ok)
        tjFree(*jpeg);
    if (tj)
        tjDestroy(tj);
    return ok;
}

void picture_free(void *jpeg)
{
    tjFree(jpeg);
}
