/* Periods that published texts state and nobody has registered. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_TERM_KNOWN_H
#define NORMDOC_TERM_KNOWN_H

#include "disclosure/normdoc/store.h"

/* What a text says of its period: column text_said. */
enum norm_said {
    NORM_SAYS_NOTHING,
    NORM_SAYS_PERIOD,
    NORM_TRIAL_WITHOUT /* 暂行, 试行 in the title, but no period in the text */
};
/* Reads the texts that are new or amended since they were read, `most` at a time; opens the task
 * 有效期未登记 where one states a period that is not registered. n: how many were read. In a write
 * transaction. */
enum st norm_terms_read(struct ctx *c, int most, size_t *n) MUST_CHECK;
/* As a job: all that are new, in transactions of their own. */
enum st norm_terms_job(struct ctx *c) MUST_CHECK;
/* The period is registered, or the text is over. */
enum st norm_term_known(struct ctx *c, int64_t id) MUST_CHECK;
/* Those in force whose period is not registered although the text states one, or is a trial;
 * `most` at the most, newest first. unit 0: all. */
enum st norm_unregistered(
    struct ctx *c, int64_t unit_id, int most, struct norm **list, size_t *n) MUST_CHECK;

extern const struct stmt norm_stmt_unread, norm_stmt_text_keep;

#endif
