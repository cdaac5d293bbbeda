/* Pages of clean-up campaigns: list, creating, proposals, decision.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/org/org.h"
#include "disclosure/normdoc/pages.h"

const char *campaign_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, CAMPAIGNS "%lld/%s", (long long)id, rest);
}

bool tried(const struct req *r, const char *act)
{
    const char *last = strrchr(r->path, '/');
    return r->problems && last && strcmp(last + 1, act) == 0;
}

enum st campaign_show_list(struct req *r)
{
    struct campaign *list;
    size_t n;
    enum st st = campaign_list(r->ctx, &list, &n);
    if (!st)
        campaign_list_page(&r->out, r, list, n);
    return st;
}

/* ---- creating ---- */

static const struct field new_fields[] = {
    {.name = "title", .label = "名称", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "due", .label = "提出意见的截止日期", .kind = FIELD_DAY, .required = true},
    {.name = "unit", .label = "起草单位", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "year_from", .label = "成文年份从", .kind = FIELD_INT, .min = 1949, .max = 2100},
    {.name = "year_to", .label = "成文年份到", .kind = FIELD_INT, .min = 1949, .max = 2100},
    {.name = "text", .label = "名称或文号含有", .kind = FIELD_TEXT, .max = 60},
};
const struct form campaign_form_new = {new_fields, COUNT_OF(new_fields)};

enum st campaign_show_new(struct req *r)
{
    struct ui_option *units;
    size_t n;
    enum st st = norm_unit_options(r, &units, &n);
    if (!st)
        campaign_new_page(&r->out, r, units, n);
    return st;
}

enum st campaign_do_new(struct req *r)
{
    int64_t id;
    const struct campaign_filter f = {.unit_id = req_form_int(r, "unit", 0),
        .year_from = (int)req_form_int(r, "year_from", 0),
        .year_to = (int)req_form_int(r, "year_to", 0),
        .text = req_form(r, "text")};
    enum st st =
        campaign_create(r->ctx, req_form(r, "title"), &f, day_parse(req_form(r, "due")), &id);
    if (st)
        return st;
    flash(r, "清理已开始，起草单位的待办里有了任务");
    return redirect(r, "%s", campaign_href(r, id, ""));
}

/* ---- showing ---- */

static bool sees_all(const struct req *r)
{
    return req_can(r, PERM_ALL_UNITS) || req_can(r, PERM_NORM_MANAGE) ||
           req_can(r, PERM_NORM_LEGAL);
}

static enum st page_campaign(struct req *r, struct campaign *k)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    return st ? st : campaign_get(r->ctx, id, k);
}

static void count(struct campaign_page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        p->gone += *p->docs[i].ended != '\0';
        for (size_t k = 0; k < NORM_RESULTS; k++)
            p->counts[k] += strcmp(p->docs[i].proposal, norm_results[k].key) == 0;
    }
}

enum st campaign_show(struct req *r)
{
    struct campaign_page p = {
        .today = day_at(r->ctx->now), .manages = req_can(r, PERM_NORM_MANAGE)};
    int64_t unit = sees_all(r) ? req_arg_int(r, "unit", 0) : r->who->unit_id;
    enum st st = page_campaign(r, &p.k);
    if (!st)
        st = campaign_docs(r->ctx, p.k.id, unit, &p.docs, &p.n);
    if (!st)
        st = campaign_units(r->ctx, p.k.id, &p.units, &p.n_units);
    if (st)
        return st;
    p.may_propose = !strcmp(p.k.stage, CAMPAIGN_OPEN) &&
                    (p.manages || req_can(r, PERM_DRAFT) || req_can(r, PERM_REVIEW));
    count(&p);
    campaign_show_page(&r->out, r, &p);
    return ST_OK;
}

/* ---- proposing ---- */

static const struct field propose_fields[] = {
    {.name = "docs", .label = "文件", .kind = FIELD_LIST}};
const struct form campaign_form_propose = {propose_fields, COUNT_OF(propose_fields)};

