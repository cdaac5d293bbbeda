/* Lists of cases: filter, light, page; and the counts of the annual report.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/clock/calendar.h"
#include "request/foi/case_columns.h"
#include "request/foi/store.h"
#include "request/foi/waits.h"

/* Open tasks of requests that this person may do (as the inbox, common/task); perms are those of
 * foi_wait_perms that he has. */
#define TO_DO(person, unit, perms)                                                                 \
    "t.subject_kind = 'foi' AND t.closed_at IS NULL AND t.not_person <> " person                   \
    " AND (t.person_id = " person " OR (t.person_id = 0 AND (t.unit_id = 0 OR t.unit_id = " unit   \
    ") AND t.perm IN ('', " perms ")))"

/* $1 all, $2 unit, $3 organ, $4 stage (-1 all, -2 open, -3 ended), $5 $6 due in [from, to] (0 0:
 * any), $7 text pattern, $8 year of first receipt as days from $8 to $9, $10 code, $11 kind, $12
 * handler, $13 person with an open task (0: all), $14 $15 $16 what that person may do */
#define FILTER                                                                                     \
    "WHERE ($1 = 1 OR k.organ_id = $2 OR k.office_id = $2 OR k.handler_unit = $2) "                \
    "AND ($3 = 0 OR k.organ_id = $3) "                                                             \
    "AND ($4 = -1 OR ($4 = -2 AND k.is_open = 1) OR ($4 = -3 AND k.is_open = 0) "                  \
    "OR k.stage = $4) "                                                                            \
    "AND ($6 = 0 OR (k.is_open = 1 AND k.stage NOT IN (0, 3, 5) AND k.due >= $5 "                  \
    "AND k.due <= $6)) "                                                                           \
    "AND ($7 = '' OR k.number LIKE $7 ESCAPE '\\' OR k.arrival LIKE $7 ESCAPE '\\' "               \
    "OR k.subject LIKE $7 ESCAPE '\\') "                                                           \
    "AND ($9 = 0 OR (k.start_first >= $8 AND k.start_first <= $9)) "                               \
    "AND ($10 = '' OR k.code = $10) AND ($11 = '' OR k.applicant_kind = $11) "                     \
    "AND ($12 = 0 OR k.handler = $12) AND "
/* All tasks are read once, then cases are looked up among them. */
#define AMONG_TASKS                                                                                \
    "($13 = 0 OR k.id IN (SELECT t.subject_id FROM task t WHERE " TO_DO(                           \
        "$13", "$2", "$14, $15, $16") "))"
/* Each case is asked for its task, by all columns of the index task_open, until the page is full.
 */
#define HAS_TASK                                                                                   \
    "EXISTS (SELECT 1 FROM task t WHERE t.kind = 'foi.case' AND t.subject_id = k.id AND " TO_DO(   \
        "$13", "$2", "$14, $15, $16") ")"
/* Open cases by their due day, then the others, newest first: the order of the index
 * foi_case_place, which is walked until the page is full. */
#define RANK "CASE WHEN k.is_open = 1 THEN COALESCE(k.due, k.arrived) ELSE -k.updated_at END"

/* The page is chosen from narrow rows; only its own are read whole. */
#define LIST(waiting)                                                                              \
    "SELECT " CASE_COLUMNS ", NULL FROM (SELECT k.id AS id, 1 - k.is_open AS ended, " RANK         \
    " AS place FROM foi_case k " FILTER waiting                                                    \
    " ORDER BY ended, place, k.id LIMIT $17 OFFSET $18) x JOIN foi_case k ON k.id = x.id "         \
    "JOIN unit u ON u.id = k.organ_id LEFT JOIN unit h ON h.id = k.handler_unit "                  \
    "ORDER BY x.ended, x.place, k.id"

const struct stmt foi_sql_list_list = {"foi.list", LIST(AMONG_TASKS), NULL};
const struct stmt foi_sql_list_mostly = {"foi.list_mostly", LIST(HAS_TASK), NULL};
const struct stmt foi_sql_list_total = {
    "foi.list_total", "SELECT count(*) FROM foi_case k " FILTER AMONG_TASKS, NULL};
/* $1 all, $2 unit: open ones of the unit, all that are seen, those that have ended. The index
 * foi_case_tabs answers it alone. */
const struct stmt foi_sql_list_tabs = {"foi.list_tabs",
    "SELECT COALESCE(sum(CASE WHEN is_open = 1 AND (organ_id = $2 OR office_id = $2 OR "
    "handler_unit = $2) THEN 1 ELSE 0 END), 0), count(*), COALESCE(sum(1 - is_open), 0) "
    "FROM foi_case WHERE $1 = 1 OR organ_id = $2 OR office_id = $2 OR handler_unit = $2",
    NULL};
