/* Shared by the parts of learn_search: a judged collection in memory and the model learnt on it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEARN_SEARCH_H
#define LEARN_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/search/assoc.h"

enum { FOLDS = 5 };
#define IN_TITLE (1ULL << 62) /* a pair of characters that stands in the title */

struct feature { /* of a document: a pair of characters, and how much of it */
    uint32_t word;
    float x; /* tf / (k1 + tf) in the text, 1 in the title */
};
struct features {
    struct feature *p;
    size_t n;
};
struct question {
    char *id, *text;
    uint32_t *words; /* its pairs, distinct */
    size_t n_words;
    uint32_t *right; /* documents judged right */
    size_t n_right;
    uint32_t *candidates; /* the best by text alone, and the right ones */
    float *scores;        /* of the text alone */
    size_t n_candidates;
    int fold; /* by its text: the same in all collections */
};
struct judged {
    char **ids;
    struct features *docs;
    size_t n_docs;
    struct question *questions;
    size_t n_questions;
    uint64_t *words; /* the pair of each number */
    uint32_t *df;    /* documents with it */
    size_t n_words;
};

/* Reads lines id TAB title TAB text, id TAB question, and judgements; stops the program when a
 * file cannot be read. with_features false: names only, for evaluation. */
struct judged *judged_read(
    const char *corpus, const char *questions, const char *judgements, bool with_features);
void die_usage(const char *what);
void *need(size_t n, size_t each);
/* Learns on all questions outside the fold (FOLDS: on all). Lives until the program ends. */
const struct assoc *learn(const struct judged *j, int without_fold);

#endif
