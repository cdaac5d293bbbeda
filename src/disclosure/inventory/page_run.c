/* Reconciliation in the workbench: upload, result, confirmation, export.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "disclosure/inventory/pages.h"
#include "disclosure/inventory/reconcile.h"
#include "lib/base/utf8.h"
#include "lib/paper/sheet.h"

#define ROWS_SHOWN 200

static const struct field fields_upload[] = {
    {"file", "登记簿", FIELD_FILE, true, 0, 0}, {"unit", "单位", FIELD_INT, false, 1, INT64_MAX}};
const struct form inv_form_upload = {fields_upload, COUNT_OF(fields_upload)};

enum st inv_show_runs(struct req *r)
{
    struct runs_view v = {.all = sees_all(r)};
    enum st st = run_list(r->ctx, sees_all(r) ? 0 : r->who->unit_id, &v.rows, &v.n);
    if (!st && v.all)
        st = unit_options(r, &v.units, &v.n_units);
    if (!st)
        inventory_runs_page(&r->out, r, &v);
    return st;
}

static bool has_ending(const char *name, const char *ending)
{
    size_t n = strlen(name), k = strlen(ending);
    return n > k && strcasecmp(name + n - k, ending) == 0;
}

/* Reading takes seconds and holds no transaction. */
static enum st read_upload(struct req *r, const struct upload *u, struct claims *claims)
{
    struct ctx *c = r->ctx;
    struct xlsx x;
    claims_init(claims, c->mem);
    if (has_ending(u->name, ".zip"))
        return claims_of_zip(claims, u->path, c->data_dir, &c->err);
    if (!has_ending(u->name, ".xlsx"))
        return fail(c, ST_INVALID, "file", "请上传 .xlsx 登记簿，或装有 .docx、.pdf 的 .zip");
    enum st st = xlsx_read(c->mem, u->path, &x, &c->err);
    return st ? st : claims_of_sheets(claims, &x, &c->err);
}

static enum st keep(
    struct req *r, const struct upload *u, int64_t unit, const struct claims *claims)
{
    struct buf body;
    buf_init(&body, 0);
    claims_write(&body, claims);
    struct run run = {.unit_id = unit,
        .name = arena_strndup(r->ctx->mem, u->name, utf8_prefix(u->name, 100)),
        .n_rows = (int64_t)claims->n,
        .body = arena_strndup(r->ctx->mem, buf_str(&body), body.n)};
    bool big = buf_failed(&body);
    buf_release(&body);
    if (big)
        return fail(r->ctx, ST_TOO_BIG, "file", "登记簿太大，请按年份分成几份");
    enum st st = ctx_begin(r->ctx, true);
    if (!st)
        st = run_add(r->ctx, &run);
    if (!st)
        st = ctx_commit(r->ctx);
    else
        ctx_rollback(r->ctx);
    return st ? st : redirect(r, INVENTORY "reconcile/%lld/", (long long)run.id);
}

enum st inv_do_upload(struct req *r)
{
    const struct upload *u = req_upload(r, "file");
    int64_t unit = sees_all(r) ? req_form_int(r, "unit", r->who->unit_id) : r->who->unit_id;
    struct claims claims;
    if (!may_edit(r, unit))
        return fail(r->ctx, ST_DENIED, "", "只能核对本单位的台账");
    if (!u || !u->size_bytes)
        return fail(r->ctx, ST_INVALID, "file", "请选择登记簿文件");
    enum st st = read_upload(r, u, &claims);
    return st ? st : keep(r, u, unit, &claims);
}

static enum st run_of_page(struct req *r, struct run *run)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = run_get(r->ctx, id, run);
    if (!st && !sees_all(r) && run->unit_id != r->who->unit_id)
        st = fail(r->ctx, ST_DENIED, "", "这是其他单位的核对，您不能查看");
    return st;
}

enum st inv_show_run(struct req *r)
{
    struct run_view v = {.n = 0};
    struct match *list;
    enum st st = run_of_page(r, &v.run);
    if (!st)
        st = run_match(r->ctx, &v.run, &list, &v.n);
    if (st)
        return st;
    v.list = list;
    v.may_confirm = may_edit(r, v.run.unit_id);
    for (size_t i = 0; i < v.n; i++) {
        v.counts[list[i].verdict]++;
        v.fresh += list[i].fresh;
    }
    v.shown = ROWS_SHOWN;
    inventory_run_page(&r->out, r, &v);
    return ST_OK;
}

enum st inv_do_confirm(struct req *r)
{
    struct run run;
    int64_t added = 0;
    enum st st = run_of_page(r, &run);
    if (!st && !may_edit(r, run.unit_id))
        st = fail(r->ctx, ST_DENIED, "", "只有本单位的信息员可以确认");
    if (!st)
        st = run_confirm(r->ctx, &run, &added);
    if (st)
        return st;
    if (added)
        flash(r, "已把 %lld 份文件补入台账", (long long)added);
    else
        flash(r, "台账没有变化：这些文件都已登记");
    return redirect(r, INVENTORY "reconcile/%lld/", (long long)run.id);
}

enum st inv_export_run(struct req *r)
{
    static const struct sheet_column columns[] = {{"结果", SHEET_TEXT, 16, ""},
        {"发文字号", SHEET_TEXT, 24, ""}, {"标题", SHEET_TEXT, 50, ""},
        {"成文日期", SHEET_DAY, 0, ""}, {"出入或原因", SHEET_TEXT, 50, ""},
        {"登记簿位置", SHEET_TEXT, 28, ""}, {"台账状态", SHEET_TEXT, 14, ""},
        {"网址", SHEET_TEXT, 30, ""}};
    struct run run;
    struct match *list;
    size_t n;
    enum st st = run_of_page(r, &run);
    if (!st)
        st = run_match(r->ctx, &run, &list, &n);
    if (st)
        return st;
    struct book *b = book_new(r->ctx->mem);
    struct sheet *s = book_sheet(b, "核对结果", run.name, columns, COUNT_OF(columns));
    for (size_t i = 0; i < n; i++) {
        const struct match *m = &list[i];
        sheet_text(s, verdict_words[m->verdict]);
        sheet_text(s, m->claim ? m->claim->doc_no : m->entry->doc_no);
        sheet_text(s, m->claim ? m->claim->title : m->entry->title);
        sheet_day(s, m->claim ? m->claim->formed_on : m->entry->formed_on);
        sheet_text(s, m->why);
        sheet_text(s, m->claim ? m->claim->place : "");
        sheet_text(s, m->entry ? inv_state_word(m->entry->state) : "未登记");
        sheet_text(s, m->entry ? m->entry->path : "");
    }
    r->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    res_header(r, "Content-Disposition", "attachment; filename=\"hedui.xlsx\"");
    res_header(r, "Cache-Control", "no-store");
    return book_write(b, day_at(r->ctx->now), &r->out, &r->ctx->err);
}
