/* Promises that other slices take into the ledger; see ledger.h.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/acts.h"

static enum st plan_of(struct ctx *c, const struct ledger_promise *p, int64_t *id, int *measures)
{
    *measures = 0;
    enum st st = plan_by_hash(c, p->plan_key, id, measures);
    if (st || *id)
        return st;
    return plan_add(c, p->plan_key, &(struct plan){.title = p->plan_title, .year = p->year}, id);
}

enum st ledger_promise_add(struct ctx *c, const struct ledger_promise *p, int64_t *measure_id)
{
    int64_t plan;
    int measures;
    struct measure m;
    enum st st = plan_of(c, p, &plan, &measures);
    const struct plan_measure measure = {.number = measures + 1,
        .title = p->title,
        .text = p->text,
        .problem = "",
        .lead = &p->unit,
        .n_lead = 1,
        .dates = &p->due,
        .n_dates = 1};
    const struct plan_chapter chapter = {1, p->plan_title, &measure, 1};
    if (!st)
        st = measure_add(c, plan, p->due, &chapter, &measure, measure_id);
    if (!st)
        st = measure_get(c, *measure_id, &m);
    return st ? st : measure_confirm(c, &m);
}
