/* SQL of the desk: lists, counts, writers, confirmations; see desk.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/desk.h"

#include <string.h>

#include "common/record/record_index.h"
#include "disclosure/document/desk_sql.h"

static const char tables[] =
    "CREATE TABLE document_writer ("
    " record_id INTEGER NOT NULL REFERENCES record(id), person INTEGER NOT NULL,"
    " at INTEGER NOT NULL, PRIMARY KEY (record_id, person)) STRICT;"
    "CREATE TABLE document_confirm ("
    " record_id INTEGER PRIMARY KEY REFERENCES record(id), digest TEXT NOT NULL,"
    " person INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE document_serial ("
    " prefix TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,"
    " PRIMARY KEY (prefix, year)) STRICT;"
    "CREATE TABLE document_index ("
    " index_no TEXT PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record(id)) STRICT;"
    "CREATE INDEX document_index_record ON document_index(record_id);"
    "CREATE TABLE document_autosave ("
    " record_id INTEGER PRIMARY KEY REFERENCES record(id), form TEXT NOT NULL,"
    " version INTEGER NOT NULL) STRICT;"
    "CREATE INDEX document_item_index_no ON item(index_no);"
    "CREATE INDEX document_record_desk ON record(unit_id, stage, ended, live_edition);"
    "CREATE INDEX document_record_counts ON record(stage, ended, live_edition);"
    "CREATE INDEX document_record_updated ON record(updated_at, id);"
    "CREATE INDEX document_record_scheduled ON record(scheduled_for);";

/* The register gives index numbers too: both count in the tables of common/record. */
static const char to_records[] =
    "INSERT INTO index_serial (prefix, year, last) SELECT prefix, year, last FROM document_serial;"
    "INSERT INTO index_given (index_no, record_id) SELECT index_no, record_id FROM document_index;"
    "DROP TABLE document_serial;"
    "DROP TABLE document_index;";

/* The lists are found in memory (record_index.h). */
static const char fewer[] = "DROP INDEX document_record_desk; DROP INDEX document_record_counts; "
                            "DROP INDEX document_record_updated;";

/* Reviews are added, never changed: the last one of a text counts. */
static const char secrecy[] =
    "CREATE TABLE document_secrecy ("
    " id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record(id),"
    " digest TEXT NOT NULL, at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " conclusion TEXT NOT NULL, basis TEXT NOT NULL) STRICT;"
    "CREATE INDEX document_secrecy_record ON document_secrecy(record_id, id);"
    "CREATE TABLE document_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

const struct migration desk_migrations[DESK_MIGRATIONS] = {
    {1, "document: writers, confirmations, serials", tables, NULL},
    {2, "index numbers are kept with the records", to_records, NULL},
    {3, "lists need no indexes", fewer, NULL},
    {4, "secrecy reviews, settings", secrecy, NULL},
};

#define IN_STAGE(mark) MARK_STAGE | MARK_ENDED, mark
const struct desk_tab desk_tabs[DESK_TABS] = {
    {"all", "全部", 0, 0},
    {"draft", "草稿", IN_STAGE(MARK_DRAFT)},
    {"submitted", "待审核", IN_STAGE(MARK_SUBMITTED)},
    {"returned", "已退回", IN_STAGE(MARK_RETURNED)},
    {"approved", "待发布", IN_STAGE(MARK_APPROVED)},
    {"scheduled", "定时", IN_STAGE(MARK_SCHEDULED)},
    {"live", "已发布", MARK_LIVE | MARK_ENDED, MARK_LIVE},
    {"ended", "已结束", MARK_ENDED, MARK_ENDED},
    {"discarded", "已放弃", IN_STAGE(MARK_DISCARDED)},
};

size_t desk_tab_index(const char *key)
{
    for (size_t i = 0; i < DESK_TABS; i++)
        if (strcmp(desk_tabs[i].key, key) == 0)
            return i;
    return 0;
}

