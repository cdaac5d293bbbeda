/* Names of the county's register in a line: right as they are. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_PROTECT_H
#define TEXT_PROOF_PROTECT_H

#include "lib/text/proof_work.h"

/* Makes the names of the request findable by their beginning, so that a register of thousands costs
 * no more than reading it once; w->names. */
void proof_protect_begin(struct proof_work *w);
/* Finds the names in the line at hand: w->span, in order; one may lie over another. */
void proof_protect_line(struct proof_work *w);
/* Bytes [from, to) of the line at hand lie within a name. */
bool proof_protected(const struct proof_work *w, size_t from, size_t to);
/* Bytes of the longest name that stands at byte `at` of the line at hand, 0 for none. */
size_t proof_name_at(const struct proof_work *w, size_t at);

#endif
