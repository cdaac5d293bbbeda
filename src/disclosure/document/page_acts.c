/* The pages of single acts: submit, review, schedule, amend, end; and the one-button acts.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "disclosure/document/pages.h"

bool page_seen_other(struct req *r, const struct doc *d)
{
    int64_t seen = r->method == METHOD_POST ? req_form_int(r, "seen", 0) : 0;
    return seen && d->work.id && seen != d->work.id;
}

/* What every act page shows. */
static enum st act_page(struct req *r, const char *action, struct doc *d, struct act_page *p)
{
    *p = (struct act_page){.d = d, .move = move_find(action), .phones = "", .writers = ""};
    enum st st = page_doc(r, d);
    if (!st)
        st = desk_writers(r->ctx, d->r.id, &p->writers);
    if (st)
        return st;
    p->seen = page_seen_other(r, d) ? req_form_int(r, "seen", 0) : 0;
    struct flow_state s = desk_state(d, r->who);
    p->reasons = flow_reasons(r->ctx->mem, p->move, &s);
    p->findings = &d->submit;
    for (size_t i = 0; i < p->findings->n; i++)
        if (p->findings->list[i].code->weight == WEIGHT_CONFIRM)
            p->phones = gate_phones_digest(r->ctx->mem, d->content);
    return ST_OK;
}

/* The page has no meaning where the record stands: 409 with every reason. Findings alone are no
 * hindrance to look at the page, which lists them. */
static enum st stage_fits(struct req *r, const struct act_page *p)
{
    struct flow_state s = desk_state(p->d, r->who);
    return flow_fits(p->move, &s) ? ST_OK : act_check(r->ctx, p->d, r->who, p->move);
}

static enum st act_show(struct req *r, const char *action,
    void (*page)(struct buf *, struct req *, const struct act_page *))
{
    struct doc d;
    struct act_page p;
    enum st st = act_page(r, action, &d, &p);
    if (!st)
        st = stage_fits(r, &p);
    if (!st)
        page(&r->out, r, &p);
    return st;
}

enum st page_submit(struct req *r)
{
    return act_show(r, "submit", document_submit_page);
}
enum st page_review(struct req *r)
{
    struct doc d;
    struct act_page p;
    enum st st = act_page(r, "approve", &d, &p);
    if (!st && d.place == AT_APPROVED)
        p.move = move_find("send_back");
    if (!st)
        st = stage_fits(r, &p);
    if (!st)
        document_review_page(&r->out, r, &p);
    return st;
}
enum st page_schedule(struct req *r)
{
    return act_show(r, "schedule", document_schedule_page);
}
enum st page_amend(struct req *r)
{
    return act_show(r, "amend", document_amend_page);
}
enum st page_end(struct req *r)
{
    struct doc d;
    struct act_page p;
    struct desk_row *found = NULL;
    enum st st = act_page(r, "end", &d, &p);
    if (!st)
        st = stage_fits(r, &p);
    if (!st)
        st = desk_find(r->ctx, req_arg(r, "target_q"), d.r.id, &found, &p.n_found);
    if (st)
        return st;
    p.found = found;
    document_end_page(&r->out, r, &p);
    return ST_OK;
}

/* Runs the act and goes on with a message. */
static enum st act_go(struct req *r, const char *action, const struct act_input *in,
    const char *done, const char *rest)
{
    int64_t id;
    struct doc d;
    enum st st = page_doc(r, &d);
    if (!st)
        st = req_id(r, "id", &id);
    if (!st)
        st = act_run(r->ctx, id, r->who, action, in);
    if (st)
        return st;
    flash(r, "%s", done);
    return redirect(r, "%s", doc_path(r, id, rest));
}

static enum st act_do(
    struct req *r, const char *action, const struct act_input *in, const char *done)
{
    return act_go(r, action, in, done, "");
}

