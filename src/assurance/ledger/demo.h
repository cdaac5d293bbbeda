/* The plan of the demo county, in the middle of its work.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_DEMO_H
#define LEDGER_DEMO_H

#include "lib/db/ctx.h"

/* In a write transaction. */
enum st ledger_demo(struct ctx *c) MUST_CHECK;

#endif
