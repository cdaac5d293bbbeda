/* Open data of normative documents: the database as JSON and CSV, with the filters of its page.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/pages.h"
#include "platform/portal/portal.h"

/* publishing §6.5 */
static const struct data_field fields[] = {{"id", "编号", "integer"}, {"title", "标题", "string"},
    {"issuer", "发文主体", "string"}, {"doc_no", "文号", "string"},
    {"index_no", "索引号", "string"}, {"formed_on", "成文日期", "date"},
    {"published_on", "发布日期", "date"}, {"effective_on", "施行日期", "date"},
    {"valid_until", "有效期至", "date"}, {"endless", "没有有效期", "boolean"},
    {"validity", "有效性", "string"}, {"to_be_amended", "清理决定拟修改", "boolean"},
    {"subject", "主题分类", "string"}, {"reg_no", "登记号", "string"},
    {"archive_no", "备案号", "string"}, {"archived_on", "备案日期", "date"},
    {"unit", "起草单位", "string"}, {"interpretation", "解读", "uri"},
    {"basis_title", "修改废止依据", "string"}, {"basis", "修改废止依据的网址", "uri"},
    {"abolished_on", "废止日期", "date"}, {"url", "正文", "uri"}, {"history", "效力沿革", "uri"}};
const struct data_set norm_data_set = {"normdocs", "规范性文件",
    "规章和规范性文件的全部要素、有效期、登记号和备案号", "/api/v1/normdocs",
    "/api/v1/normdocs.csv", "/normdocs/", "documents", "year issuer subject state text", fields,
    COUNT_OF(fields)};

static void entry(const struct data_answer *d, const struct norm_entry *e)
{
    struct arena *a = d->r->ctx->mem;
    const char *const values[COUNT_OF(fields)] = {data_int(a, e->record_id), e->title, e->issuer,
        e->doc_no, e->index_no, data_day(a, e->formed_on), data_day(a, e->published_on),
        data_day(a, e->effective_on), data_day(a, e->last_day), e->endless ? "1" : "", e->validity,
        day_given(e->to_amend_on) ? "1" : "", e->subject, e->reg_no, e->archive_no,
        data_day(a, e->archived_on), e->unit_name, data_url(a, e->interp_path), e->basis_title,
        data_url(a, e->basis_path), data_day(a, e->abolished_on), data_url(a, e->path),
        data_url(a, norm_public_href(d->r, e->record_id))};
    data_row(d, values);
}

static enum st answer(struct req *r, bool csv)
{
    struct norm_base_filter f = norm_base_read_filter(r);
    const struct data_answer d = {.r = r, .set = &norm_data_set, .csv = csv};
    struct norm_entry *list;
    size_t n;
    int64_t total;
    f.page = 1;
    f.per_page = NORM_BASE_MOST;
    norm_public_tag(r);
    enum st st = norm_base_list(r->ctx, &f, &list, &n, &total);
    if (st)
        return st;
    data_begin(&d);
    for (size_t i = 0; i < n; i++)
        entry(&d, &list[i]);
    data_end(&d);
    return ST_OK;
}

enum st norm_public_json(struct req *r)
{
    return answer(r, false);
}

enum st norm_public_csv(struct req *r)
{
    return answer(r, true);
}
