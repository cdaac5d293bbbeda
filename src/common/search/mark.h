/* Showing where a query is met: marked titles, and the passage that meets it best.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_MARK_H
#define SEARCH_MARK_H

#include "common/search/ask.h"
#include "lib/base/buf.h"

/* Escaped text with <mark> around what was asked for. wants of q have their weights. */
void mark_text(struct arena *a, struct buf *out, const char *text, size_t n, const struct ask *q);
/* The terms of the query that a text has, a bit each by their place in q->wants. */
uint64_t mark_terms(const char *text, size_t n, const struct ask *q);

struct marked {
    const char *html;   /* the passage, cut to size, escaped and marked; "" when nothing is met */
    const char *anchor; /* clean HTML: id of the element it lies under, "" */
    int page;           /* plain text: from 1; 0 when it has no pages */
    float worth;        /* to be compared with other passages for the same query */
    uint64_t terms;     /* of the whole text, as mark_terms */
};
/* The best passage of clean HTML. */
void mark_passage(struct arena *a, const char *html, const struct ask *q, struct marked *out);
/* The best passage of plain text: a passage a line, form feeds between pages. */
void mark_plain(struct arena *a, const char *text, const struct ask *q, struct marked *out);

/* The first passage long enough to tell what the text is about; "" when there is none. */
const char *mark_opening(struct arena *a, const char *html, const struct ask *q);

#endif
