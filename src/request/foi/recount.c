/* Recounting the clocks of open cases: a new calendar, or silence that has lasted long enough,
 * moves due days; every moved date becomes an act of the journal.
 *
 * First everything is read and derived; only what moved is written, in one transaction. A case that
 * somebody handled in between has been derived by that very act and is left alone.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "lib/base/json.h"
#include "request/foi/case_columns.h"
#include "request/foi/recount.h"
#include "request/foi/waits.h"

const struct stmt foi_sql_recount_cases = {
    "foi.recount_cases", CASE_SELECT_PLAIN "WHERE k.is_open = 1 ORDER BY k.id", NULL};
/* The private values stay sealed: no date depends on them. */
const struct stmt foi_sql_recount_events = {"foi.recount_events",
    "SELECT e.case_id, e.seq, e.action, e.day, e.args, e.person, e.at FROM foi_event e "
    "JOIN foi_case k ON k.id = e.case_id WHERE k.is_open = 1 ORDER BY e.case_id, e.seq",
    NULL};

struct moved {
    struct foi_case k; /* with the new dates */
    struct day due;    /* as it was */
    bool approved, undecided;
};

struct walk {
    struct ctx *c;
    struct rows *events;
    bool more; /* the reader stands on an event */
    struct moved *moved;
    size_t n_moved;
    struct foi_case *arrived; /* waiting for a calendar that is there now, or for too long */
    size_t n_arrived;
};

static enum st args_of(struct ctx *c, const char *text, struct map **out)
{
    const struct json *j;
    enum st st = json_parse(c->mem, text, strlen(text), &j, &c->err);
    *out = map_new(c->mem);
    for (size_t i = 0; !st && i < json_count(j); i++) {
        const char *key;
        const struct json *value = json_member(j, i, &key);
        map_set(*out, key, arena_strdup(c->mem, json_text(value)));
    }
    return st;
}

/* The events of case `id`, from the one reader of all events. */
static enum st next_events(
    struct walk *w, struct ctx *scratch, int64_t id, struct foi_event **list, size_t *n)
{
    size_t cap = 16;
    enum st st = ST_OK;
    *list = ARENA_ARRAY(scratch->mem, struct foi_event, cap);
    for (*n = 0; !st && w->more && rows_int(w->events, 0) <= id; w->more = rows_next(w->events)) {
        if (rows_int(w->events, 0) < id)
            continue;
        if (*n == cap) {
            struct foi_event *longer = ARENA_ARRAY(scratch->mem, struct foi_event, cap *= 2);
            memcpy(longer, *list, *n * sizeof **list);
            *list = longer;
        }
        struct foi_event *ev = &(*list)[(*n)++];
        *ev = (struct foi_event){.seq = rows_int(w->events, 1),
            .action = arena_strdup(scratch->mem, rows_text(w->events, 2)),
            .day = (struct day){(int32_t)rows_int(w->events, 3)},
            .person = rows_int(w->events, 5),
            .at = rows_int(w->events, 6)};
        st = args_of(scratch, rows_text(w->events, 4), &ev->args);
    }
    return st;
}

static bool same_dates(const struct foi_case *a, const struct foi_case *b)
{
    return a->due.n == b->due.n && a->base_due.n == b->base_due.n &&
           a->correction_deadline.n == b->correction_deadline.n && a->pay_by.n == b->pay_by.n &&
           a->consulting == b->consulting;
}

/* A case whose dates lie outside the calendar keeps those it has; the log says so. */
static enum st look_at(struct walk *w, struct ctx *scratch, const struct foi_case *k)
{
    struct foi_event *list;
    struct derived d;
    size_t n;
    struct foi_case then = *k;
    enum st st = next_events(w, scratch, k->id, &list, &n);
    if (!st)
        st = foi_derive(scratch, &then, list, n, day_at(w->c->now), &d);
    if (st == ST_INVALID)
        return ST_OK;
    if (!st && ((foi_waits_for_calendar(k) && !d.no_calendar) || foi_is_unconfirmed(w->c, k)))
        w->arrived[w->n_arrived++] = *k;
    if (st || same_dates(k, &then))
        return st;
    then.code = k->code; /* an open case has none, and `then` outlives the events */
    w->moved[w->n_moved++] =
        (struct moved){then, k->due, d.approved != NULL, foi_is_undecided(&then, list, n)};
    return ST_OK;
}

