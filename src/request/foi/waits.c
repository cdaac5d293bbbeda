/* One row a stage: who must do what by when. Prepared letters wait beside it.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/waits.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/task/task.h"
#include "request/foi/prepared.h"
#include "request/foi/store.h"

enum due_of { DUE_REPLY, DUE_CONFIRM, DUE_CORRECTION, DUE_PAYMENT, DUE_FILING };

static const struct {
    enum foi_stage stage;
    const char *what, *perm;
    enum due_of due;
} waits[] = {
    {CASE_ARRIVED, "与申请人确认收到", PERM_FOI, DUE_CONFIRM}, /* RULE R1c */
    {CASE_REGISTERED, "批办", PERM_FOI, DUE_REPLY},
    {CASE_EXAM, "办理", PERM_FOI, DUE_REPLY},
    {CASE_CORR_WAIT, "等待补正", PERM_FOI, DUE_CORRECTION},
    {CASE_REASON_WAIT, "等待说明理由", PERM_FOI, DUE_REPLY},
    {CASE_FEE_WAIT, "等待缴费", PERM_FOI, DUE_PAYMENT},
    {CASE_DRAFT, "拟答复并送审", PERM_FOI, DUE_REPLY},
    {CASE_REVIEW, "审查", PERM_FOI_REVIEW, DUE_REPLY},
    {CASE_SIGNED, "送达", PERM_FOI, DUE_REPLY},
    {CASE_DELIVERED, "补齐凭证并办结", PERM_FOI, DUE_FILING},
    {CASE_CLOSED, "归档", PERM_FOI, DUE_FILING}, /* RULE 1.8: within 30 working days */
    {CASE_ABANDONED, "归档", PERM_FOI, DUE_FILING},
    {CASE_WITHDRAWN, "归档", PERM_FOI, DUE_FILING},
};

const char *const foi_wait_perms[FOI_WAIT_PERMS] = {PERM_FOI, PERM_FOI_REVIEW, PERM_FOI_SIGN};

static bool is_wait_perm(const char *perm)
{
    for (size_t i = 0; i < FOI_WAIT_PERMS; i++)
        if (strcmp(perm, foi_wait_perms[i]) == 0)
            return true;
    return false;
}

static struct day due_day(struct ctx *c, const struct foi_case *k, enum due_of due)
{
    struct err e;
    struct day d = day_none(), today = day_at(c->now);
    switch (due) {
    case DUE_CONFIRM:
        return calendar_add(k->arrived, 1, &d, &e) ? k->arrived : d;
    case DUE_CORRECTION:
        return k->correction_deadline;
    case DUE_PAYMENT:
        return k->pay_by;
    case DUE_FILING:
        return calendar_add(day_given(k->closed) ? k->closed : today, 30, &d, &e) ? today : d;
    default:
        return k->due;
    }
}

static size_t wait_of(const struct foi_case *k)
{
    size_t i = 0;
    while (i < COUNT_OF(waits) && waits[i].stage != k->stage)
        i++;
    return i;
}

/* ---- nobody confirmed ---- */

#define UNCONFIRMED "foi_unconfirmed" /* kind and subject: no task of the case itself */

static bool is_late_to_confirm(struct ctx *c, const struct foi_case *k)
{
    return day_at(c->now).n > due_day(c, k, DUE_CONFIRM).n;
}

bool foi_is_unconfirmed(struct ctx *c, const struct foi_case *k)
{
    return k->stage == CASE_ARRIVED && !foi_waits_for_calendar(k) && is_late_to_confirm(c, k);
}

enum st foi_tell_head(struct ctx *c, const struct foi_case *k)
{
    int64_t id;
    return task_open(c,
        &(struct task){.kind = UNCONFIRMED,
            .subject_kind = UNCONFIRMED,
            .subject_id = k->id,
            .title = arena_printf(c->mem, "督促确认收到申请：%s %s，到达后超过一个工作日",
                foi_case_name(k), k->subject),
            .path = arena_printf(c->mem, "/work/requests/%lld/", (long long)k->id),
            .unit_id = k->office_id,
            .perm = PERM_FOI_REVIEW,
            .due = due_day(c, k, DUE_CONFIRM)},
        &id);
}

static enum st settle_unconfirmed(struct ctx *c, const struct foi_case *k)
{
    bool leaves = k->stage == CASE_REGISTERED || k->stage == CASE_WITHDRAWN;
    return leaves && is_late_to_confirm(c, k)
               ? task_close(c, UNCONFIRMED, UNCONFIRMED, k->id, "done")
               : ST_OK;
}

