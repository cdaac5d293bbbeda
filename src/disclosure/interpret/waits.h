/* The tasks of packs, and the job that watches over what is public.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_WAITS_H
#define INTERPRET_WAITS_H

#include "disclosure/interpret/acts.h"

/* Closes what was open and opens the task of the stage the pack has now. */
enum st wait_for_pack(struct ctx *c, const struct pack_view *v, const char *codes) MUST_CHECK;

/* RULE P-LATE: within 3 working days after that moment; none outside the calendar. */
struct day interpretation_due_on(int64_t published_at);

/* The job: RULE P-LATE, each public policy without interpretation is a task of its unit until it
 * has one; RULE P-LINK-IF, so is each public interpretation whose policy is not public. Opens its
 * own transaction. */
enum st interpret_watch(struct ctx *c);

#endif
