/* Names and titles held against what the caller knows. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_NAMED_H
#define TEXT_PROOF_NAMED_H

#include "lib/text/proof_work.h"

void proof_title_check(struct proof_work *w);
void proof_units_check(struct proof_work *w);

#endif
