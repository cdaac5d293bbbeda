/* Walking the events of a case; see derive.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/derive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"

static bool is(const struct foi_event *ev, const char *action)
{
    return strcmp(ev->action, action) == 0;
}

static bool truth(const struct foi_event *ev, const char *name)
{
    return *foi_event_arg(ev, name) == '1';
}

static struct day day_arg(const struct foi_event *ev, const char *name)
{
    return day_parse(foi_event_arg(ev, name));
}

static int int_arg(const struct foi_event *ev, const char *name)
{
    return (int)strtol(foi_event_arg(ev, name), NULL, 10);
}

const struct foi_event *event_after(
    const struct foi_event *list, size_t n, const char *action, int64_t seq)
{
    for (size_t i = n; i-- > 0 && list[i].seq > seq;)
        if (is(&list[i], action))
            return &list[i];
    return NULL;
}

/* ---- the law's clock ---- */

/* The day the paper of `of` reached the other side: from the act itself or recorded later. */
static struct day served_on(
    const struct foi_event *list, size_t n, const struct foi_event *of, const char *what)
{
    struct day d = day_arg(of, "received");
    for (size_t i = 0; i < n; i++) {
        const struct foi_event *ev = &list[i];
        if (ev->seq <= of->seq || !is(ev, "served") || strcmp(foi_event_arg(ev, "of"), what) != 0)
            continue;
        if (strcmp(what, "consult") != 0 || int_arg(ev, "consult") == of->seq)
            d = day_arg(ev, "received");
    }
    return d;
}

static struct consult consult_of(const struct foi_event *list, size_t n, const struct foi_event *of)
{
    struct consult k = {.seq = of->seq,
        .kind = foi_event_arg(of, "kind"),
        .party = foi_event_arg(of, "party"),
        .issued = of->day,
        .received = served_on(list, n, of, "consult"),
        .answered = day_none(),
        .answer = ""};
    for (size_t i = 0; i < n; i++) {
        const struct foi_event *ev = &list[i];
        if (!is(ev, "consult_answer") || int_arg(ev, "consult") != of->seq)
            continue;
        k.answer = foi_event_arg(ev, "answer");
        k.reasonable = truth(ev, "reasonable");
        if (day_given(day_arg(ev, "received")))
            k.received = day_arg(ev, "received");
        if (strcmp(k.answer, "SILENT") != 0)
            k.answered = ev->day;
    }
    return k;
}

static enum foi_consulted consulted_kind(const char *key)
{
    return strcmp(key, "THIRD") == 0   ? CONSULT_THIRD_PARTY
           : strcmp(key, "JOINT") == 0 ? CONSULT_JOINT
                                       : CONSULT_ORGAN;
}

static const struct {
    const char *action;
    enum law_event_kind kind;
} law_kinds[] = {{"correction_notice", FOI_CORRECTION_NOTICE},
    {"correction_received", FOI_CORRECTION_RECEIVED}, {"accept_late", FOI_CORRECTION_RECEIVED},
    {"consult", FOI_CONSULT}, {"extension", FOI_EXTENSION}, {"reason_notice", FOI_REASON_NOTICE},
    {"fixed_due", FOI_FIXED_DUE}, {"fee_notice", FOI_FEE_NOTICE}, {"paid", FOI_PAID},
    {"deliver", FOI_REPLY}};

struct walk {
    struct ctx *c;
    const struct foi_event *list;
    size_t n;
    const char *code; /* of the latest draft */
};

/* One event in the terms of the law; what happened to its paper later is looked up. */
static bool law_event_of(struct walk *w, const struct foi_event *ev, struct law_event *out)
{
    size_t i = 0;
    while (i < COUNT_OF(law_kinds) && !is(ev, law_kinds[i].action))
        i++;
    if (i == COUNT_OF(law_kinds))
        return false;
    *out = (struct law_event){.kind = law_kinds[i].kind,
        .date = ev->day,
        .received = served_on(w->list, w->n, ev, is(ev, "deliver") ? "reply" : ev->action),
        .answered = day_none(),
        .notified = day_arg(ev, "notified"),
        .days = int_arg(ev, "days"),
        .good_reason = truth(ev, "good_reason") || is(ev, "accept_late"),
        .code = w->code};
    if (is(ev, "fixed_due")) {
        out->notified = ev->day;
        out->date = day_arg(ev, "until");
    }
    if (is(ev, "consult")) {
        struct consult k = consult_of(w->list, w->n, ev);
        out->received = k.received;
        out->answered = k.answered;
        out->consulted = consulted_kind(k.kind);
    }
    return true;
}

