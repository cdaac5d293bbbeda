/* The report on paper: a workbook of its tables, and a document to be completed in Word or WPS.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter.h"
#include "lib/paper/sheet.h"
#include "request/report/report.h"

enum { LABEL_WIDTH = 60 };

/* ---- workbook ---- */

static void sheet_table3(struct book *b, const struct report_table *t, const char *title)
{
    static const struct sheet_column columns[] = {{"项目", SHEET_TEXT, LABEL_WIDTH, NULL},
        {"自然人", SHEET_INT, 0, NULL}, {"商业企业", SHEET_INT, 0, "法人或其他组织"},
        {"科研机构", SHEET_INT, 0, "法人或其他组织"},
        {"社会公益组织", SHEET_INT, 14, "法人或其他组织"},
        {"法律服务机构", SHEET_INT, 14, "法人或其他组织"}, {"其他", SHEET_INT, 0, "法人或其他组织"},
        {"总计", SHEET_INT, 0, NULL}};
    size_t n;
    const struct report_row *rows = report_rows(t->format, &n);
    struct sheet *s = book_sheet(b, "表三 依申请公开", title, columns, COUNT_OF(columns));
    for (size_t i = 0; i < n; i++) {
        sheet_bold(s, rows[i].depth == 0);
        sheet_text(s, rows[i].label);
        for (size_t j = 0; j < REPORT_COLUMNS; j++)
            sheet_int(s, t->table3[i][j]);
    }
    sheet_bold(s, false);
    sheet_note(s, "勾稽关系：第一项加第二项之和，等于第三项加第四项之和");
}

static void sheet_table4(struct book *b, const struct report_table *t, const char *title)
{
    static const struct sheet_column columns[] = {{"程序", SHEET_TEXT, 30, NULL},
        {"结果维持", SHEET_INT, 0, NULL}, {"结果纠正", SHEET_INT, 0, NULL},
        {"其他结果", SHEET_INT, 0, NULL}, {"尚未审结", SHEET_INT, 0, NULL},
        {"总计", SHEET_INT, 0, NULL}};
    struct sheet *s = book_sheet(b, "表四 复议和诉讼", title, columns, COUNT_OF(columns));
    for (size_t i = 0; i < REPORT_GROUPS; i++) {
        sheet_text(s, report_groups[i]);
        for (size_t j = 0; j < REPORT_RESULTS; j++)
            sheet_int(s, t->table4[i][j]);
    }
}

static const char *title_of(struct arena *a, const struct report_table *t)
{
    return arena_printf(
        a, "%s%d年政府信息公开工作年度报告", *t->organ ? t->organ : "全县", t->year);
}

enum st report_xlsx(const struct report_table *t, struct buf *out, struct err *e)
{
    struct arena *a = arena_new();
    struct book *b = book_new(a);
    const char *title = title_of(a, t);
    sheet_table3(b, t, title);
    sheet_table4(b, t, title);
    enum st st = book_write(b, day_of(t->year, 12, 31), out, e);
    arena_free(&a);
    return st;
}

/* ---- document ---- */

static struct letter_cell cell(const char *text, bool label)
{
    return (struct letter_cell){text, 1, label};
}

static const char *number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

/* A table with a header row of names and a first column of labels. */
static struct letter_block table(
    struct arena *a, const char *first, const char *const *names, size_t n_names, size_t n_rows)
{
    struct letter_table *t = ARENA_NEW(a, struct letter_table);
    int *widths = ARENA_ARRAY(a, int, n_names + 1);
    struct letter_row *rows = ARENA_ARRAY(a, struct letter_row, n_rows + 1);
    struct letter_cell *head = ARENA_ARRAY(a, struct letter_cell, n_names + 1);
    widths[0] = 3 * (int)n_names;
    head[0] = cell(first, true);
    for (size_t i = 0; i < n_names; i++) {
        widths[i + 1] = 3;
        head[i + 1] = cell(names[i], true);
    }
    rows[0] = (struct letter_row){head, n_names + 1, 1};
    *t = (struct letter_table){widths, n_names + 1, rows, n_rows + 1};
    return (struct letter_block){BLOCK_TABLE, "", "", t};
}

static void set_row(struct arena *a, struct letter_block *b, size_t row, const char *label,
    const int64_t *cells, size_t n)
{
    struct letter_cell *list = ARENA_ARRAY(a, struct letter_cell, n + 1);
    list[0] = cell(label, false);
    for (size_t i = 0; i < n; i++)
        list[i + 1] = cell(number(a, cells[i]), false);
    ((struct letter_row *)b->table->rows)[row + 1] = (struct letter_row){list, n + 1, 1};
}

static struct letter_block block_table3(struct arena *a, const struct report_table *t)
{
    size_t n;
    const struct report_row *rows = report_rows(t->format, &n);
    struct letter_block b = table(a, "本年数据", report_columns, REPORT_COLUMNS, n);
    for (size_t i = 0; i < n; i++)
        set_row(a, &b, i, rows[i].label, t->table3[i], REPORT_COLUMNS);
    return b;
}

static struct letter_block block_table4(struct arena *a, const struct report_table *t)
{
    struct letter_block b = table(a, "程序", report_results, REPORT_RESULTS, REPORT_GROUPS);
    for (size_t i = 0; i < REPORT_GROUPS; i++)
        set_row(a, &b, i, report_groups[i], t->table4[i], REPORT_RESULTS);
    return b;
}

static struct letter_block heading(const char *text)
{
    return (struct letter_block){BLOCK_HEADING, "", text, NULL};
}

static struct letter_block paragraph(const char *text)
{
    return (struct letter_block){BLOCK_PARAGRAPH, "", text, NULL};
}

/* §3.1: six sections in their order. What no case can tell is marked for the writer. */
static size_t sections(struct arena *a, const struct report_table *t, struct letter_block *b)
{
    size_t n = 0;
    b[n++] = heading("一、总体情况");
    b[n++] = paragraph("〔请填写：主动公开、依申请公开、政府信息管理、平台建设、监督保障情况〕");
    b[n++] = heading("二、主动公开政府信息情况");
    b[n++] =
        paragraph("〔请填写：规章和行政规范性文件、行政许可、行政处罚、行政强制、行政事业性收费〕");
    b[n++] = heading("三、收到和处理政府信息公开申请情况");
    b[n++] = block_table3(a, t);
    b[n++] = heading("四、政府信息公开行政复议、行政诉讼情况");
    b[n++] = block_table4(a, t);
    b[n++] = heading("五、存在的主要问题及改进情况");
    b[n++] = paragraph("〔请填写。不能与上一年度相同〕");
    b[n++] = heading("六、其他需要报告的事项");
    b[n++] = paragraph(
        t->year >= 2021 ? /* RULE F10 */
            arena_printf(a, "本年度收取政府信息公开信息处理费%lld元。", (long long)t->fee_yuan)
                        : "〔没有的请写“无”〕");
    return n;
}

enum st report_docx(struct arena *a, const struct report_table *t, struct buf *out, struct err *e)
{
    struct letter_block blocks[12];
    struct letter l = letter_blank;
    l.title = title_of(a, t);
    l.organ = t->organ;
    l.blocks = blocks;
    l.n_blocks = sections(a, t, blocks);
    l.signature = t->organ;
    l.pages = PAGES_OUTER;
    return letter_docx(&l, out, e);
}
