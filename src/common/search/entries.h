/* What is found beside records and is none: entries of other slices (search_source), as one segment
 * in memory that is made anew when their source says that something changed.
 *
 * In the index their record numbers are negative, so that nothing takes them for documents.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_ENTRIES_H
#define SEARCH_ENTRIES_H

#include <pthread.h>
#include "common/search/search.h"
#include "common/search/view.h"

enum { SOURCES_MAX = 4 };

struct entry_set; /* the entries at one moment; counted by its holders, never changed */

/* What one engine holds of them. */
struct entries {
    pthread_mutex_t lock;
    const struct search_source *sources[SOURCES_MAX];
    size_t n_sources;
    struct entry_set *set;    /* NULL: nothing was read yet */
    struct view *base, *both; /* the records' view that `both` was made from; and with the set */
};
void entries_init(struct entries *e);
void entries_release(struct entries *e);
/* Once each. */
void entries_add(struct entries *e, const struct search_source *s);

/* The set as this transaction sees it; within a write transaction the last one. NULL when there are
 * no entries; else to be dropped. */
enum st entries_hold(struct entries *e, struct ctx *c, struct entry_set **out) MUST_CHECK;
void entries_drop(struct entry_set *set);
/* The records' view with the set as its last part, or by itself (base NULL); to be dropped by
 * view_drop. */
struct view *entries_with(struct entries *e, struct view *base, struct entry_set *set);

struct entry_found {
    const struct search_entry *entry; /* lives as long as the set is held */
    const struct search_source *source;
    int64_t number; /* in the index, negative */
};
/* False when the set has none with this (negative) number, or at this address. */
bool entries_get(const struct entry_set *set, int64_t record_id, struct entry_found *out);
/* Read from the sources themselves, also within a write transaction: title of the entry at this
 * address, in the context's memory. ST_NOT_FOUND when there is none. */
enum st entries_title(
    const struct entries *e, struct ctx *c, const char *path, const char **title) MUST_CHECK;
/* The label of a kind of entries; NULL when it is one of records. */
const char *entries_label(const struct entry_set *set, const char *kind);
bool entries_at(const struct entry_set *set, const char *path, struct entry_found *out);

#endif
