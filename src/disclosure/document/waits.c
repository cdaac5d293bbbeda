/* Opening and closing the tasks of documents; see waits.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/waits.h"

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "common/task/task.h"
#include "disclosure/document/acts.h"
#include "lib/base/utf8.h"

enum st wait_none(struct ctx *c, int64_t record_id, const char *result)
{
    return task_close_all(c, "record", record_id, result);
}

/* The n-th working day from today; none where the calendar is not known. */
static struct day due_in(struct ctx *c, int days)
{
    struct day due;
    struct err e;
    return calendar_add(day_at(c->now), days, &due, &e) ? day_none() : due;
}

static const char *title(struct ctx *c, const struct doc *d, const char *what, const char *more)
{
    const char *t = *d->content->title ? d->content->title : "（无标题）";
    return arena_printf(c->mem, "%s：%.*s%s%.*s", what, (int)utf8_prefix(t, 80), t,
        *more ? "——" : "", (int)utf8_prefix(more, 100), more);
}

static enum st open_task(struct ctx *c, const struct doc *d, struct task *t)
{
    int64_t id;
    t->subject_kind = "record";
    t->subject_id = d->r.id;
    t->result = "";
    return task_open(c, t, &id);
}

enum st wait_review(struct ctx *c, const struct doc *d)
{
    enum st st = wait_none(c, d->r.id, "done");
    if (st)
        return st;
    return open_task(c, d,
        &(struct task){.kind = "document.review",
            .title = title(c, d, "审核", ""),
            .path = arena_printf(c->mem, "/work/documents/%lld/review", (long long)d->r.id),
            .unit_id = d->r.unit_id,
            .perm = PERM_REVIEW,
            .not_person = c->person,
            .due = due_in(c, REVIEW_DAYS)});
}

enum st wait_return(struct ctx *c, const struct doc *d, const char *why)
{
    int64_t person;
    enum st st = desk_submitter(c, d->r.id, &person);
    if (!st)
        st = wait_none(c, d->r.id, "done");
    if (st)
        return st;
    return open_task(c, d,
        &(struct task){.kind = "document.return",
            .title = title(c, d, "修改退回的文件", why),
            .path = arena_printf(c->mem, "/work/documents/%lld/edit", (long long)d->r.id),
            .person_id = person,
            .unit_id = d->r.unit_id,
            .perm = PERM_DRAFT,
            .due = due_in(c, RETURN_DAYS)});
}

enum st wait_publish(struct ctx *c, const struct doc *d)
{
    enum st st = wait_none(c, d->r.id, "done");
    if (st)
        return st;
    return open_task(c, d,
        &(struct task){.kind = "document.publish",
            .title = title(c, d, "发布", ""),
            .path = arena_printf(c->mem, "/work/documents/%lld/", (long long)d->r.id),
            .unit_id = d->r.unit_id,
            .perm = PERM_PUBLISH,
            .due = due_in(c, PUBLISH_DAYS)});
}

enum st wait_failed(struct ctx *c, const struct doc *d, const char *why)
{
    return open_task(c, d,
        &(struct task){.kind = "document.publish_failed",
            .title = title(c, d, "定时发布没有成功", why),
            .path = arena_printf(c->mem, "/work/documents/%lld/", (long long)d->r.id),
            .unit_id = d->r.unit_id,
            .perm = PERM_PUBLISH,
            .due = day_at(c->now)});
}
