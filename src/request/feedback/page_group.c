/* One proposal: the cases behind it, what was released, what can be done.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "common/record/column.h"
#include "disclosure/document/document.h"
#include "request/feedback/pages.h"

#define VERSION                                                                                    \
    {                                                                                              \
        .name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX          \
    }
static const struct field publish_fields[] = {
    VERSION,
    {.name = "title", .label = "标题", .kind = FIELD_TEXT, .required = true, .max = 200},
    {.name = "text", .label = "内容", .kind = FIELD_LONG, .required = true, .max = 20000},
    {.name = "column", .label = "栏目", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "formed", .label = "成文日期", .kind = FIELD_DAY, .required = true},
    {.name = "files", .label = "附件", .kind = FIELD_LIST, .max = 20},
};
const struct form feedback_form_publish = {publish_fields, COUNT_OF(publish_fields)};
static const struct field later_fields[] = {
    VERSION,
    {.name = "reason", .label = "理由", .kind = FIELD_LONG, .required = true, .max = 500},
};
const struct form feedback_form_later = {later_fields, COUNT_OF(later_fields)};
static const struct field undo_fields[] = {VERSION};
const struct form feedback_form_undo = {undo_fields, COUNT_OF(undo_fields)};
static const struct field add_fields[] = {
    {.name = "number", .label = "申请编号", .kind = FIELD_TEXT, .required = true, .max = 60},
};
const struct form feedback_form_add = {add_fields, COUNT_OF(add_fields)};
static const struct field remove_fields[] = {
    {.name = "case",
        .label = "申请",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = INT32_MAX},
};
const struct form feedback_form_remove = {remove_fields, COUNT_OF(remove_fields)};

static bool ours(const struct req *r, const struct feedback_group *g)
{
    return r->who && (r->who->unit_id == g->organ_id || r->who->unit_id == g->office_id);
}

/* ST_NOT_FOUND also for what may not be seen. */
static enum st group_of(struct req *r, struct feedback_group *g)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = feedback_group_get(r->ctx, id, g);
    if (!st && !ours(r, g) && !req_can(r, PERM_FOI_ALL))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这条建议，请从“答复再利用”的列表中选择");
    return st;
}

static enum st read_cases(struct req *r, struct feedback_group_page *p)
{
    struct feedback_member *members;
    size_t n;
    enum st st = feedback_members(r->ctx, p->g.id, &members, &n);
    if (st)
        return st;
    p->cases = ARENA_ARRAY(r->ctx->mem, struct foi_case, n + 1);
    p->answers = ARENA_ARRAY(r->ctx->mem, struct foi_answer, n + 1);
    for (size_t i = 0; !st && i < n; i++) {
        st = foi_case_get(r->ctx, foi_see(r), members[i].case_id, &p->cases[p->n]);
        if (st == ST_NOT_FOUND) {
            p->hidden++;
            st = ST_OK;
            r->ctx->err = (struct err){.st = ST_OK};
            continue;
        }
        if (!st)
            st = foi_answer_get(r->ctx, &p->cases[p->n], &p->answers[p->n]);
        p->n += !st;
    }
    return st;
}

static enum st read_columns(struct req *r, struct feedback_group_page *p)
{
    struct column *tree;
    size_t n;
    enum st st = column_tree(r->ctx, &tree, &n);
    if (st)
        return st;
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool parent = i + 1 < n && tree[i + 1].depth > tree[i].depth;
        if (!parent && strcmp(tree[i].cycle, "LINK") != 0 && strcmp(tree[i].cycle, "STATIC") != 0)
            list[p->n_columns++] = (struct ui_option){tree[i].path, tree[i].name};
    }
    p->columns = list;
    return ST_OK;
}

static enum st read_document(struct req *r, struct feedback_group_page *p)
{
    struct document_look look;
    p->place = p->path = "";
    if (!p->g.record_id)
        return ST_OK;
    enum st st = document_look(r->ctx, p->g.record_id, &look);
    if (!st) {
        p->place = look.place;
        p->path = look.path;
    }
    return st;
}

/* Of the cases that the person may see. */
static enum st read_files(struct req *r, struct feedback_group_page *p)
{
    p->files = ARENA_ARRAY(r->ctx->mem, struct feedback_file, FEEDBACK_FILES_MOST);
    enum st st = feedback_files(r->ctx, p->cases, p->n, p->files, &p->n_files, &p->files_left);
    return st ? st
              : feedback_files_check(
                    r->ctx, p->cases, p->n, p->files, p->n_files, FEEDBACK_READ_MOST);
}

bool feedback_file_chosen(const struct req *r, const struct feedback_file *f)
{
    const char *const *values;
    if (r->method != METHOD_POST)
        return f->fit == FEEDBACK_CLEAN || f->fit == FEEDBACK_TWIN;
    size_t n = req_form_list(r, "files", &values);
    for (size_t i = 0; i < n; i++)
        if (strtoll(values[i], NULL, 10) == f->paper_id)
            return true;
    return false;
}

