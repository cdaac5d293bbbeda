/* The text of a file that somebody handed in, for search: PDF, DOCX, XLSX, PPTX, OFD, plain text.
 *
 * Read in the worker of pages.h, whatever the file does there. Paragraphs are lines; pages of a PDF
 * or OFD are parted by form feeds; cells of a row by " | ". Pictures are not read: a scan has no
 * text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_FILE_TEXT_H
#define PAPER_FILE_TEXT_H

#include "lib/base/buf.h"
#include "lib/paper/pages.h"

/* What lies behind is left out, and `cut` says so: 700,000 Chinese characters. */
#define FILE_TEXT_MAX_BYTES ((size_t)2 << 20)

enum file_text_state {
    FILE_TEXT_READ = 1,
    FILE_TEXT_NONE,   /* pictures of pages, or nothing at all */
    FILE_TEXT_LOCKED, /* asks for a password */
    FILE_TEXT_BROKEN,
    FILE_TEXT_TOO_BIG, /* over a bound, or out of time */
    FILE_TEXT_OTHER    /* of a type that is not read */
};

struct file_text {
    enum file_text_state state;
    bool cut;
    int n_pages, n_blank; /* of a PDF or OFD; pages without text */
    const char *text;     /* valid UTF-8 */
    size_t n;
};

/* In the arena. Not ST_OK only when the worker cannot be asked (ST_BROKEN, ST_BUSY): try later. */
enum st file_text_read(
    struct arena *a, const struct paper_file *f, struct file_text *out, struct err *e) MUST_CHECK;

/* ---- for the worker, pure ---- */

/* Everything but PDF. */
void file_text_of(struct arena *a, struct paper_bytes file, struct file_text *out);
/* file_text_ofd.c; NONE with what was read so far in out when the bound is reached. */
enum st ofd_text(struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t);
/* Adds the lines of a page as paragraphs: a line that fills the page goes on in the next one. */
void file_text_reflow(struct buf *out, const char *lines, size_t n);
/* Cuts what is too long, and says whether anything readable is there. */
void file_text_finish(struct arena *a, const struct buf *b, struct file_text *out);

#endif
