/* The demo county's normative documents. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_DEMO_H
#define NORMDOC_DEMO_H

#include "lib/db/ctx.h"

enum st norm_demo(struct ctx *c) MUST_CHECK;

#endif
