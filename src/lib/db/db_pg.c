/* PostgreSQL through libpq: a pool of connections, statements prepared once per connection.
 *
 * Writers take one advisory lock, so that there is one order of commits as on SQLite. Readers get
 * one snapshot. A lost connection fails its transaction; the next lease opens a new one.
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/log.h"
#include "lib/db/engine.h"

#define MAX_CONNECTIONS 16
#define WAIT_SECONDS 10
#define MAX_PREPARED 1024
#define MAX_ARGS 64
#define WRITE_LOCK "732018"

/* A statement prepared for one combination of argument kinds. */
struct prepared {
    const struct stmt *key;
    const char *sql; /* a statement on the stack may come where another one was */
    uint64_t kinds;  /* two bits an argument */
};

struct conn {
    struct dbc base;
    PGconn *h;
    struct prepared prepared[MAX_PREPARED];
    size_t n_prepared;
    struct conn *next;
};

struct pg_db {
    struct db base;
    uint64_t generation;
    char *url;
    pthread_mutex_t lock;
    pthread_cond_t freed;
    struct conn *idle;
    int opened;
};

static struct pg_db *pg_of(struct db *db)
{
    return (struct pg_db *)(void *)db;
}

static struct conn *conn_of(struct dbc *c)
{
    return (struct conn *)(void *)c;
}

static bool is_conflict(const char *state)
{
    return strncmp(state, "23", 2) == 0;
}

static bool is_busy(const char *state)
{
    return strncmp(state, "40", 2) == 0 || strncmp(state, "55", 2) == 0 ||
           strncmp(state, "57", 2) == 0 || strncmp(state, "08", 2) == 0;
}

static enum st refuse(struct conn *c, const PGresult *r, const char *what, struct err *e)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    bool lost = PQstatus(c->h) != CONNECTION_OK;
    enum st st = ST_BROKEN;
    const char *message = "数据库出错，操作没有保存。请稍后重试；若仍出现，请联系系统管理员";
    if (state && is_conflict(state)) {
        st = ST_CONFLICT;
        message = "与已有的数据冲突，操作没有保存。请刷新后核对再试";
    } else if (lost || (state && is_busy(state))) {
        st = ST_BUSY;
        message = "系统正忙，操作没有保存。请稍等片刻再试";
    }
    err_set(e, st, "", "%s", message);
    const char *detail = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    err_detail(e, "%s: %s %s", what, state ? state : "", detail ? detail : PQerrorMessage(c->h));
    if (st == ST_BROKEN || lost)
        log_line(LOG_ERROR, "db", "%s: %s", what, detail ? detail : PQerrorMessage(c->h));
    return st;
}

static void conn_close(struct conn *c)
{
    PQfinish(c->h);
    free(c);
}