enum st page_submit_do(struct req *r)
{
    return act_do(r, "submit", &(struct act_input){.note = req_form(r, "note")},
        "已提交，等待本单位审核人审核。需要再改时可以撤回");
}
enum st page_approve_do(struct req *r)
{
    struct doc d;
    enum st st = page_doc(r, &d);
    if (!st && d.place == AT_SUBMITTED && page_seen_other(r, &d)) {
        r->status = 409;
        return page_review(r);
    }
    if (st)
        return st;
    return act_do(r, "approve",
        &(struct act_input){.note = req_form(r, "note"),
            .seen = req_form_int(r, "seen", 0),
            .secrecy = req_form(r, "secrecy"),
            .basis = req_form(r, "secrecy_basis")},
        "审核通过，已编索引号，等待发布");
}
enum st page_send_back_do(struct req *r)
{
    const char *const *values, *codes_given = "";
    size_t n = req_form_list(r, "codes", &values);
    for (size_t i = 0; i < n; i++)
        codes_given = arena_printf(r->ctx->mem, "%s%s%s", codes_given, i ? "," : "", values[i]);
    return act_do(r, "send_back",
        &(struct act_input){.note = req_form(r, "note"), .codes = codes_given},
        "已退回起草人，原因已写入任务");
}
enum st page_restore_do(struct req *r)
{
    return act_do(r, "restore", &(struct act_input){.edition = req_form_int(r, "edition", 0)},
        "已用旧版本的内容起草，请核对后提交");
}
enum st page_amend_do(struct req *r)
{
    return act_go(r, "amend", &(struct act_input){.note = req_form(r, "note")},
        "已起草新版本。公众看到的仍是现行版本，直到新版本发布", "edit");
}
enum st page_schedule_do(struct req *r)
{
    int64_t at;
    if (!time_parse(req_form(r, "at"), &at))
        return fail(r->ctx, ST_INVALID, "at", "时间写作 2018-09-12T09:30 的样子");
    return act_do(
        r, "schedule", &(struct act_input){.at = at}, "已定时，到时自动发布。可以取消定时");
}
enum st page_end_do(struct req *r)
{
    struct ending e = {.kind = req_form(r, "kind"),
        .note = req_form(r, "note"),
        .basis = req_form(r, "basis"),
        .target = req_form_int(r, "target", 0),
        .on = day_parse(req_form(r, "on"))};
    return act_do(r, "end", &(struct act_input){.ending = &e}, "已结束，公开页面已按所选方式处理");
}

/* withdraw, publish, unschedule, discard, resume: the last part of the path is the action. */
enum st page_simple_do(struct req *r)
{
    static const struct {
        const char *action, *done;
    } simple[] = {{"withdraw", "已撤回，可以继续编辑"}, {"publish", "已发布，公众现在就能看到"},
        {"unschedule", "已取消定时"}, {"discard", "已放弃。草稿留存，可以用“找回草稿”恢复"},
        {"resume", "草稿已找回，可以继续编辑"}};
    const char *slash = strrchr(r->path, '/');
    for (size_t i = 0; slash && i < COUNT_OF(simple); i++)
        if (!strcmp(slash + 1, simple[i].action))
            return act_do(r, simple[i].action, &(struct act_input){.note = ""}, simple[i].done);
    return fail(r->ctx, ST_NOT_FOUND, "", "没有这个操作");
}

/* RULE S-PII: the numbers shown may be published; holds only as long as they stay the same. */
enum st page_confirm(struct req *r)
{
    struct doc d;
    enum st st = page_doc(r, &d);
    if (st)
        return st;
    if (!req_can(r, PERM_DRAFT) && !req_can(r, PERM_REVIEW) && !req_can(r, PERM_PUBLISH))
        return fail(r->ctx, ST_DENIED, "", "您没有确认的权限，请由起草人或审核人确认");
    const char *digest = gate_phones_digest(r->ctx->mem, d.content);
    if (!*digest || strcmp(digest, req_form(r, "digest")) != 0)
        return fail(r->ctx, ST_CONFLICT, "", "文中的号码已经变了，请重新查看后再确认");
    st = desk_confirm_phones(r->ctx, d.r.id, digest);
    if (!st)
        st = journal_add(r->ctx, &(struct act){.action = "record.confirm",
                                     .subject_kind = "record",
                                     .subject_id = d.r.id,
                                     .edition_id = d.work.id,
                                     .detail = "{\"codes\":\"S-PII-TEL\"}"});
    if (st)
        return st;
    flash(r, "已确认为可公开，并记入日志");
    bool review = !strcmp(req_form(r, "back"), "review");
    return redirect(r, "%s", doc_path(r, d.r.id, review ? "review" : "submit"));
}
