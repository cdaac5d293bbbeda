/* Looking again at what is withheld, and the daily round; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/org.h"
#include "common/task/task.h"
#include "disclosure/inventory/acts.h"
#include "disclosure/inventory/follow.h"
#include "lib/base/utf8.h"

#define AHEAD_DAYS 30 /* a review becomes a task so long before its day */

static enum st withheld(struct ctx *c, int64_t id, const char *reason, struct entry *e)
{
    enum st st = entry_get(c, id, e);
    if (st)
        return st;
    if (strcmp(e->state, INV_WITHHELD) != 0)
        return fail(c, ST_CONFLICT, "", "这份文件不是依申请公开或不予公开，不用复审");
    if (!reason[strspn(reason, " \n\t")])
        return fail(c, ST_INVALID, "reason", "请写明复审的理由");
    return ST_OK;
}

enum st review_keep(struct ctx *c, int64_t id, const char *reason)
{
    struct entry e;
    int months;
    char day[11];
    enum st st = withheld(c, id, reason, &e);
    if (!st)
        st = review_months(c, &months);
    if (st)
        return st;
    e.review_on = review_day(day_at(c->now), months);
    st = entry_put(c, &e);
    const struct told told[] = {
        {"open_mode", e.open_mode}, {"note", reason}, {"until", day_text(e.review_on, day)}};
    if (!st)
        st = inventory_journal(c, "inventory.keep", "inventory", id, told, COUNT_OF(told));
    return st ? st : task_close(c, "inventory.review", "inventory", id, "done");
}

/* The text in the workbench gets the new decision too; what had passed review goes back. */
static enum st open_draft(struct ctx *c, const struct entry *e, const char *reason)
{
    struct record r;
    struct draft d;
    enum st st = record_get(c, e->record_id, &r);
    if (!st && (!strcmp(r.stage, STAGE_SUBMITTED) || !strcmp(r.stage, STAGE_SCHEDULED)))
        return fail(c, ST_CONFLICT, "", "这份文件正在审核，请等审核结束，或先撤回，再改为公开");
    if (!st)
        st = draft_get(c, e->record_id, &d);
    if (st)
        return st;
    d.content.meta.open_mode = MODE_OPEN;
    d.content.meta.clause = d.content.meta.basis = "";
    st = draft_save(c, &d);
    if (!st && !strcmp(r.stage, STAGE_APPROVED))
        st = status_add(c, &r, "reopen", STAGE_RETURNED, reason, "R-OPEN");
    return st;
}

enum st review_publish(struct ctx *c, int64_t id, const char *reason)
{
    struct entry e;
    enum st st = withheld(c, id, reason, &e);
    if (st)
        return st;
    if (e.record_id)
        st = open_draft(c, &e, reason);
    e.open_mode = MODE_OPEN;
    e.clause = e.basis = "";
    e.clock_from = day_at(c->now);
    e.review_on = day_none();
    e.decided_at = c->now;
    if (!st)
        st = entry_put(c, &e);
    const struct told told[] = {{"open_mode", e.open_mode}, {"note", reason}};
    if (!st)
        st = inventory_journal(c, "inventory.open", "inventory", id, told, COUNT_OF(told));
    if (!st)
        st = task_close(c, "inventory.review", "inventory", id, "done");
    return st ? st : entry_tasks(c, id);
}

/* ---- the daily round ---- */
static enum st link_online(struct ctx *c)
{
    int64_t(*pairs)[2];
    size_t n;
    enum st st = entry_unlinked(c, &pairs, &n);
    for (size_t i = 0; !st && i < n; i++) {
        int64_t known;
        st = entry_id_of(c, pairs[i][1], &known);
        if (!st && !known)
            st = inventory_attach(c, pairs[i][0], pairs[i][1]);
        if (!st && !known)
            st = inventory_published(c, pairs[i][1]);
    }
    return st ? st : entry_mark_online(c, 0);
}

static enum st open_reviews(struct ctx *c)
{
    struct entry *list;
    size_t n;
    int64_t task;
    struct day until = {day_at(c->now).n + AHEAD_DAYS};
    enum st st = entry_reviews(c, 0, until, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        st = task_open(c,
            &(struct task){.kind = "inventory.review",
                .subject_kind = "inventory",
                .subject_id = list[i].id,
                .title = arena_printf(c->mem, "复审%s的文件：%.*s", list[i].open_mode,
                    (int)utf8_prefix(list[i].title, 80), list[i].title),
                .path =
                    arena_printf(c->mem, "/work/inventory/e/%lld/#review", (long long)list[i].id),
                .unit_id = list[i].unit_id,
                .perm = PERM_DRAFT,
                .due = list[i].review_on,
                .result = ""},
            &task);
    return st;
}

/* A declaration says nothing after its last day: the page is empty again, somebody must look. */
static enum st open_lapsed(struct ctx *c)
{
    struct declared_row *list;
    size_t n;
    int64_t task;
    enum st st = declared_list(c, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        if (list[i].until.n >= day_at(c->now).n)
            continue;
        ctx_touch(c, "column:%lld", (long long)list[i].column_id);
        st = task_open(c,
            &(struct task){.kind = "inventory.declared",
                .subject_kind = "column",
                .subject_id = list[i].column_id,
                .title = arena_printf(c->mem, "“%s”没有内容的声明到期了，请核实", list[i].column),
                .path = "/work/inventory/columns",
                .unit_id = list[i].unit_id,
                .perm = PERM_DRAFT,
                .due = list[i].until,
                .result = ""},
            &task);
    }
    return st;
}

/* RULE R-LIMIT: the last day is past and it is still there: the unit ends it or gives it longer. */
static enum st open_past_limits(struct ctx *c)
{
    struct past_limit *list;
    size_t n;
    int64_t task;
    enum st st = entry_past_limits(c, day_at(c->now), &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        st = !*list[i].open_limit
                 ? task_close(c, "inventory.limit", "record", list[i].record_id, "done")
                 : task_open(c,
                       &(struct task){.kind = "inventory.limit",
                           .subject_kind = "record",
                           .subject_id = list[i].record_id,
                           .title = arena_printf(c->mem, "公开时限（%s）已过，请下线或者延长：%.*s",
                               list[i].open_limit, (int)utf8_prefix(list[i].title, 80),
                               list[i].title),
                           .path = arena_printf(
                               c->mem, "/work/documents/%lld/", (long long)list[i].record_id),
                           .unit_id = list[i].unit_id,
                           .perm = PERM_DRAFT,
                           .due = open_limit_day(list[i].open_limit),
                           .result = ""},
                       &task);
    return st;
}

/* What came in before numbers were given, or before its day was known. */
static enum st number_entries(struct ctx *c)
{
    int64_t *ids;
    size_t n;
    enum st st = entry_unnumbered(c, &ids, &n);
    for (size_t i = 0; !st && i < n; i++) {
        struct entry e;
        st = entry_get(c, ids[i], &e);
        if (!st)
            st = entry_number_index(c, &e);
        if (!st)
            st = entry_put(c, &e);
    }
    return st;
}

enum st inventory_sweep(struct ctx *c)
{
    enum st st = ctx_begin(c, true);
    if (st)
        return st;
    st = link_online(c);
    if (!st)
        st = open_reviews(c);
    if (!st)
        st = open_lapsed(c);
    if (!st)
        st = open_past_limits(c);
    if (!st)
        st = number_entries(c);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
