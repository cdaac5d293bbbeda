/* Pieces, pages and the amount of a fee; see charge.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/charge.h"

#include <stdlib.h>
#include <string.h>

#include "request/foi/store.h"

const struct stmt foi_sql_pieces = {"foi.pieces",
    "SELECT count(*) FROM foi_case WHERE applicant_key = $1 AND organ_id = $2 AND is_fix = 0 AND "
    "arrived >= $3 AND arrived < $4",
    NULL};

/* RULE F4, K7: corrections of records are no requests for information. */
enum st foi_pieces(struct ctx *c, const struct foi_case *k, int *n)
{
    int year, month, dom;
    struct rows *r;
    day_split(k->arrived, &year, &month, &dom);
    struct day from = day_of(year, month, 1),
               to = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
    enum st st = q1(c, &foi_sql_pieces,
        ARGS(v_text(k->applicant_key), v_int(k->organ_id), v_int(from.n), v_int(to.n)), &r);
    if (!st)
        *n = (int)rows_int(r, 0);
    return st;
}

int foi_charge_pages(const struct foi_copies *copies, const struct foi_paper *papers, size_t n)
{
    int pages = 0;
    for (size_t i = 0; i < n; i++) {
        if (copies->reach[i] != FOI_WAITING || strcmp(papers[i].slot, "supplied") != 0)
            continue;
        if (!papers[i].pages)
            return 0;
        pages += papers[i].pages;
    }
    return pages;
}

enum st foi_charge_known(struct ctx *c, const struct foi_case *k, struct foi_charge *out)
{
    struct foi_event *events;
    struct foi_paper *papers;
    size_t n_events, n_papers;
    enum st st = foi_pieces(c, k, &out->pieces);
    if (!st)
        st = foi_event_list(c, k, &events, &n_events);
    if (!st)
        st = foi_paper_list(c, k->id, &papers, &n_papers);
    if (st)
        return st;
    struct foi_copies copies = foi_copies(c->mem, events, n_events, papers, n_papers);
    out->pages = foi_charge_pages(&copies, papers, n_papers);
    return ST_OK;
}

enum st foi_charge_fill(struct ctx *c, const struct foi_case *k, struct foi_event *ev)
{
    struct foi_charge known;
    if (strcmp(ev->action, "fee_notice") != 0)
        return ST_OK;
    enum st st = foi_charge_known(c, k, &known);
    if (st)
        return st;
    bool pages = strcmp(foi_event_arg(ev, "standard"), "PAGES") == 0;
    int of_case = pages ? known.pages : known.pieces;
    if (!*foi_event_arg(ev, "count") && of_case)
        map_set(ev->args, "count", arena_printf(c->mem, "%d", of_case));
    int64_t n = strtoll(foi_event_arg(ev, "count"), NULL, 10);
    map_set(ev->args, "known", arena_printf(c->mem, "%d", of_case));
    map_set(ev->args, "amount",
        arena_printf(c->mem, "%lld", (long long)(pages ? foi_fee_pages(n) : foi_fee_pieces(n))));
    return ST_OK;
}
