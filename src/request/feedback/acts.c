/* What people do with a proposal: mark, gather, publish, not now, undo. RULE K10
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/record/file.h"
#include "disclosure/document/document.h"

static enum st journal(struct ctx *c, int64_t id, const char *action)
{
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "feedback.%s", action),
                              .subject_kind = "feedback",
                              .subject_id = id});
}

/* The common end of every act: row, step, task, journal. */
static enum st settle(
    struct ctx *c, const struct feedback_group *g, const char *action, const char *note)
{
    enum st st = feedback_group_put(c, g);
    if (!st)
        st = feedback_step_add(c, g->id, action, note);
    if (!st)
        st = feedback_await(c, g->id);
    return st ? st : journal(c, g->id, action);
}

static enum st load(struct ctx *c, int64_t id, int64_t version, struct feedback_group *g)
{
    enum st st = feedback_group_get(c, id, g);
    if (!st && version && version != g->version)
        return fail(c, ST_CONFLICT, "", "这条建议刚刚被别人办理过，请看过最新情况后再办");
    return st;
}

static enum st check_released(struct ctx *c, const struct foi_case *k)
{
    if (!feedback_can_tell(k))
        return fail(c, ST_CONFLICT, "", "申请%s还没有办结，办结后再研究主动公开", foi_case_name(k));
    if (!feedback_released(k->code))
        return fail(c, ST_CONFLICT, "", "申请%s没有提供信息，不能建议主动公开；可以写成公开问答",
            foi_case_name(k));
    return ST_OK;
}

enum st feedback_mark(struct ctx *c, const struct foi_case *k, const char *worth, int64_t *group_id)
{
    struct feedback_group g;
    enum st st = check_released(c, k);
    if (!st && !*feedback_worth_title(worth))
        return fail(c, ST_INVALID, "worth", "请选择是谁建议主动公开");
    if (!st)
        st = feedback_group_of(c, k->id, group_id);
    if (!st && !*group_id) {
        st = feedback_group_add(c, k->organ_id, k->subject, worth, group_id);
        if (!st)
            st = feedback_member_put(c, *group_id, k->id);
    }
    if (!st)
        st = feedback_group_get(c, *group_id, &g);
    if (st)
        return st;
    g.worth = worth;
    if (g.stage == FEEDBACK_LATER)
        g.stage = FEEDBACK_OPEN;
    return settle(c, &g, "mark", feedback_worth_title(worth));
}

enum st feedback_add(struct ctx *c, int64_t group_id, const struct foi_case *k)
{
    struct feedback_group g;
    int64_t old;
    enum st st = feedback_group_get(c, group_id, &g);
    if (!st)
        st = check_released(c, k);
    if (!st && k->organ_id != g.organ_id)
        return fail(c, ST_CONFLICT, "number", "申请%s不是向%s提出的，不能合在一起",
            foi_case_name(k), g.organ_name);
    if (!st)
        st = feedback_group_of(c, k->id, &old);
    if (!st && old == group_id)
        return fail(c, ST_CONFLICT, "number", "申请%s已经在这里了", foi_case_name(k));
    if (!st)
        st = feedback_member_put(c, group_id, k->id);
    if (!st && old)
        st = feedback_await(c, old);
    return st ? st : settle(c, &g, "add", foi_case_name(k));
}

enum st feedback_remove(struct ctx *c, int64_t group_id, const struct foi_case *k)
{
    struct feedback_group g;
    int64_t old;
    enum st st = feedback_group_get(c, group_id, &g);
    if (!st)
        st = feedback_group_of(c, k->id, &old);
    if (!st && old != group_id)
        return fail(c, ST_CONFLICT, "", "申请%s已经不在这里", foi_case_name(k));
    if (!st)
        st = feedback_member_remove(c, group_id, k->id);
    return st ? st : settle(c, &g, "remove", foi_case_name(k));
}

enum st feedback_later(struct ctx *c, int64_t group_id, int64_t version, const char *reason)
{
    struct feedback_group g;
    enum st st = load(c, group_id, version, &g);
    if (!st && g.stage != FEEDBACK_OPEN)
        return fail(c, ST_CONFLICT, "", "这条建议已经%s", feedback_stage_titles[g.stage]);
    if (!st && !*reason)
        return fail(c, ST_INVALID, "reason", "请写明为什么暂不公开");
    if (st)
        return st;
    g.stage = FEEDBACK_LATER;
    g.reason = reason;
    return settle(c, &g, "later", reason);
}

/* A document that goes its way is not left alone: it is withdrawn first. */
static enum st may_leave(struct ctx *c, const struct feedback_group *g)
{
    struct document_look look;
    if (g->stage != FEEDBACK_DRAFTED)
        return ST_OK;
    enum st st = document_look(c, g->record_id, &look);
    if (!st && look.published)
        return fail(c, ST_CONFLICT, "", "已经公开，不能撤销；公开有误的，请在文件中办理");
    if (!st && (look.submitted || look.approved))
        return fail(c, ST_CONFLICT, "", "公开文件正在%s，请先在文件中撤回", look.place);
    return st;
}

enum st feedback_undo(struct ctx *c, int64_t group_id, int64_t version)
{
    struct feedback_group g;
    enum st st = load(c, group_id, version, &g);
    if (!st && g.stage == FEEDBACK_OPEN)
        return fail(c, ST_CONFLICT, "", "这条建议还没有办理，不用撤销");
    if (!st)
        st = may_leave(c, &g);
    if (st)
        return st;
    g.stage = FEEDBACK_OPEN;
    g.reason = "";
    g.record_id = 0;
    return settle(c, &g, "undo", "");
}

