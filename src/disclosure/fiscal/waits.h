/* What a book waits for, as tasks. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_WAITS_H
#define FISCAL_WAITS_H

#include "disclosure/fiscal/store.h"

/* Opens the task of the stage that e stands in, and closes the others. */
enum st fiscal_wait(struct ctx *c, const struct fiscal_entry *e) MUST_CHECK;

#endif
