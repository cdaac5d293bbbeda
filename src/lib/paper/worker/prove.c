/* Proof by the reader's eyes: what a PDF reader finds on each page, and the pixels of each region.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/prove.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/paper/worker/boxes.h"

#define MAX_FAULTS 500
#define EDGE_PX 8          /* blocks of a JPEG that reach over the edge of a box */
#define EDGE_TOLERANCE 80  /* in such blocks: ringing of what stands beside the box */
#define INNER_TOLERANCE 6  /* elsewhere: rounding */
#define BLACK_LIGHTEST 48  /* of 255 */
#define LABEL_LIGHTEST 235 /* the grey of labels is 209; JPEG rings around it */
#define PAGE_SHARE 0.99

void fault_add(struct faults *f, const char *fmt, ...)
{
    va_list ap;
    if (f->n >= MAX_FAULTS)
        return;
    if (f->n == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 16;
        const char **rows = ARENA_ARRAY(f->a, const char *, cap);
        if (f->n)
            memcpy(rows, f->rows, f->n * sizeof *rows);
        f->rows = rows;
        f->cap = cap;
    }
    va_start(ap, fmt);
    f->rows[f->n++] = arena_vprintf(f->a, fmt, ap);
    va_end(ap);
}

static void word_add(struct words *w, const char *p, size_t n)
{
    const char *word = arena_strndup(w->a, p, n);
    if (!utf8_valid(word, n) || utf8_count(word) < 2 || w->n == COUNT_OF(w->rows))
        return;
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->rows[i], word) == 0)
            return;
    w->rows[w->n++] = word;
}

static bool under(
    const PopplerRectangle *c, const struct page_size *size, const struct mask_regions *r, int page)
{
    double x = (c->x1 + c->x2) / 2 / size->width_pt * MASK_SCALE;
    double y = (c->y1 + c->y2) / 2 / size->height_pt * MASK_SCALE;
    for (size_t i = 0; i < r->n; i++) {
        const struct mask_region *m = &r->rows[i];
        if (m->page == page && x >= m->x && x <= m->x + m->w && y >= m->y && y <= m->y + m->h)
            return true;
    }
    return false;
}

/* Runs of characters of the original that lie under regions. */
static void words_of_page(struct words *w, PopplerPage *p, const struct mask_regions *r, int page)
{
    struct page_size size;
    PopplerRectangle *at = NULL;
    guint n = 0;
    char *text = poppler_page_get_text(p);
    poppler_page_get_size(p, &size.width_pt, &size.height_pt);
    if (text && poppler_page_get_text_layout(p, &at, &n)) {
        const char *start = NULL, *s = text;
        for (guint i = 0; i < n && *s; i++) {
            const char *next = g_utf8_next_char(s);
            bool in = !g_unichar_isspace(g_utf8_get_char(s)) && under(&at[i], &size, r, page);
            if (in && !start)
                start = s;
            if (!in && start) {
                word_add(w, start, (size_t)(s - start));
                start = NULL;
            }
            s = next;
        }
        if (start)
            word_add(w, start, (size_t)(s - start));
    }
    g_free(at);
    g_free(text);
}

static void words_of(struct words *w, const struct source *s, const struct mask_regions *r)
{
    for (int page = 1; s->doc && page <= s->n_pages; page++) {
        bool any = false;
        for (size_t i = 0; i < r->n; i++)
            any = any || r->rows[i].page == page;
        PopplerPage *p = any ? poppler_document_get_page(s->doc, page - 1) : NULL;
        if (p)
            words_of_page(w, p, r, page);
        g_clear_object(&p);
    }
}

static int differ(const unsigned char *a, const unsigned char *b)
{
    int most = 0;
    for (int i = 0; i < 3; i++)
        most = abs(a[i] - b[i]) > most ? abs(a[i] - b[i]) : most;
    return most;
}

static const unsigned char *pixel(cairo_surface_t *s, int x, int y)
{
    return cairo_image_surface_get_data(s) + (size_t)y * (size_t)cairo_image_surface_get_stride(s) +
           4 * (size_t)x;
}

