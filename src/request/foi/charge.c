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

const struct stmt foi_sql_charged = {"foi.charged",
    "SELECT id FROM foi_case WHERE applicant_key = $1 AND organ_id = $2 AND id <> $5 AND "
    "arrived >= $3 AND arrived < $4 AND fee_yuan > 0",
    NULL};

/* First day of the month of the day, and of the one after it. */
static void month_of(struct day day, struct day *from, struct day *to)
{
    int year, month, dom;
    day_split(day, &year, &month, &dom);
    *from = day_of(year, month, 1);
    *to = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
}

/* RULE F4, K7: corrections of records are no requests for information. */
enum st foi_pieces(struct ctx *c, const struct foi_case *k, int *n)
{
    struct day from, to;
    struct rows *r;
    month_of(k->arrived, &from, &to);
    enum st st = q1(c, &foi_sql_pieces,
        ARGS(v_text(k->applicant_key), v_int(k->organ_id), v_int(from.n), v_int(to.n)), &r);
    if (!st)
        *n = (int)rows_int(r, 0);
    return st;
}

static bool by_pages(const struct foi_event *ev)
{
    return strcmp(foi_event_arg(ev, "standard"), "PAGES") == 0;
}

/* The fee of a case where it was noticed by piece, else 0. */
static enum st charged_by_piece(struct ctx *c, int64_t id, int64_t *yuan)
{
    struct foi_case k;
    struct foi_event *events;
    size_t n;
    const struct foi_event *fee = NULL;
    enum st st = foi_case_get(c, (struct foi_see){.all = true}, id, &k);
    if (!st)
        st = foi_event_list(c, &k, &events, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(events[i].action, "fee_notice") == 0)
            fee = &events[i];
    *yuan = fee && !by_pages(fee) ? k.fee_yuan : 0;
    return st;
}

/* RULE F3: pieces of a month are charged once, in whichever of its requests. */
static enum st charged_before(struct ctx *c, const struct foi_case *k, int64_t *yuan)
{
    struct day from, to;
    struct rows *r;
    *yuan = 0;
    month_of(k->arrived, &from, &to);
    enum st st = q(c, &foi_sql_charged,
        ARGS(
            v_text(k->applicant_key), v_int(k->organ_id), v_int(from.n), v_int(to.n), v_int(k->id)),
        &r);
    while (!st && rows_next(r)) {
        int64_t one;
        st = charged_by_piece(c, rows_int(r, 0), &one);
        *yuan += st ? 0 : one;
    }
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
    int64_t before = 0;
    if (strcmp(ev->action, "fee_notice") != 0)
        return ST_OK;
    bool pages = by_pages(ev);
    enum st st = foi_charge_known(c, k, &known);
    if (!st && !pages)
        st = charged_before(c, k, &before);
    if (st)
        return st;
    int of_case = pages ? known.pages : known.pieces;
    if (!*foi_event_arg(ev, "count") && of_case)
        map_set(ev->args, "count", arena_printf(c->mem, "%d", of_case));
    int64_t n = strtoll(foi_event_arg(ev, "count"), NULL, 10),
            yuan = pages ? foi_fee_pages(n) : foi_fee_pieces(n);
    map_set(ev->args, "known", arena_printf(c->mem, "%d", of_case));
    if (before)
        map_set(ev->args, "charged", arena_printf(c->mem, "%lld", (long long)before));
    map_set(ev->args, "amount",
        arena_printf(c->mem, "%lld", (long long)(yuan > before ? yuan - before : 0)));
    return ST_OK;
}
