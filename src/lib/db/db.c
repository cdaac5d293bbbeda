/* The common face of both engines: opening, transactions, rows, notices.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/db/db.h"

#include <string.h>

#include "lib/db/ctx.h"
#include "lib/db/engine.h"

struct val v_text(const char *s)
{
    return s ? (struct val){VAL_TEXT, 0, s, strlen(s)} : v_null();
}

static const struct migration own_migrations[] = {
    {1, "notices to other processes",
        "CREATE TABLE db_notice (seq INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT;", NULL},
};

enum st db_open(const char *path, const char *url, struct db **out, struct err *e)
{
    bool pg = url && *url;
    if (pg && strncmp(url, "postgresql://", 13) != 0 && strncmp(url, "postgres://", 11) != 0)
        return err_set(e, ST_INVALID, "", "数据库地址应以 postgresql:// 开头：%s", url);
    ctx_changed(); /* what was kept in memory is of another database */
    enum st st = pg ? pg_open(url, out, e) : sqlite_open(path, out, e);
    if (st)
        return st;
    static _Atomic uint64_t opened;
    (*out)->is_pg = pg;
    (*out)->opened = ++opened;
    st = migrate_prepare(*out, e);
    if (!st)
        st = db_migrate(*out, "db", own_migrations, COUNT_OF(own_migrations), e);
    if (st)
        db_close(out);
    return st;
}

void db_close(struct db **db)
{
    if (*db)
        (*db)->engine->close(*db);
    *db = NULL;
}

uint64_t db_opened(const struct db *db)
{
    return db->opened;
}

uint64_t db_generation(const struct db *db)
{
    return __atomic_load_n(db->generation, __ATOMIC_ACQUIRE);
}

enum st db_begin(struct db *db, bool write, struct dbc **out, struct err *e)
{
    *out = NULL;
    return db->engine->begin(db, write, out, e);
}

enum st db_commit(struct dbc **pc, struct err *e)
{
    struct dbc *c = *pc;
    struct db *db = c->db;
    bool noticed = c->noticed;
    *pc = NULL;
    enum st st = db->engine->commit(c, e);
    if (!st && noticed)
        __atomic_add_fetch(db->generation, 1, __ATOMIC_RELEASE);
    return st;
}

void db_rollback(struct dbc **pc)
{
    struct dbc *c = *pc;
    *pc = NULL;
    if (c)
        c->db->engine->rollback(c);
}

enum st db_query(struct dbc *c, struct arena *a, const struct stmt *s, const struct val *args,
    size_t n_args, struct rows **out, struct err *e)
{
    struct rows *r = ARENA_NEW(a, struct rows);
    r->mem = a;
    *out = r;
    return c->db->engine->run(c, a, s, args, n_args, r, NULL, e);
}

enum st db_exec(struct dbc *c, const struct stmt *s, const struct val *args, size_t n_args,
    int64_t *changed, struct err *e)
{
    return c->db->engine->run(c, NULL, s, args, n_args, NULL, changed, e);
}

enum st db_check(struct dbc *c, const struct stmt *s, struct err *e)
{
    return c->db->engine->check(c, s, e);
}

void rows_open(struct rows *r, struct arena *a, int cols)
{
    *r = (struct rows){.mem = a, .cols = cols};
}

struct cell *rows_add(struct rows *r)
{
    if (r->n == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 4;
        struct cell *cells = ARENA_ARRAY(r->mem, struct cell, cap * (size_t)r->cols);
        if (r->n)
            memcpy(cells, r->cells, r->n * (size_t)r->cols * sizeof *cells);
        r->cells = cells;
        r->cap = cap;
    }
    return r->cells + r->n++ * (size_t)r->cols;
}

bool rows_next(struct rows *r)
{
    if (r->at >= r->n)
        return false;
    r->at++;
    return true;
}

void rows_rewind(struct rows *r)
{
    r->at = 0;
}

size_t rows_count(const struct rows *r)
{
    return r->n;
}

static const struct cell *cell_of(const struct rows *r, int col)
{
    BUG_ON(!r->at || r->at > r->n || col < 0 || col >= r->cols);
    return &r->cells[(r->at - 1) * (size_t)r->cols + (size_t)col];
}

int64_t rows_int(const struct rows *r, int col)
{
    return cell_of(r, col)->i;
}

const char *rows_text(const struct rows *r, int col)
{
    const struct cell *c = cell_of(r, col);
    return c->p ? c->p : "";
}

const void *rows_blob(const struct rows *r, int col, size_t *n)
{
    const struct cell *c = cell_of(r, col);
    *n = c->n;
    return c->p;
}

bool rows_null(const struct rows *r, int col)
{
    return cell_of(r, col)->kind == VAL_NULL;
}

#define NOTICES_KEPT 1000

static const struct stmt stmt_notify = {
    "db.notify", "INSERT INTO db_notice (payload) VALUES ($1) RETURNING seq", NULL};
static const struct stmt stmt_prune = {
    "db.prune_notices", "DELETE FROM db_notice WHERE seq <= $1", NULL};
static const struct stmt stmt_poll = {
    "db.poll_notices", "SELECT seq, payload FROM db_notice WHERE seq > $1 ORDER BY seq", NULL};
static const struct stmt stmt_newest = {
    "db.newest_notice", "SELECT COALESCE(max(seq), 0) FROM db_notice", NULL};

enum st db_notify(struct dbc *c, const char *payload, struct err *e)
{
    struct arena *a = arena_new();
    struct rows *r;
    enum st st = db_query(c, a, &stmt_notify, ARGS(v_text(payload)), &r, e);
    if (!st && rows_next(r) && rows_int(r, 0) % 64 == 0)
        st = db_exec(c, &stmt_prune, ARGS(v_int(rows_int(r, 0) - NOTICES_KEPT)), NULL, e);
    c->noticed = true;
    arena_free(&a);
    return st;
}

/* A gap of more than NOTICES_KEPT cannot be filled from the table: the caller gets "*". */
static void deliver(
    struct rows *r, struct arena *a, int64_t *after, const char ***payloads, size_t *n)
{
    const char **list = ARENA_ARRAY(a, const char *, rows_count(r) + 1);
    size_t count = 0;
    while (rows_next(r)) {
        if (!count && rows_int(r, 0) > *after + NOTICES_KEPT)
            list[count++] = "*";
        list[count++] = rows_text(r, 1);
        *after = rows_int(r, 0);
    }
    *payloads = list;
    *n = count;
}

enum st db_poll_notices(struct db *db, struct arena *a, int64_t *after, const char ***payloads,
    size_t *n, struct err *e)
{
    struct dbc *c;
    struct rows *r;
    bool first = *after == 0;
    *n = 0;
    enum st st = db_begin(db, false, &c, e);
    if (st)
        return st;
    if (first)
        st = db_query(c, a, &stmt_newest, NO_ARGS, &r, e);
    else
        st = db_query(c, a, &stmt_poll, ARGS(v_int(*after)), &r, e);
    if (!st && first && rows_next(r))
        *after = rows_int(r, 0) ? rows_int(r, 0) : -1;
    else if (!st)
        deliver(r, a, after, payloads, n);
    db_rollback(&c);
    return st;
}
