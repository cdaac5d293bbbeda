/* The report as the text of a public page: headings, paragraphs, the tables with their merged
 * heads.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/escape.h"
#include "lib/ui/html.h"
#include "request/report/report.h"

enum { PARTS2 = 6 };

static void paragraphs(struct buf *out, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (n) {
            buf_adds(out, "<p>");
            escape_html(out, text, n);
            buf_adds(out, "</p>");
        }
        text += n + (text[n] == '\n');
    }
}

static void head(struct buf *out, const char *text, int columns, int rows)
{
    buf_adds(out, "<th");
    if (columns > 1)
        buf_addf(out, " colspan=\"%d\"", columns);
    if (rows > 1)
        buf_addf(out, " rowspan=\"%d\"", rows);
    buf_addc(out, '>');
    html_text(out, text);
    buf_adds(out, "</th>");
}

static void figure(
    struct arena *a, struct buf *out, enum report_measure m, int64_t value, bool missing, int span)
{
    buf_adds(out, "<td");
    if (span > 1)
        buf_addf(out, " colspan=\"%d\"", span);
    buf_addc(out, '>');
    if (!missing)
        html_text(out, report_figure_text(a, m, value));
    buf_adds(out, "</td>");
}

static void table2(struct arena *a, struct buf *out, const struct report_table *t)
{
    size_t n;
    const struct report_row2 *list = report_rows2(t->format, &n);
    buf_adds(out, "<table><tbody>");
    for (size_t i = 0; i < n; i++) {
        int span = PARTS2 / (int)list[i].n_columns;
        if (!i || list[i].block != list[i - 1].block) {
            buf_adds(out, "<tr>");
            head(out, list[i].block, PARTS2 + 1, 1);
            buf_adds(out, "</tr><tr>");
            head(out, "信息内容", 1, 1);
            for (size_t j = 0; j < list[i].n_columns; j++)
                head(out, list[i].columns[j].title, span, 1);
            buf_adds(out, "</tr>");
        }
        buf_adds(out, "<tr>");
        head(out, list[i].label, 1, 1);
        for (size_t j = 0; j < list[i].n_columns; j++)
            figure(a, out, list[i].columns[j].measure, t->table2[i][j], t->missing2[i][j], span);
        buf_adds(out, "</tr>");
    }
    buf_adds(out, "</tbody></table>");
}

static void table3(struct arena *a, struct buf *out, const struct report_table *t)
{
    size_t n;
    const struct report_row *list = report_rows(t->format, &n);
    buf_adds(out, "<table><tbody><tr>");
    head(out, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 1, 3);
    head(out, "申请人情况", REPORT_COLUMNS, 1);
    buf_adds(out, "</tr><tr>");
    head(out, "自然人", 1, 2);
    head(out, "法人或其他组织", 5, 1);
    head(out, "总计", 1, 2);
    buf_adds(out, "</tr><tr>");
    for (size_t j = 1; j + 1 < REPORT_COLUMNS; j++)
        head(out, report_columns[j], 1, 1);
    buf_adds(out, "</tr>");
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, "<tr>");
        head(out, list[i].label, 1, 1);
        for (size_t j = 0; j < REPORT_COLUMNS; j++)
            figure(a, out, MEASURE_COUNT, t->table3[i][j], t->missing3[i][j], 1);
        buf_adds(out, "</tr>");
    }
    buf_adds(out, "</tbody></table>");
}

static void results(
    struct arena *a, struct buf *out, const struct report_table *t, int from, int to)
{
    int span = to - from == 1 ? 2 : 1;
    buf_adds(out, "<tr>");
    for (int i = from; i < to; i++)
        for (size_t j = 0; j < REPORT_RESULTS; j++)
            head(out, report_results[j], span, 1);
    buf_adds(out, "</tr><tr>");
    for (int i = from; i < to; i++)
        for (size_t j = 0; j < REPORT_RESULTS; j++)
            figure(a, out, MEASURE_COUNT, t->table4[i][j], t->missing4[i][j], span);
    buf_adds(out, "</tr>");
}

/* The two halves of the form below each other, so that fifteen columns fit a phone. */
static void table4(struct arena *a, struct buf *out, const struct report_table *t)
{
    buf_adds(out, "<table><tbody><tr>");
    head(out, report_groups[0], 2 * REPORT_RESULTS, 1);
    buf_adds(out, "</tr>");
    results(a, out, t, 0, 1);
    buf_adds(out, "<tr>");
    head(out, "行政诉讼", 2 * REPORT_RESULTS, 1);
    buf_adds(out, "</tr><tr>");
    for (size_t i = 1; i < REPORT_GROUPS; i++)
        head(out, report_groups[i], REPORT_RESULTS, 1);
    buf_adds(out, "</tr>");
    results(a, out, t, 1, REPORT_GROUPS);
    buf_adds(out, "</tbody></table>");
}

static void heading(struct buf *out, int level, const char *text)
{
    buf_addf(out, "<h%d>", level);
    html_text(out, text);
    buf_addf(out, "</h%d>", level);
}

/* RULE F10 */
static void fees(struct buf *out, const struct report_table *t, const char *written)
{
    if (t->format == REPORT_2021 && !strstr(written, "信息处理费"))
        buf_addf(out, "<p>%d年，本机关收取政府信息公开信息处理费%lld元。</p>", t->year,
            (long long)t->fee_yuan);
}

void report_html(
    struct arena *a, const struct report_table *t, const struct report_text *texts, struct buf *out)
{
    size_t n;
    report_texts(t->format, &n);
    if (n > 3)
        heading(out, 2, "一、总体情况");
    for (size_t i = 0; i + 2 < n; i++) {
        heading(out, n > 3 ? 3 : 2, texts[i].heading);
        paragraphs(out, texts[i].text);
    }
    heading(out, 2, "二、主动公开政府信息情况");
    table2(a, out, t);
    heading(out, 2, "三、收到和处理政府信息公开申请情况");
    table3(a, out, t);
    heading(out, 2, "四、政府信息公开行政复议、行政诉讼情况");
    table4(a, out, t);
    heading(out, 2, texts[n - 2].heading);
    paragraphs(out, texts[n - 2].text);
    heading(out, 2, texts[n - 1].heading);
    fees(out, t, texts[n - 1].text);
    paragraphs(out, texts[n - 1].text);
}
