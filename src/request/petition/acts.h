/* What people do to a petition item. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_ACTS_H
#define PETITION_ACTS_H

#include "request/petition/store.h"

/* Registers an item; the suspicion is found in the passage when none is given. */
enum st petition_register(struct ctx *c, const struct petition_item *in, int64_t *id) MUST_CHECK;

struct petition_do {
    const char *action;
    int64_t version; /* 0: whatever it is */
    const char *verdict, *text;
    int64_t organ_id; /* hand_over: who receives the request */
    const char *applicant_kind;
};
/* RULE 5.2: nobody agrees to or decides on an opinion of his own. The step of this round that keeps
 * the person from taking this one, NULL when there is none. */
const struct petition_step *petition_own_step(
    const struct petition_move *m, const struct petition_step *steps, size_t n, int64_t person);
/* Takes one step. ST_CONFLICT when the table has no such step, ST_INVALID naming the field that is
 * missing. In a write transaction. */
enum st petition_act(struct ctx *c, int64_t id, const struct petition_do *d) MUST_CHECK;
/* RULE P6: a request answered with X1 is passed to the petition office with the applicant's
 * consent; no petition before that office registers it, so it comes without a number of its own. */
enum st petition_from_request(struct ctx *c, int64_t request_id, int64_t *id) MUST_CHECK;
/* By when the present step is to be taken; none when nothing is due. */
struct day petition_due(const struct petition_item *p);

#endif
