/* Sheets of a department's budget (预算) and final accounts (决算), rules/publishing.md §5.2.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/shape_rows.h"

#define CODE                                                                                       \
    {"code", "科目编码", FISCAL_TEXT, NULL, NULL, 10},                                             \
    {                                                                                              \
        "name", "科目名称", FISCAL_TEXT, NULL, NULL, 18                                            \
    }

/* The classes of the function of spending that a county's departments use. */
#define CLASSES                                                                                    \
    LINE("out_201", "一般公共服务支出"), LINE("out_203", "国防支出"),                              \
        LINE("out_204", "公共安全支出"), LINE("out_205", "教育支出"),                              \
        LINE("out_206", "科学技术支出"), LINE("out_207", "文化体育与传媒支出"),                    \
        LINE("out_208", "社会保障和就业支出"), LINE("out_210", "医疗卫生与计划生育支出"),          \
        LINE("out_211", "节能环保支出"), LINE("out_212", "城乡社区支出"),                          \
        LINE("out_213", "农林水支出"), LINE("out_214", "交通运输支出"),                            \
        LINE("out_215", "资源勘探信息等支出"), LINE("out_216", "商业服务业等支出"),                \
        LINE("out_220", "国土海洋气象等支出"), LINE("out_221", "住房保障支出"),                    \
        LINE("out_222", "粮油物资储备支出"), LINE("out_229", "其他支出")
#define CLASS_KEYS                                                                                 \
    "out_201 out_203 out_204 out_205 out_206 out_207 out_208 out_210 out_211 out_212 out_213 "     \
    "out_214 out_215 out_216 out_220 out_221 out_222 out_229"

static const struct fiscal_column one_amount[] = {MONEY("amount", "决算数")};
static const struct fiscal_column one_budget[] = {MONEY("amount", "预算数")};
static const struct fiscal_row overall_rows[] = {
    LINE("in_general", "一般公共预算财政拨款收入"),
    LINE("in_fund", "政府性基金预算财政拨款收入"),
    LINE("in_capital", "国有资本经营预算财政拨款收入"),
    LINE("in_superior", "上级补助收入"),
    LINE("in_service", "事业收入"),
    LINE("in_business", "经营收入"),
    LINE("in_lower", "附属单位上缴收入"),
    LINE("in_other", "其他收入"),
    SUM("in_total", "本年收入合计",
        "in_general in_fund in_capital in_superior in_service in_business in_lower in_other"),
    LINE("in_used", "使用非财政拨款结余"),
    LINE("in_carry", "年初结转和结余"),
    SUM("in_grand", "收入总计", "in_total in_used in_carry"),
    CLASSES,
    SUM("out_total", "本年支出合计", CLASS_KEYS),
    LINE("out_spread", "结余分配"),
    LINE("out_carry", "年末结转和结余"),
    SUM("out_grand", "支出总计", "out_total out_spread out_carry"),
};

static const struct fiscal_column income_columns[] = {CODE, MONEY("total", "合计"),
    MONEY("grant", "财政拨款"), MONEY("superior", "上级补助"), MONEY("service", "事业收入"),
    MONEY("business", "经营收入"), MONEY("lower", "附属单位上缴"), MONEY("other", "其他收入")};
static const struct fiscal_column spending_columns[] = {CODE, MONEY("total", "合计"),
    MONEY("basic", "基本支出"), MONEY("project", "项目支出"), MONEY("upward", "上缴上级"),
    MONEY("business", "经营支出"), MONEY("lower", "对附属单位补助")};
static const struct fiscal_column grant_columns[] = {MONEY("total", "合计"),
    MONEY("general", "一般公共预算"), MONEY("fund", "政府性基金"),
    MONEY("capital", "国有资本经营")};
static const struct fiscal_row grant_rows[] = {
    {"in_general", "一般公共预算财政拨款", 1, NULL, "total general", NULL},
    {"in_fund", "政府性基金预算财政拨款", 1, NULL, "total fund", NULL},
    {"in_capital", "国有资本经营预算财政拨款", 1, NULL, "total capital", NULL},
    SUM("in_total", "本年收入合计", "in_general in_fund in_capital"),
    LINE("in_carry", "年初财政拨款结转和结余"),
    SUM("in_grand", "收入总计", "in_total in_carry"),
    CLASSES,
    SUM("out_total", "本年支出合计", CLASS_KEYS),
    LINE("out_carry", "年末财政拨款结转和结余"),
    SUM("out_grand", "支出总计", "out_total out_carry"),
};
static const struct fiscal_column general_columns[] = {
    CODE, MONEY("total", "合计"), MONEY("basic", "基本支出"), MONEY("project", "项目支出")};
