/* Proposals of the demo county. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_DEMO_H
#define PROPOSAL_DEMO_H

#include "lib/db/ctx.h"

/* In a write transaction. */
enum st proposal_demo(struct ctx *c) MUST_CHECK;

#endif
