/* Sheets of the county government's own budget (政府预算) and final accounts (政府决算): the four
 * budgets and the debts; publishing.md §5.1. Amounts of all levels below are those of the county as
 * a whole.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/shape_rows.h"

static const struct fiscal_column budget_columns[] = {MONEY("previous", "上年执行数"),
    MONEY("budget", "预算数"), {"change", "比上年增减", FISCAL_CHANGE, "budget", "previous", 0},
    {"change_pct", "增减（%）", FISCAL_PERCENT, "change", "previous", 0}};
static const struct fiscal_column final_columns[] = {MONEY("previous", "上年决算数"),
    MONEY("budget", "预算数"), MONEY("adjusted", "调整预算数"), MONEY("final", "决算数"),
    {"change", "比上年增减", FISCAL_CHANGE, "final", "previous", 0},
    {"change_pct", "增减（%）", FISCAL_PERCENT, "change", "previous", 0},
    {"completion_pct", "完成调整预算（%）", FISCAL_PERCENT, "final", "adjusted", 0}};

/* ---- 一般公共预算 ---- */

static const struct fiscal_row general_income[] = {
    SUM("in_tax", "一、税收收入",
        "tax_vat tax_corporate tax_personal tax_resource tax_city tax_house tax_stamp tax_land_use "
        "tax_land_gain tax_vessel tax_farmland tax_deed tax_tobacco tax_environment tax_other"),
    LINE("tax_vat", "增值税"),
    LINE("tax_corporate", "企业所得税"),
    LINE("tax_personal", "个人所得税"),
    LINE("tax_resource", "资源税"),
    LINE("tax_city", "城市维护建设税"),
    LINE("tax_house", "房产税"),
    LINE("tax_stamp", "印花税"),
    LINE("tax_land_use", "城镇土地使用税"),
    LINE("tax_land_gain", "土地增值税"),
    LINE("tax_vessel", "车船税"),
    LINE("tax_farmland", "耕地占用税"),
    LINE("tax_deed", "契税"),
    LINE("tax_tobacco", "烟叶税"),
    LINE("tax_environment", "环境保护税"),
    LINE("tax_other", "其他税收收入"),
    SUM("in_nontax", "二、非税收入",
        "fee_special fee_charges fee_fines fee_capital fee_resource fee_gift fee_housing "
        "fee_other"),
    LINE("fee_special", "专项收入"),
    LINE("fee_charges", "行政事业性收费收入"),
    LINE("fee_fines", "罚没收入"),
    LINE("fee_capital", "国有资本经营收入"),
    LINE("fee_resource", "国有资源（资产）有偿使用收入"),
    LINE("fee_gift", "捐赠收入"),
    LINE("fee_housing", "政府住房基金收入"),
    LINE("fee_other", "其他收入"),
    SUM("in_total", "一般公共预算收入合计", "in_tax in_nontax"),
    LINE("in_superior", "上级补助收入"),
    LINE("in_lower", "下级上解收入"),
    LINE("in_debt", "地方政府一般债务收入"),
    LINE("in_moved", "调入资金"),
    LINE("in_stable", "动用预算稳定调节基金"),
    LINE("in_carry", "上年结余收入"),
    SUM("in_grand", "收入总计",
        "in_total in_superior in_lower in_debt in_moved in_stable in_carry"),
};

