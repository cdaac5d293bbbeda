/* Gathering requests for the same without comparing every pair.
 *
 * A case is compared only with those that could be alike: they share one of the words that
 * weigh enough (the rarest ones, without which the weight that the setting asks for cannot be
 * reached), or a band of the fingerprint. Both are looked up in one table; what it holds under one
 * key is bounded, so that the work grows with the number of cases and not with its square.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/status.h"
#include "request/feedback/alike.h"

enum {
    MOST_EQUAL = 3,    /* cases of the same words under a key: a fourth says nothing new */
    MOST_OF_KEY = 512, /* a key that so many share tells nothing apart */
    BANDS_MOST = FINGERPRINT_CELLS
};

struct entry {
    uint64_t key;
    uint32_t item, next; /* next: place + 1, 0 at the end */
};
struct table {
    struct entry *at;
    uint32_t *heads;
    size_t n;
    uint64_t mask;
};
struct rarity { /* how many cases of the organ have a word */
    uint64_t key;
    uint32_t n;
};
struct gather {
    struct feedback_case *list;
    size_t n;
    int alike;
    struct table words, rare_words, bands;
    struct rarity *rarities;
    uint64_t rarity_mask;
    uint32_t *looked; /* at which case an item was compared last, plus one */
};

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static uint64_t key_of(const struct feedback_case *k, uint64_t what)
{
    return mix(mix((uint64_t)k->organ_id + 1) ^ what);
}

static uint64_t power_of_two(size_t n)
{
    uint64_t p = 64;
    while (p < n)
        p *= 2;
    return p;
}

/* ---- the table ---- */

static struct table table_of(struct arena *a, size_t cap)
{
    uint64_t heads = power_of_two(cap);
    struct table t = {.at = ARENA_ARRAY(a, struct entry, cap + 1),
        .heads = ARENA_ARRAY(a, uint32_t, heads),
        .mask = heads - 1};
    memset(t.heads, 0, heads * sizeof *t.heads);
    return t;
}

static void put(struct gather *g, struct table *t, uint64_t key, size_t item)
{
    size_t of_key = 0, equal = 0;
    const char *text = g->list[item].subject.key;
    uint32_t *head = &t->heads[key & t->mask];
    for (uint32_t i = *head; i; i = t->at[i - 1].next)
        if (t->at[i - 1].key == key) {
            of_key++;
            equal += strcmp(g->list[t->at[i - 1].item].subject.key, text) == 0;
        }
    if (of_key >= MOST_OF_KEY || equal >= MOST_EQUAL)
        return;
    t->at[t->n++] = (struct entry){key, (uint32_t)item, *head};
    *head = (uint32_t)t->n;
}

/* ---- rare words ---- */

static struct rarity *rarity_of(struct gather *g, uint64_t key)
{
    uint64_t i = key & g->rarity_mask;
    while (g->rarities[i].n && g->rarities[i].key != key)
        i = (i + 1) & g->rarity_mask;
    g->rarities[i].key = key;
    return &g->rarities[i];
}

static void count_words(struct gather *g)
{
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < g->list[i].subject.n_words; k++)
            rarity_of(g, key_of(&g->list[i], g->list[i].subject.words[k]))->n++;
}

struct word {
    uint64_t key;
    uint32_t n;
    double weight;
};

static int rarest_first(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return x->n != y->n ? (x->n > y->n) - (x->n < y->n) : (x->key > y->key) - (x->key < y->key);
}

/* The words, rarest first. *n_rare: how many of them are needed, because the others together do not
 * weigh enough to be alike. */
static size_t words_of(
    struct gather *g, size_t item, struct word out[static FEEDBACK_WORDS], size_t *n_rare)
{
    const struct feedback_case *k = &g->list[item];
    double all = 0, rest = 0;
    size_t n = k->subject.n_words;
    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(k, k->subject.words[i]);
        out[i] = (struct word){key, rarity_of(g, key)->n, k->subject.weights[i]};
        all += out[i].weight;
    }
    qsort(out, n, sizeof *out, rarest_first);
    *n_rare = n;
    while (*n_rare > 1 && (rest + out[*n_rare - 1].weight) * 100 < (g->alike - 0.5) * all) {
        rest += out[*n_rare - 1].weight;
        --*n_rare;
    }
    return n;
}

/* ---- bands ---- */

/* So many cells in a band that what is alike shares one almost surely (all of 45 per cent: 98 of
 * 100) and what has only a phrase in common seldom does. */
static size_t cells_of_band(int alike)
{
    return alike >= 40 ? 3 : alike >= 25 ? 2 : 1;
}

