/* The report as an official letter: six sections, texts and tables, for Word, WPS and print.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/paper/letter.h"
#include "request/report/report.h"

enum { MOST_BLOCKS = 40, PARTS2 = 6, MOST_ROWS2 = 24 };

struct letter_maker {
    struct arena *a;
    const struct report_table *t;
    const struct report_text *texts; /* NULL: none */
    struct letter_block *blocks;
    size_t n;
};

const char *report_title(struct arena *a, const struct report_table *t)
{
    return arena_printf(
        a, "%s%d年政府信息公开工作年度报告", *t->organ ? t->organ : "全县", t->year);
}

static struct letter_cell cell(const char *text, int span, bool label)
{
    return (struct letter_cell){text, span, label};
}

static const char *figure(struct arena *a, enum report_measure m, int64_t value, bool missing)
{
    return missing ? "" : report_figure_text(a, m, value);
}

static struct letter_row row_of(struct arena *a, const struct letter_cell *cells, size_t n)
{
    struct letter_cell *kept = ARENA_ARRAY(a, struct letter_cell, n);
    memcpy(kept, cells, n * sizeof *cells);
    return (struct letter_row){kept, n, 1};
}

static void add(struct letter_maker *m, enum letter_block_kind kind, const char *text)
{
    BUG_ON(m->n == MOST_BLOCKS);
    m->blocks[m->n++] = (struct letter_block){kind, "", text, NULL};
}

static void add_table(struct letter_maker *m, const int *widths, size_t n_columns,
    const struct letter_row *rows, size_t n_rows)
{
    struct letter_table *t = ARENA_NEW(m->a, struct letter_table);
    *t = (struct letter_table){widths, n_columns, rows, n_rows};
    add(m, BLOCK_TABLE, "");
    m->blocks[m->n - 1].table = t;
}

static void table2(struct letter_maker *m)
{
    static const int widths[] = {6, 3, 3, 3, 3, 3, 3};
    const struct report_table *t = m->t;
    struct letter_row *rows = ARENA_ARRAY(m->a, struct letter_row, MOST_ROWS2);
    size_t n, k = 0;
    const struct report_row2 *list = report_rows2(t->format, &n);
    for (size_t i = 0; i < n; i++) {
        struct letter_cell head[PARTS2], line[PARTS2];
        size_t columns = list[i].n_columns;
        int span = PARTS2 / (int)columns;
        head[0] = cell("信息内容", 1, true);
        line[0] = cell(list[i].label, 1, false);
        for (size_t j = 0; j < columns; j++) {
            head[j + 1] = cell(list[i].columns[j].title, span, true);
            line[j + 1] =
                cell(figure(m->a, list[i].columns[j].measure, t->table2[i][j], t->missing2[i][j]),
                    span, false);
        }
        if (!i || list[i].block != list[i - 1].block) {
            struct letter_cell block = cell(list[i].block, PARTS2 + 1, true);
            rows[k++] = row_of(m->a, &block, 1);
            rows[k++] = row_of(m->a, head, columns + 1);
        }
        rows[k++] = row_of(m->a, line, columns + 1);
    }
    add_table(m, widths, COUNT_OF(widths), rows, k);
}

static void table3(struct letter_maker *m)
{
    static const int widths[] = {21, 4, 4, 4, 4, 4, 4, 4};
    const struct report_table *t = m->t;
    struct letter_row *rows = ARENA_ARRAY(m->a, struct letter_row, REPORT_ROWS + 3);
    struct letter_cell line[REPORT_COLUMNS + 1];
    size_t n, k = 0;
    const struct report_row *list = report_rows(t->format, &n);
    const struct letter_cell top[] = {
        cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 1, false),
        cell("申请人情况", REPORT_COLUMNS, true)};
    const struct letter_cell kinds[] = {cell("", 1, false), cell("", 1, false),
        cell("法人或其他组织", 5, true), cell("", 1, false)};
    rows[k++] = row_of(m->a, top, COUNT_OF(top));
    rows[k++] = row_of(m->a, kinds, COUNT_OF(kinds));
    line[0] = cell("", 1, false);
    for (size_t j = 0; j < REPORT_COLUMNS; j++)
        line[j + 1] = cell(report_columns[j], 1, true);
    rows[k++] = row_of(m->a, line, COUNT_OF(line));
    for (size_t i = 0; i < n; i++) {
        line[0] = cell(list[i].label, 1, false);
        for (size_t j = 0; j < REPORT_COLUMNS; j++)
            line[j + 1] =
                cell(figure(m->a, MEASURE_COUNT, t->table3[i][j], t->missing3[i][j]), 1, false);
        rows[k++] = row_of(m->a, line, COUNT_OF(line));
    }
    add_table(m, widths, COUNT_OF(widths), rows, k);
}

