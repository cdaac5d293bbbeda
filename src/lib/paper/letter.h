/* An official letter or form as a plain value, and its writers: PDF, DOCX, text.
 *
 * Knows nothing of cases. The look is that of GB/T 9704-2012: A4, 37 mm above and 28 mm left of a
 * text area of 156 × 225 mm, title 22 pt, text 16 pt, 22 lines of 28 characters, page numbers
 * "— 1 —" at the outer edge. Strings are valid UTF-8, "" when absent, and live as long as the
 * letter. See docs/paper.md.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_LETTER_H
#define PAPER_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/date.h"
#include "lib/base/status.h"

enum letter_head {
    HEAD_NONE,
    HEAD_RED,   /* 公文: the organ in red, the number, a red line below */
    HEAD_LETTER /* 信函: the organ in red at the top, double red lines above and below the page */
};
enum letter_pages { PAGES_OUTER, PAGES_CENTRE, PAGES_NONE };
enum letter_block_kind {
    BLOCK_PARAGRAPH, /* first line indented by two characters; "\n" begins another one */
    BLOCK_ITEM,      /* numbered: label "1．" or "（一）" before the text */
    BLOCK_HEADING,   /* 一、… in 黑体 */
    BLOCK_TABLE,
    BLOCK_LINE /* a line of its own at the left margin, as on forms */
};

struct letter_cell {
    const char *text;
    int span;   /* columns it covers, at least 1 */
    bool label; /* centred, in 黑体: the names of fields */
};
struct letter_row {
    const struct letter_cell *cells;
    size_t n;
    int min_lines; /* room for what is written by hand */
};
struct letter_table {
    const int *widths; /* of the columns, in parts of the whole */
    size_t n_columns;
    const struct letter_row *rows;
    size_t n_rows;
};

struct letter_block {
    enum letter_block_kind kind;
    const char *label, *text;
    const struct letter_table *table;
};

struct letter {
    enum letter_head head;
    const char *organ; /* red head; author of the file */
    const char *title; /* "\n" where lines shall end */
    const char *number;
    const char *addressee; /* without the colon */
    const struct letter_block *blocks;
    size_t n_blocks;
    const char *const *attachments; /* names, without numbers */
    size_t n_attachments;
    const char *signature; /* full name of the organ; "" none */
    struct day date;       /* none: no date line */
    bool seal;             /* room for the seal over signature and date, marked （印章） */
    const void *seal_png;  /* a PNG in its place, at most 2000 pixels a side, or NULL */
    size_t seal_png_bytes;
    const char *contact;    /* put in brackets below the date */
    const char *slip_title; /* a reply slip to cut off at the end; "" none */
    const struct letter_block *slip;
    size_t n_slip;
    enum letter_pages pages;
};

/* All strings "", no date: to start from. */
extern const struct letter letter_blank;

#define LETTER_MAX_BYTES ((size_t)400 << 10) /* of text in all */
#define LETTER_MAX_BLOCKS 2000
#define LETTER_MAX_PAGES 200

/* ST_INVALID or ST_TOO_BIG with a Chinese reason when it is no letter within the bounds above; a
 * table whose rows do not fill its columns is refused too. The writers ask it first. */
enum st letter_check(const struct letter *l, struct err *e) MUST_CHECK;
/* Appends the file to out. *pages (may be NULL): how many there are. Text can be extracted in
 * reading order; the same letter gives the same bytes. */
enum st letter_pdf(const struct letter *l, struct buf *out, int *pages, struct err *e) MUST_CHECK;
/* Appends a .docx with real styles, for editing in Word or WPS. */
enum st letter_docx(const struct letter *l, struct buf *out, struct err *e) MUST_CHECK;
/* Appends the text, one line a paragraph, cells separated by two spaces: what the checks read. */
void letter_text(const struct letter *l, struct buf *out);
/* Prints "附件：1．…" the same way in all forms: the label of attachment i. */
const char *letter_attachment_label(struct arena *a, const struct letter *l, size_t i);

#endif
