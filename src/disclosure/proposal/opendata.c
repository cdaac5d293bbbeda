/* Open data of proposals: the published replies, with the filters of their page.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/pages.h"
#include "platform/portal/portal.h"

enum { MOST = 100000 };

/* publishing §7.3 */
static const struct data_field fields[] = {{"id", "编号", "integer"}, {"title", "标题", "string"},
    {"kind", "类别", "string"}, {"session", "届次", "string"}, {"year", "年度", "integer"},
    {"number", "建议提案编号", "integer"}, {"issuer", "发布机构", "string"},
    {"doc_no", "文号", "string"}, {"published_on", "发布日期", "date"},
    {"summary", "内容概述", "string"}, {"lead", "主办单位", "string"},
    {"result", "办理结果", "string"}, {"openness", "公开方式", "string"}, {"url", "答复", "uri"},
    {"pdf", "答复的 PDF", "uri"}};
const struct data_set prop_data_set = {"proposals", "建议提案答复",
    "人大代表建议、政协提案的公开答复", "/api/v1/proposals", "/api/v1/proposals.csv", PROP_PUBLIC,
    "replies", "kind year text", fields, COUNT_OF(fields)};

static void entry(const struct data_answer *d, const struct prop_entry *e)
{
    struct arena *a = d->r->ctx->mem;
    const char *const values[COUNT_OF(fields)] = {data_int(a, e->record_id), e->title,
        prop_kind_word(e->kind), e->session, e->year ? data_int(a, e->year) : "",
        e->number ? data_int(a, e->number) : "", e->issuer, e->doc_no, data_day(a, e->published_on),
        e->summary, e->lead_name, prop_result_word(e->result), prop_openness_word(e->openness),
        data_url(a, e->path), data_url(a, prop_pdf_href(a, e->record_id))};
    data_row(d, values);
}

static enum st answer(struct req *r, bool csv)
{
    const struct data_answer d = {.r = r, .set = &prop_data_set, .csv = csv};
    struct prop_entry_filter f = prop_entry_filter_read(r);
    struct prop_entry *list;
    size_t n;
    int64_t total;
    f.page = 1;
    f.per_page = MOST;
    prop_public_tag(r);
    enum st st = prop_entries(r->ctx, &f, &list, &n, &total);
    if (st)
        return st;
    data_begin(&d);
    for (size_t i = 0; i < n; i++)
        entry(&d, &list[i]);
    data_end(&d);
    return ST_OK;
}

enum st prop_data_json(struct req *r)
{
    return answer(r, false);
}

enum st prop_data_csv(struct req *r)
{
    return answer(r, true);
}
