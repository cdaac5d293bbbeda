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

int64_t foi_registrar(const struct foi_event *list, size_t n)
{
    const struct foi_event *ev = event_after(list, n, "confirm", 0);
    return ev ? ev->person : 0;
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
    {"deliver", FOI_REPLY}, {"answer_now", FOI_REPLY}};

/* RULE R8b: an answer on the spot is draft, signature and delivery in one. */
static bool drafts(const struct foi_event *ev)
{
    return is(ev, "draft") || is(ev, "answer_now");
}

static bool delivers(const struct foi_event *ev)
{
    return is(ev, "deliver") || is(ev, "answer_now");
}

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
        .received = served_on(w->list, w->n, ev, delivers(ev) ? "reply" : ev->action),
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

/* The code of the reply in the making and, in the terms of the law, the events from `from` until
 * the next reopening. *last: the place of the very last event of the case, or SIZE_MAX. */
static size_t law_events(struct walk *w, size_t from, struct law_event *out, size_t *last)
{
    size_t m = 0;
    *last = SIZE_MAX;
    for (size_t i = from; i < w->n && !is(&w->list[i], "reopen"); i++) {
        if (drafts(&w->list[i]))
            w->code = foi_event_arg(&w->list[i], "code");
        if (law_event_of(w, &w->list[i], &out[m])) {
            *last = i + 1 == w->n ? m : SIZE_MAX;
            m++;
        }
    }
    return m;
}

static void note_refusal(struct derived *d, const struct foi_clock *clock, size_t last)
{
    for (size_t i = 0; i < clock->n_refused; i++)
        if (clock->refused[i].event == last)
            d->refusal = &clock->refused[i];
}

/* RULE W4: without a calendar an application can still be taken in; nothing is counted. */
static enum st without_calendar(struct walk *w, struct derived *d, enum st st, size_t n_events)
{
    if (st != ST_INVALID || n_events || strcmp(w->c->err.detail, "CALENDAR_NOT_LOADED") != 0)
        return st;
    struct err *e = ARENA_NEW(w->c->mem, struct err);
    *e = w->c->err;
    d->no_calendar = e;
    d->clock.start = day_none();
    w->c->err = (struct err){.st = ST_OK};
    return ST_OK;
}

/* The clock of everything before the case was first ordered to be answered again. */
static enum st run_clock(
    struct walk *w, const struct foi_case *k, struct day today, struct derived *d)
{
    struct law_event *events = ARENA_ARRAY(w->c->mem, struct law_event, w->n + 1);
    size_t last, m = law_events(w, 0, events, &last);
    struct law_case lc = {.channel = k->channel,
        .arrived = k->arrived,
        .confirmed = k->confirmed,
        .web_auto = k->web_auto,
        .today = today,
        .events = events,
        .n_events = m};
    enum st st = foi_clock_run(w->c->mem, &lc, &d->clock, &w->c->err);
    if (!st)
        note_refusal(d, &d->clock, last);
    return without_calendar(w, d, st, m);
}

static void explain_both(struct arena *a, struct foi_clock *first, const struct foi_clock *again)
{
    size_t n = first->n_explanation;
    const char **lines = ARENA_ARRAY(a, const char *, n + again->n_explanation + 1);
    if (n)
        memcpy(lines, first->explanation, n * sizeof *lines);
    for (size_t i = 0; i < again->n_explanation; i++)
        lines[n++] = arena_printf(a, "重新答复：%s", again->explanation[i]);
    first->explanation = lines;
    first->n_explanation = n;
}

/* RULE 1.7 row 23, R6a: after the last reopening a clock of its own runs, from the day the order
 * came, for the period ordered or N working days; consulting stops it as before. */
