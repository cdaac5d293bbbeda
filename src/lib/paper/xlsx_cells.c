/* The cells of one sheet, and the ranges that are merged.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/paper/xlsx_parts.h"

#define MAX_MERGES 20000
#define MAX_MERGED_CELLS 500000

struct range {
    size_t top, left, bottom, right;
};

struct sheet_state {
    struct xlsx_reader *r;
    struct xrow *rows;
    size_t n_rows, cap, n_columns;
    size_t row, column; /* of the next cell without a place of its own */
    struct xcell line[XLSX_COLUMNS];
    size_t n_line;
    struct range *merges;
    size_t n_merges;
};

/* ---- texts ---- */
static void rich_run(struct docx_reader *d, const char *name, void *arg)
{
    struct buf *b = arg;
    if (strcmp(name, "t") == 0)
        buf_adds(b, docx_text(d));
    else if (strcmp(name, "r") == 0)
        docx_children(d, rich_run, b);
    else
        docx_skip(d);
}

/* _x000D_ stands for a character that XML has no place for: a line end, or nothing to be kept. */
static char *without_escapes(char *s)
{
    char *to = s;
    for (const char *p = s; *p;) {
        unsigned code = 0;
        bool escape = p[0] == '_' && p[1] == 'x' && strspn(p + 2, "0123456789abcdefABCDEF") >= 4 &&
                      p[6] == '_';
        if (!escape) {
            *to++ = *p++;
            continue;
        }
        code = (unsigned)strtoul(p + 2, NULL, 16);
        if (code == 0x5F)
            *to++ = '_';
        else if (code == '\n' || code == '\t')
            *to++ = (char)code;
        p += 7;
    }
    *to = '\0';
    return s;
}

const char *xlsx_rich_text(struct docx_reader *d)
{
    struct buf b;
    buf_init(&b, 0);
    docx_children(d, rich_run, &b);
    char *text = without_escapes(arena_strndup(d->a, buf_str(&b), b.n));
    buf_release(&b);
    return text;
}

/* ---- cells ---- */
/* "AB12" → row 11, column 27; false when it is no place. */
static bool place_of(const char *s, size_t *row, size_t *column)
{
    size_t c = 0, n = 0;
    for (; *s >= 'A' && *s <= 'Z' && n < 4; s++, n++)
        c = c * 26 + (size_t)(*s - 'A' + 1);
    char *end;
    unsigned long r = strtoul(s, &end, 10);
    if (!n || end == s || r == 0 || r > 10000000)
        return false;
    *row = r - 1;
    *column = c - 1;
    return *end == '\0' || *end == ':';
}

struct raw_cell {
    const char *value, *text; /* text: inline */
    bool formula;
};

static void cell_part(struct docx_reader *d, const char *name, void *arg)
{
    struct raw_cell *raw = arg;
    if (strcmp(name, "v") == 0) {
        raw->value = docx_text(d);
    } else if (strcmp(name, "is") == 0) {
        raw->text = xlsx_rich_text(d);
    } else {
        raw->formula |= strcmp(name, "f") == 0;
        docx_skip(d);
    }
}

static void set_number(struct xlsx_reader *r, struct xcell *c, const char *value, int style)
{
    enum xformat f = style >= 0 && (size_t)style < r->formats.n
                         ? *(const enum xformat *)r->formats.p[style]
                         : XFORMAT_PLAIN;
    char *end, text[11];
    double v = strtod(value, &end);
    c->kind = XCELL_NUMBER;
    c->day = f == XFORMAT_DAY && *value && !*end ? xlsx_day(v, r->from_1904) : day_none();
    if (day_given(c->day)) {
        c->kind = XCELL_DAY;
        c->text = arena_strdup(r->d.a, day_text(c->day, text));
    } else {
        c->text = xlsx_number(r->d.a, value, f);
    }
}

