/* Writing: new record, edit form, save, autosave.
 *
 * A save carries the version it started from. When somebody else saved meanwhile, nothing is
 * written and page_conflict.c shows both texts.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/pages.h"
#include "disclosure/inventory/inventory.h"

enum st page_new(struct req *r)
{
    struct new_page p = {.title = "", .doc_no = ""};
    struct content known;
    struct column *columns;
    enum st st = column_tree(r->ctx, &columns, &p.n_columns);
    p.columns = columns;
    p.entry_id =
        r->method == METHOD_POST ? req_form_int(r, "entry", 0) : req_arg_int(r, "entry", 0);
    content_init(&known);
    if (!st && p.entry_id)
        st = inventory_start(r->ctx, p.entry_id, r->who->unit_id, &known);
    p.title = known.title;
    p.doc_no = known.meta.doc_no;
    if (!st)
        document_new_page(&r->out, r, &p);
    return st;
}

static bool kind_known(const char *key)
{
    for (size_t i = 0; i < n_kinds; i++)
        if (strcmp(kinds[i].key, key) == 0)
            return true;
    return false;
}

/* What can be known before a word is written. */
static enum st first_content(struct req *r, const char *kind, struct content *content)
{
    struct unit unit;
    enum st st = unit_get(r->ctx, r->who->unit_id, &unit);
    if (st)
        return st;
    content_init(content);
    content->title = req_form(r, "title");
    content->meta.open_mode = "主动公开";
    content->meta.open_limit = "长期";
    content->meta.source = unit.name;
    content->meta.formed_on = day_at(r->ctx->now);
    if (kind_is_document(kind)) {
        content->meta.issuer = unit.name;
        content->meta.validity = "有效";
    }
    return ST_OK;
}

enum st page_create(struct req *r)
{
    const char *kind = req_form(r, "kind");
    const struct upload *docx = req_upload(r, "docx");
    int64_t column_id = req_form_int(r, "column_id", 0), id;
    struct column column;
    struct content content;
    if (!kind_known(kind))
        return fail(r->ctx, ST_INVALID, "kind", "请选择类型");
    enum st st = column_get(r->ctx, column_id, &column);
    if (st)
        return fail(r->ctx, ST_INVALID, "column_id", "没有这个栏目，请重新选择");
    int64_t entry_id = req_form_int(r, "entry", 0);
    st = first_content(r, kind, &content);
    if (!st && entry_id)
        st = inventory_start(r->ctx, entry_id, r->who->unit_id, &content);
    if (!st && docx && docx->size_bytes)
        st = docx_into(r, docx, &content, true);
    if (!st)
        st = act_create_for(r->ctx, kind, column_id, &content, entry_id, &id);
    return st ? st : redirect(r, "%s", doc_path(r, id, "edit"));
}

/* May be edited now; with all reasons when not. */
static enum st editable(struct req *r, struct doc *d)
{
    enum st st = page_doc(r, d);
    if (!st)
        st = act_check(r->ctx, d, r->who, move_find("edit"));
    return st;
}

enum st page_edit(struct req *r)
{
    struct doc d;
    struct column *columns;
    enum st st = editable(r, &d);
    struct edit_page p = {
        .d = &d, .content = d.content, .column_id = d.column_id, .version = d.draft.version};
    p.form = once_token(r);
    if (!st)
        st = column_tree(r->ctx, &columns, &p.n_columns);
    if (!st)
        st = returned_why(r, &d, &p.status_note);
    if (st)
        return st;
    p.columns = columns;
    p.base = parts_digest(r->ctx->mem, d.content);
    if (r->method == METHOD_POST) { /* shown again: it still starts from what it started from */
        p.version = req_form_int(r, "version", 0);
        p.base = req_form(r, "base");
        p.form = req_form(r, "form");
    }
    document_edit_page(&r->out, r, &p);
    return ST_OK;
}

/* What the form holds, on top of the stored draft (attachments are not form fields). */
static enum st posted(struct req *r, const struct doc *d, struct draft *out)
{
    *out = d->draft;
    form_read(r, &out->content);
    if (*req_form(r, "note") || d->r.live_edition)
        out->note = req_form(r, "note");
    int64_t column_id = req_form_int(r, "column_id", d->column_id);
    struct column column;
    if (column_get(r->ctx, column_id, &column))
        return fail(r->ctx, ST_INVALID, "column_id", "没有这个栏目，请重新选择");
    out->column_id = column_id;
    if (r->problems)
        return fail(r->ctx, ST_INVALID, r->problems->field, "%s", r->problems->message);
    return act_tidy(r->ctx, &out->content);
}

