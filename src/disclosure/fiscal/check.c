/* Runs every check over a book and gathers what is wrong.
 *
 * The “三公” table and the catalogues are judged by the checks of `gongkai fiscal check`: the book
 * is written as its input, and the cells it names are found again.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/check.h"

#include <stdlib.h>
#include <string.h>

#include "disclosure/fiscal/fiscal.h"

static const struct {
    const char *id, *remedy;
} remedies[] = {
    {"F-META", "补上缺少的内容"},
    {"F-AMT", "填写数字，单位是万元；没有发生的填 0"},
    {"F-3G-1", "填写因公出国（境）的团组数和人数，没有的填 0"},
    {"F-3G-2", "填写公务用车的购置数和保有量，没有的填 0"},
    {"F-3G-3", "填写国内公务接待的批次、人数和金额，没有的填 0"},
    {"F-3G-4", "写明增减变化的原因，不少于10个字"},
    {"F-SUM", "核对合计和各项明细，改正填错的一个"},
    {"F-ROUND", "四舍五入造成的尾差，可以保留；最好在说明中写一句"},
    {"F-DIFF", "核对本年和上年的数字"},
    {"F-PCT", "按两个数字重新计算百分比"},
    {"F-LOGIC", "核对数量与金额，改正其中一个"},
    {"F-WORD", "把文字改得与数字一致，或者核对数字"},
    {"F-TEXT", "把文字中的数字改得与表一致"},
    {"F-CROSS", "核对两处的数字，改正填错的一处"},
    {"F-YEAR", "与已公开的数字核对；已公开的数字有误的，先办理更正"},
    {"F-UNIT", "金额单位统一用万元，把按元填写的数字除以一万"},
    {"F-FEE-NAME", "填写收费项目名称"},
    {"F-FEE-BASIS", "填写设立依据的文件名称和文号"},
    {"F-FEE-STD", "填写收费标准"},
    {"F-FEE-DUP", "合并或删去重复的项目"},
    {"F-FEE-DOCNO", "按“机关代字〔年份〕序号号”改正文号"},
    {"F-FEE-EXPIRED", "改用现行有效的依据；没有依据的，停止收费并从清单中删去"},
    {"F-FEE-UNKNOWN",
        "核对文号；确有此件的，先在“文件”中公布全文（或导入），就能自动核对它是否有效"},
    {"F-FEE-YEAR", "公布本年度的收费目录清单"},
    {"F-FUND-NAME", "填写基金项目名称"},
    {"F-FUND-BASIS", "填写设立依据的文件名称和文号"},
    {"F-FUND-DUP", "合并或删去重复的项目"},
};

const char *fiscal_remedy(const char *id)
{
    for (size_t i = 0; i < COUNT_OF(remedies); i++)
        if (strcmp(remedies[i].id, id) == 0)
            return remedies[i].remedy;
    return "";
}

/* ---- gathering ---- */

static void add(struct fiscal_hits *h, struct fiscal_hit hit)
{
    hit.notice = !strcmp(hit.id, "F-ROUND") || !strcmp(hit.id, "F-FEE-UNKNOWN");
    for (size_t i = 0; i < h->n; i++) {
        const struct fiscal_hit *old = &h->list[i];
        if (!strcmp(old->id, hit.id) && !strcmp(old->sheet, hit.sheet) && old->line == hit.line &&
            old->col == hit.col && !strcmp(old->text, hit.text) && !strcmp(old->actual, hit.actual))
            return; /* told already */
    }
    if (h->n == h->cap) {
        size_t cap = h->cap ? 2 * h->cap : 32;
        struct fiscal_hit *list = ARENA_ARRAY(h->mem, struct fiscal_hit, cap);
        if (h->n)
            memcpy(list, h->list, h->n * sizeof *list);
        h->list = list;
        h->cap = cap;
    }
    h->list[h->n++] = hit;
}

void fiscal_hit(struct fiscal_hits *h, const char *id, const struct fiscal_sheet *s, size_t line,
    size_t col, const char *expected, const char *actual, const char *message)
{
    const char *where = s->shape->short_title;
    if (line < s->n)
        where = arena_printf(h->mem, "%s · %s%s%s", where, fiscal_line_title(h->mem, s, line),
            col < s->shape->n_columns ? " · " : "",
            col < s->shape->n_columns ? s->shape->columns[col].title : "");
    add(h, (struct fiscal_hit){.id = id,
               .sheet = s->shape->key,
               .line = line,
               .col = col,
               .text = "",
               .where = where,
               .expected = expected ? expected : "",
               .actual = actual ? actual : "",
               .message = message});
}

