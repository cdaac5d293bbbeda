/* The numbers that exist and come nearest to one that was typed and does not.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_NEAR_H
#define SEARCH_NEAR_H

#include "common/search/search.h"
#include "common/search/view.h"
#include "lib/text/docno.h"

enum { NEAR_MOST = 5 };

/* Public documents whose number has nearly the word, year and serial that were typed (parts that
 * were not typed do not count), nearest first, then newest; none when all are far. Each number
 * once. In a transaction. */
enum st near_numbers(struct ctx *c, const struct view *v, const struct docno *typed,
    struct search_near **out, size_t *n) MUST_CHECK;

#endif
