/* How many public documents of a column were made, published, ended and in force: for yearly
 * figures.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_ITEM_TALLY_H
#define RECORD_ITEM_TALLY_H

#include "lib/web/web.h"

struct item_tally {
    int64_t made;          /* formed in the year */
    int64_t published;     /* first published in it */
    int64_t ended;         /* repealed or expired in it */
    int64_t in_force;      /* at its end */
    int64_t public_in_all; /* published until its end */
    int64_t known;         /* formed until its end: what all this was counted from */
};
/* Of the column and those below it; of one or two units, 0 0: of all. What ended without a day told
 * counts as ended, in no year. */
enum st item_tally(struct ctx *c, int64_t column_id, int64_t unit_id, int64_t other_unit_id,
    int year, struct item_tally *out) MUST_CHECK;
extern const struct stmt item_sql_tally; /* listed by item_module */

#endif