/* The clock of everything before the case was first ordered to be answered again. */
static enum st run_clock(
    struct walk *w, const struct foi_case *k, struct day today, struct derived *d)
{
    struct law_event *events = ARENA_ARRAY(w->c->mem, struct law_event, w->n + 1);
    size_t m = 0, last = SIZE_MAX;
    struct day confirmed = k->confirmed;
    for (size_t i = 0; i < w->n && !is(&w->list[i], "reopen"); i++) {
        if (is(&w->list[i], "draft"))
            w->code = foi_event_arg(&w->list[i], "code");
        if (law_event_of(w, &w->list[i], &events[m])) {
            last = i + 1 == w->n ? m : last;
            m++;
        }
    }
    struct law_case lc = {.channel = k->channel,
        .arrived = k->arrived,
        .confirmed = confirmed,
        .web_auto = k->web_auto,
        .today = today,
        .events = events,
        .n_events = m};
    enum st st = foi_clock_run(w->c->mem, &lc, &d->clock, &w->c->err);
    for (size_t i = 0; !st && i < d->clock.n_refused; i++)
        if (d->clock.refused[i].event == last)
            d->refusal = &d->clock.refused[i];
    return st;
}

enum st foi_case_clock(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, struct day today, struct foi_clock *out)
{
    struct walk w = {c, list, n, ""};
    struct derived d = {.refusal = NULL};
    enum st st = run_clock(&w, k, today, &d);
    *out = d.clock;
    return st;
}

/* ---- the procedure ---- */

static void note_people(struct foi_case *k, const struct foi_event *ev)
{
    if (is(ev, "draft"))
        k->drafter = ev->person;
    else if (is(ev, "approve"))
        k->reviewer = ev->person;
    else if (is(ev, "sign"))
        k->signer = ev->person;
}

static void note_ends(struct foi_case *k, const struct foi_event *ev, const struct derived *d)
{
    if (is(ev, "close") || is(ev, "withdraw") || is(ev, "abandon"))
        k->closed = ev->day;
    else if (is(ev, "archive"))
        k->archived = ev->day;
    else if (is(ev, "deliver"))
        k->replied = ev->day;
    else if (is(ev, "reopen") || is(ev, "accept_late"))
        k->closed = k->archived = day_none();
    if (is(ev, "withdraw"))
        k->code = "O3";
    else if (is(ev, "abandon"))
        k->code = d->clock.code;
    else if (is(ev, "accept_late"))
        k->code = "";
}

static void walk_stage(struct foi_case *k, const struct foi_event *ev, struct derived *d)
{
    const struct foi_move *m = foi_move_find(ev->action);
    if (m && m->to >= 0)
        k->stage = (enum foi_stage)m->to;
    k->extended |= is(ev, "extension");
    k->corrected |= is(ev, "correction_received") || is(ev, "accept_late");
    d->searched |= is(ev, "search");
    d->reasons_sent |= is(ev, "reason_notice");
    d->reasons_answered |= is(ev, "reason_answer");
    if (is(ev, "assign") && int_arg(ev, "unit"))
        k->handler_unit = int_arg(ev, "unit");
    if (is(ev, "fee_notice"))
        k->fee_yuan = int_arg(ev, "amount");
    note_people(k, ev);
    note_ends(k, ev, d);
}

