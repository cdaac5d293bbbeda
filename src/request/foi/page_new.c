/* Taking in what came by letter, counter, fax and e-mail: equals of the form on the web.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/clock/calendar.h"
#include "request/foi/pages.h"

static const struct field fields[] = {
    {.name = "organ", .label = "受理机关", .kind = FIELD_INT, .required = true},
    {.name = "channel", .label = "收到方式", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "arrived", .label = "到达日期", .kind = FIELD_DAY, .required = true},
    {.name = "kind", .label = "申请人类型", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "name", .label = "姓名或名称", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "id_kind", .label = "证件名称", .kind = FIELD_TEXT, .max = 20},
    {.name = "id_number", .label = "证件号码", .kind = FIELD_TEXT, .max = 40},
    {.name = "employer", .label = "工作单位", .kind = FIELD_TEXT, .max = 100},
    {.name = "credit_code", .label = "统一社会信用代码", .kind = FIELD_TEXT, .max = 40},
    {.name = "legal_person", .label = "法定代表人", .kind = FIELD_TEXT, .max = 50},
    {.name = "contact", .label = "联系人", .kind = FIELD_TEXT, .max = 50},
    {.name = "phone", .label = "电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "fax", .label = "传真", .kind = FIELD_TEXT, .max = 40},
    {.name = "email", .label = "电子邮箱", .kind = FIELD_TEXT, .max = 100},
    {.name = "address", .label = "联系地址", .kind = FIELD_TEXT, .max = 200},
    {.name = "postcode", .label = "邮政编码", .kind = FIELD_TEXT, .max = 10},
    {.name = "agent_name", .label = "代理人姓名", .kind = FIELD_TEXT, .max = 50},
    {.name = "agent_id_number", .label = "代理人身份证号码", .kind = FIELD_TEXT, .max = 40},
    {.name = "agent_phone", .label = "代理人电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "wanted", .label = "需要的信息", .kind = FIELD_LONG, .required = true, .max = 4000},
    {.name = "title", .label = "信息名称", .kind = FIELD_TEXT, .max = 200},
    {.name = "docno", .label = "文号", .kind = FIELD_TEXT, .max = 100},
    {.name = "purpose", .label = "用途", .kind = FIELD_LONG, .max = 1000},
    {.name = "form", .label = "提供形式", .kind = FIELD_TEXT, .max = 20},
    {.name = "delivery", .label = "获取方式", .kind = FIELD_LIST, .max = 20},
    {.name = "fix", .label = "更正本人信息", .kind = FIELD_BOOL},
    {.name = "by_clerk", .label = "代填", .kind = FIELD_BOOL},
    {.name = "scan", .label = "申请书扫描件", .kind = FIELD_FILE, .max = VAULT_FILE_MAX_BYTES},
    {.name = "identity", .label = "身份证明", .kind = FIELD_FILE, .max = VAULT_FILE_MAX_BYTES},
    {.name = "agent_file", .label = "授权委托书", .kind = FIELD_FILE, .max = VAULT_FILE_MAX_BYTES},
    {.name = "accept", .label = "仍然登记", .kind = FIELD_BOOL},
};
const struct form intake_form = {fields, COUNT_OF(fields)};

/* ---- the form ---- */

/* Organs for which this clerk receives. */
static enum st organs_of(struct req *r, const struct ui_option **out, size_t *n)
{
    struct foi_organ *list;
    size_t n_list;
    enum st st = foi_organ_list(r->ctx, &list, &n_list);
    if (st)
        return st;
    struct ui_option *options = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_list + 1);
    *n = 0;
    for (size_t i = 0; i < n_list; i++)
        if (r->who->unit_id == list[i].unit_id || r->who->unit_id == list[i].office_id)
            options[(*n)++] = (struct ui_option){
                arena_printf(r->ctx->mem, "%lld", (long long)list[i].unit_id), list[i].name};
    *out = options;
    return ST_OK;
}

static const struct ui_option *options_of(struct arena *a, const struct foi_word *words, size_t n)
{
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct ui_option){words[i].key, words[i].title};
    return list;
}

enum st intake_show(struct req *r)
{
    struct arena *a = r->ctx->mem;
    struct intake_page p = {.n_channels = CHANNEL_WEB, /* the last one: comes by itself */
        .channels = options_of(a, foi_channels, COUNT_OF(foi_channels)),
        .kinds = options_of(a, foi_applicants, FOI_APPLICANTS),
        .forms = options_of(a, foi_forms, COUNT_OF(foi_forms)),
        .deliveries = options_of(a, foi_deliveries, COUNT_OF(foi_deliveries)),
        .id_kinds = options_of(a, foi_id_kinds, COUNT_OF(foi_id_kinds)),
        .today = day_at(r->ctx->now),
        .asks_again = r->method == METHOD_POST && *problem_of(r, "accept")};
    enum st st = organs_of(r, &p.organs, &p.n_organs);
    if (!st)
        intake_page(&r->out, r, &p);
    return st;
}

/* ---- taking in ---- */

