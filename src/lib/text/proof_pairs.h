/* Brackets and quotes that do not match. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_PAIRS_H
#define TEXT_PROOF_PAIRS_H

#include "lib/text/proof_work.h"

/* Quotes may run over several paragraphs: those still open. */
struct proof_quotes {
    struct open_quote {
        size_t line, from, to;
    } open[16];
    size_t n;
};

void proof_pairs_check(struct proof_work *w, struct proof_quotes *q);
/* At the end of the text: what was never closed. */
void proof_pairs_end(struct proof_work *w, struct proof_quotes *q);

#endif
