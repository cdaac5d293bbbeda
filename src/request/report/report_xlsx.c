/* The tables of the report as a workbook, laid out as the official form.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/sheet.h"
#include "request/report/report.h"

enum { LABEL_WIDTH = 60, MONEY = REPORT_COLUMNS2 }; /* money has a column of its own */

static void figure(struct sheet *s, int64_t value, bool missing)
{
    if (missing)
        sheet_blank(s);
    else
        sheet_int(s, value);
}

static void block_head(struct sheet *s, const struct report_row2 *row)
{
    sheet_bold(s, true);
    sheet_text(s, row->block);
    sheet_row_end(s);
    sheet_text(s, "信息内容");
    for (size_t j = 0, at = 0; j < row->n_columns; j++) {
        size_t to = row->columns[j].measure == MEASURE_FEN ? MONEY : j;
        for (; at < to; at++)
            sheet_blank(s);
        sheet_text(s, row->columns[j].title);
        at++;
    }
    sheet_row_end(s);
    sheet_bold(s, false);
}

static void sheet_table2(struct book *b, const struct report_table *t, const char *title)
{
    static const struct sheet_column columns[] = {{"项目", SHEET_TEXT, 30, NULL},
        {"数量一", SHEET_INT, 18, NULL}, {"数量二", SHEET_INT, 18, NULL},
        {"数量三", SHEET_INT, 18, NULL}, {"金额（万元）", SHEET_WAN, 24, NULL}};
    size_t n;
    const struct report_row2 *rows = report_rows2(t->format, &n);
    struct sheet *s = book_sheet(b, "表二 主动公开", title, columns, COUNT_OF(columns));
    for (size_t i = 0; i < n; i++) {
        if (!i || rows[i].block != rows[i - 1].block)
            block_head(s, &rows[i]);
        sheet_text(s, rows[i].label);
        for (size_t j = 0, at = 0; j < rows[i].n_columns; j++) {
            size_t to = rows[i].columns[j].measure == MEASURE_FEN ? MONEY : j;
            for (; at < to; at++)
                sheet_blank(s);
            figure(s, t->table2[i][j], t->missing2[i][j]);
            at++;
        }
        sheet_row_end(s);
    }
}

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
            figure(s, t->table3[i][j], t->missing3[i][j]);
    }
    sheet_bold(s, false);
    sheet_note(s, "勾稽关系：第一项加第二项之和，等于第三项加第四项之和");
}

#define RESULTS(group)                                                                             \
    {"结果维持", SHEET_INT, 10, group}, {"结果纠正", SHEET_INT, 10, group},                        \
        {"其他结果", SHEET_INT, 10, group}, {"尚未审结", SHEET_INT, 10, group},                    \
    {                                                                                              \
        "总计", SHEET_INT, 10, group                                                               \
    }
static void sheet_table4(struct book *b, const struct report_table *t, const char *title)
{
    static const struct sheet_column columns[] = {RESULTS("行政复议"),
        RESULTS("行政诉讼：未经复议直接起诉"), RESULTS("行政诉讼：复议后起诉")};
    struct sheet *s = book_sheet(b, "表四 复议和诉讼", title, columns, COUNT_OF(columns));
    for (size_t i = 0; i < REPORT_GROUPS; i++)
        for (size_t j = 0; j < REPORT_RESULTS; j++)
            figure(s, t->table4[i][j], t->missing4[i][j]);
}

enum st report_xlsx(const struct report_table *t, struct buf *out, struct err *e)
{
    struct arena *a = arena_new();
    struct book *b = book_new(a);
    const char *title = report_title(a, t);
    sheet_table2(b, t, title);
    sheet_table3(b, t, title);
    sheet_table4(b, t, title);
    enum st st = book_write(b, day_of(t->year, 12, 31), out, e);
    arena_free(&a);
    return st;
}
