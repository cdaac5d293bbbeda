/* The page cache: finished answers, shared by all threads, never stale.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_CACHE_H
#define WEB_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/web/coding.h"
#include "lib/web/web.h"

/* An entry is found by its key, which carries everything the page depends on besides data: path,
 * query, variant, and the day where the page shows lights. Data is covered by tags: whoever changes
 * "record:12" invalidates that tag after its commit and before it is acknowledged; from then on no
 * cache_get gives a page that carried the tag. A page rendered from what was there before is not
 * kept either: cache_get stamps the beginning of a rendering (call it BEFORE the read transaction
 * begins), and cache_store refuses when one of the page's tags was invalidated since.
 *
 *     switch (cache_get(c, key, 200, &t, &e)) {
 *     case CACHE_HIT:    send e; cache_release(c, e); break;
 *     case CACHE_RENDER: render; ok ? cache_store(c, &t, &page, &e) : cache_abandon(c, &t); break;
 *     case CACHE_BYPASS: render and send, keep nothing; break;
 *     }
 *
 * A hit is a pointer and a count: one shared lock of one of 64 shards, no copy. What is compressed
 * is made at the first hit that asks for it, so that a page read once costs no compression.
 *
 * When the cache is nearly full, a page is kept only when it was asked for before: whoever walks
 * through all pages once, or makes up queries, does not push out what others read. */

struct cache;

/* One ready-made body. etag is strong and differs by coding, with quotes: "\"4f…-br\"". */
struct cache_form {
    enum coding coding;
    const void *p;
    size_t n;
    char etag[28];
    void *prepared; /* what options.prepare gave: an MHD_Response */
};

/* Unchanging once seen; valid until cache_release. */
struct cache_entry {
    const char *key, *content_type;
    int status;
    const struct header *headers;
};

struct cache_page { /* what was rendered; copied when kept, and must outlive what cache_store gives
                     */
    int status;
    const char *content_type;
    const struct header *headers; /* may be NULL */
    const void *body;
    size_t n;
    const char *const *tags;
    size_t n_tags;
};

struct cache_options {
    size_t budget_bytes; /* of all entries and what hangs on them; entries over 1/8 are not kept */
    /* Called once per form, by the thread that makes it, before anybody sees it; may be NULL. The
     * result may keep pointers into the entry and the form: both outlive it. */
    void *(*prepare)(const struct cache_entry *e, const struct cache_form *f);
    void (*unprepare)(void *prepared);
};

struct cache *cache_new(const struct cache_options *o);
/* Every entry must have been released. */
void cache_free(struct cache **c);

enum cache_answer { CACHE_HIT, CACHE_RENDER, CACHE_BYPASS };
struct cache_ticket { /* of one rendering; the caller only passes it on */
    uint64_t stamp;
    bool worth; /* keeping */
    struct pending *pending;
};
/* While another thread renders this page, waits up to wait_ms for it; then CACHE_BYPASS. After
 * CACHE_RENDER exactly one of cache_store and cache_abandon must follow: others wait for it. */
enum cache_answer cache_get(
    struct cache *c, const char *key, int wait_ms, struct cache_ticket *t, struct cache_entry **e);
/* Ends the rendering. *e, unless e is NULL, is an entry to send and release, kept or not. True when
 * it was kept. */
bool cache_store(
    struct cache *c, struct cache_ticket *t, const struct cache_page *page, struct cache_entry **e);
/* The rendering gave nothing to keep (error, personal page); the next one who waits may try. */
void cache_abandon(struct cache *c, struct cache_ticket *t);

/* The best body among those allowed (coding_allowed), made now if nobody has made it yet: brotli,
 * gzip, identity. Never NULL. Valid as long as the entry. */
const struct cache_form *cache_form(struct cache *c, struct cache_entry *e, unsigned allowed);
/* If-None-Match names the entry, in whatever coding, or is "*". */
bool cache_matches(const struct cache_entry *e, const char *if_none_match);
/* One more holder, for a response that outlives the request. */
void cache_retain(struct cache_entry *e);
void cache_release(struct cache *c, struct cache_entry *e);

/* Tags are compared whole; "*" drops everything. Returns when no thread can get an old page. */
void cache_invalidate(struct cache *c, const char *const *tags, size_t n);

struct cache_stats {
    uint64_t hits, misses, stored, refused, evicted, invalidated;
    uint64_t strangers; /* not kept, because nobody had asked for them before */
    size_t entries, bytes;
};
void cache_stats(struct cache *c, struct cache_stats *out);

#endif
