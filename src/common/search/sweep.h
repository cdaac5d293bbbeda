/* One pass over a segment for all terms of a query, window by window of documents.
 *
 * A window's sums stay in the processor's cache; windows in which nothing can match are stepped
 * over by the heads of the postings' blocks.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SWEEP_H
#define SEARCH_SWEEP_H

#include "common/search/ask.h"
#include "common/search/segment.h"

/* BM25F, chosen on judged questions (docs/search.md). */
#define BM25_K1 2.0F
#define META_WEIGHT 3.0F
/* What only an attachment says is less what the document is about: however often, it counts for
 * less than once in a text of middle length. */
#define FILES_WEIGHT 0.4F
#define FILES_MOST 0.9F

enum { WINDOW = 2048 };
#define NOTHING_TO_BEAT (-1e30F)

struct sum {                      /* of one document */
    float score, covered, titled; /* titled: weight of what the title has */
    uint16_t in_title;            /* terms of the query that the title has */
};

struct sweep_term {
    struct postings r;
    size_t at; /* in r.block */
    uint32_t df;
    const struct want *w;
};

enum sweep_kind {
    SWEEP_ANY,  /* windows with any of the terms */
    SWEEP_ALL,  /* windows with all of them */
    SWEEP_EVERY /* every window */
};

struct sweep {
    const struct segment *s;
    const float *norms; /* 256, by code of norm_code */
    enum sweep_kind kind;
    struct sweep_term *terms; /* rare ones first */
    size_t n_terms;
    uint32_t from, to, next; /* documents of the window at hand; where the next one begins */
    float title_norms[256];
    /* Set by the caller from window to window: scores below `least` are of no use, so terms that
     * cannot lift a document there are left out of its window. The most that titles can add, as a
     * share of the weight that they hold. */
    float least, title_most;
    struct sum sums[WINDOW];
};

static inline float files_tf(const struct posting *p, float norm)
{
    float tf = FILES_WEIGHT * (float)p->files * norm;
    return tf < FILES_MOST ? tf : FILES_MOST;
}

void sweep_begin(struct sweep *w, struct arena *a, const struct segment *s, const struct ask *q,
    const float *norms, enum sweep_kind kind);
/* Fills sums for documents from … to; false at the end. */
bool sweep_next(struct sweep *w);

#endif
