/* The page cache: table, clock eviction, tags, one renderer per page.
 *
 * Readers take the shared lock of one shard. Everything that changes the table holds `change` and,
 * for the moment of linking or unlinking, the shard's exclusive lock; so whoever holds `change` may
 * read any chain. Order: change before a shard.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/hash.h"
#include "lib/web/cache_entry.h"

#define SHARDS 64
#define TAG_BUCKETS 4096
#define ENTRY_BYTES_EXPECTED 8192
#define ASKED_BITS (1u << 18)
#define ASKED_MOST                                                                                 \
    (1u << 15) /* then it is forgotten: one in eight at most is mistaken for another */

struct shard {
    _Alignas(64) pthread_rwlock_t lock;
    struct cached **chains;
    atomic_uint_fast64_t hits;
};

struct pending { /* somebody is rendering this page */
    struct pending *next;
    uint64_t hash;
    char key[];
};

struct cache {
    struct cache_options o;
    struct shard shards[SHARDS];
    size_t chains; /* of each shard, a power of two */
    pthread_mutex_t change;
    pthread_cond_t rendered;
    /* guarded by change: */
    struct pending *pending;
    struct cached *hand; /* ring of all kept entries */
    size_t bytes, entries;
    uint64_t sequence;             /* of invalidations */
    uint64_t dropped_all;          /* sequence of the last "*" */
    uint64_t dropped[TAG_BUCKETS]; /* of the last invalidation of a tag that falls here */
    struct tag_ref *tags[TAG_BUCKETS];
    struct cache_stats stats;
    uint64_t asked[ASKED_BITS / 64]; /* which pages were asked for lately, by hash */
    size_t n_asked;
};

static void init_locks(struct cache *c)
{
    pthread_rwlockattr_t rw;
    pthread_condattr_t cond;
    pthread_rwlockattr_init(&rw);
    pthread_rwlockattr_setkind_np(&rw, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    for (size_t i = 0; i < SHARDS; i++)
        if (pthread_rwlock_init(&c->shards[i].lock, &rw))
            die("no lock for the page cache");
    pthread_rwlockattr_destroy(&rw);
    pthread_condattr_init(&cond);
    pthread_condattr_setclock(&cond, CLOCK_MONOTONIC);
    if (pthread_cond_init(&c->rendered, &cond) || pthread_mutex_init(&c->change, NULL))
        die("no lock for the page cache");
    pthread_condattr_destroy(&cond);
}

struct cache *cache_new(const struct cache_options *o)
{
    struct cache *c = aligned_alloc(64, (sizeof *c + 63) / 64 * 64);
    if (!c)
        die("no memory for the page cache");
    memset(c, 0, sizeof *c);
    c->o = *o;
    for (c->chains = 8; c->chains * SHARDS * ENTRY_BYTES_EXPECTED < o->budget_bytes;)
        c->chains *= 2;
    for (size_t i = 0; i < SHARDS; i++) {
        c->shards[i].chains = calloc(c->chains, sizeof *c->shards[i].chains);
        if (!c->shards[i].chains)
            die("no memory for the page cache");
    }
    init_locks(c);
    return c;
}

static struct shard *shard_of(struct cache *c, uint64_t hash)
{
    return &c->shards[hash % SHARDS];
}

static struct cached **chain_of(struct cache *c, uint64_t hash)
{
    return &shard_of(c, hash)->chains[(hash / SHARDS) & (c->chains - 1)];
}

/* Needs the shard's lock, or change. */
static struct cached *find(struct cache *c, const char *key, uint64_t hash)
{
    struct cached *e = *chain_of(c, hash);
    while (e && (e->hash != hash || strcmp(e->pub.key, key) != 0))
        e = e->next;
    return e;
}

void cache_retain(struct cache_entry *e)
{
    atomic_fetch_add_explicit(&((struct cached *)e)->refs, 1, memory_order_relaxed);
}

void cache_release(struct cache *c, struct cache_entry *entry)
{
    struct cached *e = (struct cached *)entry;
    if (e && atomic_fetch_sub_explicit(&e->refs, 1, memory_order_acq_rel) == 1)
        cached_free(e, &c->o);
}

/* ---- changing the table: all with `change` held ---- */

static void link_tag(struct cache *c, struct tag_ref *t)
{
    struct tag_ref **head = &c->tags[t->bucket];
    t->next = *head;
    t->back = head;
    if (t->next)
        t->next->back = &t->next;
    *head = t;
}

static void unlink_tag(struct tag_ref *t)
{
    *t->back = t->next;
    if (t->next)
        t->next->back = t->back;
}

static void link_ring(struct cache *c, struct cached *e)
{
    if (!c->hand) {
        c->hand = e->ring_prev = e->ring_next = e;
        return;
    }
    e->ring_next = c->hand; /* just behind the hand: seen last */
    e->ring_prev = c->hand->ring_prev;
    e->ring_prev->ring_next = e->ring_next->ring_prev = e;
}

static void unlink_ring(struct cache *c, struct cached *e)
{
    if (c->hand == e)
        c->hand = e->ring_next == e ? NULL : e->ring_next;
    e->ring_prev->ring_next = e->ring_next;
    e->ring_next->ring_prev = e->ring_prev;
}

static void drop(struct cache *c, struct cached *e)
{
    struct shard *s = shard_of(c, e->hash);
    pthread_rwlock_wrlock(&s->lock);
    struct cached **link = chain_of(c, e->hash);
    while (*link != e)
        link = &(*link)->next;
    *link = e->next;
    pthread_rwlock_unlock(&s->lock);
    unlink_ring(c, e);
    for (size_t i = 0; i < e->n_tags; i++)
        unlink_tag(&e->tags[i]);
    c->bytes -= e->bytes;
    c->entries--;
    atomic_store(&e->kept, false);
    cache_release(c, &e->pub);
}

static void evict(struct cache *c)
{
    while (c->bytes > c->o.budget_bytes && c->hand) {
        struct cached *e = c->hand;
        c->hand = e->ring_next;
        if (atomic_exchange_explicit(&e->used, false, memory_order_relaxed))
            continue;
        drop(c, e);
        c->stats.evicted++;
    }
}

static void keep(struct cache *c, struct cached *e)
{
    struct shard *s = shard_of(c, e->hash);
    struct cached *old = find(c, e->pub.key, e->hash);
    if (old)
        drop(c, old);
    for (size_t i = 0; i < e->n_tags; i++)
        link_tag(c, &e->tags[i]);
    link_ring(c, e);
    c->bytes += e->bytes;
    c->entries++;
    c->stats.stored++;
    atomic_store(&e->kept, true);
    cache_retain(&e->pub);
    pthread_rwlock_wrlock(&s->lock);
    struct cached **chain = chain_of(c, e->hash);
    e->next = *chain;
    *chain = e;
    pthread_rwlock_unlock(&s->lock);
    evict(c);
}

static size_t tag_bucket(const char *tag)
{
    return fnv1a(tag, strlen(tag)) % TAG_BUCKETS;
}

static bool outdated(const struct cache *c, const struct cached *e, uint64_t stamp)
{
    if (c->dropped_all > stamp)
        return true;
    for (size_t i = 0; i < e->n_tags; i++)
        if (c->dropped[e->tags[i].bucket] > stamp)
            return true;
    return false;
}

static void drop_tag(struct cache *c, const char *tag)
{
    size_t bucket = tag_bucket(tag);
    c->dropped[bucket] = c->sequence;
    for (struct tag_ref *t = c->tags[bucket], *next; t; t = next) {
        struct cached *owner = t->owner;
        for (next = t->next; next && next->owner == owner;) /* dropping takes these out as well */
            next = next->next;
        if (strcmp(t->tag, tag) == 0) {
            drop(c, owner);
            c->stats.invalidated++;
        }
    }
}

static void drop_all(struct cache *c)
{
    c->dropped_all = c->sequence;
    while (c->hand) {
        drop(c, c->hand);
        c->stats.invalidated++;
    }
}

void cache_invalidate(struct cache *c, const char *const *tags, size_t n)
{
    pthread_mutex_lock(&c->change);
    c->sequence++;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(tags[i], "*") == 0)
            drop_all(c);
        else
            drop_tag(c, tags[i]);
    }
    pthread_mutex_unlock(&c->change);
}

