/* Recounting the clocks of open cases. Inside the slice and for `gongkai requests recount`.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_RECOUNT_H
#define FOI_RECOUNT_H

#include "request/foi/derive.h"
#include "request/foi/store.h"

extern const struct stmt foi_sql_recount_cases, foi_sql_recount_events;
/* The job: daily, because a consultation that nobody answers ends by itself (RULE R6d). */
enum st foi_recount_job(struct ctx *c);

#endif