const struct stmt foi_sql_list_mine = {
    "foi.list_mine", "SELECT count(*) FROM task t WHERE " TO_DO("$1", "$2", "$3, $4, $5"), NULL};
const struct stmt foi_sql_list_count = {"foi.count",
    "SELECT applicant_kind, code, start_first, CASE WHEN is_open = 1 THEN NULL "
    "ELSE COALESCE(replied, closed) END, count(*) FROM foi_case "
    "WHERE start_first IS NOT NULL AND is_fix = 0 AND ($1 = 0 OR organ_id = $1) "
    "GROUP BY 1, 2, 3, 4",
    NULL};

/* %text% with the pattern's own signs taken literally. */
static const char *pattern(struct arena *a, const char *text)
{
    char *out = arena_alloc(a, 2 * strlen(text) + 3), *w = out;
    if (!*text)
        return "";
    *w++ = '%';
    for (; *text; text++) {
        if (strchr("%_\\", *text))
            *w++ = '\\';
        *w++ = *text;
    }
    *w++ = '%';
    *w = '\0';
    return out;
}

/* RULE R11: due days that show this light today. */
static void light_range(const char *light, struct day today, int64_t *from, int64_t *to)
{
    struct day red, yellow;
    struct err e;
    *from = *to = 0;
    if (calendar_add(today, 2, &red, &e) || calendar_add(today, 5, &yellow, &e)) {
        red.n = today.n + 2;
        yellow.n = today.n + 5;
    }
    if (strcmp(light, "overdue") == 0) {
        *from = 1;
        *to = today.n - 1;
    } else if (strcmp(light, "red") == 0) {
        *from = today.n;
        *to = red.n;
    } else if (strcmp(light, "yellow") == 0) {
        *from = red.n + 1;
        *to = yellow.n;
    }
}

/* The i-th of foi_wait_perms when the list "|perm|perm|" has it, "" otherwise. */
static struct val held(struct arena *a, const char *perms, int i)
{
    const char *sought = arena_printf(a, "|%s|", foi_wait_perms[i]);
    return v_text(perms && strstr(perms, sought) ? foi_wait_perms[i] : "");
}

enum st foi_case_list(struct ctx *c, struct foi_see see, const struct foi_filter *f, int64_t page,
    int64_t per_page, struct foi_case **list, size_t *n, int64_t *total)
{
    struct rows *r;
    int64_t from, to, year_from = 0, year_to = 0;
    light_range(f->light, day_at(c->now), &from, &to);
    if (f->year) {
        year_from = day_of(f->year, 1, 1).n;
        year_to = day_of(f->year, 12, 31).n;
    }
    const struct val args[] = {v_int(see.all), v_int(see.unit), v_int(f->organ_id), v_int(f->stage),
        v_int(from), v_int(to), v_text(pattern(c->mem, f->text)), v_int(year_from), v_int(year_to),
        v_text(f->code), v_text(f->applicant_kind), v_int(f->handler), v_int(f->to_do_by),
        held(c->mem, f->perms, 0), held(c->mem, f->perms, 1), held(c->mem, f->perms, 2),
        v_int(per_page), v_int((page - 1) * per_page)};
    enum st st = total ? q1(c, &foi_sql_list_total, args, COUNT_OF(args) - 2, &r) : ST_OK;
    if (st)
        return st;
    if (total)
        *total = rows_int(r, 0);
    st = q(c, f->mostly ? &foi_sql_list_mostly : &foi_sql_list_list, args, COUNT_OF(args), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct foi_case, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = case_from_row(r);
    return ST_OK;
}

enum st foi_case_tabs(
    struct ctx *c, struct foi_see see, int64_t person, const char *perms, struct foi_tabs *out)
{
    struct rows *all, *mine;
    enum st st = q1(c, &foi_sql_list_tabs, ARGS(v_int(see.all), v_int(see.unit)), &all);
    if (!st)
        st = q1(c, &foi_sql_list_mine,
            ARGS(v_int(person), v_int(see.unit), held(c->mem, perms, 0), held(c->mem, perms, 1),
                held(c->mem, perms, 2)),
            &mine);
    if (!st)
        *out = (struct foi_tabs){
            rows_int(mine, 0), rows_int(all, 0), rows_int(all, 1), rows_int(all, 2)};
    return st;
}

/* The engine groups by day; years follow here, where the calendar of days is known. */
enum st foi_count(struct ctx *c, int64_t organ_id, struct foi_count_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &foi_sql_list_count, ARGS(v_int(organ_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct foi_count_row, rows_count(r));
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = (struct foi_count_row){.applicant_kind = rows_text(r, 0),
            .code = rows_text(r, 1),
            .start_year = day_year(rows_day(r, 2)),
            .end_year = day_year(rows_day(r, 3)),
            .n = rows_int(r, 4)};
    return ST_OK;
}
