/* What an engine provides, and the parts that both engines share. Private to lib/db.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include "lib/base/buf.h"
#include "lib/db/db.h"

struct engine {
    enum st (*begin)(struct db *db, bool write, struct dbc **out, struct err *e);
    enum st (*commit)(struct dbc *c, struct err *e); /* returns the connection, also on failure */
    void (*rollback)(struct dbc *c);                 /* returns the connection */
    /* rows may be NULL: run without reading; changed may be NULL. */
    enum st (*run)(struct dbc *c, struct arena *a, const struct stmt *s, const struct val *args,
        size_t n_args, struct rows *rows, int64_t *changed, struct err *e);
    enum st (*script)(struct dbc *c, const char *sql, struct err *e);
    enum st (*check)(struct dbc *c, const struct stmt *s, struct err *e);
    void (*close)(struct db *db);
};

struct db {
    const struct engine *engine;
    bool is_pg;
    uint64_t opened;      /* see db_opened */
    uint64_t *generation; /* counts commits that others must hear of; see db_generation */
};

struct dbc {
    struct db *db;
    bool write;
    bool noticed; /* a notice was written: raise the generation after the commit */
};

struct cell {
    enum val_kind kind;
    int64_t i;
    const char *p;
    size_t n;
};

/* Filled by an engine: rows_open, then rows_add for each row giving its cells. */
struct rows {
    struct arena *mem;
    int cols;
    size_t n, cap, at; /* at: 1-based current row */
    struct cell *cells;
};
void rows_open(struct rows *r, struct arena *a, int cols);
struct cell *rows_add(struct rows *r);

enum st sqlite_open(const char *path, struct db **out, struct err *e) MUST_CHECK;
enum st pg_open(const char *url, struct db **out, struct err *e) MUST_CHECK;

/* Makes sure that the table of migrations is there. */
enum st migrate_prepare(struct db *db, struct err *e) MUST_CHECK;

/* The text for the engine: $1 becomes ?1 outside quotes (SQLite only). */
void sql_numbered(struct buf *out, const char *sql);
/* DDL written for SQLite STRICT tables → PostgreSQL. */
void ddl_for_pg(struct buf *out, const char *sql);

#endif
