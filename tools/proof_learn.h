/* Learning the weights of the proofreader and measuring it by cross-validation.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TOOLS_PROOF_LEARN_H
#define TOOLS_PROOF_LEARN_H

#include "lib/text/proof_guess.h"
#include "tools/proof_train.h"

struct instance {
    float x[GUESS_FEATURES];
    float label, importance;
};
struct instances {
    struct instance *list;
    size_t n, cap;
};
/* proof_boost.c: TREES_FLOATS weights. */
void boost_learn(const struct instances *all, float *weight);

struct score {                            /* of correction; sentences and characters */
    int sentences, wrong, changed, right; /* right: wrong before and equal to the target after */
    int correct, false_alarms;            /* sentences without error; changed ones among them */
    int chars_wrong, chars_changed, chars_right;
};

struct slip_score {              /* of repetitions and gaps, see proof_slips.h */
    int sentences, false_alarms; /* right sentences; those with a finding */
    int twice, twice_found;      /* with one character written twice */
    int gaps, gaps_found;        /* with one left out */
    int wrong;                   /* findings elsewhere or with another proposal in these */
};

enum { FOLDS = 5, BOUNDS = 6 };
struct score_table {
    struct score total[2], at[BOUNDS][2]; /* official prose, law; as shown and at other bounds */
    struct slip_score slips[2];
};

/* weight: PROOF_WEIGHTS floats. The confusions of m are changed. */
void learn_weights(struct proof_model *m, const struct grams *g, const struct confusions *base,
    const struct corpus *c, float *weight);
/* Cross-validation: the weights for each fold, learnt on the others. */
void cross_learn(struct proof_model *m, const struct grams *g, const struct confusions *base,
    const struct corpus *c, float weight[FOLDS][PROOF_WEIGHTS]);
/* Measures a fold and prints its rows. */
void cross_measure(struct proof_model *m, const struct grams *g, const struct confusions *base,
    const struct corpus *c, int fold, const float *weight, struct score_table *t);
/* proof_gaps.c: a right sentence, as it is and with slips made by rule; prints a row. */
void slips_measure(const struct proof_model *m, const char *right, struct slip_score *s);
void slips_show(const char *name, const struct slip_score *s);
/* Prints the sums; false below the floor. */
bool cross_show(const struct score_table *t);
/* A line of text as tokens, with the place of each token in the line. */
size_t line_tokens(
    const struct proof_model *m, const char *s, uint16_t *t, uint16_t *written, size_t max);

#endif