static enum st channel_of(struct req *r, enum foi_channel *out)
{
    for (size_t i = 0; i < CHANNEL_WEB; i++)
        if (strcmp(foi_channels[i].key, req_form(r, "channel")) == 0) {
            *out = (enum foi_channel)i;
            return ST_OK;
        }
    return fail(r->ctx, ST_INVALID, "channel", "请选择收到的方式");
}

static enum st may_receive(struct req *r, int64_t organ_id)
{
    struct foi_organ o;
    enum st st = foi_organ_get(r->ctx, organ_id, &o);
    if (!st && r->who->unit_id != o.unit_id && r->who->unit_id != o.office_id)
        return fail(r->ctx, ST_DENIED, "organ", "您的单位不为“%s”接收申请", o.name);
    return st;
}

static void read_applicant(struct req *r, struct foi_applicant *w)
{
    *w = (struct foi_applicant){.kind = req_form(r, "kind"),
        .name = req_form(r, "name"),
        .id_kind = req_form(r, "id_kind"),
        .id_number = req_form(r, "id_number"),
        .employer = req_form(r, "employer"),
        .credit_code = req_form(r, "credit_code"),
        .legal_person = req_form(r, "legal_person"),
        .contact = req_form(r, "contact"),
        .phone = req_form(r, "phone"),
        .fax = req_form(r, "fax"),
        .email = req_form(r, "email"),
        .address = req_form(r, "address"),
        .postcode = req_form(r, "postcode"),
        .agent_name = req_form(r, "agent_name"),
        .agent_id_number = req_form(r, "agent_id_number"),
        .agent_phone = req_form(r, "agent_phone")};
}

static enum st read_application(struct req *r, struct foi_application *in, struct foi_file *files)
{
    *in = (struct foi_application){.organ_id = req_form_int(r, "organ", 0),
        .arrived = day_parse(req_form(r, "arrived")),
        .fix = req_form_bool(r, "fix"),
        .wanted = req_form(r, "wanted"),
        .title = req_form(r, "title"),
        .docno = req_form(r, "docno"),
        .purpose = req_form(r, "purpose"),
        .form = req_form(r, "form"),
        .delivery = page_keys(r, "delivery"),
        .filled_by_clerk = req_form_bool(r, "by_clerk"), /* RULE Q3 */
        .files = files};
    read_applicant(r, &in->who);
    enum st st = channel_of(r, &in->channel);
    if (!st)
        st = may_receive(r, in->organ_id);
    if (!st)
        st = page_files(r, "scan", "application", files, CASE_FILES_MAX, &in->n_files);
    if (!st)
        st = page_files(r, "identity", "identity", files, CASE_FILES_MAX, &in->n_files);
    if (!st)
        st = page_files(r, "agent_file", "agent", files, CASE_FILES_MAX, &in->n_files);
    return st;
}

/* A slip of the pen in the year leaves a case whose period can never be counted. RULE W4 */
static void doubt_day(struct req *r, struct day arrived, struct foi_gap *gaps, size_t *n)
{
    bool working;
    struct err e;
    if (arrived.n < day_at(r->ctx->now).n && *n < 24 &&
        calendar_is_working(arrived, &working, &e) != ST_OK)
        gaps[(*n)++] = (struct foi_gap){"W4", "arrived",
            arena_printf(r->ctx->mem,
                "日历里没有 %d 年，登记后要等日历公布才能计算期限，请核对年份", day_year(arrived))};
}

/* RULE R4b: what is missing is no reason to send anybody away; it is a matter of correction. The
 * clerk sees it once, because it may be a slip of typing. */
static enum st ask_again(struct req *r, const struct foi_gap *gaps, size_t n)
{
    for (size_t i = 0; i < n; i++)
        problem_add(
            r, strcmp(gaps[i].field, "files") == 0 ? "scan" : gaps[i].field, "%s", gaps[i].message);
    problem_add(r, "accept", "核对无误的可以勾选“仍然登记”，缺少的内容以后一次性告知申请人补正");
    return fail(r->ctx, ST_INVALID, "accept", "有缺少的内容");
}

enum st intake_do(struct req *r)
{
    struct foi_application in;
    struct foi_file files[CASE_FILES_MAX];
    struct foi_gap gaps[24];
    struct foi_organ organ;
    struct receipt_page p = {.gaps = gaps, .organ = &organ};
    enum st st = read_application(r, &in, files);
    if (st)
        return st;
    p.n_gaps = foi_application_gaps(r->ctx->mem, &in, gaps);
    size_t to_accept = p.n_gaps;
    doubt_day(r, in.arrived, gaps, &to_accept);
    if (to_accept && !req_form_bool(r, "accept"))
        return ask_again(r, gaps, to_accept);
    st = foi_arrive(r->ctx, &in, &p.receipt);
    if (!st)
        st = foi_organ_get(r->ctx, in.organ_id, &organ);
    if (!st)
        st = foi_case_get(r->ctx, foi_see(r), p.receipt.id, &p.k);
    if (!st)
        receipt_page(&r->out, r, &p); /* the code is shown now and never again */
    return st;
}
