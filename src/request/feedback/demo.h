/* Proposals and public answers of the demo county. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_DEMO_H
#define FEEDBACK_DEMO_H

#include "lib/db/ctx.h"

enum st feedback_demo(struct ctx *c);

#endif
