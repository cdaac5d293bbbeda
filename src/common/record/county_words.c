/* Reading the names, and keeping the newest list for everybody. See county_words.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/county_words.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/utf8.h"

static const struct stmt stmt_names = {"county_words.names",
    "SELECT short_name FROM unit UNION SELECT alias FROM unit_alias UNION "
    "SELECT name FROM site_column",
    NULL};
static const struct stmt stmt_units = {"county_words.units",
    "SELECT name, CASE WHEN kind IN ('TOWNSHIP', 'STREET') THEN 1 ELSE 0 END FROM unit", NULL};
static const struct stmt *const stmts[] = {&stmt_names, &stmt_units};

const struct module county_words_module = {
    .name = "county_words", .title = "本县词", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

struct held { /* `words` first: who holds it is given that */
    struct county_words words;
    atomic_int refs;
    struct arena *mem;
    struct db *db;
    _Atomic uint64_t changes; /* no change of the database since: nothing to read */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct held *newest; /* of the one database a process serves */

/* ---- names ---- */

enum { LEAST_CHARS = 2, MOST_CHARS = 40, WORDS_OF_UNIT = 6 };

struct list {
    const char **p;
    size_t n;
};

static void add(struct list *l, const char *name)
{
    size_t chars = utf8_count(name);
    if (chars >= LEAST_CHARS && chars <= MOST_CHARS)
        l->p[l->n++] = name;
}

static void add_until(struct arena *a, struct list *l, const char *from, const char *end, size_t n)
{
    add(l, arena_strndup(a, from, (size_t)(end - from) + n));
    add(l, arena_strndup(a, from, (size_t)(end - from)));
}

/* 竹基镇 and 竹基 of 竹基镇人民政府. */
static void add_town(struct arena *a, struct list *l, const char *name)
{
    static const char *const ends[] = {"街道", "镇", "乡"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const char *end = strstr(name, ends[i]);
        if (end && end > name) {
            add_until(a, l, name, end, strlen(ends[i]));
            return;
        }
    }
}

/* 师宗县, 师宗 and 财政局 of 师宗县财政局. */
static void add_unit(struct arena *a, struct list *l, const char *name, bool town)
{
    static const char county[] = "县";
    const char *end = strstr(name, county), *rest = name;
    if (end && end > name && end - name <= 12) {
        add_until(a, l, name, end, sizeof county - 1);
        rest = end + sizeof county - 1;
        if (utf8_count(rest) > LEAST_CHARS)
            add(l, arena_strdup(a, rest));
    }
    if (town)
        add_town(a, l, rest);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_once(struct list *l)
{
    size_t n = 0;
    if (l->n)
        qsort(l->p, l->n, sizeof *l->p, by_bytes);
    for (size_t i = 0; i < l->n; i++)
        if (!n || strcmp(l->p[n - 1], l->p[i]) != 0)
            l->p[n++] = l->p[i];
    l->n = n;
}

static enum st read_names(struct ctx *c, struct list *out)
{
    struct rows *r, *units;
    enum st st = q(c, &stmt_names, NO_ARGS, &r);
    if (!st)
        st = q(c, &stmt_units, NO_ARGS, &units);
    if (st)
        return st;
    size_t most = rows_count(r) + WORDS_OF_UNIT * rows_count(units);
    *out = (struct list){ARENA_ARRAY(c->mem, const char *, most + 1), 0};
    while (rows_next(r))
        add(out, rows_text(r, 0));
    while (rows_next(units)) {
        add(out, rows_text(units, 0));
        add_unit(c->mem, out, rows_text(units, 0), rows_int(units, 1) != 0);
    }
    sort_once(out);
    return ST_OK;
}

static uint64_t stamp_of(const struct list *l)
{
    uint64_t stamp = 1;
    for (size_t i = 0; i < l->n; i++)
        stamp = stamp * 31 + digest64(l->p[i], strlen(l->p[i]));
    return stamp;
}

/* ---- the newest ---- */

static struct held *make(struct ctx *c, const struct list *l, uint64_t stamp)
{
    struct arena *mem = arena_new();
    struct held *h = ARENA_NEW(mem, struct held);
    struct segmenter *s = segmenter_new(mem, lexicon_shipped());
    const char **names = ARENA_ARRAY(mem, const char *, l->n + 1);
    for (size_t i = 0; i < l->n; i++) {
        names[i] = arena_strdup(mem, l->p[i]);
        segmenter_add(s, names[i]);
    }
    h->words = (struct county_words){.names = names, .n = l->n, .stamp = stamp, .segmenter = s};
    h->mem = mem;
    h->db = c->db;
    atomic_init(&h->refs, 1);
    return h;
}

static void drop(struct held *h)
{
    if (h && atomic_fetch_sub(&h->refs, 1) == 1) {
        struct arena *mem = h->mem;
        arena_free(&mem);
    }
}

static struct held *hold_newest(const struct ctx *c)
{
    pthread_mutex_lock(&lock);
    struct held *h = newest && newest->db == c->db ? newest : NULL;
    if (h)
        atomic_fetch_add(&h->refs, 1);
    pthread_mutex_unlock(&lock);
    return h;
}

/* Who writes may see names that others must not; what he reads is his alone. */
static void offer(const struct ctx *c, struct held *h)
{
    if (c->writing)
        return;
    atomic_fetch_add(&h->refs, 1);
    pthread_mutex_lock(&lock);
    struct held *old = newest;
    newest = h;
    pthread_mutex_unlock(&lock);
    drop(old);
}

enum st county_words_hold(struct ctx *c, const struct county_words **out)
{
    struct list names;
    struct held *h = hold_newest(c);
    *out = h ? &h->words : NULL;
    if (h && !c->writing && h->changes == c->changes)
        return ST_OK;
    enum st st = read_names(c, &names);
    uint64_t stamp = st ? 0 : stamp_of(&names);
    if (st) {
        drop(h);
        *out = NULL;
        return st;
    }
    if (!h || h->words.stamp != stamp) {
        drop(h);
        h = make(c, &names, stamp);
        atomic_init(&h->changes, c->changes);
        offer(c, h);
    } else if (!c->writing) {
        atomic_store(&h->changes, c->changes);
    }
    *out = &h->words;
    return ST_OK;
}

void county_words_drop(const struct county_words *w)
{
    drop((struct held *)(uintptr_t)w);
}

void county_words_close(struct db *db)
{
    pthread_mutex_lock(&lock);
    struct held *old = newest && newest->db == db ? newest : NULL;
    if (old)
        newest = NULL;
    pthread_mutex_unlock(&lock);
    drop(old);
}
