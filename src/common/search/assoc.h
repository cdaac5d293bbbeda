/* What learnt questions teach: which terms the governing text uses where a question uses others
 * (谁付 … 承担), and which kinds of titles questions are about.
 *
 * The table is made from data/search/associations.tsv when the program is built; that file is
 * learnt by tools/learn_search from judged questions. Weights are in units of the text score.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_ASSOC_H
#define SEARCH_ASSOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Packed: term << 16 | in the title << 15 | hundredths. */
typedef uint64_t assoc_link;
static inline assoc_link assoc_pack(uint64_t term, bool title, unsigned hundredths)
{
    return term << 16 | (uint64_t)title << 15 | (hundredths > 0x7FFF ? 0x7FFF : hundredths);
}
static inline uint64_t assoc_term(assoc_link l)
{
    return l >> 16;
}
static inline bool assoc_title(assoc_link l)
{
    return l >> 15 & 1;
}
static inline float assoc_weight(assoc_link l)
{
    return (float)(l & 0x7FFF) / 100;
}

struct assoc_row { /* links of one term of questions; rows rise by term */
    uint64_t term;
    uint32_t from, n;
};
struct assoc_prior { /* of a pair of characters in a title; rise by term */
    uint64_t term;
    int hundredths;
};
struct assoc {
    const struct assoc_row *rows;
    const assoc_link *links;
    const struct assoc_prior *priors;
    size_t n_rows, n_priors;
};
extern const struct assoc assoc_built_in; /* generated */

/* For learning and its cross-validation only, before any index is built: the table to use from now
 * on; NULL: the built-in one. */
void assoc_use(const struct assoc *a);

/* The links of a term; *n 0 when it has none. */
const assoc_link *assoc_of(uint64_t term, size_t *n);
/* How much more (or less) than others a text of this title answers questions: hundredths. */
int16_t assoc_title_prior(const char *title, size_t n);

#endif
