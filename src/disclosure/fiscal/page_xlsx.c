/* A book as a table file and back: the same sheets, filled in Excel or WPS.
 *
 * Taking over is all or nothing: merged cells, formulas, words in number cells, rows that the table
 * does not have are listed with their addresses, and nothing is changed.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "disclosure/fiscal/pages.h"
#include "lib/paper/sheet.h"
#include "lib/paper/xlsx_read.h"

#define UPLOAD_MAX_BYTES (3 << 20)
#define TEXTS_SHEET "说明"
enum { MOST_BAD = 200 };

static const struct field upload_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .required = true, .max = INT32_MAX},
    {.name = "file",
        .label = "表格文件",
        .kind = FIELD_FILE,
        .required = true,
        .max = UPLOAD_MAX_BYTES},
};
const struct form fiscal_form_upload = {upload_fields, COUNT_OF(upload_fields)};

/* ---- down ---- */

static enum sheet_type type_of(enum fiscal_type type)
{
    return type == FISCAL_MONEY ? SHEET_WAN : type == FISCAL_COUNT ? SHEET_INT : SHEET_TEXT;
}

static void write_cell(struct sheet *to, const struct fiscal_sheet *s, size_t line, size_t col)
{
    const struct fiscal_column *k = &s->shape->columns[col];
    struct printed p;
    if (k->type != FISCAL_TEXT && fiscal_value(s, line, col, &p))
        sheet_int(to, k->type == FISCAL_COUNT ? p.v / FISCAL_UNIT : p.v);
    else if (*s->lines[line].cell[col])
        sheet_text(to, s->lines[line].cell[col]);
    else
        sheet_blank(to);
}

/* Computed columns are left out: they follow from the others. */
static void write_sheet(struct book *b, struct arena *a, const struct fiscal_sheet *s)
{
    struct sheet_column *columns = ARENA_ARRAY(a, struct sheet_column, FISCAL_COLUMNS + 1);
    size_t n = 0;
    if (s->shape->rows)
        columns[n++] = (struct sheet_column){.name = "项目", .type = SHEET_TEXT, .width = 36};
    for (size_t c = 0; c < s->shape->n_columns; c++)
        if (fiscal_typed(&s->shape->columns[c]))
            columns[n++] = (struct sheet_column){.name = s->shape->columns[c].title,
                .type = type_of(s->shape->columns[c].type),
                .width = s->shape->columns[c].width ? 2 * s->shape->columns[c].width : 16};
    struct sheet *to = book_sheet(b, s->shape->short_title,
        arena_printf(a, "%s（金额单位：万元）", s->shape->title), columns, n);
    for (size_t i = 0; i < s->n; i++) {
        if (s->shape->rows)
            sheet_text(to, s->shape->rows[i].title);
        for (size_t c = 0; c < s->shape->n_columns; c++)
            if (fiscal_typed(&s->shape->columns[c]))
                write_cell(to, s, i, c);
    }
}

static void write_texts(struct book *b, const struct fiscal_book *book)
{
    static const struct sheet_column columns[] = {{.name = "项目", .type = SHEET_TEXT, .width = 36},
        {.name = "内容", .type = SHEET_TEXT, .width = 80}};
    struct sheet *to = book_sheet(b, TEXTS_SHEET, "", columns, COUNT_OF(columns));
    for (size_t i = 0; i < book->kind->n_texts; i++) {
        sheet_text(to, book->kind->texts[i].title);
        if (*book->texts[i])
            sheet_text(to, book->texts[i]);
        else
            sheet_blank(to);
    }
}

enum st fiscal_show_xlsx(struct req *r)
{
    struct fiscal_book_page p;
    struct arena *a = r->ctx->mem;
    enum st st = fiscal_page_load(r, &p);
    if (st)
        return st;
    struct book *b = book_new(a);
    for (size_t i = 0; i < p.book.kind->n_sheets; i++)
        write_sheet(b, a, &p.book.sheets[i]);
    write_texts(b, &p.book);
    res_header(r, "Content-Disposition",
        arena_printf(
            a, "attachment; filename=\"%s-%d-%s.xlsx\"", p.e.unit_code, p.e.year, p.e.kind->key));
    r->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return book_write(b, p.today, &r->out, &r->ctx->err);
}

