/* The module of interpretation: routes, tables, statements, the job.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/interpret.h"

#include "disclosure/interpret/demo.h"
#include "disclosure/interpret/pages.h"
#include "disclosure/interpret/store.h"
#include "disclosure/interpret/waits.h"

/* Who may take a step is said by the table of moves. */
static const struct route routes[] = {
    {METHOD_GET, INTERPRET, PERM_SIGNED_IN, page_packs, NULL, NULL, 0, 0},
    {METHOD_GET, INTERPRET "new", PERM_DRAFT, page_pack_new, NULL, NULL, 0, 0},
    {METHOD_POST, INTERPRET "new", PERM_DRAFT, page_pack_start, &pack_start_form, NULL, ROUTE_ONCE,
        0},
    {METHOD_GET, INTERPRET ":id/", PERM_SIGNED_IN, page_pack, NULL, NULL, 0, 0},
    {METHOD_POST, INTERPRET ":id/plan", PERM_DRAFT, page_pack_plan, &pack_plan_form, page_pack, 0,
        0},
    {METHOD_POST, INTERPRET ":id/material", PERM_DRAFT, page_pack_material, &pack_said_form,
        page_pack, ROUTE_ONCE, 0},
    {METHOD_POST, INTERPRET ":id/said", PERM_DRAFT, page_pack_said, &pack_said_form, page_pack, 0,
        0},
    {METHOD_POST, INTERPRET ":id/remove/:record", PERM_DRAFT, page_pack_remove, NULL, NULL, 0, 0},
    {METHOD_POST, INTERPRET ":id/do/:action", PERM_SIGNED_IN, page_pack_do, &pack_do_form,
        page_pack, ROUTE_ONCE, 0},
};

static const struct job jobs[] = {
    {"interpret.watch", "政策解读：期限与互链", 3600, interpret_watch},
};

const struct module interpret_module = {
    .name = "interpret",
    .title = "政策解读",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = interpret_migrations,
    .n_migrations = INTERPRET_MIGRATIONS,
    .stmts = interpret_stmts,
    .n_stmts = INTERPRET_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = interpret_demo,
    .start = interpret_start,
};
