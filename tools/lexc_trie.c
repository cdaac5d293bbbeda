/* Packing sorted words into a double array: children of a place stand at its base + code, no two
 * places share a base, so that the code alone tells whose child a place is.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "tools/lexc.h"

enum { UNITS_MAX = (1 << 24) - 1 };

struct node;

struct packer {
    struct lex_unit *unit;
    unsigned char *base_used;
    uint32_t *next_free, *prev_free; /* ring of free places through place 0 */
    uint32_t cap, n_units;
    const struct word *words;
    struct node *nodes;
    size_t n_nodes, cap_nodes, linked;
};

static void *must(void *p)
{
    if (!p)
        lexc_stop("out of memory");
    return p;
}

static void grow(struct packer *k, uint32_t need)
{
    uint32_t cap = k->cap ? k->cap : 1 << 16;
    while (cap <= need)
        cap *= 2;
    if (cap == k->cap)
        return;
    if (need >= UNITS_MAX)
        lexc_stop("the trie is too large");
    k->unit = must(realloc(k->unit, cap * sizeof *k->unit));
    k->base_used = must(realloc(k->base_used, cap));
    k->next_free = must(realloc(k->next_free, cap * sizeof *k->next_free));
    k->prev_free = must(realloc(k->prev_free, cap * sizeof *k->prev_free));
    memset(k->unit + k->cap, 0, (cap - k->cap) * sizeof *k->unit);
    memset(k->base_used + k->cap, 0, cap - k->cap);
    uint32_t last = k->cap ? k->prev_free[0] : 0;
    for (uint32_t i = k->cap ? k->cap : 1; i < cap; i++) {
        k->next_free[last] = i;
        k->prev_free[i] = last;
        last = i;
    }
    k->next_free[last] = 0;
    k->prev_free[0] = last;
    k->cap = cap;
}

static void take(struct packer *k, uint32_t i, uint16_t label)
{
    k->next_free[k->prev_free[i]] = k->next_free[i];
    k->prev_free[k->next_free[i]] = k->prev_free[i];
    k->unit[i].label = label;
    k->n_units = i >= k->n_units ? i + 1 : k->n_units;
}

static bool fits(struct packer *k, uint32_t base, const uint16_t *codes, size_t n)
{
    grow(k, base + codes[n - 1]);
    if (k->base_used[base])
        return false;
    for (size_t i = 0; i < n; i++)
        if (k->unit[base + codes[i]].label)
            return false;
    return true;
}

/* codes ascend. Free places before *from were tried for as many codes in vain. */
static uint32_t find_base(struct packer *k, const uint16_t *codes, size_t n, uint32_t *from)
{
    uint32_t at = *from && !k->unit[*from].label ? *from : k->next_free[0];
    for (;; at = k->next_free[at]) {
        if (!k->next_free[at])
            grow(k, k->cap);
        if (at > codes[0] && fits(k, at - codes[0], codes, n)) {
            *from = k->prev_free[at];
            return at - codes[0];
        }
    }
}

static void set_word(struct lex_unit *u, const struct word *w)
{
    u->cost = w->cost & LEX_COST_MAX;
    u->idf = w->idf;
    u->word_class = w->word_class & 7;
}

/* A prefix that words share: those of [from, to) go on behind `depth` codes. */
struct node {
    uint32_t from, to, depth, children, base;
};

static void add_node(struct packer *k, uint32_t from, uint32_t to, uint32_t depth)
{
    if (k->n_nodes == k->cap_nodes) {
        k->cap_nodes = k->cap_nodes ? 2 * k->cap_nodes : 1 << 16;
        k->nodes = must(realloc(k->nodes, k->cap_nodes * sizeof *k->nodes));
    }
    k->nodes[k->n_nodes++] = (struct node){.from = from, .to = to, .depth = depth};
}

static uint32_t branch_end(const struct packer *k, uint32_t i, const struct node *n)
{
    uint32_t end = i + 1;
    while (end < n->to && k->words[end].c[n->depth] == k->words[i].c[n->depth])
        end++;
    return end;
}

/* All nodes that have children, in the order of a depth-first walk. */
static void collect(struct packer *k, uint32_t from, uint32_t to, uint32_t depth)
{
    if (from < to && k->words[from].n == depth)
        from++;
    if (from == to)
        return;
    size_t self = k->n_nodes;
    add_node(k, from, to, depth);
    for (uint32_t i = from, end; i < to; i = end) {
        end = branch_end(k, i, &k->nodes[self]);
        k->nodes[self].children++;
        collect(k, i, end, depth + 1);
    }
}

static int by_children(const void *a, const void *b)
{
    const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
    if (x->children != y->children)
        return x->children > y->children ? -1 : 1;
    return (x > y) - (x < y);
}

/* Families find their places, large ones first: the small ones then fill the gaps. */
static void place_families(struct packer *k)
{
    static uint16_t codes[LEX_PLANE];
    struct node **order = must(malloc(k->n_nodes * sizeof(struct node *)));
    uint32_t start = 0, before = 0;
    for (size_t i = 0; i < k->n_nodes; i++)
        order[i] = &k->nodes[i];
    qsort(order, k->n_nodes, sizeof order[0], by_children);
    for (size_t i = 0; i < k->n_nodes; i++) {
        struct node *n = order[i];
        size_t n_codes = 0;
        for (uint32_t w = n->from; w < n->to; w = branch_end(k, w, n))
            codes[n_codes++] = k->words[w].c[n->depth];
        start = n->children == before ? start : 0;
        before = n->children;
        n->base = find_base(k, codes, n_codes, &start);
        k->base_used[n->base] = 1;
        for (size_t c = 0; c < n_codes; c++)
            take(k, n->base + codes[c], codes[c]);
    }
    free(order);
}

/* The same walk as collect, now that every family has its place. */
static void link_up(struct packer *k, uint32_t at, uint32_t from, uint32_t to, uint32_t depth)
{
    if (from < to && k->words[from].n == depth)
        set_word(&k->unit[at], &k->words[from++]);
    if (from == to)
        return;
    const struct node *n = &k->nodes[k->linked++];
    k->unit[at].next = n->base & UNITS_MAX;
    for (uint32_t i = from, end; i < to; i = end) {
        end = branch_end(k, i, n);
        link_up(k, n->base + k->words[i].c[depth], i, end, depth + 1);
    }
}

struct lex_unit *trie_pack(const struct word *words, size_t n_words, uint32_t *n_units)
{
    struct packer k = {.words = words, .n_units = 1};
    grow(&k, 1);
    collect(&k, 0, (uint32_t)n_words, 0);
    place_families(&k);
    link_up(&k, 0, 0, (uint32_t)n_words, 0);
    *n_units = k.n_units;
    free(k.nodes);
    free(k.base_used);
    free(k.next_free);
    free(k.prev_free);
    return k.unit;
}
