/* Rows and columns of table 2 in both formats, and the texts of the report (rules/requests.md §3.1,
 * §3.2).
 *
 * SPDX-License-Identifier: MIT */
#include "request/report/report.h"

#define ROW(label, block, columns)                                                                 \
    {                                                                                              \
        label, block, columns, COUNT_OF(columns)                                                   \
    }
#define ITEM1 "第二十条第（一）项"
#define ITEM5 "第二十条第（五）项"
#define ITEM6 "第二十条第（六）项"
#define ITEM8 "第二十条第（八）项"
#define ITEM9 "第二十条第（九）项"

static const struct report_column2 made_2019[] = {{"本年新制作数量", MEASURE_COUNT},
    {"本年新公开数量", MEASURE_COUNT}, {"对外公开总数量", MEASURE_COUNT}};
static const struct report_column2 acts_2019[] = {{"上一年项目数量", MEASURE_COUNT},
    {"本年增/减", MEASURE_CHANGE}, {"处理决定数量", MEASURE_COUNT}};
static const struct report_column2 fees_2019[] = {
    {"上一年项目数量", MEASURE_COUNT}, {"本年增/减", MEASURE_CHANGE}};
static const struct report_column2 purchase_2019[] = {
    {"采购项目数量", MEASURE_COUNT}, {"采购总金额（万元）", MEASURE_FEN}};
static const struct report_row2 rows_2019[] = {ROW("规章", ITEM1, made_2019),
    ROW("规范性文件", ITEM1, made_2019), ROW("行政许可", ITEM5, acts_2019),
    ROW("其他对外管理服务事项", ITEM5, acts_2019), ROW("行政处罚", ITEM6, acts_2019),
    ROW("行政强制", ITEM6, acts_2019), ROW("行政事业性收费", ITEM8, fees_2019),
    ROW("政府集中采购", ITEM9, purchase_2019)};

static const struct report_column2 made_2021[] = {{"本年制发件数", MEASURE_COUNT},
    {"本年废止件数", MEASURE_COUNT}, {"现行有效件数", MEASURE_COUNT}};
static const struct report_column2 acts_2021[] = {{"本年处理决定数量", MEASURE_COUNT}};
static const struct report_column2 fees_2021[] = {{"本年收费金额（万元）", MEASURE_FEN}};
static const struct report_row2 rows_2021[] = {ROW("规章", ITEM1, made_2021),
    ROW("行政规范性文件", ITEM1, made_2021), ROW("行政许可", ITEM5, acts_2021),
    ROW("行政处罚", ITEM6, acts_2021), ROW("行政强制", ITEM6, acts_2021),
    ROW("行政事业性收费", ITEM8, fees_2021)};

const struct report_row2 *report_rows2(enum report_format f, size_t *n)
{
    *n = f == REPORT_2019 ? COUNT_OF(rows_2019) : COUNT_OF(rows_2021);
    return f == REPORT_2019 ? rows_2019 : rows_2021;
}

/* RULE 3.1: the sixth section of the format of 2021 also reports the fees (F10). */
static const struct report_text texts_2019[] = {{"overall", "一、总体情况", ""},
    {"problems", "五、存在的主要问题及改进情况", ""}, {"other", "六、其他需要报告的事项", ""}};
static const struct report_text texts_2021[] = {{"active", "（一）主动公开", ""},
    {"request", "（二）依申请公开", ""}, {"manage", "（三）政府信息管理", ""},
    {"platform", "（四）政府信息公开平台建设", ""}, {"supervise", "（五）监督保障", ""},
    {"problems", "五、存在的主要问题及改进情况", ""}, {"other", "六、其他需要报告的事项", ""}};

const struct report_text *report_texts(enum report_format f, size_t *n)
{
    *n = f == REPORT_2019 ? COUNT_OF(texts_2019) : COUNT_OF(texts_2021);
    return f == REPORT_2019 ? texts_2019 : texts_2021;
}

struct day report_deadline(int year, bool county)
{
    bool march = county || year < 2019; /* RULE 3.1 */
    return march ? day_of(year + 1, 3, 31) : day_of(year + 1, 1, 31);
}