static size_t bands_of(
    const struct gather *g, const struct feedback_case *k, uint64_t out[static BANDS_MOST])
{
    const unsigned char *cell = k->subject.print.cell;
    size_t deep = cells_of_band(g->alike), n = FINGERPRINT_CELLS / deep;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = i;
        for (size_t d = 0; d < deep; d++)
            value = value << 8 | cell[i + d * n];
        out[i] = key_of(k, value | UINT64_C(1) << 63);
    }
    return n;
}

/* ---- one case ---- */

static bool is_apart(const struct feedback_case *k, int64_t group)
{
    for (size_t i = 0; i < k->n_apart; i++)
        if (k->apart[i] == group)
            return true;
    return false;
}

struct best {
    struct feedback_case *of;
    int score;
};

/* Of equals one that has a group, then the first of the list. */
static bool is_better(const struct best *b, const struct feedback_case *o, int score)
{
    if (score != b->score || !b->of)
        return score > b->score;
    if (!o->group_id != !b->of->group_id)
        return o->group_id != 0;
    return o < b->of;
}

static void look(
    struct gather *g, const struct table *t, uint64_t key, size_t item, struct best *best)
{
    struct feedback_case *k = &g->list[item];
    for (uint32_t i = t->heads[key & t->mask]; i; i = t->at[i - 1].next) {
        const struct entry *e = &t->at[i - 1];
        struct feedback_case *o = &g->list[e->item];
        if (e->key != key || e->item == item || g->looked[e->item] == item + 1)
            continue;
        g->looked[e->item] = (uint32_t)item + 1;
        if (o->organ_id != k->organ_id || (o->group_id && is_apart(k, o->group_id)))
            continue;
        int score = feedback_alike(&k->subject, &o->subject);
        if (is_better(best, o, score))
            *best = (struct best){o, score};
    }
}

static struct feedback_case *find_best(struct gather *g, size_t item)
{
    struct word words[FEEDBACK_WORDS];
    uint64_t bands[BANDS_MOST];
    size_t n_rare, n = words_of(g, item, words, &n_rare);
    struct best best = {NULL, g->alike - 1};
    for (size_t i = 0; i < n; i++)
        look(g, i < n_rare ? &g->words : &g->rare_words, words[i].key, item, &best);
    n = bands_of(g, &g->list[item], bands);
    for (size_t i = 0; i < n; i++)
        look(g, &g->bands, bands[i], item, &best);
    return best.of;
}

static void remember(struct gather *g, size_t item)
{
    struct word words[FEEDBACK_WORDS];
    uint64_t bands[BANDS_MOST];
    size_t n_rare, n = words_of(g, item, words, &n_rare);
    for (size_t i = 0; i < n; i++)
        put(g, &g->words, words[i].key, item);
    for (size_t i = 0; i < n_rare; i++)
        put(g, &g->rare_words, words[i].key, item);
    n = bands_of(g, &g->list[item], bands);
    for (size_t i = 0; i < n; i++)
        put(g, &g->bands, bands[i], item);
}

static struct gather start(struct arena *a, struct feedback_case *list, size_t n, int alike)
{
    size_t n_bands = FINGERPRINT_CELLS / cells_of_band(alike);
    uint64_t rarities = 2 * power_of_two(n * FEEDBACK_WORDS);
    struct gather g = {.list = list,
        .n = n,
        .alike = alike,
        .words = table_of(a, n * FEEDBACK_WORDS),
        .rare_words = table_of(a, n * FEEDBACK_WORDS),
        .bands = table_of(a, n * n_bands),
        .rarities = ARENA_ARRAY(a, struct rarity, rarities),
        .rarity_mask = rarities - 1,
        .looked = ARENA_ARRAY(a, uint32_t, n + 1)};
    memset(g.rarities, 0, rarities * sizeof *g.rarities);
    memset(g.looked, 0, (n + 1) * sizeof *g.looked);
    count_words(&g);
    return g;
}

size_t feedback_gather(struct arena *a, struct feedback_case *list, size_t n, int alike)
{
    struct gather g = start(a, list, n, alike);
    int64_t fresh = 0;
    for (int grouped = 1; grouped >= 0; grouped--) /* where there is one to join, it is found */
        for (size_t i = 0; i < n; i++)
            if ((list[i].group_id != 0) == grouped)
                remember(&g, i);
    for (size_t i = 0; i < n; i++) {
        struct feedback_case *best = list[i].group_id ? NULL : find_best(&g, i);
        if (best && !best->group_id)
            best->group_id = --fresh;
        if (best)
            list[i].group_id = best->group_id;
    }
    return (size_t)-fresh;
}
