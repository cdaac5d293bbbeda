/* Reading the sources and making their segment, see entries.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/entries.h"

#include <stdlib.h>
#include <string.h>

#include "common/search/builder.h"

struct entry_set {
    atomic_int refs;
    struct arena *mem;
    int64_t stamps[SOURCES_MAX];
    const struct search_source *sources[SOURCES_MAX];
    struct search_entry *lists[SOURCES_MAX];
    size_t counts[SOURCES_MAX], n_sources, total;
    struct segment *segment; /* NULL: no entries */
    struct view *alone;
};

void entries_init(struct entries *e)
{
    *e = (struct entries){.set = NULL};
    pthread_mutex_init(&e->lock, NULL);
}

void entries_drop(struct entry_set *set)
{
    if (!set || atomic_fetch_sub(&set->refs, 1) != 1)
        return;
    view_drop(set->alone);
    if (set->segment)
        segment_drop(set->segment);
    arena_free(&set->mem);
    free(set);
}

void entries_release(struct entries *e)
{
    view_drop(e->base);
    view_drop(e->both);
    entries_drop(e->set);
    pthread_mutex_destroy(&e->lock);
}

void entries_add(struct entries *e, const struct search_source *s)
{
    size_t i = 0;
    pthread_mutex_lock(&e->lock);
    while (i < e->n_sources && e->sources[i] != s)
        i++;
    BUG_ON(i == SOURCES_MAX);
    e->sources[i] = s;
    e->n_sources += i == e->n_sources;
    pthread_mutex_unlock(&e->lock);
}

/* ---- reading ---- */

static int64_t number_of(size_t source, int64_t id)
{
    return -(id * SOURCES_MAX + (int64_t)source);
}

static struct entry_set *set_new(const struct entries *e, const int64_t stamps[SOURCES_MAX])
{
    struct entry_set *set = calloc(1, sizeof *set);
    if (!set)
        die("out of memory");
    atomic_init(&set->refs, 1);
    set->mem = arena_new();
    set->n_sources = e->n_sources;
    for (size_t i = 0; i < e->n_sources; i++) {
        set->sources[i] = e->sources[i];
        set->stamps[i] = stamps[i];
    }
    return set;
}

/* The lists lie in the set's own memory. */
static enum st read_lists(struct ctx *c, struct entry_set *set)
{
    struct arena *whole = c->mem;
    enum st st = ST_OK;
    c->mem = set->mem;
    for (size_t i = 0; !st && i < set->n_sources; i++) {
        st = set->sources[i]->list(c, &set->lists[i], &set->counts[i]);
        set->total += st ? 0 : set->counts[i];
    }
    c->mem = whole;
    return st;
}

static void add_entry(
    struct builder *b, size_t source, const struct search_source *s, const struct search_entry *e)
{
    int year = 0, month, dom;
    if (day_given(e->day))
        day_split(e->day, &year, &month, &dom);
    builder_add(b, &(struct build_doc){.record_id = number_of(source, e->id),
                       .unit_id = e->unit_id,
                       .formed_on = day_given(e->day) ? e->day.n : DAY_NONE,
                       .year = year,
                       .title = e->title,
                       .number = "",
                       .number_word = "",
                       .index_no = e->unit, /* counted, and no facet */
                       .issuer = "",
                       .subject = "",
                       .validity = "",
                       .genre = "",
                       .kind = s->kind,
                       .summary = "",
                       .body_html = "",
                       .body_text = e->text});
}

static enum st make_segment(struct entry_set *set)
{
    void *memory;
    size_t bytes;
    if (!set->total)
        return ST_OK;
    struct builder *b = builder_new();
    for (size_t i = 0; i < set->n_sources; i++)
        for (size_t k = 0; k < set->counts[i]; k++)
            add_entry(b, i, set->sources[i], &set->lists[i][k]);
    enum st st = builder_finish(b, NULL, &memory, &bytes);
    builder_free(&b);
    if (!st)
        st = segment_from_memory(memory, bytes, false, &set->segment);
    if (!st)
        set->alone = view_new(&set->segment, 1, 0, 0);
    return st;
}

