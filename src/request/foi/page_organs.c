/* Settings of the organs that receive requests.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "request/foi/pages.h"

static const struct field fields[] = {
    {.name = "unit", .label = "机关", .kind = FIELD_INT, .required = true},
    {.name = "office", .label = "公开工作机构", .kind = FIELD_INT, .required = true},
    {.name = "word", .label = "机关代字", .kind = FIELD_TEXT, .required = true, .max = 10},
    {.name = "kind", .label = "类型", .kind = FIELD_INT, .required = true},
    {.name = "web_auto", .label = "网上申请自动确认", .kind = FIELD_BOOL},
    {.name = "address", .label = "地址", .kind = FIELD_TEXT, .required = true, .max = 200},
    {.name = "phone", .label = "电话", .kind = FIELD_TEXT, .required = true, .max = 50},
    {.name = "postcode", .label = "邮政编码", .kind = FIELD_TEXT, .max = 10},
    {.name = "hours", .label = "受理时间", .kind = FIELD_TEXT, .max = 100},
    {.name = "court", .label = "管辖法院", .kind = FIELD_TEXT, .max = 100},
};
const struct form organs_form = {fields, COUNT_OF(fields)};

bool may_set_organs(const struct req *r)
{
    return req_can(r, PERM_SITE) || (req_can(r, PERM_FOI_ALL) && req_can(r, PERM_FOI_SIGN));
}

static enum st check_right(struct req *r)
{
    if (may_set_organs(r))
        return ST_OK;
    return fail(r->ctx, ST_DENIED, "", "只有政务公开主管、网站管理员和系统管理员可以设置受理机关");
}

static enum st load_units(struct req *r, struct organs_page *p)
{
    struct unit *units;
    enum st st = unit_list(r->ctx, false, &units, &p->n_units);
    if (st)
        return st;
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, p->n_units);
    for (size_t i = 0; i < p->n_units; i++)
        list[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)units[i].id), units[i].name};
    p->units = list;
    return ST_OK;
}

/* ?unit=12: that one; ?unit=new: another one; nothing: the list alone. */
static void choose(struct req *r, struct organs_page *p)
{
    int64_t unit =
        r->method == METHOD_POST ? req_form_int(r, "unit", 0) : req_arg_int(r, "unit", 0);
    p->editing = r->method == METHOD_POST || *req_arg(r, "unit") || !p->n;
    p->edited = (struct foi_organ){.word = "",
        .address = "",
        .phone = "",
        .postcode = "",
        .hours = "工作日 8:30—11:30，14:30—17:30",
        .court = ""};
    for (size_t i = 0; i < p->n; i++)
        if (p->list[i].unit_id == unit)
            p->edited = p->list[i];
}

enum st organs_show(struct req *r)
{
    struct organs_page p = {.n = 0};
    struct foi_organ *list = NULL;
    enum st st = check_right(r);
    if (!st)
        st = foi_organ_list(r->ctx, &list, &p.n);
    if (!st)
        st = load_units(r, &p);
    if (st)
        return st;
    p.list = list;
    choose(r, &p);
    organs_page(&r->out, r, &p);
    return ST_OK;
}

enum st organs_do(struct req *r)
{
    struct foi_organ o = {.unit_id = req_form_int(r, "unit", 0),
        .office_id = req_form_int(r, "office", 0),
        .word = req_form(r, "word"),
        .web_auto = req_form_bool(r, "web_auto"),
        .address = req_form(r, "address"),
        .phone = req_form(r, "phone"),
        .postcode = req_form(r, "postcode"),
        .hours = req_form(r, "hours"),
        .court = req_form(r, "court")};
    struct unit u, office;
    int64_t kind = req_form_int(r, "kind", 0);
    enum st st = check_right(r);
    if (!st && (kind < ORGAN_DEPARTMENT || kind > ORGAN_STREET))
        return fail(r->ctx, ST_INVALID, "kind", "请选择机关类型，它决定复议机关");
    o.kind = (enum organ_kind)kind;
    if (!st)
        st = unit_get(r->ctx, o.unit_id, &u);
    if (!st)
        st = unit_get(r->ctx, o.office_id, &office);
    if (!st)
        st = foi_organ_put(r->ctx, &o);
    if (!st)
        st = journal_add(r->ctx,
            &(struct act){.action = "foi.organ", .subject_kind = "unit", .subject_id = o.unit_id});
    if (st)
        return st;
    flash(r, "已保存：%s", u.name);
    return redirect(r, CASEWORK "organs");
}