static enum st run_again(
    struct walk *w, const struct foi_case *k, struct day today, struct derived *d)
{
    const struct foi_event *ev = event_after(w->list, w->n, "reopen", 0);
    struct law_event *events = ARENA_ARRAY(w->c->mem, struct law_event, w->n + 1);
    size_t last;
    d->reopened = d->reopened_due = day_none();
    if (!ev)
        return ST_OK;
    struct day until = day_arg(ev, "until");
    struct law_case lc = {.channel = CHANNEL_F2F,
        .arrived = ev->day,
        .confirmed = ev->day,
        .stays_old = k->regime == REGIME_OLD,
        .ordered = day_given(until) ? until : (struct day){0},
        .today = today,
        .events = events,
        .n_events = law_events(w, (size_t)(ev - w->list) + 1, events, &last)};
    enum st st = foi_clock_run(w->c->mem, &lc, &d->again, &w->c->err);
    if (st)
        return st;
    note_refusal(d, &d->again, last);
    explain_both(w->c->mem, &d->clock, &d->again);
    d->reopened = ev->day;
    d->reopened_due = d->again.due;
    return ST_OK;
}

enum st foi_case_clock(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, struct day today, struct foi_clock *out)
{
    struct walk w = {c, list, n, ""};
    struct derived d = {.refusal = NULL};
    enum st st = run_clock(&w, k, today, &d);
    if (!st)
        st = run_again(&w, k, today, &d);
    *out = d.clock;
    if (!st && d.no_calendar) {
        c->err = *d.no_calendar;
        return ST_INVALID;
    }
    return st;
}

/* ---- the procedure ---- */

static void note_people(struct foi_case *k, const struct foi_event *ev)
{
    if (drafts(ev))
        k->drafter = ev->person;
    if (is(ev, "approve") || is(ev, "answer_now"))
        k->reviewer = ev->person;
    if (is(ev, "sign") || is(ev, "answer_now"))
        k->signer = ev->person;
}

static void note_ends(struct foi_case *k, const struct foi_event *ev, const struct derived *d)
{
    if (is(ev, "close") || is(ev, "withdraw") || is(ev, "abandon"))
        k->closed = ev->day;
    else if (is(ev, "archive"))
        k->archived = ev->day;
    else if (is(ev, "reopen") || is(ev, "accept_late"))
        k->closed = k->archived = day_none();
    if (delivers(ev))
        k->replied = ev->day;
    if (is(ev, "answer_now"))
        k->closed = ev->day;
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
        k->fee_yuan = int_arg(ev, "amount"), d->fee = ev;
    if (is(ev, "draft"))
        k->earlier_id = int_arg(ev, "earlier_id");
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

/* The later answer counts. */
static void take_again(struct walk *w, struct foi_case *k, const struct derived *d)
{
    const struct foi_event *ev = event_after(w->list, w->n, "reopen", 0);
    if (!ev)
        return;
    const struct foi_event *answer = event_after(w->list, w->n, "deliver", ev->seq);
    k->due = d->reopened_due;
    if (answer)
        k->in_time = answer->day.n <= k->due.n;
    else if (foi_open_stages & IN(k->stage))
        k->in_time = -1;
}

/* The draft being worked on and what was done with it; a return makes earlier approvals void. */
static void latest_draft(struct walk *w, struct derived *d)
{
    const struct foi_event *again = event_after(w->list, w->n, "reopen", 0);
    d->draft = event_after(w->list, w->n, "draft", again ? again->seq : 0);
    if (!d->draft && !again)
        d->draft = event_after(w->list, w->n, "answer_now", 0);
    d->revised = event_after(w->list, w->n, "revise", d->draft ? d->draft->seq : INT64_MAX);
    d->submitted = event_after(w->list, w->n, "submit", d->draft ? d->draft->seq : INT64_MAX);
    d->approved =
        event_after(w->list, w->n, "approve", d->submitted ? d->submitted->seq : INT64_MAX);
    d->delivered = event_after(w->list, w->n, "deliver", again ? again->seq : 0);
    if (d->draft && is(d->draft, "answer_now"))
        d->submitted = d->approved = d->delivered = d->draft;
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
    st = run_again(&w, k, today, d);
    if (st)
        return st;
    if (!day_given(k->start_first))
        k->start_first = d->clock.start;
    for (size_t i = 0; i < n; i++)
        walk_stage(k, &list[i], d);
    latest_draft(&w, d);
    if (day_given(k->replied) && d->draft && d->delivered)
        k->code = foi_event_arg(d->draft, "code");
    take_again(&w, k, d);
    st = collect_consults(&w, today, d, &open);
    if (!st)
        k->consulting = open;
    return st;
}