/* RULE R6d: a consultation that was never answered ends by itself on the 15th working day. */
static enum st collect_consults(struct walk *w, struct day today, struct derived *d, bool *open)
{
    struct consult *list = ARENA_ARRAY(w->c->mem, struct consult, w->n + 1);
    *open = false;
    for (size_t i = 0; i < w->n; i++) {
        if (!is(&w->list[i], "consult"))
            continue;
        struct consult k = consult_of(w->list, w->n, &w->list[i]);
        struct day until;
        enum st st =
            calendar_add(day_given(k.received) ? k.received : k.issued, 15, &until, &w->c->err);
        if (st)
            return st;
        if (!*k.answer && today.n > until.n)
            k.answer = "SILENT";
        *open |= !*k.answer;
        list[d->n_consults++] = k;
    }
    d->consults = list;
    return ST_OK;
}

/* RULE 1.7 row 23: the period ordered, else N working days from the day the order came. */
static enum st reopened(struct walk *w, struct foi_case *k, struct derived *d)
{
    const struct foi_event *ev = event_after(w->list, w->n, "reopen", 0);
    d->reopened = d->reopened_due = day_none();
    if (!ev)
        return ST_OK;
    d->reopened = ev->day;
    d->reopened_due = day_arg(ev, "until");
    enum st st = ST_OK;
    if (!day_given(d->reopened_due))
        st = calendar_add(ev->day, k->regime == REGIME_OLD ? 15 : 20, &d->reopened_due, &w->c->err);
    const struct foi_event *again = event_after(w->list, w->n, "deliver", ev->seq);
    k->due = d->reopened_due;
    if (again)
        k->in_time = again->day.n <= k->due.n;
    else if (foi_open_stages & IN(k->stage))
        k->in_time = -1;
    return st;
}

/* The draft being worked on and what was done with it; a return makes earlier approvals void. */
static void latest_draft(struct walk *w, struct derived *d)
{
    const struct foi_event *again = event_after(w->list, w->n, "reopen", 0);
    d->draft = event_after(w->list, w->n, "draft", again ? again->seq : 0);
    d->submitted = event_after(w->list, w->n, "submit", d->draft ? d->draft->seq : INT64_MAX);
    d->approved =
        event_after(w->list, w->n, "approve", d->submitted ? d->submitted->seq : INT64_MAX);
    d->delivered = event_after(w->list, w->n, "deliver", again ? again->seq : 0);
    d->supplied_listed =
        d->draft && (*foi_event_arg(d->draft, "attachments") || *foi_event_arg(d->draft, "where") ||
                        *foi_event_arg(d->draft, "way"));
    d->proof = d->delivered && *foi_event_arg(d->delivered, "evidence");
}

static void take_clock(struct foi_case *k, const struct foi_clock *clock)
{
    k->regime = clock->regime;
    k->start = clock->start;
    k->base_due = clock->base_due;
    k->due = clock->due;
    k->correction_deadline = clock->correction_deadline;
    k->pay_by = clock->pay_by;
    k->in_time = clock->replied ? clock->in_time : -1;
    if (clock->replied)
        k->code = clock->code;
}

/* RULE R1: the channels that fix the day of receipt by themselves have no confirm event of a
 * person; register.c writes one all the same, so that the history tells. */
static void note_receipt(struct foi_case *k, const struct foi_event *ev)
{
    if (is(ev, "confirm") && !day_given(k->confirmed))
        k->confirmed = ev->day;
}

enum st foi_derive(struct ctx *c, struct foi_case *k, const struct foi_event *list, size_t n,
    struct day today, struct derived *d)
{
    struct walk w = {c, list, n, ""};
    bool open;
    *d = (struct derived){.refusal = NULL};
    k->stage = CASE_ARRIVED;
    k->confirmed = k->replied = k->closed = k->archived = day_none();
    k->extended = k->corrected = false;
    k->code = "";
    for (size_t i = 0; i < n; i++)
        note_receipt(k, &list[i]);
    enum st st = run_clock(&w, k, today, d);
    if (st)
        return st;
    take_clock(k, &d->clock);
    if (!day_given(k->start_first))
        k->start_first = d->clock.start;
    for (size_t i = 0; i < n; i++)
        walk_stage(k, &list[i], d);
    latest_draft(&w, d);
    if (day_given(k->replied) && d->draft && d->delivered)
        k->code = foi_event_arg(d->draft, "code");
    st = reopened(&w, k, d);
    if (!st)
        st = collect_consults(&w, today, d, &open);
    if (!st)
        k->consulting = open;
    return st;
}
