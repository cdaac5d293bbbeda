/* The module of answered requests: routes, tables, statements, the job.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/feedback.h"

#include "common/org/org.h"
#include "request/feedback/demo.h"
#include "request/feedback/pages.h"

#define ONE FEEDBACK ":id/"
#define CASE FEEDBACK "case/:id/"

/* Whose group or case it is, the handlers look at. Publishing reads files outside of a write
 * transaction; the version of the group keeps it from being done twice. */
static const struct route routes[] = {
    {METHOD_GET, FEEDBACK_LOG, PERM_PUBLIC, feedback_show_public, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, FEEDBACK, PERM_FOI_SEE, feedback_show_list, NULL, NULL, 0, 0},
    {METHOD_POST, FEEDBACK "scan", PERM_FOI, feedback_do_scan, NULL, NULL, ROUTE_SLOW | ROUTE_NO_TX,
        0},
    {METHOD_POST, FEEDBACK "setting", PERM_FOI, feedback_do_setting, &feedback_form_setting,
        feedback_show_list, ROUTE_SLOW | ROUTE_NO_TX, 0},
    {METHOD_GET, ONE, PERM_FOI_SEE, feedback_show_group, NULL, NULL, ROUTE_SLOW, 0},
    {METHOD_POST, ONE "publish", PERM_DRAFT, feedback_do_publish, &feedback_form_publish,
        feedback_show_group, ROUTE_SLOW | ROUTE_NO_TX, 0},
    {METHOD_POST, ONE "later", PERM_FOI, feedback_do_later, &feedback_form_later,
        feedback_show_group, 0, 0},
    {METHOD_POST, ONE "undo", PERM_FOI, feedback_do_undo, &feedback_form_undo, feedback_show_group,
        0, 0},
    {METHOD_POST, ONE "add", PERM_FOI, feedback_do_add, &feedback_form_add, feedback_show_group, 0,
        0},
    {METHOD_POST, ONE "remove", PERM_FOI, feedback_do_remove, &feedback_form_remove,
        feedback_show_group, 0, 0},
    {METHOD_GET, CASE, PERM_FOI_SEE, feedback_show_case, NULL, NULL, 0, 0},
    {METHOD_POST, CASE "mark", PERM_FOI, feedback_do_mark, &feedback_form_mark, feedback_show_case,
        0, 0},
    {METHOD_POST, CASE "tell", PERM_DRAFT, feedback_do_tell, &feedback_form_tell,
        feedback_show_case, ROUTE_ONCE, 0},
};

static const struct job jobs[] = {
    {"feedback.scan", "把内容相近的已答复申请归在一起", 3600, feedback_scan_job},
};

const struct module feedback_module = {
    .name = "feedback",
    .title = "答复再利用",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = feedback_migrations,
    .n_migrations = FEEDBACK_MIGRATIONS,
    .stmts = feedback_stmts,
    .n_stmts = FEEDBACK_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = feedback_demo,
};