static void table4(struct letter_maker *m)
{
    enum { ALL = REPORT_GROUPS * REPORT_RESULTS };
    static const int widths[ALL] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const struct report_table *t = m->t;
    struct letter_row *rows = ARENA_ARRAY(m->a, struct letter_row, 4);
    struct letter_cell names[ALL], line[ALL];
    const struct letter_cell top[] = {cell("行政复议", REPORT_RESULTS, true),
        cell("行政诉讼", (REPORT_GROUPS - 1) * REPORT_RESULTS, true)};
    const struct letter_cell groups[] = {cell("", REPORT_RESULTS, false),
        cell(report_groups[1], REPORT_RESULTS, true), cell(report_groups[2], REPORT_RESULTS, true)};
    for (size_t i = 0; i < ALL; i++) {
        size_t row = i / REPORT_RESULTS, column = i % REPORT_RESULTS;
        names[i] = cell(report_results[column], 1, true);
        line[i] =
            cell(figure(m->a, MEASURE_COUNT, t->table4[row][column], t->missing4[row][column]), 1,
                false);
    }
    rows[0] = row_of(m->a, top, COUNT_OF(top));
    rows[1] = row_of(m->a, groups, COUNT_OF(groups));
    rows[2] = row_of(m->a, names, ALL);
    rows[3] = row_of(m->a, line, ALL);
    add_table(m, widths, ALL, rows, 4);
}

static const char *text_of(const struct letter_maker *m, size_t i, const char *fallback)
{
    const char *text = m->texts ? m->texts[i].text : NULL;
    return text && *text ? text : fallback;
}

/* What no case can tell is marked for the writer. */
static void text(struct letter_maker *m, size_t i)
{
    add(m, BLOCK_PARAGRAPH, text_of(m, i, "〔请填写〕"));
}

/* RULE F10: the sixth section of the format of 2021 reports the fees. */
static void other(struct letter_maker *m, size_t i)
{
    const char *written = text_of(m, i, "");
    if (m->t->format == REPORT_2021 && !strstr(written, "信息处理费"))
        add(m, BLOCK_PARAGRAPH,
            arena_printf(m->a, "%d年，本机关收取政府信息公开信息处理费%lld元。", m->t->year,
                (long long)m->t->fee_yuan));
    if (*written || m->t->format == REPORT_2019)
        add(m, BLOCK_PARAGRAPH, *written ? written : "〔没有的请写“无”〕");
}

/* RULE 3.1: six sections in their order. */
static void sections(struct letter_maker *m)
{
    size_t n;
    const struct report_text *list = report_texts(m->t->format, &n);
    add(m, BLOCK_HEADING, "一、总体情况");
    for (size_t i = 0; i + 2 < n; i++) {
        if (n > 3)
            add(m, BLOCK_PARAGRAPH, list[i].heading);
        text(m, i);
    }
    add(m, BLOCK_HEADING, "二、主动公开政府信息情况");
    table2(m);
    add(m, BLOCK_HEADING, "三、收到和处理政府信息公开申请情况");
    table3(m);
    add(m, BLOCK_HEADING, "四、政府信息公开行政复议、行政诉讼情况");
    table4(m);
    add(m, BLOCK_HEADING, list[n - 2].heading);
    text(m, n - 2);
    add(m, BLOCK_HEADING, list[n - 1].heading);
    other(m, n - 1);
}

static struct letter letter_of(
    struct arena *a, const struct report_table *t, const struct report_text *texts)
{
    struct letter l = letter_blank;
    struct letter_maker m = {a, t, texts, ARENA_ARRAY(a, struct letter_block, MOST_BLOCKS), 0};
    sections(&m);
    l.title = report_title(a, t);
    l.organ = t->organ;
    l.blocks = m.blocks;
    l.n_blocks = m.n;
    l.signature = t->organ;
    l.pages = PAGES_OUTER;
    return l;
}

enum st report_docx(struct arena *a, const struct report_table *t, const struct report_text *texts,
    struct buf *out, struct err *e)
{
    struct letter l = letter_of(a, t, texts);
    return letter_docx(&l, out, e);
}

enum st report_pdf(struct arena *a, const struct report_table *t, const struct report_text *texts,
    struct buf *out, struct err *e)
{
    struct letter l = letter_of(a, t, texts);
    return letter_pdf(&l, out, NULL, e);
}
