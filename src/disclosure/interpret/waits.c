/* See waits.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/waits.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "common/task/task.h"
#include "lib/base/utf8.h"

enum {
    LATE_DAYS = 3,    /* P-LATE */
    WATCH_DAYS = 400, /* how far back the job looks; older gaps are in the yearly figures */
    STEP_DAYS = 3     /* a setting: working days for each step of a pack */
};

static struct day working_days_after(struct day from, int n)
{
    struct day due;
    struct err e;
    return calendar_add(from, n, &due, &e) ? day_none() : due;
}

struct day interpretation_due_on(int64_t published_at)
{
    return working_days_after(day_at(published_at), LATE_DAYS);
}

static const char *short_title(struct ctx *c, const char *what, const char *title)
{
    return arena_printf(c->mem, "%s：%.*s", what, (int)utf8_prefix(title, 80), title);
}

static enum st open_task(struct ctx *c, const struct pack_view *v, struct task t)
{
    int64_t id;
    t.subject_kind = "pack";
    t.subject_id = v->p.id;
    t.path = arena_printf(c->mem, INTERPRET "%lld/", (long long)v->p.id);
    if (!day_given(t.due))
        t.due = working_days_after(day_at(c->now), STEP_DAYS);
    return task_open(c, &t, &id);
}

/* RULE P-LATE: the interpretation that was promised. */
static enum st wait_later(struct ctx *c, const struct pack_view *v)
{
    int64_t id;
    const struct document_look *d = &v->parts[0].look;
    if (v->p.plan.mode != PLAN_LATER)
        return ST_OK;
    return task_open(c,
        &(struct task){.kind = "interpret.late",
            .subject_kind = "record",
            .subject_id = d->record_id,
            .title = short_title(c, "发布解读", d->title),
            .path = arena_printf(c->mem, INTERPRET "new?record=%lld", (long long)d->record_id),
            .unit_id = v->p.unit_id,
            .perm = PERM_DRAFT,
            .due = interpretation_due_on(c->now)},
        &id);
}

enum st wait_for_pack(struct ctx *c, const struct pack_view *v, const char *codes)
{
    const char *title = v->parts[0].look.title, *words = "";
    enum st st = task_close_all(c, "pack", v->p.id, "done");
    if (st)
        return st;
    switch (v->p.stage) {
    case PACK_HEAD:
        return open_task(c, v,
            (struct task){.kind = "interpret.sign",
                .title = short_title(c, "签批文件和解读", title),
                .unit_id = v->p.unit_id,
                .perm = PERM_INTERPRET_SIGN,
                .due = day_none()});
    case PACK_OFFICE:
        return open_task(c, v,
            (struct task){.kind = "interpret.office",
                .title = short_title(c, "审核文件和解读", title),
                .perm = PERM_INTERPRET_OFFICE,
                .due = day_none()});
    case PACK_APPROVED:
        return open_task(c, v,
            (struct task){.kind = "interpret.publish",
                .title = short_title(c, "同步发布", title),
                .unit_id = v->p.unit_id,
                .perm = PERM_PUBLISH,
                .due = day_none()});
    case PACK_DRAFT:
        if (!*codes || !document_codes(c->mem, codes, &words))
            return ST_OK;
        return open_task(c, v,
            (struct task){.kind = "interpret.return",
                .title = short_title(c, arena_printf(c->mem, "退文（%s）", words), title),
                .person_id = v->p.created_by,
                .unit_id = v->p.unit_id,
                .perm = PERM_DRAFT,
                .due = day_none()});
    case PACK_LIVE:
        return wait_later(c, v);
    case PACK_DROPPED:
        break;
    }
    return ST_OK;
}

/* ---- what is public ---- */

static enum st watch_policy(struct ctx *c, const struct policy_row *p)
{
    int64_t id;
    if (p->interpreted_at || p->exempt)
        return task_close(c, "interpret.late", "record", p->record_id, "done");
    return task_open(c,
        &(struct task){.kind = "interpret.late",
            .subject_kind = "record",
            .subject_id = p->record_id,
            .title = short_title(c, "发布解读", p->title),
            .path = arena_printf(c->mem, INTERPRET "new?record=%lld", (long long)p->record_id),
            .unit_id = p->unit_id,
            .perm = PERM_DRAFT,
            .due = interpretation_due_on(p->published_at)},
        &id);
}

static enum st watch_said(struct ctx *c, const struct said_row *s)
{
    int64_t id;
    bool whole = s->policy_id && s->policy_public;
    if (whole)
        return task_close(c, "interpret.link", "record", s->record_id, "done");
    return task_open(c,
        &(struct task){.kind = "interpret.link",
            .subject_kind = "record",
            .subject_id = s->record_id,
            .title = short_title(
                c, s->policy_id ? "解读的文件已经撤下，请处理" : "没有关联所解读的文件", s->title),
            .path = arena_printf(c->mem, "/work/documents/%lld/links", (long long)s->record_id),
            .unit_id = s->unit_id,
            .perm = PERM_DRAFT,
            .due = working_days_after(day_at(c->now), STEP_DAYS)},
        &id);
}

enum st interpret_watch(struct ctx *c)
{
    struct policy_row *policies;
    struct said_row *said;
    size_t n_policies, n_said;
    const int64_t from = c->now - WATCH_DAYS * 86400LL;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = policy_list(c, from, c->now + 1, &policies, &n_policies);
    if (!st)
        st = said_list(c, from, c->now + 1, &said, &n_said);
    for (size_t i = 0; !st && i < n_policies; i++)
        st = watch_policy(c, &policies[i]);
    for (size_t i = 0; !st && i < n_said; i++)
        st = watch_said(c, &said[i]);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