enum st foi_waits(struct ctx *c, const struct foi_case *k, const struct derived *d)
{
    size_t i = wait_of(k);
    int64_t id;
    enum st st = settle_unconfirmed(c, k);
    if (st)
        return st;
    if (i == COUNT_OF(waits))
        return task_close_all(c, "foi", k->id, "done");
    bool to_sign = k->stage == CASE_REVIEW && d->approved;
    bool handling = k->stage == CASE_EXAM || k->stage == CASE_DRAFT;
    const char *name = foi_case_name(k), *perm = to_sign ? PERM_FOI_SIGN : waits[i].perm;
    BUG_ON(!is_wait_perm(perm));
    return task_open(c,
        &(struct task){.kind = "foi.case",
            .subject_kind = "foi",
            .subject_id = k->id,
            .title = arena_printf(
                c->mem, "%s：%s %s", to_sign ? "签发" : waits[i].what, name, k->subject),
            .path = arena_printf(c->mem, "/work/requests/%lld/", (long long)k->id),
            .unit_id = handling ? k->handler_unit : k->office_id,
            .perm = perm,
            .not_person = k->stage == CASE_REVIEW ? k->drafter : 0,
            .due = due_day(c, k, waits[i].due)},
        &id);
}

enum st foi_await(struct ctx *c, int64_t case_id)
{
    struct foi_case k;
    struct derived d = {.refusal = NULL};
    enum st st = case_row_get(c, case_id, &k);
    return st ? st : foi_waits(c, &k, &d);
}

/* ---- prepared letters ---- */

#define DRAFTS "foi_prepared" /* no task of the case itself: of these it has one */

/* Signing is what the case waits for by itself. */
static bool decided_by_others(const struct foi_move *m)
{
    return *foi_prepared_title(m->action) && strcmp(m->perm, PERM_FOI) != 0 &&
           strcmp(m->action, "sign") != 0;
}

static bool undecided(
    const struct foi_case *k, const struct foi_move *m, const struct foi_event *list, size_t n)
{
    return decided_by_others(m) && (m->from & IN(k->stage)) && foi_prepared(list, n, m->action);
}

bool foi_is_undecided(const struct foi_case *k, const struct foi_event *list, size_t n)
{
    bool any = false;
    if (!event_after(list, n, "prepare", 0))
        return false;
    for (size_t i = 0; i < n_foi_moves; i++)
        any |= undecided(k, &foi_moves[i], list, n);
    return any;
}

static const char *kind_of(struct ctx *c, const struct foi_move *m)
{
    return arena_printf(c->mem, "foi.prepared.%s", m->action);
}

/* RULE R8b: who registered a case does not answer it on the spot. */
static int64_t not_by(const struct foi_move *m, const struct foi_event *list, size_t n)
{
    return strcmp(m->action, "answer_now") == 0 ? foi_registrar(list, n) : 0;
}

static enum st ask(struct ctx *c, const struct foi_case *k, const struct foi_move *m,
    const char *page, int64_t not_person)
{
    int64_t id;
    size_t i = wait_of(k);
    BUG_ON(!is_wait_perm(m->perm) || i == COUNT_OF(waits));
    return task_open(c,
        &(struct task){.kind = kind_of(c, m),
            .subject_kind = DRAFTS,
            .subject_id = k->id,
            .title = arena_printf(c->mem, "审定%s：%s %s", foi_prepared_title(m->action),
                foi_case_name(k), k->subject),
            .path = arena_printf(c->mem, "/work/requests/%lld/%s", (long long)k->id, page),
            .unit_id = k->office_id,
            .perm = m->perm,
            .not_person = not_person,
            .due = due_day(c, k, waits[i].due)},
        &id);
}

/* Its letter is gone: the task that is over leads to the case and keeps the day it had. */
static enum st settle(
    struct ctx *c, const struct foi_case *before, const struct foi_move *m, bool issued)
{
    enum st st = ask(c, before, m, "", 0);
    return st ? st
              : task_close(c, kind_of(c, m), DRAFTS, before->id, issued ? "done" : "cancelled");
}

enum st foi_await_decisions(struct ctx *c, const struct foi_case *before, const struct foi_case *k,
    const struct foi_event *list, size_t n)
{
    enum st st = ST_OK;
    if (!event_after(list, n, "prepare", 0))
        return ST_OK;
    for (size_t i = 0; !st && i < n_foi_moves; i++) {
        const struct foi_move *m = &foi_moves[i];
        if (undecided(k, m, list, n))
            st = ask(c, k, m, arena_printf(c->mem, "prepared/%s/", m->action), not_by(m, list, n));
        else if (before && undecided(before, m, list, n - 1))
            st = settle(c, before, m, strcmp(list[n - 1].action, m->action) == 0);
    }
    return st;
}
