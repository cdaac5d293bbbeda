/* 索引号: making the one we give (publishing §3.5) and keeping the books of those that are given;
 * lib/text/indexno.h reads all schemes. RULE C-IDX-DUP.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_INDEX_NO_H
#define RECORD_INDEX_NO_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct unit;

/* "115303230151625379/2018-00007", or the REGION form "5303230012/2018-000007" for a unit without
 * a code of its own. */
const char *index_no_text(struct arena *a, const struct unit *u, int year, int64_t serial);
/* The next number of the unit in that year, for the record, or with 0 for a document that has none
 * (yet). No number is ever given twice. In a write transaction, as all that write. */
enum st index_no_next(
    struct ctx *c, const struct unit *u, int year, int64_t record_id, const char **out) MUST_CHECK;
/* The number was brought along: nobody else gets it. */
enum st index_no_keep(struct ctx *c, const char *index_no, int64_t record_id) MUST_CHECK;
/* The document that had the number without a record is this record now. */
enum st index_no_hand_over(struct ctx *c, const char *index_no, int64_t record_id) MUST_CHECK;
/* Whether something else has it; `by` is its title, "" unknown. */
enum st index_no_taken(struct ctx *c, const char *index_no, int64_t record_id, bool *taken,
    const char **by) MUST_CHECK;
/* The number this record was given for that year, "": none. */
enum st index_no_of(struct ctx *c, int64_t record_id, int year, const char **index_no) MUST_CHECK;

extern const struct module index_no_module; /* its tables are those of record_module */

#endif
