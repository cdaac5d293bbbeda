/* Adding up the links of a question's pairs, see hint.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/hint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/assoc.h"
#include "common/search/terms.h"

enum { PAIRS = 96, SLOTS = 16384, FULL = SLOTS / 4 * 3 };

struct adding {
    uint64_t pairs[PAIRS];
    size_t n_pairs;
    struct hint slots[SLOTS]; /* by term and title; weight 0: free */
    size_t n;
};

static void read_pairs(struct adding *x, const char *text)
{
    struct scanner s;
    struct token t;
    scan_start(&s, text, strlen(text));
    while (x->n_pairs < PAIRS && scan_next(&s, &t)) {
        size_t i = 0;
        if (!t.han || !t.pair || t.pair & TERM_WORD_BIT)
            continue;
        while (i < x->n_pairs && x->pairs[i] != t.pair)
            i++;
        if (i == x->n_pairs)
            x->pairs[x->n_pairs++] = t.pair;
    }
}

static void add_link(struct adding *x, assoc_link l, float share)
{
    uint64_t key = l >> 15; /* term and title */
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15ULL) >> 40) % SLOTS;
    while (x->slots[at].weight > 0 &&
           (x->slots[at].term != assoc_term(l) || x->slots[at].title != assoc_title(l)))
        at = (at + 1) % SLOTS;
    struct hint *h = &x->slots[at];
    if (h->weight <= 0) {
        if (x->n == FULL)
            return;
        x->n++;
        *h = (struct hint){assoc_term(l), 0, assoc_title(l)};
    }
    h->weight += assoc_weight(l) * share;
}

static int weightiest_first(const void *p, const void *q)
{
    const struct hint *a = p, *b = q;
    if (a->weight < b->weight || a->weight > b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->term != b->term)
        return a->term < b->term ? -1 : 1;
    return a->title - b->title;
}

void hint_read(struct arena *a, const char *text, struct hint **out, size_t *n)
{
    struct adding *x = ARENA_NEW(a, struct adding);
    read_pairs(x, text);
    /* a long question says more, but each of its words tells less */
    float share = x->n_pairs ? 1 / sqrtf((float)x->n_pairs) : 0;
    for (size_t i = 0; i < x->n_pairs; i++) {
        size_t links;
        const assoc_link *l = assoc_of(x->pairs[i], &links);
        for (size_t k = 0; k < links; k++)
            add_link(x, l[k], share);
    }
    size_t kept = 0;
    for (size_t i = 0; i < SLOTS; i++)
        if (x->slots[i].weight > 0)
            x->slots[kept++] = x->slots[i];
    qsort(x->slots, kept, sizeof *x->slots, weightiest_first);
    *out = x->slots;
    *n = kept < ASK_HINTS ? kept : ASK_HINTS;
}
