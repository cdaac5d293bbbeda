/* Statements of the database of normative documents; see base.h.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/record/record_index.h"
#include "common/record/validity.h"
#include "disclosure/interpret/interpret.h"
#include "disclosure/normdoc/base.h"
#include "disclosure/normdoc/campaign_store.h"
#include "disclosure/normdoc/kept.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/store.h"
#include "disclosure/normdoc/tally.h"

#define OF_BASE                                                                                    \
    "FROM item i JOIN item_place l ON l.record_id = i.record_id JOIN site_column k "               \
    "ON k.id = l.column_id LEFT JOIN normdoc n ON n.record_id = i.record_id "
#define IN_BASE                                                                                    \
    "WHERE k.path IN " NORM_COLUMNS " AND i.kind = 'document' "                                    \
    "AND i.ended NOT IN ('moved', 'error', 'privacy') "
#define ENTRY                                                                                      \
    "SELECT i.record_id, COALESCE(n.unit_id, i.unit_id), COALESCE(n.id, 0), i.title, i.path, "     \
    "i.doc_no, i.index_no, i.issuer, i.subject, i.validity, i.ended, COALESCE(u.short_name, ''), " \
    "COALESCE(n.reg_no, ''), COALESCE(n.archive_no, ''), COALESCE(x.title, ''), "                  \
    "COALESCE(x.path, ''), COALESCE(y.title, ''), COALESCE(y.path, ''), i.formed_on, "             \
    "i.effective_on, i.abolished_on, i.first_published_at, " NORM_LAST ", n.filed_on, "            \
    "n.archived_on, COALESCE(n.endless, 0), " CAMPAIGN_TO_AMEND ", " NORM_BY_TEXT
#define BESIDE                                                                                     \
    "LEFT JOIN unit u ON u.id = COALESCE(n.unit_id, i.unit_id) LEFT JOIN item x "                  \
    "ON x.record_id = (SELECT min(j.from_id) FROM link j JOIN item z ON z.record_id = j.from_id "  \
    "WHERE j.to_id = i.record_id AND j.kind = 'interprets' AND z.ended = '') LEFT JOIN item y "    \
    "ON y.record_id = (SELECT max(j.from_id) FROM link j JOIN item z ON z.record_id = j.from_id "  \
    "WHERE j.to_id = i.record_id AND j.kind IN ('repeals', 'lapses', 'replaces') "                 \
    "AND z.ended NOT IN ('error', 'privacy')) "
static const struct stmt stmt_columns = {"norm_base.columns",
    "SELECT id FROM site_column WHERE path IN " NORM_COLUMNS " ORDER BY id", NULL};
#define NEWEST_FIRST "ORDER BY COALESCE(i.formed_on, -2147483648) DESC, i.record_id DESC"
static const struct stmt stmt_list = {"norm_base.list",
    ENTRY " FROM item i LEFT JOIN normdoc n ON n.record_id = i.record_id " BESIDE
          "WHERE i.record_id " THESE_RECORDS " " NEWEST_FIRST,
    NULL};
#define FILED_ON "COALESCE(n.archived_on, n.filed_on)"
/* $1 and $2: days of filing, of which few documents have one */
static const struct stmt stmt_filed_list = {"norm_base.filed_list",
    ENTRY " " OF_BASE BESIDE IN_BASE "AND " FILED_ON " BETWEEN $1 AND $2 " NEWEST_FIRST, NULL};
/* For the findings: with the text where it is so short that there may be none. */
#define JUDGED                                                                                     \
    ENTRY ", CASE WHEN length(e.body_html) < 2000 THEN e.body_html ELSE '' END, "                  \
          "CASE WHEN length(e.body_html) < 2000 THEN 0 ELSE 1 END "
static const struct stmt stmt_all = {"norm_base.all",
    JUDGED OF_BASE "JOIN edition e ON e.id = i.edition_id " BESIDE IN_BASE
                   "AND ($1 = 0 OR COALESCE(n.unit_id, i.unit_id) = $1) ORDER BY i.record_id",
    NULL};