void fiscal_hit_text(struct fiscal_hits *h, const char *id, const struct fiscal_book *b,
    const char *key, const char *actual, const char *message)
{
    const char *where = key;
    for (size_t i = 0; i < b->kind->n_texts; i++)
        if (strcmp(b->kind->texts[i].key, key) == 0)
            where = b->kind->texts[i].title;
    add(h, (struct fiscal_hit){.id = id,
               .sheet = "",
               .line = SIZE_MAX,
               .col = SIZE_MAX,
               .text = key,
               .where = where,
               .expected = "",
               .actual = actual,
               .message = message});
}

void fiscal_compare(struct fiscal_hits *h, const char *id, const struct fiscal_sheet *s,
    size_t line, size_t col, int64_t expected, int addends, const char *message)
{
    struct printed p = {0, 2};
    int64_t tolerance = (int64_t)FISCAL_UNIT / 200 * (addends + 1);
    if (!fiscal_value(s, line, col, &p) && *s->lines[line].cell[col])
        return; /* no number: told as such */
    int64_t d = expected > p.v ? expected - p.v : p.v - expected;
    if (d == 0)
        return;
    bool rounding = d <= tolerance;
    fiscal_hit(h, rounding ? "F-ROUND" : id, s, line, col, printed_text(h->mem, expected, 2),
        printed_text(h->mem, p.v, p.decimals > 2 ? p.decimals : 2),
        rounding ? "与计算结果相差在四舍五入的范围内" : message);
}

size_t fiscal_errors(const struct fiscal_hits *h)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n; i++)
        n += !h->list[i].notice;
    return n;
}

const struct fiscal_hit *fiscal_hit_at(
    const struct fiscal_hits *h, const char *sheet, size_t line, size_t col)
{
    const struct fiscal_hit *found = NULL;
    for (size_t i = 0; i < h->n; i++) {
        const struct fiscal_hit *k = &h->list[i];
        if (k->line == line && k->col == col && strcmp(k->sheet, sheet) == 0 &&
            (!found || (found->notice && !k->notice)))
            found = k;
    }
    return found;
}

/* ---- through the checks of the command ---- */

static void write_amounts(const struct fiscal_sheet *s, struct arena *a, struct buf *in)
{
    jw_key(in, "amounts");
    buf_addc(in, '{');
    for (size_t i = 0; i < s->n; i++) {
        jw_key(in, s->shape->rows[i].key);
        buf_addc(in, '{');
        for (size_t c = 0; c < s->shape->n_columns; c++) {
            bool typed = fiscal_typed(&s->shape->columns[c]);
            const char *value = typed ? s->lines[i].cell[c] : fiscal_plain(a, s, i, c);
            if (typed || *value)
                jw_pair(in, s->shape->columns[c].key, value);
        }
        buf_addc(in, '}');
    }
    buf_addc(in, '}');
}

static void write_counts(const struct fiscal_sheet *s, struct buf *in)
{
    jw_key(in, "counts");
    buf_addc(in, '{');
    for (size_t i = 0; i < s->n; i++)
        jw_pair(in, s->shape->rows[i].key, s->lines[i].cell[0]);
    buf_addc(in, '}');
}

/* One item; its parts, when the next lines are such, become "sub". */
static size_t write_item(const struct fiscal_sheet *s, size_t line, struct buf *in)
{
    size_t name = fiscal_column_place(s->shape, "name"), next = line + 1;
    jw_comma(in);
    buf_addc(in, '{');
    for (size_t c = 0; c < s->shape->n_columns; c++)
        jw_pair(in, s->shape->columns[c].key, s->lines[line].cell[c]);
    if (next < s->n && fiscal_is_sub(s->lines[next].cell[name])) {
        buf_adds(in, ",\"sub\":[");
        while (next < s->n && fiscal_is_sub(s->lines[next].cell[name])) {
            jw_comma(in);
            buf_addc(in, '{');
            for (size_t c = 0; c < s->shape->n_columns; c++)
                jw_pair(in, s->shape->columns[c].key, s->lines[next].cell[c]);
            buf_addc(in, '}');
            next++;
        }
        buf_addc(in, ']');
    }
    buf_addc(in, '}');
    return next;
}

static void write_input(struct fiscal_book *b, struct arena *a, struct buf *in)
{
    buf_addc(in, '{');
    jw_pair(in, "kind", b->kind->key);
    jw_pair_int(in, "year", b->year);
    if (strcmp(b->kind->key, "sangong") == 0) {
        jw_pair(in, "unit_name", b->unit_name);
        jw_pair(in, "scope", "本级");
        jw_pair(in, "unit", "万元");
        jw_pair(in, "reason", fiscal_book_text(b, "reason"));
        jw_pair(in, "text", fiscal_book_text(b, "text"));
        write_amounts(&b->sheets[0], a, in);
        write_counts(&b->sheets[1], in);
    } else {
        buf_adds(in, ",\"rows\":[");
        for (size_t i = 0; i < b->sheets[0].n;)
            i = write_item(&b->sheets[0], i, in);
        buf_addc(in, ']');
    }
    buf_addc(in, '}');
}