#define ROW                                                                                        \
    "r.id, r.updated_at, COALESCE(r.published_at, 0), COALESCE(r.scheduled_for, 0), r.kind, "      \
    "COALESCE(u.short_name, ''), COALESCE(k.name, ''), COALESCE(i.title, d.title, ''), "           \
    "COALESCE(i.doc_no, ''), COALESCE(p.name, ''), r.ended, COALESCE(r.path, ''), r.stage, "       \
    "CASE WHEN r.live_edition IS NULL THEN 0 ELSE 1 END "
#define FROM_NAMES                                                                                 \
    "FROM record r LEFT JOIN item i ON i.record_id = r.id LEFT JOIN draft d ON d.record_id = "     \
    "r.id "                                                                                        \
    "LEFT JOIN site_column k ON k.id = CASE WHEN r.live_edition IS NULL "                          \
    "THEN COALESCE(d.column_id, r.column_id) ELSE r.column_id END "                                \
    "LEFT JOIN unit u ON u.id = r.unit_id LEFT JOIN person p ON p.id = d.updated_by "
static const struct stmt stmt_list = {"desk.list",
    "SELECT " ROW FROM_NAMES "WHERE r.id " THESE_RECORDS " ORDER BY r.updated_at DESC, r.id DESC",
    NULL};
static const struct stmt stmt_find = {"desk.find",
    "SELECT " ROW FROM_NAMES "WHERE r.live_edition IS NOT NULL AND r.ended = '' AND r.id <> $2 "
    "AND (i.title LIKE $1 ESCAPE '!' OR i.doc_no LIKE $1 ESCAPE '!') "
    "ORDER BY r.updated_at DESC, r.id DESC LIMIT 20",
    NULL};
static const struct stmt stmt_due = {"desk.due",
    "SELECT id FROM record WHERE stage = 'scheduled' AND scheduled_for <= $1 "
    "ORDER BY scheduled_for, id LIMIT 200",
    NULL};
static const struct stmt stmt_writer_add = {"desk.writer_add",
    "INSERT INTO document_writer (record_id, person, at) VALUES ($1, $2, $3) "
    "ON CONFLICT (record_id, person) DO NOTHING",
    NULL};
static const struct stmt stmt_writers_clear = {
    "desk.writers_clear", "DELETE FROM document_writer WHERE record_id = $1", NULL};
static const struct stmt stmt_writers = {"desk.writers",
    "SELECT COALESCE(p.name, '系统') FROM document_writer w LEFT JOIN person p ON p.id = w.person "
    "WHERE w.record_id = $1 ORDER BY w.at, w.person",
    NULL};
static const struct stmt stmt_submitter = {"desk.submitter",
    "SELECT person FROM status WHERE record_id = $1 AND action = 'submit' ORDER BY id DESC LIMIT 1",
    NULL};
static const struct stmt stmt_confirm = {"desk.confirm",
    "INSERT INTO document_confirm (record_id, digest, person, at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (record_id) DO UPDATE SET digest = excluded.digest, person = excluded.person, "
    "at = excluded.at",
    NULL};
static const struct stmt stmt_autosaved = {"desk.autosaved",
    "INSERT INTO document_autosave (record_id, form, version) VALUES ($1, $2, $3) "
    "ON CONFLICT (record_id) DO UPDATE SET form = excluded.form, version = excluded.version",
    NULL};
static const struct stmt stmt_autosave_of = {"desk.autosave_of",
    "SELECT 1 FROM document_autosave WHERE record_id = $1 AND form = $2 AND version = $3", NULL};
static const struct stmt stmt_work_clear = {
    "desk.work_clear", "UPDATE record SET work_edition = NULL WHERE id = $1", NULL};