/* ---- publishing ---- */

/* 《学区划分方案》 → 学区划分方案 */
static const char *bare_title(struct arena *a, const char *s)
{
    size_t n = strlen(s), mark = strlen("《");
    if (n > 2 * mark && !strncmp(s, "《", mark) && !strcmp(s + n - mark, "》"))
        return arena_strndup(a, s + mark, n - 2 * mark);
    return s;
}

static const char *with(struct arena *a, const char *text, const char *label, const char *value)
{
    if (!*value || strstr(text, value))
        return text;
    return arena_printf(a, "%s%s%s%s", text, *text ? "\n" : "", label, value);
}

enum st feedback_prefill(
    struct ctx *c, const struct foi_case *cases, size_t n, struct feedback_draft *out)
{
    *out = (struct feedback_draft){.title = "", .text = "", .column = "", .formed = day_at(c->now)};
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++) {
        struct foi_answer an;
        st = foi_answer_get(c, &cases[i], &an);
        if (st)
            break;
        if (!*out->title)
            out->title = bare_title(c->mem, an.info_title);
        out->text = with(c->mem, out->text, "信息名称：", an.info_title);
        out->text = with(c->mem, out->text, "公开的内容：\n", an.attachments);
        out->text = with(c->mem, out->text, "公开的部分：", an.released_part);
        out->text = with(c->mem, out->text, "查阅位置：", an.where);
        out->text = with(c->mem, out->text, "获取方式：", an.way);
    }
    return st;
}

enum st feedback_cases(struct ctx *c, int64_t group_id, struct foi_case **list, size_t *n)
{
    struct feedback_member *members;
    enum st st = feedback_members(c, group_id, &members, n);
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct foi_case, *n + 1);
    for (size_t i = 0; !st && i < *n; i++)
        st = foi_case_get(c, (struct foi_see){0, true}, members[i].case_id, &(*list)[i]);
    return st;
}

static enum st check_draft(
    struct ctx *c, const struct feedback_draft *d, const struct foi_case *cases, size_t n)
{
    const char *in_title, *in_text;
    if (!*d->title)
        return fail(c, ST_INVALID, "title", "请填写标题");
    if (!*d->text)
        return fail(c, ST_INVALID, "text", "请写入要公开的内容");
    enum st st = feedback_check(c, cases, n, "标题", d->title, &in_title);
    if (!st)
        st = feedback_check(c, cases, n, "内容", d->text, &in_text);
    if (!st && (*in_title || *in_text))
        return fail(c, ST_INVALID, *in_title ? "title" : "text",
            "不能公开申请人和个人的信息，请改写后再送审：%.500s%s%s", in_title,
            *in_title && *in_text ? "；" : "", in_text);
    return st;
}

/* RULE K10: only what was checked goes, under its title. */
static enum st attach(struct ctx *c, const struct feedback_draft *d, struct content *content)
{
    struct attachment *list = ARENA_ARRAY(c->mem, struct attachment, d->n_files + 1);
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < d->n_files; i++) {
        const struct feedback_file *f = &d->files[i];
        const char *dot = strrchr(f->name, '.');
        if (f->fit == FEEDBACK_LEAKS)
            return fail(
                c, ST_INVALID, "files", "“%s”里有个人信息，不能附上：%s", f->title, f->found);
        bool bare = dot && !strstr(f->title, dot);
        st = file_put_bytes(c, f->bytes, f->n_bytes,
            bare ? arena_printf(c->mem, "%s%s", f->title, dot) : f->title, &list[i]);
    }
    content->meta.files = list;
    content->meta.n_files = d->n_files;
    return st;
}

enum st feedback_publish(
    struct ctx *c, const struct principal *who, int64_t group_id, const struct feedback_draft *d)
{
    struct feedback_group g;
    struct foi_case *cases;
    struct content content;
    size_t n;
    enum st st = load(c, group_id, d->version, &g);
    if (!st && g.stage != FEEDBACK_OPEN)
        return fail(c, ST_CONFLICT, "", "这条建议已经%s", feedback_stage_titles[g.stage]);
    if (!st)
        st = feedback_cases(c, group_id, &cases, &n);
    if (!st && !n)
        return fail(c, ST_CONFLICT, "", "这里已经没有申请，请先加入申请");
    if (!st)
        st = check_draft(c, d, cases, n);
    if (st)
        return st;
    content_init(&content);
    content.title = d->title;
    content.body_html = feedback_html(c->mem, d->text);
    content.meta.open_mode = "主动公开";
    content.meta.issuer = content.meta.source = g.organ_name;
    content.meta.basis = "多个申请人申请过，依据《中华人民共和国政府信息公开条例》纳入主动公开";
    content.meta.formed_on = day_given(d->formed) ? d->formed : day_at(c->now);
    st = attach(c, d, &content);
    if (!st)
        st = document_hand_in(c, who,
            &(struct document_work){
                .kind = "notice", .column = d->column, .content = &content, .note = ""},
            &g.record_id);
    if (st)
        return st;
    g.stage = FEEDBACK_DRAFTED;
    return settle(c, &g, "publish", d->title);
}
