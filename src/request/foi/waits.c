/* One row a stage: who must do what by when.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/waits.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/task/task.h"
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

enum st foi_waits(struct ctx *c, const struct foi_case *k, const struct derived *d)
{
    size_t i = 0;
    int64_t id;
    while (i < COUNT_OF(waits) && waits[i].stage != k->stage)
        i++;
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
