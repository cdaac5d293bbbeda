/* The rows of reports; see store.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/store.h"

#include <string.h>

#include "lib/base/hash.h"

const char *const annual_stage_titles[ANNUAL_STAGES] = {"编制中", "已定稿", "待确认", "往年年报"};

const struct migration annual_migrations[ANNUAL_MIGRATIONS] = {{1,
    "reports, cells, texts, editions",
    "CREATE TABLE annual_report ("
    " id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL, year INTEGER NOT NULL,"
    " format INTEGER NOT NULL, stage INTEGER NOT NULL, source TEXT NOT NULL,"
    " unread TEXT NOT NULL, version INTEGER NOT NULL, record_id INTEGER NOT NULL,"
    " edition INTEGER NOT NULL, frozen_at INTEGER NOT NULL, created_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL, updated_by INTEGER NOT NULL, UNIQUE (unit_id, year)) STRICT;"
    "CREATE TABLE annual_cell ("
    " report_id INTEGER NOT NULL REFERENCES annual_report(id), cell TEXT NOT NULL,"
    " value INTEGER NOT NULL, reason TEXT NOT NULL, person INTEGER NOT NULL, at INTEGER NOT NULL,"
    " PRIMARY KEY (report_id, cell)) STRICT;"
    "CREATE TABLE annual_text ("
    " report_id INTEGER NOT NULL REFERENCES annual_report(id), key TEXT NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY (report_id, key)) STRICT;"
    "CREATE TABLE annual_edition ("
    " report_id INTEGER NOT NULL REFERENCES annual_report(id), number INTEGER NOT NULL,"
    " at INTEGER NOT NULL, person INTEGER NOT NULL, note TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " content TEXT NOT NULL, PRIMARY KEY (report_id, number)) STRICT;",
    NULL}};

#define SELECT                                                                                     \
    "SELECT a.id, a.unit_id, a.year, a.format, a.stage, a.source, a.unread, a.version, "           \
    "a.record_id, a.edition, a.frozen_at, a.updated_at, COALESCE(u.name, ''), "                    \
    "COALESCE(p.name, '') FROM annual_report a LEFT JOIN unit u ON u.id = a.unit_id "              \
    "LEFT JOIN person p ON p.id = a.updated_by "
static const struct stmt stmt_add = {"annual.add",
    "INSERT INTO annual_report (unit_id, year, format, stage, source, unread, version, record_id, "
    "edition, frozen_at, created_at, updated_at, updated_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, 1, 0, 0, 0, $7, $7, $8) RETURNING id",
    NULL};
static const struct stmt stmt_get = {"annual.get", SELECT "WHERE a.id = $1", NULL};
static const struct stmt stmt_find = {
    "annual.find", SELECT "WHERE a.unit_id = $1 AND a.year = $2", NULL};
static const struct stmt stmt_list = {
    "annual.list", SELECT "WHERE $1 = 0 OR a.year = $1 ORDER BY a.year DESC, a.unit_id", NULL};
static const struct stmt stmt_put = {"annual.put",
    "UPDATE annual_report SET format = $3, stage = $4, source = $5, unread = $6, record_id = $7, "
    "edition = $8, frozen_at = $9, updated_at = $10, updated_by = $11, version = version + 1 "
    "WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_cells = {"annual.cells",
    "SELECT k.cell, k.value, k.reason, k.at, COALESCE(p.name, '') FROM annual_cell k "
    "LEFT JOIN person p ON p.id = k.person WHERE k.report_id = $1 ORDER BY k.cell",
    NULL};
static const struct stmt stmt_cell_put = {"annual.cell_put",
    "INSERT INTO annual_cell (report_id, cell, value, reason, person, at) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (report_id, cell) DO UPDATE SET value = $3, "
    "reason = $4, person = $5, at = $6",
    NULL};
static const struct stmt stmt_cell_remove = {
    "annual.cell_remove", "DELETE FROM annual_cell WHERE report_id = $1 AND cell = $2", NULL};
static const struct stmt stmt_cells_clear = {
    "annual.cells_clear", "DELETE FROM annual_cell WHERE report_id = $1", NULL};
static const struct stmt stmt_texts_clear = {
    "annual.texts_clear", "DELETE FROM annual_text WHERE report_id = $1", NULL};
static const struct stmt stmt_remove = {
    "annual.remove", "DELETE FROM annual_report WHERE id = $1", NULL};
static const struct stmt stmt_texts = {
    "annual.texts", "SELECT key, text FROM annual_text WHERE report_id = $1", NULL};
static const struct stmt stmt_text_put = {"annual.text_put",
    "INSERT INTO annual_text (report_id, key, text) VALUES ($1, $2, $3) "
    "ON CONFLICT (report_id, key) DO UPDATE SET text = $3",
    NULL};
static const struct stmt stmt_edition_add = {"annual.edition_add",
    "INSERT INTO annual_edition (report_id, number, at, person, note, sha256, content) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    NULL};
static const struct stmt stmt_edition_get = {"annual.edition_get",
    "SELECT content FROM annual_edition WHERE report_id = $1 AND number = $2", NULL};
static const struct stmt stmt_editions = {"annual.editions",
    "SELECT e.number, e.at, COALESCE(p.name, ''), e.sha256, e.note FROM annual_edition e "
    "LEFT JOIN person p ON p.id = e.person WHERE e.report_id = $1 ORDER BY e.number DESC",
    NULL};
const struct stmt *const annual_stmts[ANNUAL_STMTS] = {&stmt_add, &stmt_get, &stmt_find, &stmt_list,
    &stmt_put, &stmt_cells, &stmt_cell_put, &stmt_cell_remove, &stmt_cells_clear, &stmt_texts_clear,
    &stmt_remove, &stmt_texts, &stmt_text_put, &stmt_edition_add, &stmt_edition_get,
    &stmt_editions};

/* ---- heads ---- */