static const struct stmt stmt_judged = {"norm_base.judged",
    JUDGED "FROM item i LEFT JOIN normdoc n ON n.record_id = i.record_id "
           "JOIN edition e ON e.id = i.edition_id " BESIDE "WHERE i.record_id " THESE_RECORDS,
    NULL};
static const struct stmt stmt_filed = {"norm_base.filed",
    "SELECT " FILED_ON " " OF_BASE IN_BASE "AND " FILED_ON " IS NOT NULL ORDER BY 1", NULL};
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

const struct stmt *const norm_base_stmts[NORM_BASE_STMTS] = {&stmt_columns, &stmt_list,
    &stmt_filed_list, &stmt_all, &stmt_filed, &stmt_versions, &stmt_judged, &norm_stmt_tally,
    &norm_stmt_counted};

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
        .formed_on = rows_day(r, 18),
        .effective_on = rows_day(r, 19),
        .abolished_on = rows_day(r, 20),
        .published_on = day_at(rows_int(r, 21)),
        .last_day = rows_day(r, 22),
        .filed_on = rows_day(r, 23),
        .archived_on = rows_day(r, 24),
        .endless = rows_int(r, 25) != 0,
        .to_amend_on = rows_day(r, 26),
        .by_text = rows_int(r, 27) != 0,
        .body_html = "",
        .long_text = true};
}

/* Everything in the two columns. */
static enum st whole_base(struct ctx *c, struct record_filter *out)
{
    struct rows *r;
    *out = (struct record_filter){.mask = MARK_LISTED,
        .marks = MARK_LISTED,
        .kind = "document",
        .column_id = -1, /* a county without these columns has no such documents */
        .order = BY_FORMED};
    enum st st = q(c, &stmt_columns, NO_ARGS, &r);
    if (!st && rows_next(r))
        out->column_id = rows_int(r, 0);
    if (!st && rows_next(r))
        out->other_column_id = rows_int(r, 0);
    return st;
}

struct entries {
    struct norm_entry *list;
    size_t n;
};

static void add_entries(struct ctx *c, struct rows *r, void *arg)
{
    (void)c;
    struct entries *all = arg;
    while (rows_next(r))
        all->list[all->n++] = entry_row(r);
}

enum st norm_base_list(struct ctx *c, const struct norm_base_filter *f, struct norm_entry **list,
    size_t *n, int64_t *total)
{
    struct record_filter k;
    struct record_found found;
    enum st st = whole_base(c, &k);
    k.year = f->year;
    k.issuer = f->issuer;
    k.subject = f->subject;
    k.validity = f->state;
    k.text = f->text;
    k.first = (f->page - 1) * f->per_page;
    k.most = (size_t)f->per_page;
    if (!st)
        st = record_find(c, &k, &found);
    if (st)
        return st;
    struct entries all = {ARENA_ARRAY(c->mem, struct norm_entry, found.n), 0};
    st = record_rows(c, &stmt_list, &found, add_entries, &all);
    *list = all.list;
    *n = all.n;
    *total = found.total;
    return st;
}

enum st norm_filed_list(struct ctx *c, int year, struct norm_entry **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_filed_list,
        ARGS(v_int(year > 0 ? day_of(year, 1, 1).n : 1),
            v_int(year > 0 ? day_of(year, 12, 31).n : INT32_MAX)),
        &r);
    if (st)
        return st;
    struct entries all = {ARENA_ARRAY(c->mem, struct norm_entry, rows_count(r)), 0};
    add_entries(c, r, &all);
    *list = all.list;
    *n = all.n;
    return ST_OK;
}

/* ---- years ---- */

static void count_filed(struct rows *r, struct norm_year *list, size_t n)
{
    while (rows_next(r))
        for (size_t i = 0; i < n; i++)
            list[i].filed += list[i].year == day_year((struct day){(int32_t)rows_int(r, 0)});
}

static int year_of(const struct record_count *k)
{
    return (int)strtol(k->text, NULL, 10);
}

/* Those without a day of formation are of no year. */
static int first_year(const struct record_counts *k, int first)
{
    for (size_t i = 0; i < k->n; i++)
        first = year_of(&k->list[i]) && year_of(&k->list[i]) < first ? year_of(&k->list[i]) : first;
    return first;
}

