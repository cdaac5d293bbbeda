/* record_find out of the database, for writers: what they have not committed is found only there.
 * One statement for every filter and order; the test compares its answers with the index's.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/record_index.h"

#include <string.h>

/* $1 mask $2 marks $3 kind $4 unit $5 year $6 $7 that year in seconds $8 issuer $9 subject
 * $10 validity $11 genre $12 $13 $14 number $15 $16 columns $17 text (LIKE) $18 1: as the desk sees
 * it, else 0 */
#define COLUMN_SEEN                                                                                \
    "CASE WHEN $18 = 0 THEN i.column_id WHEN r.live_edition IS NULL "                              \
    "THEN COALESCE(d.column_id, r.column_id) ELSE r.column_id END"
#define MATCHING(like)                                                                             \
    "WITH RECURSIVE tree(id) AS (SELECT id FROM site_column WHERE id IN ($15, $16) UNION "         \
    "SELECT k.id FROM site_column k JOIN tree t ON k.parent_id = t.id) SELECT "                    \
    "r.id, COALESCE(i.published_at, 0) AS published, COALESCE(i.formed_on, -2147483648) AS "       \
    "formed, r.updated_at AS updated FROM record r LEFT JOIN item i ON i.record_id = r.id "        \
    "LEFT JOIN draft d ON d.record_id = r.id WHERE (" RECORD_MARKS " & $1) = $2 "                  \
    "AND ($3 = '' OR COALESCE(i.kind, r.kind) = $3) "                                              \
    "AND ($4 = 0 OR COALESCE(i.unit_id, r.unit_id) = $4) "                                         \
    "AND ($5 = 0 OR i.year = $5 OR (i.year IS NULL AND r.created_at BETWEEN $6 AND $7)) "          \
    "AND ($8 = '' OR i.issuer = $8) AND ($9 = '' OR i.subject = $9) "                              \
    "AND ($10 = '' OR i.validity = $10) AND ($11 = '' OR i.genre = $11) "                          \
    "AND ($12 = '' OR i.doc_word = $12) AND ($13 = 0 OR i.doc_year = $13) "                        \
    "AND ($14 = 0 OR i.doc_serial = $14) "                                                         \
    "AND (($15 = 0 AND $16 = 0) OR " COLUMN_SEEN " IN (SELECT id FROM tree)) "                     \
    "AND ($17 = '' OR i.title " like " $17 ESCAPE '!' OR i.doc_no " like " $17 ESCAPE '!' OR "     \
    "($18 = 1 AND (d.title " like " $17 ESCAPE '!' OR d.meta " like " $17 ESCAPE '!')))"
/* $19 order $20 1 or -1 $21 how many $22 from */
#define ORDERED                                                                                    \
    " ORDER BY $20 * CASE WHEN $19 = 0 THEN published WHEN $19 = 1 THEN formed ELSE updated END, " \
    "$20 * id LIMIT $21 OFFSET $22"
#define FIND(like) "SELECT id FROM (" MATCHING(like) ") x" ORDERED
#define COUNT(like) "SELECT count(*), COALESCE(max(published), 0) FROM (" MATCHING(like) ") x"
const struct stmt record_find_stmt_ids = {"record_find.ids", FIND("LIKE"), FIND("ILIKE")};
const struct stmt record_find_stmt_count = {"record_find.count", COUNT("LIKE"), COUNT("ILIKE")};

static struct val text(const char *s)
{
    return v_text(s ? s : "");
}

static int64_t begin_of(int year)
{
    return year ? day_start(day_of(year, 1, 1)) : 0;
}

enum st record_find_stored(struct ctx *c, const struct record_filter *f, struct record_found *out)
{
    enum { MATCH_ARGS = 18, ALL_ARGS = 22 };
    const struct val args[ALL_ARGS] = {v_int(f->mask), v_int(f->marks & f->mask), text(f->kind),
        v_int(f->unit_id), v_int(f->year), v_int(begin_of(f->year)),
        v_int(f->year ? begin_of(f->year + 1) - 1 : 0), text(f->issuer), text(f->subject),
        text(f->validity), text(f->genre), text(f->word), v_int(f->doc_year), v_int(f->serial),
        v_int(f->column_id), v_int(f->other_column_id),
        v_text(f->text ? like_containing(c->mem, f->text) : ""), v_int(f->desk), v_int(f->order),
        v_int(f->up ? 1 : -1), v_int((int64_t)f->most), v_int(f->first)};
    struct rows *r;
    *out = (struct record_found){.ids = NULL};
    enum st st = q1(c, &record_find_stmt_count, args, MATCH_ARGS, &r);
    if (st)
        return st;
    out->total = rows_int(r, 0);
    out->newest_at = rows_int(r, 1);
    st = q(c, &record_find_stmt_ids, args, ALL_ARGS, &r);
    if (st)
        return st;
    out->ids = ARENA_ARRAY(c->mem, int64_t, rows_count(r) + 1);
    while (rows_next(r))
        out->ids[out->n++] = rows_int(r, 0);
    return ST_OK;
}