static struct annual_row row_of(const struct rows *r)
{
    struct annual_row row = {.id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .year = (int)rows_int(r, 2),
        .format = (enum report_format)rows_int(r, 3),
        .stage = (enum annual_stage)rows_int(r, 4),
        .source = rows_text(r, 5),
        .unread = rows_text(r, 6),
        .version = rows_int(r, 7),
        .record_id = rows_int(r, 8),
        .edition = rows_int(r, 9),
        .frozen_at = rows_int(r, 10),
        .updated_at = rows_int(r, 11),
        .unit_name = rows_text(r, 12),
        .updated_by = rows_text(r, 13)};
    if (!row.unit_id)
        row.unit_name = "全县";
    return row;
}

enum st annual_add(struct ctx *c, const struct annual_row *in, int64_t *id)
{
    enum st st = insert(c, &stmt_add,
        ARGS(v_int(in->unit_id), v_int(in->year), v_int(in->format), v_int(in->stage),
            v_text(in->source ? in->source : ""), v_text(in->unread ? in->unread : ""),
            v_int(c->now), v_int(c->person)),
        id);
    if (st == ST_CONFLICT)
        return fail(c, st, "year", "%d年的报告已经有了，请从列表中打开", in->year);
    return st;
}

enum st annual_get(struct ctx *c, int64_t id, struct annual_row *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这份年度报告，请从列表中选择");
    if (!st)
        *out = row_of(r);
    return st;
}

enum st annual_find(struct ctx *c, int64_t unit_id, int year, struct annual_row *out)
{
    struct rows *r;
    enum st st = q(c, &stmt_find, ARGS(v_int(unit_id), v_int(year)), &r);
    *out = (struct annual_row){.id = 0};
    if (!st && rows_next(r))
        *out = row_of(r);
    return st;
}

enum st annual_list(struct ctx *c, int year, struct annual_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_int(year)), &r);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct annual_row, rows_count(r));
    while (rows_next(r))
        (*list)[(*n)++] = row_of(r);
    return ST_OK;
}