static const struct fiscal_column basic_columns[] = {
    CODE, MONEY("total", "合计"), MONEY("staff", "人员经费"), MONEY("running", "公用经费")};
static const struct fiscal_column fund_columns[] = {CODE, MONEY("in_carry", "年初结转和结余"),
    MONEY("income", "本年收入"), MONEY("total", "本年支出合计"), MONEY("basic", "基本支出"),
    MONEY("project", "项目支出"), MONEY("out_carry", "年末结转和结余")};
static const struct fiscal_column three_columns[] = {MONEY("previous", "上年预算数"),
    MONEY("budget", "本年预算数"), {"change", "增减", FISCAL_CHANGE, "budget", "previous", 0},
    {"change_pct", "增减（%）", FISCAL_PERCENT, "change", "previous", 0}};
static const struct fiscal_row three_rows[] = {
    SUM("total", "合计", "abroad vehicle_total reception"),
    {"abroad", "一、因公出国（境）费", 0, NULL, NULL, NULL},
    SUM("vehicle_total", "二、公务用车购置及运行费", "vehicle_buy vehicle_run"),
    LINE("vehicle_buy", "（一）公务用车购置费"),
    LINE("vehicle_run", "（二）公务用车运行费"),
    {"reception", "三、公务接待费", 0, NULL, NULL, NULL},
};

#define CODED(k, t, s, c, a)                                                                       \
    {                                                                                              \
        .key = k, .title = t, .short_title = s, COLS(c), .across = a, .coded = true                \
    }

const struct fiscal_shape fiscal_final_sheets[8] = {
    {.key = "j01",
        .title = "公开01表 收入支出决算总表",
        .short_title = "01 收支总表",
        COLS(one_amount),
        ROWS(overall_rows)},
    CODED("j02", "公开02表 收入决算表", "02 收入", income_columns,
        "grant superior service business lower other"),
    CODED("j03", "公开03表 支出决算表", "03 支出", spending_columns,
        "basic project upward business lower"),
    {.key = "j04",
        .title = "公开04表 财政拨款收入支出决算总表",
        .short_title = "04 财政拨款",
        COLS(grant_columns),
        ROWS(grant_rows),
        .across = "general fund capital"},
    CODED("j05", "公开05表 一般公共预算财政拨款支出决算表", "05 一般公共预算", general_columns,
        "basic project"),
    CODED("j06", "公开06表 一般公共预算财政拨款基本支出决算表", "06 基本支出", basic_columns,
        "staff running"),
    {.key = "j07",
        .title = "公开07表 政府性基金预算财政拨款收入支出决算表",
        .short_title = "07 政府性基金",
        COLS(fund_columns),
        .across = "basic project",
        .coded = true,
        .may_be_empty = true},
    {.key = "j08",
        .title = "公开08表 国有资本经营预算财政拨款支出决算表",
        .short_title = "08 国有资本",
        COLS(general_columns),
        .across = "basic project",
        .coded = true,
        .may_be_empty = true,
        .since = 2020},
};

const struct fiscal_shape fiscal_budget_sheets[8] = {
    {.key = "b01",
        .title = "预算01表 部门收支预算总表",
        .short_title = "01 收支总表",
        COLS(one_budget),
        ROWS(overall_rows)},
    CODED("b02", "预算02表 部门收入预算表", "02 收入", income_columns,
        "grant superior service business lower other"),
    CODED("b03", "预算03表 部门支出预算表", "03 支出", spending_columns,
        "basic project upward business lower"),
    {.key = "b04",
        .title = "预算04表 财政拨款收支预算总表",
        .short_title = "04 财政拨款",
        COLS(grant_columns),
        ROWS(grant_rows),
        .across = "general fund capital"},
    CODED(
        "b05", "预算05表 一般公共预算支出表", "05 一般公共预算", general_columns, "basic project"),
    CODED("b06", "预算06表 一般公共预算基本支出表", "06 基本支出", basic_columns, "staff running"),
    {.key = "b07",
        .title = "预算07表 “三公”经费支出预算表",
        .short_title = "07 “三公”经费",
        COLS(three_columns),
        ROWS(three_rows),
        .full = true},
    {.key = "b08",
        .title = "预算08表 政府性基金预算支出表",
        .short_title = "08 政府性基金",
        COLS(general_columns),
        .across = "basic project",
        .coded = true,
        .may_be_empty = true},
};
