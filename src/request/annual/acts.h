/* What people do with a report: rule, rows, journal, task, in the caller's write transaction.
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_ACTS_H
#define ANNUAL_ACTS_H

#include "request/annual/figures.h"

/* format -1: the one in force for that year. Opens the task with its deadline. */
enum st annual_start(struct ctx *c, int64_t unit_id, int year, int format, int64_t *id) MUST_CHECK;
/* text "": back to what the system counts. reason: needed where the system has a figure of its own.
 * version: of the report as the person saw it; 0: whatever it is. */
enum st annual_correct(struct ctx *c, int64_t id, int64_t version, const char *cell,
    const char *text, const char *reason) MUST_CHECK;
struct annual_typed {
    const char *cell, *text;
};
/* Several cells that only people know; "" leaves a cell unknown. All mistakes are in the message.
 */
enum st annual_type(struct ctx *c, int64_t id, int64_t version, const struct annual_typed *list,
    size_t n) MUST_CHECK;
/* Texts by their keys. journalled: a person saved, not the page by itself. */
enum st annual_write(struct ctx *c, int64_t id, int64_t *version, const struct report_text *texts,
    size_t n, bool journalled) MUST_CHECK;
/* Keeps what was read of the year before `of`, for a person to confirm; replaces what was read
 * before. */
enum st annual_take(struct ctx *c, const struct annual_row *of, const struct report_read *in,
    const char *file, int64_t *id) MUST_CHECK;
enum st annual_keep(struct ctx *c, int64_t id, int64_t version) MUST_CHECK;
enum st annual_forget(struct ctx *c, int64_t id) MUST_CHECK;
/* The edition and its document, handed in for review. confirmed: he has looked at what may be right
 * all the same. note: what changed, when there was an edition before. */
enum st annual_freeze(struct ctx *c, const struct principal *who, int64_t id, int64_t version,
    bool confirmed, const char *note) MUST_CHECK;
/* Back to work on a finished report. */
enum st annual_reopen(struct ctx *c, int64_t id, int64_t version, const char *reason) MUST_CHECK;
/* The job: from 1 January on every organ owes the report of the year before. */
enum st annual_remind(struct ctx *c);

enum st annual_journal(
    struct ctx *c, int64_t id, const char *action, const char *detail) MUST_CHECK;

#endif
