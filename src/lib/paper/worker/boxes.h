/* Black boxes that say why something is not shown.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_BOXES_H
#define WORKER_BOXES_H

#include <cairo.h>

#include "lib/paper/mask.h"

struct pixel_box {
    int x, y, w, h;
};

/* The pixels that a region covers, rounded outwards, within a picture of this size. */
struct pixel_box boxes_pixels(const struct mask_region *m, int width, int height);
/* Paints the boxes of one page over the picture, in the order given; returns how many. */
int boxes_paint(cairo_surface_t *picture, int page, const struct mask_regions *r);

#endif
