/* Asking the trees, see proof_trees.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_trees.h"

float trees_sum(const float *weight, const float *x, size_t n)
{
    float sum = weight[TREES * TREE_FLOATS];
    for (int t = 0; t < TREES; t++) {
        const float *tree = weight + (size_t)t * TREE_FLOATS;
        size_t node = 0;
        for (int d = 0; d < TREE_DEPTH; d++) {
            float which = tree[2 * node];
            size_t f = which >= 0 && which < (float)n ? (size_t)which : n - 1;
            node = 2 * node + 1 + (x[f] > tree[2 * node + 1]);
        }
        sum += tree[2 * TREE_INNER + node - TREE_INNER];
    }
    return sum;
}
