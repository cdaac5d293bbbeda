/* Tables of the register; numbers, recorded reasons, declared columns, settings; see store.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/store.h"
#include "disclosure/inventory/store_sql.h"
#include "lib/text/docno.h"
#include "lib/text/series.h"

/* The order of the list, and what its filters by unit and year and its counts need. */
static const char indexes[] =
    "DROP INDEX inventory_item_year;"
    "CREATE INDEX inventory_item_order ON item(kind, formed_on DESC, record_id DESC);"
    "CREATE INDEX inventory_item_year ON item(kind, year, formed_on DESC, record_id DESC);"
    "CREATE INDEX inventory_item_unit ON item(kind, unit_id, year, formed_on DESC, record_id DESC);"
    "CREATE INDEX inventory_item_gone ON item(kind) WHERE ended IN ('error', 'privacy');";

/* The list is found in memory (record_index.h). */
static const char fewer[] = "DROP INDEX inventory_item_order; DROP INDEX inventory_item_year; "
                            "DROP INDEX inventory_item_unit; DROP INDEX inventory_item_gone;";

static const char online[] =
    "ALTER TABLE inventory_entry ADD COLUMN online INTEGER NOT NULL DEFAULT 0;"
    "UPDATE inventory_entry SET online = 1 WHERE record_id IN (SELECT record_id FROM item);"
    "CREATE INDEX inventory_entry_offline ON inventory_entry(formed_on DESC, id DESC) "
    "WHERE online = 0;";

const struct migration inventory_migrations[INVENTORY_MIGRATIONS] = {
    {1, "entries, reasons of numbers, declared columns, reconciliations",
        "CREATE TABLE inventory_entry ("
        " id INTEGER PRIMARY KEY, record_id INTEGER UNIQUE REFERENCES record(id),"
        " unit_id INTEGER NOT NULL, title TEXT NOT NULL, doc_no TEXT NOT NULL, word TEXT NOT NULL,"
        " number_year INTEGER NOT NULL, serial INTEGER NOT NULL, index_no TEXT NOT NULL,"
        " formed_on INTEGER, formed_year INTEGER NOT NULL, open_mode TEXT NOT NULL,"
        " clause TEXT NOT NULL, basis TEXT NOT NULL, decided_by INTEGER NOT NULL,"
        " decided_at INTEGER NOT NULL, clock_from INTEGER, review_on INTEGER, origin TEXT NOT NULL,"
        " note TEXT NOT NULL, created_at INTEGER NOT NULL, created_by INTEGER NOT NULL,"
        " updated_at INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;"
        "CREATE INDEX inventory_entry_unit ON inventory_entry(unit_id, formed_on);"
        "CREATE INDEX inventory_entry_number ON inventory_entry(serial, number_year, word);"
        "CREATE INDEX inventory_entry_review ON inventory_entry(review_on);"
        "CREATE INDEX inventory_item_year ON item(year, unit_id);"
        "CREATE TABLE inventory_void ("
        " id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL, word TEXT NOT NULL,"
        " year INTEGER NOT NULL, serial INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,"
        " person INTEGER NOT NULL, at INTEGER NOT NULL, UNIQUE (unit_id, word, year, serial)) "
        "STRICT;"
        "CREATE TABLE inventory_declared ("
        " id INTEGER PRIMARY KEY, column_id INTEGER NOT NULL REFERENCES site_column(id),"
        " unit_id INTEGER NOT NULL, reason TEXT NOT NULL, until_day INTEGER NOT NULL,"
        " person INTEGER NOT NULL, at INTEGER NOT NULL, ended_at INTEGER) STRICT;"
        "CREATE INDEX inventory_declared_column ON inventory_declared(column_id);"
        "CREATE TABLE inventory_setting ("
        " name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
        "CREATE TABLE inventory_run ("
        " id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL, name TEXT NOT NULL, at INTEGER NOT "
        "NULL,"
        " person INTEGER NOT NULL, confirmed_at INTEGER, confirmed_by INTEGER, n_rows INTEGER NOT "
        "NULL,"
        " n_added INTEGER NOT NULL, body TEXT NOT NULL) STRICT;"
        "CREATE INDEX inventory_run_unit ON inventory_run(unit_id, id);",
        NULL},
    {2, "indexes of the list", indexes, NULL},
    {3, "index of numbers",
        "CREATE INDEX inventory_item_issuer ON item(issuer, kind, doc_word, doc_year, doc_serial);",
        NULL},
    {4, "until when it is public",
        "ALTER TABLE inventory_entry ADD COLUMN open_limit TEXT NOT NULL DEFAULT '';", NULL},
    {5, "no indexes for the list", fewer, NULL}, {6, "what is online already", online, NULL},
    {7, "index of series",
        "CREATE INDEX inventory_entry_series ON inventory_entry(word, number_year);", NULL}};

