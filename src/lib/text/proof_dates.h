/* Dates that do not exist or contradict each other. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_DATES_H
#define TEXT_PROOF_DATES_H

#include "lib/text/proof_work.h"

void proof_dates_check(struct proof_work *w);

#endif
