/* The module of the public side of requests: routes, tables, job.
 *
 * SPDX-License-Identifier: MIT */
#include "request/apply/pages.h"

static const struct route routes[] = {
    {METHOD_GET, APPLY, PERM_PUBLIC, apply_guide, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, APPLY "qr.svg", PERM_PUBLIC, apply_qr, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, APPLY "blank/:organ", PERM_PUBLIC, apply_blank, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, APPLY "new", PERM_PUBLIC, apply_new, NULL, NULL, 0, 0},
    {METHOD_POST, APPLY "find", PERM_PUBLIC, apply_find, &apply_find_form, NULL, ROUTE_NO_TX, 0},
    {METHOD_POST, APPLY "found", PERM_PUBLIC, apply_found, NULL, NULL, 0, 0},
    {METHOD_GET, APPLY "found", PERM_PUBLIC, apply_found_show, NULL, NULL, 0, 0},
    {METHOD_GET, APPLY "form", PERM_PUBLIC, apply_form_show, NULL, NULL, 0, 0},
    {METHOD_POST, APPLY "form", PERM_PUBLIC, apply_form_open, &apply_find_form, NULL, ROUTE_NO_TX,
        0},
    {METHOD_POST, APPLY "send", PERM_PUBLIC, apply_send, &apply_form, apply_form_show, ROUTE_ONCE,
        APPLY_BODY_BYTES},
    {METHOD_GET, APPLY "sent", PERM_PUBLIC, apply_sent, NULL, NULL, 0, 0},
    {METHOD_GET, APPLY "dates.ics", PERM_PUBLIC, apply_dates, NULL, NULL, 0, 0},
    {METHOD_GET, APPLY "progress", PERM_PUBLIC, apply_progress, NULL, NULL, 0, 0},
    {METHOD_POST, APPLY "progress", PERM_PUBLIC, apply_check, &apply_progress_form, apply_ask_again,
        ROUTE_NO_TX, 0},
    {METHOD_POST, APPLY "leave", PERM_PUBLIC, apply_leave, NULL, NULL, 0, 0},
    {METHOD_GET, APPLY "papers/:id", PERM_PUBLIC, apply_paper, NULL, NULL, 0, 0},
    {METHOD_POST, APPLY "correct", PERM_PUBLIC, apply_correct, &apply_correct_form, apply_progress,
        ROUTE_ONCE, APPLY_BODY_BYTES},
    {METHOD_POST, APPLY "reasons", PERM_PUBLIC, apply_reasons, &apply_reasons_form, apply_progress,
        ROUTE_ONCE, 0},
    {METHOD_GET, APPLY "withdraw", PERM_PUBLIC, apply_withdraw_show, NULL, NULL, 0, 0},
    {METHOD_POST, APPLY "withdraw", PERM_PUBLIC, apply_withdraw, &apply_withdraw_form,
        apply_progress, ROUTE_ONCE, 0},
};

static const struct stmt *const stmts[] = {&apply_sql_pass_give, &apply_sql_pass_get,
    &apply_sql_pass_drop, &apply_sql_pass_clean, &apply_sql_tally_add, &apply_sql_tally_sum};

static const struct job jobs[] = {{"apply.passes", "清除过期的申请人查询", 600, pass_clean}};

const struct module apply_module = {
    .name = "apply",
    .title = "公众申请",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = apply_migrations,
    .n_migrations = APPLY_MIGRATIONS,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
};