static const struct fiscal_row general_spending[] = {
    LINE("out_201", "一般公共服务支出"),
    LINE("out_203", "国防支出"),
    LINE("out_204", "公共安全支出"),
    LINE("out_205", "教育支出"),
    LINE("out_206", "科学技术支出"),
    LINE("out_207", "文化体育与传媒支出"),
    LINE("out_208", "社会保障和就业支出"),
    LINE("out_210", "医疗卫生与计划生育支出"),
    LINE("out_211", "节能环保支出"),
    LINE("out_212", "城乡社区支出"),
    LINE("out_213", "农林水支出"),
    LINE("out_214", "交通运输支出"),
    LINE("out_215", "资源勘探信息等支出"),
    LINE("out_216", "商业服务业等支出"),
    LINE("out_217", "金融支出"),
    LINE("out_219", "援助其他地区支出"),
    LINE("out_220", "国土海洋气象等支出"),
    LINE("out_221", "住房保障支出"),
    LINE("out_222", "粮油物资储备支出"),
    LINE("out_224", "灾害防治及应急管理支出"),
    LINE("out_227", "预备费"),
    LINE("out_229", "其他支出"),
    LINE("out_232", "债务付息支出"),
    LINE("out_233", "债务发行费用支出"),
    SUM("out_total", "一般公共预算支出合计",
        "out_201 out_203 out_204 out_205 out_206 out_207 out_208 out_210 out_211 out_212 out_213 "
        "out_214 out_215 out_216 out_217 out_219 out_220 out_221 out_222 out_224 out_227 out_229 "
        "out_232 out_233"),
    LINE("out_superior", "上解上级支出"),
    LINE("out_lower", "补助下级支出"),
    LINE("out_debt", "地方政府一般债务还本支出"),
    LINE("out_moved", "调出资金"),
    LINE("out_stable", "安排预算稳定调节基金"),
    LINE("out_carry", "年终结余"),
    SUM("out_grand", "支出总计",
        "out_total out_superior out_lower out_debt out_moved out_stable out_carry"),
};

/* ---- 政府性基金预算, 国有资本经营预算: income and spending on one sheet ---- */

static const struct fiscal_row fund_rows[] = {
    LINE("in_land", "国有土地使用权出让收入"),
    LINE("in_land_fund", "国有土地收益基金收入"),
    LINE("in_farm_fund", "农业土地开发资金收入"),
    LINE("in_city", "城市基础设施配套费收入"),
    LINE("in_sewage", "污水处理费收入"),
    LINE("in_lottery", "彩票公益金和发行机构业务费收入"),
    LINE("in_other", "其他政府性基金收入"),
    SUM("in_total", "政府性基金预算收入合计",
        "in_land in_land_fund in_farm_fund in_city in_sewage in_lottery in_other"),
    LINE("in_superior", "上级补助收入"),
    LINE("in_debt", "地方政府专项债务收入"),
    LINE("in_moved", "调入资金"),
    LINE("in_carry", "上年结余收入"),
    SUM("in_grand", "收入总计", "in_total in_superior in_debt in_moved in_carry"),
    LINE("out_207", "文化体育与传媒支出"),
    LINE("out_208", "社会保障和就业支出"),
    LINE("out_212", "城乡社区支出"),
    LINE("out_213", "农林水支出"),
    LINE("out_214", "交通运输支出"),
    LINE("out_215", "资源勘探信息等支出"),
    LINE("out_216", "商业服务业等支出"),
    LINE("out_229", "其他支出"),
    LINE("out_232", "债务付息支出"),
    LINE("out_233", "债务发行费用支出"),
    SUM("out_total", "政府性基金预算支出合计",
        "out_207 out_208 out_212 out_213 out_214 out_215 out_216 out_229 out_232 out_233"),
    LINE("out_superior", "上解上级支出"),
    LINE("out_debt", "地方政府专项债务还本支出"),
    LINE("out_moved", "调出资金"),
    LINE("out_carry", "年终结余"),
    SUM("out_grand", "支出总计", "out_total out_superior out_debt out_moved out_carry"),
};

static const struct fiscal_row capital_rows[] = {
    LINE("in_profit", "利润收入"),
    LINE("in_dividend", "股利、股息收入"),
    LINE("in_sale", "产权转让收入"),
    LINE("in_closing", "清算收入"),
    LINE("in_other", "其他国有资本经营预算收入"),
    SUM("in_total", "国有资本经营预算收入合计",
        "in_profit in_dividend in_sale in_closing in_other"),
    LINE("in_superior", "上级补助收入"),
    LINE("in_carry", "上年结余收入"),
    SUM("in_grand", "收入总计", "in_total in_superior in_carry"),
    LINE("out_reform", "解决历史遗留问题及改革成本支出"),
    LINE("out_capital", "国有企业资本金注入"),
    LINE("out_subsidy", "国有企业政策性补贴"),
    LINE("out_other", "其他国有资本经营预算支出"),
    SUM("out_total", "国有资本经营预算支出合计", "out_reform out_capital out_subsidy out_other"),
    LINE("out_moved", "调出资金"),
    LINE("out_carry", "年终结余"),
    SUM("out_grand", "支出总计", "out_total out_moved out_carry"),
};

