/* Fixed formulations whose parts have one order: data/proof/lists.tsv. Private to
 * lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_LISTS_H
#define TEXT_PROOF_LISTS_H

#include "lib/text/proof_work.h"

struct proof_lists *proof_lists_new(struct arena *a);
void proof_lists_check(struct proof_work *w);

#endif