void cache_free(struct cache **cache)
{
    struct cache *c = *cache;
    if (!c)
        return;
    drop_all(c);
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_rwlock_destroy(&c->shards[i].lock);
        free(c->shards[i].chains);
    }
    pthread_cond_destroy(&c->rendered);
    pthread_mutex_destroy(&c->change);
    free(c);
    *cache = NULL;
}

/* ---- reading and rendering ---- */

static struct cached *hit(struct cache *c, const char *key, uint64_t hash)
{
    struct shard *s = shard_of(c, hash);
    pthread_rwlock_rdlock(&s->lock);
    struct cached *e = find(c, key, hash);
    if (e)
        cache_retain(&e->pub);
    pthread_rwlock_unlock(&s->lock);
    if (!e)
        return NULL;
    atomic_fetch_add_explicit(&s->hits, 1, memory_order_relaxed);
    if (!atomic_load_explicit(&e->used, memory_order_relaxed))
        atomic_store_explicit(&e->used, true, memory_order_relaxed);
    return e;
}

static struct pending **pending_of(struct cache *c, const char *key, uint64_t hash)
{
    struct pending **p = &c->pending;
    while (*p && ((*p)->hash != hash || strcmp((*p)->key, key) != 0))
        p = &(*p)->next;
    return p;
}

static struct timespec wait_until(int wait_ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += wait_ms / 1000;
    t.tv_nsec += wait_ms % 1000 * 1000000L;
    if (t.tv_nsec >= 1000000000L)
        t.tv_sec++, t.tv_nsec -= 1000000000L;
    return t;
}

/* Was the page asked for before? From now on it was. */
static bool asked_before(struct cache *c, uint64_t hash)
{
    uint64_t *word = &c->asked[hash % ASKED_BITS / 64], bit = (uint64_t)1 << hash % 64;
    if (*word & bit)
        return true;
    if (c->n_asked++ == ASKED_MOST) {
        memset(c->asked, 0, sizeof c->asked);
        c->n_asked = 1;
    }
    *word |= bit;
    return false;
}

