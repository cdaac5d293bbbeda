/* The journal's one door, and the attempt log.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/journal.h"

#include <string.h>

#include "common/journal/chain.h"
#include "common/journal/pages.h"
#include "common/org/org.h"

static const char tables[] =
    "CREATE TABLE journal ("
    " seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " origin TEXT NOT NULL, action TEXT NOT NULL, subject_kind TEXT NOT NULL,"
    " subject_id INTEGER NOT NULL, edition_id INTEGER NOT NULL, detail TEXT NOT NULL,"
    " hash TEXT NOT NULL) STRICT;"
    "CREATE INDEX journal_subject ON journal(subject_kind, subject_id, seq);"
    "CREATE INDEX journal_person ON journal(person, seq);"
    "CREATE TABLE attempt ("
    " id INTEGER PRIMARY KEY, at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " route TEXT NOT NULL, reason TEXT NOT NULL) STRICT;"
    "CREATE TABLE log_leaf ("
    " seq INTEGER PRIMARY KEY, edition_id INTEGER NOT NULL, record_id INTEGER NOT NULL,"
    " entry TEXT NOT NULL) STRICT;"
    "CREATE INDEX log_leaf_edition ON log_leaf(edition_id);"
    "CREATE TABLE log_node ("
    " level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY (level, idx)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE log_head ("
    " id INTEGER PRIMARY KEY, size INTEGER NOT NULL, checkpoint TEXT NOT NULL) STRICT;";

/* The newest row once more, so that rows cut off at the end are missed by `gongkai verify`. */
static const char head_table[] =
    "CREATE TABLE chain_head ("
    " id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;"
    "INSERT INTO chain_head (id, seq, hash) SELECT 1, seq, hash FROM journal "
    "ORDER BY seq DESC LIMIT 1;"
    "CREATE INDEX journal_at ON journal(at);"
    "CREATE INDEX attempt_at ON attempt(at);";
static const struct migration migrations[] = {
    {1, "journal, attempts, public log", tables, NULL},
    {2, "head of the journal's chain", head_table, NULL},
};

static const struct stmt stmt_last = {
    "journal.last", "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", NULL};
static const struct stmt stmt_add = {"journal.add",
    "INSERT INTO journal (seq, at, person, unit, origin, action, subject_kind, subject_id, "
    "edition_id, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    NULL};
static const struct stmt stmt_attempt = {"journal.attempt",
    "INSERT INTO attempt (at, person, unit, route, reason) VALUES ($1, $2, $3, $4, $5)", NULL};
static const struct stmt stmt_head_set = {"journal.head_set",
    "INSERT INTO chain_head (id, seq, hash) VALUES (1, $1, $2) "
    "ON CONFLICT (id) DO UPDATE SET seq = $1, hash = $2",
    NULL};
static const struct stmt *const stmts[] = {&stmt_last, &stmt_add, &stmt_attempt, &stmt_head_set,
    &journal_stmt_find, &journal_stmt_count, &attempt_stmt_find, &attempt_stmt_count};

static const struct route routes[] = {
    {.method = METHOD_GET,
        .pattern = "/work/journal/",
        .perm = PERM_JOURNAL,
        .handler = journal_show},
};

const struct module journal_module = {
    .name = "journal",
    .title = "操作日志",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = migrations,
    .n_migrations = COUNT_OF(migrations),
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
};

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

enum st journal_head(struct ctx *c, int64_t *seq, const char **hash)
{
    struct rows *r;
    enum st st = q(c, &stmt_last, NO_ARGS, &r);
    if (st)
        return st;
    bool any = rows_next(r);
    *seq = any ? rows_int(r, 0) : 0;
    *hash = any ? rows_text(r, 1) : "";
    return ST_OK;
}

/* Once a transaction, however many rows it wrote. */
static enum st keep_head(struct ctx *c)
{
    int64_t seq;
    const char *hash;
    enum st st = journal_head(c, &seq, &hash);
    return st ? st : x(c, &stmt_head_set, ARGS(v_int(seq), v_text(hash)));
}

enum st journal_add(struct ctx *c, const struct act *a)
{
    int64_t seq;
    const char *prev;
    enum st st = journal_head(c, &seq, &prev);
    if (st)
        return st;
    struct journal_row row = {.seq = seq + 1,
        .at = c->now,
        .person = c->person,
        .unit = c->unit,
        .origin = c->origin,
        .action = a->action,
        .subject_kind = or_empty(a->subject_kind),
        .subject_id = a->subject_id,
        .edition_id = a->edition_id,
        .detail = or_empty(a->detail)};
    char hash[SHA256_HEX_BYTES];
    chain_hash(prev, &row, hash);
    ctx_before_commit(c, keep_head);
    return x(c, &stmt_add,
        ARGS(v_int(row.seq), v_int(row.at), v_int(row.person), v_int(row.unit), v_text(row.origin),
            v_text(row.action), v_text(row.subject_kind), v_int(row.subject_id),
            v_int(row.edition_id), v_text(row.detail), v_text(hash)));
}

enum st attempt_add(struct ctx *c, const char *route, const char *reason)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &stmt_attempt,
            ARGS(v_int(c->now), v_int(c->person), v_int(c->unit), v_text(route), v_text(reason)));
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
