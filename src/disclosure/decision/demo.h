/* Major decisions of the demo county. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_DEMO_H
#define DECISION_DEMO_H

#include "lib/db/ctx.h"

/* In a write transaction. */
enum st decision_demo(struct ctx *c);

#endif
