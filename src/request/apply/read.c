/* What was sent: the fields of the public forms, the application made of them, the files.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/file.h"
#include "request/apply/pages.h"

/* RULE Q6. Nothing is required here: what is missing is told at once with all other gaps. RULE R4b
 */
static const struct field apply_fields[] = {
    {.name = "organ", .label = "向哪个机关申请", .kind = FIELD_TEXT, .max = 20},
    {.name = "about", .label = "申请的事项", .kind = FIELD_TEXT, .max = 10},
    {.name = "who", .label = "申请人", .kind = FIELD_TEXT, .max = 10},
    {.name = "name", .label = "姓名", .kind = FIELD_TEXT, .max = 60},
    {.name = "id_kind", .label = "证件名称", .kind = FIELD_TEXT, .max = 10},
    {.name = "id_number", .label = "证件号码", .kind = FIELD_TEXT, .max = 40},
    {.name = "employer", .label = "工作单位", .kind = FIELD_TEXT, .max = 100},
    {.name = "body_kind", .label = "组织类型", .kind = FIELD_TEXT, .max = 20},
    {.name = "body_name", .label = "名称", .kind = FIELD_TEXT, .max = 100},
    {.name = "credit_code", .label = "统一社会信用代码", .kind = FIELD_TEXT, .max = 40},
    {.name = "legal_person", .label = "法定代表人", .kind = FIELD_TEXT, .max = 60},
    {.name = "contact", .label = "联系人", .kind = FIELD_TEXT, .max = 60},
    {.name = "phone", .label = "联系电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "email", .label = "电子邮箱", .kind = FIELD_TEXT, .max = 120},
    {.name = "fax", .label = "传真", .kind = FIELD_TEXT, .max = 40},
    {.name = "address", .label = "联系地址", .kind = FIELD_TEXT, .max = 200},
    {.name = "postcode", .label = "邮政编码", .kind = FIELD_TEXT, .max = 10},
    {.name = "wanted", .label = "所需信息", .kind = FIELD_LONG, .max = 4000},
    {.name = "title", .label = "信息名称", .kind = FIELD_TEXT, .max = 200},
    {.name = "docno", .label = "文号", .kind = FIELD_TEXT, .max = 100},
    {.name = "purpose", .label = "用途", .kind = FIELD_LONG, .max = 1000},
    {.name = "form", .label = "提供形式", .kind = FIELD_TEXT, .max = 20},
    {.name = "delivery", .label = "获取方式", .kind = FIELD_LIST, .max = 20},
    {.name = "agent_name", .label = "代理人姓名", .kind = FIELD_TEXT, .max = 60},
    {.name = "agent_id_number", .label = "代理人身份证号码", .kind = FIELD_TEXT, .max = 40},
    {.name = "agent_phone", .label = "代理人电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "identity_file", .label = "身份证明", .kind = FIELD_FILE},
    {.name = "agent_file", .label = "授权委托书", .kind = FIELD_FILE},
    {.name = "files", .label = "其他材料", .kind = FIELD_FILE},
    {.name = "anyway", .label = "仍要提交", .kind = FIELD_BOOL},
    {.name = "agree", .label = "个人信息告知", .kind = FIELD_BOOL},
};
const struct form apply_form = {apply_fields, COUNT_OF(apply_fields)};

static const struct field find_fields[] = {
    {.name = "wanted", .label = "要找的信息", .kind = FIELD_LONG, .max = 4000},
    {.name = "anyway", .label = "看过已经公开的", .kind = FIELD_BOOL}};
const struct form apply_find_form = {find_fields, COUNT_OF(find_fields)};

static const struct field progress_fields[] = {
    {.name = "number", .label = "申请编号", .kind = FIELD_TEXT, .max = 60},
    {.name = "code", .label = "查询码", .kind = FIELD_TEXT, .max = 40}};
const struct form apply_progress_form = {progress_fields, COUNT_OF(progress_fields)};

static const struct field correct_fields[] = {
    {.name = "text", .label = "补正内容", .kind = FIELD_LONG, .max = 4000},
    {.name = "files", .label = "材料", .kind = FIELD_FILE}};
const struct form apply_correct_form = {correct_fields, COUNT_OF(correct_fields)};

static const struct field reasons_fields[] = {
    {.name = "text", .label = "理由", .kind = FIELD_LONG, .required = true, .max = 2000}};
const struct form apply_reasons_form = {reasons_fields, COUNT_OF(reasons_fields)};

static const struct field withdraw_fields[] = {
    {.name = "text", .label = "撤回的原因", .kind = FIELD_LONG, .max = 1000}};
const struct form apply_withdraw_form = {withdraw_fields, COUNT_OF(withdraw_fields)};

/* ---- the application ---- */

/* Numbers as people type them: ５３０３２３ and blanks. Full-width ASCII becomes ASCII, blanks go,
 * letters are upper case. */
static const char *typed_number(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1), *w = out;
    for (const unsigned char *p = (const unsigned char *)s; *p;) {
        unsigned char c = *p++;
        if (c == 0xEF && (p[0] == 0xBC || p[0] == 0xBD)) { /* U+FF00 to U+FF7F */
            unsigned cp = 0xF000u | (p[0] & 0x3Fu) << 6 | (p[1] & 0x3Fu);
            if (cp >= 0xFF01 && cp <= 0xFF5E) {
                c = (unsigned char)(cp - 0xFEE0);
                p += 2;
            }
        }
        if (c != ' ')
            *w++ = c >= 'a' && c <= 'z' ? (char)(c - 32) : (char)c;
    }
    *w = '\0';
    return out;
}

static const char *number_of(struct req *r, const char *field)
{
    return typed_number(r->ctx->mem, req_form(r, field));
}

static void read_person(struct req *r, struct foi_applicant *w)
{
    w->kind = "NATURAL";
    w->name = req_form(r, "name");
    w->id_kind = req_form(r, "id_kind");
    w->id_number = number_of(r, "id_number");
    w->employer = req_form(r, "employer");
    w->credit_code = w->legal_person = w->contact = "";
}

static void read_body(struct req *r, struct foi_applicant *w)
{
    w->kind = req_form(r, "body_kind");
    w->name = req_form(r, "body_name");
    w->credit_code = number_of(r, "credit_code");
    w->legal_person = req_form(r, "legal_person");
    w->contact = req_form(r, "contact");
    w->id_kind = w->id_number = w->employer = "";
}

/* RULE Q1: an organisation is not a natural person, whatever its list says. */
static void read_who(struct req *r, struct foi_applicant *w)
{
    const char *who = req_form(r, "who");
    if (strcmp(who, "body") == 0)
        read_body(r, w);
    else
        read_person(r, w);
    if (!*who || strcmp(w->kind, "NATURAL") == 0)
        w->kind = strcmp(who, "person") == 0 ? "NATURAL" : "";
    w->phone = number_of(r, "phone");
    w->fax = number_of(r, "fax");
    w->email = req_form(r, "email");
    w->address = req_form(r, "address");
    w->postcode = number_of(r, "postcode");
    w->agent_name = req_form(r, "agent_name");
    w->agent_id_number = number_of(r, "agent_id_number");
    w->agent_phone = number_of(r, "agent_phone");
}

static const char *known(const struct foi_word *words, size_t n, const char *key)
{
    return *foi_title(words, n, key) ? key : "";
}

/* The ways chosen, parted by blanks; "" when one of them does not exist. */
static const char *ways_of(struct req *r)
{
    const char *keys = "", *const * values;
    size_t n = req_form_list(r, "delivery", &values);
    for (size_t i = 0; i < n; i++)
        if (!foi_has_key(keys, values[i]))
            keys = arena_printf(r->ctx->mem, "%s%s%s", keys, *keys ? " " : "", values[i]);
    return *foi_titles(r->ctx->mem, foi_deliveries, COUNT_OF(foi_deliveries), keys) ? keys : "";
}

void application_read(struct req *r, struct foi_application *out)
{
    *out = (struct foi_application){.organ_id = req_form_int(r, "organ", 0),
        .channel = CHANNEL_WEB,
        .arrived = day_at(r->ctx->now),
        .fix = strcmp(req_form(r, "about"), "fix") == 0,
        .wanted = req_form(r, "wanted"),
        .title = req_form(r, "title"),
        .docno = req_form(r, "docno"),
        .purpose = req_form(r, "purpose"),
        .form = known(foi_forms, COUNT_OF(foi_forms), req_form(r, "form")),
        .delivery = ways_of(r)};
    read_who(r, &out->who);
}

const char *gap_field(const struct foi_application *in, const char *field)
{
    bool body = *in->who.kind && strcmp(in->who.kind, "NATURAL") != 0;
    if (strcmp(field, "kind") == 0)
        return "who";
    return body && strcmp(field, "name") == 0 ? "body_name" : field;
}

/* ---- files ---- */

static const char *slot_of(const char *field)
{
    return strcmp(field, "identity_file") == 0 ? "identity"
           : strcmp(field, "agent_file") == 0  ? "agent"
                                               : "";
}

static bool check_one(struct req *r, const struct upload *u, struct foi_file *out)
{
    const char *ext, *type = file_type(u->path, &ext);
    if (u->size_bytes == 0)
        problem_add(r, u->field, "“%s”是空文件，请重新选择", u->name);
    else if (u->size_bytes > APPLY_FILE_BYTES)
        problem_add(
            r, u->field, "“%s”超过 %d MB，请压缩或拆分后再上传", u->name, APPLY_FILE_BYTES >> 20);
    else if (!*type)
        problem_add(r, u->field,
            "“%s”不是可以接收的文件。请上传照片（JPG、PNG）、PDF、Word、Excel 或 ZIP", u->name);
    else {
        *out = (struct foi_file){.slot = slot_of(u->field), .name = u->name, .mime = type};
        return true;
    }
    return false;
}

enum st files_check(struct req *r, struct foi_file **list, size_t *n)
{
    size_t count = 0;
    const char *last = "files";
    *n = 0;
    for (const struct upload *u = r->uploads; u; u = u->next) {
        count++;
        last = u->field;
    }
    *list = ARENA_ARRAY(r->ctx->mem, struct foi_file, count + 1);
    if (count > APPLY_FILES_MOST)
        problem_add(r, last, "最多上传 %d 个文件，现在有 %zu 个；可以合并成一个 PDF 或 ZIP",
            APPLY_FILES_MOST, count);
    for (const struct upload *u = r->uploads; u && count <= APPLY_FILES_MOST; u = u->next)
        if (check_one(r, u, &(*list)[*n]))
            (*n)++;
    return r->problems ? ST_INVALID : ST_OK;
}

/* Called only when every upload passed, so the lists run side by side. */
enum st files_read(struct req *r, struct foi_file *list, size_t n)
{
    const struct upload *u = r->uploads;
    for (size_t i = 0; i < n && u; i++, u = u->next) {
        enum st st = vault_read_upload(r->ctx, u->path, &list[i].bytes, &list[i].n_bytes);
        if (st)
            return st;
    }
    return ST_OK;
}
