/* The workbench's navigation: what I owe first, then the work, then the county's own house.
 *
 * SPDX-License-Identifier: MIT */
#include "sections.h"

#include "common/org/org.h"

const struct work_section work_sections[] = {
    {"inbox", "待办", "/work/", NULL, "inbox", ""},
    {"documents", "文件", "/work/documents/", NULL, "file", "公开"},
    {"normdocs", "规范性文件", "/work/normdocs/", PERM_NORM, "seal", "公开"},
    {"proposals", "建议提案", "/work/proposals/", PERM_PROP, "users", "公开"},
    {"inventory", "文件台账", "/work/inventory/", PERM_INVENTORY, "list", "公开"},
    {"interpret", "政策解读", "/work/interpret/", NULL, "link", "公开"},
    {"decisions", "重大决策", "/work/decisions/", PERM_DECISION, "check", "公开"},
    {"requests", "依申请公开", "/work/requests/", PERM_FOI_SEE, "mail", "公开"},
    {"feedback", "答复再利用", "/work/feedback/", PERM_FOI_SEE, "undo", "公开"},
    {"annual", "年度报告", "/work/annual/", PERM_FOI_SEE, "calendar", "公开"},
    {"proofread", "文字校对", "/work/proofread/", NULL, "check", "公开"},
    {"ledger", "整改台账", "/work/ledger/", PERM_LEDGER, "list", "公开"},
    {"fiscal", "财政公开", "/work/fiscal/", PERM_FISCAL, "list", "公开"},
    {"petitions", "信访会签", "/work/petitions/", PERM_COSIGN, "users", "公开"},
    {"letters", "文书模板", "/work/letters/", PERM_WORDING, "edit", "公开"},
    {"journal", "操作日志", "/work/journal/", PERM_JOURNAL, "log", "监督"},
    {"people", "人员", "/work/people/", PERM_PEOPLE, "users", "管理"},
    {"units", "单位", "/work/units/", PERM_PEOPLE, "users", "管理"},
    {"columns", "栏目", "/work/columns/", PERM_SITE, "menu", "管理"},
    {"calendar", "日历", "/work/calendar/", PERM_SITE, "calendar", "管理"},
    {"search", "检索管理", "/work/search/", PERM_SEARCH, "search", "管理"},
    {"site", "网站设置", "/work/site/", PERM_SITE, "settings", "管理"},
};
const size_t n_work_sections = COUNT_OF(work_sections);
