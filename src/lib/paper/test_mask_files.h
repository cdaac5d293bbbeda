/* Files for the tests of masking: PDFs written object by object, pictures with known pixels.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_TEST_MASK_FILES_H
#define PAPER_TEST_MASK_FILES_H

#include "lib/base/buf.h"
#include "lib/paper/pages.h"

/* What the secret PDF hides, one a place: page text (two), Chinese page text, annotation, form
 * field, property, attachment, script, hidden layer, XMP metadata. */
extern const char *const test_secrets[];
extern const size_t n_test_secrets;
#define SECRET_ID "530323198001010014"
#define SECRET_NAME "张三丰先生"

/* Page 1 (612 × 792 pt): SECRET_ID on the line at y 600, the name at y 500, and so on; page 2: a
 * phone number at y 600. */
struct paper_bytes test_pdf_secret(struct arena *a);
/* The same with a black rectangle painted over both lines of page 1: the classic mistake. */
struct paper_bytes test_pdf_painted_over(struct arena *a);

/* One that asks for a password. */
struct paper_bytes test_pdf_encrypted(struct arena *a);

struct test_pdf {
    struct buf b;
    size_t at[700];
    int n;
};
void test_pdf_begin(struct test_pdf *p);
/* The next object, from number 1; returns its number. */
int test_pdf_add(struct test_pdf *p, const char *fmt, ...) PRINTF(2, 3);
int test_pdf_stream(struct test_pdf *p, const char *dict, const void *data, size_t n);
/* Object 1 is the catalogue; `more` goes into the trailer. */
struct paper_bytes test_pdf_end(struct arena *a, struct test_pdf *p, const char *more);
/* One page with this content, in Helvetica as /F1. */
struct paper_bytes test_pdf_page(struct arena *a, const char *content);

/* 8-bit grey; pixel(x, y). */
struct paper_bytes test_png(struct arena *a, int w, int h, unsigned char (*pixel)(int x, int y));

#endif
