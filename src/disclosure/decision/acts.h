/* What people do to a decision's thread: rule, rows, journal, tasks, in one transaction. Inside the
 * slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_ACTS_H
#define DECISION_ACTS_H

#include "disclosure/decision/comment.h"
#include "lib/web/web.h"

/* Registers a decision. ST_INVALID naming the first gap. */
enum st decision_create(struct ctx *c, const struct decision *d, int64_t *id) MUST_CHECK;

struct decision_do {
    const char *action;
    int64_t version; /* as the person saw it; 0: whatever it is */
    const struct decision_values *given;
    const struct attachment *files; /* of the slot that it fills */
    size_t n_files;
    struct decision_reason *reasons; /* DECISION_REASONS of them */
    size_t n_reasons;
};
/* Takes one step. ST_CONFLICT when it cannot be taken from here or somebody else acted; ST_INVALID
 * with all reasons in d. Permission is the caller's business: decision_may. */
enum st decision_act(struct ctx *c, int64_t id, struct decision_do *d) MUST_CHECK;
/* Whether this person may take such a step in that thread. */
bool decision_may(
    const struct principal *who, const struct decision *d, const struct decision_move *m);
/* Whether this person releases for that unit. */
bool decision_may_release(const struct principal *who, const struct decision *d);

/* RULE M-SELF: nobody releases what he entered. Makes public what waits, up to the entry `upto`
 * that the person saw. ST_INVALID with all reasons. */
enum st decision_release(struct ctx *c, int64_t id, int64_t upto, struct decision_do *d) MUST_CHECK;
/* The record of the thread as the public reads it now: made with the first release, a new edition
 * when anything of it has changed. Search, lists, feeds, site map and the public log follow it; its
 * address is that of the thread. Withdrawn once, it is not made again. */
enum st decision_project(struct ctx *c, int64_t id) MUST_CHECK;

/* Sends back what waits, with the reason. */
enum st decision_return(struct ctx *c, int64_t id, int64_t upto, const char *note) MUST_CHECK;
/* Answers comments; tasks and journal with it. */
enum st decision_answer(
    struct ctx *c, int64_t id, const struct comment_answer *list, size_t n) MUST_CHECK;
/* A citizen's comment. */
enum st decision_comment(struct ctx *c, int64_t id, const char *name, const char *text) MUST_CHECK;

enum st decision_set(struct ctx *c, const struct decision_settings *s) MUST_CHECK;

/* Everything the rules of a step need to know. */
enum st decision_gather(struct ctx *c, const struct decision_thread *t,
    const struct decision_values *given, struct decision_facts *f) MUST_CHECK;
/* By when the present step is due; none when there is no date. */
struct day decision_due(const struct decision_thread *t, const struct decision_settings *s);
struct decision_state decision_state_of(const struct decision_thread *t, int64_t now);

/* RULE M-PROGRESS: reminds the unit of every thread that fell silent; RULE M-AGG: and of what waits
 * for release too long. Daily. */
enum st decision_watch_now(struct ctx *c) MUST_CHECK;
enum st decision_watch(struct ctx *c); /* job: opens its own transaction */

#endif
