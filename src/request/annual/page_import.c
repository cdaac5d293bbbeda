/* The report of the year before: upload, what was read and what was not, confirming.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/pages.h"

static const struct field import_fields[] = {
    {.name = "file", .label = "上年年报", .kind = FIELD_FILE},
};
const struct form annual_form_import = {import_fields, COUNT_OF(import_fields)};
static const struct field version_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
};
const struct form annual_form_version = {version_fields, COUNT_OF(version_fields)};

enum st annual_show_import(struct req *r)
{
    struct annual *a;
    enum st st = annual_page(r, true, &a);
    if (!st)
        annual_import_page(&r->out, r, a);
    return st;
}

enum st annual_do_import(struct req *r)
{
    struct annual *a;
    struct report_read read;
    const struct upload *file = req_upload(r, "file");
    int64_t id;
    enum st st = annual_page(r, true, &a);
    if (st)
        return st;
    if (!file || !file->size_bytes)
        return fail(r->ctx, ST_INVALID, "file", "请选择上年年报的文件（.xlsx、.docx 或 .json）");
    st =
        report_read_file(r->ctx->mem, file->path, file->name, a->row.year - 1, &read, &r->ctx->err);
    if (!st)
        st = annual_take(r->ctx, &a->row, &read, file->name, &id);
    if (st)
        return st;
    flash(r, "已读取，请对照原件核对后确认");
    return redirect(r, "%s", annual_href(r, id, ""));
}

enum st annual_do_keep(struct req *r)
{
    struct annual *a;
    struct annual_row after;
    enum st st = annual_page(r, true, &a);
    if (!st)
        st = annual_keep(r->ctx, a->row.id, req_form_int(r, "version", 0));
    if (!st)
        st = annual_find(r->ctx, a->row.unit_id, a->row.year + 1, &after);
    if (st)
        return st;
    flash(r, "已确认，将用来核对下一年的报告");
    return redirect(r, "%s", annual_href(r, after.id ? after.id : a->row.id, ""));
}

enum st annual_do_forget(struct req *r)
{
    struct annual *a;
    struct annual_row after;
    enum st st = annual_page(r, true, &a);
    if (!st)
        st = annual_find(r->ctx, a->row.unit_id, a->row.year + 1, &after);
    if (!st)
        st = annual_forget(r->ctx, a->row.id);
    if (st)
        return st;
    flash(r, "已放弃取入的年报");
    return after.id ? redirect(r, "%s", annual_href(r, after.id, "import"))
                    : redirect(r, "%s", ANNUAL);
}
