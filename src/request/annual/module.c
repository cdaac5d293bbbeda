/* The module of the annual report: routes, tables, statements, the yearly reminder.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/annual.h"

#include "request/annual/demo.h"
#include "request/annual/pages.h"

#define ONE ANNUAL ":id/"
#define UPLOAD_BYTES (16 * 1024 * 1024)
#define TEXT_BYTES (2 * 1024 * 1024)

/* Which unit's report it is, the handlers look at: annual_page. */
static const struct route routes[] = {
    {METHOD_GET, ANNUAL, PERM_FOI_SEE, annual_show_list, NULL, NULL, 0, 0},
    {METHOD_POST, ANNUAL "start", PERM_DRAFT, annual_do_start, &annual_form_start, annual_show_list,
        ROUTE_ONCE, 0},
    {METHOD_GET, ONE, PERM_FOI_SEE, annual_show, NULL, NULL, 0, 0},
    {METHOD_GET, ONE "cell", PERM_FOI_SEE, annual_show_cell, NULL, NULL, 0, 0},
    {METHOD_POST, ONE "cell", PERM_DRAFT, annual_do_cell, &annual_form_cell, annual_show_cell, 0,
        0},
    {METHOD_GET, ONE "figures", PERM_DRAFT, annual_show_figures, NULL, NULL, 0, 0},
    {METHOD_POST, ONE "figures", PERM_DRAFT, annual_do_figures, &annual_form_figures,
        annual_show_figures, 0, 0},
    {METHOD_GET, ONE "text", PERM_DRAFT, annual_show_texts, NULL, NULL, 0, 0},
    {METHOD_POST, ONE "text", PERM_DRAFT, annual_do_texts, &annual_form_texts, annual_show_texts, 0,
        TEXT_BYTES},
    {METHOD_POST, ONE "autosave", PERM_DRAFT, annual_autosave, &annual_form_texts,
        annual_autosave_again, 0, TEXT_BYTES},
    {METHOD_GET, ONE "import", PERM_DRAFT, annual_show_import, NULL, NULL, 0, 0},
    {METHOD_POST, ONE "import", PERM_DRAFT, annual_do_import, &annual_form_import,
        annual_show_import, ROUTE_ONCE, UPLOAD_BYTES},
    {METHOD_POST, ONE "keep", PERM_DRAFT, annual_do_keep, &annual_form_version, annual_show,
        ROUTE_ONCE, 0},
    {METHOD_POST, ONE "forget", PERM_DRAFT, annual_do_forget, NULL, NULL, ROUTE_ONCE, 0},
    {METHOD_POST, ONE "freeze", PERM_DRAFT, annual_do_freeze, &annual_form_freeze, annual_show,
        ROUTE_ONCE, 0},
    {METHOD_POST, ONE "reopen", PERM_DRAFT, annual_do_reopen, &annual_form_reopen, annual_show,
        ROUTE_ONCE, 0},
    {METHOD_GET, ONE "report.xlsx", PERM_FOI_SEE, annual_xlsx, NULL, NULL, 0, 0},
    {METHOD_GET, ONE "report.docx", PERM_FOI_SEE, annual_docx, NULL, NULL, 0, 0},
    {METHOD_GET, ONE "report.pdf", PERM_FOI_SEE, annual_pdf, NULL, NULL, 0, 0},
    {METHOD_GET, "/api/v1/annual", PERM_PUBLIC, annual_data_json, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, "/api/v1/annual.csv", PERM_PUBLIC, annual_data_csv, NULL, NULL, ROUTE_CACHED, 0},
};

static const struct job jobs[] = {
    {"annual.remind", "每年1月起提醒编制年度报告", 6 * 3600, annual_remind},
};

const struct module annual_module = {
    .name = "annual",
    .title = "年度报告",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = annual_migrations,
    .n_migrations = ANNUAL_MIGRATIONS,
    .stmts = annual_stmts,
    .n_stmts = ANNUAL_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = annual_demo,
    .start = annual_open,
};

const struct module annual_data_module = {.name = "annual_data",
    .title = "年度报告开放数据",
    .stmts = annual_data_stmts,
    .n_stmts = ANNUAL_DATA_STMTS};
