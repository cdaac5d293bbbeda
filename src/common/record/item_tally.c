/* How many public documents of a column were made, published, ended and in force: for yearly
 * figures.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/item_tally.h"

/* $1 column, $2 $3 units (0 0: all), $4 first day of the year, $5 last day, $6 UTC seconds of the
 * year's begin, $7 of its end. An item lies in its column and in every one above. */
#define ENDED "(i.validity IN ('废止', '失效') OR i.abolished_on IS NOT NULL)"
#define ENDED_BY "(i.abolished_on <= $5 OR (i.abolished_on IS NULL AND " ENDED "))"
const struct stmt item_sql_tally = {"item.tally",
    "SELECT COALESCE(sum(CASE WHEN i.formed_on >= $4 THEN 1 ELSE 0 END), 0), "
    "COALESCE(sum(CASE WHEN i.first_published_at >= $6 AND i.first_published_at < $7 THEN 1 "
    "ELSE 0 END), 0), "
    "COALESCE(sum(CASE WHEN i.abolished_on >= $4 AND i.abolished_on <= $5 THEN 1 ELSE 0 END), 0), "
    "COALESCE(sum(CASE WHEN " ENDED_BY " THEN 0 ELSE 1 END), 0), "
    "COALESCE(sum(CASE WHEN i.first_published_at < $7 THEN 1 ELSE 0 END), 0), count(*) "
    "FROM item i JOIN item_place p ON p.record_id = i.record_id AND p.column_id = $1 "
    "WHERE i.formed_on <= $5 AND (($2 = 0 AND $3 = 0) OR i.unit_id = $2 OR i.unit_id = $3)",
    NULL};

enum st item_tally(struct ctx *c, int64_t column_id, int64_t unit_id, int64_t other_unit_id,
    int year, struct item_tally *out)
{
    struct rows *r;
    struct day first = day_of(year, 1, 1), last = day_of(year, 12, 31);
    enum st st = q1(c, &item_sql_tally,
        ARGS(v_int(column_id), v_int(unit_id), v_int(other_unit_id), v_int(first.n), v_int(last.n),
            v_int(day_start(first)), v_int(day_start((struct day){last.n + 1}))),
        &r);
    if (!st)
        *out = (struct item_tally){.made = rows_int(r, 0),
            .published = rows_int(r, 1),
            .ended = rows_int(r, 2),
            .in_force = rows_int(r, 3),
            .public_in_all = rows_int(r, 4),
            .known = rows_int(r, 5)};
    return st;
}
