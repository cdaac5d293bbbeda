/* What a unit of work carries: memory, transaction, clock, person, error.
 *
 * A handler, a command and a job each run with one ctx. Stores and rules of every slice take it as
 * their first parameter. Time is in it so that tests can set it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DB_CTX_H
#define DB_CTX_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/date.h"
#include "lib/base/status.h"
#include "lib/db/db.h"

struct ctx {
    struct arena *mem; /* results live here */
    struct db *db;
    bool begun; /* between ctx_begin and its end */
    bool writing;
    struct dbc *tx;       /* the database's transaction; of a reader NULL until its first query */
    uint64_t changes;     /* ctx_changes() before the transaction began */
    int64_t now;          /* UTC seconds */
    int64_t person;       /* who acts; 0 = nobody or the system */
    int64_t unit;         /* unit of the person, 0 = none */
    const char *origin;   /* "web", "import", "job", "test": kept in the journal */
    const char *data_dir; /* DIR of the installation, "" in pure tests */
    struct err err;
    /* Cache tags to invalidate once committed, "record:12", "column:tzgg", "site". */
    const char **tags;
    size_t n_tags, cap_tags;
    struct before *before; /* calls to make inside the transaction, just before the commit */
    struct after *after;   /* calls to make once committed */
};

void ctx_init(struct ctx *c, struct db *db);
void ctx_init_in(struct ctx *c, struct db *db, struct arena *mem); /* mem now belongs to c */
void ctx_release(struct ctx *c); /* rolls back what is open, frees mem */

/* A reader asks the database for nothing before its first query: who finds in memory all he needs
 * costs no transaction. */
enum st ctx_begin(struct ctx *c, bool write) MUST_CHECK;
/* Commits; then invalidates the tags and runs the after-commit calls. On failure everything is
 * rolled back, and neither happens. */
enum st ctx_commit(struct ctx *c) MUST_CHECK;
void ctx_rollback(struct ctx *c);

/* Remember a cache tag (printf style); acted upon by ctx_commit through ctx_set_invalidator. */
void ctx_touch(struct ctx *c, const char *fmt, ...) PRINTF(2, 3);
/* Run fn(c) inside the transaction just before it is committed, once however often it is asked for;
 * a failure rolls everything back. */
void ctx_before_commit(struct ctx *c, enum st (*fn)(struct ctx *c));
/* Run fn(arg) after a successful commit, before it is acknowledged. */
void ctx_after_commit(struct ctx *c, void (*fn)(void *arg), void *arg);
/* How often this process heard that the database changed: its own commits and those of others. What
 * was read in a transaction and is kept for later ones goes with the number c->changes of that
 * transaction, and is right for those that have the same. */
uint64_t ctx_changes(void);
/* False when any change after that number may have touched the tag: what was made in a transaction
 * out of data under some tags is right as long as all of these are unchanged since its c->changes.
 * A few tags share a place, so that one may seem changed with another. */
bool ctx_unchanged(const char *tag, uint64_t since);
/* Another process has changed what these tags stand for ("*": anything), or we do not know what. */
void ctx_heard(const char *const *tags, size_t n);
void ctx_changed(void);
/* The process-wide receiver of touched tags, set once at start (the page cache). */
void ctx_set_invalidator(void (*fn)(const char *const *tags, size_t n));

/* Short forms used by every store. */
enum st fail(struct ctx *c, enum st st, const char *field, const char *fmt, ...) PRINTF(4, 5);
enum st q(struct ctx *c, const struct stmt *s, const struct val *args, size_t n,
    struct rows **out) MUST_CHECK;
/* As q, and steps to the first row; ST_NOT_FOUND (message 未找到) when there is none. */
enum st q1(struct ctx *c, const struct stmt *s, const struct val *args, size_t n,
    struct rows **out) MUST_CHECK;
enum st x(struct ctx *c, const struct stmt *s, const struct val *args, size_t n) MUST_CHECK;
/* As x, giving the number of changed rows. */
enum st xn(struct ctx *c, const struct stmt *s, const struct val *args, size_t n,
    int64_t *changed) MUST_CHECK;
/* "%text%" with the pattern characters of LIKE taken literally (ESCAPE '!'); "" stays "". */
const char *like_containing(struct arena *a, const char *text);
/* INSERT … RETURNING id. */
enum st insert(
    struct ctx *c, const struct stmt *s, const struct val *args, size_t n, int64_t *id) MUST_CHECK;

#endif