/* Somebody else changed the words since this form was opened. Attachments alone do not count, nor
 * does the same text arriving twice, nor what this form saved by itself. */
static enum st conflicts(struct req *r, const struct doc *d, const struct draft *mine, bool *yes)
{
    *yes = false;
    if (req_form_int(r, "version", 0) == d->draft.version)
        return ST_OK;
    const char *stored = parts_digest(r->ctx->mem, d->content);
    if (!strcmp(stored, req_form(r, "base")))
        return ST_OK;
    if (!strcmp(stored, parts_digest(r->ctx->mem, &mine->content)) &&
        mine->column_id == d->column_id)
        return ST_OK;
    bool own = false;
    enum st st = desk_autosave_of(r->ctx, d->r.id, req_form(r, "form"), d->draft.version, &own);
    *yes = !own;
    return st;
}

/* "save", "files", "docx", "remove:SHA", "up:SHA" stay in the form; the others go on to a page. */
static enum st after_save(struct req *r, const struct doc *d, const char *op)
{
    static const char *const pages[] = {"preview", "submit", "links", "words"};
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (!strcmp(op, pages[i]))
            return redirect(r, "%s", doc_path(r, d->r.id, op));
    if (*op && strcmp(op, "save") != 0)
        return redirect(r, "%s#%s", doc_path(r, d->r.id, "edit"),
            strcmp(op, "docx") ? "attachments" : "f-body_html");
    flash(r, "已保存");
    return redirect(r, "%s", doc_path(r, d->r.id, "edit"));
}

enum st page_save(struct req *r)
{
    struct doc d;
    struct draft mine;
    const char *op = req_form(r, "op");
    bool conflict;
    enum st st = editable(r, &d);
    if (!st)
        st = posted(r, &d, &mine);
    if (!st)
        st = conflicts(r, &d, &mine, &conflict);
    if (st)
        return st;
    if (conflict)
        return conflict_show(r, &d, &mine.content, mine.column_id, mine.note);
    st = edit_files(r, &mine.content, op);
    if (!st)
        st = act_save(r->ctx, &mine, true);
    return st ? st : after_save(r, &d, op);
}

static enum st autosave_conflict(struct req *r, const struct doc *d)
{
    r->status = 409;
    buf_addc(&r->out, '{');
    jw_pair(&r->out, "message",
        arena_printf(r->ctx->mem, "%s在您编辑时保存了这份草稿。请点“保存”，对照两份文字后决定",
            d->draft.updated_by == r->ctx->person ? "您自己在另一个窗口"
                                                  : d->draft.updated_by_name));
    buf_addc(&r->out, '}');
    return ST_OK;
}

enum st page_autosave(struct req *r)
{
    struct doc d;
    struct draft mine;
    char at[17];
    bool conflict;
    enum st st = editable(r, &d);
    if (!st)
        st = posted(r, &d, &mine);
    if (!st)
        st = conflicts(r, &d, &mine, &conflict);
    if (st)
        return st;
    r->content_type = "application/json; charset=utf-8";
    if (conflict)
        return autosave_conflict(r, &d);
    st = act_save(r->ctx, &mine, false);
    if (!st)
        st = desk_autosaved(r->ctx, d.r.id, req_form(r, "form"), mine.version);
    if (st)
        return st;
    buf_addc(&r->out, '{');
    jw_pair_int(&r->out, "version", mine.version);
    jw_pair(&r->out, "base", parts_digest(r->ctx->mem, &mine.content));
    jw_pair(&r->out, "saved_at", time_text(r->ctx->now, at));
    buf_addc(&r->out, '}');
    return ST_OK;
}

/* What the proofreader finds, line by line: for those without the editor, and for who reviews. */
enum st page_words(struct req *r)
{
    struct doc d;
    struct proof_look look;
    bool all = *req_arg(r, "all") != 0;
    enum st st = page_doc(r, &d);
    if (!st)
        st = desk_proof(r->ctx, &d, all, &look);
    if (!st)
        document_words_page(&r->out, r, &d, &look, all);
    return st;
}
