/* Looking things up in the learnt table, see assoc.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/assoc.h"

#include "common/search/terms.h"

static const struct assoc *in_use = &assoc_built_in;

void assoc_use(const struct assoc *a)
{
    in_use = a ? a : &assoc_built_in;
}

const assoc_link *assoc_of(uint64_t term, size_t *n)
{
    size_t lo = 0, hi = in_use->n_rows;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (in_use->rows[mid].term < term)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found = lo < in_use->n_rows && in_use->rows[lo].term == term;
    *n = found ? in_use->rows[lo].n : 0;
    return found ? in_use->links + in_use->rows[lo].from : NULL;
}

static int prior_of(uint64_t term)
{
    size_t lo = 0, hi = in_use->n_priors;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (in_use->priors[mid].term < term)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < in_use->n_priors && in_use->priors[lo].term == term ? in_use->priors[lo].hundredths
                                                                    : 0;
}

enum { PAIRS = 64 }; /* of a title that count, each once */

int16_t assoc_title_prior(const char *title, size_t n)
{
    struct scanner s;
    struct token t;
    uint64_t seen[PAIRS];
    size_t n_seen = 0;
    int sum = 0;
    scan_start(&s, title, n);
    while (n_seen < PAIRS && scan_next(&s, &t)) {
        size_t i = 0;
        if (!t.han || !t.pair || t.pair & TERM_WORD_BIT)
            continue;
        while (i < n_seen && seen[i] != t.pair)
            i++;
        if (i == n_seen) {
            seen[n_seen++] = t.pair;
            sum += prior_of(t.pair);
        }
    }
    return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}
