/* The module of normative documents: routes, tables, statements, jobs.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "disclosure/normdoc/demo.h"
#include "disclosure/normdoc/normdoc.h"
#include "disclosure/normdoc/pages.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/term_known.h"

#define DAY 86400
#define PROPOSAL_BYTES (8 * 1024 * 1024) /* reasons for some thousand documents */
#define GET(pattern, perm, handler)                                                                \
    {                                                                                              \
        METHOD_GET, pattern, perm, handler, NULL, NULL, 0, 0                                       \
    }
#define OPEN(pattern, handler)                                                                     \
    {                                                                                              \
        METHOD_GET, pattern, PERM_PUBLIC, handler, NULL, NULL, ROUTE_CACHED, 0                     \
    }
#define POST(pattern, perm, handler, form, again)                                                  \
    {                                                                                              \
        METHOD_POST, pattern, perm, handler, form, again, ROUTE_ONCE, 0                            \
    }

/* Who may take a step is said by the table of the life cycle. */
static const struct route routes[] = {
    GET(NORMDOCS, PERM_NORM, norm_show_list),
    GET(NORMDOCS "ending", PERM_NORM, norm_show_ending),
    GET(NORMDOCS "new", PERM_DRAFT, norm_show_new),
    POST(NORMDOCS "new", PERM_DRAFT, norm_do_new, &norm_form_new, norm_show_new),
    GET(NORMDOCS "settings", PERM_NORM_MANAGE, norm_show_settings),
    {METHOD_POST, NORMDOCS "settings", PERM_NORM_MANAGE, norm_do_settings, &norm_form_settings,
        norm_show_settings, 0, 0},
    GET(NORMDOCS "findings", PERM_NORM, norm_show_findings),
    GET(NORMDOCS "cites", PERM_NORM, norm_show_cites),
    {METHOD_POST, NORMDOCS "cites", PERM_NORM, norm_do_dismiss, &norm_form_dismiss, norm_show_cites,
        0, 0},
    OPEN(PUBLIC, norm_public_list),
    OPEN(PUBLIC "list.csv", norm_public_csv), /* its first address */
    OPEN("/api/v1/normdocs", norm_public_json),
    OPEN("/api/v1/normdocs.csv", norm_public_csv),
    OPEN(PUBLIC "years", norm_public_years),
    OPEN(PUBLIC "filed", norm_public_filed),
    /* of today unless a day is asked for: not kept */
    GET(PUBLIC "on", PERM_PUBLIC, norm_public_on),
    GET(PUBLIC ":id", PERM_PUBLIC, norm_public_past),
    GET(CAMPAIGNS, PERM_NORM, campaign_show_list),
    GET(CAMPAIGNS "new", PERM_NORM_MANAGE, campaign_show_new),
    POST(CAMPAIGNS "new", PERM_NORM_MANAGE, campaign_do_new, &campaign_form_new, campaign_show_new),
    GET(CAMPAIGNS ":id/", PERM_NORM, campaign_show),
    {METHOD_POST, CAMPAIGNS ":id/propose", PERM_NORM, campaign_do_propose, &campaign_form_propose,
        campaign_show, 0, PROPOSAL_BYTES},
    {METHOD_POST, CAMPAIGNS ":id/remove", PERM_NORM_MANAGE, campaign_do_remove,
        &campaign_form_remove, campaign_show, 0, 0},
    POST(CAMPAIGNS ":id/cancel", PERM_NORM_MANAGE, campaign_do_cancel, NULL, campaign_show),
    POST(CAMPAIGNS ":id/approve", PERM_NORM_MANAGE, campaign_do_approve, &campaign_form_approve,
        campaign_show),
    GET(NORMDOCS ":id/", PERM_NORM, norm_show_item),
    POST(NORMDOCS ":id/do/:action", PERM_NORM, norm_do_step, &norm_form_step, norm_show_item),
    {METHOD_POST, NORMDOCS ":id/owner", PERM_NORM, norm_do_owner, &norm_form_owner, norm_show_item,
        0, 0},
};

static const struct job jobs[] = {
    {"normdoc.watch", "规范性文件：登记、到期提醒", DAY, norm_watch},
    {"normdoc.terms", "规范性文件：读出正文写明的有效期", 600, norm_terms_job},
    {"normdoc.cites", "核查引用已废止文件的网页", DAY, norm_cite_job},
};

const struct module normdoc_module = {
    .name = "normdoc",
    .title = "规范性文件",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = norm_migrations,
    .n_migrations = NORM_MIGRATIONS,
    .stmts = norm_stmts,
    .n_stmts = NORM_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = norm_demo,
    .start = norm_start,
};

const struct module cleanup_module = {.name = "cleanup",
    .title = "规范性文件清理",
    .stmts = campaign_stmts,
    .n_stmts = CAMPAIGN_STMTS};

const struct module norm_base_module = {.name = "norm_base",
    .title = "规范性文件库",
    .stmts = norm_base_stmts,
    .n_stmts = NORM_BASE_STMTS};

const struct module norm_cite_module = {
    .name = "norm_cite", .title = "引用核查", .stmts = norm_cite_stmts, .n_stmts = NORM_CITE_STMTS};
