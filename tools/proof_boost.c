/* Learns decision trees by gradient boosting on the logarithm of the odds.
 *
 * Features are cut into BINS bins of about equal numbers; each tree sees a share of the instances
 * and of the features, so that trees differ.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/status.h"
#include "lib/text/proof_trees.h"
#include "tools/proof_learn.h"

#define BINS 64
#define RATE 0.04
#define LAMBDA 4.0     /* keeps leaves of few instances small */
#define LEAF_LEAST 4.0 /* instances, weighted by how unsure they are, a leaf holds at least */
#define ROWS 0.7
#define COLUMNS 0.5

struct sums {
    double g, h;
};

struct boost {
    const struct instances *all;
    size_t n;
    float bound[GUESS_FEATURES][BINS]; /* upper ends of the bins but the last */
    int bins[GUESS_FEATURES];
    uint8_t *bin; /* [n][GUESS_FEATURES] */
    float *score;
    float *g, *h;
    int8_t *used; /* by the tree at hand */
    uint16_t *node;
    bool column[GUESS_FEATURES];
    uint64_t random;
};

static double unit(struct boost *b)
{
    b->random ^= b->random << 13;
    b->random ^= b->random >> 7;
    b->random ^= b->random << 17;
    return (double)(b->random >> 11) / 9007199254740992.0;
}

static int by_value(const void *x, const void *y)
{
    float a = *(const float *)x, b = *(const float *)y;
    return (a > b) - (a < b);
}

static void cut_feature(struct boost *b, int f, float *value)
{
    for (size_t i = 0; i < b->n; i++)
        value[i] = b->all->list[i].x[f];
    qsort(value, b->n, sizeof *value, by_value);
    int k = 0;
    for (int q = 1; q < BINS; q++) {
        float v = value[b->n * (size_t)q / BINS];
        if (v < value[b->n - 1] && (!k || v > b->bound[f][k - 1]))
            b->bound[f][k++] = v;
    }
    b->bins[f] = k + 1;
    for (size_t i = 0; i < b->n; i++) {
        int at = 0;
        while (at < k && b->all->list[i].x[f] > b->bound[f][at])
            at++;
        b->bin[i * GUESS_FEATURES + (size_t)f] = (uint8_t)at;
    }
}

static void gradients(struct boost *b)
{
    for (size_t i = 0; i < b->n; i++) {
        double p = 1 / (1 + exp(-(double)b->score[i]));
        const struct instance *in = &b->all->list[i];
        b->g[i] = (float)((p - in->label) * in->importance);
        b->h[i] = (float)(p * (1 - p) * in->importance);
        b->used[i] = unit(b) < ROWS;
        b->node[i] = 0;
    }
    for (int f = 0; f < GUESS_FEATURES; f++)
        b->column[f] = unit(b) < COLUMNS;
}

static double worth(struct sums s)
{
    return s.g * s.g / (s.h + LAMBDA);
}

/* The best question for the instances of a node; false when none is worth it. */
static bool best_cut(const struct boost *b, struct sums hist[GUESS_FEATURES][BINS], struct sums all,
    int *feature, int *bin)
{
    double best = 1e-3;
    for (int f = 0; f < GUESS_FEATURES; f++) {
        struct sums left = {0, 0};
        for (int k = 0; b->column[f] && k + 1 < b->bins[f]; k++) {
            left.g += hist[f][k].g;
            left.h += hist[f][k].h;
            struct sums right = {all.g - left.g, all.h - left.h};
            double gain = worth(left) + worth(right) - worth(all);
            if (left.h >= LEAF_LEAST && right.h >= LEAF_LEAST && gain > best) {
                best = gain;
                *feature = f;
                *bin = k;
            }
        }
    }
    return best > 1e-3;
}

