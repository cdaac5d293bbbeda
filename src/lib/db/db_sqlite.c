/* SQLite: one writer connection, a pool of readers, statements prepared once per connection.
 *
 * WAL with synchronous=FULL: what is committed survives a power cut; readers never wait.
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/db/engine.h"

#define MAX_READERS 16
#define WAIT_SECONDS 10
#define STMT_SLOTS 512 /* power of two */

/* Kept by address and text: a statement on the stack may come where another one was. */
struct slot {
    const struct stmt *key;
    const char *sql;
    sqlite3_stmt *stmt;
};

struct conn {
    struct dbc base;
    sqlite3 *h;
    struct slot slots[STMT_SLOTS];
    sqlite3_stmt *begin, *commit, *rollback;
    struct conn *next; /* in the list of idle readers */
};

struct sqlite_db {
    struct db base;
    char *path;
    pthread_mutex_t lock;
    pthread_cond_t freed;
    struct conn *writer;
    bool writer_busy;
    struct conn *idle;
    int readers; /* opened so far */
};

static struct sqlite_db *sqlite_of(struct db *db)
{
    return (struct sqlite_db *)(void *)db;
}

static struct conn *conn_of(struct dbc *c)
{
    return (struct conn *)(void *)c;
}

/* Maps an SQLite result to a status, with the statement's name in the log, never its values. */
static enum st refuse(sqlite3 *h, int rc, const char *what, struct err *e)
{
    enum st st = ST_BROKEN;
    const char *message = "数据库出错，操作没有保存。请稍后重试；若仍出现，请联系系统管理员";
    switch (rc & 0xFF) {
    case SQLITE_CONSTRAINT:
        st = ST_CONFLICT;
        message = "与已有的数据冲突，操作没有保存。请刷新后核对再试";
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        st = ST_BUSY;
        message = "系统正忙，操作没有保存。请稍等片刻再试";
        break;
    case SQLITE_FULL:
        message = "服务器磁盘空间不足，操作没有保存。请联系系统管理员";
        break;
    default:
        break;
    }
    err_set(e, st, "", "%s", message);
    err_detail(e, "%s: %s", what, sqlite3_errmsg(h));
    if (st == ST_BROKEN)
        log_line(LOG_ERROR, "db", "%s: %s (%d)", what, sqlite3_errmsg(h), rc);
    return st;
}

static sqlite3_stmt *prepare_text(sqlite3 *h, const char *sql)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v3(h, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK)
        die("sqlite: %s: %s", sql, sqlite3_errmsg(h));
    return s;
}

/* The file is not mapped: every connection would map, and count as resident, all of it. What is
 * read again lies in the system's cache. */
static enum st set_up(struct conn *c, bool write, struct err *e)
{
    static const char pragmas[] =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=0; PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY; "
        "PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=16777216;";
    sqlite3_busy_timeout(
        c->h, WAIT_SECONDS * 1000); /* first: another process may just be closing */
    int rc = sqlite3_exec(c->h, pragmas, NULL, NULL, NULL);
    if (rc == SQLITE_OK && !write)
        rc = sqlite3_exec(c->h, "PRAGMA query_only=ON", NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return refuse(c->h, rc, "open", e);
    c->begin = prepare_text(c->h, write ? "BEGIN IMMEDIATE" : "BEGIN");
    c->commit = prepare_text(c->h, "COMMIT");
    c->rollback = prepare_text(c->h, "ROLLBACK");
    c->base.write = write;
    return ST_OK;
}

static void conn_close(struct conn *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < STMT_SLOTS; i++)
        sqlite3_finalize(c->slots[i].stmt);
    sqlite3_finalize(c->begin);
    sqlite3_finalize(c->commit);
    sqlite3_finalize(c->rollback);
    sqlite3_close(c->h);
    free(c);
}

static enum st conn_open(struct sqlite_db *db, bool write, struct conn **out, struct err *e)
{
    struct conn *c = calloc(1, sizeof *c);
    if (!c)
        die("out of memory");
    c->base.db = &db->base;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int rc = sqlite3_open_v2(db->path, &c->h, flags, NULL);
    enum st st = ST_OK;
    if (rc != SQLITE_OK) {
        st =
            err_set(e, ST_BROKEN, "", "数据库文件 %s 不能打开：%s", db->path, sqlite3_errmsg(c->h));
        err_detail(e, "open: %s", sqlite3_errmsg(c->h));
    } else {
        st = set_up(c, write, e);
    }
    if (st)
        conn_close(c);
    else
        *out = c;
    return st;
}

/* Waits until `freed` is signalled; false after WAIT_SECONDS in total. */
static bool wait_freed(struct sqlite_db *db, const struct timespec *until)
{
    return pthread_cond_timedwait(&db->freed, &db->lock, until) != ETIMEDOUT;
}

