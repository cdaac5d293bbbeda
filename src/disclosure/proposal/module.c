/* The module of proposals: routes, tables, statements.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/proposal.h"

#include "disclosure/proposal/demo.h"
#include "disclosure/proposal/pages.h"

#define TABLE_BYTES (8 * 1024 * 1024) /* an uploaded table */
#define TEXT_BYTES (2 * 1024 * 1024)  /* a reply of 20,000 characters, percent-encoded */
#define GET(pattern, perm, handler)                                                                \
    {                                                                                              \
        METHOD_GET, pattern, perm, handler, NULL, NULL, 0, 0                                       \
    }
#define OPEN(pattern, handler)                                                                     \
    {                                                                                              \
        METHOD_GET, pattern, PERM_PUBLIC, handler, NULL, NULL, ROUTE_CACHED, 0                     \
    }
#define POST(pattern, perm, handler, form, again, bytes)                                           \
    {                                                                                              \
        METHOD_POST, pattern, perm, handler, form, again, ROUTE_ONCE, bytes                        \
    }

/* Who may take a step is said by the table of the handling. */
static const struct route routes[] = {
    GET(PROPOSALS, PERM_PROP, prop_show_list),
    GET(PROPOSALS "new", PERM_PROP_MANAGE, prop_show_new),
    POST(PROPOSALS "new", PERM_PROP_MANAGE, prop_do_new, &prop_form_new, prop_show_new, 0),
    GET(PROPOSALS "import", PERM_PROP_MANAGE, prop_show_import),
    GET(PROPOSALS "template.xlsx", PERM_PROP_MANAGE, prop_template),
    POST(PROPOSALS "import", PERM_PROP_MANAGE, prop_do_import, &prop_form_import, prop_show_import,
        TABLE_BYTES),
    GET(PROPOSALS "year", PERM_PROP, prop_show_year),
    POST(PROPOSALS "year", PERM_DRAFT, prop_do_overview, &prop_form_overview, prop_show_year, 0),
    GET(PROPOSALS "findings", PERM_PROP, prop_show_findings),
    GET(PROPOSALS "settings", PERM_PROP_MANAGE, prop_show_settings),
    {METHOD_POST, PROPOSALS "settings", PERM_PROP_MANAGE, prop_do_settings, &prop_form_settings,
        prop_show_settings, 0, 0},
    GET(PROPOSALS ":id/", PERM_PROP, prop_show_item),
    GET(PROPOSALS ":id/reply.pdf", PERM_PROP, prop_reply_pdf),
    GET(PROPOSALS ":id/reply.docx", PERM_PROP, prop_reply_docx),
    GET(PROPOSALS ":id/public.pdf", PERM_PROP, prop_public_pdf),
    POST(PROPOSALS ":id/do/:action", PERM_PROP, prop_do_step, &prop_form_step, prop_show_item,
        TEXT_BYTES),
    OPEN(PROP_PUBLIC, prop_public_list),
    OPEN(PROP_PUBLIC "overview", prop_public_overviews),
    OPEN(PROP_PUBLIC "reply/:name", prop_published_pdf),
    OPEN("/api/v1/proposals", prop_data_json),
    OPEN("/api/v1/proposals.csv", prop_data_csv),
};

const struct module proposal_module = {
    .name = "proposal",
    .title = "建议提案",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = prop_migrations,
    .n_migrations = PROP_MIGRATIONS,
    .stmts = prop_stmts,
    .n_stmts = PROP_STMTS,
    .demo = proposal_demo,
    .start = prop_start,
};

const struct module proposal_public_module = {.name = "proposal_public",
    .title = "建议提案公开",
    .stmts = prop_public_stmts,
    .n_stmts = PROP_PUBLIC_STMTS};