/* Line of rows[i].sub[k] in the sheet. */
static size_t line_of(const struct fiscal_sheet *s, size_t row, const char *rest)
{
    size_t name = fiscal_column_place(s->shape, "name"), line = 0;
    for (size_t i = 0; i < row && line < s->n; i++) {
        line++;
        while (line < s->n && fiscal_is_sub(s->lines[line].cell[name]))
            line++;
    }
    if (strncmp(rest, ".sub[", 5) == 0)
        line += 1 + strtoul(rest + 5, NULL, 10);
    return line;
}

/* "amounts.total.final", "counts.abroad_groups", "rows[2].sub[0].basis", "reason" */
static void place(
    struct fiscal_hits *h, struct fiscal_book *b, const char *cell, const struct json *j)
{
    const char *id = json_get_text(j, "id"), *expected = json_get_text(j, "expected");
    const char *actual = json_get_text(j, "actual"), *message = json_get_text(j, "message");
    char *path = arena_strdup(h->mem, cell), *save = NULL;
    char *head = strtok_r(path, ".", &save);
    if (strncmp(cell, "rows[", 5) == 0) {
        const char *last = strrchr(cell, '.') + 1, *rest = strchr(cell, ']') + 1;
        const struct fiscal_sheet *s = &b->sheets[0];
        fiscal_hit(h, id, s, line_of(s, strtoul(cell + 5, NULL, 10), rest),
            fiscal_column_place(s->shape, last), expected, actual, message);
    } else if (strcmp(head, "amounts") == 0 || strcmp(head, "counts") == 0) {
        const struct fiscal_sheet *s = fiscal_book_sheet(b, head);
        const char *row = strtok_r(NULL, ".", &save), *column = strtok_r(NULL, ".", &save);
        size_t col = column ? fiscal_column_place(s->shape, column) : 0;
        if (col < s->shape->n_columns && fiscal_typed(&s->shape->columns[col]))
            fiscal_hit(h, id, s, fiscal_row_place(s->shape, row), col, expected, actual, message);
        /* what is computed is wrong only where something typed is */
    } else {
        fiscal_hit_text(h, id, b, cell, actual, message);
    }
}

static enum st check_by_command(struct fiscal_hits *h, struct fiscal_book *b, struct err *e)
{
    struct buf in, out;
    const struct json *j = NULL;
    buf_init(&in, 0);
    buf_init(&out, 0);
    write_input(b, h->mem, &in);
    enum st st = json_parse(h->mem, buf_str(&in), in.n, &j, e);
    if (!st)
        st = fiscal_check(h->mem, j, &out, e);
    if (!st)
        st = json_parse(h->mem, buf_str(&out), out.n, &j, e);
    for (size_t i = 0; !st && i < json_count(j); i++)
        place(h, b, json_get_text(json_at(j, i), "cell"), json_at(j, i));
    buf_release(&in);
    buf_release(&out);
    return st;
}

/* ---- all of them ---- */

static size_t sheet_place(const struct fiscal_book *b, const char *key)
{
    for (size_t i = 0; i < b->kind->n_sheets; i++)
        if (strcmp(b->kind->sheets[i].key, key) == 0)
            return i;
    return b->kind->n_sheets;
}

/* By sheet, line and column; texts last. */
static int by_place(const void *a, const void *b)
{
    const struct fiscal_hit *x = a, *y = b;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : strcmp(x->id, y->id);
}

static void sort(struct fiscal_hits *h, const struct fiscal_book *b)
{
    for (size_t i = 0; i < h->n; i++) {
        struct fiscal_hit *k = &h->list[i];
        size_t line = k->line == SIZE_MAX ? 0 : k->line + 1, col = k->col == SIZE_MAX ? 0 : k->col;
        k->order = (sheet_place(b, k->sheet) * 10000 + line) * 100 + col;
    }
    if (h->n)
        qsort(h->list, h->n, sizeof *h->list, by_place);
}

enum st fiscal_check_book(struct arena *a, struct fiscal_book *b,
    const struct fiscal_around *around, struct fiscal_hits *out, struct err *e)
{
    *out = (struct fiscal_hits){.mem = a};
    bool by_command = b->kind->catalogue || strcmp(b->kind->key, "sangong") == 0;
    for (size_t i = 0; i < b->kind->n_sheets; i++)
        fiscal_check_sheet(out, &b->sheets[i]);
    enum st st = by_command ? check_by_command(out, b, e) : ST_OK;
    if (st)
        return st;
    fiscal_check_cross(out, b);
    fiscal_check_past(out, b, around);
    fiscal_check_basis(out, b, around);
    sort(out, b);
    return ST_OK;
}
