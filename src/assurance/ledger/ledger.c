/* The module of the ledger: routes and statements.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/ledger.h"

#include "assurance/ledger/demo.h"
#include "assurance/ledger/pages.h"

#define WORK "/work/ledger/"
#define IMPORT_BYTES (16 * 1024 * 1024) /* 4 MB of Chinese text, percent-encoded */

/* Who may see the ledger is said here; who may report on one measure, by the unit, in acts.c. */
static const struct route routes[] = {
    {METHOD_GET, WORK, PERM_LEDGER, ledger_show_list, NULL, NULL, 0, 0},
    {METHOD_GET, WORK "mine", PERM_LEDGER, ledger_show_mine, NULL, NULL, 0, 0},
    {METHOD_GET, WORK "export.csv", PERM_LEDGER, ledger_csv, NULL, NULL, 0, 0},
    {METHOD_GET, WORK "import", PERM_LEDGER_CONFIRM, ledger_show_import, NULL, NULL, 0, 0},
    {METHOD_POST, WORK "import", PERM_LEDGER_CONFIRM, ledger_do_import, &ledger_form_import,
        ledger_show_import, ROUTE_ONCE, IMPORT_BYTES},
    {METHOD_GET, WORK "plans/:id/", PERM_LEDGER_CONFIRM, ledger_show_plan, NULL, NULL, 0, 0},
    {METHOD_POST, WORK "plans/:id/title", PERM_LEDGER_CONFIRM, ledger_do_rename,
        &ledger_form_rename, ledger_show_plan, 0, 0},
    {METHOD_POST, WORK "plans/:id/confirm", PERM_LEDGER_CONFIRM, ledger_do_confirm_all, NULL, NULL,
        0, 0},
    {METHOD_GET, WORK ":id/", PERM_LEDGER, ledger_show_measure, NULL, NULL, 0, 0},
    {METHOD_GET, WORK ":id/edit", PERM_LEDGER_CONFIRM, ledger_show_edit, NULL, NULL, 0, 0},
    {METHOD_POST, WORK ":id/edit", PERM_LEDGER_CONFIRM, ledger_do_edit, &ledger_form_edit,
        ledger_show_edit, 0, 0},
    {METHOD_POST, WORK ":id/undo", PERM_LEDGER_CONFIRM, ledger_do_undo, NULL, NULL, 0, 0},
    {METHOD_POST, WORK ":id/report", PERM_LEDGER_REPORT, ledger_do_report, &ledger_form_report,
        ledger_show_measure, ROUTE_ONCE, 0},
    {METHOD_POST, WORK ":id/complete", PERM_LEDGER_CONFIRM, ledger_do_complete,
        &ledger_form_complete, ledger_show_measure, ROUTE_ONCE, 0},
    {METHOD_POST, WORK ":id/reopen", PERM_LEDGER_CONFIRM, ledger_do_reopen, &ledger_form_reopen,
        ledger_show_measure, ROUTE_ONCE, 0},
    {METHOD_GET, "/progress/", PERM_PUBLIC, progress_show, NULL, NULL, ROUTE_CACHED, 0},
};

const struct module ledger_module = {
    .name = "ledger",
    .title = "整改台账",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = ledger_migrations,
    .n_migrations = LEDGER_MIGRATIONS,
    .stmts = ledger_stmts,
    .n_stmts = LEDGER_STMTS,
    .demo = ledger_demo,
    .start = ledger_start,
};
