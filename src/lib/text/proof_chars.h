/* Wrong characters found by language statistics. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_CHARS_H
#define TEXT_PROOF_CHARS_H

#include "lib/text/proof_guess.h"
#include "lib/text/proof_work.h"

/* Looks at the line at hand; does nothing without a model. */
void proof_chars_check(struct proof_work *w, struct guess_line *l);

#endif
