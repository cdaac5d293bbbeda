/* Painting boxes on whole pixels, with the ground in light grey where there is room for it.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/boxes.h"

#include <pango/pangocairo.h>

#define FONT "Noto Sans CJK SC, sans-serif"
#define GREY 0.82
#define SMALLEST_PX 7
#define LARGEST_SHARE 45 /* of the page's height: 1/45 is about 19 pt on A4 */

struct pixel_box boxes_pixels(const struct mask_region *m, int width, int height)
{
    struct pixel_box b = {m->x * width / MASK_SCALE, m->y * height / MASK_SCALE, 0, 0};
    b.w = ((m->x + m->w) * width + MASK_SCALE - 1) / MASK_SCALE - b.x;
    b.h = ((m->y + m->h) * height + MASK_SCALE - 1) / MASK_SCALE - b.y;
    return b;
}

static void set_px(PangoLayout *layout, double px)
{
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    pango_font_description_set_absolute_size(font, px * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

/* In the middle of the box, as large as fits; left out where it could not be read. */
static void paint_label(cairo_t *cr, struct pixel_box b, const char *label, double largest_px)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    double px = b.h * 0.62 < largest_px ? b.h * 0.62 : largest_px;
    int w, h;
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, label, -1);
    set_px(layout, px);
    pango_layout_get_pixel_size(layout, &w, &h);
    if (w > b.w * 0.94) {
        px *= b.w * 0.94 / w;
        set_px(layout, px);
        pango_layout_get_pixel_size(layout, &w, &h);
    }
    if (px >= SMALLEST_PX) {
        cairo_move_to(cr, b.x + (b.w - w) / 2.0, b.y + (b.h - h) / 2.0);
        cairo_set_source_rgb(cr, GREY, GREY, GREY);
        pango_cairo_show_layout(cr, layout);
    }
    g_object_unref(layout);
}

int boxes_paint(cairo_surface_t *picture, int page, const struct mask_regions *r)
{
    int width = cairo_image_surface_get_width(picture), n = 0;
    int height = cairo_image_surface_get_height(picture);
    cairo_t *cr = cairo_create(picture);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
    for (size_t i = 0; i < r->n; i++) {
        if (r->rows[i].page != page)
            continue;
        struct pixel_box b = boxes_pixels(&r->rows[i], width, height);
        cairo_rectangle(cr, b.x, b.y, b.w, b.h);
        cairo_set_source_rgb(cr, 0, 0, 0);
        cairo_fill_preserve(cr);
        cairo_save(cr);
        cairo_clip(cr);
        paint_label(cr, b, r->rows[i].label, (double)height / LARGEST_SHARE);
        cairo_restore(cr);
        n++;
    }
    cairo_destroy(cr);
    cairo_surface_flush(picture);
    return n;
}
