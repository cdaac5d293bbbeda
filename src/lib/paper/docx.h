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

/* What stands beside the text, told by how many there are. */
enum docx_beside {
    BESIDE_CHANGES, /* tracked ones: insertions, deletions, moves */
    BESIDE_COMMENTS,
    BESIDE_NOTES,    /* foot and end */
    BESIDE_BOXES,    /* with text */
    BESIDE_PICTURES, /* drawings and embedded objects too */
    BESIDE_HEADERS,
    BESIDE_FOOTERS, /* that say more than the number of the page */
    DOCX_BESIDE
};

struct docx_cell {
    const char *text; /* a line for each paragraph */
    int span;         /* columns it covers */
};
struct docx_row {
    const struct docx_cell *cells;
    size_t n;
};
struct docx_grid { /* a table */
    const struct docx_row *rows;
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
    size_t beside[DOCX_BESIDE];
    const struct docx_grid *grids; /* of docx_read_form alone */
    size_t n_grids;
};

/* Everything lives in the arena. ST_INVALID with a Chinese reason: no .docx, broken, encrypted;
 * ST_TOO_BIG: over a bound. */
enum st docx_read(struct arena *a, const char *path, struct docx *out, struct err *e) MUST_CHECK;
/* The same from memory, which must stay valid during the call. */
enum st docx_read_bytes(
    struct arena *a, struct paper_bytes bytes, struct docx *out, struct err *e) MUST_CHECK;
/* A letter that comes back: as if all tracked changes were accepted; notes, text boxes and pictures
 * are counted and left out. Damage to what is left out is no error; ST_INVALID with macros. */
enum st docx_read_letter(
    struct arena *a, const char *path, struct docx *out, struct err *e) MUST_CHECK;
/* The same of a form: its tables are in grids and not in html. ST_TOO_BIG over DOCX_FORM_CELLS. */
enum st docx_read_form(
    struct arena *a, const char *path, struct docx *out, struct err *e) MUST_CHECK;
#define DOCX_FORM_CELLS 5000
/* The text alone, a line for each paragraph, title included. */
enum st docx_text_of(
    struct arena *a, const char *path, const char **text, struct err *e) MUST_CHECK;

#endif