enum st feedback_show_group(struct req *r)
{
    struct feedback_setting s;
    struct feedback_group_page p = {.n = 0};
    enum st st = group_of(r, &p.g);
    if (!st)
        st = feedback_setting_get(r->ctx, &s);
    if (!st)
        st = read_cases(r, &p);
    if (!st)
        st = feedback_steps(r->ctx, p.g.id, &p.steps, &p.n_steps);
    if (!st)
        st = feedback_prefill(r->ctx, p.cases, p.n, &p.draft);
    if (!st)
        st = read_columns(r, &p);
    if (!st)
        st = read_document(r, &p);
    if (st)
        return st;
    p.proposed = feedback_proposed(&p.g, &s);
    p.may = req_can(r, PERM_FOI);
    p.may_draft = req_can(r, PERM_DRAFT) && ours(r, &p.g);
    if (p.may_draft && p.g.stage == FEEDBACK_OPEN)
        st = read_files(r, &p);
    if (st)
        return st;
    feedback_group_html(&r->out, r, &p);
    return ST_OK;
}

static enum st answer(struct req *r, enum st st, int64_t id, const char *told)
{
    if (st)
        return st;
    flash(r, "%s", told);
    return redirect(r, "%s", feedback_href(r, id, ""));
}

/* The files are read again: what is shown is not what is trusted. The confined program takes a
 * while, so others may write meanwhile. */
static enum st chosen_files(struct req *r, struct feedback_group *g, struct feedback_draft *d)
{
    struct foi_case *cases;
    size_t n, n_list, left;
    struct feedback_file *list =
                             ARENA_ARRAY(r->ctx->mem, struct feedback_file, FEEDBACK_FILES_MOST),
                         *chosen =
                             ARENA_ARRAY(r->ctx->mem, struct feedback_file, FEEDBACK_FILES_MOST);
    enum st st = group_of(r, g);
    if (!st && !ours(r, g))
        return fail(r->ctx, ST_DENIED, "", "公开文件由%s的信息员起草，您没有权限", g->organ_name);
    if (!st)
        st = feedback_cases(r->ctx, g->id, &cases, &n);
    if (!st)
        st = feedback_files(r->ctx, cases, n, list, &n_list, &left);
    for (size_t i = 0; !st && i < n_list; i++)
        if (feedback_file_chosen(r, &list[i]))
            chosen[d->n_files++] = list[i];
    d->files = chosen;
    return st ? st
              : feedback_files_check(r->ctx, cases, n, chosen, d->n_files, FEEDBACK_FILES_MOST);
}

enum st feedback_do_publish(struct req *r)
{
    struct feedback_group g;
    struct feedback_draft d = {.title = req_form(r, "title"),
        .text = req_form(r, "text"),
        .column = req_form(r, "column"),
        .formed = day_parse(req_form(r, "formed")),
        .version = req_form_int(r, "version", 0)};
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = chosen_files(r, &g, &d);
    ctx_rollback(r->ctx);
    if (!st)
        st = ctx_begin(r->ctx, true);
    if (!st)
        st = feedback_publish(r->ctx, r->who, g.id, &d);
    if (!st)
        st = ctx_commit(r->ctx);
    if (st)
        ctx_rollback(r->ctx);
    return answer(r, st, st ? 0 : g.id, "公开文件已起草并送审，由别人审核后发布");
}

enum st feedback_do_later(struct req *r)
{
    struct feedback_group g;
    enum st st = group_of(r, &g);
    if (!st)
        st = feedback_later(r->ctx, g.id, req_form_int(r, "version", 0), req_form(r, "reason"));
    return answer(r, st, st ? 0 : g.id, "已记下暂不公开和理由；再有人申请时会重新提出");
}

enum st feedback_do_undo(struct req *r)
{
    struct feedback_group g;
    enum st st = group_of(r, &g);
    if (!st)
        st = feedback_undo(r->ctx, g.id, req_form_int(r, "version", 0));
    return answer(r, st, st ? 0 : g.id, "已撤销，请重新研究");
}

/* By number, as it stands in the list of requests. */
static enum st case_by_name(struct req *r, const char *name, struct foi_case *out)
{
    struct foi_case *list;
    size_t n;
    enum st st = foi_case_list(r->ctx, foi_see(r),
        &(struct foi_filter){
            .stage = -1, .light = "", .text = name, .code = "", .applicant_kind = ""},
        1, 50, &list, &n, NULL);
    for (size_t i = 0; !st && i < n; i++)
        if (!strcmp(list[i].number, name) || !strcmp(list[i].arrival, name)) {
            *out = list[i];
            return ST_OK;
        }
    return st ? st
              : fail(r->ctx, ST_INVALID, "number",
                    "没有编号是“%.60s”的申请，请从依申请公开的列表中复制", name);
}

enum st feedback_do_add(struct req *r)
{
    struct feedback_group g;
    struct foi_case k;
    enum st st = group_of(r, &g);
    if (!st)
        st = case_by_name(r, req_form(r, "number"), &k);
    if (!st)
        st = feedback_add(r->ctx, g.id, &k);
    return answer(r, st, st ? 0 : g.id, "已加入");
}

enum st feedback_do_remove(struct req *r)
{
    struct feedback_group g;
    struct foi_case k;
    enum st st = group_of(r, &g);
    if (!st)
        st = foi_case_get(r->ctx, foi_see(r), req_form_int(r, "case", 0), &k);
    if (!st)
        st = feedback_remove(r->ctx, g.id, &k);
    return answer(r, st, st ? 0 : g.id, "已移出，系统不会再把它归进来");
}