#define NAMES                                                                                      \
    "(SELECT id, name FROM unit UNION SELECT id, short_name FROM unit UNION "                      \
    "SELECT unit_id, alias FROM unit_alias) "
#define FROM_ABOVE                                                                                 \
    "(SELECT id FROM site_column WHERE path IN ('zwgk/fdnr/zcwj/sjwj', 'zwgk/fdnr/zcwj/gz') "      \
    "OR path LIKE 'zwgk/fdnr/zcwj/flfg%') "
/* A number belongs to the unit that issued it, wherever it is published. */
const struct stmt stmt_number_list = {"inventory.numbers",
    "SELECT n.id, i.doc_word, i.doc_year, i.doc_serial, i.doc_no, i.issuer FROM item i JOIN " NAMES
    "n ON n.name = i.issuer "
    "WHERE i.kind = 'document' AND i.doc_serial > 0 AND ($1 = 0 OR n.id = $1) UNION ALL "
    "SELECT e.unit_id, e.word, e.number_year, e.serial, e.doc_no, '' FROM inventory_entry e "
    "LEFT JOIN record r "
    "ON r.id = e.record_id WHERE e.serial > 0 AND COALESCE(r.stage, '') <> 'discarded' "
    "AND ($1 = 0 OR e.unit_id = $1) UNION ALL "
    "SELECT unit_id, word, year, serial, '', '' FROM inventory_void "
    "WHERE $1 = 0 OR unit_id = $1 UNION ALL "
    "SELECT 0, i.doc_word, i.doc_year, i.doc_serial, i.doc_no, i.issuer FROM item i "
    "WHERE i.kind = 'document' AND i.doc_serial > 0 AND i.issuer IN ("
    "SELECT issuer FROM item WHERE kind = 'document' AND doc_serial > 0 EXCEPT SELECT name "
    "FROM " NAMES "n) AND i.column_id NOT IN " FROM_ABOVE,
    NULL};
const struct stmt stmt_void_add = {"inventory.void_add",
    "INSERT INTO inventory_void (unit_id, word, year, serial, kind, reason, person, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (unit_id, word, year, serial) DO NOTHING",
    NULL};
const struct stmt stmt_void_remove = {
    "inventory.void_remove", "DELETE FROM inventory_void WHERE id = $1 AND unit_id = $2", NULL};
const struct stmt stmt_void_list = {"inventory.void_list",
    "SELECT v.id, v.unit_id, v.word, v.year, v.serial, v.kind, v.reason, v.at, "
    "COALESCE(p.name, '') FROM inventory_void v LEFT JOIN person p ON p.id = v.person "
    "WHERE $1 = 0 OR v.unit_id = $1 ORDER BY v.word, v.year DESC, v.serial LIMIT 2000",
    NULL};
