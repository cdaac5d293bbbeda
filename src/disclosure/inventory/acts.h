/* What people do with the register: rule, rows, journal and tasks in one transaction. Inside the
 * slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_ACTS_H
#define INVENTORY_ACTS_H

#include "disclosure/inventory/store.h"

/* One thing wrong with an entry: field of the form, code, what to do. */
struct entry_problem {
    const char *field, *code, *text;
};
enum { MAX_PROBLEMS = 24 };
struct entry_problems {
    struct entry_problem list[MAX_PROBLEMS];
    size_t n;
};
/* RULE R-TITLE, R-DATE, R-OPEN, R-BASIS, R-CLAUSE, D-BRK …, C-IDX-FORM, C-IDX-DATE, R-LIMIT:
 * everything wrong at once. Pure. */
void entry_check(
    struct arena *a, const struct entry *e, struct day today, struct entry_problems *out);

/* Adds or changes an entry that has no record. Refuses a number the unit has used already (D-DUP).
 * e->id 0 adds one. A decision that changes is journalled with its clause; from withheld to
 * 主动公开 on a later day the clock starts anew. */
enum st entry_save(struct ctx *c, struct entry *e) MUST_CHECK;
/* An entry without an index number gets the next one of its unit (publishing §3.5); one that was
 * brought along is kept from everybody else. Without a day or a year it waits for one. */
enum st entry_number_index(struct ctx *c, struct entry *e) MUST_CHECK;
/* Opens and closes what the entry's state makes somebody owe. */
enum st entry_tasks(struct ctx *c, int64_t id) MUST_CHECK;

/* Records why numbers from … to have no document. */
struct void_act {
    int64_t unit_id;
    const char *word, *kind, *reason;
    int year, from, to;
};
enum st numbers_explain(struct ctx *c, const struct void_act *v) MUST_CHECK;
enum st number_reopen(struct ctx *c, int64_t void_id, int64_t unit_id) MUST_CHECK;

/* RULE W-REVIEW: looked at again. keep: until the next review, with a reason. publish: now
 * 主动公开; a draft in the workbench is changed with it, and what was approved goes back to its
 * drafter. */
enum st review_keep(struct ctx *c, int64_t id, const char *reason) MUST_CHECK;
enum st review_publish(struct ctx *c, int64_t id, const char *reason) MUST_CHECK;

enum st column_declare(
    struct ctx *c, int64_t column_id, const char *reason, struct day until) MUST_CHECK;
enum st column_undeclare(struct ctx *c, int64_t column_id) MUST_CHECK;

/* The daily job: links entries to what went online, opens tasks for reviews and for declarations
 * whose last day is past. Opens its own transaction. */
enum st inventory_sweep(struct ctx *c) MUST_CHECK;

#endif
