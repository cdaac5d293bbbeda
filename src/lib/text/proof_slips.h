/* Characters written twice and characters left out, judged by language statistics. Private to
 * lib/text/proof*.c and tools/proof_*.c.
 *
 * Unlike wrong characters (proof_guess.h) nothing is learnt: a slip is told only when the mended
 * text is made of long n-grams that the statistics know, and what stands there is not.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_SLIPS_H
#define TEXT_PROOF_SLIPS_H

#include "lib/text/proof_guess.h"

enum slip_kind { SLIP_TWICE, SLIP_LEFT_OUT };

struct slip {
    enum slip_kind kind;
    /* Tokens that stand there. SLIP_TWICE: all copies, of which `keep` stay. SLIP_LEFT_OUT: the one
     * before the gap and the one behind it. */
    uint16_t at, len, keep;
    uint16_t missing; /* token */
    int gain;         /* tenths of a nat that mending saves */
};

enum { SLIPS_MAX = 32 };

/* The slips of the line, in order, none over another or over what is fixed; at most SLIPS_MAX.
 * After guess_costs. */
size_t slips_find(const struct guess_line *l, struct slip *list);

#endif
