/* The module of the register: routes, statements, the daily job.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/inventory.h"

#include "disclosure/inventory/demo.h"
#include "disclosure/inventory/pages.h"

#define ENTRY INVENTORY "e/:id/"
#define UPLOAD_BYTES (64 * 1024 * 1024)

/* Whose register may be changed is said in the handlers, by the unit. */
static const struct route routes[] = {
    {METHOD_GET, INVENTORY, PERM_INVENTORY, inv_show_list, NULL, NULL, 0, 0},
    {METHOD_GET, INVENTORY "export.xlsx", PERM_INVENTORY, inv_export, NULL, NULL, ROUTE_SLOW, 0},
    {METHOD_GET, INVENTORY "new", PERM_INVENTORY_EDIT, inv_show_new, NULL, NULL, 0, 0},
    {METHOD_POST, INVENTORY "new", PERM_INVENTORY_EDIT, inv_do_new, &inv_form_entry, inv_show_new,
        ROUTE_ONCE, 0},
    {METHOD_GET, ENTRY, PERM_INVENTORY, inv_show_entry, NULL, NULL, 0, 0},
    {METHOD_GET, INVENTORY "r/:id/", PERM_INVENTORY, inv_show_record, NULL, NULL, 0, 0},
    {METHOD_GET, ENTRY "edit", PERM_INVENTORY_EDIT, inv_show_edit, NULL, NULL, 0, 0},
    {METHOD_POST, ENTRY "edit", PERM_INVENTORY_EDIT, inv_do_edit, &inv_form_entry, inv_show_edit, 0,
        0},
    {METHOD_POST, ENTRY "review", PERM_INVENTORY_EDIT, inv_do_review, &inv_form_review,
        inv_show_entry, ROUTE_ONCE, 0},
    {METHOD_GET, INVENTORY "gaps", PERM_INVENTORY, inv_show_gaps, NULL, NULL, 0, 0},
    {METHOD_GET, INVENTORY "gaps/reason", PERM_INVENTORY_EDIT, inv_show_reason, NULL, NULL, 0, 0},
    {METHOD_POST, INVENTORY "gaps/reason", PERM_INVENTORY_EDIT, inv_do_reason, &inv_form_reason,
        inv_show_reason, ROUTE_ONCE, 0},
    {METHOD_POST, INVENTORY "gaps/:unit/:id/reopen", PERM_INVENTORY_EDIT, inv_do_reopen, NULL, NULL,
        0, 0},
    {METHOD_GET, INVENTORY "reconcile", PERM_INVENTORY, inv_show_runs, NULL, NULL, 0, 0},
    {METHOD_POST, INVENTORY "reconcile", PERM_INVENTORY_EDIT, inv_do_upload, &inv_form_upload,
        inv_show_runs, ROUTE_SLOW | ROUTE_NO_TX, UPLOAD_BYTES},
    {METHOD_GET, INVENTORY "reconcile/:id/", PERM_INVENTORY, inv_show_run, NULL, NULL, 0, 0},
    {METHOD_GET, INVENTORY "reconcile/:id/export.xlsx", PERM_INVENTORY, inv_export_run, NULL, NULL,
        ROUTE_SLOW, 0},
    {METHOD_POST, INVENTORY "reconcile/:id/confirm", PERM_INVENTORY_EDIT, inv_do_confirm, NULL,
        NULL, 0, 0},
    {METHOD_GET, INVENTORY "reviews", PERM_INVENTORY, inv_show_reviews, NULL, NULL, 0, 0},
    {METHOD_POST, INVENTORY "reviews/months", PERM_INVENTORY_EDIT, inv_do_months, &inv_form_months,
        inv_show_reviews, 0, 0},
    {METHOD_GET, INVENTORY "columns", PERM_INVENTORY, inv_show_columns, NULL, NULL, 0, 0},
    {METHOD_POST, INVENTORY "columns/declare", PERM_INVENTORY_EDIT, inv_do_declare,
        &inv_form_declare, inv_show_columns, 0, 0},
    {METHOD_POST, INVENTORY "columns/undeclare", PERM_INVENTORY_EDIT, inv_do_undeclare,
        &inv_form_undeclare, NULL, 0, 0},
};

static const struct job jobs[] = {
    {"inventory.sweep", "台账的复审和到期声明", 6 * 3600, inventory_sweep},
};

const struct module inventory_module = {
    .name = "inventory",
    .title = "文件台账",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = inventory_migrations,
    .n_migrations = INVENTORY_MIGRATIONS,
    .stmts = store_stmts,
    .n_stmts = STORE_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = inventory_demo,
};
