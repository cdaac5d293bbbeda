/* Kinds of books: “三公” expenses, budgets and final accounts of units and of the county,
 * catalogues of fees and funds.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/shape_rows.h"

#include <stdint.h>
#include <string.h>

/* ---- “三公” (§5.3) ---- */

static const struct fiscal_column amount_columns[] = {
    MONEY("budget", "预算数"),
    MONEY("previous", "上年决算数"),
    MONEY("final", "决算数"),
    {"change", "比上年增减", FISCAL_CHANGE, "final", "previous", 0},
    {"change_pct", "增减（%）", FISCAL_PERCENT, "change", "previous", 0},
    {"completion_pct", "完成预算（%）", FISCAL_PERCENT, "final", "budget", 0},
};
static const struct fiscal_row amount_rows[] = {
    {"total", "合计", 0, "abroad vehicle_total reception", NULL, NULL},
    {"abroad", "一、因公出国（境）费", 0, NULL, NULL, NULL},
    {"vehicle_total", "二、公务用车购置及运行费", 0, "vehicle_buy vehicle_run", NULL, NULL},
    {"vehicle_buy", "（一）公务用车购置费", 1, NULL, NULL, NULL},
    {"vehicle_run", "（二）公务用车运行费", 1, NULL, NULL, NULL},
    {"reception", "三、公务接待费", 0, "reception_domestic reception_foreign", NULL, NULL},
    {"reception_domestic", "（一）国内公务接待费", 1, NULL, NULL, NULL},
    {"reception_foreign", "（二）国（境）外公务接待费", 1, NULL, NULL, NULL},
};
static const struct fiscal_column count_columns[] = {
    {"count", "数量", FISCAL_COUNT, NULL, NULL, 10}};
static const struct fiscal_row count_rows[] = {
    {"abroad_groups", "因公出国（境）团组数", 0, NULL, NULL, "个"},
    {"abroad_people", "因公出国（境）人数", 0, NULL, NULL, "人次"},
    {"vehicle_bought", "公务用车购置数", 0, NULL, NULL, "辆"},
    {"vehicle_stock", "公务用车保有量", 0, NULL, NULL, "辆"},
    {"reception_batches", "国内公务接待批次", 0, NULL, NULL, "批次"},
    {"reception_people", "国内公务接待人数", 0, NULL, NULL, "人次"},
};
static const struct fiscal_shape sangong_sheets[] = {
    {.key = "amounts",
        .title = "“三公”经费支出表",
        .short_title = "支出表",
        COLS(amount_columns),
        ROWS(amount_rows),
        .full = true},
    {.key = "counts",
        .title = "“三公”经费实物量",
        .short_title = "实物量",
        COLS(count_columns),
        ROWS(count_rows),
        .full = true},
};
static const struct fiscal_text_field sangong_texts[] = {
    {"reason", "“三公”经费增减变化原因",
        "数字有增减的，不少于10个字写明原因；没有增减的，写“与上年持平”", true},
    {"text", "情况说明", "可以不填；写了的，其中的数字和增减方向要与表一致", false},
};

/* ---- catalogues (§5.5, §5.6) ---- */

static const struct fiscal_column fee_columns[] = {
    {"dept", "部门", FISCAL_TEXT, NULL, NULL, 12},
    {"code", "收费编码", FISCAL_TEXT, NULL, NULL, 10},
    {"name", "收费项目", FISCAL_TEXT, NULL, NULL, 20},
    {"basis", "设立依据", FISCAL_TEXT, NULL, NULL, 28},
    {"mode", "资金管理方式", FISCAL_TEXT, NULL, NULL, 14},
    {"standard", "收费标准", FISCAL_TEXT, NULL, NULL, 20},
    {"level", "立项级次", FISCAL_TEXT, NULL, NULL, 8},
    {"enterprise", "是否涉企", FISCAL_TEXT, NULL, NULL, 6},
};
static const struct fiscal_column fund_columns[] = {
    {"name", "项目名称", FISCAL_TEXT, NULL, NULL, 20},
    {"basis", "设立依据", FISCAL_TEXT, NULL, NULL, 28},
    {"dept", "征收部门", FISCAL_TEXT, NULL, NULL, 12},
    {"object", "征收对象", FISCAL_TEXT, NULL, NULL, 16},
    {"standard", "征收标准", FISCAL_TEXT, NULL, NULL, 20},
    {"mode", "资金管理方式", FISCAL_TEXT, NULL, NULL, 14},
    {"level", "预算级次", FISCAL_TEXT, NULL, NULL, 8},
};
static const struct fiscal_shape fee_sheets[] = {{.key = "fees",
    .title = "行政事业性收费目录清单",
    .short_title = "收费目录",
    COLS(fee_columns)}};
static const struct fiscal_shape fund_sheets[] = {
    {.key = "funds", .title = "政府性基金目录清单", .short_title = "基金目录", COLS(fund_columns)}};
static const struct fiscal_text_field catalogue_texts[] = {
    {"text", "说明", "例如：清单之外的收费，单位和个人有权拒绝缴纳", false}};

/* ---- budget and final accounts: the sheets are in shape_accounts.c ---- */

static const struct fiscal_text_field final_texts[] = {
    {"overview", "部门概况", "职能、机构、人员", false},
    {"text", "决算情况说明", "机关运行经费、国有资产、政府采购、绩效等情况", false},
    {"j07", "政府性基金预算表为空的说明", "没有政府性基金收支的，写明“本单位没有政府性基金收支”",
        false},
    {"j08", "国有资本经营预算表为空的说明",
        "没有国有资本经营支出的，写明“本单位没有国有资本经营预算支出”", false},
};
static const struct fiscal_text_field budget_texts[] = {
    {"overview", "部门概况", "职能、机构、人员", false},
    {"reason", "“三公”经费预算增减变化原因",
        "预算数与上年有增减的，不少于10个字写明原因；没有增减的，写“与上年持平”", true},
    {"text", "预算情况说明", "", false},
    {"b08", "政府性基金预算表为空的说明",
        "没有政府性基金预算支出的，写明“本单位没有政府性基金预算支出”", false},
};

