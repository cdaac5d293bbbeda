/* One report: tables with their checks, texts, finishing, files to download.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/record.h"
#include "disclosure/document/document.h"
#include "request/annual/pages.h"

static const struct field freeze_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "confirmed", .label = "已经核对", .kind = FIELD_BOOL},
    {.name = "note", .label = "修改说明", .kind = FIELD_TEXT, .max = 200},
};
const struct form annual_form_freeze = {freeze_fields, COUNT_OF(freeze_fields)};
static const struct field reopen_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "reason", .label = "原因", .kind = FIELD_TEXT, .required = true, .max = 200},
};
const struct form annual_form_reopen = {reopen_fields, COUNT_OF(reopen_fields)};

static enum st document_of(struct req *r, struct annual_report_page *p)
{
    struct record record;
    bool open;
    if (!p->a->row.record_id)
        return ST_OK;
    enum st st = document_stage(r->ctx, p->a->row.record_id, &p->doc_stage, &open);
    if (!st)
        st = record_get(r->ctx, p->a->row.record_id, &record);
    if (!st && record.live_edition)
        p->path = record.path;
    return st;
}

enum st annual_show(struct req *r)
{
    struct annual_report_page p = {.doc_stage = "", .path = "", .today = day_at(r->ctx->now)};
    enum st st = annual_page(r, false, &p.a);
    if (!st)
        st = document_of(r, &p);
    if (!st)
        st = annual_edition_list(r->ctx, p.a->row.id, &p.editions, &p.n_editions);
    if (st)
        return st;
    p.may_edit = annual_may_edit(r, &p.a->organ);
    annual_report_page(&r->out, r, &p);
    return ST_OK;
}

enum st annual_do_freeze(struct req *r)
{
    struct annual *a;
    enum st st = annual_page(r, true, &a);
    if (!st)
        st = annual_freeze(r->ctx, r->who, a->row.id, req_form_int(r, "version", -1),
            req_form_bool(r, "confirmed"), req_form(r, "note"));
    if (st)
        return st;
    flash(r, "已定稿，并作为文件提交审核；由其他同志审核、发布");
    return redirect(r, "%s", annual_href(r, a->row.id, ""));
}

enum st annual_do_reopen(struct req *r)
{
    struct annual *a;
    enum st st = annual_page(r, true, &a);
    if (!st)
        st =
            annual_reopen(r->ctx, a->row.id, req_form_int(r, "version", -1), req_form(r, "reason"));
    if (st)
        return st;
    flash(r, "可以修改了；改好后再次定稿，形成新的一版");
    return redirect(r, "%s", annual_href(r, a->row.id, ""));
}

/* ---- files ---- */

/* The report as it stands, or one of its editions. */
static enum st asked_for(struct req *r, struct annual *a)
{
    struct report_read read;
    const char *content, *organ = a->organ.name;
    int64_t edition = req_arg_int(r, "edition", 0);
    if (!edition)
        return ST_OK;
    enum st st = annual_edition_get(r->ctx, a->row.id, edition, &content);
    if (!st)
        st = report_read_json(
            r->ctx->mem, content, strlen(content), a->row.year, &read, &r->ctx->err);
    if (st)
        return st;
    a->table = read.table;
    a->table.organ = organ;
    memcpy(a->texts, read.texts, sizeof a->texts);
    return ST_OK;
}

static enum st file(struct req *r, const char *ext, const char *type)
{
    struct annual *a;
    struct err *e = &r->ctx->err;
    enum st st = annual_page(r, false, &a);
    if (!st)
        st = asked_for(r, a);
    if (st)
        return st;
    res_header(r, "Content-Disposition",
        arena_printf(
            r->ctx->mem, "attachment; filename=\"annual-report-%d.%s\"", a->row.year, ext));
    res_header(r, "Cache-Control", "no-store");
    r->content_type = type;
    if (strcmp(ext, "xlsx") == 0)
        return report_xlsx(&a->table, &r->out, e);
    return strcmp(ext, "docx") == 0 ? report_docx(r->ctx->mem, &a->table, a->texts, &r->out, e)
                                    : report_pdf(r->ctx->mem, &a->table, a->texts, &r->out, e);
}

enum st annual_xlsx(struct req *r)
{
    return file(r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

enum st annual_docx(struct req *r)
{
    return file(
        r, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

enum st annual_pdf(struct req *r)
{
    return file(r, "pdf", "application/pdf");
}
