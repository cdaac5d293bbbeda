/* The module of requests: routes, tables, statements, jobs.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/clock.h"
#include "request/foi/demo.h"
#include "request/foi/owed.h"
#include "request/foi/pages.h"
#include "request/foi/recount.h"
#include "request/foi/store.h"

static const struct stmt *const stmts[] = {&foi_sql_organ_list, &foi_sql_organ_get,
    &foi_sql_organ_put, &foi_sql_case_arrival, &foi_sql_case_by_code, &foi_sql_case_same,
    &foi_sql_case_add, &foi_sql_case_get, &foi_sql_case_put, &foi_sql_case_seq, &foi_sql_event_last,
    &foi_sql_event_list, &foi_sql_event_add, &foi_sql_paper_list, &foi_sql_paper_add,
    &foi_sql_paper_get, &foi_sql_list_total, &foi_sql_list_count, &foi_sql_disputes,
    &foi_sql_counted, &foi_sql_counted_total, &foi_sql_fees, &foi_sql_pieces, &foi_sql_charged,
    &foi_sql_list_list, &foi_sql_list_mostly, &foi_sql_list_tabs, &foi_sql_list_mine,
    &foi_sql_recount_cases, &foi_sql_recount_events, &foi_sql_owed, &foi_sql_owed_of};

/* Once when serving starts, for a new calendar, then daily (RULE R6d). */
static const struct job jobs[] = {
    {"foi.recount", "重新计算依申请公开的期限", 24 * 3600, foi_recount_job},
    {"foi.papers", "生成网上申请的登记表和回执", 5, foi_make_owed}};

#define BODY CASE_BODY_BYTES /* files of a case: 50 MB together */

/* Who may do which act is a matter of the transition table: casework_do asks it. */
static const struct route routes[] = {
    {METHOD_GET, CASEWORK, PERM_FOI_SEE, casework_list, NULL, NULL, 0, 0},
    {METHOD_GET, CASEWORK "export.csv", PERM_FOI_SEE, casework_csv, NULL, NULL, 0, 0},
    {METHOD_GET, CASEWORK "new", PERM_FOI, intake_show, NULL, NULL, 0, 0},
    {METHOD_POST, CASEWORK "new", PERM_FOI, intake_do, &intake_form, intake_show, ROUTE_ONCE, BODY},
    {METHOD_GET, CASEWORK "organs", PERM_SIGNED_IN, organs_show, NULL, NULL, 0, 0},
    {METHOD_POST, CASEWORK "organs", PERM_SIGNED_IN, organs_do, &organs_form, organs_show, 0, 0},
    {METHOD_GET, CASEWORK ":id/", PERM_FOI_SEE, casework_show, NULL, NULL, 0, 0},
    {METHOD_POST, CASEWORK ":id/do/:action", PERM_FOI_SEE, casework_do, NULL, casework_show,
        ROUTE_ONCE, BODY},
    {METHOD_POST, CASEWORK ":id/identity", PERM_FOI_SEE, casework_identity, NULL, NULL, 0, 0},
    {METHOD_GET, CASEWORK ":id/file.zip", PERM_FOI_SEE, casework_zip, NULL, NULL, ROUTE_SLOW, 0},
    {METHOD_GET, CASEWORK ":id/copy.zip", PERM_FOI_SEE, casework_copy, NULL, NULL, ROUTE_SLOW, 0},
    {METHOD_GET, CASEWORK ":id/letter", PERM_FOI_SEE, letter_show, NULL, NULL, 0, 0},
    {METHOD_POST, CASEWORK ":id/letter", PERM_FOI_SEE, letter_do, &letter_form, letter_show,
        ROUTE_ONCE, LETTER_BODY_BYTES},
    {METHOD_GET, CASEWORK ":id/letter.docx", PERM_FOI_SEE, letter_docx_get, NULL, NULL, 0, 0},
    {METHOD_GET, CASEWORK ":id/letter.pdf", PERM_FOI_SEE, letter_pdf_get, NULL, NULL, 0, 0},
    {METHOD_GET, CASEWORK ":id/prepared/:action/", PERM_FOI_SEE, prepared_show, NULL, NULL, 0, 0},
    {METHOD_POST, CASEWORK ":id/prepared/:action/", PERM_FOI_SEE, prepared_put, NULL, casework_show,
        ROUTE_ONCE, BODY},
    {METHOD_POST, CASEWORK ":id/prepared/:action/:what", PERM_FOI_SEE, prepared_do, &prepared_form,
        prepared_show, ROUTE_ONCE, BODY},
    {METHOD_GET, CASEWORK ":id/prepared/:action/letter.pdf", PERM_FOI_SEE, prepared_pdf, NULL, NULL,
        0, 0},
    {METHOD_GET, CASEWORK ":id/prepared/:action/letter.docx", PERM_FOI_SEE, prepared_docx, NULL,
        NULL, 0, 0},
    {METHOD_GET, CASEWORK ":id/forms/:kind", PERM_FOI_SEE, form_show, NULL, NULL, 0, 0},
    {METHOD_POST, CASEWORK ":id/forms/:kind", PERM_FOI_SEE, form_do, &form_form, form_show, 0,
        LETTER_BODY_BYTES},
    {METHOD_GET, CASEWORK ":id/forms/:kind/form.docx", PERM_FOI_SEE, form_docx, NULL, NULL, 0, 0},
    {METHOD_GET, CASEWORK ":id/papers/:paper/word", PERM_FOI_SEE, casework_paper_word, NULL, NULL,
        0, 0},
    {METHOD_GET, CASEWORK ":id/papers/:paper", PERM_FOI_SEE, casework_paper, NULL, NULL, 0, 0},
};

/* RULE W4: open cases are counted anew when a notice on days off comes in. */
static enum st start(struct app *app, struct ctx *c)
{
    (void)app, (void)c;
    calendar_when_changed(foi_recount_job);
    return ST_OK;
}

const struct module foi_module = {
    .name = "foi",
    .title = "依申请公开",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .migrations = foi_migrations,
    .n_migrations = FOI_MIGRATIONS,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .demo = foi_demo,
    .start = start,
};
