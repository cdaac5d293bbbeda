/* Handlers: list, registration, one item with its sheet.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/pages.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "request/petition/dates.h"

static const struct field new_fields[] = {
    {.name = "number", .label = "信访编号", .kind = FIELD_TEXT, .required = true, .max = 60},
    {.name = "p0", .label = "登记日期", .kind = FIELD_DAY, .required = true},
    {.name = "subject", .label = "事项", .kind = FIELD_TEXT, .required = true, .max = 80},
    {.name = "name", .label = "信访人", .kind = FIELD_TEXT, .required = true, .max = 60},
    {.name = "phone", .label = "联系电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "address", .label = "联系地址", .kind = FIELD_TEXT, .max = 200},
    {.name = "visitors", .label = "来访人数", .kind = FIELD_INT, .min = 0, .max = 10000},
    {.name = "speakers", .label = "代表人数", .kind = FIELD_INT, .min = 0, .max = 10000},
    {.name = "passage",
        .label = "涉及信息公开的原文",
        .kind = FIELD_LONG,
        .required = true,
        .max = 3000},
    {.name = "suspicion", .label = "为什么涉及信息公开", .kind = FIELD_TEXT, .max = 200},
};
const struct form petition_form_new = {new_fields, COUNT_OF(new_fields)};

static const struct field step_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "verdict", .label = "意见", .kind = FIELD_TEXT, .max = 1},
    {.name = "text", .label = "情况和理由", .kind = FIELD_LONG, .max = 3000},
    {.name = "organ", .label = "接收机关", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "kind", .label = "申请人类型", .kind = FIELD_TEXT, .max = 20},
};
const struct form petition_form_step = {step_fields, COUNT_OF(step_fields)};

const char *petition_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, PETITIONS "%lld/%s", (long long)id, rest);
}

enum ui_mood petition_mood(enum petition_stage stage)
{
    return stage == PETITION_CLOSED     ? MOOD_GOOD
           : stage == PETITION_DISPUTED ? MOOD_WARN
                                        : MOOD_INFO;
}

enum st petition_show_list(struct req *r)
{
    struct petition_item *list;
    size_t n;
    enum st st = petition_list(r->ctx, &list, &n);
    if (!st)
        petition_list_page(&r->out, r, list, n, day_at(r->ctx->now));
    return st;
}

enum st petition_show_new(struct req *r)
{
    petition_new_page(&r->out, r);
    return ST_OK;
}

enum st petition_do_new(struct req *r)
{
    int64_t id;
    enum st st = petition_register(r->ctx,
        &(struct petition_item){.number = req_form(r, "number"),
            .p0 = day_parse(req_form(r, "p0")),
            .subject = req_form(r, "subject"),
            .suspicion = req_form(r, "suspicion"),
            .who = {req_form(r, "name"), req_form(r, "phone"), req_form(r, "address"),
                req_form(r, "passage"), (int)req_form_int(r, "visitors", 0),
                (int)req_form_int(r, "speakers", 0)}},
        &id);
    if (st)
        return st;
    flash(r, "已登记，请在1个工作日内发起会签");
    return redirect(r, "%s", petition_href(r, id, ""));
}

/* RULE P5: the sheet keeps P0 in sight. */
static const char *delay_of(struct req *r, const struct petition_item *p)
{
    struct foi_case k;
    int days;
    bool alert;
    struct err e;
    if (!p->request_id || p->reverse ||
        foi_case_get(r->ctx, (struct foi_see){0, true}, p->request_id, &k))
        return "";
    if (!day_given(k.start_first))
        return "公开申请还没有与申请人确认收到，请尽快确认";
    if (petition_delay(p->p0, k.start_first, &days, &alert, &e))
        return "";
    return arena_printf(r->ctx->mem, "从信访登记到收到申请之日隔了 %d 个工作日%s", days,
        alert ? "，超过5个工作日，请说明原因" : "");
}

static struct ui_option *organ_options(struct req *r, const struct petition_page *p)
{
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, p->n_organs + 1);
    for (size_t i = 0; i < p->n_organs; i++)
        list[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)p->organs[i].unit_id), p->organs[i].name};
    return list;
}

static void add_options(struct req *r, struct petition_page *p)
{
    p->organ_options = organ_options(r, p);
    p->kind_options = ARENA_ARRAY(r->ctx->mem, struct ui_option, FOI_APPLICANTS);
    for (size_t i = 0; i < FOI_APPLICANTS; i++)
        p->kind_options[i] = (struct ui_option){foi_applicants[i].key, foi_applicants[i].title};
    p->verdict_options = ARENA_ARRAY(r->ctx->mem, struct ui_option, COUNT_OF(petition_verdicts));
    for (size_t i = 0; i < COUNT_OF(petition_verdicts); i++)
        p->verdict_options[i] =
            (struct ui_option){petition_verdicts[i].key, petition_verdicts[i].title};
}

enum st petition_load(struct req *r, struct petition_page *p)
{
    int64_t id;
    struct petition_dates dates;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = petition_get(r->ctx, id, &p->p);
    if (!st)
        st = petition_steps(r->ctx, id, &p->steps, &p->n_steps);
    if (!st)
        st = foi_organ_list(r->ctx, &p->organs, &p->n_organs);
    if (!st)
        st = petition_dates(p->p.p0, day_none(), &dates, &r->ctx->err);
    if (st)
        return st;
    p->today = day_at(r->ctx->now);
    p->due = petition_due(&p->p);
    p->route_by = dates.route_by;
    p->delay = delay_of(r, &p->p);
    add_options(r, p);
    return ST_OK;
}

enum st petition_show_item(struct req *r)
{
    struct petition_page p = {.n_steps = 0};
    enum st st = petition_load(r, &p);
    if (!st)
        petition_item_page(&r->out, r, &p);
    return st;
}

enum st petition_do_step(struct req *r)
{
    struct petition_item p;
    int64_t id;
    const char *action = req_param(r, "action");
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = petition_get(r->ctx, id, &p);
    const struct petition_move *m = st ? NULL : petition_move(p.stage, action);
    if (m && !req_can(r, m->perm))
        return fail(r->ctx, ST_DENIED, "", "“%s”由其他部门办理，您没有权限", m->label);
    if (!st)
        st = petition_act(r->ctx, id,
            &(struct petition_do){.action = action,
                .version = req_form_int(r, "version", 0),
                .verdict = req_form(r, "verdict"),
                .text = req_form(r, "text"),
                .organ_id = req_form_int(r, "organ", 0),
                .applicant_kind = req_form(r, "kind")});
    if (st)
        return st;
    flash(r, "已办理：%s", petition_move_done(action));
    return redirect(r, "%s", petition_href(r, id, ""));
}

enum st petition_do_from_request(struct req *r)
{
    int64_t request, id;
    enum st st = req_id(r, "id", &request);
    if (!st)
        st = petition_from_request(r->ctx, request, &id);
    if (st)
        return st;
    flash(r, "已转信访部门，由其会签后办理");
    return redirect(r, "/work/requests/%lld/", (long long)request);
}
