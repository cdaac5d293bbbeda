/* Whom a case waits for: one task for each open case, renewed after every act.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_WAITS_H
#define FOI_WAITS_H

#include "request/foi/derive.h"

enum { FOI_WAIT_PERMS = 3 };
/* All permissions that tasks of requests ask for. */
extern const char *const foi_wait_perms[FOI_WAIT_PERMS];
enum st foi_waits(struct ctx *c, const struct foi_case *k, const struct derived *d) MUST_CHECK;
/* The task of a case that has just arrived. */
enum st foi_await(struct ctx *c, int64_t case_id) MUST_CHECK;

#endif
