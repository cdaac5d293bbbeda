/* The texts of a report, saved by the person or by the page itself.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/json.h"
#include "request/annual/pages.h"

enum { TEXT_CHARS = 20000 };
#define TEXT(key, title)                                                                           \
    {                                                                                              \
        .name = (key), .label = (title), .kind = FIELD_LONG, .max = TEXT_CHARS                     \
    }
static const struct field text_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    TEXT("overall", "总体情况"), TEXT("active", "主动公开"), TEXT("request", "依申请公开"),
    TEXT("manage", "政府信息管理"), TEXT("platform", "平台建设"), TEXT("supervise", "监督保障"),
    TEXT("problems", "存在的主要问题及改进情况"), TEXT("other", "其他需要报告的事项")};
const struct form annual_form_texts = {text_fields, COUNT_OF(text_fields)};

enum st annual_show_texts(struct req *r)
{
    struct annual *a;
    enum st st = annual_page(r, true, &a);
    if (!st)
        annual_texts_page(&r->out, r, a);
    return st;
}

static enum st save(struct req *r, bool journalled, struct annual **a, int64_t *version)
{
    enum st st = annual_page(r, true, a);
    if (st)
        return st;
    *version = req_form_int(r, "version", 0);
    for (size_t i = 0; i < (*a)->n_texts; i++)
        (*a)->texts[i].text = req_form(r, (*a)->texts[i].key);
    return annual_write(r->ctx, (*a)->row.id, version, (*a)->texts, (*a)->n_texts, journalled);
}

enum st annual_do_texts(struct req *r)
{
    struct annual *a;
    int64_t version;
    enum st st = save(r, true, &a, &version);
    if (st)
        return st;
    flash(r, "已保存文字部分");
    return redirect(r, "%s#texts", annual_href(r, a->row.id, ""));
}

static enum st answer(struct req *r, int status, const char *message, int64_t version)
{
    r->status = status;
    r->content_type = "application/json";
    buf_clear(&r->out);
    buf_addc(&r->out, '{');
    if (*message)
        jw_pair(&r->out, "message", message);
    else
        jw_pair_int(&r->out, "version", version);
    buf_addc(&r->out, '}');
    return ST_OK;
}

enum st annual_autosave(struct req *r)
{
    struct annual *a;
    int64_t version;
    enum st st = save(r, false, &a, &version);
    if (st == ST_CONFLICT)
        return answer(r, 409, r->ctx->err.message, 0);
    return st ? st : answer(r, 200, "", version);
}

enum st annual_autosave_again(struct req *r)
{
    return answer(r, 422, r->problems ? r->problems->message : "内容不合要求", 0);
}
