/* What the figures of the annual report are made of: the cases behind a cell, and the fees.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/case_columns.h"
#include "request/foi/store.h"

/* $1 sees all, $2 unit, $3 organ (0 all), $4 first and $5 last day of the year, $6 new in the year
 * (1), from before (0), either (-1); $7 ended in the year (1), open at its end (0), either (-1); $8
 * "|code|code|" or "", $9 kind of applicant or "". RULE §3.3 counts as foi_count does. */
#define END "CASE WHEN k.is_open = 1 THEN NULL ELSE COALESCE(k.replied, k.closed) END"
#define SEEN "($1 = 1 OR k.organ_id = $2 OR k.office_id = $2 OR k.handler_unit = $2)"
#define COUNTED                                                                                    \
    " WHERE k.is_fix = 0 AND ($3 = 0 OR k.organ_id = $3) AND k.start_first <= $5 "                 \
    "AND ($6 = -1 OR ($6 = 1 AND k.start_first >= $4) OR ($6 = 0 AND k.start_first < $4)) "        \
    "AND (" END " IS NULL OR " END " >= $4) "                                                      \
    "AND ($7 = -1 OR ($7 = 1 AND " END " <= $5) "                                                  \
    "OR ($7 = 0 AND (" END " IS NULL OR " END " > $5))) "                                          \
    "AND ($8 = '' OR $8 LIKE '%|' || k.code || '|%') AND ($9 = '' OR k.applicant_kind = $9) "

const struct stmt foi_sql_counted = {"foi.counted",
    CASE_SELECT_PLAIN COUNTED "AND " SEEN " ORDER BY k.start_first, k.id LIMIT $10 OFFSET $11",
    NULL};
/* All of them, and those that the person may see. */
const struct stmt foi_sql_counted_total = {"foi.counted_total",
    "SELECT count(*), COALESCE(sum(CASE WHEN " SEEN
    " THEN 1 ELSE 0 END), 0) FROM foi_case k" COUNTED,
    NULL};
const struct stmt foi_sql_fees = {"foi.fees",
    "SELECT COALESCE(sum(k.fee_yuan), 0) FROM foi_case k WHERE ($1 = 0 OR k.organ_id = $1) "
    "AND k.fee_yuan > 0 AND k.id IN (SELECT e.case_id FROM foi_event e WHERE e.action = 'paid' "
    "AND e.day >= $2 AND e.day <= $3)",
    NULL};

enum st foi_counted_list(struct ctx *c, struct foi_see see, const struct foi_counted *f,
    int64_t page, int64_t per_page, struct foi_counted_page *out)
{
    struct rows *r;
    const struct val args[] = {v_int(see.all), v_int(see.unit), v_int(f->organ_id),
        v_int(day_of(f->year, 1, 1).n), v_int(day_of(f->year, 12, 31).n), v_int(f->fresh),
        v_int(f->ended), v_text(f->codes), v_text(f->applicant_kind), v_int(per_page),
        v_int((page - 1) * per_page)};
    enum st st = q1(c, &foi_sql_counted_total, args, COUNT_OF(args) - 2, &r);
    if (st)
        return st;
    *out = (struct foi_counted_page){.total = rows_int(r, 0), .seen = rows_int(r, 1)};
    st = q(c, &foi_sql_counted, args, COUNT_OF(args), &r);
    if (st)
        return st;
    out->list = ARENA_ARRAY(c->mem, struct foi_case, rows_count(r));
    while (rows_next(r))
        out->list[out->n++] = case_from_row(r);
    return ST_OK;
}

enum st foi_fees_received(struct ctx *c, int64_t organ_id, int year, int64_t *yuan)
{
    struct rows *r;
    enum st st = q1(c, &foi_sql_fees,
        ARGS(v_int(organ_id), v_int(day_of(year, 1, 1).n), v_int(day_of(year, 12, 31).n)), &r);
    if (!st)
        *yuan = rows_int(r, 0);
    return st;
}