static void ignore_notice(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static enum st conn_open(struct pg_db *db, struct conn **out, struct err *e)
{
    struct conn *c = calloc(1, sizeof *c);
    if (!c)
        die("out of memory");
    c->base.db = &db->base;
    c->h = PQconnectdb(db->url);
    if (PQstatus(c->h) != CONNECTION_OK) {
        enum st st =
            err_set(e, ST_BROKEN, "", "连接不上 PostgreSQL，请检查 --database 的地址和数据库服务");
        err_detail(e, "%s", PQerrorMessage(c->h));
        log_line(LOG_ERROR, "db", "connect: %s", PQerrorMessage(c->h));
        conn_close(c);
        return st;
    }
    PQsetClientEncoding(c->h, "UTF8");
    PQsetNoticeProcessor(c->h, ignore_notice, NULL);
    *out = c;
    return ST_OK;
}

static struct timespec wait_limit(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += WAIT_SECONDS;
    return t;
}

static enum st lease(struct pg_db *db, struct conn **out, struct err *e)
{
    struct timespec until = wait_limit();
    bool in_time = true, open_one = false;
    pthread_mutex_lock(&db->lock);
    while (!db->idle && db->opened >= MAX_CONNECTIONS && in_time)
        in_time = pthread_cond_timedwait(&db->freed, &db->lock, &until) != ETIMEDOUT;
    struct conn *c = db->idle;
    if (c)
        db->idle = c->next;
    else if (db->opened < MAX_CONNECTIONS) {
        db->opened++;
        open_one = true;
    }
    pthread_mutex_unlock(&db->lock);
    if (!c && !open_one)
        return err_set(e, ST_BUSY, "", "系统正忙，请稍等片刻再试");
    enum st st = c ? ST_OK : conn_open(db, &c, e);
    if (st) {
        pthread_mutex_lock(&db->lock);
        db->opened--;
        pthread_mutex_unlock(&db->lock);
        return st;
    }
    *out = c;
    return ST_OK;
}

static void give_back(struct conn *c)
{
    struct pg_db *db = pg_of(c->base.db);
    bool lost = PQstatus(c->h) != CONNECTION_OK;
    c->base.noticed = false;
    if (lost)
        conn_close(c);
    pthread_mutex_lock(&db->lock);
    if (lost) {
        db->opened--;
    } else {
        c->next = db->idle;
        db->idle = c;
    }
    pthread_cond_broadcast(&db->freed);
    pthread_mutex_unlock(&db->lock);
}

static enum st command(struct conn *c, const char *sql, struct err *e)
{
    PGresult *r = PQexec(c->h, sql);
    ExecStatusType status = PQresultStatus(r);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    enum st st = ok ? ST_OK : refuse(c, r, sql, e);
    PQclear(r);
    return st;
}

static enum st pg_begin(struct db *base, bool write, struct dbc **out, struct err *e)
{
    static const char write_sql[] = "BEGIN; SELECT pg_advisory_xact_lock(" WRITE_LOCK ")";
    static const char read_sql[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    struct conn *c = NULL;
    enum st st = lease(pg_of(base), &c, e);
    if (st)
        return st;
    st = command(c, write ? write_sql : read_sql, e);
    if (st == ST_BUSY && PQstatus(c->h) != CONNECTION_OK) { /* the server was restarted */
        PQreset(c->h);
        c->n_prepared = 0;
        st = command(c, write ? write_sql : read_sql, e);
    }
    if (st) {
        give_back(c);
        return st;
    }
    c->base.write = write;
    *out = &c->base;
    return ST_OK;
}

static void pg_rollback(struct dbc *base)
{
    struct conn *c = conn_of(base);
    struct err ignored;
    if (PQstatus(c->h) == CONNECTION_OK && command(c, "ROLLBACK", &ignored))
        log_line(LOG_WARN, "db", "rollback failed");
    give_back(c);
}

static enum st pg_commit(struct dbc *base, struct err *e)
{
    struct conn *c = conn_of(base);
    PGresult *r = PQexec(c->h, "COMMIT");
    /* a failed transaction answers COMMIT with ROLLBACK */
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(r), "COMMIT") == 0;
    enum st st = ok ? ST_OK : refuse(c, r, "commit", e);
    PQclear(r);
    give_back(c);
    return st;
}

static uint64_t kinds_of(const struct val *args, size_t n)
{
    uint64_t kinds = 0;
    for (size_t i = 0; i < n && i < 32; i++)
        kinds |= (uint64_t)args[i].kind << (2 * i);
    for (size_t i = 32; i < n; i++)
        kinds = kinds * 31 + (uint64_t)args[i].kind;
    return kinds;
}

static Oid type_of(enum val_kind kind)
{
    static const Oid types[] = {[VAL_NULL] = 0, [VAL_INT] = 20, [VAL_TEXT] = 25, [VAL_BLOB] = 17};
    return types[kind];
}

static const char *text_of(const struct stmt *s)
{
    return s->pg ? s->pg : s->sql;
}

/* Name under which s is prepared for these argument kinds, preparing it when it is new. */
static enum st prepare(struct conn *c, const struct stmt *s, const struct val *args, size_t n,
    char name[static 24], struct err *e)
{
    uint64_t kinds = kinds_of(args, n);
    for (size_t i = 0; i < c->n_prepared; i++)
        if (c->prepared[i].key == s && c->prepared[i].sql == text_of(s) &&
            c->prepared[i].kinds == kinds) {
            snprintf(name, 24, "s%zu", i);
            return ST_OK;
        }
    if (c->n_prepared == MAX_PREPARED) {
        name[0] = '\0'; /* the unnamed statement, prepared each time */
    } else {
        snprintf(name, 24, "s%zu", c->n_prepared);
    }
    Oid types[MAX_ARGS];
    for (size_t i = 0; i < n; i++)
        types[i] = type_of(args[i].kind);
    PGresult *r = PQprepare(c->h, name, text_of(s), (int)n, types);
    enum st st = PQresultStatus(r) == PGRES_COMMAND_OK ? ST_OK : refuse(c, r, s->name, e);
    PQclear(r);
    if (!st && name[0])
        c->prepared[c->n_prepared++] = (struct prepared){s, text_of(s), kinds};
    return st;
}

struct bound {
    const char *values[MAX_ARGS];
    int lengths[MAX_ARGS], formats[MAX_ARGS];
    char ints[MAX_ARGS][24];
};

static void bind_all(struct bound *b, const struct val *args, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        b->formats[i] = args[i].kind == VAL_BLOB;
        b->lengths[i] = (int)args[i].n;
        switch (args[i].kind) {
        case VAL_INT:
            snprintf(b->ints[i], sizeof b->ints[i], "%lld", (long long)args[i].i);
            b->values[i] = b->ints[i];
            break;
        case VAL_NULL:
            b->values[i] = NULL;
            break;
        default:
            b->values[i] = args[i].p ? args[i].p : "";
        }
    }
}