/* exact: no pixel may differ at all. */
static bool box_holds(
    cairo_surface_t *got, cairo_surface_t *expected, struct pixel_box b, bool exact)
{
    for (int y = b.y; y < b.y + b.h; y++)
        for (int x = b.x; x < b.x + b.w; x++) {
            bool edge = x < b.x + EDGE_PX || y < b.y + EDGE_PX || x >= b.x + b.w - EDGE_PX ||
                        y >= b.y + b.h - EDGE_PX;
            int most = exact ? 0 : edge ? EDGE_TOLERANCE : INNER_TOLERANCE;
            if (differ(pixel(got, x, y), pixel(expected, x, y)) > most)
                return false;
        }
    return true;
}

/* A page of this size that never held anything, with the boxes; after JPEG when asked. */
static cairo_surface_t *empty_page(int w, int h, int page, const struct mask_regions *r, bool jpeg)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h), *again = NULL;
    unsigned char *data;
    unsigned long n;
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_destroy(cr);
    boxes_paint(s, page, r);
    if (!jpeg || !picture_encode(s, &data, &n))
        return s;
    enum st st = picture_jpeg((struct paper_bytes){data, n}, &again, NULL);
    picture_free(data);
    if (st)
        return s;
    cairo_surface_destroy(s);
    return again;
}

/* Without the code that paints boxes: one pixel inside the region, at least half of all are black,
 * and none is lighter than a label. */
static bool is_black(cairo_surface_t *got, const struct mask_region *m)
{
    double w = cairo_image_surface_get_width(got), h = cairo_image_surface_get_height(got);
    int left = (int)ceil(m->x * w / MASK_SCALE) + 1,
        right = (int)((m->x + m->w) * w / MASK_SCALE) - 1;
    int top = (int)ceil(m->y * h / MASK_SCALE) + 1,
        below = (int)((m->y + m->h) * h / MASK_SCALE) - 1;
    long black = 0, all = 0;
    for (int y = top; y < below; y++)
        for (int x = left; x < right; x++) {
            const unsigned char *p = pixel(got, x, y);
            int light = p[0] > p[1] ? p[0] : p[1];
            light = p[2] > light ? p[2] : light;
            if (light > LABEL_LIGHTEST)
                return false;
            black += light < BLACK_LIGHTEST;
            all++;
        }
    return black * 2 >= all;
}

static void check_pixels(
    struct faults *f, cairo_surface_t *got, int page, const struct mask_regions *r)
{
    int w = cairo_image_surface_get_width(got), h = cairo_image_surface_get_height(got);
    cairo_surface_t *exact = empty_page(w, h, page, r, false), *near = NULL;
    for (size_t i = 0; i < r->n; i++) {
        struct pixel_box b = boxes_pixels(&r->rows[i], w, h);
        if (r->rows[i].page != page)
            continue;
        if (!is_black(got, &r->rows[i])) {
            fault_add(f, "第 %d 页的第 %zu 个区域没有遮盖严实", page, i + 1);
            continue;
        }
        if (box_holds(got, exact, b, true))
            continue;
        if (!near)
            near = empty_page(w, h, page, r, true);
        if (!box_holds(got, near, b, false))
            fault_add(f, "第 %d 页的第 %zu 个区域没有遮盖严实", page, i + 1);
    }
    cairo_surface_destroy(exact);
    if (near)
        cairo_surface_destroy(near);
}

static void check_picture(struct faults *f, PopplerPage *p, int page, const struct mask_regions *r)
{
    double w, h;
    GList *list = poppler_page_get_image_mapping(p);
    const PopplerImageMapping *m = list ? list->data : NULL;
    poppler_page_get_size(p, &w, &h);
    bool whole = m && !list->next && m->area.x2 - m->area.x1 >= w * PAGE_SHARE &&
                 m->area.y2 - m->area.y1 >= h * PAGE_SHARE;
    cairo_surface_t *got = whole ? poppler_page_get_image(p, m->image_id) : NULL;
    if (got && cairo_surface_get_type(got) == CAIRO_SURFACE_TYPE_IMAGE &&
        cairo_image_surface_get_format(got) <= CAIRO_FORMAT_RGB24)
        check_pixels(f, got, page, r);
    else
        fault_add(f, "第 %d 页不是一张重新生成的图片", page);
    if (got)
        cairo_surface_destroy(got);
    poppler_page_free_image_mapping(list);
}

