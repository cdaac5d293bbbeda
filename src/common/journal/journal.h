/* The journal: every act of every person, written through this one door, hash-chained.
 *
 * Each row carries the hash of the row before, so that a change anywhere is found by
 * `gongkai verify`. The row is written in the same transaction as what it tells of.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct act {
    const char *action;       /* "record.submit": area.verb, lower-case ASCII */
    const char *subject_kind; /* "record", "person", "unit", "measure" … */
    int64_t subject_id, edition_id;
    const char *detail; /* JSON object text, or "" or NULL */
};

/* Appends one row; c must be in a write transaction. Person, unit, origin and time come from c. */
enum st journal_add(struct ctx *c, const struct act *a) MUST_CHECK;
/* Number and hash of the newest row; 0 and "" when there is none. */
enum st journal_head(struct ctx *c, int64_t *seq, const char **hash) MUST_CHECK;
/* A refused act: route pattern and reason, never form values. Opens its own transaction. */
enum st attempt_add(struct ctx *c, const char *route, const char *reason) MUST_CHECK;

extern const struct module journal_module; /* tables of the journal and of the public log */

#endif
