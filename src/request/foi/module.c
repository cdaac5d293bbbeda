/* The module of requests: routes, tables, statements, jobs.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/store.h"

static const struct stmt *const stmts[] = {&foi_sql_organ_list, &foi_sql_organ_get,
    &foi_sql_organ_put, &foi_sql_case_arrival, &foi_sql_case_by_code, &foi_sql_case_open,
    &foi_sql_case_same, &foi_sql_case_add, &foi_sql_case_get, &foi_sql_case_put, &foi_sql_case_seq,
    &foi_sql_event_last, &foi_sql_event_list, &foi_sql_event_add, &foi_sql_paper_list,
    &foi_sql_paper_add, &foi_sql_paper_get, &foi_sql_list_total, &foi_sql_list_count,
    &foi_sql_disputes, &foi_sql_list_list};

const struct module foi_module = {
    .name = "foi",
    .title = "依申请公开",
    .migrations = foi_migrations,
    .n_migrations = FOI_MIGRATIONS,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
};
