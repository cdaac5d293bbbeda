/* search_suggest: titles while somebody types.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/search/engine.h"
#include "common/search/rank.h"
#include "common/search/reread.h"
#include "common/search/search.h"

/* Places of titles that begin with the key, in one segment. */
static size_t first_title(const struct segment *s, const char *key, size_t n)
{
    size_t lo = 0, hi = s->n_docs;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2, bytes = 0;
        uint32_t doc = s->title_order[mid];
        const char *title = doc < s->n_docs ? segment_title(s, doc, &bytes) : "";
        int order = memcmp(title, key, bytes < n ? bytes : n);
        if (order < 0 || (order == 0 && bytes < n))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct names { /* records found so far, without repeats */
    int64_t ids[SEARCH_MAX_SUGGESTIONS];
    size_t n, most;
};

static void add_name(struct names *names, int64_t id)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->ids[i] == id)
            return;
    if (names->n < names->most)
        names->ids[names->n++] = id;
}

static void add_prefixed(const struct view *v, const char *key, size_t n, struct names *names)
{
    for (size_t i = v->n; i-- > 0;) {
        const struct segment *s = v->parts[i].s;
        for (size_t at = first_title(s, key, n); at < s->n_docs && names->n < names->most; at++) {
            size_t bytes;
            uint32_t doc = s->title_order[at];
            if (doc >= s->n_docs)
                break;
            const char *title = segment_title(s, doc, &bytes);
            if (bytes < n || memcmp(title, key, n) != 0)
                break;
            if (!part_dead(&v->parts[i], doc) && s->docs[doc].rank != RANK_ENDED)
                add_name(names, s->docs[doc].record_id);
        }
    }
}

static void add_ranked(struct ctx *c, const struct view *v, struct ask *ask, struct names *names)
{
    struct narrow f = {.issuer = "", .subject = "", .validity = "", .genre = "", .kind = ""};
    struct ranking ranking;
    rank_view(c->mem, v, ask, &f, false, names->most, &ranking);
    for (size_t i = 0; i < ranking.n; i++)
        add_name(names, ranking.best[i].record_id);
}

static enum st read_names(struct ctx *c, const struct entry_set *set, const struct names *names,
    struct search_suggestion **out, size_t *found)
{
    *out = ARENA_ARRAY(c->mem, struct search_suggestion, names->n + 1);
    *found = 0;
    for (size_t i = 0; i < names->n; i++) {
        struct item item;
        struct entry_found e;
        if (entries_get(set, names->ids[i], &e)) {
            (*out)[(*found)++] = (struct search_suggestion){arena_strdup(c->mem, e.entry->title),
                arena_strdup(c->mem, e.entry->path), "", e.source->label};
            continue;
        }
        enum st st = item_get(c, names->ids[i], &item);
        if (st == ST_NOT_FOUND)
            continue;
        if (st)
            return st;
        (*out)[(*found)++] = (struct search_suggestion){item.title, item.path, item.doc_no, ""};
    }
    return ST_OK;
}

/* Numbers first, then titles that begin so, then what is found at all. */
static void collect_names(struct ctx *c, const struct view *v, struct ask *ask, struct names *names)
{
    const char *long_key = arena_printf(c->mem, "中华人民共和国%s", ask->key);
    if (ask->has_number)
        add_ranked(c, v, ask, names);
    add_prefixed(v, ask->key, ask->key_bytes, names);
    add_prefixed(v, long_key, strlen(long_key), names);
    if (names->n < names->most && !ask->has_number)
        add_ranked(c, v, ask, names);
}

/* Where records leave room, entries come behind them. */
static enum st add_entries(
    struct engine *e, struct ctx *c, struct ask *ask, struct entry_set **set, struct names *names)
{
    enum st st = entries_hold(&e->entries, c, set);
    if (st || !*set || ask->has_number)
        return st;
    struct view *alone = entries_with(&e->entries, NULL, *set);
    collect_names(c, alone, ask, names);
    view_drop(alone);
    return ST_OK;
}

enum st search_suggest(
    struct ctx *c, const char *text, size_t n, struct search_suggestion **out, size_t *found)
{
    struct names names = {.most = n < SEARCH_MAX_SUGGESTIONS ? n : SEARCH_MAX_SUGGESTIONS};
    struct ask ask;
    enum freshness how;
    *out = NULL;
    *found = 0;
    ask_read(c->mem, text, &ask);
    if (!ask.n || !ask.key_bytes)
        return ST_OK;
    struct engine *e = engine_of(c->db, c->data_dir);
    enum st st = engine_freshen(e, c, &how);
    if (st)
        return st;
    struct view *v = engine_view(e);
    collect_names(c, v, &ask, &names);
    const char *meant = "";
    if (!names.n)
        st = reread_meant(c, v, ask.plain, &meant);
    if (!st && *meant) {
        ask_read(c->mem, meant, &ask);
        collect_names(c, v, &ask, &names);
    }
    struct entry_set *set = NULL;
    if (!st)
        st = add_entries(e, c, &ask, &set, &names);
    if (!st)
        st = read_names(c, set, &names, out, found);
    entries_drop(set);
    view_drop(v);
    return st;
}