static void set_typed(struct xlsx_reader *r, struct xcell *c, const char *type, const char *value)
{
    char day[11];
    if (strcmp(type, "s") == 0) {
        char *end;
        unsigned long i = strtoul(value, &end, 10);
        c->kind = XCELL_TEXT;
        c->text = end != value && i < r->strings.n ? r->strings.p[i] : "";
    } else if (strcmp(type, "b") == 0) {
        c->kind = XCELL_BOOL;
        c->text = strcmp(value, "0") == 0 ? "FALSE" : "TRUE";
    } else if (strcmp(type, "e") == 0) {
        c->kind = XCELL_ERROR;
        c->text = value;
    } else { /* str, d */
        memcpy(day, value, strlen(value) < 10 ? strlen(value) : 10);
        day[strlen(value) < 10 ? strlen(value) : 10] = '\0';
        c->day = strcmp(type, "d") == 0 ? day_parse(day) : day_none();
        c->kind = day_given(c->day) ? XCELL_DAY : XCELL_TEXT;
        c->text = day_given(c->day) ? arena_strdup(r->d.a, day) : value;
    }
}

/* Some programs write what a formula failed with as its text. */
static bool is_error(const char *text)
{
    static const char *const words[] = {
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i], text) == 0)
            return true;
    return false;
}

static struct xcell read_cell(struct sheet_state *s, const char *type, int style)
{
    struct raw_cell raw = {NULL, NULL, false};
    struct xcell c = {.kind = XCELL_NONE, .text = "", .day = day_none()};
    docx_children(&s->r->d, cell_part, &raw);
    c.formula = raw.formula;
    if (strcmp(type, "inlineStr") == 0 && raw.text) {
        c.kind = XCELL_TEXT;
        c.text = raw.text;
    } else if (raw.value && *raw.value && (!*type || strcmp(type, "n") == 0)) {
        set_number(s->r, &c, raw.value, style);
    } else if (raw.value) {
        set_typed(s->r, &c, type, raw.value);
    }
    if (c.kind == XCELL_TEXT && !*c.text)
        c.kind = XCELL_NONE;
    if (c.kind == XCELL_TEXT && c.formula && is_error(c.text))
        c.kind = XCELL_ERROR;
    return c;
}

static void on_cell(struct docx_reader *d, const char *name, void *arg)
{
    struct sheet_state *s = arg;
    size_t row = s->row, column = s->column;
    if (strcmp(name, "c") != 0) {
        docx_skip(d);
        return;
    }
    const char *at = docx_attr(d, "r");
    if (*at && (!place_of(at, &row, &column) || row != s->row)) {
        docx_fail(d, ST_INVALID,
            "这个表格的单元格位置 %.20s 不对，请用 Excel 或 WPS 打开并另存后再导入", at);
        return;
    }
    int style = docx_attr_int(d, "s", 0);
    struct xcell c = read_cell(s, docx_attr(d, "t"), style);
    s->column = column + 1;
    if (c.kind == XCELL_NONE && !c.formula)
        return;
    if (column >= XLSX_COLUMNS)
        docx_fail(d, ST_TOO_BIG, "表格超过 256 列，请删去用不到的列后再导入");
    else if (++s->r->n_cells > XLSX_CELLS)
        docx_fail(d, ST_TOO_BIG, "表格超过 200 万个单元格，请分成几份后再导入");
    if (d->st)
        return;
    while (s->n_line <= column)
        s->line[s->n_line++] = (struct xcell){.text = "", .day = day_none()};
    s->line[column] = c;
}

/* Keeps the line as row `at`. */
static void keep_line(struct sheet_state *s, size_t at)
{
    struct arena *a = s->r->d.a;
    if (at >= s->cap) {
        size_t cap = at + 1 > 2 * s->cap ? at + 1 : 2 * s->cap;
        struct xrow *rows = ARENA_ARRAY(a, struct xrow, cap);
        if (s->n_rows)
            memcpy(rows, s->rows, s->n_rows * sizeof *rows);
        s->rows = rows;
        s->cap = cap;
    }
    struct xcell *cells = ARENA_ARRAY(a, struct xcell, s->n_line);
    memcpy(cells, s->line, s->n_line * sizeof *cells);
    s->rows[at] = (struct xrow){cells, s->n_line};
    s->n_rows = at + 1 > s->n_rows ? at + 1 : s->n_rows;
    s->n_columns = s->n_line > s->n_columns ? s->n_line : s->n_columns;
}

