/* Statements of store_more.c and run_store.c that the module's one list names. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_STORE_SQL_H
#define INVENTORY_STORE_SQL_H

#include "lib/db/db.h"

extern const struct stmt stmt_number_list, stmt_void_add, stmt_void_remove, stmt_void_list,
    stmt_declared_add, stmt_declared_end, stmt_declared_list, stmt_declared_of, stmt_bare_columns,
    stmt_past_limits, stmt_unnumbered, stmt_setting_get, stmt_setting_set, stmt_run_add,
    stmt_run_get, stmt_run_list, stmt_run_set, stmt_number_lacks, stmt_word_new;

#endif
