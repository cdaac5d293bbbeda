/* What visitors looked for, counted by week: nothing of who, when or from where.
 *
 * A query is counted in memory, so that asking never writes; a job adds the counts to the table
 * once a minute. Texts that look personal (numbers of papers, phones, cards, long rows of digits)
 * and long ones are not kept at all.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_ASKED_H
#define SEARCH_ASKED_H

#include "lib/base/date.h"
#include "lib/db/ctx.h"

enum { ASKED_CHARS = 30, ASKED_WEEKS_KEPT = 52 };

/* One query was answered. */
void asked_note(struct ctx *c, const char *text, bool found_nothing);
/* A result of it was opened. */
void asked_opened(struct ctx *c, const char *text);
/* The job: opens its own transaction; forgets weeks older than ASKED_WEEKS_KEPT. */
enum st asked_flush(struct ctx *c);

enum asked_kind {
    ASKED_NOTHING,  /* found nothing */
    ASKED_UNOPENED, /* found something, twice at least, and nobody opened any of it */
    ASKED_SETTLED   /* the office has dealt with it */
};
struct asked {
    int64_t id; /* settled */
    const char *key, *text;
    int64_t times, nothing, opened;
    const char *how, *person; /* settled: how, and who did it */
    int64_t at;
};
/* The most frequent since the week of that day, at most 100; *total counts all. */
enum st asked_list(struct ctx *c, enum asked_kind kind, struct day since, struct asked **list,
    size_t *n, int64_t *total) MUST_CHECK;
/* Takes it off the list, or puts it back (how ""). In a write transaction; journaled. */
enum st asked_settle(struct ctx *c, const char *key, const char *how, int64_t *id) MUST_CHECK;
/* Settles the query of that text, where people asked it. In a write transaction. */
enum st asked_answer(struct ctx *c, const char *text, const char *how) MUST_CHECK;
/* One that was settled, by its number; counts of the last year. */
enum st asked_get(struct ctx *c, int64_t id, struct asked *out) MUST_CHECK;

struct day asked_week(struct day d); /* the Monday of its week */

extern const struct stmt asked_stmt_add, asked_stmt_forget, asked_stmt_nothing, asked_stmt_unopened,
    asked_stmt_count, asked_stmt_settled, asked_stmt_settle, asked_stmt_one, asked_stmt_known;

#endif