static const struct stmt stmt_journal = {"desk.journal",
    "SELECT j.seq, j.at, j.edition_id, j.action, COALESCE(p.name, '系统'), COALESCE(u.name, ''), "
    "j.detail, j.hash, j.origin FROM journal j LEFT JOIN person p ON p.id = j.person "
    "LEFT JOIN unit u ON u.id = j.unit WHERE j.subject_kind = 'record' AND j.subject_id = $1 "
    "ORDER BY j.seq DESC LIMIT 1000",
    NULL};
const struct stmt stmt_desk_children = {"desk.children",
    "SELECT count(*) FROM site_column WHERE parent_id = $1 AND closed_at IS NULL", NULL};
const struct stmt stmt_desk_doc_no = {"desk.doc_no",
    "SELECT title FROM item WHERE doc_serial = $1 AND doc_year = $2 AND doc_word = $3 "
    "AND record_id <> $4 AND unit_id = $5 AND kind = 'document' LIMIT 1",
    NULL};
const struct stmt stmt_desk_confirmed = {
    "desk.confirmed", "SELECT digest FROM document_confirm WHERE record_id = $1", NULL};
const struct stmt stmt_desk_wrote = {
    "desk.wrote", "SELECT 1 FROM document_writer WHERE record_id = $1 AND person = $2", NULL};

const struct stmt *const desk_stmts[DESK_STMTS] = {&stmt_list, &stmt_autosaved, &stmt_autosave_of,
    &stmt_find, &stmt_due, &stmt_writer_add, &stmt_writers_clear, &stmt_writers, &stmt_submitter,
    &stmt_confirm, &stmt_work_clear, &stmt_desk_children, &stmt_desk_doc_no, &stmt_desk_confirmed,
    &stmt_desk_wrote, &stmt_journal, &stmt_secrecy_list, &stmt_secrecy_add, &stmt_secrecy_rules,
    &stmt_secrecy_rule_put};

struct desk_rows {
    struct desk_row *rows;
    size_t n;
};

static void add_rows(struct ctx *c, struct rows *r, void *arg)
{
    (void)c;
    struct desk_rows *list = arg;
    while (rows_next(r)) {
        bool published = rows_int(r, 13) != 0;
        const char *ended = rows_text(r, 10);
        list->rows[list->n++] = (struct desk_row){.id = rows_int(r, 0),
            .updated_at = rows_int(r, 1),
            .published_at = rows_int(r, 2),
            .scheduled_for = rows_int(r, 3),
            .kind = rows_text(r, 4),
            .unit_name = rows_text(r, 5),
            .column_name = rows_text(r, 6),
            .title = rows_text(r, 7),
            .doc_no = rows_text(r, 8),
            .editor = rows_text(r, 9),
            .ended = ended,
            .path = rows_text(r, 11),
            .published = published,
            .place = place_of(rows_text(r, 12), published, *ended != 0)};
    }
}

enum st desk_list(
    struct ctx *c, const struct desk_filter *f, struct desk_row **rows, size_t *n, int64_t *total)
{
    const struct desk_tab *tab = &desk_tabs[desk_tab_index(f->tab)];
    struct record_found found;
    enum st st = record_find(c,
        &(struct record_filter){.mask = tab->mask,
            .marks = tab->marks,
            .unit_id = f->unit_id,
            .column_id = f->column_id,
            .year = f->year >= 1949 && f->year < 9999 ? f->year : 0,
            .text = f->text,
            .desk = true,
            .order = BY_UPDATED,
            .first = (f->page - 1) * f->per_page,
            .most = (size_t)f->per_page},
        &found);
    if (st)
        return st;
    struct desk_rows list = {ARENA_ARRAY(c->mem, struct desk_row, found.n), 0};
    st = record_rows(c, &stmt_list, &found, add_rows, &list);
    *rows = list.rows;
    *n = list.n;
    *total = found.total;
    return st;
}

