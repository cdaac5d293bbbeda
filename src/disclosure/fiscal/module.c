/* The module of fiscal disclosure: routes, tables, statements.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/demo.h"
#include "disclosure/fiscal/fiscal.h"
#include "disclosure/fiscal/pages.h"

#define BODY_BYTES (4u << 20)
#define PAGE(path, fn)                                                                             \
    {                                                                                              \
        METHOD_GET, path, PERM_PUBLIC, fn, NULL, NULL, ROUTE_CACHED, 0                             \
    }
#define STAFF(path, perm, fn)                                                                      \
    {                                                                                              \
        METHOD_GET, path, perm, fn, NULL, NULL, 0, 0                                               \
    }

/* Who may take a move is said by the table of moves. */
static const struct route routes[] = {
    PAGE("/fiscal/", fiscal_rollup_show),
    PAGE("/fiscal/:year/", fiscal_rollup_show),
    PAGE("/fiscal/:year/:unit/", fiscal_public_show),
    PAGE("/fiscal/:year/:unit/:file", fiscal_public_file),
    PAGE("/fees/", fiscal_fees_show),
    PAGE("/funds/", fiscal_funds_show),
    PAGE("/api/v1/fiscal/sangong", fiscal_api_sangong),
    PAGE("/api/v1/fiscal/sangong.csv", fiscal_api_sangong_csv),
    PAGE("/api/v1/fees", fiscal_api_fees),
    PAGE("/api/v1/fees.csv", fiscal_api_fees_csv),
    PAGE("/api/v1/funds", fiscal_api_funds),
    PAGE("/api/v1/funds.csv", fiscal_api_funds_csv),
    STAFF("/work/fiscal/", PERM_FISCAL, fiscal_show_list),
    STAFF("/work/fiscal/county", PERM_FISCAL, fiscal_show_county),
    STAFF("/work/fiscal/:id/", PERM_FISCAL, fiscal_show_book),
    STAFF("/work/fiscal/:id/edit", PERM_FISCAL_ENTER, fiscal_show_edit),
    STAFF("/work/fiscal/:id/table.xlsx", PERM_FISCAL, fiscal_show_xlsx),
    {METHOD_POST, "/work/fiscal/new", PERM_FISCAL_ENTER, fiscal_do_new, &fiscal_form_new,
        fiscal_show_list, ROUTE_ONCE, 0},
    {METHOD_POST, "/work/fiscal/:id/edit", PERM_FISCAL_ENTER, fiscal_do_edit, &fiscal_form_edit,
        NULL, 0, BODY_BYTES},
    {METHOD_POST, "/work/fiscal/:id/autosave", PERM_FISCAL_ENTER, fiscal_do_autosave,
        &fiscal_form_edit, NULL, 0, BODY_BYTES},
    {METHOD_POST, "/work/fiscal/:id/upload", PERM_FISCAL_ENTER, fiscal_do_upload,
        &fiscal_form_upload, fiscal_show_book, 0, BODY_BYTES},
    {METHOD_POST, "/work/fiscal/:id/do/:action", PERM_FISCAL, fiscal_do_move, &fiscal_form_move,
        fiscal_show_book, ROUTE_ONCE, 0},
    {METHOD_POST, "/work/fiscal/approval", PERM_FISCAL_COUNTY, fiscal_do_approval,
        &fiscal_form_approval, fiscal_show_county, ROUTE_ONCE, 0},
    {METHOD_POST, "/work/fiscal/setting", PERM_FISCAL_COUNTY, fiscal_do_setting,
        &fiscal_form_setting, fiscal_show_county, 0, 0},
    {METHOD_POST, "/work/fiscal/exempt", PERM_FISCAL_COUNTY, fiscal_do_exempt, &fiscal_form_exempt,
        fiscal_show_county, 0, 0},
};

const struct module fiscal_module = {
    .name = "fiscal",
    .title = "财政公开",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = fiscal_migrations,
    .n_migrations = FISCAL_MIGRATIONS,
    .stmts = fiscal_stmts,
    .n_stmts = FISCAL_STMTS,
    .demo = fiscal_demo,
    .start = fiscal_start,
};