static bool has_text(PopplerPage *p)
{
    char *text = poppler_page_get_text(p);
    bool any = false;
    for (const char *s = text; s && *s; s = g_utf8_next_char(s))
        any = any || !g_unichar_isspace(g_utf8_get_char(s));
    g_free(text);
    return any;
}

static void check_page(struct faults *f, PopplerPage *p, int page, const struct mask_regions *r)
{
    GList *annots = poppler_page_get_annot_mapping(p);
    GList *fields = poppler_page_get_form_field_mapping(p);
    cairo_surface_t *thumbnail = poppler_page_get_thumbnail(p);
    if (has_text(p))
        fault_add(f, "第 %d 页还能提取文字", page);
    if (annots)
        fault_add(f, "第 %d 页还有批注或链接", page);
    if (fields)
        fault_add(f, "第 %d 页还有表单", page);
    if (thumbnail) {
        fault_add(f, "第 %d 页还有缩略图", page);
        cairo_surface_destroy(thumbnail);
    }
    poppler_page_free_annot_mapping(annots);
    poppler_page_free_form_field_mapping(fields);
    check_picture(f, p, page, r);
}

static void check_info(struct faults *f, PopplerDocument *doc)
{
    const struct {
        char *(*get)(PopplerDocument *);
        const char *name;
    } infos[] = {{poppler_document_get_title, "标题"}, {poppler_document_get_author, "作者"},
        {poppler_document_get_subject, "主题"}, {poppler_document_get_keywords, "关键词"},
        {poppler_document_get_creator, "制作软件"}, {poppler_document_get_metadata, "元数据"}};
    for (size_t i = 0; i < COUNT_OF(infos); i++) {
        char *text = infos[i].get(doc);
        if (text && *text)
            fault_add(f, "文件属性里还有%s", infos[i].name);
        g_free(text);
    }
}

static void check_document(struct faults *f, PopplerDocument *doc)
{
    PopplerLayersIter *layers = poppler_layers_iter_new(doc);
    PopplerFontInfo *fonts = poppler_font_info_new(doc);
    PopplerFontsIter *font = NULL;
    if (poppler_document_has_attachments(doc))
        fault_add(f, "文件里还有附件");
    if (poppler_document_has_javascript(doc))
        fault_add(f, "文件里还有脚本");
    if (layers)
        fault_add(f, "文件里还有图层");
    if (poppler_font_info_scan(fonts, poppler_document_get_n_pages(doc), &font) && font)
        fault_add(f, "文件里还有字体，说明还有文字");
    if (font)
        poppler_fonts_iter_free(font);
    g_object_unref(fonts);
    if (layers)
        poppler_layers_iter_free(layers);
    check_info(f, doc);
}

static void check_masked(struct faults *f, const struct source *masked,
    const struct source *original, const struct paper_request *q)
{
    if (!masked->doc) {
        fault_add(f, "遮盖后的文件不是 PDF");
        return;
    }
    if (masked->n_pages != original->n_pages)
        fault_add(f, "页数不同：原件 %d 页，遮盖后 %d 页", original->n_pages, masked->n_pages);
    for (int page = 1; page <= masked->n_pages; page++) {
        PopplerPage *p = poppler_document_get_page(masked->doc, page - 1);
        if (p)
            check_page(f, p, page, &q->regions);
        else
            fault_add(f, "第 %d 页已损坏", page);
        g_clear_object(&p);
    }
    check_document(f, masked->doc);
}

enum st prove(struct arena *a, const struct source *masked, const struct paper_request *q,
    struct buf *out, struct err *e)
{
    struct source original;
    struct faults f = {.a = a};
    struct words *w = ARENA_NEW(a, struct words);
    enum st st = source_open(&original, q->original, e);
    if (st)
        return st;
    w->a = a;
    for (size_t i = 0; i < q->n_words; i++)
        word_add(w, q->words[i], strlen(q->words[i]));
    words_of(w, &original, &q->regions);
    check_masked(&f, masked, &original, q);
    prove_bytes(&f, q->file, w);
    wire_proof_write(out, &(struct mask_proof){f.rows, f.n});
    source_close(&original);
    return ST_OK;
}
