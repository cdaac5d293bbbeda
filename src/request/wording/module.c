/* The module of templates: routes, table, statements.
 *
 * SPDX-License-Identifier: MIT */
#include "request/wording/pages.h"
#include "request/wording/store.h"

static const struct route routes[] = {
    {METHOD_GET, LETTERS, PERM_WORDING, wording_show_list, NULL, NULL, 0, 0},
    {METHOD_GET, LETTERS ":kind/", PERM_WORDING, wording_show_edit, NULL, NULL, 0, 0},
    {METHOD_POST, LETTERS ":kind/", PERM_WORDING, wording_do_save, &wording_form, wording_show_edit,
        ROUTE_ONCE, 0},
    {METHOD_POST, LETTERS ":kind/preview", PERM_WORDING, wording_do_preview, &wording_form,
        wording_show_edit, 0, 0},
    {METHOD_GET, LETTERS ":kind/preview.pdf", PERM_WORDING, wording_show_preview, NULL, NULL, 0, 0},
    {METHOD_GET, LETTERS ":kind/history", PERM_WORDING, wording_show_history, NULL, NULL, 0, 0},
    {METHOD_POST, LETTERS ":kind/restore", PERM_WORDING, wording_do_restore, &wording_form_restore,
        wording_show_history, ROUTE_ONCE, 0},
};

const struct module wording_module = {
    .name = "wording",
    .title = "文书模板",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = wording_migrations,
    .n_migrations = COUNT_OF(wording_migrations),
    .stmts = wording_stmts,
    .n_stmts = WORDING_STMTS,
    .demo = wording_demo,
};