const struct stmt stmt_declared_add = {"inventory.declared_add",
    "INSERT INTO inventory_declared (column_id, unit_id, reason, until_day, person, at) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    NULL};
const struct stmt stmt_declared_end = {"inventory.declared_end",
    "UPDATE inventory_declared SET ended_at = $2 WHERE column_id = $1 AND ended_at IS NULL", NULL};
#define DECLARED                                                                                   \
    "SELECT d.id, d.column_id, d.unit_id, d.at, k.name, k.path, COALESCE(u.name, ''), "            \
    "COALESCE(p.name, ''), d.reason, d.until_day FROM inventory_declared d "                       \
    "JOIN site_column k ON k.id = d.column_id LEFT JOIN unit u ON u.id = d.unit_id "               \
    "LEFT JOIN person p ON p.id = d.person WHERE d.ended_at IS NULL "
const struct stmt stmt_declared_list = {
    "inventory.declared_list", DECLARED "ORDER BY d.until_day, d.id", NULL};
const struct stmt stmt_declared_of = {
    "inventory.declared_of", DECLARED "AND d.column_id = $1 ORDER BY d.id DESC LIMIT 1", NULL};
const struct stmt stmt_bare_columns = {"inventory.bare_columns",
    "SELECT k.id, k.name, k.path FROM site_column k WHERE k.closed_at IS NULL "
    "AND k.cycle NOT IN ('LINK', 'STATIC') "
    "AND NOT EXISTS (SELECT 1 FROM site_column s WHERE s.parent_id = k.id AND s.closed_at IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM item_place p WHERE p.column_id = k.id) "
    "AND NOT EXISTS (SELECT 1 FROM inventory_declared d WHERE d.column_id = k.id "
    "AND d.ended_at IS NULL) ORDER BY k.path",
    NULL};
/* What is past its day; and the open tasks for which that is no longer so. */
const struct stmt stmt_past_limits = {"inventory.past_limits",
    "SELECT i.record_id, i.unit_id, i.title, i.open_limit FROM item i "
    "WHERE i.open_limit NOT IN ('', '长期') AND i.open_limit < $1 AND i.ended = '' UNION ALL "
    "SELECT t.subject_id, 0, '', '' FROM task t LEFT JOIN item i ON i.record_id = t.subject_id "
    "WHERE t.kind = 'inventory.limit' AND t.closed_at IS NULL AND (i.record_id IS NULL "
    "OR i.ended <> '' OR i.open_limit IN ('', '长期') OR i.open_limit >= $1)",
    NULL};
const struct stmt stmt_unnumbered = {"inventory.unnumbered",
    "SELECT id FROM inventory_entry WHERE index_no = '' AND record_id IS NULL "
    "AND formed_year > 0 ORDER BY formed_year, formed_on, id LIMIT 500",
    NULL};
const struct stmt stmt_setting_get = {
    "inventory.setting_get", "SELECT value FROM inventory_setting WHERE name = $1", NULL};
const struct stmt stmt_setting_set = {"inventory.setting_set",
    "INSERT INTO inventory_setting (name, value) VALUES ($1, $2) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    NULL};

/* Most are a word and a year in brackets, as they stand in the row; recorded reasons are words of a
 * series. */
static struct number_row number_row(struct arena *a, const struct rows *r)
{
    struct number_row row = {rows_int(r, 0), rows_text(r, 1), (int)rows_int(r, 2),
        (int)rows_int(r, 3), rows_text(r, 4), rows_text(r, 5)};
    struct docno no;
    size_t n = strlen(row.word);
    bool plain = n && row.year >= 1949 && !strncmp(row.doc_no, row.word, n) &&
                 !strncmp(row.doc_no + n, "〔", 3);
    if (*row.doc_no && !plain && docno_parse(a, row.doc_no, &no))
        row.word = series_word(a, &no);
    return row;
}

enum st number_list(struct ctx *c, int64_t unit_id, struct number_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_number_list, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct number_row, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = number_row(c->mem, r);
    return ST_OK;
}

enum st void_add(struct ctx *c, const struct void_row *v)
{
    return x(c, &stmt_void_add,
        ARGS(v_int(v->unit_id), v_text(v->word), v_int(v->year), v_int(v->serial), v_text(v->kind),
            v_text(v->reason), v_int(c->person), v_int(c->now)));
}

enum st void_remove(struct ctx *c, int64_t id, int64_t unit_id)
{
    int64_t changed;
    enum st st = xn(c, &stmt_void_remove, ARGS(v_int(id), v_int(unit_id)), &changed);
    return st || changed ? st : fail(c, ST_NOT_FOUND, "", "没有这条说明，请刷新页面");
}

enum st void_list(struct ctx *c, int64_t unit_id, struct void_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_void_list, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct void_row, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct void_row){.id = rows_int(r, 0),
            .unit_id = rows_int(r, 1),
            .word = rows_text(r, 2),
            .year = (int)rows_int(r, 3),
            .serial = (int)rows_int(r, 4),
            .kind = rows_text(r, 5),
            .reason = rows_text(r, 6),
            .at = rows_int(r, 7),
            .person = rows_text(r, 8)};
    return ST_OK;
}

enum st declared_add(struct ctx *c, int64_t column_id, const char *reason, struct day until)
{
    enum st st = declared_end(c, column_id);
    return st ? st
              : x(c, &stmt_declared_add,
                    ARGS(v_int(column_id), v_int(c->unit), v_text(reason), v_int(until.n),
                        v_int(c->person), v_int(c->now)));
}

enum st declared_end(struct ctx *c, int64_t column_id)
{
    return x(c, &stmt_declared_end, ARGS(v_int(column_id), v_int(c->now)));
}

static struct declared_row declared_at(const struct rows *r)
{
    return (struct declared_row){.id = rows_int(r, 0),
        .column_id = rows_int(r, 1),
        .unit_id = rows_int(r, 2),
        .at = rows_int(r, 3),
        .column = rows_text(r, 4),
        .path = rows_text(r, 5),
        .unit_name = rows_text(r, 6),
        .person = rows_text(r, 7),
        .reason = rows_text(r, 8),
        .until = {(int32_t)rows_int(r, 9)}};
}

enum st declared_list(struct ctx *c, struct declared_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_declared_list, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct declared_row, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = declared_at(r);
    return ST_OK;
}

enum st inventory_declared(struct ctx *c, int64_t column_id, struct declared *out)
{
    struct rows *r;
    *out = (struct declared){"", "", day_none()};
    enum st st = q(c, &stmt_declared_of, ARGS(v_int(column_id)), &r);
    if (st || !rows_next(r))
        return st;
    struct declared_row d = declared_at(r);
    if (d.until.n >= day_at(c->now).n)
        *out = (struct declared){d.reason, d.unit_name, d.until};
    return ST_OK;
}

enum st bare_columns(struct ctx *c, struct bare_column **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_bare_columns, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct bare_column, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct bare_column){rows_int(r, 0), rows_text(r, 1), rows_text(r, 2)};
    return ST_OK;
}

enum st entry_past_limits(struct ctx *c, struct day today, struct past_limit **list, size_t *n)
{
    struct rows *r;
    char day[11];
    enum st st = q(c, &stmt_past_limits, ARGS(v_text(day_text(today, day))), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct past_limit, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] =
            (struct past_limit){rows_int(r, 0), rows_int(r, 1), rows_text(r, 2), rows_text(r, 3)};
    return ST_OK;
}

enum st entry_unnumbered(struct ctx *c, int64_t **ids, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_unnumbered, NO_ARGS, &r);
    if (st)
        return st;
    *ids = ARENA_ARRAY(c->mem, int64_t, rows_count(r) + 1);
    *n = 0;
    while (rows_next(r))
        (*ids)[(*n)++] = rows_int(r, 0);
    return ST_OK;
}

enum st review_months(struct ctx *c, int *months)
{
    struct rows *r;
    enum st st = q(c, &stmt_setting_get, ARGS(v_text("review_months")), &r);
    *months = !st && rows_next(r) ? (int)rows_int(r, 0) : REVIEW_MONTHS;
    return st;
}

enum st review_months_set(struct ctx *c, int months)
{
    return x(c, &stmt_setting_set, ARGS(v_text("review_months"), v_int(months)));
}
