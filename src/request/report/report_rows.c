/* Rows and columns of tables 3 and 4 in both formats (rules/requests.md §3.3, §3.4).
 *
 * SPDX-License-Identifier: MIT */
#include "request/report/report.h"

const char *const report_columns[REPORT_COLUMNS] = {
    "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"};
const char *const report_groups[REPORT_GROUPS] = {"行政复议", "未经复议直接起诉", "复议后起诉"};
const char *const report_results[REPORT_RESULTS] = {
    "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};

#define BEFORE_OTHER                                                                               \
    {"r1", "一、本年新收政府信息公开申请数量", 0}, {"r2", "二、上年结转政府信息公开申请数量", 0},  \
        {"r3.1", "（一）予以公开", 1},                                                             \
        {"r3.2", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1},                   \
        {"r3.3.1", "（三）不予公开：1.属于国家秘密", 2},                                           \
        {"r3.3.2", "2.其他法律行政法规禁止公开", 2}, {"r3.3.3", "3.危及“三安全一稳定”", 2},        \
        {"r3.3.4", "4.保护第三方合法权益", 2}, {"r3.3.5", "5.属于三类内部事务信息", 2},            \
        {"r3.3.6", "6.属于四类过程性信息", 2}, {"r3.3.7", "7.属于行政执法案卷", 2},                \
        {"r3.3.8", "8.属于行政查询事项", 2},                                                       \
        {"r3.4.1", "（四）无法提供：1.本机关不掌握相关政府信息", 2},                               \
        {"r3.4.2", "2.没有现成信息需要另行制作", 2}, {"r3.4.3", "3.补正后申请内容仍不明确", 2},    \
        {"r3.5.1", "（五）不予处理：1.信访举报投诉类申请", 2}, {"r3.5.2", "2.重复申请", 2},        \
        {"r3.5.3", "3.要求提供公开出版物", 2}, {"r3.5.4", "4.无正当理由大量反复申请", 2},          \
    {                                                                                              \
        "r3.5.5", "5.要求行政机关确认或重新出具已获取信息", 2                                      \
    }
#define AFTER_OTHER                                                                                \
    {"r3.7", "（七）总计", 1},                                                                     \
    {                                                                                              \
        "r4", "四、结转下年度继续办理", 0                                                          \
    }

static const struct report_row rows_2019[] = {
    BEFORE_OTHER, {"r3.6", "（六）其他处理", 1}, AFTER_OTHER};
static const struct report_row rows_2021[] = {BEFORE_OTHER,
    {"r3.6.1", "（六）其他处理：1.申请人无正当理由逾期不补正", 2},
    {"r3.6.2", "2.申请人逾期未按收费通知要求缴纳费用", 2}, {"r3.6.3", "3.其他", 2}, AFTER_OTHER};

const struct report_row *report_rows(enum report_format f, size_t *n)
{
    *n = f == REPORT_2019 ? COUNT_OF(rows_2019) : COUNT_OF(rows_2021);
    return f == REPORT_2019 ? rows_2019 : rows_2021;
}

/* The format of 2021 came in September and served for the report on that year. */
enum report_format report_format_of(int year)
{
    return year < 2021 ? REPORT_2019 : REPORT_2021;
}
