/* What the public has: published replies with what is known of their proposals, and overviews.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/store.h"

/* Replies that were imported have no proposal: kind and year are read from title and date. */
#define ENTRIES                                                                                       \
    "SELECT i.record_id, COALESCE(p.id, 0) AS proposal_id, COALESCE(p.kind, CASE "                    \
    "WHEN i.title LIKE '%提案%' THEN 'cppcc' WHEN i.title LIKE '%建议%' THEN 'npc' ELSE '' END) " \
    "AS kind, COALESCE(p.session, '') AS session, i.title, i.path, i.summary, i.issuer, "             \
    "i.doc_no, COALESCE(p.openness, '') AS openness, COALESCE(p.result, '') AS result, "              \
    "COALESCE(u.short_name, '') AS lead_name, COALESCE(p.year, i.year) AS year, "                     \
    "COALESCE(p.number, 0) AS number, i.first_published_at FROM item i "                              \
    "JOIN site_column k ON k.id = i.column_id AND k.path = '" PROP_COLUMN "' "                        \
    "LEFT JOIN proposal p ON p.record_id = i.record_id LEFT JOIN unit u ON u.id = p.lead_unit "       \
    "WHERE i.ended = '' AND NOT EXISTS (SELECT 1 FROM proposal_overview o "                           \
    "WHERE o.record_id = i.record_id)"
#define WHERE                                                                                      \
    "WHERE ($1 = '' OR e.kind = $1) AND ($2 = 0 OR e.year = $2) "                                  \
    "AND ($3 = '' OR e.title LIKE $3 ESCAPE '!' OR e.doc_no LIKE $3 ESCAPE '!' "                   \
    "OR e.summary LIKE $3 ESCAPE '!') "

static const struct stmt stmt_entries = {"proposal.entries",
    "SELECT * FROM (" ENTRIES ") AS e " WHERE
    "ORDER BY e.first_published_at DESC, e.record_id DESC LIMIT $4 OFFSET $5",
    NULL};
static const struct stmt stmt_count = {
    "proposal.entry_count", "SELECT count(*) FROM (" ENTRIES ") AS e " WHERE, NULL};
static const struct stmt stmt_counts = {"proposal.entry_counts",
    "SELECT e.kind, e.year, count(*) FROM (" ENTRIES ") AS e GROUP BY e.kind, e.year "
    "ORDER BY e.year DESC, e.kind DESC",
    NULL};
static const struct stmt stmt_overviews = {"proposal.overviews",
    "SELECT o.year, i.title, i.path, i.summary, i.issuer, i.first_published_at "
    "FROM proposal_overview o JOIN item i ON i.record_id = o.record_id AND i.ended = '' "
    "ORDER BY o.year DESC",
    NULL};
const struct stmt *const prop_public_stmts[PROP_PUBLIC_STMTS] = {
    &stmt_entries, &stmt_count, &stmt_counts, &stmt_overviews};

static struct prop_entry entry_row(const struct rows *r)
{
    return (struct prop_entry){.record_id = rows_int(r, 0),
        .proposal_id = rows_int(r, 1),
        .kind = rows_text(r, 2),
        .session = rows_text(r, 3),
        .title = rows_text(r, 4),
        .path = rows_text(r, 5),
        .summary = rows_text(r, 6),
        .issuer = rows_text(r, 7),
        .doc_no = rows_text(r, 8),
        .openness = rows_text(r, 9),
        .result = rows_text(r, 10),
        .lead_name = rows_text(r, 11),
        .year = (int)rows_int(r, 12),
        .number = rows_int(r, 13),
        .published_on = day_at(rows_int(r, 14))};
}

enum st prop_entries(struct ctx *c, const struct prop_entry_filter *f, struct prop_entry **list,
    size_t *n, int64_t *total)
{
    struct rows *r;
    const struct val text = v_text(like_containing(c->mem, f->text));
    *n = 0;
    enum st st = q1(c, &stmt_count, ARGS(v_text(f->kind), v_int(f->year), text), &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &stmt_entries,
        ARGS(v_text(f->kind), v_int(f->year), text, v_int(f->per_page),
            v_int((f->page - 1) * f->per_page)),
        &r);
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct prop_entry, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = entry_row(r);
    return st;
}

enum st prop_entry_counts(struct ctx *c, struct prop_entry_count **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_counts, NO_ARGS, &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct prop_entry_count, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] =
            (struct prop_entry_count){rows_text(r, 0), (int)rows_int(r, 1), rows_int(r, 2)};
    return st;
}

enum st prop_overviews(struct ctx *c, struct prop_overview **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_overviews, NO_ARGS, &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct prop_overview, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct prop_overview){.year = (int)rows_int(r, 0),
            .title = rows_text(r, 1),
            .path = rows_text(r, 2),
            .summary = rows_text(r, 3),
            .issuer = rows_text(r, 4),
            .published_on = day_at(rows_int(r, 5))};
    return st;
}
