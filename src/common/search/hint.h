/* A question → the terms that governing texts use where it uses others, from the learnt table.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_HINT_H
#define SEARCH_HINT_H

#include "common/search/ask.h"

/* The weightiest ASK_HINTS of all that its pairs of characters lead to. */
void hint_read(struct arena *a, const char *text, struct hint **out, size_t *n);

#endif
