/* One entry of the page cache: its memory, its forms. Used by cache.c and cache_entry.c only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_CACHE_ENTRY_H
#define WEB_CACHE_ENTRY_H

#include <stdatomic.h>
#include "lib/web/cache.h"

struct tag_ref { /* an entry's place in the list of those that carry a tag */
    struct cached *owner;
    const char *tag;
    struct tag_ref *next, **back;
    size_t bucket;
};

enum form_state { FORM_NONE, FORM_MAKING, FORM_READY, FORM_ABSENT };

struct cached {
    struct cache_entry pub; /* first: a pointer to it is a pointer to this */
    atomic_int refs;        /* the table counts as one while the entry is kept */
    atomic_bool used;       /* since the clock hand passed */
    atomic_bool kept;
    bool borrowed; /* lives from the page's memory, has one holder */
    uint64_t hash;
    size_t bytes; /* guarded by the cache's mutex once kept */
    struct cached *next;
    struct cached *ring_prev, *ring_next;
    struct cache_form forms[CODINGS];
    _Atomic enum form_state states[CODINGS];
    struct tag_ref *tags;
    size_t n_tags;
};

/* With one reference. */
struct cached *cached_new(
    const char *key, uint64_t hash, const struct cache_page *page, const struct cache_options *o);
/* The same without copying: the page must outlive it. It has no key and no tags. */
struct cached *cached_borrow(const struct cache_page *page, const struct cache_options *o);
void cached_free(struct cached *e, const struct cache_options *o);
/* Makes the form unless it exists, cannot exist or is being made. Gives the bytes it added. */
size_t cached_make(struct cached *e, enum coding c, const struct cache_options *o);

#endif
