/* A file opened in the worker, whatever its type: pages that can be measured and painted.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_SOURCE_H
#define WORKER_SOURCE_H

#include <poppler.h>
#include <stdbool.h>

#include "lib/paper/pages.h"

struct source {
    enum pages_kind kind;
    int n_pages;
    bool locked;            /* not opened: it asks for a password */
    PopplerDocument *doc;   /* PDF, else NULL */
    cairo_surface_t *image; /* PNG, JPEG: upright on white, else NULL */
};

/* The bytes must stay valid until source_close. ST_INVALID, ST_TOO_BIG with a reason. */
enum st source_open(struct source *s, struct paper_bytes file, struct err *e) MUST_CHECK;
void source_close(struct source *s);
/* page from 1. A photograph is laid on the long side of A4. */
enum st source_size(
    const struct source *s, int page, struct page_size *out, struct err *e) MUST_CHECK;
/* A new RGB24 surface, white below; at.dpi is lowered to stay within 36 megapixels. */
enum st source_paint(
    const struct source *s, struct page_at at, cairo_surface_t **out, struct err *e) MUST_CHECK;

/* Upright RGB24 surfaces of picture files. */
enum st picture_png(struct paper_bytes file, cairo_surface_t **out, struct err *e) MUST_CHECK;
enum st picture_jpeg(struct paper_bytes file, cairo_surface_t **out, struct err *e) MUST_CHECK;
/* As JPEG of fixed quality, colours at full resolution; false when it cannot. picture_free(*jpeg).
 */
bool picture_encode(cairo_surface_t *picture, unsigned char **jpeg, unsigned long *n);
void picture_free(void *jpeg);
#define PICTURE_MAX_PIXELS 100000000u

#endif
