/* The red head of a letter, and its end: signature, date and the place of the seal.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter_flow.h"

#include <math.h>
#include <string.h>

#define SEAL_WIDTH (42 * MM) /* of a county organ's seal */
#define DATE_INDENT (4 * CELL)
#define GLYPH_MIDDLE 0.38
#define HEAD_SIZE_RED 42.0
#define HEAD_SIZE_LETTER 32.0
#define LETTER_LINE_WIDTH (170 * MM)

static double width_of(PangoLayout *l)
{
    PangoRectangle r;
    pango_layout_get_extents(l, NULL, &r);
    return (double)r.width / PANGO_SCALE;
}

/* The organ in red, as large as it may be and still fits. */
static double draw_organ(struct flow *f, cairo_t *cr, double size, double width, double top)
{
    const char *organ = f->letter->organ;
    PangoLayout *t = flow_layout(f, FACE_TITLE, size, organ, 0);
    if (width_of(t) > width) {
        size *= width / width_of(t);
        t = flow_layout(f, FACE_TITLE, size, organ, 0);
    }
    draw_line(cr, t, 0, (PAGE_WIDTH - width_of(t)) / 2, top + size / 2 + GLYPH_MIDDLE * size);
    return size;
}

static void red_rule(cairo_t *cr, double y, double thick, double width)
{
    cairo_set_line_width(cr, thick);
    cairo_move_to(cr, (PAGE_WIDTH - width) / 2, y);
    cairo_line_to(cr, (PAGE_WIDTH + width) / 2, y);
    cairo_stroke(cr);
}

static void draw_number(struct flow *f, cairo_t *cr, double y, bool right)
{
    PangoLayout *t = flow_layout(f, FACE_BODY, BODY_SIZE, f->letter->number, 0);
    double x = right ? LEFT + AREA_WIDTH - width_of(t) : (PAGE_WIDTH - width_of(t)) / 2;
    cairo_set_source_rgb(cr, 0, 0, 0);
    draw_line(cr, t, 0, x, y + GLYPH_MIDDLE * BODY_SIZE);
}

void draw_head(struct flow *f, cairo_t *cr)
{
    cairo_save(cr);
    cairo_set_source_rgb(cr, 0.87, 0.05, 0.08);
    if (f->letter->head == HEAD_RED) {
        draw_organ(f, cr, HEAD_SIZE_RED, AREA_WIDTH, TOP + 10 * MM);
        red_rule(cr, TOP + 4 * PITCH + 4 * MM, 1.2, AREA_WIDTH);
        draw_number(f, cr, TOP + 3.5 * PITCH, false);
    } else {
        double size = draw_organ(f, cr, HEAD_SIZE_LETTER, LETTER_LINE_WIDTH - 20 * MM, 22 * MM);
        double y = 22 * MM + size + 4 * MM;
        red_rule(cr, y, 2.2, LETTER_LINE_WIDTH);
        red_rule(cr, y + 2.6, 0.7, LETTER_LINE_WIDTH);
        red_rule(cr, PAGE_HEIGHT - 20 * MM - 2.6, 0.7, LETTER_LINE_WIDTH);
        red_rule(cr, PAGE_HEIGHT - 20 * MM, 2.2, LETTER_LINE_WIDTH);
        draw_number(f, cr, y + PITCH * 0.8, true);
    }
    cairo_restore(cr);
}

struct png {
    const unsigned char *p;
    size_t n;
};

static cairo_status_t read_png(void *arg, unsigned char *to, unsigned n)
{
    struct png *in = arg;
    if (n > in->n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, in->p, n);
    in->p += n;
    in->n -= n;
    return CAIRO_STATUS_SUCCESS;
}

/* False when it is no image. */
static bool draw_image(const struct letter *l, cairo_t *cr, double x, double y)
{
    struct png in = {l->seal_png, l->seal_png_bytes};
    cairo_surface_t *s = cairo_image_surface_create_from_png_stream(read_png, &in);
    int w = cairo_image_surface_get_width(s), h = cairo_image_surface_get_height(s);
    bool good = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS && w > 0 && h > 0;
    if (good) {
        double scale = SEAL_WIDTH / (w > h ? w : h);
        cairo_save(cr);
        cairo_translate(cr, x - w * scale / 2, y - h * scale / 2);
        cairo_scale(cr, scale, scale);
        cairo_set_source_surface(cr, s, 0, 0);
        cairo_paint(cr);
        cairo_restore(cr);
    }
    cairo_surface_destroy(s);
    return good;
}

/* A faint ring where the seal goes. */
static void draw_ring(struct flow *f, cairo_t *cr, double x, double y)
{
    const double dots[] = {1.5, 3};
    PangoLayout *t = flow_layout(f, FACE_BODY, 11, "（印章）", 0);
    cairo_save(cr);
    cairo_set_source_rgb(cr, 0.72, 0.72, 0.72);
    cairo_set_line_width(cr, 0.6);
    cairo_set_dash(cr, dots, 2, 0);
    cairo_arc(cr, x, y, SEAL_WIDTH / 2, 0, 2 * M_PI);
    cairo_stroke(cr);
    draw_line(cr, t, 0, x - width_of(t) / 2, y - SEAL_WIDTH / 2 + 22);
    cairo_restore(cr);
}

void draw_signed(struct flow *f, cairo_t *cr, double y)
{
    const struct letter *l = f->letter;
    char date[24];
    double right = LEFT + AREA_WIDTH, lines = (*l->signature != 0) + day_given(l->date);
    PangoLayout *d = flow_layout(f, FACE_BODY, BODY_SIZE, day_text_zh(l->date, date), 0);
    PangoLayout *s = flow_layout(f, FACE_BODY, BODY_SIZE, l->signature, 0);
    double middle = right - DATE_INDENT - (*date ? width_of(d) : 6 * CELL) / 2;
    if (middle + width_of(s) / 2 > right)
        middle = right - width_of(s) / 2;
    double baseline = y + PITCH / 2 + GLYPH_MIDDLE * BODY_SIZE;
    double seal_y = y + (lines - 1.5) * PITCH;
    if (*l->signature) {
        double x = middle - width_of(s) / 2;
        draw_line(cr, s, 0, x < LEFT ? LEFT : x, baseline);
        baseline += PITCH;
    }
    if (l->seal && !l->seal_png)
        draw_ring(f, cr, middle, seal_y);
    draw_line(cr, d, 0, middle - width_of(d) / 2, baseline);
    if (l->seal && l->seal_png)
        f->bad_seal = !draw_image(l, cr, middle, seal_y);
}
