/* Papers that are made a little later by a job. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_OWED_H
#define FOI_OWED_H

#include "request/foi/foi.h"

/* The act is the platform's own confirmation: its papers are left to the job. RULE R1a */
bool foi_output_later(const struct ctx *c, const struct foi_case *k, const struct foi_event *ev);
/* Before an act: makes the papers that the case still owes, in the write transaction of c. */
enum st foi_make_owed_of(struct ctx *c, const struct foi_case *k) MUST_CHECK;
/* The job; opens its own transactions. */
enum st foi_make_owed(struct ctx *c) MUST_CHECK;
extern const struct stmt foi_sql_owed, foi_sql_owed_of;

#endif
