/* Statements of the database of normative documents; see base.h.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "disclosure/interpret/interpret.h"
#include "disclosure/normdoc/base.h"
#include "disclosure/normdoc/campaign_store.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/store.h"
#include "disclosure/normdoc/tally.h"

#define OF_BASE                                                                                    \
    "FROM item i JOIN item_place l ON l.record_id = i.record_id JOIN site_column k "               \
    "ON k.id = l.column_id LEFT JOIN normdoc n ON n.record_id = i.record_id "
#define IN_BASE                                                                                    \
    "WHERE k.path IN " NORM_COLUMNS " AND i.kind = 'document' "                                    \
    "AND i.ended NOT IN ('moved', 'error', 'privacy') "
/* $1 year, $2 issuer, $3 subject, $4 state, $5 text, $6 and $7 days of filing */
#define MATCHING                                                                                   \
    IN_BASE "AND ($1 = 0 OR i.year = $1) AND ($2 = '' OR i.issuer = $2) "                          \
            "AND ($3 = '' OR i.subject = $3) AND ($4 = '' OR i.validity = $4) "                    \
            "AND ($5 = '' OR i.title LIKE '%' || $5 || '%' OR i.doc_no LIKE '%' || $5 || '%') "    \
            "AND ($6 = 0 OR COALESCE(n.archived_on, n.filed_on) BETWEEN $6 AND $7) "
#define ENTRY                                                                                      \
    "SELECT i.record_id, COALESCE(n.unit_id, i.unit_id), COALESCE(n.id, 0), i.title, i.path, "     \
    "i.doc_no, i.index_no, i.issuer, i.subject, i.validity, i.ended, COALESCE(u.short_name, ''), " \
    "COALESCE(n.reg_no, ''), COALESCE(n.archive_no, ''), COALESCE(x.title, ''), "                  \
    "COALESCE(x.path, ''), COALESCE(y.title, ''), COALESCE(y.path, ''), i.formed_on, "             \
    "i.effective_on, i.abolished_on, i.first_published_at, n.last_day, n.filed_on, "               \
    "n.archived_on, COALESCE(n.endless, 0), " CAMPAIGN_TO_AMEND
#define BESIDE                                                                                     \
    "LEFT JOIN unit u ON u.id = COALESCE(n.unit_id, i.unit_id) LEFT JOIN item x "                  \
    "ON x.record_id = (SELECT min(j.from_id) FROM link j JOIN item z ON z.record_id = j.from_id "  \
    "WHERE j.to_id = i.record_id AND j.kind = 'interprets' AND z.ended = '') LEFT JOIN item y "    \
    "ON y.record_id = (SELECT max(j.from_id) FROM link j JOIN item z ON z.record_id = j.from_id "  \
    "WHERE j.to_id = i.record_id AND j.kind IN ('repeals', 'lapses', 'replaces') "                 \
    "AND z.ended NOT IN ('error', 'privacy')) "
static const struct stmt stmt_list = {"norm_base.list",
    ENTRY " " OF_BASE BESIDE MATCHING
          "ORDER BY COALESCE(i.formed_on, 0) DESC, i.record_id DESC LIMIT $8 OFFSET $9",
    NULL};
static const struct stmt stmt_count = {
    "norm_base.count", "SELECT count(*) " OF_BASE MATCHING, NULL};
/* For the findings: with the text where it is so short that there may be none. */
static const struct stmt stmt_all = {"norm_base.all",
    ENTRY ", CASE WHEN length(e.body_html) < 2000 THEN e.body_html ELSE '' END, "
          "CASE WHEN length(e.body_html) < 2000 THEN 0 ELSE 1 END " OF_BASE
          "JOIN edition e ON e.id = i.edition_id " BESIDE IN_BASE
          "AND ($1 = 0 OR COALESCE(n.unit_id, i.unit_id) = $1) ORDER BY i.record_id",
    NULL};
static const struct stmt stmt_years = {"norm_base.years",
    "SELECT i.year, count(*), sum(CASE WHEN i.validity IN ('废止', '失效') THEN 1 ELSE 0 "
    "END) " OF_BASE IN_BASE "GROUP BY i.year ORDER BY i.year",
    NULL};
static const struct stmt stmt_filed = {"norm_base.filed",
    "SELECT COALESCE(n.archived_on, n.filed_on) " OF_BASE IN_BASE
    "AND COALESCE(n.archived_on, n.filed_on) IS NOT NULL ORDER BY 1",
    NULL};
static const struct stmt stmt_issuers = {"norm_base.issuers",
    "SELECT i.issuer, count(*) " OF_BASE IN_BASE "AND i.issuer <> '' GROUP BY i.issuer "
    "ORDER BY 2 DESC, 1 LIMIT 60",
    NULL};
