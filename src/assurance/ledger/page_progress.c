/* The public page /progress/: what the plan promises and how far it is.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/pages.h"

bool measure_public(const struct measure *m)
{
    return !strcmp(m->state, STATE_CONFIRMED) || !strcmp(m->state, STATE_DONE);
}

/* Plans with something to show, newest first; the one asked for, or the newest. */
static enum st choose_plan(struct req *r, struct progress_page *p)
{
    struct plan_row *list;
    size_t n, kept = 0;
    int64_t wanted = req_arg_int(r, "plan", 0);
    bool found = !wanted;
    enum st st = plan_list(r->ctx, &list, &n);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++)
        if (list[i].n_confirmed + list[i].n_done)
            list[kept++] = list[i];
    p->plans = list;
    p->n_plans = kept;
    for (size_t i = 0; i < kept; i++)
        if (list[i].id == wanted || (!wanted && i == 0)) {
            p->plan = list[i];
            found = true;
        }
    return found ? ST_OK : fail(r->ctx, ST_NOT_FOUND, "", "没有这份方案的公开进展");
}

static enum st load_rows(struct req *r, struct progress_page *p)
{
    struct measure *list;
    size_t n;
    if (!p->plan.id)
        return ST_OK;
    enum st st = measure_list(r->ctx, p->plan.id, &list, &n);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++) {
        if (!measure_public(&list[i]))
            continue;
        p->counts[measure_light(&list[i], p->today)]++;
        p->done += strcmp(list[i].state, STATE_DONE) == 0;
        if (list[i].updated_at > p->updated_at)
            p->updated_at = list[i].updated_at;
        list[p->n++] = list[i];
    }
    p->rows = list;
    return ST_OK;
}

enum st progress_show(struct req *r)
{
    struct progress_page p = {.today = day_at(r->ctx->now)};
    res_tag(r, "site");
    res_tag(r, "ledger");
    enum st st = choose_plan(r, &p);
    if (!st)
        st = load_rows(r, &p);
    if (!st)
        progress_public_page(&r->out, r, &p);
    return st;
}