static bool same(const struct entry_set *set, const struct entries *e, const int64_t *stamps)
{
    if (!set || set->n_sources != e->n_sources)
        return false;
    for (size_t i = 0; i < e->n_sources; i++)
        if (set->stamps[i] != stamps[i])
            return false;
    return true;
}

/* Under the lock. */
static enum st freshen(struct entries *e, struct ctx *c)
{
    int64_t stamps[SOURCES_MAX] = {0};
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < e->n_sources; i++)
        st = e->sources[i]->stamp(c, &stamps[i]);
    if (st || same(e->set, e, stamps))
        return st;
    struct entry_set *set = set_new(e, stamps);
    st = read_lists(c, set);
    if (!st)
        st = make_segment(set);
    if (st) {
        entries_drop(set);
        return st;
    }
    entries_drop(e->set);
    e->set = set;
    view_drop(e->base);
    view_drop(e->both);
    e->base = e->both = NULL;
    return ST_OK;
}

enum st entries_hold(struct entries *e, struct ctx *c, struct entry_set **out)
{
    *out = NULL;
    pthread_mutex_lock(&e->lock);
    /* within a writing transaction nothing is read that may yet be undone */
    enum st st = e->n_sources && !c->writing ? freshen(e, c) : ST_OK;
    if (!st && e->set && e->set->segment) {
        *out = e->set;
        atomic_fetch_add(&e->set->refs, 1);
    }
    pthread_mutex_unlock(&e->lock);
    return st;
}

/* Kept for the next query. */
static void remember(struct entries *e, struct view *base, struct view *both)
{
    view_drop(e->base);
    view_drop(e->both);
    e->base = base;
    e->both = both;
    view_keep(base);
    view_keep(both);
}

struct view *entries_with(struct entries *e, struct view *base, struct entry_set *set)
{
    struct view *v;
    pthread_mutex_lock(&e->lock);
    if (!base || (e->set == set && e->base == base)) {
        v = base ? e->both : set->alone;
        view_keep(v);
    } else {
        v = view_with(base, set->segment, false, base->seq);
        if (e->set == set)
            remember(e, base, v);
    }
    pthread_mutex_unlock(&e->lock);
    return v;
}

/* ---- finding one ---- */

const char *entries_label(const struct entry_set *set, const char *kind)
{
    for (size_t i = 0; set && i < set->n_sources; i++)
        if (strcmp(set->sources[i]->kind, kind) == 0)
            return set->sources[i]->label;
    return NULL;
}

bool entries_get(const struct entry_set *set, int64_t record_id, struct entry_found *out)
{
    size_t source = (size_t)(-record_id % SOURCES_MAX);
    int64_t id = -record_id / SOURCES_MAX;
    if (!set || record_id >= 0 || source >= set->n_sources)
        return false;
    for (size_t i = 0; i < set->counts[source]; i++)
        if (set->lists[source][i].id == id) {
            *out = (struct entry_found){&set->lists[source][i], set->sources[source], record_id};
            return true;
        }
    return false;
}

enum st entries_title(const struct entries *e, struct ctx *c, const char *path, const char **title)
{
    for (size_t s = 0; s < e->n_sources; s++) {
        struct search_entry *list;
        size_t n;
        enum st st = e->sources[s]->list(c, &list, &n);
        if (st)
            return st;
        for (size_t i = 0; i < n; i++)
            if (strcmp(list[i].path, path) == 0) {
                *title = list[i].title;
                return ST_OK;
            }
    }
    return ST_NOT_FOUND;
}

bool entries_at(const struct entry_set *set, const char *path, struct entry_found *out)
{
    for (size_t s = 0; set && s < set->n_sources; s++)
        for (size_t i = 0; i < set->counts[s]; i++)
            if (strcmp(set->lists[s][i].path, path) == 0) {
                *out = (struct entry_found){
                    &set->lists[s][i], set->sources[s], number_of(s, set->lists[s][i].id)};
                return true;
            }
    return false;
}
