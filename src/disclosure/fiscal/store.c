/* Books and their steps, settings: the rows that change.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/store.h"

#include <string.h>

#include "disclosure/fiscal/store_sql.h"

const struct migration fiscal_migrations[FISCAL_MIGRATIONS] = {{1, "books, editions, cells",
    "CREATE TABLE fiscal_book ("
    " id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL,"
    " stage INTEGER NOT NULL, version INTEGER NOT NULL, draft TEXT NOT NULL, note TEXT NOT NULL,"
    " writers TEXT NOT NULL, approved_on INTEGER, live_edition INTEGER NOT NULL,"
    " record_id INTEGER NOT NULL, published_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
    " updated_by INTEGER NOT NULL, UNIQUE (unit_id, year, kind)) STRICT;"
    "CREATE INDEX fiscal_book_year ON fiscal_book(year, kind);"
    "CREATE TABLE fiscal_edition ("
    " id INTEGER PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES fiscal_book(id),"
    " number INTEGER NOT NULL, published_at INTEGER NOT NULL, published_by INTEGER NOT NULL,"
    " note TEXT NOT NULL, UNIQUE (book_id, number)) STRICT;"
    "CREATE TABLE fiscal_cell ("
    " edition_id INTEGER NOT NULL REFERENCES fiscal_edition(id), sheet TEXT NOT NULL,"
    " line INTEGER NOT NULL, col TEXT NOT NULL, row_key TEXT NOT NULL, amount INTEGER,"
    " cell_text TEXT NOT NULL, PRIMARY KEY (edition_id, sheet, line, col)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE fiscal_text ("
    " edition_id INTEGER NOT NULL REFERENCES fiscal_edition(id), name TEXT NOT NULL,"
    " body TEXT NOT NULL, PRIMARY KEY (edition_id, name)) STRICT;"
    "CREATE TABLE fiscal_step ("
    " id INTEGER PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES fiscal_book(id),"
    " at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL, action TEXT NOT NULL,"
    " note TEXT NOT NULL, codes TEXT NOT NULL) STRICT;"
    "CREATE INDEX fiscal_step_book ON fiscal_step(book_id, id);"
    "CREATE TABLE fiscal_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE fiscal_exempt (unit_id INTEGER PRIMARY KEY, reason TEXT NOT NULL) STRICT;",
    NULL}};

#define COLUMNS(draft)                                                                             \
    "SELECT b.id, b.unit_id, u.name, u.short_name, u.code, b.year, b.kind, b.stage, b.version, "   \
    "b.note, b.writers, b.approved_on, b.live_edition, b.record_id, b.published_at, "              \
    "b.updated_at, COALESCE(p.name, ''), " draft                                                   \
    " FROM fiscal_book b JOIN unit u ON u.id = b.unit_id "                                         \
    "LEFT JOIN person p ON p.id = b.updated_by "
static const struct stmt stmt_add = {"fiscal.add",
    "INSERT INTO fiscal_book (unit_id, year, kind, stage, version, draft, note, writers, "
    "approved_on, live_edition, record_id, published_at, updated_at, updated_by) "
    "VALUES ($1, $2, $3, 0, 1, $4, '', '|', NULL, 0, 0, 0, $5, $6) RETURNING id",
    NULL};
static const struct stmt stmt_get = {"fiscal.get", COLUMNS("b.draft") "WHERE b.id = $1", NULL};
static const struct stmt stmt_find = {
    "fiscal.find", COLUMNS("b.draft") "WHERE b.unit_id = $1 AND b.year = $2 AND b.kind = $3", NULL};
static const struct stmt stmt_list = {"fiscal.list",
    COLUMNS("''") "WHERE ($1 = 0 OR b.year = $1) AND ($2 = 0 OR b.unit_id = $2) "
                  "ORDER BY b.year DESC, u.id, b.kind LIMIT 5000",
    NULL};
static const struct stmt stmt_put = {"fiscal.put",
    "UPDATE fiscal_book SET stage = $3, draft = $4, note = $5, writers = $6, approved_on = $7, "
    "live_edition = $8, record_id = $9, published_at = $10, updated_at = $11, updated_by = $12, "
    "version = version + 1 WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_years = {"fiscal.years",
    "SELECT year, max(CASE WHEN kind = 'sangong' THEN 1 ELSE 0 END) FROM fiscal_book "
    "WHERE live_edition <> 0 AND kind IN ('sangong', 'budget', 'final') "
    "GROUP BY year ORDER BY year DESC",
    NULL};
static const struct stmt stmt_step = {"fiscal.step_add",
    "INSERT INTO fiscal_step (book_id, at, person, unit, action, note, codes) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    NULL};
static const struct stmt stmt_steps = {"fiscal.steps",
    "SELECT s.at, s.action, s.note, s.codes, COALESCE(p.name, ''), COALESCE(u.short_name, '') "
    "FROM fiscal_step s LEFT JOIN person p ON p.id = s.person LEFT JOIN unit u ON u.id = s.unit "
    "WHERE s.book_id = $1 ORDER BY s.id",
    NULL};
static const struct stmt stmt_setting = {
    "fiscal.setting", "SELECT value FROM fiscal_setting WHERE name = 'reviewer'", NULL};
static const struct stmt stmt_setting_put = {"fiscal.setting_put",
    "INSERT INTO fiscal_setting (name, value) VALUES ('reviewer', $1) "
    "ON CONFLICT (name) DO UPDATE SET value = $1",
    NULL};
static const struct stmt stmt_exempt = {
    "fiscal.exempt", "SELECT unit_id, reason FROM fiscal_exempt ORDER BY unit_id", NULL};
static const struct stmt stmt_exempt_put = {"fiscal.exempt_put",
    "INSERT INTO fiscal_exempt (unit_id, reason) VALUES ($1, $2) "
    "ON CONFLICT (unit_id) DO UPDATE SET reason = $2",
    NULL};
static const struct stmt stmt_exempt_drop = {
    "fiscal.exempt_drop", "DELETE FROM fiscal_exempt WHERE unit_id = $1", NULL};

const struct stmt *const fiscal_stmts[FISCAL_STMTS] = {&stmt_add, &stmt_get, &stmt_find, &stmt_list,
    &stmt_put, &stmt_years, &stmt_step, &stmt_steps, &stmt_setting, &stmt_setting_put, &stmt_exempt,
    &stmt_exempt_put, &stmt_exempt_drop, &fiscal_sql_edition_add, &fiscal_sql_editions,
    &fiscal_sql_cell_add, &fiscal_sql_text_add, &fiscal_sql_cells, &fiscal_sql_figures};

static struct fiscal_entry entry_row(const struct rows *r)
{
    return (struct fiscal_entry){.id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .unit_name = rows_text(r, 2),
        .unit_short = rows_text(r, 3),
        .unit_code = rows_text(r, 4),
        .year = (int)rows_int(r, 5),
        .kind = fiscal_kind_find(rows_text(r, 6)),
        .stage = (enum fiscal_stage)rows_int(r, 7),
        .version = rows_int(r, 8),
        .note = rows_text(r, 9),
        .writers = rows_text(r, 10),
        .approved_on = rows_day(r, 11),
        .live_edition = rows_int(r, 12),
        .record_id = rows_int(r, 13),
        .published_at = rows_int(r, 14),
        .updated_at = rows_int(r, 15),
        .updated_by = rows_text(r, 16),
        .draft = rows_text(r, 17)};
}

enum st fiscal_entry_add(struct ctx *c, int64_t unit_id, int year, const struct fiscal_kind *kind,
    const char *draft, int64_t *id)
{
    enum st st = insert(c, &stmt_add,
        ARGS(v_int(unit_id), v_int(year), v_text(kind->key), v_text(draft), v_int(c->now),
            v_int(c->person)),
        id);
    if (st == ST_CONFLICT)
        return fail(c, st, "year", "这个单位%d年的%s已经在填报，请从列表中打开", year, kind->title);
    return st;
}

enum st fiscal_entry_get(struct ctx *c, int64_t id, struct fiscal_entry *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这份表，请从列表中选择");
    if (!st)
        *out = entry_row(r);
    return st;
}

enum st fiscal_entry_find(
    struct ctx *c, int64_t unit_id, int year, const char *kind, struct fiscal_entry *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_find, ARGS(v_int(unit_id), v_int(year), v_text(kind)), &r);
    if (!st)
        *out = entry_row(r);
    return st;
}

enum st fiscal_entry_list(
    struct ctx *c, int year, int64_t unit_id, struct fiscal_entry **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_int(year), v_int(unit_id)), &r);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct fiscal_entry, rows_count(r));
    while (rows_next(r))
        (*list)[(*n)++] = entry_row(r);
    return ST_OK;
}

enum st fiscal_entry_put(struct ctx *c, struct fiscal_entry *e)
{
    int64_t changed;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(e->id), v_int(e->version), v_int(e->stage), v_text(e->draft), v_text(e->note),
            v_text(e->writers), v_day(e->approved_on), v_int(e->live_edition), v_int(e->record_id),
            v_int(e->published_at), v_int(c->now), v_int(c->person)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这份表刚刚被别人办理过，请看过最新情况后再办");
    e->version++;
    return st;
}

enum st fiscal_years(struct ctx *c, int **years, size_t *n, int *newest)
{
    struct rows *r;
    enum st st = q(c, &stmt_years, NO_ARGS, &r);
    *n = 0;
    *newest = 0;
    *years = st ? NULL : ARENA_ARRAY(c->mem, int, rows_count(r));
    while (!st && rows_next(r)) {
        (*years)[(*n)++] = (int)rows_int(r, 0);
        if (!*newest && rows_int(r, 1))
            *newest = (int)rows_int(r, 0);
    }
    return st;
}

enum st fiscal_step_add(
    struct ctx *c, int64_t book_id, const char *action, const char *note, const char *codes)
{
    return x(c, &stmt_step,
        ARGS(v_int(book_id), v_int(c->now), v_int(c->person), v_int(c->unit), v_text(action),
            v_text(note), v_text(codes)));
}

enum st fiscal_steps(struct ctx *c, int64_t book_id, struct fiscal_step **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_steps, ARGS(v_int(book_id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct fiscal_step, rows_count(r));
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct fiscal_step){rows_int(r, 0), rows_text(r, 1), rows_text(r, 2),
            rows_text(r, 3), rows_text(r, 4), rows_text(r, 5)};
    return st;
}

enum st fiscal_setting_get(struct ctx *c, const char **reviewer)
{
    struct rows *r;
    enum st st = q(c, &stmt_setting, NO_ARGS, &r);
    *reviewer = !st && rows_next(r) ? rows_text(r, 0) : "head";
    return st;
}

enum st fiscal_setting_put(struct ctx *c, const char *reviewer)
{
    return x(c, &stmt_setting_put, ARGS(v_text(reviewer)));
}

enum st fiscal_exempt_list(struct ctx *c, struct fiscal_exempt **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_exempt, NO_ARGS, &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct fiscal_exempt, rows_count(r));
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct fiscal_exempt){rows_int(r, 0), rows_text(r, 1)};
    return st;
}

enum st fiscal_exempt_put(struct ctx *c, int64_t unit_id, const char *reason)
{
    if (!*reason)
        return x(c, &stmt_exempt_drop, ARGS(v_int(unit_id)));
    return x(c, &stmt_exempt_put, ARGS(v_int(unit_id), v_text(reason)));
}
