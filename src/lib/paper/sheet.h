/* Tables for Excel and WPS: a book of sheets with title, header, typed cells and notes.
 *
 * Cells are written one after another, row by row. Texts are copied; columns must live as long as
 * the book, which is freed with its arena. Texts are never read as formulas. Built on
 * libxlsxwriter.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_SHEET_H
#define PAPER_SHEET_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/date.h"
#include "lib/base/status.h"

enum sheet_type {
    SHEET_TEXT,
    SHEET_INT,
    SHEET_YUAN, /* given in fen, shown as 1,234.50 元 */
    SHEET_WAN,  /* given in fen, shown as 万元 with two digits; the cell holds the exact value */
    SHEET_DAY   /* 2018-09-12; a text before 1900 */
};

struct sheet_column {
    const char *name;
    enum sheet_type type;
    int width;         /* in Latin characters; 0: by type */
    const char *group; /* neighbours with the same group share a cell above; NULL or "" none */
};

struct book;
struct sheet;

struct book *book_new(struct arena *a);
/* name: at most 31 characters are kept, what Excel forbids becomes a space, a second one of the
 * same name gets a number. title: a merged line at the top, "" none. The header stays in sight. At
 * most 60 columns, 100 sheets. */
struct sheet *book_sheet(struct book *b, const char *name, const char *title,
    const struct sheet_column *columns, size_t n);
/* The next cell of the row; behind the last column the next row begins. */
void sheet_text(struct sheet *s, const char *text);
void sheet_int(struct sheet *s, int64_t n);      /* INT, and fen for YUAN and WAN */
void sheet_day(struct sheet *s, struct day day); /* none: an empty cell */
void sheet_blank(struct sheet *s);
/* Empty cells to the end of the row. Does nothing at its beginning. */
void sheet_row_end(struct sheet *s);
/* The following rows are bold (totals), until switched off. */
void sheet_bold(struct sheet *s, bool on);
/* A merged line below the rows. */
void sheet_note(struct sheet *s, const char *text);
/* Appends the .xlsx to out, once. day: what the file says of its making. ST_TOO_BIG past Excel's
 * rows or text lengths. */
enum st book_write(struct book *b, struct day day, struct buf *out, struct err *e) MUST_CHECK;

#endif