static const struct stmt stmt_subjects = {"norm_base.subjects",
    "SELECT i.subject, count(*) " OF_BASE IN_BASE "AND i.subject <> '' GROUP BY i.subject "
    "ORDER BY 2 DESC, 1 LIMIT 60",
    NULL};
static const struct stmt stmt_states = {"norm_base.states",
    "SELECT i.validity, count(*) " OF_BASE IN_BASE "AND i.validity <> '' GROUP BY i.validity "
    "ORDER BY 2 DESC, 1",
    NULL};
static const struct stmt stmt_versions = {"norm_base.versions",
    "WITH RECURSIVE chain(id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT CASE WHEN l.from_id = "
    "c.id THEN l.to_id ELSE l.from_id END FROM link l JOIN chain c ON l.from_id = c.id "
    "OR l.to_id = c.id WHERE l.kind = 'replaces') "
    "SELECT e.id, e.record_id, e.number, e.title, e.note, (SELECT min(s.at) FROM status s "
    "WHERE s.edition_id = e.id AND s.action IN ('publish', 'amend')) FROM edition e "
    "JOIN chain c ON c.id = e.record_id JOIN item i ON i.record_id = e.record_id "
    "AND i.ended NOT IN ('error', 'privacy') WHERE EXISTS (SELECT 1 FROM status s "
    "WHERE s.edition_id = e.id AND s.action IN ('publish', 'amend')) "
    "ORDER BY COALESCE(i.effective_on, i.formed_on, 0), e.record_id, e.number",
    NULL};

const struct stmt *const norm_base_stmts[NORM_BASE_STMTS] = {&stmt_list, &stmt_count, &stmt_all,
    &stmt_years, &stmt_filed, &stmt_issuers, &stmt_subjects, &stmt_states, &stmt_versions,
    &norm_stmt_tally, &norm_stmt_counted};

static struct day day_col(const struct rows *r, int col)
{
    return rows_null(r, col) ? day_none() : (struct day){(int32_t)rows_int(r, col)};
}

static struct norm_entry entry_row(const struct rows *r)
{
    return (struct norm_entry){.record_id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .norm_id = rows_int(r, 2),
        .title = rows_text(r, 3),
        .path = rows_text(r, 4),
        .doc_no = rows_text(r, 5),
        .index_no = rows_text(r, 6),
        .issuer = rows_text(r, 7),
        .subject = rows_text(r, 8),
        .validity = rows_text(r, 9),
        .ended = rows_text(r, 10),
        .unit_name = rows_text(r, 11),
        .reg_no = rows_text(r, 12),
        .archive_no = rows_text(r, 13),
        .interp_title = rows_text(r, 14),
        .interp_path = rows_text(r, 15),
        .basis_title = rows_text(r, 16),
        .basis_path = rows_text(r, 17),
        .formed_on = day_col(r, 18),
        .effective_on = day_col(r, 19),
        .abolished_on = day_col(r, 20),
        .published_on = day_at(rows_int(r, 21)),
        .last_day = day_col(r, 22),
        .filed_on = day_col(r, 23),
        .archived_on = day_col(r, 24),
        .endless = rows_int(r, 25) != 0,
        .to_amend_on = day_col(r, 26),
        .body_html = "",
        .long_text = true};
}

enum { MATCH_ARGS = 7, LIST_ARGS = 9 };

