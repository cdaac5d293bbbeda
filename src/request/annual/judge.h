/* What stands in the way of the edition, and what must be looked at. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_JUDGE_H
#define ANNUAL_JUDGE_H

#include "request/annual/figures.h"

/* Fills reasons and the problem of each cell. */
enum st annual_judge(struct ctx *c, struct annual *a) MUST_CHECK;

#endif
