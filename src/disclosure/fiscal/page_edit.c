/* The grid: reading what was typed, saving, saving by itself, and two people at once.
 *
 * One sheet is on the page at a time; the form carries its cells as c-LINE-COLUMN and, on the last
 * tab, the texts.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "disclosure/fiscal/pages.h"
#include "lib/base/utf8.h"

enum { BLANK_LINES = 8 };

static const struct field edit_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .required = true, .max = INT32_MAX},
    {.name = "sheet", .label = "表", .kind = FIELD_TEXT, .max = 20},
    {.name = "op", .label = "操作", .kind = FIELD_TEXT, .max = 20},
};
const struct form fiscal_form_edit = {edit_fields, COUNT_OF(edit_fields)};

/* The sheet asked for; NULL stands for the texts. */
static const struct fiscal_sheet *chosen(struct fiscal_book *b, const char *key)
{
    if (strcmp(key, "texts") == 0)
        return NULL;
    struct fiscal_sheet *s = fiscal_book_sheet(b, key);
    return s ? s : &b->sheets[0];
}

static const char *sheet_key(const struct req *r)
{
    const char *posted = req_form(r, "sheet");
    return *posted ? posted : req_arg(r, "sheet");
}

static enum st editable(struct req *r, struct fiscal_book_page *p)
{
    enum st st = fiscal_page_load(r, p);
    if (st)
        return st;
    if (!fiscal_writable(p->e.stage))
        return fail(r->ctx, ST_CONFLICT, "",
            "现在是“%s”，不能修改。需要修改的，请审核人退回，或办理更正",
            fiscal_stage_titles[p->e.stage]);
    if (!p->may_edit)
        return fail(r->ctx, ST_DENIED, "", "由填报单位的信息员填写，您没有权限");
    p->sheet = chosen(&p->book, sheet_key(r));
    p->blank = p->sheet && !p->sheet->shape->rows
                   ? BLANK_LINES + (size_t)(strcmp(req_arg(r, "more"), "1") == 0 ? 20 : 0)
                   : 0;
    return ST_OK;
}

enum st fiscal_show_edit(struct req *r)
{
    struct fiscal_book_page p;
    enum st st = editable(r, &p);
    if (!st)
        fiscal_edit_html(&r->out, r, &p);
    return st;
}

/* White space off both ends, line breaks become spaces, never longer than a cell may be. */
static const char *tidy(struct arena *a, const char *s, bool lines)
{
    size_t n = strlen(s);
    char *text = arena_strndup(a, s, n), *w = text;
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p >= ' ' || (lines && *p == '\n'))
            *w++ = *p;
        else if (*p == '\t' || *p == '\n')
            *w++ = ' ';
    while (w > text && (w[-1] == ' ' || w[-1] == '\n'))
        w--;
    *w = '\0';
    return text + strspn(text, " \n");
}

static enum st read_cells(struct req *r, struct fiscal_sheet *s)
{
    struct arena *a = r->ctx->mem;
    size_t most = s->shape->rows ? s->n : FISCAL_LINES;
    for (size_t i = 0; i < most; i++)
        for (size_t c = 0; c < s->shape->n_columns; c++) {
            const char *name = fiscal_field(a, i, c);
            if (!fiscal_typed(&s->shape->columns[c]) || !map_find(r->form, name))
                continue;
            const char *value = tidy(a, req_form(r, name), false);
            if (utf8_count(value) > FISCAL_CELL_CHARS)
                return fail(r->ctx, ST_INVALID, name, "第 %zu 行“%s”太长，最多 %d 个字", i + 1,
                    s->shape->columns[c].title, FISCAL_CELL_CHARS);
            enum st st = fiscal_set(a, s, i, c, value, &r->ctx->err);
            if (st)
                return st;
        }
    fiscal_tidy(s);
    return ST_OK;
}

static enum st read_texts(struct req *r, struct fiscal_book *b)
{
    for (size_t i = 0; i < b->kind->n_texts; i++) {
        const char *name = arena_printf(r->ctx->mem, "t-%s", b->kind->texts[i].key);
        if (!map_find(r->form, name))
            continue;
        b->texts[i] = tidy(r->ctx->mem, req_form(r, name), true);
        if (utf8_count(b->texts[i]) > 5000)
            return fail(
                r->ctx, ST_INVALID, name, "“%s”太长，最多 5000 个字", b->kind->texts[i].title);
    }
    return ST_OK;
}

/* What was typed, on top of the stored draft. */
static enum st posted(struct req *r, struct fiscal_book_page *p)
{
    enum st st =
        p->sheet ? read_cells(r, fiscal_book_sheet(&p->book, p->sheet->shape->key)) : ST_OK;
    return st ? st : read_texts(r, &p->book);
}

/* ---- somebody else was faster ---- */

