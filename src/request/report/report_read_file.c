/* The files that a report of another year comes in: .docx, .xlsx, .json → lines of cells.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/paper/docx.h"
#include "lib/paper/xlsx_read.h"
#include "lib/text/clean.h"
#include "request/report/report.h"

enum { JSON_BYTES = 1 << 20, MOST_LINES = 20000, MOST_COLUMNS = 64 };

struct lines {
    struct arena *a;
    struct report_line *list;
    size_t n;
    const char *cells[MOST_COLUMNS];
    size_t n_cells;
};

static void end_line(struct lines *l)
{
    if (!l->n_cells || l->n == MOST_LINES)
        return;
    const char **kept = ARENA_ARRAY(l->a, const char *, l->n_cells);
    memcpy(kept, l->cells, l->n_cells * sizeof *kept);
    l->list[l->n++] = (struct report_line){kept, l->n_cells};
    l->n_cells = 0;
}

static void add_cell(struct lines *l, const char *text)
{
    if (l->n_cells < MOST_COLUMNS)
        l->cells[l->n_cells++] = text;
}

/* ---- .docx: cleaned HTML, whose tags are known ---- */

static void add_text(struct lines *l, const char *html, size_t n)
{
    char *text = arena_strdup(l->a, html_plain_text(l->a, arena_strndup(l->a, html, n))),
         *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        add_cell(l, line);
        end_line(l);
    }
}

static bool tag(const char *p, const char *name)
{
    size_t n = strlen(name);
    return *p == '<' && strncmp(p + 1, name, n) == 0 && (p[n + 1] == '>' || p[n + 1] == ' ');
}

static const char *table_rows(struct lines *l, const char *p)
{
    for (; *p && strncmp(p, "</table>", 8) != 0; p++) {
        if (strncmp(p, "</tr>", 5) == 0)
            end_line(l);
        if (!tag(p, "td") && !tag(p, "th"))
            continue;
        const char *end = strstr(p, tag(p, "td") ? "</td>" : "</th>");
        if (!end)
            break;
        add_cell(l, html_plain_text(l->a, arena_strndup(l->a, p, (size_t)(end - p))));
        p = end;
    }
    end_line(l);
    return p;
}

static void html_lines(struct lines *l, const char *html)
{
    const char *from = html, *p = html;
    while ((p = strstr(p, "<table"))) {
        add_text(l, from, (size_t)(p - from));
        p = from = table_rows(l, p);
    }
    add_text(l, from, strlen(from));
}

static enum st read_docx(struct lines *l, const char *path, struct err *e)
{
    struct docx d;
    enum st st = docx_read(l->a, path, &d, e);
    if (st)
        return st;
    add_cell(l, d.title);
    end_line(l);
    html_lines(l, d.html);
    return ST_OK;
}

/* ---- .xlsx ---- */

static void sheet_lines(struct lines *l, const struct xsheet *s)
{
    for (size_t i = 0; i < s->n_rows; i++) {
        for (size_t k = 0; k < s->rows[i].n; k++)
            add_cell(l, s->rows[i].cells[k].merged ? "" : s->rows[i].cells[k].text);
        end_line(l);
    }
}

static enum st read_xlsx(struct lines *l, const char *path, struct err *e)
{
    struct xlsx book;
    enum st st = xlsx_read(l->a, path, &book, e);
    for (size_t i = 0; !st && i < book.n_sheets; i++)
        if (!book.sheets[i].hidden)
            sheet_lines(l, &book.sheets[i]);
    return st;
}

/* ---- .json ---- */

static enum st read_json(
    struct arena *a, const char *path, int year, struct report_read *out, struct err *e)
{
    char *text = arena_alloc(a, JSON_BYTES + 1);
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(text, 1, JSON_BYTES, f) : 0;
    bool all = f && feof(f);
    if (f)
        fclose(f);
    if (!all && n == JSON_BYTES)
        return err_set(e, ST_TOO_BIG, "file", "JSON 文件超过 1 MB，不是年度报告的统计表");
    return report_read_json(a, text, n, year, out, e);
}

static bool ends_with(const char *name, const char *tail)
{
    size_t n = strlen(name), k = strlen(tail);
    return n > k && strcasecmp(name + n - k, tail) == 0;
}

enum st report_read_file(struct arena *a, const char *path, const char *name, int year,
    struct report_read *out, struct err *e)
{
    struct lines l = {.a = a};
    if (ends_with(name, ".json"))
        return read_json(a, path, year, out, e);
    bool docx = ends_with(name, ".docx");
    if (!docx && !ends_with(name, ".xlsx"))
        return err_set(e, ST_INVALID, "file", "请选择 .xlsx、.docx 或 .json 文件");
    l.list = ARENA_ARRAY(a, struct report_line, MOST_LINES);
    enum st st = docx ? read_docx(&l, path, e) : read_xlsx(&l, path, e);
    return st ? st : report_read_lines(a, l.list, l.n, year, out, e);
}