/* Instances go to the children of their node; a node without a question sends all to the left. */
static void grow_level(struct boost *b, int depth, float *tree)
{
    size_t first = ((size_t)1 << depth) - 1, count = (size_t)1 << depth;
    struct sums(*hist)[GUESS_FEATURES][BINS] = calloc(count, sizeof *hist);
    struct sums *all = calloc(count, sizeof *all);
    int feature[TREE_INNER + 1], bin[TREE_INNER + 1];
    BUG_ON(!hist || !all);
    for (size_t i = 0; i < b->n; i++) {
        size_t k = b->node[i] - first;
        const uint8_t *row = b->bin + i * GUESS_FEATURES;
        if (!b->used[i])
            continue;
        all[k].g += b->g[i];
        all[k].h += b->h[i];
        for (int f = 0; f < GUESS_FEATURES; f++)
            if (b->column[f]) {
                hist[k][f][row[f]].g += b->g[i];
                hist[k][f][row[f]].h += b->h[i];
            }
    }
    for (size_t k = 0; k < count; k++) {
        bool cut = best_cut(b, hist[k], all[k], &feature[k], &bin[k]);
        tree[2 * (first + k)] = cut ? (float)feature[k] : 0;
        tree[2 * (first + k) + 1] = cut ? b->bound[feature[k]][bin[k]] : 1e9f;
        feature[k] = cut ? feature[k] : -1;
    }
    for (size_t i = 0; i < b->n; i++) {
        size_t k = b->node[i] - first;
        bool right = feature[k] >= 0 && b->bin[i * GUESS_FEATURES + (size_t)feature[k]] > bin[k];
        b->node[i] = (uint16_t)(2 * b->node[i] + 1 + right);
    }
    free(hist);
    free(all);
}

static void grow(struct boost *b, float *tree)
{
    struct sums leaf[TREE_LEAVES] = {{0, 0}};
    gradients(b);
    for (int d = 0; d < TREE_DEPTH; d++)
        grow_level(b, d, tree);
    for (size_t i = 0; i < b->n; i++)
        if (b->used[i]) {
            leaf[b->node[i] - TREE_INNER].g += b->g[i];
            leaf[b->node[i] - TREE_INNER].h += b->h[i];
        }
    for (int k = 0; k < TREE_LEAVES; k++)
        tree[2 * TREE_INNER + k] = (float)(-RATE * leaf[k].g / (leaf[k].h + LAMBDA));
    for (size_t i = 0; i < b->n; i++)
        b->score[i] += tree[2 * TREE_INNER + b->node[i] - TREE_INNER];
}

void boost_learn(const struct instances *all, float *weight)
{
    struct boost *b = calloc(1, sizeof *b);
    float *value = malloc((all->n + 1) * sizeof *value);
    double yes = 1, no = 1;
    BUG_ON(!b || !value);
    b->all = all;
    b->n = all->n;
    b->random = 88172645463325252u;
    b->bin = calloc(b->n + 1, GUESS_FEATURES);
    b->score = calloc(b->n + 1, sizeof *b->score);
    b->g = calloc(b->n + 1, sizeof *b->g);
    b->h = calloc(b->n + 1, sizeof *b->h);
    b->used = calloc(b->n + 1, 1);
    b->node = calloc(b->n + 1, sizeof *b->node);
    BUG_ON(!b->bin || !b->score || !b->g || !b->h || !b->used || !b->node);
    for (int f = 0; f < GUESS_FEATURES; f++)
        cut_feature(b, f, value);
    for (size_t i = 0; i < b->n; i++)
        *(all->list[i].label > 0.5f ? &yes : &no) += 1;
    weight[TREES * TREE_FLOATS] = (float)log(yes / no);
    for (size_t i = 0; i < b->n; i++)
        b->score[i] = weight[TREES * TREE_FLOATS];
    for (int t = 0; t < TREES; t++)
        grow(b, weight + (size_t)t * TREE_FLOATS);
    free(b->bin);
    free(b->score);
    free(b->g);
    free(b->h);
    free(b->used);
    free(b->node);
    free(b);
    free(value);
}
