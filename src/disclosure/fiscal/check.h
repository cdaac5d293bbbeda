/* All checks of a book at once, each with its cell, a sentence and the remedy. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_CHECK_H
#define FISCAL_CHECK_H

#include "disclosure/fiscal/book.h"

struct fiscal_hit {
    const char *id;                /* "F-SUM" */
    bool notice;                   /* does not block */
    const char *sheet;             /* key, or "" for a text or the book */
    size_t line, col;              /* of the cell; SIZE_MAX: the sheet as a whole */
    const char *text;              /* key of the text, "" */
    const char *where;             /* 支出表 · 合计 · 决算数 */
    const char *expected, *actual; /* "" when there is none to tell */
    const char *message;
    size_t order;
};

struct fiscal_hits {
    struct arena *mem;
    struct fiscal_hit *list;
    size_t n, cap;
};

/* What another stored book says, as found by the caller. */
struct fiscal_past {
    const char *what; /* 2016年“三公”经费决算 */
    const struct fiscal_book *book;
};
/* The stored books that this one is compared with; book NULL: none is stored. */
enum fiscal_source { FISCAL_LAST_YEAR, FISCAL_OWN_BUDGET, FISCAL_SOURCES };
/* Figures that such a book says too. Row "*": every row of the sheet that the other has too; a new
 * book begins with those. */
struct fiscal_repeat {
    const char *kind, *sheet, *row, *col;
    enum fiscal_source source;
    const char *other, *other_row, *other_col;
};
extern const struct fiscal_repeat fiscal_repeats[];
extern const size_t n_fiscal_repeats;
/* State of the document of a number on the day of the check; "" when the base has none. */
struct fiscal_basis {
    const char *number, *state, *title, *path;
};
struct fiscal_around {
    struct fiscal_past past[FISCAL_SOURCES];
    const struct fiscal_basis *basis;
    size_t n_basis;
};

/* Ordered by sheet, line and column; errors and notices together. */
enum st fiscal_check_book(struct arena *a, struct fiscal_book *b,
    const struct fiscal_around *around, struct fiscal_hits *out, struct err *e) MUST_CHECK;
size_t fiscal_errors(const struct fiscal_hits *h);
/* What to do about it. */
const char *fiscal_remedy(const char *id);
/* The first one at this cell, NULL. */
const struct fiscal_hit *fiscal_hit_at(
    const struct fiscal_hits *h, const char *sheet, size_t line, size_t col);

/* ---- between the files of the checks ---- */

void fiscal_hit(struct fiscal_hits *h, const char *id, const struct fiscal_sheet *s, size_t line,
    size_t col, const char *expected, const char *actual, const char *message);
void fiscal_hit_text(struct fiscal_hits *h, const char *id, const struct fiscal_book *b,
    const char *key, const char *actual, const char *message);
/* RULE F-SUM, F-ROUND: `id`, or F-ROUND within 0.005 × (addends + 1). */
void fiscal_compare(struct fiscal_hits *h, const char *id, const struct fiscal_sheet *s,
    size_t line, size_t col, int64_t expected, int addends, const char *message);
void fiscal_check_sheet(struct fiscal_hits *h, const struct fiscal_sheet *s);
void fiscal_check_cross(struct fiscal_hits *h, struct fiscal_book *b);
void fiscal_check_past(
    struct fiscal_hits *h, struct fiscal_book *b, const struct fiscal_around *around);
void fiscal_check_basis(
    struct fiscal_hits *h, struct fiscal_book *b, const struct fiscal_around *around);

#endif