static void read_cell(struct arena *a, const PGresult *r, int row, int col, struct cell *out)
{
    if (PQgetisnull(r, row, col))
        return;
    const char *p = PQgetvalue(r, row, col);
    size_t n = (size_t)PQgetlength(r, row, col), bytes;
    switch (PQftype(r, col)) {
    case 20: /* int8 */
    case 21:
    case 23:
        *out = (struct cell){VAL_INT, strtoll(p, NULL, 10), NULL, 0};
        return;
    case 1700: /* numeric: sums of int8 */
        *out = (struct cell){VAL_INT, strtoll(p, NULL, 10), NULL, 0};
        return;
    case 17: { /* bytea, in hex form */
        unsigned char *raw = PQunescapeBytea((const unsigned char *)p, &bytes);
        *out = (struct cell){VAL_BLOB, 0, arena_strndup(a, (const char *)raw, bytes), bytes};
        PQfreemem(raw);
        return;
    }
    default:
        *out = (struct cell){VAL_TEXT, 0, arena_strndup(a, p, n), n};
    }
}

static void read_rows(struct arena *a, const PGresult *r, struct rows *rows)
{
    rows_open(rows, a, PQnfields(r));
    for (int i = 0; i < PQntuples(r); i++) {
        struct cell *cells = rows_add(rows);
        for (int col = 0; col < rows->cols; col++)
            read_cell(a, r, i, col, &cells[col]);
    }
}

static enum st pg_run(struct dbc *base, struct arena *a, const struct stmt *s,
    const struct val *args, size_t n_args, struct rows *rows, int64_t *changed, struct err *e)
{
    struct conn *c = conn_of(base);
    char name[24];
    struct bound b;
    BUG_ON(n_args > MAX_ARGS);
    enum st st = prepare(c, s, args, n_args, name, e);
    if (st)
        return st;
    bind_all(&b, args, n_args);
    PGresult *r = PQexecPrepared(c->h, name, (int)n_args, b.values, b.lengths, b.formats, 0);
    ExecStatusType status = PQresultStatus(r);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        st = refuse(c, r, s->name, e);
    else if (rows)
        read_rows(a, r, rows);
    if (changed)
        *changed = strtoll(PQcmdTuples(r), NULL, 10);
    PQclear(r);
    return st;
}

static enum st pg_script(struct dbc *base, const char *sql, struct err *e)
{
    return command(conn_of(base), sql, e);
}

static enum st pg_check(struct dbc *base, const struct stmt *s, struct err *e)
{
    struct conn *c = conn_of(base);
    PGresult *r = PQprepare(c->h, "", text_of(s), 0, NULL);
    enum st st = PQresultStatus(r) == PGRES_COMMAND_OK ? ST_OK : refuse(c, r, s->name, e);
    PQclear(r);
    return st;
}

static void pg_close(struct db *base)
{
    struct pg_db *db = pg_of(base);
    for (struct conn *c = db->idle, *next; c; c = next) {
        next = c->next;
        conn_close(c);
    }
    pthread_mutex_destroy(&db->lock);
    pthread_cond_destroy(&db->freed);
    free(db->url);
    free(db);
}

static const struct engine pg_engine = {
    pg_begin, pg_commit, pg_rollback, pg_run, pg_script, pg_check, pg_close};

enum st pg_open(const char *url, struct db **out, struct err *e)
{
    struct pg_db *db = calloc(1, sizeof *db);
    if (!db)
        die("out of memory");
    db->base.engine = &pg_engine;
    db->base.generation = &db->generation;
    db->url = strdup(url);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&db->freed, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&db->lock, NULL);
    struct conn *c = NULL;
    enum st st = lease(db, &c, e); /* say at once when it cannot be reached */
    if (st) {
        pg_close(&db->base);
        return st;
    }
    give_back(c);
    *out = &db->base;
    return ST_OK;
}
