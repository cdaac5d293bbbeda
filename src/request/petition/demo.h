/* The demo county's petition items.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_DEMO_H
#define PETITION_DEMO_H

#include "lib/db/ctx.h"

/* One item whose sheet waits for the disclosure office. In the write transaction of init --demo,
 * after the demo people. */
enum st petition_demo(struct ctx *c) MUST_CHECK;

#endif