static struct timespec wait_limit(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += WAIT_SECONDS;
    return t;
}

static enum st lease_writer(struct sqlite_db *db, struct conn **out, struct err *e)
{
    struct timespec until = wait_limit();
    bool got = true;
    pthread_mutex_lock(&db->lock);
    while (db->writer_busy && got)
        got = wait_freed(db, &until);
    got = !db->writer_busy;
    if (got)
        db->writer_busy = true;
    pthread_mutex_unlock(&db->lock);
    if (!got)
        return err_set(e, ST_BUSY, "", "系统正忙，操作没有保存。请稍等片刻再试");
    *out = db->writer;
    return ST_OK;
}

static enum st lease_reader(struct sqlite_db *db, struct conn **out, struct err *e)
{
    struct timespec until = wait_limit();
    bool got = true, open_one = false;
    pthread_mutex_lock(&db->lock);
    while (!db->idle && db->readers >= MAX_READERS && got)
        got = wait_freed(db, &until);
    struct conn *c = db->idle;
    if (c)
        db->idle = c->next;
    else if (db->readers < MAX_READERS) {
        db->readers++;
        open_one = true;
    }
    pthread_mutex_unlock(&db->lock);
    if (!c && !open_one)
        return err_set(e, ST_BUSY, "", "系统正忙，请稍等片刻再试");
    enum st st = c ? ST_OK : conn_open(db, false, &c, e);
    if (st) {
        pthread_mutex_lock(&db->lock);
        db->readers--;
        pthread_mutex_unlock(&db->lock);
        return st;
    }
    *out = c;
    return ST_OK;
}

static void give_back(struct conn *c)
{
    struct sqlite_db *db = sqlite_of(c->base.db);
    c->base.noticed = false;
    pthread_mutex_lock(&db->lock);
    if (c->base.write) {
        db->writer_busy = false;
    } else {
        c->next = db->idle;
        db->idle = c;
    }
    pthread_cond_broadcast(&db->freed);
    pthread_mutex_unlock(&db->lock);
}

