/* One interface to two engines: SQLite and PostgreSQL.
 *
 * All SQL is constant text in `static const struct stmt` with numbered parameters $1, $2 …; values
 * are bound, never formatted. Portable subset: INTEGER (64 bit), TEXT, BLOB; INSERT … RETURNING;
 * ON CONFLICT; explicit columns. `pg` holds the other text for the few statements that differ.
 *
 * A write transaction is exclusive: SQLite by its lock, PostgreSQL by one advisory lock, so the
 * journal's hash chain has one order. Reads never wait for it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/status.h"

struct db;  /* the database: shared by all threads */
struct dbc; /* a connection: one thread at a time */

struct stmt {
    const char *name; /* "document.find", unique; appears in the log */
    const char *sql;
    const char *pg; /* NULL when sql fits both */
};

enum val_kind { VAL_NULL, VAL_INT, VAL_TEXT, VAL_BLOB };
struct val {
    enum val_kind kind;
    int64_t i;
    const void *p;
    size_t n;
};
static inline struct val v_null(void)
{
    return (struct val){VAL_NULL, 0, NULL, 0};
}
static inline struct val v_int(int64_t i)
{
    return (struct val){VAL_INT, i, NULL, 0};
}
struct val v_text(const char *s); /* NULL binds NULL */
static inline struct val v_blob(const void *p, size_t n)
{
    return (struct val){VAL_BLOB, 0, p, n};
}
/* A day is kept as its number, none as NULL. */
static inline struct val v_day(struct day d)
{
    return day_given(d) ? v_int(d.n) : v_null();
}

/* ARGS(v_int(id), v_text(title)) expands to two arguments: array and count. */
#define ARGS(...)                                                                                  \
    (const struct val[]){__VA_ARGS__},                                                             \
        sizeof((const struct val[]){__VA_ARGS__}) / sizeof(struct val)
#define NO_ARGS NULL, 0

struct migration {
    int number;       /* 1, 2, 3 … within one module */
    const char *name; /* "document: records, editions, statuses" */
    /* Several statements separated by ';'. Written for SQLite STRICT tables; for PostgreSQL the
     * driver turns INTEGER PRIMARY KEY into an identity BIGINT, INTEGER into BIGINT, BLOB into
     * BYTEA, and drops STRICT and WITHOUT ROWID. */
    const char *sql;
    const char *pg; /* NULL when the translation is enough */
};

/* url: NULL or "" opens SQLite at `path`; "postgresql://…" opens PostgreSQL. ST_BROKEN with a
 * Chinese message naming the cause when it cannot be opened. */
enum st db_open(const char *path, const char *url, struct db **out, struct err *e) MUST_CHECK;
void db_close(struct db **db);
/* A number no other opened database of this process has or had: what is kept in memory about one
 * goes by it, for addresses are used again. */
uint64_t db_opened(const struct db *db);

/* Apply the missing migrations of one module, in order, each in its own transaction. */
enum st db_migrate(struct db *db, const char *module, const struct migration *list, size_t n,
    struct err *e) MUST_CHECK;

/* Lease a connection and begin a transaction. write=false is read-only and sees one snapshot.
 * ST_BUSY when none is free within the time limit (10 s). */
enum st db_begin(struct db *db, bool write, struct dbc **out, struct err *e) MUST_CHECK;
/* Commit durably and return the connection. After a failure everything is rolled back. */
enum st db_commit(struct dbc **c, struct err *e) MUST_CHECK;
/* Undo and return the connection. Safe on NULL. */
void db_rollback(struct dbc **c);

/* Result rows, fully copied into the arena: valid until it ends, whatever happens next. */
struct rows;
enum st db_query(struct dbc *c, struct arena *a, const struct stmt *s, const struct val *args,
    size_t n_args, struct rows **out, struct err *e) MUST_CHECK;
/* Run without rows. changed may be NULL. Uniqueness and foreign-key violations are ST_CONFLICT. */
enum st db_exec(struct dbc *c, const struct stmt *s, const struct val *args, size_t n_args,
    int64_t *changed, struct err *e) MUST_CHECK;

/* Step to the next row; false at the end. Before the first call there is no current row. */
bool rows_next(struct rows *r);
/* Back to before the first row. */
void rows_rewind(struct rows *r);
size_t rows_count(const struct rows *r);
int64_t rows_int(const struct rows *r, int col);      /* NULL is 0 */
const char *rows_text(const struct rows *r, int col); /* NULL is "" */
const void *rows_blob(const struct rows *r, int col, size_t *n);
bool rows_null(const struct rows *r, int col);
static inline struct day rows_day(const struct rows *r, int col)
{
    return rows_null(r, col) ? day_none() : (struct day){(int32_t)rows_int(r, col)};
}

/* Compile the statement without running it (tests prepare every statement on both engines). */
enum st db_check(struct dbc *c, const struct stmt *s, struct err *e) MUST_CHECK;

/* Tell other processes that something changed (LISTEN/NOTIFY, or a row other processes poll).
 * Delivered after the commit of c. channel is a constant word, payload short ASCII. */
enum st db_notify(struct dbc *c, const char *payload, struct err *e) MUST_CHECK;
/* Rises whenever any process that has this database open committed a notice. One atomic read: the
 * page cache looks at it before each hit, so that what another process published is seen by the
 * very next request. On PostgreSQL it covers this process; other nodes are heard by polling. */
uint64_t db_generation(const struct db *db);
/* Payloads sent by other processes since the last call, newest last; does not wait. *after is the
 * caller's place, 0 at first (then only what comes later is delivered). */
enum st db_poll_notices(struct db *db, struct arena *a, int64_t *after, const char ***payloads,
    size_t *n, struct err *e) MUST_CHECK;

#endif