enum st norm_base_list(struct ctx *c, const struct norm_base_filter *f, struct norm_entry **list,
    size_t *n, int64_t *total)
{
    struct rows *r;
    int32_t from = f->filed_year > 0 ? day_of(f->filed_year, 1, 1).n : f->filed_year ? 1 : 0;
    int32_t to = f->filed_year > 0 ? day_of(f->filed_year, 12, 31).n : INT32_MAX;
    const struct val args[LIST_ARGS] = {v_int(f->year), v_text(f->issuer), v_text(f->subject),
        v_text(f->state), v_text(f->text), v_int(from), v_int(to), v_int(f->per_page),
        v_int((f->page - 1) * f->per_page)};
    enum st st = q1(c, &stmt_count, args, MATCH_ARGS, &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &stmt_list, args, LIST_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct norm_entry, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = entry_row(r);
    return ST_OK;
}

static void count_filed(struct rows *r, struct norm_year *list, size_t n)
{
    while (rows_next(r))
        for (size_t i = 0; i < n; i++)
            list[i].filed += list[i].year == day_year((struct day){(int32_t)rows_int(r, 0)});
}

enum st norm_years(struct ctx *c, int back, struct norm_year **list, size_t *n)
{
    struct rows *r, *filed;
    int last = day_year(day_at(c->now)), first = last - back;
    enum st st = q(c, &stmt_years, NO_ARGS, &r);
    if (!st)
        st = q(c, &stmt_filed, NO_ARGS, &filed);
    if (st)
        return st;
    struct rows *peek = r;
    struct norm_year *found = ARENA_ARRAY(c->mem, struct norm_year, rows_count(r) + 1);
    size_t n_found = 0;
    while (rows_next(peek)) {
        found[n_found] = (struct norm_year){
            .year = (int)rows_int(r, 0), .total = rows_int(r, 1), .over = rows_int(r, 2)};
        if (found[n_found].year) /* those without a day of formation are of no year */
            n_found++;
    }
    if (n_found && found[0].year < first)
        first = found[0].year;
    *n = (size_t)(last - first + 1);
    *list = ARENA_ARRAY(c->mem, struct norm_year, *n);
    for (size_t i = 0; i < *n; i++) {
        (*list)[i].year = last - (int)i;
        for (size_t k = 0; k < n_found; k++)
            if (found[k].year == (*list)[i].year)
                (*list)[i] = found[k];
    }
    count_filed(filed, *list, *n);
    return ST_OK;
}

static enum st choices_of(struct ctx *c, const struct stmt *s, struct norm_choice **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, s, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct norm_choice, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct norm_choice){rows_text(r, 0), rows_int(r, 1)};
    return ST_OK;
}

enum st norm_choices(struct ctx *c, struct norm_choices *out)
{
    struct rows *r;
    enum st st = choices_of(c, &stmt_issuers, &out->issuers, &out->n_issuers);
    if (!st)
        st = choices_of(c, &stmt_subjects, &out->subjects, &out->n_subjects);
    if (!st)
        st = choices_of(c, &stmt_states, &out->states, &out->n_states);
    if (!st)
        st = q(c, &stmt_years, NO_ARGS, &r);
    if (st)
        return st;
    out->n_years = 0;
    out->years = ARENA_ARRAY(c->mem, struct norm_choice, rows_count(r));
    size_t at = rows_count(r);
    while (rows_next(r)) /* newest first */
        out->years[--at] =
            (struct norm_choice){arena_printf(c->mem, "%d", (int)rows_int(r, 0)), rows_int(r, 1)};
    out->n_years = rows_count(r);
    return ST_OK;
}

enum st norm_versions(struct ctx *c, int64_t record_id, struct norm_version **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_versions, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct norm_version, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct norm_version){.edition_id = rows_int(r, 0),
            .record_id = rows_int(r, 1),
            .number = (int)rows_int(r, 2),
            .title = rows_text(r, 3),
            .note = rows_text(r, 4),
            .at = rows_int(r, 5)};
    return ST_OK;
}

/* ---- findings over all documents ---- */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

enum st norm_findings_list(struct ctx *c, const char *code, int64_t unit_id,
    struct norm_finding **list, size_t *n, int64_t *counts)
{
    struct rows *r;
    int64_t *exempt;
    size_t n_exempt;
    struct norm_settings *s = ARENA_NEW(c->mem, struct norm_settings);
    enum st st = norm_settings_get(c, s);
    if (!st)
        st = interpretation_exempt(c, &exempt, &n_exempt);
    if (!st)
        st = q(c, &stmt_all, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    struct norm_entry *entries = ARENA_ARRAY(c->mem, struct norm_entry, rows_count(r));
    size_t cap = 64;
    *list = ARENA_ARRAY(c->mem, struct norm_finding, cap);
    *n = 0;
    for (size_t i = 0; rows_next(r); i++) {
        struct norm_finding found[NORM_FINDINGS_EACH];
        entries[i] = entry_row(r);
        entries[i].body_html = rows_text(r, 27);
        entries[i].long_text = rows_int(r, 28) != 0;
        entries[i].exempt =
            bsearch(&entries[i].record_id, exempt, n_exempt, sizeof *exempt, by_id) != NULL;
        size_t m = norm_findings(c->mem, &entries[i], day_at(c->now), s, found);
        for (size_t k = 0; k < m; k++) {
            counts[found[k].code - norm_codes]++;
            if (*code && strcmp(code, found[k].code->code) != 0)
                continue;
            if (*n == cap) {
                struct norm_finding *more = ARENA_ARRAY(c->mem, struct norm_finding, cap * 2);
                memcpy(more, *list, cap * sizeof **list);
                *list = more;
                cap *= 2;
            }
            (*list)[(*n)++] = found[k];
        }
    }
    return ST_OK;
}