static void add_years(const struct record_counts *k, bool over, struct norm_year *list, size_t n)
{
    for (size_t i = 0; i < k->n; i++)
        for (size_t y = 0; y < n; y++)
            if (list[y].year == year_of(&k->list[i]))
                *(over ? &list[y].over : &list[y].total) += k->list[i].n;
}

enum st norm_years(struct ctx *c, int back, struct norm_year **list, size_t *n)
{
    static const enum record_field field = FIELD_YEAR;
    static const char *const states[] = {NULL, VALID_REPEALED, VALID_EXPIRED};
    struct record_counts k[COUNT_OF(states)];
    struct record_filter f;
    struct rows *filed;
    int last = day_year(day_at(c->now));
    enum st st = whole_base(c, &f);
    for (size_t i = 0; !st && i < COUNT_OF(states); i++) {
        f.validity = states[i];
        st = record_tally(c, &f, &field, 1, &k[i]);
    }
    if (!st)
        st = q(c, &stmt_filed, NO_ARGS, &filed);
    if (st)
        return st;
    *n = (size_t)(last - first_year(&k[0], last - back) + 1);
    *list = ARENA_ARRAY(c->mem, struct norm_year, *n);
    for (size_t i = 0; i < *n; i++)
        (*list)[i].year = last - (int)i;
    for (size_t i = 0; i < COUNT_OF(states); i++)
        add_years(&k[i], i > 0, *list, *n);
    count_filed(filed, *list, *n);
    return ST_OK;
}

/* ---- choices ---- */

enum { MOST_CHOICES = 60 };

static int most_first(const void *a, const void *b)
{
    const struct norm_choice *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->value, y->value);
}

/* Years have four digits. */
static int newest_first(const void *a, const void *b)
{
    const struct norm_choice *x = a, *y = b;
    return strcmp(y->value, x->value);
}

/* Returns how many are offered. */
static size_t choices_of(struct arena *a, const struct record_counts *k,
    int (*order)(const void *, const void *), struct norm_choice **out)
{
    size_t n = 0;
    *out = ARENA_ARRAY(a, struct norm_choice, k->n);
    for (size_t i = 0; i < k->n; i++)
        if (*k->list[i].text && strcmp(k->list[i].text, "0") != 0)
            (*out)[n++] = (struct norm_choice){k->list[i].text, k->list[i].n};
    qsort(*out, n, sizeof **out, order);
    return n;
}

static size_t at_most(size_t n, size_t most)
{
    return n < most ? n : most;
}

