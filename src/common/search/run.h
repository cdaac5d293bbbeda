/* Parts of search_run; used inside common/search only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_RUN_H
#define SEARCH_RUN_H

#include "common/search/ask.h"
#include "common/search/entries.h"
#include "common/search/search.h"

/* Escaped and marked. */
const char *search_title_html(struct ctx *c, const char *title, const struct ask *q);
/* Fills title, number, passage, anchor and attachment of a hit whose item is known (show.c). */
enum st search_show(
    struct ctx *c, const struct ask *q, bool by_number, struct search_hit *hit) MUST_CHECK;
/* The same of an entry; its strings are copied. */
void search_show_entry(
    struct ctx *c, const struct ask *q, const struct entry_found *found, struct search_hit *hit);
/* Without an index: titles and numbers that contain the text. */
enum st scan_run(struct ctx *c, const struct search_query *query, const struct ask *ask,
    struct search_result *out) MUST_CHECK;

extern const struct stmt run_body_stmt, run_columns_stmt, run_column_name_stmt;
extern const struct stmt scan_count_stmt, scan_stmt;
enum { SEARCH_STMTS = 26 };
extern const struct stmt *const search_stmts[SEARCH_STMTS];

#endif
