/* Series of document numbers: which serials of a word and year are missing.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SERIES_H
#define TEXT_SERIES_H

#include <stddef.h>
#include "lib/base/arena.h"

struct series {
    const char *word;
    int year; /* 0: orders and notices counted through */
    int last; /* the largest that is believed */
    const int *missing;
    size_t n_missing;
    const int *typos; /* so far beyond the rest that they are likely written wrong: no gaps up to
                         them */
    size_t n_typos;
};
struct unread_line {
    size_t line; /* from 1 */
    const char *text;
};
struct series_report {
    const struct series *series; /* in the order of first appearance */
    size_t n_series;
    const struct unread_line *unread;
    size_t n_unread;
};

/* What a series is counted under: the 代字, for orders and notices the body with its sign:
 * 县人民政府 numbers its 令 and its 公告 each for itself. "" when no series can be told: no word,
 * or a year that is not written in four digits and is not guessed. */
struct docno;
const char *series_word(struct arena *a, const struct docno *no);

struct series_number {
    const char *word;
    int year, serial;
};
/* The series of numbers that were read before, in any order, doubles allowed; serials below 1 and
 * above 99,999 are passed over. The words are not copied. */
size_t series_of(
    struct arena *a, const struct series_number *list, size_t n, const struct series **out);

/* One number a line, any spelling; empty lines are passed over. A series runs from 1 to its largest
 * number; what is ten times beyond the rest, and more than a thousand, is a typo. A serial above
 * 99,999, a number without a word and a year of two digits are not believed: unread. */
void series_gaps(struct arena *a, const char *text, size_t n, struct series_report *out);

#endif