static int step_once(sqlite3_stmt *s)
{
    int rc = sqlite3_step(s);
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static enum st sqlite_begin(struct db *base, bool write, struct dbc **out, struct err *e)
{
    struct sqlite_db *db = sqlite_of(base);
    struct conn *c = NULL;
    enum st st = write ? lease_writer(db, &c, e) : lease_reader(db, &c, e);
    if (st)
        return st;
    int rc = step_once(c->begin);
    if (rc != SQLITE_OK) {
        st = refuse(c->h, rc, "begin", e);
        give_back(c);
        return st;
    }
    *out = &c->base;
    return ST_OK;
}

static void sqlite_rollback(struct dbc *base)
{
    struct conn *c = conn_of(base);
    if (!sqlite3_get_autocommit(c->h))
        step_once(c->rollback);
    give_back(c);
}

static enum st sqlite_commit(struct dbc *base, struct err *e)
{
    struct conn *c = conn_of(base);
    int rc = step_once(c->commit);
    if (rc != SQLITE_OK) {
        enum st st = refuse(c->h, rc, "commit", e);
        sqlite_rollback(base);
        return st;
    }
    give_back(c);
    return ST_OK;
}

static enum st prepare(struct conn *c, const struct stmt *s, sqlite3_stmt **out, struct err *e)
{
    struct buf b;
    buf_init(&b, 0);
    sql_numbered(&b, s->sql);
    int rc = sqlite3_prepare_v3(c->h, buf_str(&b), -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    buf_release(&b);
    return rc == SQLITE_OK ? ST_OK : refuse(c->h, rc, s->name, e);
}

static enum st find_stmt(struct conn *c, const struct stmt *s, sqlite3_stmt **out, struct err *e)
{
    size_t at = ((uintptr_t)s >> 4) * 2654435761u & (STMT_SLOTS - 1);
    for (size_t i = 0; i < 8; i++) {
        struct slot *slot = &c->slots[(at + i) & (STMT_SLOTS - 1)];
        if (slot->key == s && slot->sql == s->sql) {
            *out = slot->stmt;
            return ST_OK;
        }
        if (slot->key && slot->key != s && i < 7)
            continue;
        enum st st = prepare(c, s, out, e);
        if (st)
            return st;
        sqlite3_finalize(slot->stmt); /* the last of the eight makes room */
        *slot = (struct slot){s, s->sql, *out};
        return ST_OK;
    }
    return ST_BROKEN;
}

static int bind(sqlite3_stmt *s, int i, const struct val *v)
{
    switch (v->kind) {
    case VAL_INT:
        return sqlite3_bind_int64(s, i, v->i);
    case VAL_TEXT:
        return sqlite3_bind_text64(s, i, v->p, v->n, SQLITE_STATIC, SQLITE_UTF8);
    case VAL_BLOB:
        return sqlite3_bind_blob64(s, i, v->n ? v->p : "", v->n, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(s, i);
    }
}

/* The cell is looked up once, as a value: each sqlite3_column_* call looks it up anew. Reading an
 * unprotected value is safe here, for the connection belongs to this thread. */
static void read_cell(struct arena *a, sqlite3_stmt *s, int col, struct cell *out)
{
    sqlite3_value *v = sqlite3_column_value(s, col);
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        out->kind = VAL_INT;
        out->i = sqlite3_value_int64(v);
        break;
    case SQLITE_NULL:
        out->kind = VAL_NULL;
        break;
    case SQLITE_BLOB:
        out->kind = VAL_BLOB;
        out->p = sqlite3_value_blob(v);
        out->n = (size_t)sqlite3_value_bytes(v);
        out->p = arena_strndup(a, out->p, out->n);
        break;
    default:
        out->kind = VAL_TEXT;
        out->p = (const char *)sqlite3_value_text(v);
        out->n = (size_t)sqlite3_value_bytes(v);
        out->p = arena_strndup(a, out->p, out->n);
    }
}

static enum st sqlite_run(struct dbc *base, struct arena *a, const struct stmt *s,
    const struct val *args, size_t n_args, struct rows *rows, int64_t *changed, struct err *e)
{
    struct conn *c = conn_of(base);
    sqlite3_stmt *h = NULL;
    enum st st = find_stmt(c, s, &h, e);
    if (st)
        return st;
    int rc = SQLITE_OK;
    for (size_t i = 0; i < n_args && rc == SQLITE_OK; i++)
        rc = bind(h, (int)i + 1, &args[i]);
    if (rows)
        rows_open(rows, a, sqlite3_column_count(h));
    while (rc == SQLITE_OK && (rc = sqlite3_step(h)) == SQLITE_ROW) {
        rc = SQLITE_OK;
        if (!rows)
            continue;
        struct cell *cells = rows_add(rows);
        for (int i = 0; i < rows->cols; i++)
            read_cell(a, h, i, &cells[i]);
    }
    if (rc != SQLITE_DONE)
        st = refuse(c->h, rc, s->name, e);
    if (changed)
        *changed = sqlite3_changes64(c->h);
    sqlite3_reset(h);
    sqlite3_clear_bindings(h);
    return st;
}

static enum st sqlite_script(struct dbc *base, const char *sql, struct err *e)
{
    struct conn *c = conn_of(base);
    int rc = sqlite3_exec(c->h, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ST_OK : refuse(c->h, rc, "script", e);
}

static enum st sqlite_check(struct dbc *base, const struct stmt *s, struct err *e)
{
    sqlite3_stmt *h = NULL;
    enum st st = prepare(conn_of(base), s, &h, e);
    sqlite3_finalize(h);
    return st;
}

static void sqlite_close(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    for (struct conn *c = db->idle, *next; c; c = next) {
        next = c->next;
        conn_close(c);
    }
    conn_close(db->writer);
    pthread_mutex_destroy(&db->lock);
    pthread_cond_destroy(&db->freed);
    munmap(db->base.generation, sizeof *db->base.generation);
    free(db->path);
    free(db);
}

/* SQLite would count every allocation under one lock for all threads; nobody reads the count. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static const struct engine sqlite_engine = {sqlite_begin, sqlite_commit, sqlite_rollback,
    sqlite_run, sqlite_script, sqlite_check, sqlite_close};

/* The commit counter shared by all processes on this file: eight bytes mapped from PATH-live. */
static uint64_t *map_generation(const char *path)
{
    char name[4096];
    snprintf(name, sizeof name, "%s-live", path);
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    void *p = MAP_FAILED;
    if (fd >= 0 && ftruncate(fd, sizeof(uint64_t)) == 0)
        p = mmap(NULL, sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0)
        close(fd);
    return p == MAP_FAILED ? NULL : p;
}

enum st sqlite_open(const char *path, struct db **out, struct err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    struct sqlite_db *db = calloc(1, sizeof *db);
    if (!db)
        die("out of memory");
    db->base.engine = &sqlite_engine;
    db->path = strdup(path);
    db->base.generation = map_generation(path);
    if (!db->base.generation) {
        free(db->path);
        free(db);
        return err_set(e, ST_BROKEN, "", "不能在 %s 处建立数据库文件：%s", path, strerror(errno));
    }
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&db->freed, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&db->lock, NULL);
    enum st st = conn_open(db, true, &db->writer, e);
    if (st) {
        sqlite_close(&db->base);
        return st;
    }
    *out = &db->base;
    return ST_OK;
}
