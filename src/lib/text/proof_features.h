/* The features of a guess: numbers that the trees of proof_trees.h ask. Private to proof_guess.c
 * and proof_features.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_FEATURES_H
#define TEXT_PROOF_FEATURES_H

#include "lib/text/proof_guess.h"

/* The costs from the changed place on; gain: what they save. */
struct trial {
    int cost[ORDER + 2], known[ORDER + 2];
    int gain;
};

struct found {
    uint16_t to[2];
    uint32_t pair[2];
    struct trial trial;
    int rank; /* gain and likeness */
};

static inline bool is_han(const struct proof_model *m, uint16_t t)
{
    return t == TOKEN_RARE || (t >= TOKEN_FIRST && m->cp[t] >= 0x3400);
}

/* Longest known n-gram over place at; known[j - from] is that of place j. */
static inline int covered(const int *known, size_t at, size_t from, size_t last)
{
    int best = 1;
    for (size_t j = at; j <= last && j < at + ORDER; j++)
        if (known[j - from] > (int)(j - at) && known[j - from] > best)
            best = known[j - from];
    return best;
}

/* Writes g->x but for what the other guesses say. rank: among the guesses of its place; next_best:
 * gain of the best other one. */
void features_describe(
    struct guess_line *l, struct guess *g, const struct found *f, size_t rank, int next_best);
/* The best guess elsewhere in the line: errors come together. When all guesses are there. */
void features_describe_others(struct guess_line *l);

#endif