/* ---- 社会保险基金预算, 地方政府债务 ---- */

static const struct fiscal_column insurance_columns[] = {MONEY("opening", "上年结余"),
    MONEY("income", "本年收入"), MONEY("spending", "本年支出"),
    {"surplus", "本年收支结余", FISCAL_CHANGE, "income", "spending", 0},
    MONEY("closing", "年末滚存结余")};
static const struct fiscal_row insurance_rows[] = {
    LINE("workers_pension", "企业职工基本养老保险基金"),
    LINE("public_pension", "机关事业单位基本养老保险基金"),
    LINE("residents_pension", "城乡居民基本养老保险基金"),
    LINE("workers_health", "城镇职工基本医疗保险基金"),
    LINE("residents_health", "城乡居民基本医疗保险基金"),
    LINE("injury", "工伤保险基金"),
    LINE("unemployment", "失业保险基金"),
    LINE("birth", "生育保险基金"),
    SUM("total", "社会保险基金合计",
        "workers_pension public_pension residents_pension workers_health residents_health injury "
        "unemployment birth"),
};
static const struct fiscal_column debt_columns[] = {MONEY("limit", "债务限额"),
    MONEY("opening", "上年末余额"), MONEY("issued", "本年举借"), MONEY("repaid", "本年偿还"),
    MONEY("closing", "年末余额")};
static const struct fiscal_row debt_rows[] = {
    LINE("general", "一般债务"),
    LINE("special", "专项债务"),
    SUM("total", "地方政府债务合计", "general special"),
};

#define SHEET(k, t, s, c, r) .key = k, .title = t, .short_title = s, COLS(c), ROWS(r)
#define INSURANCE(k, t, s)                                                                         \
    {                                                                                              \
        SHEET(k, t, s, insurance_columns, insurance_rows), .may_be_empty = true, .balance = {      \
            "opening income",                                                                      \
            "spending closing"                                                                     \
        }                                                                                          \
    }
#define DEBT(k, t, s)                                                                              \
    {                                                                                              \
        SHEET(k, t, s, debt_columns, debt_rows),                                                   \
            .may_be_empty = true, .balance = {"opening issued", "repaid closing"}, .most = {       \
                "closing",                                                                         \
                "limit"                                                                            \
            }                                                                                      \
    }

const struct fiscal_shape fiscal_gov_budget_sheets[FISCAL_GOV_SHEETS] = {
    {SHEET(
        "g01", "01表 一般公共预算收入表", "01 一般公共预算收入", budget_columns, general_income)},
    {SHEET(
        "g02", "02表 一般公共预算支出表", "02 一般公共预算支出", budget_columns, general_spending)},
    {SHEET("g03", "03表 政府性基金预算收支表", "03 政府性基金", budget_columns, fund_rows),
        .may_be_empty = true},
    {SHEET("g04", "04表 国有资本经营预算收支表", "04 国有资本经营", budget_columns, capital_rows),
        .may_be_empty = true},
    INSURANCE("g05", "05表 社会保险基金预算收支表", "05 社会保险基金"),
    DEBT("g06", "06表 地方政府债务限额和余额预计表", "06 政府债务"),
};

const struct fiscal_shape fiscal_gov_final_sheets[FISCAL_GOV_SHEETS] = {
    {SHEET("f01", "01表 一般公共预算收入决算表", "01 一般公共预算收入", final_columns,
        general_income)},
    {SHEET("f02", "02表 一般公共预算支出决算表", "02 一般公共预算支出", final_columns,
        general_spending)},
    {SHEET("f03", "03表 政府性基金收支决算表", "03 政府性基金", final_columns, fund_rows),
        .may_be_empty = true},
    {SHEET("f04", "04表 国有资本经营收支决算表", "04 国有资本经营", final_columns, capital_rows),
        .may_be_empty = true},
    INSURANCE("f05", "05表 社会保险基金收支决算表", "05 社会保险基金"),
    DEBT("f06", "06表 地方政府债务限额和余额决算表", "06 政府债务"),
};
