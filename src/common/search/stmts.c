/* All statements of search, for the module row and the tests.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/feed.h"
#include "common/search/reread.h"
#include "common/search/run.h"

const struct stmt *const search_stmts[SEARCH_STMTS] = {&feed_newest_stmt, &feed_known_stmt,
    &feed_changes_stmt, &run_body_stmt, &run_columns_stmt, &run_column_name_stmt, &scan_count_stmt,
    &scan_stmt, &reread_names_stmt};
