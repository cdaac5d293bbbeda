/* All statements of search, for the module row and the tests.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/asked.h"
#include "common/search/feed.h"
#include "common/search/reread.h"
#include "common/search/run.h"
#include "common/search/ways.h"
#include "common/search/words.h"

const struct stmt *const search_stmts[SEARCH_STMTS] = {&feed_newest_stmt, &feed_known_stmt,
    &feed_changes_stmt, &run_body_stmt, &run_columns_stmt, &run_column_name_stmt, &scan_count_stmt,
    &scan_stmt, &words_stmt_official, &words_stmt_best, &words_stmt_list, &words_stmt_same,
    &words_stmt_add, &words_stmt_end, &words_stmt_at, &asked_stmt_add, &asked_stmt_forget,
    &asked_stmt_nothing, &asked_stmt_unopened, &asked_stmt_count, &asked_stmt_settled,
    &asked_stmt_settle, &asked_stmt_one, &asked_stmt_known, &ways_stmt_units, &ways_stmt_columns};