/* ---- up ---- */

struct taking {
    struct arena *a;
    struct fiscal_upload_page *page;
    const struct xsheet *from;
};

static void bad(struct taking *t, size_t row, size_t col, const char *text, const char *message)
{
    if (t->page->n >= MOST_BAD)
        return;
    const char *address = col < 26 ? arena_printf(t->a, "%c%zu", (char)('A' + col), row + 1)
                                   : arena_printf(t->a, "%c%c%zu", (char)('A' + col / 26 - 1),
                                         (char)('A' + col % 26), row + 1);
    t->page->list[t->page->n++] = (struct fiscal_bad_cell){t->from->name, address, text, message};
}

static const struct xsheet *find_sheet(const struct xlsx *x, const char *name)
{
    for (size_t i = 0; i < x->n_sheets; i++)
        if (strcmp(x->sheets[i].name, name) == 0)
            return &x->sheets[i];
    return NULL;
}

/* The row that holds the heading in its first column; SIZE_MAX when there is none. */
static size_t head_row(const struct xsheet *s, const char *first)
{
    for (size_t i = 0; i < s->n_rows && i < 20; i++)
        if (!xsheet_at(s, i, 0)->merged && strcmp(xsheet_at(s, i, 0)->text, first) == 0)
            return i;
    return SIZE_MAX;
}

static bool blank_row(const struct xsheet *s, size_t row)
{
    for (size_t c = 0; c < s->rows[row].n; c++)
        if (s->rows[row].cells[c].kind != XCELL_NONE)
            return false;
    return true;
}

/* One cell: what cannot be taken over is listed. */
static enum st take_cell(struct taking *t, struct fiscal_sheet *to, size_t line, size_t col,
    size_t row, size_t at, struct err *e)
{
    const struct xcell *x = xsheet_at(t->from, row, at);
    const struct fiscal_column *k = &to->shape->columns[col];
    struct printed p;
    if (x->merged)
        bad(t, row, at, x->text, "是合并单元格，请取消合并，每格各填各的");
    else if (x->formula)
        bad(t, row, at, x->text, "是公式，请改为填写数字（选择性粘贴为数值）");
    else if (x->kind == XCELL_ERROR)
        bad(t, row, at, x->text, "是错误值，请填写数字");
    else if (k->type != FISCAL_TEXT && *x->text && !printed_read(x->text, &p))
        bad(t, row, at, x->text, "是文字，这一格只能填数字");
    else if (k->type != FISCAL_TEXT && strchr(x->text, '%'))
        bad(t, row, at, x->text, "是百分比，这一格应填金额或数量");
    else if (strlen(x->text) > 4 * FISCAL_CELL_CHARS)
        bad(t, row, at, "", "太长了");
    else
        return fiscal_set(t->a, to, line, col, x->text, e);
    return ST_OK;
}

static enum st take_row(
    struct taking *t, struct fiscal_sheet *to, size_t row, size_t line, struct err *e)
{
    size_t at = to->shape->rows ? 1 : 0;
    enum st st = ST_OK;
    for (size_t c = 0; !st && c < to->shape->n_columns; c++)
        if (fiscal_typed(&to->shape->columns[c]))
            st = take_cell(t, to, line, c, row, at++, e);
    return st;
}

static size_t row_named(const struct fiscal_shape *s, const char *title)
{
    for (size_t i = 0; i < s->n_rows; i++)
        if (strcmp(s->rows[i].title, title) == 0)
            return i;
    return SIZE_MAX;
}

/* The head must be that of the template, column for column. */
static bool check_head(struct taking *t, const struct fiscal_shape *s, size_t head)
{
    size_t at = s->rows ? 1 : 0, before = t->page->n;
    for (size_t c = 0; c < s->n_columns; c++) {
        if (!fiscal_typed(&s->columns[c]))
            continue;
        const char *text = xsheet_at(t->from, head, at)->text;
        if (strcmp(text, s->columns[c].title) != 0)
            bad(t, head, at, text,
                arena_printf(t->a, "这一列应是“%s”，请不要增减或移动列", s->columns[c].title));
        at++;
    }
    return t->page->n == before;
}

