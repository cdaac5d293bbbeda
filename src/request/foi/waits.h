/* Whom a case waits for: one task for each open case, renewed after every act; and one for each of
 * its prepared letters that somebody else decides on.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_WAITS_H
#define FOI_WAITS_H

#include "request/foi/derive.h"

enum { FOI_WAIT_PERMS = 3 };
/* All permissions that tasks of requests ask for. */
extern const char *const foi_wait_perms[FOI_WAIT_PERMS];
enum st foi_waits(struct ctx *c, const struct foi_case *k, const struct derived *d) MUST_CHECK;
/* RULE R1c: arrived, to be confirmed by somebody, and not confirmed one working day later. */
bool foi_is_unconfirmed(struct ctx *c, const struct foi_case *k);
/* A task for the head of the office, beside the one of the case; closed with the confirmation. */
enum st foi_tell_head(struct ctx *c, const struct foi_case *k) MUST_CHECK;
/* The task of a case that has just arrived. */
enum st foi_await(struct ctx *c, int64_t case_id) MUST_CHECK;

/* Letters stand prepared that somebody else than who handles the case decides on, and can now. */
bool foi_is_undecided(const struct foi_case *k, const struct foi_event *list, size_t n);
/* A task for each of them, with a link to the letter and the due day of the case. Those that the
 * last event decided or made void are closed; `before` is the case before it, NULL when nothing
 * happened but that days moved. */
enum st foi_await_decisions(struct ctx *c, const struct foi_case *before, const struct foi_case *k,
    const struct foi_event *list, size_t n) MUST_CHECK;

#endif
