/* Yearly figures of the catalogue of normative documents, and the documents behind each of them.
 *
 * The catalogue is the database (published documents of the columns 规章 and 行政规范性文件) and
 * what was numbered and issued but has no published text yet.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/tally.h"

#include "disclosure/normdoc/flow.h"
#include "disclosure/normdoc/schema.h"

/* Ended on a day, or, where none is told, in no year. */
#define PUBLISHED                                                                                  \
    "SELECT i.record_id AS record_id, COALESCE(n.id, 0) AS norm_id, k.path AS col, "               \
    "i.title AS title, i.path AS path, i.doc_no AS doc_no, COALESCE(i.formed_on, n.formed_on) "    \
    "AS formed, COALESCE(i.abolished_on, CASE WHEN n.stage = 12 THEN n.step_day END) AS over, "    \
    "CASE WHEN i.validity IN ('废止', '失效') OR i.abolished_on IS NOT NULL OR n.stage = 12 "  \
    "THEN 1 ELSE 0 END AS is_over, i.first_published_at AS published, "                            \
    "COALESCE(n.unit_id, i.unit_id) AS unit_id FROM item i "                                       \
    "JOIN item_place l ON l.record_id = i.record_id JOIN site_column k ON k.id = l.column_id "     \
    "LEFT JOIN normdoc n ON n.record_id = i.record_id WHERE k.path IN " NORM_COLUMNS               \
    " AND i.kind = 'document' AND i.ended NOT IN ('moved', 'error', 'privacy')"
/* A county issues no 规章. */
#define ISSUED                                                                                     \
    "SELECT 0, n.id, '" NORM_COLUMN_TEXTS "', n.title, '', n.doc_no, n.formed_on, "                \
    "CASE WHEN n.stage = 12 THEN n.step_day END, CASE WHEN n.stage = 12 THEN 1 ELSE 0 END, "       \
    "NULL, n.unit_id FROM normdoc n WHERE n.stage BETWEEN 7 AND 12 AND n.formed_on IS NOT NULL "   \
    "AND NOT EXISTS (SELECT 1 FROM item i WHERE i.record_id = n.record_id)"
_Static_assert(NORM_PUBLISH == 7 && NORM_ENDED == 12, "the statements name them");

/* $1 column, $2 $3 units (0 0: all), $4 first and $5 last day of the year, $6 UTC seconds of its
 * begin and $7 of its end */
#define CATALOGUE                                                                                  \
    "FROM (" PUBLISHED " UNION ALL " ISSUED ") b WHERE b.col = $1 AND b.formed <= $5 "             \
    "AND (($2 = 0 AND $3 = 0) OR b.unit_id = $2 OR b.unit_id = $3) "
#define IS_MADE "b.formed >= $4"
#define IS_SHOWN "(b.published >= $6 AND b.published < $7)"
#define IS_OVER "(b.over >= $4 AND b.over <= $5)"
#define IS_IN_FORCE "(b.is_over = 0 OR b.over > $5)"
#define IS_PUBLIC "b.published < $7"
#define SUM(what) "COALESCE(sum(CASE WHEN " what " THEN 1 ELSE 0 END), 0)"

const struct stmt norm_stmt_tally = {"normdoc.tally",
    "SELECT " SUM(IS_MADE) ", " SUM(IS_SHOWN) ", " SUM(IS_OVER) ", " SUM(IS_IN_FORCE) ", " SUM(
        IS_PUBLIC) ", count(*) " CATALOGUE,
    NULL};
/* $8 which of them, $9 $10 the page */
const struct stmt norm_stmt_counted = {"normdoc.counted",
    "SELECT b.norm_id, b.record_id, b.title, b.path, b.doc_no, b.formed, b.over, "
    "COALESCE(u.short_name, '') FROM (SELECT b.* " CATALOGUE "AND (($8 = 0 AND " IS_MADE
    ") OR ($8 = 1 AND " IS_SHOWN ") OR ($8 = 2 AND " IS_OVER ") OR ($8 = 3 AND " IS_IN_FORCE
    ") OR ($8 = 4 AND " IS_PUBLIC "))) b LEFT JOIN unit u ON u.id = b.unit_id "
    "ORDER BY b.formed DESC, b.norm_id DESC, b.record_id DESC LIMIT $9 OFFSET $10",
    NULL};

static const char *column_of(enum norm_class class)
{
    return class == NORM_RULES ? NORM_COLUMN_RULES : NORM_COLUMN_TEXTS;
}

struct year {
    struct day first, last;
};

static struct year year_of(const struct norm_count *f)
{
    return (struct year){day_of(f->year, 1, 1), day_of(f->year, 12, 31)};
}

#define YEAR_ARGS(f, y)                                                                            \
    v_text(column_of((f)->class)), v_int((f)->unit_id), v_int((f)->other_unit_id),                 \
        v_int((y).first.n), v_int((y).last.n), v_int(day_start((y).first)),                        \
        v_int(day_start((struct day){(y).last.n + 1}))

enum st norm_tally(struct ctx *c, const struct norm_count *f, struct norm_tally *out)
{
    struct rows *r;
    struct year y = year_of(f);
    enum st st = q1(c, &norm_stmt_tally, ARGS(YEAR_ARGS(f, y)), &r);
    for (int i = 0; !st && i < NORM_COUNT_FIGURES; i++)
        out->n[i] = rows_int(r, i);
    if (!st)
        out->known = rows_int(r, NORM_COUNT_FIGURES);
    return st;
}

enum st norm_counted(struct ctx *c, const struct norm_count *f, enum norm_figure which,
    int64_t page, int64_t per_page, struct norm_counted **list, size_t *n)
{
    struct rows *r;
    struct year y = year_of(f);
    enum st st = q(c, &norm_stmt_counted,
        ARGS(YEAR_ARGS(f, y), v_int(which), v_int(per_page), v_int((page - 1) * per_page)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct norm_counted, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct norm_counted){.norm_id = rows_int(r, 0),
            .record_id = rows_int(r, 1),
            .title = rows_text(r, 2),
            .path = rows_text(r, 3),
            .doc_no = rows_text(r, 4),
            .formed_on = rows_day(r, 5),
            .ended_on = rows_day(r, 6),
            .unit_name = rows_text(r, 7)};
    return st;
}
