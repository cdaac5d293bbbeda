/* Two packs of the demo county: one before the county office, one being drafted.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_DEMO_H
#define INTERPRET_DEMO_H

#include "lib/db/ctx.h"

enum st interpret_demo(struct ctx *c);

#endif
