/* The list of the workbench, registration, import.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/calendar.h"
#include "disclosure/proposal/pages.h"
#include "lib/paper/sheet.h"

const char *prop_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, PROPOSALS "%lld/%s", (long long)id, rest);
}

enum ui_mood prop_mood(enum prop_stage stage)
{
    return stage == PROP_CLOSED                        ? MOOD_GOOD
           : stage == PROP_NEW || stage == PROP_COSIGN ? MOOD_WARN
                                                       : MOOD_INFO;
}

enum ui_light prop_light(const struct prop *p, const struct prop_settings *s, struct day today)
{
    struct day due = prop_step_due(p, s);
    if (day_given(due))
        return (enum ui_light)light_of(due, today);
    return p->stage == PROP_CLOSED || prop_is_public(p) ? UI_LIGHT_DONE : UI_LIGHT_NONE;
}

enum st prop_unit_options(struct req *r, struct prop_units *out)
{
    struct unit *units;
    enum st st = unit_list(r->ctx, false, &units, &out->n);
    if (st)
        return st;
    out->list = ARENA_ARRAY(r->ctx->mem, struct ui_option, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        out->list[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)units[i].id), units[i].short_name};
    return ST_OK;
}

enum st prop_year_options(struct req *r, struct prop_year_options *out)
{
    int *years;
    enum st st = prop_years(r->ctx, &years, &out->n);
    if (st)
        return st;
    out->list = ARENA_ARRAY(r->ctx->mem, struct ui_option, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        const char *text = arena_printf(r->ctx->mem, "%d", years[i]);
        out->list[i] = (struct ui_option){text, text};
    }
    return ST_OK;
}

static bool sees_all(const struct req *r)
{
    return req_can(r, PERM_PROP_MANAGE) || req_can(r, PERM_ALL_UNITS);
}

enum st prop_show_list(struct req *r)
{
    struct prop_list_page p = {
        .tab = prop_tab_index(req_arg(r, "tab")), .all = sees_all(r), .today = day_at(r->ctx->now)};
    const struct prop_filter f = {.tab = p.tab,
        .kind = req_arg(r, "kind"),
        .text = req_arg(r, "text"),
        .year = (int)req_arg_int(r, "year", 0),
        .unit_id = p.all ? 0 : r->who->unit_id,
        .lead_unit = p.all ? req_arg_int(r, "unit", 0) : 0,
        .page = ui_page(r),
        .per_page = 20};
    enum st st = prop_counts(r->ctx, &f, p.counts);
    if (!st)
        st = prop_list(r->ctx, &f, &p.rows, &p.n, &p.total);
    if (!st)
        st = prop_settings_get(r->ctx, &p.s);
    if (!st)
        st = prop_unit_options(r, &p.units);
    if (!st)
        st = prop_year_options(r, &p.years);
    if (!st)
        proposal_list_page(&r->out, r, &p);
    return st;
}

/* ---- registration ---- */

static const struct field new_fields[] = {
    {.name = "kind", .label = "类别", .kind = FIELD_TEXT, .required = true, .max = 10},
    {.name = "session", .label = "届次", .kind = FIELD_TEXT, .required = true, .max = 60},
    {.name = "year",
        .label = "年份",
        .kind = FIELD_INT,
        .required = true,
        .min = 1990,
        .max = 2200},
    {.name = "number",
        .label = "编号",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = 99999},
    {.name = "title", .label = "标题", .kind = FIELD_TEXT, .required = true, .max = 120},
    {.name = "text", .label = "内容", .kind = FIELD_LONG, .max = 20000},
    {.name = "name", .label = "提出人", .kind = FIELD_TEXT, .max = 60},
    {.name = "name_public", .label = "同意公开姓名", .kind = FIELD_BOOL},
    {.name = "signers", .label = "提出人数", .kind = FIELD_INT, .min = 1, .max = 500},
    {.name = "phone", .label = "联系电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "address", .label = "联系地址", .kind = FIELD_TEXT, .max = 200},
};
const struct form prop_form_new = {new_fields, COUNT_OF(new_fields)};

enum st prop_show_new(struct req *r)
{
    proposal_new_page(&r->out, r);
    return ST_OK;
}

enum st prop_do_new(struct req *r)
{
    int64_t id;
    enum st st = prop_register(r->ctx,
        &(struct prop){.kind = req_form(r, "kind"),
            .session = req_form(r, "session"),
            .year = (int)req_form_int(r, "year", 0),
            .number = req_form_int(r, "number", 0),
            .title = req_form(r, "title"),
            .name_public = req_form_bool(r, "name_public"),
            .signers = req_form_int(r, "signers", 1),
            .who = {req_form(r, "name"), req_form(r, "phone"), req_form(r, "address"),
                req_form(r, "text")}},
        &id);
    if (st)
        return st;
    flash(r, "已登记，请在期限内交办");
    return redirect(r, "%s", prop_href(r, id, ""));
}

/* ---- import ---- */

static const struct field import_fields[] = {
    {.name = "file", .label = "建议提案表", .kind = FIELD_FILE, .required = true}};
const struct form prop_form_import = {import_fields, COUNT_OF(import_fields)};

enum st prop_show_import(struct req *r)
{
    proposal_import_page(&r->out, r);
    return ST_OK;
}

enum st prop_do_import(struct req *r)
{
    struct prop_import in;
    const struct upload *u = req_upload(r, "file");
    if (!u)
        return fail(r->ctx, ST_INVALID, "file", "请选择 .xlsx 表格");
    enum st st = prop_import(r->ctx, u->path, &in);
    for (size_t i = 0; i < in.n_problems; i++)
        problem_add(r, "file", "%s", in.problems[i]);
    if (st)
        return st;
    flash(r, "已登记 %zu 件，其中交办 %zu 件；已经登记过、没有重复登记的 %zu 件", in.added,
        in.assigned, in.known);
    return redirect(r, PROPOSALS);
}

enum st prop_template(struct req *r)
{
    static const char *const sample[] = {"人大代表建议", "县第十六届人大第二次会议", "", "1",
        "关于增加公共停车位的建议", "", "", "", "1", "", "", ""};
    struct sheet_column *columns =
        ARENA_ARRAY(r->ctx->mem, struct sheet_column, n_prop_import_columns);
    for (size_t i = 0; i < n_prop_import_columns; i++)
        columns[i] = (struct sheet_column){.name = prop_import_columns[i], .width = 16};
    struct book *b = book_new(r->ctx->mem);
    struct sheet *s = book_sheet(b, "建议提案", "", columns, n_prop_import_columns);
    const struct day today = day_at(r->ctx->now);
    for (size_t i = 0; i < n_prop_import_columns; i++)
        sheet_text(s, i == 2 ? arena_printf(r->ctx->mem, "%d", day_year(today)) : sample[i]);
    r->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    res_header(r, "Content-Disposition", "attachment; filename=\"proposals.xlsx\"");
    return book_write(b, today, &r->out, &r->ctx->err);
}