static size_t add_cells(struct arena *a, const struct fiscal_sheet *stored,
    const struct fiscal_sheet *mine, struct fiscal_difference *list)
{
    size_t n = 0, lines = stored->n > mine->n ? stored->n : mine->n;
    for (size_t i = 0; i < lines; i++)
        for (size_t c = 0; c < mine->shape->n_columns; c++) {
            const char *x = i < stored->n ? stored->lines[i].cell[c] : "";
            const char *y = i < mine->n ? mine->lines[i].cell[c] : "";
            if (strcmp(x, y) == 0)
                continue;
            const struct fiscal_sheet *named = i < mine->n ? mine : stored;
            list[n++] = (struct fiscal_difference){
                arena_printf(
                    a, "%s · %s", fiscal_line_title(a, named, i), mine->shape->columns[c].title),
                x, y};
        }
    return n;
}

static enum st conflict(struct req *r, struct fiscal_book_page *p)
{
    struct fiscal_book stored;
    struct arena *a = r->ctx->mem;
    enum st st = fiscal_book_of(r->ctx, &p->e, &stored);
    if (st)
        return st;
    struct fiscal_conflict_page k = {.e = p->e, .sheet = p->sheet, .mine = &p->book};
    const struct fiscal_sheet *theirs =
        p->sheet ? fiscal_book_sheet(&stored, p->sheet->shape->key) : NULL;
    size_t lines = p->sheet ? p->sheet->n + theirs->n : 0;
    k.list = ARENA_ARRAY(a, struct fiscal_difference, lines * FISCAL_COLUMNS + 8);
    if (p->sheet)
        k.n = add_cells(a, theirs, p->sheet, k.list);
    for (size_t i = 0; i < stored.kind->n_texts; i++)
        if (strcmp(stored.texts[i], p->book.texts[i]) != 0)
            k.list[k.n++] = (struct fiscal_difference){
                stored.kind->texts[i].title, stored.texts[i], p->book.texts[i]};
    r->status = 409;
    fiscal_conflict_html(&r->out, r, &k);
    return ST_OK;
}

static const char *after_path(struct req *r, const struct fiscal_book_page *p)
{
    const char *op = req_form(r, "op");
    if (strcmp(op, "done") == 0)
        return fiscal_href(r, p->e.id, "");
    const char *sheet = strncmp(op, "to-", 3) == 0 ? op + 3 : sheet_key(r);
    return arena_printf(r->ctx->mem, "%s?sheet=%s%s", fiscal_href(r, p->e.id, "edit"), sheet,
        strcmp(op, "more") == 0 ? "&more=1" : "");
}

enum st fiscal_do_edit(struct req *r)
{
    struct fiscal_book_page p;
    enum st st = editable(r, &p);
    if (!st)
        st = posted(r, &p);
    if (st)
        return st;
    if (req_form_int(r, "version", 0) != p.e.version)
        return conflict(r, &p);
    st = fiscal_save(r->ctx, &p.e, p.e.version, &p.book, "save", true);
    if (st)
        return st;
    flash(r, "已保存");
    return redirect(r, "%s", after_path(r, &p));
}

/* Answers with the new version and the list of what is wrong, for the page to show. */
enum st fiscal_do_autosave(struct req *r)
{
    struct fiscal_book_page p;
    struct buf html;
    char at[17];
    enum st st = editable(r, &p);
    if (!st)
        st = posted(r, &p);
    if (!st)
        st = fiscal_save(r->ctx, &p.e, req_form_int(r, "version", 0), &p.book, "save", false);
    if (!st)
        st = fiscal_judge(r->ctx, &p.e, &p.book, &p.hits);
    if (st)
        return st;
    p.errors = fiscal_errors(&p.hits);
    p.notices = p.hits.n - p.errors;
    buf_init(&html, 0);
    fiscal_hits_html(&html, r, &p);
    r->content_type = "application/json; charset=utf-8";
    buf_addc(&r->out, '{');
    jw_pair_int(&r->out, "version", p.e.version);
    jw_pair(&r->out, "saved_at", time_text(r->ctx->now, at));
    jw_pair(&r->out, "hits", buf_str(&html));
    buf_adds(&r->out, ",\"cells\":{");
    for (size_t i = 0; i < p.hits.n; i++) {
        const struct fiscal_hit *h = &p.hits.list[i];
        if (p.sheet && strcmp(h->sheet, p.sheet->shape->key) == 0 && h->line != SIZE_MAX)
            jw_pair(&r->out, fiscal_field(r->ctx->mem, h->line, h->col == SIZE_MAX ? 0 : h->col),
                arena_printf(r->ctx->mem, "%s%s", h->notice ? "" : "!", h->message));
    }
    buf_adds(&r->out, "}}");
    buf_release(&html);
    return ST_OK;
}
