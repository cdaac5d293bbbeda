/* Numbers of the series without a document and without a reason. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_GAPS_H
#define INVENTORY_GAPS_H

#include "disclosure/inventory/store.h"

enum { MOST_RANGES = 200 }; /* shown of one series */
struct gap_series {
    const char *word;
    int year, last;
    int64_t unit_id;
    const struct range *ranges;
    size_t n_ranges;
    size_t n_missing;
};
/* Series with missing numbers only, by word, newest year first; word "" and year 0: all. words:
 * every issuing word of the unit. */
enum st gaps_find(struct ctx *c, int64_t unit_id, const char *word, int year,
    struct gap_series **list, size_t *n) MUST_CHECK;
/* Pure: the same from numbers in memory. */
size_t gaps_in(struct arena *a, const struct number_row *rows, size_t n, struct gap_series **out);

#endif
