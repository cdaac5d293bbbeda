/* Two people saved the same draft: both texts side by side; choose, merge, or keep a copy.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/pages.h"

static enum st column_name(struct req *r, int64_t id, const char **name)
{
    struct column column;
    enum st st = column_get(r->ctx, id, &column);
    if (!st)
        *name = column.name;
    return st;
}

enum st conflict_show(
    struct req *r, struct doc *d, const struct content *mine, int64_t column_id, const char *note)
{
    struct arena *a = r->ctx->mem;
    struct conflict_page p = {.d = d,
        .mine = mine,
        .theirs = d->content,
        .my_column = column_id,
        .their_column = d->column_id,
        .note = note};
    p.by_me = d->draft.updated_by == r->ctx->person;
    p.their_name =
        p.by_me ? "另一个窗口保存的" : arena_printf(a, "%s保存的", d->draft.updated_by_name);
    enum st st = column_name(r, column_id, &p.my_column_name);
    if (!st)
        st = column_name(r, d->column_id, &p.their_column_name);
    if (st)
        return st;
    p.n = parts_differ(a, d->content, mine, &p.list);
    p.n_rows =
        diff_lines(a, plain_of(a, d->content->body_html), plain_of(a, mine->body_html), &p.rows);
    r->status = 409;
    document_conflict_page(&r->out, r, &p);
    return ST_OK;
}

static bool picks(struct req *r, const char *name, const char *choice)
{
    return !strcmp(req_form(r, arena_printf(r->ctx->mem, "pick_%s", name)), choice);
}

/* Starts from the stored draft and takes what was chosen; the default is mine. */
static void merge(struct req *r, struct draft *out, const struct content *mine)
{
    struct content *to = &out->content;
    struct arena *a = r->ctx->mem;
    for (size_t i = 0; i < n_parts; i++) {
        const struct part *p = &parts[i];
        if (picks(r, p->name, "theirs"))
            continue;
        const char *text = part_text(a, mine, p);
        if (p->kind == PART_HTML && picks(r, p->name, "both"))
            text = arena_printf(a, "%s\n<hr>\n%s", to->body_html, text);
        part_set(to, p, text);
    }
    if (!picks(r, "events", "theirs")) {
        to->meta.events = mine->meta.events;
        to->meta.n_events = mine->meta.n_events;
    }
    if (!picks(r, "column_id", "theirs"))
        out->column_id = req_form_int(r, "column_id", out->column_id);
    out->note = req_form(r, "note");
}

static enum st keep_copy(struct req *r, const struct doc *d, struct content *mine)
{
    int64_t id;
    mine->title = arena_printf(r->ctx->mem, "%s（另存）", mine->title);
    mine->meta.index_no = "";
    enum st st =
        act_create(r->ctx, d->r.kind, req_form_int(r, "column_id", d->column_id), mine, &id);
    if (st)
        return st;
    flash(r, "您的文字已另存为一份新草稿，原草稿没有改动");
    return redirect(r, "%s", doc_path(r, id, "edit"));
}

enum st page_resolve(struct req *r)
{
    struct doc d;
    enum st st = page_doc(r, &d);
    if (st)
        return st;
    struct content mine = d.content[0];
    struct column column;
    form_read(r, &mine);
    if (column_get(r->ctx, req_form_int(r, "column_id", d.column_id), &column))
        return fail(r->ctx, ST_INVALID, "column_id", "没有这个栏目，请重新选择");
    if (!strcmp(req_form(r, "op"), "copy"))
        return keep_copy(r, &d, &mine);
    st = act_check(r->ctx, &d, r->who, move_find("edit"));
    if (st)
        return st;
    if (req_form_int(r, "version", 0) != d.draft.version) /* and a third one was faster */
        return conflict_show(r, &d, &mine, column.id, req_form(r, "note"));
    struct draft merged = d.draft;
    merge(r, &merged, &mine);
    st = act_save(r->ctx, &merged, true);
    if (st)
        return st;
    flash(r, "已按您的选择保存");
    return redirect(r, "%s", doc_path(r, d.r.id, "edit"));
}
