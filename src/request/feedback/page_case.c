/* One closed case: what was answered, marking it, its public question and answer.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/document.h"
#include "request/feedback/pages.h"

static const struct field mark_fields[] = {
    {.name = "worth", .label = "谁建议", .kind = FIELD_TEXT, .required = true, .max = 20},
};
const struct form feedback_form_mark = {mark_fields, COUNT_OF(mark_fields)};
static const struct field tell_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "title", .label = "标题", .kind = FIELD_TEXT, .required = true, .max = 80},
    {.name = "question", .label = "问题", .kind = FIELD_LONG, .required = true, .max = 300},
    {.name = "answer", .label = "答复", .kind = FIELD_LONG, .required = true, .max = 5000},
    {.name = "link", .label = "公开位置", .kind = FIELD_TEXT, .max = 300},
    {.name = "column", .label = "栏目", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "note", .label = "修改说明", .kind = FIELD_TEXT, .max = 200},
};
const struct form feedback_form_tell = {tell_fields, COUNT_OF(tell_fields)};

/* Public questions are written by the unit that worked on the case. */
static bool may_tell(const struct req *r, const struct foi_case *k)
{
    return req_can(r, PERM_FOI) && req_can(r, PERM_DRAFT) && case_is_ours(r, k);
}

static enum st case_of(struct req *r, struct foi_case *k)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    return st ? st : foi_case_get(r->ctx, foi_see(r), id, k);
}

static enum st read_entry(struct req *r, struct feedback_case_page *p)
{
    struct document_look look;
    enum st st = feedback_entry_of(r->ctx, p->k.id, &p->entry);
    p->exists = !st && p->entry.id;
    p->stage = p->path = "";
    if (!st && !p->exists)
        return feedback_suggest(r->ctx, &p->k, &p->entry);
    if (!st)
        st = document_look(r->ctx, p->entry.record_id, &look);
    if (st)
        return st;
    p->stage = look.place;
    p->path = look.path;
    p->open = look.submitted || look.approved;
    p->was_public = look.first_published_at != 0;
    return ST_OK;
}

/* What was released is public already: the start of an answer leads there. */
static enum st link_released(struct req *r, struct feedback_case_page *p)
{
    struct document_look look;
    if (p->exists || !p->g.record_id)
        return ST_OK;
    enum st st = document_look(r->ctx, p->g.record_id, &look);
    if (!st && look.published && !look.ended)
        p->entry.link = look.path;
    return st;
}

enum st feedback_show_case(struct req *r)
{
    int64_t group = 0;
    struct feedback_case_page p = {.exists = false};
    enum st st = case_of(r, &p.k);
    if (!st && !feedback_can_tell(&p.k))
        return fail(r->ctx, ST_CONFLICT, "", "申请办结后才能研究主动公开或写成公开问答");
    if (!st)
        st = foi_answer_get(r->ctx, &p.k, &p.answer);
    if (!st)
        st = read_entry(r, &p);
    if (!st)
        st = feedback_group_of(r->ctx, p.k.id, &group);
    if (!st && group)
        st = feedback_group_get(r->ctx, group, &p.g);
    if (!st)
        st = link_released(r, &p);
    if (st)
        return st;
    p.may_tell = may_tell(r, &p.k);
    p.can_mark = feedback_released(p.k.code);
    p.may_mark = req_can(r, PERM_FOI) && p.can_mark;
    feedback_case_html(&r->out, r, &p);
    return ST_OK;
}

enum st feedback_do_mark(struct req *r)
{
    struct foi_case k;
    int64_t group;
    enum st st = case_of(r, &k);
    if (!st)
        st = feedback_mark(r->ctx, &k, req_form(r, "worth"), &group);
    if (st)
        return st;
    flash(r, "已标为值得主动公开，承办单位的待办里已经有了");
    return redirect(r, "%s", feedback_href(r, group, ""));
}

enum st feedback_do_tell(struct req *r)
{
    struct foi_case k;
    struct foi_answer an;
    struct feedback_entry e;
    enum st st = case_of(r, &k);
    if (!st && !may_tell(r, &k))
        return fail(r->ctx, ST_DENIED, "", "公开问答由办理这件申请的单位的信息员编写，您没有权限");
    if (!st)
        st = feedback_entry_of(r->ctx, k.id, &e);
    if (!st)
        st = foi_answer_get(r->ctx, &k, &an);
    if (st)
        return st;
    if (e.id && e.version != req_form_int(r, "version", 0))
        return fail(r->ctx, ST_CONFLICT, "", "这份问答刚刚被别人改过，请看过最新内容后再改");
    e.organ_id = k.organ_id;
    e.organ_name = k.organ_name;
    e.code = k.code;
    e.replied = an.day;
    e.title = req_form(r, "title");
    e.question = req_form(r, "question");
    e.answer = req_form(r, "answer");
    e.link = req_form(r, "link");
    e.column = req_form(r, "column");
    st = feedback_tell(r->ctx, r->who, &k, &e, req_form(r, "note"));
    if (st)
        return st;
    flash(r, "公开问答已送审，由别人审核后发布");
    return redirect(r, "%s", feedback_case_href(r, k.id, ""));
}
