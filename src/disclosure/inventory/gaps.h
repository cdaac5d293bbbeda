/* Numbers of the series without a document and without a reason. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_GAPS_H
#define INVENTORY_GAPS_H

#include "disclosure/inventory/store.h"

enum { MOST_RANGES = 200 }; /* shown of one series */
struct gap_series {
    const char *word;
    int year, last;  /* year 0: orders and notices counted through */
    int64_t unit_id; /* 0: the issuer is no unit of the county */
    const struct range *ranges;
    size_t n_ranges;
    size_t n_missing;
    const int *typos; /* serials far beyond the rest, likely written wrong */
    size_t n_typos;
    const char *issuer; /* "" where it is a unit, or not written down */
};
struct gaps {
    struct gap_series *series; /* with missing or doubtful numbers only, by word, newest first */
    size_t n_series;
    const struct number_row *odd; /* of no series: years of two digits, no word */
    size_t n_odd;
};
/* word "" and year 0: all. unit_id 0: of every unit, and of issuers that are none. */
enum st gaps_find(
    struct ctx *c, int64_t unit_id, const char *word, int year, struct gaps *out) MUST_CHECK;
/* Pure: the series from numbers in memory. A word belongs to the unit that any of its numbers
 * has. */
size_t gaps_in(struct arena *a, const struct number_row *rows, size_t n, struct gap_series **out);
/* 师政发〔2018〕3号, 3—5号; 县人民政府令第3号. */
const char *gap_name(struct arena *a, const char *word, int year, int from, int to);

#endif
