/* Fiscal tables of the demo county. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_DEMO_H
#define FISCAL_DEMO_H

#include "lib/db/ctx.h"

enum st fiscal_demo(struct ctx *c) MUST_CHECK;

#endif
