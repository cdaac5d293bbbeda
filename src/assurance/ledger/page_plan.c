/* Importing a plan, and confirming what was read line by line.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "assurance/ledger/pages.h"
#include "lib/text/encoding.h"

#define TEXT_MAX_BYTES (4 * 1024 * 1024)

static const struct field import_fields[] = {
    {.name = "text", .label = "方案正文", .kind = FIELD_LONG, .max = 1000000},
    {.name = "file", .label = "文本文件", .kind = FIELD_FILE},
};
const struct form ledger_form_import = {import_fields, COUNT_OF(import_fields)};

enum st ledger_show_import(struct req *r)
{
    struct plan_row *plans;
    size_t n;
    enum st st = plan_list(r->ctx, &plans, &n);
    if (!st)
        ledger_import_page(&r->out, r, plans, n);
    return st;
}

static enum st read_file(struct req *r, const struct upload *u, struct buf *raw)
{
    char piece[65536];
    size_t n;
    if (u->size_bytes > TEXT_MAX_BYTES)
        return fail(r->ctx, ST_INVALID, "file", "文件超过 4 MB，请只上传方案正文的文本文件");
    FILE *f = fopen(u->path, "rb");
    if (!f)
        return fail(r->ctx, ST_BROKEN, "file", "上传的文件没有收到，请重新上传");
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(raw, piece, n);
    fclose(f);
    return ST_OK;
}

/* The uploaded file counts before the pasted text. GB18030 and UTF-16 are accepted. */
static enum st uploaded_text(struct req *r, struct buf *text)
{
    const struct upload *u = req_upload(r, "file");
    struct buf raw;
    struct err e = {.st = ST_OK};
    if (!u || !*u->name) {
        buf_adds(text, req_form(r, "text"));
        return ST_OK;
    }
    buf_init(&raw, 0);
    enum st st = read_file(r, u, &raw);
    if (!st && raw.n >= 4 && memcmp(raw.p, "PK\003\004", 4) == 0)
        st = fail(r->ctx, ST_INVALID, "file",
            "这是 Word 或压缩文件。请在 Word 中全选、复制，粘贴到“方案正文”，或另存为纯文本后上传");
    else if (!st && text_decode(buf_str(&raw), raw.n, text, NULL, &e))
        st = fail(r->ctx, ST_INVALID, "file", "%s", e.message);
    buf_release(&raw);
    return st;
}

enum st ledger_do_import(struct req *r)
{
    struct buf text;
    int64_t id = 0;
    bool fresh = false;
    int measures = 0;
    buf_init(&text, 0);
    enum st st = uploaded_text(r, &text);
    if (!st)
        st = ledger_import(r->ctx, buf_str(&text), text.n, &id, &fresh, &measures);
    buf_release(&text);
    if (st)
        return st;
    if (fresh)
        flash(r, "读到 %d 条措施，请逐条核对后确认", measures);
    else
        flash(r, "这份方案以前导入过（%d 条措施），没有重复导入", measures);
    return redirect(r, "/work/ledger/plans/%lld/", (long long)id);
}

/* ---- proposals ---- */

static void fill(struct req *r, const struct plan_row *plan, struct proposal *p)
{
    struct arena *a = r->ctx->mem;
    p->n_marks = plan_marks(a, p->m.text, plan->year, &p->marks);
    p->n_gaps = measure_gaps(a, &p->m, p->gaps);
}

enum st ledger_show_plan(struct req *r)
{
    struct plan_page p = {.n = 0};
    struct measure *list;
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = plan_get(r->ctx, id, &p.plan);
    if (!st)
        st = measure_list(r->ctx, id, &list, &p.n);
    if (!st)
        st = unit_list(r->ctx, false, &p.units, &p.n_units);
    if (st)
        return st;
    p.list = ARENA_ARRAY(r->ctx->mem, struct proposal, p.n);
    for (size_t i = 0; i < p.n; i++) {
        bool open = strcmp(list[i].state, STATE_PROPOSED) == 0;
        p.list[i].m = list[i];
        fill(r, &p.plan, &p.list[i]);
        p.decided += !open;
        p.complete += open && !p.list[i].n_gaps;
    }
    ledger_plan_page(&r->out, r, &p);
    return ST_OK;
}

static const struct field rename_fields[] = {
    {.name = "title", .label = "方案名称", .kind = FIELD_TEXT, .required = true, .max = 100}};
const struct form ledger_form_rename = {rename_fields, COUNT_OF(rename_fields)};

enum st ledger_do_rename(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = plan_rename(r->ctx, id, req_form(r, "title"));
    if (st)
        return st;
    flash(r, "方案名称已改");
    return redirect(r, "/work/ledger/plans/%lld/", (long long)id);
}

enum st ledger_do_confirm_all(struct req *r)
{
    int64_t id;
    int confirmed = 0, left = 0;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = plan_confirm_all(r->ctx, id, &confirmed, &left);
    if (st)
        return st;
    if (left)
        flash(r, "已确认 %d 条，还有 %d 条要补齐后才能确认", confirmed, left);
    else
        flash(r, "已确认 %d 条，全部确认完毕", confirmed);
    return redirect(r, "/work/ledger/plans/%lld/", (long long)id);
}