/* proposal.ID and reason.ID of one document. */
static enum st propose_one(struct req *r, const struct campaign *k, int64_t record, int64_t unit)
{
    struct arena *a = r->ctx->mem;
    const char *proposal = arena_printf(a, "proposal.%lld", (long long)record);
    const char *reason = arena_printf(a, "reason.%lld", (long long)record);
    const struct field fields[] = {
        {.name = proposal, .label = "意见", .kind = FIELD_TEXT, .max = 10},
        {.name = reason, .label = "理由", .kind = FIELD_TEXT, .max = 300}};
    if (!req_check_form(r, &(struct form){fields, COUNT_OF(fields)}))
        return ST_INVALID;
    return campaign_propose(r->ctx, k, record, unit, req_form(r, proposal), req_form(r, reason));
}

/* Every document of the form is looked at, so that all that is missing is told at once. */
enum st campaign_do_propose(struct req *r)
{
    struct campaign k;
    const char *const *ids;
    size_t n = req_form_list(r, "docs", &ids);
    enum st st = page_campaign(r, &k), first = ST_OK;
    if (!st && !req_can(r, PERM_DRAFT) && !req_can(r, PERM_REVIEW) && !req_can(r, PERM_NORM_MANAGE))
        return fail(r->ctx, ST_DENIED, "", "意见由起草单位的人员提出");
    int64_t unit = req_can(r, PERM_NORM_MANAGE) ? 0 : r->who->unit_id;
    for (size_t i = 0; !st && i < n; i++) {
        st = propose_one(r, &k, norm_number(ids[i]), unit);
        if (st == ST_INVALID) {
            problem_add(r, r->ctx->err.field, "%s", r->ctx->err.message);
            first = st;
            st = ST_OK;
        }
    }
    st = st ? st : first;
    if (!st)
        st = campaign_settle(r->ctx, &k);
    if (st)
        return st;
    flash(r, "已保存 %zu 份文件的意见；决定之前都可以修改", n);
    return redirect(r, "%s", campaign_href(r, k.id, ""));
}

static const struct field remove_fields[] = {{.name = "record",
    .label = "文件",
    .kind = FIELD_INT,
    .required = true,
    .min = 1,
    .max = INT64_MAX}};
const struct form campaign_form_remove = {remove_fields, COUNT_OF(remove_fields)};

enum st campaign_do_remove(struct req *r)
{
    struct campaign k;
    enum st st = page_campaign(r, &k);
    if (!st)
        st = campaign_remove(r->ctx, &k, req_form_int(r, "record", 0));
    if (st)
        return st;
    flash(r, "已移出清单");
    return redirect(r, "%s", campaign_href(r, k.id, ""));
}

enum st campaign_do_cancel(struct req *r)
{
    struct campaign k;
    enum st st = page_campaign(r, &k);
    if (!st)
        st = campaign_cancel(r->ctx, &k);
    if (st)
        return st;
    flash(r, "已取消这次清理，文件没有任何变化");
    return redirect(r, "%s", campaign_href(r, k.id, ""));
}

/* ---- deciding ---- */

static const struct field approve_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "title", .label = "标题", .kind = FIELD_TEXT, .max = 200},
    {.name = "issuer", .label = "决定机关", .kind = FIELD_TEXT, .max = 100},
    {.name = "number", .label = "发文字号", .kind = FIELD_TEXT, .max = 60},
    {.name = "on", .label = "决定日期", .kind = FIELD_DAY},
};
const struct form campaign_form_approve = {approve_fields, COUNT_OF(approve_fields)};

enum st campaign_do_approve(struct req *r)
{
    struct campaign k;
    struct campaign_reasons why = {.n = 0};
    const struct campaign_decision d = {.title = req_form(r, "title"),
        .number = req_form(r, "number"),
        .issuer = req_form(r, "issuer"),
        .on = day_parse(req_form(r, "on")),
        .version = req_form_int(r, "version", 0)};
    enum st st = page_campaign(r, &k);
    if (!st)
        st = campaign_approve(r->ctx, &k, &d, &why);
    for (size_t i = 0; i < why.n; i++)
        problem_add(r, why.list[i].field, "%s（%s）", why.list[i].text, why.list[i].code);
    if (st)
        return st;
    flash(r, "决定已发布，%lld 份文件的标识、目录和链接同时更新", (long long)k.n_docs);
    return redirect(r, "%s", campaign_href(r, k.id, ""));
}