static void begin_render(struct cache *c, const char *key, uint64_t hash, struct cache_ticket *t)
{
    size_t n = strlen(key) + 1;
    struct pending *p = malloc(sizeof *p + n);
    if (!p)
        die("no memory for the page cache");
    memcpy(p->key, key, n);
    p->hash = hash;
    p->next = c->pending;
    c->pending = p;
    t->pending = p;
    t->stamp = c->sequence;
    bool roomy = c->bytes < c->o.budget_bytes / 8 * 7;
    t->worth = asked_before(c, hash) || roomy;
}

enum cache_answer cache_get(
    struct cache *c, const char *key, int wait_ms, struct cache_ticket *t, struct cache_entry **out)
{
    uint64_t hash = fnv1a(key, strlen(key));
    struct cached *e = hit(c, key, hash);
    *t = (struct cache_ticket){.stamp = 0};
    *out = e ? &e->pub : NULL;
    if (e)
        return CACHE_HIT;
    enum cache_answer answer = CACHE_RENDER;
    struct timespec until = wait_until(wait_ms);
    pthread_mutex_lock(&c->change);
    c->stats.misses++;
    while (!(e = find(c, key, hash)) && *pending_of(c, key, hash) && answer == CACHE_RENDER)
        if (wait_ms <= 0 || pthread_cond_timedwait(&c->rendered, &c->change, &until))
            answer = CACHE_BYPASS;
    if (e) {
        cache_retain(&e->pub);
        *out = &e->pub;
        answer = CACHE_HIT;
    } else if (!*pending_of(c, key, hash)) {
        begin_render(c, key, hash, t);
        answer = CACHE_RENDER;
    }
    pthread_mutex_unlock(&c->change);
    return answer;
}

/* With `change` held. */
static void end_render(struct cache *c, struct cache_ticket *t)
{
    struct pending **link = &c->pending;
    while (*link != t->pending)
        link = &(*link)->next;
    *link = t->pending->next;
    free(t->pending);
    t->pending = NULL;
    pthread_cond_broadcast(&c->rendered);
}

static bool pass_by(struct cache *c, struct cache_ticket *t, const struct cache_page *page,
    struct cache_entry **out)
{
    pthread_mutex_lock(&c->change);
    c->stats.strangers++;
    end_render(c, t);
    pthread_mutex_unlock(&c->change);
    if (out)
        *out = &cached_borrow(page, &c->o)->pub;
    return false;
}

bool cache_store(struct cache *c, struct cache_ticket *t, const struct cache_page *page,
    struct cache_entry **out)
{
    BUG_ON(!t->pending);
    if (!t->worth)
        return pass_by(c, t, page, out);
    struct cached *e = cached_new(t->pending->key, t->pending->hash, page, &c->o);
    for (size_t i = 0; i < e->n_tags; i++)
        e->tags[i].bucket = tag_bucket(e->tags[i].tag);
    pthread_mutex_lock(&c->change);
    bool fits = e->bytes <= c->o.budget_bytes / 8 && !outdated(c, e, t->stamp);
    if (fits)
        keep(c, e);
    else
        c->stats.refused++;
    end_render(c, t);
    pthread_mutex_unlock(&c->change);
    if (out)
        *out = &e->pub;
    else
        cache_release(c, &e->pub);
    return fits;
}

void cache_abandon(struct cache *c, struct cache_ticket *t)
{
    if (!t->pending)
        return;
    pthread_mutex_lock(&c->change);
    end_render(c, t);
    pthread_mutex_unlock(&c->change);
}

static void count_form(struct cache *c, struct cached *e, size_t added)
{
    pthread_mutex_lock(&c->change);
    if (atomic_load(&e->kept)) {
        e->bytes += added;
        c->bytes += added;
        evict(c);
    }
    pthread_mutex_unlock(&c->change);
}

const struct cache_form *cache_form(struct cache *c, struct cache_entry *entry, unsigned allowed)
{
    struct cached *e = (struct cached *)entry;
    bool make = atomic_load(&e->kept) || e->borrowed;
    for (int f = CODINGS - 1; f > CODING_IDENTITY; f--) {
        if (!(allowed & 1u << f))
            continue;
        size_t added = make ? cached_make(e, (enum coding)f, &c->o) : 0;
        if (added)
            count_form(c, e, added);
        enum form_state state = atomic_load_explicit(&e->states[f], memory_order_acquire);
        if (state == FORM_READY)
            return &e->forms[f];
        make = make && state == FORM_ABSENT; /* while another thread makes it, take what is there */
    }
    return &e->forms[CODING_IDENTITY];
}

void cache_stats(struct cache *c, struct cache_stats *out)
{
    pthread_mutex_lock(&c->change);
    *out = c->stats;
    out->entries = c->entries;
    out->bytes = c->bytes;
    pthread_mutex_unlock(&c->change);
    out->hits = 0;
    for (size_t i = 0; i < SHARDS; i++)
        out->hits += atomic_load_explicit(&c->shards[i].hits, memory_order_relaxed);
}
