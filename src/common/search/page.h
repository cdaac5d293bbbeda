/* Shared by page.c and page.html; used inside common/search only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_PAGE_H
#define SEARCH_PAGE_H

#include "common/search/search.h"
#include "common/search/ways.h"
#include "common/search/why.h"
#include "lib/ui/ui.h"

enum { PER_PAGE = 10 };

struct filter_chip { /* a filter in force, and the address without it */
    const char *label, *value, *path;
};
struct place { /* where else to look */
    const char *name, *path;
};

struct search_page {
    struct search_query query;
    struct search_result result;
    const struct filter_chip *chips;
    size_t n_chips;
    const struct place *places;
    size_t n_places;
    struct way ways[WAYS_MOST]; /* columns and units that are called so */
    size_t n_ways;
    int64_t pages_total; /* hits that can be paged through */
    bool why;            /* staff asked why the results stand so */
};

/* Options of a facet: value, and "value（count）" as label. */
const struct ui_option *facet_options(struct req *r, const struct facet *list, size_t n);
const struct ui_option *hit_kind_options(struct req *r, const struct search_result *result);
const struct ui_option *column_options(struct req *r, const struct search_result *result);
const char *hit_path(struct req *r, const struct search_hit *hit, bool anchored);
/* Of the attachment a hit shows, at the page of the passage. */
const char *hit_file_path(struct req *r, const struct search_hit *hit);
/* Word and mood for a text that is not simply in force; "" when it is. */
const char *hit_state(const struct item *item, enum ui_mood *mood);
struct day hit_day(const struct item *item);

void search_page(struct buf *out, struct req *r, const struct search_page *p);

enum st search_show_page(struct req *r);
enum st search_show_suggestions(struct req *r);
enum st search_count_opened(struct req *r);

#endif