static void on_row(struct docx_reader *d, const char *name, void *arg)
{
    struct sheet_state *s = arg;
    if (strcmp(name, "row") != 0) {
        docx_skip(d);
        return;
    }
    int r = docx_attr_int(d, "r", (int)s->row + 1);
    s->row = r > 0 ? (size_t)r - 1 : s->row;
    s->column = s->n_line = 0;
    docx_children(d, on_cell, s);
    if (!d->st && s->n_line && s->row >= XLSX_ROWS)
        docx_fail(d, ST_TOO_BIG, "表格超过 20 万行，请分成几份后再导入");
    if (!d->st && s->n_line)
        keep_line(s, s->row);
    s->row++;
}

/* ---- merged ranges ---- */
static void on_merge(struct docx_reader *d, const char *name, void *arg)
{
    struct sheet_state *s = arg;
    const char *ref = strcmp(name, "mergeCell") == 0 ? docx_attr(d, "ref") : "";
    const char *colon = strchr(ref, ':');
    struct range g;
    if (colon && place_of(ref, &g.top, &g.left) && place_of(colon + 1, &g.bottom, &g.right) &&
        g.top <= g.bottom && g.left <= g.right && s->n_merges < MAX_MERGES)
        s->merges[s->n_merges++] = g;
    docx_skip(d);
}

static struct xcell *widen(struct sheet_state *s, size_t row, size_t n)
{
    struct xrow *r = &s->rows[row];
    struct xcell *cells = ARENA_ARRAY(s->r->d.a, struct xcell, n);
    for (size_t i = 0; i < n; i++)
        cells[i] = i < r->n ? r->cells[i] : (struct xcell){.text = "", .day = day_none()};
    *r = (struct xrow){cells, n};
    return cells;
}

static void spread(struct sheet_state *s, struct range g, size_t *left)
{
    if (g.top >= s->n_rows || g.left >= s->rows[g.top].n)
        return;
    struct xcell first = s->rows[g.top].cells[g.left];
    first.merged = true;
    g.bottom = g.bottom < s->n_rows ? g.bottom : s->n_rows - 1;
    g.right = g.right < s->n_columns ? g.right : s->n_columns - 1;
    for (size_t row = g.top; row <= g.bottom && first.kind; row++) {
        if (*left < s->n_columns)
            return;
        *left -= s->n_columns;
        size_t n = s->rows[row].n > g.right + 1 ? s->rows[row].n : g.right + 1;
        struct xcell *cells = widen(s, row, n);
        for (size_t c = g.left; c <= g.right; c++)
            if (row != g.top || c != g.left)
                cells[c] = first;
    }
}

static void on_part(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "sheetData") == 0)
        docx_children(d, on_row, arg);
    else if (strcmp(name, "mergeCells") == 0)
        docx_children(d, on_merge, arg);
    else
        docx_skip(d);
}

enum st xlsx_read_sheet(struct xlsx_reader *r, const char *part, struct xsheet *out)
{
    struct sheet_state *s = ARENA_NEW(r->d.a, struct sheet_state);
    size_t left = MAX_MERGED_CELLS;
    s->r = r;
    s->merges = ARENA_ARRAY(r->d.a, struct range, MAX_MERGES);
    if (docx_walk_part(&r->d, part, on_part, s))
        return r->d.st;
    for (size_t i = 0; i < s->n_merges; i++)
        spread(s, s->merges[i], &left);
    out->rows = s->rows;
    out->n_rows = s->n_rows;
    out->n_columns = s->n_columns;
    return ST_OK;
}
