/* One document of the register: registration, correction, decision, review, history.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/pages.h"

static const struct field fields_entry[] = {{"doc_no", "发文字号", FIELD_TEXT, false, 0, 80},
    {"title", "标题", FIELD_TEXT, true, 0, 300}, {"formed_on", "成文日期", FIELD_DAY, true, 0, 0},
    {"unit", "单位", FIELD_INT, false, 1, INT64_MAX},
    {"open_mode", "公开方式", FIELD_TEXT, true, 0, 10},
    {"clause", "依据的条款", FIELD_TEXT, false, 0, 12},
    {"basis", "依据说明", FIELD_TEXT, false, 0, 300},
    {"open_limit", "公开时限", FIELD_TEXT, false, 0, 10},
    {"index_no", "索引号", FIELD_TEXT, false, 0, 60}, {"note", "备注", FIELD_TEXT, false, 0, 300},
    {"version", "版本", FIELD_INT, false, 0, INT64_MAX}};
const struct form inv_form_entry = {fields_entry, COUNT_OF(fields_entry)};
static const struct field fields_review[] = {
    {"what", "复审结论", FIELD_TEXT, true, 0, 10}, {"reason", "理由", FIELD_LONG, true, 2, 500}};
const struct form inv_form_review = {fields_review, COUNT_OF(fields_review)};

static void read_entry(struct req *r, struct entry *e)
{
    e->doc_no = req_form(r, "doc_no");
    e->title = req_form(r, "title");
    e->formed_on = day_parse(req_form(r, "formed_on"));
    e->open_mode = req_form(r, "open_mode");
    e->clause = req_form(r, "clause");
    e->basis = req_form(r, "basis");
    e->open_limit = req_form(r, "open_limit");
    e->index_no = req_form(r, "index_no");
    e->note = req_form(r, "note");
}

/* Every problem at its field. */
static enum st check(struct req *r, const struct entry *e)
{
    struct entry_problems p;
    entry_check(r->ctx->mem, e, day_at(r->ctx->now), &p);
    for (size_t i = 0; i < p.n; i++)
        problem_add(r, p.list[i].field, "%s（%s）", p.list[i].text, p.list[i].code);
    return p.n ? fail(r->ctx, ST_INVALID, p.list[0].field, "%s", p.list[0].text) : ST_OK;
}

static enum st show_form(struct req *r, struct entry_view *v)
{
    v->all = sees_all(r);
    v->today = day_at(r->ctx->now);
    enum st st = v->all && !v->e.id ? unit_options(r, &v->units, &v->n_units) : ST_OK;
    if (!st)
        inventory_form_page(&r->out, r, v);
    return st;
}

enum st inv_show_new(struct req *r)
{
    struct entry_view v = {.e = {.doc_no = req_arg(r, "number"),
                               .title = "",
                               .open_mode = "",
                               .clause = "",
                               .basis = "",
                               .index_no = "",
                               .note = "",
                               .open_limit = "长期",
                               .unit_id = req_arg_int(r, "unit", r->who->unit_id)}};
    v.e.formed_on = day_none();
    return show_form(r, &v);
}

enum st inv_do_new(struct req *r)
{
    struct entry e = {.origin = "hand", .unit_id = r->who->unit_id};
    e.clock_from = e.review_on = day_none();
    if (sees_all(r))
        e.unit_id = req_form_int(r, "unit", e.unit_id);
    if (!may_edit(r, e.unit_id))
        return fail(r->ctx, ST_DENIED, "", "只能登记本单位的文件");
    read_entry(r, &e);
    enum st st = check(r, &e);
    if (!st)
        st = entry_save(r->ctx, &e);
    if (st)
        return st;
    flash(r, "已登记");
    return redirect(r, INVENTORY "e/%lld/", (long long)e.id);
}

/* The entry, if the person may see it. */
static enum st seen(struct req *r, struct entry *e)
{
    if (!sees_all(r) && e->unit_id != r->who->unit_id)
        return fail(r->ctx, ST_DENIED, "", "这是其他单位的台账，您不能查看");
    return ST_OK;
}

static enum st show(struct req *r, struct entry_view *v)
{
    enum st st = seen(r, &v->e);
    if (!st)
        st = entry_history(r->ctx, &v->e, &v->acts, &v->n_acts);
    if (st)
        return st;
    v->today = day_at(r->ctx->now);
    v->may_edit = may_edit(r, v->e.unit_id);
    bool online = *v->e.path;
    if (!strcmp(v->e.open_mode, MODE_OPEN))
        v->clock = inventory_clock(r->ctx->mem, v->e.formed_on, v->e.clock_from,
            online ? day_at(v->e.published_at) : day_none(), v->today);
    inventory_entry_page(&r->out, r, v);
    return ST_OK;
}

static enum st entry_of_page(struct req *r, struct entry *e)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = entry_get(r->ctx, id, e);
    return st ? st : seen(r, e);
}

enum st inv_show_entry(struct req *r)
{
    struct entry_view v = {.clock = {.why = ""}};
    enum st st = entry_of_page(r, &v.e);
    return st ? st : show(r, &v);
}

enum st inv_show_record(struct req *r)
{
    struct entry_view v = {.clock = {.why = ""}};
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = entry_of_record(r->ctx, id, &v.e);
    return st ? st : show(r, &v);
}

/* By hand only: what the workbench drafts is corrected there. */
static enum st editable(struct req *r, struct entry *e)
{
    enum st st = entry_of_page(r, e);
    if (!st && !may_edit(r, e->unit_id))
        st = fail(r->ctx, ST_DENIED, "", "只有本单位的信息员可以修改台账");
    if (!st && e->record_id)
        st = fail(r->ctx, ST_CONFLICT, "", "这份文件在工作台起草，请到“文件”中修改");
    return st;
}

enum st inv_show_edit(struct req *r)
{
    struct entry_view v = {.n_units = 0};
    enum st st = editable(r, &v.e);
    return st ? st : show_form(r, &v);
}

enum st inv_do_edit(struct req *r)
{
    struct entry e;
    enum st st = editable(r, &e);
    if (st)
        return st;
    e.version = req_form_int(r, "version", e.version);
    read_entry(r, &e);
    st = check(r, &e);
    if (!st)
        st = entry_save(r->ctx, &e);
    if (st)
        return st;
    flash(r, "已保存");
    return redirect(r, INVENTORY "e/%lld/", (long long)e.id);
}

enum st inv_do_review(struct req *r)
{
    struct entry e;
    enum st st = entry_of_page(r, &e);
    bool keep = !strcmp(req_form(r, "what"), "keep"), open = !strcmp(req_form(r, "what"), "open");
    if (!st && !may_edit(r, e.unit_id))
        st = fail(r->ctx, ST_DENIED, "", "只有本单位的信息员可以复审");
    if (!st && !keep && !open)
        st = fail(r->ctx, ST_INVALID, "what", "请选择维持，或改为主动公开");
    if (!st)
        st = keep ? review_keep(r->ctx, e.id, req_form(r, "reason"))
                  : review_publish(r->ctx, e.id, req_form(r, "reason"));
    if (st)
        return st;
    flash(r, keep ? "已复审：维持" : "已改为主动公开，请在 20 个工作日内发布");
    return redirect(r, INVENTORY "e/%lld/", (long long)e.id);
}
