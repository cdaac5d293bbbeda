/* A book in memory: what was typed, cell by cell, and what follows from it. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_BOOK_H
#define FISCAL_BOOK_H

#include "disclosure/fiscal/finding.h"
#include "disclosure/fiscal/shape.h"
#include "lib/base/json.h"

enum { FISCAL_LINES = 400, FISCAL_CELL_CHARS = 400 }; /* the most of a sheet, of a cell */
enum { FISCAL_SHEETS = 8, FISCAL_TEXTS = 8 };         /* the most of a kind */

struct fiscal_line {
    const char *cell[FISCAL_COLUMNS]; /* as typed, "" empty; computed columns stay "" */
};

struct fiscal_sheet {
    const struct fiscal_shape *shape;
    struct fiscal_line *lines;
    size_t n, cap;
};

struct fiscal_book {
    const struct fiscal_kind *kind;
    const char *unit_name;
    int year;
    struct fiscal_sheet sheets[FISCAL_SHEETS]; /* in the order of the kind */
    const char *texts[FISCAL_TEXTS];
};

/* Empty: sheets with rows have all of them. */
void fiscal_book_init(struct arena *a, const struct fiscal_kind *kind, struct fiscal_book *out);
struct fiscal_sheet *fiscal_book_sheet(struct fiscal_book *b, const char *key); /* or NULL */
const char *fiscal_book_text(const struct fiscal_book *b, const char *key);     /* "" */
void fiscal_book_set_text(struct fiscal_book *b, const char *key, const char *value);
/* Cell of a typed column; lines are added up to it. ST_TOO_BIG past FISCAL_LINES. */
enum st fiscal_set(struct arena *a, struct fiscal_sheet *s, size_t line, size_t col,
    const char *value, struct err *e) MUST_CHECK;
/* Lines without anything typed are taken out of a sheet that has no fixed rows. */
void fiscal_tidy(struct fiscal_sheet *s);
/* Nothing was typed in the line. */
bool fiscal_line_empty(const struct fiscal_sheet *s, size_t line);
/* Nothing was typed. */
bool fiscal_sheet_empty(const struct fiscal_sheet *s);

/* The value of a cell, typed or computed, in millionths (fen for 万元). False when it is empty, no
 * number, or cannot be computed. */
bool fiscal_value(const struct fiscal_sheet *s, size_t line, size_t col, struct printed *out);
/* As shown: numbers with grouping, at least two decimals for money; what is no number as typed. */
const char *fiscal_shown(struct arena *a, const struct fiscal_sheet *s, size_t line, size_t col);
/* As fiscal_shown without grouping, for machines. */
const char *fiscal_plain(struct arena *a, const struct fiscal_sheet *s, size_t line, size_t col);
/* What the parts of a row with a sum add up to; false when there are none. n: how many they are. */
bool fiscal_row_sum(const struct fiscal_sheet *s, size_t line, size_t col, int64_t *sum, int *n);
/* Title of a line: of its row, else what names it. */
const char *fiscal_line_title(struct arena *a, const struct fiscal_sheet *s, size_t line);
/* "（1）…", "①…": a part of the item above it (§5.5). */
bool fiscal_is_sub(const char *name);

/* {"sheets":{"amounts":[{"row":"total","budget":"1.00"}]},"texts":{"reason":"…"}} */
void fiscal_book_write(const struct fiscal_book *b, struct buf *out);
/* Reads what was written; what the shape does not know is left out. */
enum st fiscal_book_read(struct arena *a, const struct fiscal_kind *kind, const char *json,
    struct fiscal_book *out, struct err *e) MUST_CHECK;

#endif