static enum st look(struct walk *w, int64_t *n_cases)
{
    struct rows *r;
    struct ctx scratch = *w->c;
    enum st st = q(w->c, &foi_sql_recount_cases, NO_ARGS, &r);
    if (!st)
        st = q(w->c, &foi_sql_recount_events, NO_ARGS, &w->events);
    if (st)
        return st;
    w->moved = ARENA_ARRAY(w->c->mem, struct moved, rows_count(r));
    w->arrived = ARENA_ARRAY(w->c->mem, struct foi_case, rows_count(r));
    w->more = rows_next(w->events);
    scratch.mem = arena_new();
    for (*n_cases = 0; !st && rows_next(r); (*n_cases)++) {
        struct foi_case k = case_from_row(r);
        st = look_at(w, &scratch, &k);
        arena_clear(scratch.mem);
    }
    arena_free(&scratch.mem);
    if (st)
        w->c->err = scratch.err;
    return st;
}

static enum st note(struct ctx *c, const struct moved *m)
{
    char from[11], to[11], until[11];
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "from", day_text(m->due, from));
    jw_pair(&b, "to", day_text(m->k.due, to));
    jw_pair(&b, "calendar", day_text(calendar_to(), until));
    buf_addc(&b, '}');
    enum st st = journal_add(c, &(struct act){.action = "foi.recount",
                                    .subject_kind = "foi",
                                    .subject_id = m->k.id,
                                    .detail = arena_strdup(c->mem, buf_str(&b))});
    buf_release(&b);
    return st;
}

/* Their letters wait until another day too. Rare, so the events are read once more. */
static enum st move_decisions(struct ctx *c, const struct foi_case *k)
{
    struct foi_event *list;
    size_t n;
    enum st st = foi_event_list(c, k, &list, &n);
    return st ? st : foi_await_decisions(c, NULL, k, list, n);
}

static enum st write_one(struct ctx *c, const struct moved *m, int64_t *n)
{
    static const struct foi_event yes = {.seq = 1};
    struct derived d = {.approved = m->approved ? &yes : NULL};
    enum st st = case_put(c, &m->k);
    if (st == ST_CONFLICT) { /* handled meanwhile */
        c->err = (struct err){.st = ST_OK};
        return ST_OK;
    }
    if (!st)
        st = foi_waits(c, &m->k, &d);
    if (!st && m->undecided)
        st = move_decisions(c, &m->k);
    if (!st)
        st = note(c, m);
    *n += !st;
    return st;
}

/* RULE W4: the day of receipt stands, its period can be counted now. RULE R1c: nobody confirmed. */
static enum st see_to(struct ctx *c, const struct foi_case *k)
{
    struct foi_case now;
    enum st st = case_row_get(c, k->id, &now);
    if (st || now.stage != CASE_ARRIVED) /* handled meanwhile */
        return st;
    if (!foi_waits_for_calendar(&now))
        return foi_tell_head(c, &now);
    st = foi_act(c, now.id, &(struct foi_do){.action = "confirm", .day = now.arrived});
    if (st != ST_INVALID && st != ST_CONFLICT)
        return st;
    c->err = (struct err){.st = ST_OK}; /* its period reaches another year; the page says so */
    return ST_OK;
}

enum st foi_recount(struct ctx *c, struct foi_recounted *out)
{
    struct walk w = {.c = c};
    *out = (struct foi_recounted){0, 0};
    enum st st = ctx_begin(c, false);
    if (!st)
        st = look(&w, &out->cases);
    ctx_rollback(c);
    if (st || !(w.n_moved + w.n_arrived))
        return st;
    st = ctx_begin(c, true);
    for (size_t i = 0; !st && i < w.n_moved; i++)
        st = write_one(c, &w.moved[i], &out->moved);
    for (size_t i = 0; !st && i < w.n_arrived; i++)
        st = see_to(c, &w.arrived[i]);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

enum st foi_recount_job(struct ctx *c)
{
    struct foi_recounted n;
    return foi_recount(c, &n);
}
