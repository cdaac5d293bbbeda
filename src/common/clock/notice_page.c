/* The page of the calendar: which years are there, entering the notice of another one.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/notice_page.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"

static const struct field fields[] = {
    {.name = "year",
        .label = "年份",
        .kind = FIELD_INT,
        .required = true,
        .min = 2016,
        .max = 2100},
    {.name = "source", .label = "通知文号", .kind = FIELD_TEXT, .required = true, .max = 60},
    {.name = "text", .label = "通知的安排", .kind = FIELD_LONG, .required = true, .max = 6000},
};
static const struct form form = {fields, COUNT_OF(fields)};

static enum st load(struct req *r, struct calendar_page *p)
{
    struct entered *list;
    enum st st = notice_list(r->ctx, &list, &p->n);
    p->list = list;
    p->until = calendar_to();
    p->next_year = day_year(p->until) + 1;
    return st;
}

static enum st show(struct req *r)
{
    struct calendar_page p = {.read = NULL};
    enum st st = load(r, &p);
    if (!st)
        calendar_page(&r->out, r, &p);
    return st;
}

static enum st parse(struct req *r, struct notice *n)
{
    return notice_parse(
        r->ctx->mem, (int)req_form_int(r, "year", 0), req_form(r, "text"), n, &r->ctx->err);
}

/* What was read is shown before it counts. */
static enum st check(struct req *r)
{
    struct notice n;
    struct calendar_page p = {.read = &n};
    enum st st = parse(r, &n);
    if (!st)
        st = load(r, &p);
    if (!st && n.year > p.next_year)
        return fail(
            r->ctx, ST_INVALID, "year", "请先录入 %d 年的安排，中间不能缺少年份", p.next_year);
    if (!st)
        calendar_page(&r->out, r, &p);
    return st;
}

static enum st save(struct req *r)
{
    struct notice n;
    enum st st = parse(r, &n);
    if (!st)
        st = ctx_begin(r->ctx, true);
    if (st)
        return st;
    st = notice_put(r->ctx, &n, req_form(r, "source"));
    if (st)
        ctx_rollback(r->ctx);
    else
        st = ctx_commit(r->ctx);
    if (!st)
        st = calendar_load(r->ctx);
    if (st)
        return st;
    flash(r, "已录入 %d 年的日历，正在办理的申请已经重新计算期限", n.year);
    return redirect(r, CALENDAR);
}

/* The form again, outside a transaction (ROUTE_NO_TX). */
static enum st show_again(struct req *r)
{
    enum st st = r->ctx->begun ? ST_OK : ctx_begin(r->ctx, false);
    return st ? st : show(r);
}

static const struct route routes[] = {
    {METHOD_GET, CALENDAR, PERM_SITE, show, NULL, NULL, 0, 0},
    {METHOD_POST, CALENDAR "check", PERM_SITE, check, &form, show, 0, 0},
    {METHOD_POST, CALENDAR "save", PERM_SITE, save, &form, show_again, ROUTE_NO_TX, 0},
};

/* Another server on the same database may have taken a notice in. */
static const struct job jobs[] = {{"calendar.load", "读取录入的日历", 60, calendar_load}};

const struct module calendar_module = {
    .name = "calendar",
    .title = "日历",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = notice_migrations,
    .n_migrations = COUNT_OF(notice_migrations),
    .stmts = notice_stmts,
    .n_stmts = NOTICE_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = notice_demo,
};
