/* The module of petitions: routes, tables, statements.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/petition.h"

#include "request/petition/demo.h"
#include "request/petition/pages.h"

/* Who may take a step is said by the table of steps. */
static const struct route routes[] = {
    {METHOD_GET, PETITIONS, PERM_COSIGN, petition_show_list, NULL, NULL, 0, 0},
    {METHOD_GET, PETITIONS "new", PERM_PETITION, petition_show_new, NULL, NULL, 0, 0},
    {METHOD_POST, PETITIONS "new", PERM_PETITION, petition_do_new, &petition_form_new,
        petition_show_new, ROUTE_ONCE, 0},
    {METHOD_GET, PETITIONS ":id/", PERM_COSIGN, petition_show_item, NULL, NULL, 0, 0},
    {METHOD_GET, PETITIONS ":id/sheet.pdf", PERM_COSIGN, petition_show_sheet, NULL, NULL, 0, 0},
    {METHOD_GET, PETITIONS ":id/sheet.docx", PERM_COSIGN, petition_sheet_docx, NULL, NULL, 0, 0},
    {METHOD_POST, PETITIONS ":id/sheet", PERM_COSIGN, petition_sheet_back, &petition_form_sheet,
        petition_show_item, 0, (size_t)12 << 20},
    {METHOD_POST, PETITIONS ":id/do/:action", PERM_COSIGN, petition_do_step, &petition_form_step,
        petition_show_item, ROUTE_ONCE, 0},
    {METHOD_POST, PETITIONS "from-request/:id", PERM_FOI, petition_do_from_request, NULL, NULL, 0,
        0},
};

const struct module petition_module = {
    .name = "petition",
    .title = "信访会签",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = petition_migrations,
    .n_migrations = PETITION_MIGRATIONS,
    .stmts = petition_stmts,
    .n_stmts = PETITION_STMTS,
    .demo = petition_demo,
};
