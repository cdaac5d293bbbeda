/* Asking a view: which documents match, in which order, and how they spread over the facets.
 *
 * BM25F over three fields (title; number, issuer, subject; text), weighted by how much of the query
 * a document covers; above that, in this order, the document whose number was typed and the one
 * whose title was typed. Short queries want all their terms, long ones most of what tells.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "common/record/item.h"
#include "common/search/ask.h"
#include "common/search/view.h"

struct match {
    int64_t record_id;
    int64_t when; /* day of the text, for sorting by time */
    int tier;     /* enum match_tier */
    uint32_t rank;
    uint32_t part, doc; /* where it lies in the view */
    double score;
};
enum match_tier { TIER_TEXT, TIER_TITLE, TIER_NUMBER_PART, TIER_NUMBER };

struct narrow { /* filters; "" or 0: any */
    int year;
    const char *issuer, *subject, *validity, *genre;
    const char *kind;       /* SEARCH_RECORDS: all that is a record */
    const int64_t *columns; /* a sorted list; NULL: any */
    size_t n_columns;
    int64_t unit_id;
};

struct column_count {
    int64_t column_id, count;
};
struct ranking {
    struct match *best; /* sorted, at most what was asked for */
    size_t n;
    int64_t total;
    struct facets facets; /* each counted with all other filters applied */
    struct column_count *columns;
    size_t n_columns;
    struct facet *kinds;
    size_t n_kinds;
};

/* keep: how many of the best. wants of q get their weights. f NULL: no filter, nothing counted. */
void rank_view(struct arena *a, const struct view *v, struct ask *q, const struct narrow *f,
    bool by_time, size_t keep, struct ranking *out);

#endif
