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
    int last;
    const int *missing;
    size_t n_missing;
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

/* One number a line, any spelling; empty lines are passed over. A series runs from 1 to its largest
 * number. A serial above 99,999 is not believed: unread. */
void series_gaps(struct arena *a, const char *text, size_t n, struct series_report *out);

#endif
