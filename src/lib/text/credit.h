/* Unified social credit codes (统一社会信用代码, GB 32100-2015).
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_CREDIT_H
#define TEXT_CREDIT_H

#include "lib/base/arena.h"

/* What is wrong with the code, in words that name the place, "" when nothing is. Small letters
 * count as capitals. An empty code is not wrong: whether one is required, the caller knows. */
const char *credit_code_fault(struct arena *a, const char *code);

#endif
