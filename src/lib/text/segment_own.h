/* The county's own words, a small trie beside the dictionary. Private to the segmenter.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SEGMENT_OWN_H
#define TEXT_SEGMENT_OWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"

struct own_words {
    struct own_slot *slot; /* hash table: (place, character) → place */
    size_t n_slots, n_used;
    uint32_t *cost; /* of the word that ends at a place; 0: none */
    size_t n_places, cap_places;
    unsigned char first[8192]; /* characters that words begin with, a bit each */
    unsigned char pair[8192];  /* codes of cells that words begin with, two and two, a bit each */
    struct arena *a;
};

void own_words_init(struct own_words *w, struct arena *a);
void own_words_add(struct own_words *w, const char *word, size_t n, uint32_t cost);
/* The place below `at` (0: the root), 0 when no word goes on so. */
uint32_t own_words_step(const struct own_words *w, uint32_t at, uint32_t cp);
static inline bool own_words_may_begin(const struct own_words *w, uint32_t cp)
{
    return w->n_used && (w->first[(cp >> 3) & 8191] & (1u << (cp & 7)));
}

/* The next two cells may begin a word: most places of a text are ruled out by this look alone. Code
 * 0 stands for cells that are no single character of the dictionary. */
static inline uint32_t own_words_pair(uint16_t a, uint16_t b)
{
    return ((uint32_t)a * 40503u + (uint32_t)b * 2654435761u) >> 16;
}
static inline bool own_words_pair_may_begin(const struct own_words *w, uint16_t a, uint16_t b)
{
    uint32_t h = own_words_pair(a, b);
    return w->pair[h >> 3] & (1u << (h & 7));
}
void own_words_add_pair(struct own_words *w, uint16_t a, uint16_t b);

#endif
