/* Proving that the journal and the public log were not changed.
 *
 * Every place that does not hold becomes one Chinese line on `out`. Work is done in pages, so that
 * memory stays small whatever the county holds.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_VERIFY_H
#define JOURNAL_VERIFY_H

#include <stdio.h>
#include "lib/db/ctx.h"
#include "lib/web/web.h"

#define VERIFY_PAGE_ROWS 1000

struct verify {
    struct ctx *c; /* in a read transaction */
    FILE *out;
    int64_t faults;
};

/* One fault: table, row and what differs. */
void verify_fault(struct verify *v, const char *fmt, ...) PRINTF(2, 3);

/* Calls `row` for every row of a query whose $1 is the key of the row before (start: `after`),
 * whose $2 is the number of rows, and whose column 0 is that key. c->mem is cleared between the
 * pages. */
enum st verify_each(struct verify *v, const struct stmt *s, int64_t after,
    enum st (*row)(struct verify *v, const struct rows *r, void *arg), void *arg) MUST_CHECK;

/* The database file itself: pages, rows, indexes. */
enum st verify_database(struct verify *v) MUST_CHECK;
/* The hash of every row of the journal, no gap, no row cut off at the end. */
enum st verify_journal(struct verify *v) MUST_CHECK;
/* Every leaf and node of the public log, the root, the signature, the journal's head in it. */
enum st verify_log(struct verify *v) MUST_CHECK;

/* The statements of both. */
extern const struct module journal_verify_module;

#endif
