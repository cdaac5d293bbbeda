/* What people do to a proposal: rule, rows, journal, tasks, in one transaction. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_ACTS_H
#define PROPOSAL_ACTS_H

#include "common/record/content.h"
#include "disclosure/proposal/store.h"
#include "lib/web/web.h"

/* ST_INVALID naming the field; ST_CONFLICT when it is registered already. */
enum st prop_register(struct ctx *c, const struct prop *p, int64_t *id) MUST_CHECK;
/* What is wrong with a proposal to be registered, NULL when nothing; *field names it. */
const char *prop_register_gap(const struct prop *p, struct day today, const char **field);

struct prop_do {
    const char *action;
    int64_t version; /* as the person saw it; 0: whatever it is */
    const struct prop_values *given;
    const struct principal *who; /* hands in the public copy; NULL: the system */
    struct prop_reason *reasons; /* PROP_REASONS of them */
    size_t n_reasons;
};
/* Takes one step. ST_CONFLICT when the table has none or somebody else acted; ST_INVALID with all
 * reasons in d. Permission is the caller's business: prop_may. */
enum st prop_act(struct ctx *c, int64_t id, struct prop_do *d) MUST_CHECK;
/* Whether this person may take the step. joints: of the proposal. */
bool prop_may(const struct principal *who, const struct prop *p, const struct prop_joint *joints,
    size_t n, const struct prop_move *m);
/* Whether this person may see it at all. */
bool prop_may_see(
    const struct principal *who, const struct prop *p, const struct prop_joint *joints, size_t n);
/* By when the present step is to be taken; none when there is no date. */
struct day prop_step_due(const struct prop *p, const struct prop_settings *s);

enum st prop_set(struct ctx *c, const struct prop_settings *s) MUST_CHECK;

/* ---- publishing (publish.c) ---- */

/* Hands the public copy in to the document slice, or its new version. Fills p->record_id. */
enum st prop_hand_in(struct ctx *c, const struct principal *who, struct prop *p,
    const struct prop_joint *joints, size_t n) MUST_CHECK;
/* The content of the public copy, and of the overview of a year. */
void prop_content(struct ctx *c, const struct prop *p, const struct prop_joint *joints, size_t n,
    struct content *out);
enum st prop_overview_content(struct ctx *c, int year, struct content *out) MUST_CHECK;
/* The overview is written in the county office: ST_DENIED elsewhere. */
enum st prop_overview_may(struct ctx *c, int64_t unit_id) MUST_CHECK;
/* RULE M-PROP-YEAR: computes the overview and hands it in. ST_CONFLICT while the last one is in
 * review. */
enum st prop_overview_hand_in(
    struct ctx *c, const struct principal *who, int year, const char *note) MUST_CHECK;

/* ---- XLSX (import.c) ---- */

struct prop_import {
    size_t added, assigned, known;
    const char *const *problems; /* 第 3 行：… */
    size_t n_problems;
};
/* Registers the rows of the first sheet that has the columns; all or nothing. ST_INVALID when there
 * are problems. */
enum st prop_import(struct ctx *c, const char *path, struct prop_import *out) MUST_CHECK;
extern const char *const prop_import_columns[];
extern const size_t n_prop_import_columns;

#endif