enum st annual_put(struct ctx *c, struct annual_row *row)
{
    int64_t changed;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(row->id), v_int(row->version), v_int(row->format), v_int(row->stage),
            v_text(row->source), v_text(row->unread), v_int(row->record_id), v_int(row->edition),
            v_int(row->frozen_at), v_int(c->now), v_int(c->person)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这份报告刚刚被别人改过，请看过最新内容后再改");
    row->version += !st;
    return st;
}

enum st annual_remove(struct ctx *c, int64_t id)
{
    enum st st = x(c, &stmt_cells_clear, ARGS(v_int(id)));
    if (!st)
        st = x(c, &stmt_texts_clear, ARGS(v_int(id)));
    return st ? st : x(c, &stmt_remove, ARGS(v_int(id)));
}

/* ---- cells ---- */

enum st annual_cell_list(struct ctx *c, int64_t id, struct annual_cell **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_cells, ARGS(v_int(id)), &r);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct annual_cell, rows_count(r));
    while (rows_next(r))
        (*list)[(*n)++] = (struct annual_cell){.cell = rows_text(r, 0),
            .value = rows_int(r, 1),
            .reason = rows_text(r, 2),
            .at = rows_int(r, 3),
            .person = rows_text(r, 4)};
    return ST_OK;
}

enum st annual_cell_put(
    struct ctx *c, int64_t id, const char *cell, int64_t value, const char *reason)
{
    return x(c, &stmt_cell_put,
        ARGS(v_int(id), v_text(cell), v_int(value), v_text(reason), v_int(c->person),
            v_int(c->now)));
}

enum st annual_cell_remove(struct ctx *c, int64_t id, const char *cell)
{
    return x(c, &stmt_cell_remove, ARGS(v_int(id), v_text(cell)));
}

/* ---- texts ---- */

enum st annual_texts(struct ctx *c, int64_t id, enum report_format f,
    struct report_text texts[static REPORT_TEXTS], size_t *n)
{
    struct rows *r;
    const struct report_text *list = report_texts(f, n);
    enum st st = q(c, &stmt_texts, ARGS(v_int(id)), &r);
    memcpy(texts, list, *n * sizeof *list);
    while (!st && rows_next(r))
        for (size_t i = 0; i < *n; i++)
            if (strcmp(texts[i].key, rows_text(r, 0)) == 0)
                texts[i].text = rows_text(r, 1);
    return st;
}

enum st annual_text_put(struct ctx *c, int64_t id, const char *key, const char *text)
{
    return x(c, &stmt_text_put, ARGS(v_int(id), v_text(key), v_text(text)));
}

/* ---- editions ---- */

enum st annual_edition_add(
    struct ctx *c, int64_t id, int64_t number, const char *content, const char *note)
{
    char hex[65];
    struct sha256 digest = sha256_of(content, strlen(content));
    return x(c, &stmt_edition_add,
        ARGS(v_int(id), v_int(number), v_int(c->now), v_int(c->person), v_text(note),
            v_text(sha256_hex(&digest, hex)), v_text(content)));
}

enum st annual_edition_get(struct ctx *c, int64_t id, int64_t number, const char **content)
{
    struct rows *r;
    enum st st = q1(c, &stmt_edition_get, ARGS(v_int(id), v_int(number)), &r);
    if (!st)
        *content = rows_text(r, 0);
    return st;
}

enum st annual_edition_list(struct ctx *c, int64_t id, struct annual_edition **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_editions, ARGS(v_int(id)), &r);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct annual_edition, rows_count(r));
    while (rows_next(r))
        (*list)[(*n)++] = (struct annual_edition){.number = rows_int(r, 0),
            .at = rows_int(r, 1),
            .person = rows_text(r, 2),
            .sha256 = rows_text(r, 3),
            .note = rows_text(r, 4)};
    return ST_OK;
}
