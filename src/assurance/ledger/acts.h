/* Everything a person does to the ledger: rule, rows, journal, tasks, cache, in one transaction.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_ACTS_H
#define LEDGER_ACTS_H

#include "assurance/ledger/flow.h"

/* In a write transaction. *fresh: false when the text was imported before. */
enum st ledger_import(struct ctx *c, const char *text, size_t n, int64_t *plan_id, bool *fresh,
    int *measures) MUST_CHECK;

enum st plan_rename(struct ctx *c, int64_t id, const char *title) MUST_CHECK;

struct measure_edit { /* what the form says */
    int64_t version;
    const char *title, *problem;
    const char *lead, *duty; /* lists as typed */
    struct day due;
    const char *due_note; /* why this day; "" keeps the note unless the day changes */
};
/* Replaces what a person may change; of a confirmed measure only with complete data. */
enum st measure_save(struct ctx *c, struct measure *m, const struct measure_edit *e) MUST_CHECK;
/* ST_INVALID naming the first gap when the proposal is not complete. */
enum st measure_confirm(struct ctx *c, struct measure *m) MUST_CHECK;
/* Confirms every complete proposal of the plan. */
enum st plan_confirm_all(struct ctx *c, int64_t plan_id, int *confirmed, int *left) MUST_CHECK;
enum st measure_discard(struct ctx *c, struct measure *m) MUST_CHECK;
/* Back to proposed: a confirmed measure that has no reports, or a discarded one. */
enum st measure_undo(struct ctx *c, struct measure *m) MUST_CHECK;
/* For a unit that leads or shares the measure, or for who acts for all units. */
enum st measure_report(
    struct ctx *c, struct measure *m, const struct report *r, bool all_units) MUST_CHECK;
enum st measure_complete(struct ctx *c, struct measure *m, const char *evidence) MUST_CHECK;
enum st measure_reopen(struct ctx *c, struct measure *m, const char *reason) MUST_CHECK;

#endif
