/* What people do to a normative document: rule, rows, journal, task, in one transaction. Inside the
 * slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_ACTS_H
#define NORMDOC_ACTS_H

#include "disclosure/normdoc/store.h"

/* Registers a plan for a document. ST_INVALID naming the first gap. */
enum st norm_propose(
    struct ctx *c, const struct norm *m, const struct norm_values *given, int64_t *id) MUST_CHECK;

struct norm_do {
    const char *action;
    int64_t version; /* as the person saw it; 0: whatever it is */
    const struct norm_values *given;
    struct norm_reason *reasons; /* NORM_REASONS of them */
    size_t n_reasons;
};
/* Takes one step. ST_CONFLICT when the table has none or somebody else acted; ST_INVALID with all
 * reasons in d. Permission is the caller's business: norm_may. */
enum st norm_act(struct ctx *c, int64_t id, struct norm_do *d) MUST_CHECK;
/* Whether this person may take the step. */
bool norm_may(const struct principal *who, const struct norm *m, const struct norm_move *move);
/* By when the present step is to be taken; none when there is no date. */
enum st norm_due(struct ctx *c, const struct norm *m, struct day *due) MUST_CHECK;
/* Who looks after it: a person of the unit, 0 the unit. */
enum st norm_set_owner(struct ctx *c, int64_t id, int64_t person) MUST_CHECK;

/* Keeps the settings, in the journal too. */
enum st norm_set(struct ctx *c, const struct norm_settings *s) MUST_CHECK;

/* Everything the rules of this step need to know. */
enum st norm_gather(struct ctx *c, const struct norm *m, const struct norm_values *given,
    struct norm_facts *f) MUST_CHECK;

/* Ends the published text and links it to the document that ends it; basis may be a number, a
 * title or words. kind: END_REPEALED or END_EXPIRED. */
struct norm_end {
    const char *kind, *reason, *basis;
    int64_t decision; /* published record, 0: looked for by the basis */
    struct day on;
};
enum st norm_end_text(struct ctx *c, int64_t record_id, const struct norm_end *e) MUST_CHECK;

#endif
