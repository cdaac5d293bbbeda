/* Paths, heads, rights and words that all pages of requests use.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/clock/calendar.h"
#include "request/foi/pages.h"

const char *const casework_styles[] = {"casework.css", NULL};

const char *case_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, CASEWORK "%lld/%s", (long long)id, rest);
}

struct work_head casework_head(struct req *r, const char *title, const struct crumb *last)
{
    struct work_head h = {
        .title = title, .section = "requests", .search = CASEWORK, .styles = casework_styles};
    if (!last)
        return h;
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, 2);
    crumbs[0] = (struct crumb){"依申请公开", CASEWORK};
    crumbs[1] = *last;
    h.crumbs = crumbs;
    h.n_crumbs = 2;
    return h;
}

const char *code_title(const char *code)
{
    const struct reply_code *kind = *code ? reply_code_find(code) : NULL;
    return kind ? kind->name : "";
}

/* ---- rights ---- */

bool case_is_ours(const struct req *r, const struct foi_case *k)
{
    int64_t unit = r->who ? r->who->unit_id : 0;
    bool works = req_can(r, PERM_FOI) || req_can(r, PERM_FOI_REVIEW) || req_can(r, PERM_FOI_SIGN);
    return works && unit &&
           (unit == k->organ_id || unit == k->office_id || unit == k->handler_unit);
}

/* The county's legality reviewers and its disclosure office review for every unit. */
static bool reviews_all(const struct req *r)
{
    return req_can(r, PERM_FOI_REVIEW) && req_can(r, PERM_FOI_ALL);
}

bool case_is_open_to(const struct req *r, const struct foi_case *k)
{
    return case_is_ours(r, k) || reviews_all(r);
}

bool case_may(const struct req *r, const struct foi_case *k, const struct foi_move *m)
{
    bool reviews = strcmp(m->perm, PERM_FOI_REVIEW) == 0 && reviews_all(r);
    return req_can(r, m->perm) && (case_is_ours(r, k) || reviews);
}

enum st page_case(struct req *r, struct foi_case *k)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    return st ? st : foi_case_get(r->ctx, foi_see(r), id, k);
}

/* ---- due days ---- */

static const char *left_words(struct arena *a, struct day due, struct day today)
{
    int n;
    const char *unit = "个工作日";
    if (calendar_between(today, due, &n, &(struct err){.st = ST_OK})) {
        n = due.n - today.n;
        unit = "天";
    }
    if (due.n < today.n)
        return arena_printf(a, "逾期 %d %s", n < 0 ? -n : today.n - due.n, n < 0 ? unit : "天");
    return due.n == today.n ? "今天到期" : arena_printf(a, "还有 %d %s", n, unit);
}

static struct case_due until(
    struct arena *a, struct day due, struct day today, const char *what, const char *word)
{
    struct case_due d = {
        .light = UI_LIGHT_NONE, .word = word, .what = what, .left = "", .day = due};
    if (!day_given(due))
        return d;
    d.light = (enum ui_light)light_of(due, today);
    d.left = left_words(a, due, today);
    d.late = due.n < today.n;
    return d;
}

/* The applicant's time runs: nothing is late before it is over. */
static struct case_due theirs(
    struct arena *a, struct day due, struct day today, const char *what, const char *word)
{
    struct case_due d = until(a, due, today, what, word);
    d.light = d.late ? UI_LIGHT_URGENT : UI_LIGHT_STOPPED;
    d.word = d.late ? "期满待确认" : word;
    return d;
}

static struct case_due ended(const struct foi_case *k)
{
    struct case_due d = {.light = UI_LIGHT_STOPPED, .left = "", .day = day_none()};
    if (k->in_time >= 0)
        d.light = k->in_time ? UI_LIGHT_DONE : UI_LIGHT_DONE_LATE;
    d.word = k->in_time < 0 ? k->code && strcmp(k->code, "O3") == 0 ? "已撤回" : "不再处理"
             : k->in_time == 1 ? "按期答复"
                               : "逾期答复";
    d.day = k->replied;
    d.what = "答复";
    return d;
}

struct case_due case_due(struct arena *a, const struct foi_case *k, struct day today)
{
    struct day confirm;
    switch (k->stage) {
    case CASE_ARRIVED:                 /* RULE R1c */
        if (foi_waits_for_calendar(k)) /* RULE W4 */
            return (struct case_due){
                .light = UI_LIGHT_STOPPED, .word = FOI_NO_CALENDAR, .what = "答复", .left = ""};
        if (calendar_add(k->arrived, 1, &confirm, &(struct err){.st = ST_OK}))
            confirm = k->arrived;
        return until(a, confirm, today, "确认收到", NULL);
    case CASE_CORR_WAIT:
        return theirs(a, k->correction_deadline, today, "补正", "等申请人补正");
    case CASE_FEE_WAIT:
        return theirs(a, k->pay_by, today, "缴费", "等申请人缴费");
    case CASE_DELIVERED:
    case CASE_CLOSED:
    case CASE_ARCHIVED:
    case CASE_ABANDONED:
    case CASE_WITHDRAWN:
        return ended(k);
    default:
        return until(a, k->due, today, "答复", NULL);
    }
}