enum st norm_choices(struct ctx *c, struct norm_choices *out)
{
    static const enum record_field fields[] = {
        FIELD_YEAR, FIELD_ISSUER, FIELD_SUBJECT, FIELD_VALIDITY};
    struct record_counts k[COUNT_OF(fields)];
    struct record_filter f;
    enum st st = whole_base(c, &f);
    if (!st)
        st = record_tally(c, &f, fields, COUNT_OF(fields), k);
    if (st)
        return st;
    out->n_years = choices_of(c->mem, &k[0], newest_first, &out->years);
    out->n_issuers = at_most(choices_of(c->mem, &k[1], most_first, &out->issuers), MOST_CHOICES);
    out->n_subjects = at_most(choices_of(c->mem, &k[2], most_first, &out->subjects), MOST_CHOICES);
    out->n_states = choices_of(c->mem, &k[3], most_first, &out->states);
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

static struct norm_entry judged_row(const struct rows *r)
{
    struct norm_entry e = entry_row(r);
    e.body_html = rows_text(r, 28);
    e.long_text = rows_int(r, 29) != 0;
    return e;
}

static void add_finding(struct ctx *c, struct kept_rows *all, size_t *cap, struct kept_row row)
{
    if (all->n == *cap) {
        struct kept_row *more = ARENA_ARRAY(c->mem, struct kept_row, *cap * 2 + 64);
        if (all->n)
            memcpy(more, all->list, all->n * sizeof *more);
        all->list = more;
        *cap = *cap * 2 + 64;
    }
    all->list[all->n++] = row;
}

/* Judges every document of the unit. */
static enum st find_all(struct ctx *c, const void *arg, struct kept_rows *out)
{
    const int64_t *unit_id = arg;
    struct rows *r;
    struct norm_settings s;
    int64_t *exempt;
    size_t n_exempt, cap = 0;
    enum st st = norm_settings_get(c, &s);
    if (!st)
        st = interpretation_exempt(c, &exempt, &n_exempt);
    if (!st)
        st = q(c, &stmt_all, ARGS(v_int(*unit_id)), &r);
    while (!st && rows_next(r)) {
        struct norm_finding found[NORM_FINDINGS_EACH];
        struct norm_entry e = judged_row(r);
        e.exempt =
            n_exempt && bsearch(&e.record_id, exempt, n_exempt, sizeof *exempt, by_id) != NULL;
        size_t n = norm_findings(c->mem, &e, day_at(c->now), &s, found);
        for (size_t k = 0; k < n; k++)
            add_finding(c, out, &cap,
                (struct kept_row){.record = e.record_id,
                    .part = (int32_t)k,
                    .kind = (uint8_t)(found[k].code - norm_codes),
                    .exempt = e.exempt});
    }
    return st;
}

static void add_judged(struct ctx *c, struct rows *r, void *arg)
{
    (void)c;
    struct entries *all = arg;
    while (rows_next(r))
        all->list[all->n++] = judged_row(r);
}

/* The finding that the row stands for; false when the document changed meanwhile. */
static bool finding_of(struct ctx *c, const struct kept_row *row, const struct entries *all,
    const struct norm_settings *s, struct norm_finding *out)
{
    struct norm_finding found[NORM_FINDINGS_EACH];
    for (size_t i = 0; i < all->n; i++) {
        struct norm_entry *e = &all->list[i];
        if (e->record_id != row->record)
            continue;
        e->exempt = row->exempt;
        size_t n = norm_findings(c->mem, e, day_at(c->now), s, found);
        if ((size_t)row->part >= n || found[row->part].code != &norm_codes[row->kind])
            return false;
        *out = found[row->part];
        return true;
    }
    return false;
}

static enum st read_findings(struct ctx *c, const struct kept_rows *rows, struct norm_findings *out)
{
    struct record_found ids = {.ids = ARENA_ARRAY(c->mem, int64_t, rows->n + 1)};
    struct norm_settings s;
    for (size_t i = 0; i < rows->n; i++)
        if (!i || rows->list[i].record != rows->list[i - 1].record)
            ids.ids[ids.n++] = rows->list[i].record;
    struct entries all = {ARENA_ARRAY(c->mem, struct norm_entry, ids.n + 1), 0};
    out->list = ARENA_ARRAY(c->mem, struct norm_finding, rows->n + 1);
    enum st st = norm_settings_get(c, &s);
    if (!st)
        st = record_rows(c, &stmt_judged, &ids, add_judged, &all);
    for (size_t i = 0; !st && i < rows->n; i++)
        out->n += finding_of(c, &rows->list[i], &all, &s, &out->list[out->n]);
    return st;
}

enum st norm_findings_list(
    struct ctx *c, const struct norm_findings_filter *f, struct norm_findings *out)
{
    struct kept_page page;
    int kind = *f->code ? KEPT_KINDS : KEPT_ANY; /* nothing has an unknown code */
    for (size_t i = 0; i < n_norm_codes; i++)
        kind = strcmp(f->code, norm_codes[i].code) == 0 ? (int)i : kind;
    *out = (struct norm_findings){.n = 0};
    enum st st = norm_kept_page(c,
        &(struct kept_of){.key = arena_printf(c->mem, "findings %lld", (long long)f->unit_id),
            .make = find_all,
            .arg = &f->unit_id,
            .kind = kind,
            .page = f->page,
            .per_page = f->per_page},
        &page);
    if (st)
        return st;
    out->total = page.total;
    memcpy(out->counts, page.counts, sizeof out->counts);
    return read_findings(c, &page.rows, out);
}
