/* Reading an .xlsx: the order of its parts, shared texts, styles and sheets.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/xlsx_read.h"

#include <string.h>

#include "lib/paper/xlsx_parts.h"

#define MAX_UNPACKED_BYTES ((zip_uint64_t)64 << 20)

static const struct docx_kind excel = {"Excel", "表格", ".xls", 20000000};

void xlsx_push(struct arena *a, struct xlsx_list *l, const void *p)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;
        void **bigger = ARENA_ARRAY(a, void *, cap);
        if (l->n)
            memcpy(bigger, l->p, l->n * sizeof *bigger);
        l->p = bigger;
        l->cap = cap;
    }
    l->p[l->n++] = (void *)(uintptr_t)p;
}

static void on_string(struct docx_reader *d, const char *name, void *arg)
{
    struct xlsx_reader *r = arg;
    if (strcmp(name, "si") == 0)
        xlsx_push(d->a, &r->strings, xlsx_rich_text(d));
    else
        docx_skip(d);
}

/* ---- styles: only what makes a number a day or per cent ---- */
static void on_own_format(struct docx_reader *d, const char *name, void *arg)
{
    struct xlsx_reader *r = arg;
    if (strcmp(name, "numFmt") == 0)
        map_set(r->own_formats, docx_attr(d, "numFmtId"),
            (void *)(uintptr_t)docx_attr(d, "formatCode"));
    docx_skip(d);
}

static void on_cell_style(struct docx_reader *d, const char *name, void *arg)
{
    struct xlsx_reader *r = arg;
    if (strcmp(name, "xf") == 0) {
        enum xformat *f = ARENA_NEW(d->a, enum xformat);
        const char *code = map_find(r->own_formats, docx_attr(d, "numFmtId"));
        *f = xlsx_format(docx_attr_int(d, "numFmtId", 0), code ? code : "");
        xlsx_push(d->a, &r->formats, f);
    }
    docx_skip(d);
}

static void on_style_part(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "numFmts") == 0)
        docx_children(d, on_own_format, arg);
    else if (strcmp(name, "cellXfs") == 0)
        docx_children(d, on_cell_style, arg);
    else
        docx_skip(d);
}

/* ---- the book ---- */
struct book_state {
    struct xlsx_reader *r;
    const char *folder;
    struct xsheet sheets[XLSX_SHEETS];
    const char *parts[XLSX_SHEETS];
    size_t n;
};

static const char *part_of(struct book_state *b, const char *id)
{
    const struct docx_rel *rel = map_find(b->r->d.rels, id);
    if (!rel || rel->external || !*rel->target)
        return "";
    return *rel->target == '/' ? rel->target + 1
                               : arena_concat(b->r->d.a, b->folder, rel->target, NULL);
}

static void on_sheet(struct docx_reader *d, const char *name, void *arg)
{
    struct book_state *b = arg;
    if (strcmp(name, "sheet") == 0) {
        const char *part = part_of(b, docx_attr(d, "id"));
        if (b->n == XLSX_SHEETS) {
            docx_fail(d, ST_TOO_BIG, "表格超过 50 个工作表，请分成几份后再导入");
            return;
        }
        b->sheets[b->n].name = docx_attr(d, "name");
        b->sheets[b->n].hidden = strcmp(docx_attr(d, "state"), "hidden") == 0 ||
                                 strcmp(docx_attr(d, "state"), "veryHidden") == 0;
        b->parts[b->n] = part;
        b->n += *part && docx_has(d, part);
    }
    docx_skip(d);
}

static void on_book_part(struct docx_reader *d, const char *name, void *arg)
{
    struct book_state *b = arg;
    if (strcmp(name, "sheets") == 0) {
        docx_children(d, on_sheet, b);
        return;
    }
    if (strcmp(name, "workbookPr") == 0) {
        const char *v = docx_attr(d, "date1904");
        b->r->from_1904 = strcmp(v, "1") == 0 || strcmp(v, "true") == 0;
    }
    docx_skip(d);
}

static enum st walk_if_there(struct xlsx_reader *r, const char *part, docx_handler *fn)
{
    return docx_has(&r->d, part) ? docx_walk_part(&r->d, part, fn, r) : ST_OK;
}

static enum st read_book(struct xlsx_reader *r, const char *path, struct book_state *b)
{
    struct docx_reader *d = &r->d;
    if (docx_open(d, path))
        return d->st;
    const char *part = docx_main_part(d, "xl/workbook.xml");
    const char *slash = strrchr(part, '/');
    const char *base = slash ? slash + 1 : part;
    b->folder = arena_strndup(d->a, part, (size_t)(base - part));
    if (!docx_has(d, part) || docx_has(d, "word/document.xml"))
        return docx_fail(d, ST_INVALID,
            "这个文件里没有工作表，不是 Excel 表格；请选择用 Excel 或 WPS 保存的 .xlsx 文件");
    enum st st = docx_read_rels(d, arena_printf(d->a, "%s_rels/%s.rels", b->folder, base), d->rels);
    if (!st)
        st = docx_walk_part(d, part, on_book_part, b);
    if (!st)
        st = walk_if_there(r, arena_concat(d->a, b->folder, "sharedStrings.xml", NULL), on_string);
    if (!st)
        st = walk_if_there(r, arena_concat(d->a, b->folder, "styles.xml", NULL), on_style_part);
    for (size_t i = 0; !st && i < b->n; i++)
        st = xlsx_read_sheet(r, b->parts[i], &b->sheets[i]);
    if (!st && !b->n)
        return docx_fail(
            d, ST_INVALID, "这个表格里没有工作表，请用 Excel 或 WPS 打开并另存后再导入");
    return st;
}

static enum st read_whole(
    struct arena *a, const char *path, struct paper_bytes bytes, struct xlsx *out, struct err *e)
{
    struct xlsx_reader *r = ARENA_NEW(a, struct xlsx_reader);
    struct book_state *b = ARENA_NEW(a, struct book_state);
    r->d = (struct docx_reader){.kind = &excel,
        .a = a,
        .bytes = bytes,
        .err = e,
        .budget = MAX_UNPACKED_BYTES,
        .rels = map_new(a),
        .title = ""};
    r->own_formats = map_new(a);
    b->r = r;
    enum st st = read_book(r, path, b);
    *out = (struct xlsx){b->sheets, st ? 0 : b->n};
    if (r->d.zip)
        zip_discard(r->d.zip);
    return r->d.st ? r->d.st : st;
}

enum st xlsx_read(struct arena *a, const char *path, struct xlsx *out, struct err *e)
{
    return read_whole(a, path, (struct paper_bytes){"", 0}, out, e);
}

enum st xlsx_read_bytes(struct arena *a, struct paper_bytes bytes, struct xlsx *out, struct err *e)
{
    return read_whole(a, NULL, bytes, out, e);
}

const struct xcell *xsheet_at(const struct xsheet *s, size_t row, size_t column)
{
    static const struct xcell none = {.text = "", .day = {DAY_NONE}};
    return row < s->n_rows && column < s->rows[row].n ? &s->rows[row].cells[column] : &none;
}