enum st desk_counts(struct ctx *c, int64_t unit_id, int64_t counts[static DESK_TABS])
{
    static const enum record_field field = FIELD_MARKS;
    struct record_counts k;
    enum st st = record_tally(c, &(struct record_filter){.unit_id = unit_id}, &field, 1, &k);
    memset(counts, 0, DESK_TABS * sizeof *counts);
    for (size_t i = 0; !st && i < k.n; i++)
        for (size_t t = 0; t < DESK_TABS; t++)
            if ((k.list[i].number & desk_tabs[t].mask) == desk_tabs[t].marks)
                counts[t] += k.list[i].n;
    return st;
}

enum st desk_find(
    struct ctx *c, const char *text, int64_t except, struct desk_row **rows, size_t *n)
{
    struct rows *r;
    *n = 0;
    if (!*text)
        return ST_OK;
    enum st st = q(c, &stmt_find, ARGS(v_text(like_containing(c->mem, text)), v_int(except)), &r);
    if (st)
        return st;
    struct desk_rows list = {ARENA_ARRAY(c->mem, struct desk_row, rows_count(r)), 0};
    add_rows(c, r, &list);
    *rows = list.rows;
    *n = list.n;
    return ST_OK;
}

enum st desk_due(struct ctx *c, int64_t **ids, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_due, ARGS(v_int(c->now)), &r);
    if (st)
        return st;
    *ids = ARENA_ARRAY(c->mem, int64_t, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*ids)[(*n)++] = rows_int(r, 0);
    return ST_OK;
}

enum st desk_writer_add(struct ctx *c, int64_t record_id)
{
    return x(c, &stmt_writer_add, ARGS(v_int(record_id), v_int(c->person), v_int(c->now)));
}

enum st desk_writers_clear(struct ctx *c, int64_t record_id)
{
    return x(c, &stmt_writers_clear, ARGS(v_int(record_id)));
}

enum st desk_writers(struct ctx *c, int64_t record_id, const char **names)
{
    struct rows *r;
    enum st st = q(c, &stmt_writers, ARGS(v_int(record_id)), &r);
    *names = "";
    while (!st && rows_next(r))
        *names =
            **names ? arena_printf(c->mem, "%s、%s", *names, rows_text(r, 0)) : rows_text(r, 0);
    return st;
}

enum st desk_submitter(struct ctx *c, int64_t record_id, int64_t *person)
{
    struct rows *r;
    enum st st = q(c, &stmt_submitter, ARGS(v_int(record_id)), &r);
    *person = !st && rows_next(r) ? rows_int(r, 0) : 0;
    return st;
}

enum st desk_confirm_phones(struct ctx *c, int64_t record_id, const char *digest)
{
    return x(
        c, &stmt_confirm, ARGS(v_int(record_id), v_text(digest), v_int(c->person), v_int(c->now)));
}

enum st desk_autosaved(struct ctx *c, int64_t record_id, const char *form, int64_t version)
{
    return x(c, &stmt_autosaved, ARGS(v_int(record_id), v_text(form), v_int(version)));
}

enum st desk_autosave_of(
    struct ctx *c, int64_t record_id, const char *form, int64_t version, bool *own)
{
    struct rows *r;
    enum st st = q(c, &stmt_autosave_of, ARGS(v_int(record_id), v_text(form), v_int(version)), &r);
    *own = !st && *form && rows_next(r);
    return st;
}

enum st desk_work_clear(struct ctx *c, int64_t record_id)
{
    return x(c, &stmt_work_clear, ARGS(v_int(record_id)));
}

enum st desk_journal(struct ctx *c, int64_t record_id, struct journal_line **lines, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_journal, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    *lines = ARENA_ARRAY(c->mem, struct journal_line, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*lines)[(*n)++] = (struct journal_line){.seq = rows_int(r, 0),
            .at = rows_int(r, 1),
            .edition_id = rows_int(r, 2),
            .action = rows_text(r, 3),
            .who = rows_text(r, 4),
            .unit = rows_text(r, 5),
            .detail = rows_text(r, 6),
            .hash = rows_text(r, 7),
            .origin = rows_text(r, 8)};
    return ST_OK;
}