/* ---- the county government's own: the sheets are in shape_government.c ---- */

#define EMPTY_TEXTS(a, b, c, d)                                                                    \
    {a, "政府性基金预算表为空的说明", "没有的，写明“本县没有政府性基金预算收支”", false},          \
        {b, "国有资本经营预算表为空的说明", "没有的，写明“本县没有国有资本经营预算收支”", false},  \
        {c, "社会保险基金预算表为空的说明", "由上级统筹的，写明由哪一级编制、公开", false},        \
    {                                                                                              \
        d, "政府债务表为空的说明", "没有的，写明“本县没有地方政府债务”", false                     \
    }
static const struct fiscal_text_field gov_budget_texts[] = {
    {"reason", "收支增减变化说明", "收支与上年有增减的，不少于10个字写明原因", true},
    {"text", "预算情况说明", "转移支付、举借债务、重大政策和绩效目标等", false},
    EMPTY_TEXTS("g03", "g04", "g05", "g06")};
static const struct fiscal_text_field gov_final_texts[] = {
    {"reason", "收支增减变化说明", "收支与上年有增减的，不少于10个字写明原因", true},
    {"text", "决算情况说明", "预算调整、转移支付、举借债务和绩效等", false},
    EMPTY_TEXTS("f03", "f04", "f05", "f06")};

#define SHEETS(x) .sheets = x, .n_sheets = COUNT_OF(x)
#define TEXTS(x) .texts = x, .n_texts = COUNT_OF(x)
const struct fiscal_kind fiscal_kinds[] = {
    {.key = "sangong",
        .title = "“三公”经费",
        .name = "“三公”经费决算",
        .column = "zwgk/fdnr/czxx/sgjf",
        SHEETS(sangong_sheets),
        TEXTS(sangong_texts),
        .own_budget = "budget",
        .chart = "amounts",
        .chart_rows = "",
        .chart_columns = "budget previous final"},
    {.key = "budget",
        .title = "部门预算",
        .name = "部门预算",
        .column = "zwgk/fdnr/czxx/ysjs",
        SHEETS(fiscal_budget_sheets),
        TEXTS(budget_texts)},
    {.key = "final",
        .title = "部门决算",
        .name = "部门决算",
        .column = "zwgk/fdnr/czxx/ysjs",
        SHEETS(fiscal_final_sheets),
        TEXTS(final_texts)},
    {.key = "gov_budget",
        .title = "政府预算",
        .name = "政府预算",
        .column = "zwgk/fdnr/czxx/ysjs",
        SHEETS(fiscal_gov_budget_sheets),
        TEXTS(gov_budget_texts),
        .county = true,
        .chart = "g02",
        .chart_rows = "out_2",
        .chart_columns = "previous budget"},
    {.key = "gov_final",
        .title = "政府决算",
        .name = "政府决算",
        .column = "zwgk/fdnr/czxx/ysjs",
        SHEETS(fiscal_gov_final_sheets),
        TEXTS(gov_final_texts),
        .county = true,
        .own_budget = "gov_budget",
        .chart = "f02",
        .chart_rows = "out_2",
        .chart_columns = "budget previous final"},
    {.key = "fees",
        .title = "收费目录",
        .name = "行政事业性收费目录清单",
        .column = "zwgk/fdnr/sfjj",
        SHEETS(fee_sheets),
        TEXTS(catalogue_texts),
        .catalogue = true,
        .county = true},
    {.key = "funds",
        .title = "基金目录",
        .name = "政府性基金目录清单",
        .column = "zwgk/fdnr/sfjj",
        SHEETS(fund_sheets),
        TEXTS(catalogue_texts),
        .catalogue = true,
        .county = true},
};
const size_t n_fiscal_kinds = COUNT_OF(fiscal_kinds);

const struct fiscal_kind *fiscal_kind_find(const char *key)
{
    for (size_t i = 0; i < n_fiscal_kinds; i++)
        if (strcmp(fiscal_kinds[i].key, key) == 0)
            return &fiscal_kinds[i];
    return NULL;
}

const struct fiscal_shape *fiscal_sheet_find(const struct fiscal_kind *k, const char *key)
{
    for (size_t i = 0; i < k->n_sheets; i++)
        if (strcmp(k->sheets[i].key, key) == 0)
            return &k->sheets[i];
    return NULL;
}

size_t fiscal_row_place(const struct fiscal_shape *s, const char *key)
{
    for (size_t i = 0; i < s->n_rows; i++)
        if (strcmp(s->rows[i].key, key) == 0)
            return i;
    return SIZE_MAX;
}

size_t fiscal_column_place(const struct fiscal_shape *s, const char *key)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (strcmp(s->columns[i].key, key) == 0)
            return i;
    return SIZE_MAX;
}

bool fiscal_listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; *p;) {
        size_t len = strcspn(p, " ");
        if (len == n && memcmp(p, word, n) == 0)
            return true;
        p += len + (p[len] == ' ');
    }
    return false;
}

bool fiscal_has_cell(const struct fiscal_row *row, const struct fiscal_column *col)
{
    return !row || !row->only || fiscal_listed(row->only, col->key);
}

bool fiscal_typed(const struct fiscal_column *col)
{
    return col->type != FISCAL_CHANGE && col->type != FISCAL_PERCENT;
}
