/* Decision trees over the features of a guess, learnt by boosting. Private to lib/text/proof*.c and
 * tools/proof_*.c.
 *
 * All trees have the same shape: TREE_DEPTH questions "is feature f above its bound?" lead to a
 * leaf. The sum of the leaves is the logarithm of the odds that a guess is right.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_TREES_H
#define TEXT_PROOF_TREES_H

#include <stddef.h>

enum {
    TREES = 320,
    TREE_DEPTH = 5,
    TREE_INNER = (1 << TREE_DEPTH) - 1,
    TREE_LEAVES = 1 << TREE_DEPTH,
    /* floats of a tree: feature and bound of each inner node, then the leaves */
    TREE_FLOATS = 2 * TREE_INNER + TREE_LEAVES,
    TREES_FLOATS = TREES * TREE_FLOATS + 1 /* and what is added to all */
};

/* Logarithm of the odds. n: features of x; a feature out of bounds counts as the last. */
float trees_sum(const float *weight, const float *x, size_t n);

#endif
