/* The masked copy: a PDF of pictures.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_COPY_H
#define WORKER_COPY_H

#include "lib/base/buf.h"
#include "lib/paper/worker/source.h"

struct mask_regions;

#define COPY_DPI 200

/* Gives a photograph its JPEG form for PDF surfaces, leaves line art alone; false when it cannot.
 */
bool copy_pack_photo(cairo_surface_t *picture);

/* Writes the copy of all pages to out. */
enum st copy_write(const struct source *s, const struct mask_regions *r, struct buf *out,
    struct err *e) MUST_CHECK;

#endif
