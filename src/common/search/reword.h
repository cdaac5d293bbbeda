/* What people call things → what official texts call them (data/search/synonyms.tsv).
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_REWORD_H
#define SEARCH_REWORD_H

#include "lib/base/arena.h"

/* The official words for all that the text has of the list, parted by line ends; "" when none. */
const char *reword(struct arena *a, const char *text);

#endif
