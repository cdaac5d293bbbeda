/* Which characters of a line are wrong, judged by language statistics. Private to lib/text/proof*.c
 * and tools/proof_*.c.
 *
 * A guess replaces one or two characters by confusable ones. Its features go through decision trees
 * that proof-train learnt (proof_trees.h); the result is the probability that the guess is right.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_GUESS_H
#define TEXT_PROOF_GUESS_H

#include "lib/text/proof_model.h"

enum { GUESS_FEATURES = 56, GUESS_MAX = 256, GUESS_LINE = 1024 };

struct guess {
    uint16_t at, len; /* tokens of the line, 1 or 2 */
    uint16_t to[2];
    int gain; /* cost before less cost after, tenths of a nat */
    int like; /* the same with likeness of sound and shape */
    float p;  /* probability that it is right */
    float x[GUESS_FEATURES];
};

struct guess_line {
    const struct proof_model *m;
    uint16_t t[GUESS_LINE + 8];       /* t[0] and t[n + 1] are TOKEN_EDGE */
    uint16_t written[GUESS_LINE + 8]; /* glyphs: more exact than t where TOKEN_RARE is written */
    size_t n;
    int cost[GUESS_LINE + 8], known[GUESS_LINE + 8];
    uint32_t cell[GUESS_LINE + 8]
                 [ORDER];       /* [i][k]: of the k + 1 tokens that end at i, 0 if unknown */
    bool fixed[GUESS_LINE + 8]; /* not to be touched */
    struct guess guess[GUESS_MAX];
    size_t n_guesses;
    bool company; /* a sure guess was taken in this line */
};

/* Costs of all places; call after t, n and fixed are set or t was changed. */
void guess_costs(struct guess_line *l);
/* How many places guess_list would look at, and whether so many of all places mean that this is no
 * prose (a table of names, one character a thousand times) where guessing costs much and finds
 * nothing. After guess_costs. */
size_t guess_suspects(const struct guess_line *l);
bool guess_is_junk(size_t suspects, size_t places);
/* Fills guess[] with candidates and their features, without p. */
void guess_list(struct guess_line *l);
/* Probability of one guess under the weights (TREES_FLOATS floats). */
float guess_judge(const float *weight, const float *x);
/* Puts in place what is at least so probable, best first, and gives it in taken[GUESS_MAX]; its
 * number. One sure error makes others in the same line more probable, so their p is raised. */
size_t guess_take(struct guess_line *l, float least, float sure, struct guess *taken);

#endif
