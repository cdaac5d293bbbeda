/* The journal: every act of every person, written through this one door, hash-chained.
 *
 * Each row carries the hash of the row before, so that a change anywhere is found by
 * `gongkai verify`. The row is written in the same transaction as what it tells of.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "lib/db/ctx.h"

struct act {
    const char *action;       /* "record.submit": area.verb, lower-case ASCII */
    const char *subject_kind; /* "record", "person", "unit", "measure" … */
    int64_t subject_id, edition_id;
    const char *detail; /* JSON object text, or "" or NULL */
};

/* Appends one row; c must be in a write transaction. Person, unit, origin and time come from c. */
enum st journal_add(struct ctx *c, const struct act *a) MUST_CHECK;

#endif
