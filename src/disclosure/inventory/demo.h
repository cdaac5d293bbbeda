/* Sample rows of the register for the demo county.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_DEMO_H
#define INVENTORY_DEMO_H

#include "lib/db/ctx.h"

enum st inventory_demo(struct ctx *c) MUST_CHECK;

#endif