static enum st take_sheet(struct taking *t, struct fiscal_sheet *to, struct err *e)
{
    const struct fiscal_shape *s = to->shape;
    size_t head = head_row(t->from, s->rows ? "项目" : s->columns[0].title), line = 0;
    if (head == SIZE_MAX) {
        bad(t, 0, 0, xsheet_at(t->from, 0, 0)->text, "找不到表头，请用下载的表填写");
        return ST_OK;
    }
    if (!check_head(t, s, head))
        return ST_OK;
    if (!s->rows)
        to->n = 0;
    for (size_t i = head + 1; i < t->from->n_rows; i++) {
        if (blank_row(t->from, i))
            continue;
        const char *title = xsheet_at(t->from, i, 0)->text;
        size_t place = s->rows ? row_named(s, title) : line++;
        if (place == SIZE_MAX) {
            bad(t, i, 0, title, "表中没有这一行，请不要增加或改动行名");
            continue;
        }
        enum st st = take_row(t, to, i, place, e);
        if (st)
            return st;
    }
    return ST_OK;
}

static void take_texts(struct taking *t, struct fiscal_book *b)
{
    for (size_t i = 0; i < t->from->n_rows; i++)
        for (size_t k = 0; k < b->kind->n_texts; k++)
            if (strcmp(xsheet_at(t->from, i, 0)->text, b->kind->texts[k].title) == 0)
                b->texts[k] = xsheet_at(t->from, i, 1)->text;
}

/* Every sheet of the file that the book has; the rest of the book stays as it is. */
static enum st take(
    struct ctx *c, const struct xlsx *x, struct fiscal_book *b, struct fiscal_upload_page *page)
{
    struct taking t = {.a = c->mem, .page = page};
    size_t found = 0;
    for (size_t i = 0; i < b->kind->n_sheets; i++) {
        t.from = find_sheet(x, b->kind->sheets[i].short_title);
        found += t.from != NULL;
        enum st st = t.from ? take_sheet(&t, &b->sheets[i], &c->err) : ST_OK;
        if (st)
            return st;
    }
    t.from = find_sheet(x, TEXTS_SHEET);
    if (t.from)
        take_texts(&t, b);
    if (!found)
        return fail(c, ST_INVALID, "file",
            "文件里没有名为“%s”的工作表，请先下载本表，在其中填写后上传",
            b->kind->sheets[0].short_title);
    return ST_OK;
}

enum st fiscal_do_upload(struct req *r)
{
    struct fiscal_book_page p;
    struct xlsx x;
    const struct upload *up = req_upload(r, "file");
    enum st st = fiscal_page_load(r, &p);
    if (st)
        return st;
    if (!p.may_edit)
        return fail(
            r->ctx, ST_CONFLICT, "file", "现在是“%s”，不能导入", fiscal_stage_titles[p.e.stage]);
    if (req_form_int(r, "version", 0) != p.e.version)
        return fail(r->ctx, ST_CONFLICT, "file",
            "%s刚刚保存过这份表，文件没有导入。请看过最新情况后重新上传", p.e.updated_by);
    struct fiscal_upload_page page = {.e = p.e};
    page.list = ARENA_ARRAY(r->ctx->mem, struct fiscal_bad_cell, MOST_BAD);
    st = xlsx_read(r->ctx->mem, up->path, &x, &r->ctx->err);
    if (st)
        return fail(r->ctx, st, "file", "%s", arena_strdup(r->ctx->mem, r->ctx->err.message));
    st = take(r->ctx, &x, &p.book, &page);
    if (st)
        return st;
    if (page.n) {
        r->status = 422;
        fiscal_upload_html(&r->out, r, &page);
        return ST_OK;
    }
    st = fiscal_save(r->ctx, &p.e, p.e.version, &p.book, "upload", true);
    if (st)
        return st;
    flash(r, "已导入表格文件");
    return redirect(r, "%s", fiscal_href(r, p.e.id, "edit"));
}
