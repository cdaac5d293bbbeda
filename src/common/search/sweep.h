/* One pass over a segment for all terms of a query, window by window of documents.
 *
 * A window's sums stay in the processor's cache. What a document must reach to be of use is told by
 * the caller, from window to window: by the heads of the postings' blocks windows are stepped over
 * in which no document can, and the common terms, which by themselves lift none there, are looked
 * up only for the documents that the rare ones leave (MaxScore within windows). Documents that can
 * be of use get all their terms, in the same order as without any bound: their sums are the same.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SWEEP_H
#define SEARCH_SWEEP_H

#include "common/search/score.h"

enum { WINDOW = 2048 };
#define NOTHING_TO_BEAT (-1e30F)
#define COVER_SLACK 0.9999F /* for roundings of sums in another order */

struct sweep_term {
    struct postings r;
    size_t at; /* in r.block */
    uint32_t df;
    const struct want *w;
    bool close; /* rare: its documents are read, not only the heads of its blocks */
    struct term_most most;
    const unsigned char *most_of; /* the block that `most` was made from */
};

enum sweep_kind {
    SWEEP_ANY,  /* documents with any of the terms */
    SWEEP_ALL,  /* those with all that were typed */
    SWEEP_EVERY /* every document */
};

struct rest { /* what the terms from one on can bring to a document of the window */
    struct sum sum;
    float title_weight;    /* of the terms that titles may have */
    unsigned title_length; /* a title with all of them has at least so many characters */
};

struct sweep {
    const struct segment *s;
    const struct scoring *g;
    enum sweep_kind kind;
    struct sweep_term *terms; /* rare ones first */
    struct rest *rests;       /* by term, and one more: nothing */
    size_t n_terms;
    uint32_t from, to, next, width; /* documents of the window; where the next one begins */
    /* Set by the caller: of use are documents that score at least `least` and cover at least
     * `least_cover`; whether a document here may have the query as its title. */
    float least;
    float least_cover;
    bool same_title;
    struct sum sums[WINDOW];
    uint16_t found[WINDOW]; /* documents that may be of use, less `from`, rising */
    size_t n_found;
};

void sweep_begin(struct sweep *w, struct arena *a, const struct segment *s, const struct scoring *g,
    enum sweep_kind kind);
/* Fills found, and sums for these, from documents from … to; false at the end. */
bool sweep_next(struct sweep *w);
/* Whether a document with these sums and the rest of its window's terms may be of use. */
static inline bool sweep_hope(
    const struct sweep *w, const struct sum *sum, const struct rest *rest, uint32_t doc)
{
    const struct seg_norm *norm = &w->s->norms[doc];
    struct sum most = *sum;
    most.covered += rest->sum.covered;
    if (most.covered < w->least_cover * COVER_SLACK)
        return false;
    if (w->least <= NOTHING_TO_BEAT)
        return true;
    most.score += rest->sum.score;
    most.titled += rest->title_weight * w->g->title_norms[norm->title];
    most.in_title = (uint16_t)(most.in_title + rest->sum.in_title);
    return score_most(w->g, &most, norm->title, norm->prior, w->same_title) >= w->least;
}

#endif
