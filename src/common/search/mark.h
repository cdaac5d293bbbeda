/* Showing where a query is met: marked titles, and the passage that meets it best.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_MARK_H
#define SEARCH_MARK_H

#include "common/search/ask.h"
#include "lib/base/buf.h"

/* Escaped text with <mark> around what was asked for. wants of q have their weights. */
void mark_text(struct arena *a, struct buf *out, const char *text, size_t n, const struct ask *q);
/* The best passage of clean HTML, cut to size, escaped and marked; "" when nothing meets the query.
 * *anchor: the element it lies under, "". */
const char *mark_passage(
    struct arena *a, const char *html, const struct ask *q, const char **anchor);

/* The first passage long enough to tell what the text is about; "" when there is none. */
const char *mark_opening(struct arena *a, const char *html, const struct ask *q);

#endif
