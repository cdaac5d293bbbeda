/* Numbered migrations, forward only, each in its own transaction, remembered in schema_migration.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/log.h"
#include "lib/db/engine.h"

static const struct stmt stmt_applied = {"migrate.applied",
    "SELECT COALESCE(max(number), 0) FROM schema_migration WHERE module = $1", NULL};
static const struct stmt stmt_note = {"migrate.note",
    "INSERT INTO schema_migration (module, number, name, applied_at) VALUES ($1, $2, $3, $4)",
    NULL};
static const char create_table[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (module TEXT NOT NULL, number INTEGER NOT NULL, "
    "name TEXT NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (module, number)) STRICT;";

static enum st run_script(struct dbc *c, const char *sql, const char *pg, struct err *e)
{
    if (!c->db->is_pg)
        return c->db->engine->script(c, sql, e);
    struct buf b;
    buf_init(&b, 0);
    if (pg)
        buf_adds(&b, pg);
    else
        ddl_for_pg(&b, sql);
    enum st st = c->db->engine->script(c, buf_str(&b), e);
    buf_release(&b);
    return st;
}

static enum st apply(struct dbc *c, const char *module, const struct migration *m, struct err *e)
{
    enum st st = run_script(c, m->sql, m->pg, e);
    if (!st)
        st = db_exec(c, &stmt_note,
            ARGS(v_text(module), v_int(m->number), v_text(m->name), v_int(time_now())), NULL, e);
    if (st)
        log_line(LOG_ERROR, "db", "migration %s %d failed: %s", module, m->number, e->detail);
    return st;
}

static enum st applied(struct dbc *c, const char *module, int64_t *number, struct err *e)
{
    struct arena *a = arena_new();
    struct rows *r;
    enum st st = db_query(c, a, &stmt_applied, ARGS(v_text(module)), &r, e);
    if (!st && rows_next(r))
        *number = rows_int(r, 0);
    arena_free(&a);
    return st;
}

/* True when nothing is missing; looks without taking the write lock. */
static bool up_to_date(struct db *db, const char *module, int64_t newest)
{
    struct dbc *c;
    struct err e;
    int64_t done = -1;
    if (db_begin(db, false, &c, &e))
        return false;
    enum st st = applied(c, module, &done, &e);
    db_rollback(&c);
    return !st && done >= newest;
}

enum st migrate_prepare(struct db *db, struct err *e)
{
    struct dbc *c;
    enum st st = db_begin(db, true, &c, e);
    if (!st)
        st = run_script(c, create_table, NULL, e);
    if (!st)
        st = db_commit(&c, e);
    db_rollback(&c);
    return st;
}

enum st db_migrate(
    struct db *db, const char *module, const struct migration *list, size_t n, struct err *e)
{
    if (!n || up_to_date(db, module, list[n - 1].number))
        return ST_OK;
    for (size_t i = 0; i < n; i++) {
        struct dbc *c;
        int64_t done = 0;
        enum st st = db_begin(db, true, &c, e);
        if (st)
            return st;
        st = applied(c, module, &done, e);
        if (!st && done < list[i].number)
            st = apply(c, module, &list[i], e);
        if (!st)
            st = db_commit(&c, e);
        db_rollback(&c);
        if (st)
            return st;
    }
    return ST_OK;
}
