/* Reading a .docx that staff wrote in Word or WPS: paragraphs, headings, lists, tables, pictures.
 *
 * Bounded against zip bombs: at most 2,000 entries, 64 MiB unpacked in all, ratio at most 200,
 * 1,000,000 XML nodes, no external entities.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_DOCX_H
#define PAPER_DOCX_H

#include <stdbool.h>

#include "lib/base/arena.h"
#include "lib/base/status.h"
#include "lib/paper/pages.h"

struct docx_image {
    const char *name; /* "word/media/image1.png" */
    const void *p;
    size_t n;
};

struct docx {
    const char
        *title; /* of the document properties, else the first centred or Title paragraph, "" */
    /* Cleaned HTML; pictures are <img src="docx:0" alt="…"> with the index into images. */
    const char *html;
    const struct docx_image *images;
    size_t n_images;
    bool macros; /* it carries a program, which is never run and not read */
};

/* Everything lives in the arena. ST_INVALID with a Chinese reason: no .docx, broken, encrypted;
 * ST_TOO_BIG: over a bound. */
enum st docx_read(struct arena *a, const char *path, struct docx *out, struct err *e) MUST_CHECK;
/* The same from memory, which must stay valid during the call. */
enum st docx_read_bytes(
    struct arena *a, struct paper_bytes bytes, struct docx *out, struct err *e) MUST_CHECK;
/* The text alone, a line for each paragraph, title included. */
enum st docx_text_of(
    struct arena *a, const char *path, const char **text, struct err *e) MUST_CHECK;

#endif
