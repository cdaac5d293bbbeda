/* The demo county's annual reports.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_DEMO_H
#define ANNUAL_DEMO_H

#include "lib/db/ctx.h"

/* In a write transaction. */
enum st annual_demo(struct ctx *c) MUST_CHECK;

#endif
