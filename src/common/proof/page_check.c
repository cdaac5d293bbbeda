/* Checking while one writes, and saying that something is no error.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/proof/desk.h"
#include "lib/base/json.h"

enum { LINES_CHARS = 400000 };

static const struct field check_fields[] = {{"title", "标题", FIELD_LONG, false, 0, 1000},
    {"summary", "内容概述", FIELD_LONG, false, 0, 5000},
    {"lines", "正文", FIELD_LONG, false, 0, LINES_CHARS},
    {"date", "成文日期", FIELD_DAY, false, 0, 0}, {"all", "更多", FIELD_BOOL, false, 0, 0}};
const struct form proof_check_form = {check_fields, COUNT_OF(check_fields)};

static const struct field remember_fields[] = {{"code", "代码", FIELD_TEXT, true, 1, 20},
    {"class", "类别", FIELD_TEXT, true, 1, 20}, {"text", "文字", FIELD_LONG, true, 1, 200},
    {"context", "上下文", FIELD_LONG, false, 0, 20}, {"back", "返回", FIELD_TEXT, false, 0, 300}};
const struct form proof_remember_form = {remember_fields, COUNT_OF(remember_fields)};

bool proof_may_confirm(const struct req *r)
{
    return req_can(r, PERM_REVIEW) || req_can(r, PERM_PROOF);
}

bool proof_may_claim(const struct req *r)
{
    return req_can(r, PERM_DRAFT) || proof_may_confirm(r);
}

static void write_place(struct buf *b, const struct proof_place *p)
{
    jw_comma(b);
    buf_addc(b, '{');
    jw_pair(b, "field", p->field);
    jw_pair_int(b, "line", (int64_t)p->line);
    jw_pair_int(b, "start", (int64_t)p->f.start);
    jw_pair_int(b, "end", (int64_t)p->f.end);
    jw_pair(b, "code", p->f.code);
    jw_pair(b, "class", p->f.class);
    jw_pair(b, "name", p->named);
    jw_pair(b, "where", p->where);
    jw_pair(b, "text", p->f.text);
    jw_pair(b, "context", p->context);
    jw_key(b, "suggest");
    buf_addc(b, '[');
    for (size_t i = 0; i < p->f.n_suggest; i++) {
        jw_comma(b);
        jw_text(b, p->f.suggest[i]);
    }
    buf_addc(b, ']');
    jw_pair(b, "severity", proof_severity_name(p->f.severity));
    jw_pair_int(b, "confidence", p->f.confidence);
    jw_pair_bool(b, "serious", p->serious);
    jw_pair_bool(b, "claimed", p->standing == PROOF_CLAIMED);
    jw_pair_bool(b, "may", proof_may_remember(p->f.code));
    buf_addc(b, '}');
}

/* Opens its own transaction: a POST, but nothing is written. */
enum st proof_check_json(struct req *r)
{
    struct proof_look look;
    struct proof_text t = {.title = req_form(r, "title"),
        .summary = req_form(r, "summary"),
        .body_html = "",
        .lines = req_form(r, "lines"),
        .date = day_parse(req_form(r, "date")),
        .all = req_form_bool(r, "all")};
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = proof_look_at(r->ctx, &t, &look);
    ctx_rollback(r->ctx);
    if (st)
        return st;
    r->content_type = "application/json; charset=utf-8";
    res_header(r, "Cache-Control", "no-store");
    buf_addc(&r->out, '{');
    jw_pair_bool(&r->out, "model", look.model);
    jw_pair_bool(&r->out, "confirms", proof_may_confirm(r));
    jw_key(&r->out, "findings");
    buf_addc(&r->out, '[');
    for (size_t i = 0; i < look.n; i++)
        write_place(&r->out, &look.list[i]);
    buf_adds(&r->out, "]}");
    return ST_OK;
}

/* A form that does not fit is answered in the same language. */
enum st proof_check_again(struct req *r)
{
    r->content_type = "application/json; charset=utf-8";
    buf_addc(&r->out, '{');
    jw_pair(&r->out, "message", r->problems ? r->problems->message : r->ctx->err.message);
    buf_addc(&r->out, '}');
    return ST_OK;
}

enum st proof_remember(struct req *r)
{
    const char *back = req_form(r, "back");
    struct proof_accepted what = {.code = req_form(r, "code"),
        .class = req_form(r, "class"),
        .text = req_form(r, "text"),
        .context = req_form(r, "context")};
    bool confirms = proof_may_confirm(r);
    if (!proof_may_claim(r))
        return fail(r->ctx, ST_DENIED, "", "“不是错误”由起草人提出、审核人确认，您的岗位不能标记");
    enum st st = proof_accept(r->ctx, &what, confirms);
    if (!st && confirms)
        st = proof_tasks(r->ctx);
    if (st)
        return st;
    if (*back) {
        flash(r,
            confirms ? "“%s”已记为不是错误，全县不再提示"
                     : "“%s”已记为不是错误；属于严重差错的，还要审核人确认",
            what.text);
        return redirect(r, "%s", ui_local_path(back) ? back : PROOF_DESK);
    }
    r->content_type = "application/json; charset=utf-8";
    buf_addc(&r->out, '{');
    jw_pair_bool(&r->out, "confirmed", confirms);
    buf_addc(&r->out, '}');
    return ST_OK;
}
