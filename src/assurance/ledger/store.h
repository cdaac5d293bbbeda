/* The ledger's rows: plans, measures, their units and reports. Inside the ledger only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_STORE_H
#define LEDGER_STORE_H

#include "assurance/ledger/ledger.h"
#include "common/org/org.h"
#include "lib/base/date.h"

struct plan_row {
    int64_t id;
    const char *title; /* never "": 未命名方案 */
    int year;          /* what 年底 means in it, 0 unknown */
    struct day due;    /* of the plan as a whole, may be none */
    int64_t imported_at;
    const char *imported_by;
    int64_t n_proposed, n_confirmed, n_done, n_discarded;
};

enum part_in { UNIT_LEAD, UNIT_DUTY };

struct measure_unit {
    enum part_in role;
    const char *name;      /* as written in the plan */
    int64_t unit_id;       /* 0: a group, or not recognised */
    const char *kinds;     /* of a group: ",TOWNSHIP,STREET,"; "" otherwise */
    const char *unit_name; /* short name of the unit, "" without one */
};
/* Neither unit nor group: a person must say who is meant. */
bool unit_unknown(const struct measure_unit *u);

#define STATE_PROPOSED "proposed"
#define STATE_CONFIRMED "confirmed"
#define STATE_DONE "done"
#define STATE_DISCARDED "discarded"

struct measure {
    int64_t id, plan_id;
    int chapter, number;
    const char *chapter_title, *title, *text, *problem;
    const char *state;
    struct day due;
    const char *due_note;       /* how the day came about */
    int percent;                /* last reported, -1: never */
    const char *stage, *report; /* last reported */
    const char *evidence;       /* what shows that it is done */
    int64_t reported_at, confirmed_at, done_at, updated_at;
    int64_t version; /* rises with each change: two editors are noticed */
    struct measure_unit *units;
    size_t n_units;
    const char *plan_title;
};

struct report {
    int64_t at;
    int percent; /* -1: not given */
    const char *stage, *text, *who, *unit;
};

/* An act on a measure, from the journal. */
struct act_row {
    int64_t at;
    const char *action, *who, *unit, *detail;
};

/* ---- reading ---- */
enum st plan_list(struct ctx *c, struct plan_row **list, size_t *n) MUST_CHECK;
enum st plan_get(struct ctx *c, int64_t id, struct plan_row *out) MUST_CHECK;
enum st measure_get(struct ctx *c, int64_t id, struct measure *out) MUST_CHECK;
/* All of a plan, in order; plan_id 0: of all plans. */
enum st measure_list(struct ctx *c, int64_t plan_id, struct measure **list, size_t *n) MUST_CHECK;
enum st measure_reports(struct ctx *c, int64_t id, struct report **list, size_t *n) MUST_CHECK;
enum st measure_acts(struct ctx *c, int64_t id, struct act_row **list, size_t *n) MUST_CHECK;

/* ---- writing: no rules, no journal; acts.c has those ---- */
enum st plan_add(struct ctx *c, const char *hash, const struct plan *p, int64_t *id) MUST_CHECK;
/* One measure of the chapter; plan_due: when it names no day of its own. */
enum st measure_add(struct ctx *c, int64_t plan_id, struct day plan_due,
    const struct plan_chapter *chapter, const struct plan_measure *m, int64_t *id) MUST_CHECK;
enum st plan_set_title(struct ctx *c, int64_t id, const char *title) MUST_CHECK;
enum st plan_by_hash(struct ctx *c, const char *hash, int64_t *id, int *measures) MUST_CHECK;
/* title, problem, due, due_note, units; ST_CONFLICT when m->version is not the stored one. */
enum st measure_put(struct ctx *c, const struct measure *m) MUST_CHECK;
enum st measure_set_state(
    struct ctx *c, const struct measure *m, const char *state, const char *evidence) MUST_CHECK;
enum st progress_add(struct ctx *c, int64_t measure_id, const struct report *r) MUST_CHECK;

/* ---- units by name (groups.c) ---- */
/* Fills unit_id or kinds from name. */
enum st unit_resolve(struct ctx *c, struct measure_unit *u) MUST_CHECK;
/* ",TOWNSHIP,STREET," of 各乡（镇、街道）; "" when the words name no group. */
const char *group_kinds(struct arena *a, const char *name);
/* The unit is named itself or belongs to a group that is. */
bool measure_concerns(const struct measure *m, const struct unit *u, bool lead_only);

#define LEDGER_MIGRATIONS 1
extern const struct migration ledger_migrations[LEDGER_MIGRATIONS];
#define LEDGER_STMTS 19
extern const struct stmt ledger_stmt_versions; /* one number that every change raises */
extern const struct stmt *const ledger_stmts[LEDGER_STMTS];

#endif
