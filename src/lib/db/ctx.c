/* The unit of work: transaction, cache tags, calls after commit, short forms of the stores.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/db/ctx.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/log.h"

struct before {
    struct before *next;
    enum st (*fn)(struct ctx *);
};

struct after {
    struct after *next;
    void (*fn)(void *);
    void *arg;
};

static void (*invalidator)(const char *const *tags, size_t n); /* set once at start */

static _Atomic uint64_t changes = 1;

uint64_t ctx_changes(void)
{
    return atomic_load_explicit(&changes, memory_order_acquire);
}

/* By tag, the number of the last change that touched it or another tag of the same place; and of
 * the last that may have touched anything. */
enum { TAG_PLACES = 4096 };
static _Atomic uint64_t touched[TAG_PLACES], touched_all;

static _Atomic uint64_t *place_of(const char *tag)
{
    return strcmp(tag, "*") == 0 ? &touched_all : &touched[fnv1a(tag, strlen(tag)) % TAG_PLACES];
}

/* Numbers only rise, in whatever order those who commit come here. */
static void note(const char *tag, uint64_t number)
{
    _Atomic uint64_t *place = place_of(tag);
    uint64_t old = atomic_load(place);
    while (old < number && !atomic_compare_exchange_weak(place, &old, number))
        continue;
}

void ctx_heard(const char *const *tags, size_t n)
{
    uint64_t number = atomic_fetch_add(&changes, 1) + 1;
    for (size_t i = 0; i < n; i++)
        note(tags[i], number);
}

void ctx_changed(void)
{
    const char *all = "*";
    ctx_heard(&all, 1);
}

bool ctx_unchanged(const char *tag, uint64_t since)
{
    return atomic_load(place_of(tag)) <= since && atomic_load(&touched_all) <= since;
}

void ctx_set_invalidator(void (*fn)(const char *const *tags, size_t n))
{
    invalidator = fn;
}

void ctx_init_in(struct ctx *c, struct db *db, struct arena *mem)
{
    *c = (struct ctx){.mem = mem, .db = db, .now = time_now(), .origin = "system", .data_dir = ""};
}

void ctx_init(struct ctx *c, struct db *db)
{
    ctx_init_in(c, db, arena_new());
}

void ctx_release(struct ctx *c)
{
    ctx_rollback(c);
    arena_free(&c->mem);
}

static void forget(struct ctx *c)
{
    c->tx = NULL;
    c->begun = c->writing = false;
    c->tags = NULL;
    c->n_tags = c->cap_tags = 0;
    c->before = NULL;
    c->after = NULL;
}

enum st ctx_begin(struct ctx *c, bool write)
{
    BUG_ON(c->begun);
    forget(c);
    c->changes = ctx_changes();
    enum st st = write ? db_begin(c->db, true, &c->tx, &c->err) : ST_OK;
    c->begun = !st;
    c->writing = !st && write;
    return st;
}

static enum st begin_reading(struct ctx *c)
{
    BUG_ON(!c->begun);
    return c->tx ? ST_OK : db_begin(c->db, false, &c->tx, &c->err);
}

#define NOTICE_BYTES 4000

/* Other processes drop the same pages: one notice with all tags, or "*" when they are many. */
static enum st notify_tags(struct ctx *c)
{
    if (!c->n_tags)
        return ST_OK;
    struct buf b;
    buf_init(&b, NOTICE_BYTES);
    for (size_t i = 0; i < c->n_tags; i++)
        buf_addf(&b, "%s%s", i ? " " : "", c->tags[i]);
    enum st st = db_notify(c->tx, buf_failed(&b) ? "*" : buf_str(&b), &c->err);
    buf_release(&b);
    return st;
}

enum st ctx_commit(struct ctx *c)
{
    BUG_ON(!c->begun);
    enum st st = begin_reading(c);
    for (struct before *b = c->before; b && !st; b = b->next)
        st = b->fn(c);
    if (!st && c->writing)
        st = notify_tags(c);
    if (st) {
        ctx_rollback(c);
        return st;
    }
    st = db_commit(&c->tx, &c->err);
    const char **tags = c->tags;
    size_t n = c->n_tags;
    struct after *after = c->after;
    bool wrote = c->writing;
    forget(c);
    if (st)
        return st;
    if (wrote)
        ctx_heard(tags, n);
    if (invalidator && n)
        invalidator(tags, n);
    for (; after; after = after->next)
        after->fn(after->arg);
    return ST_OK;
}

void ctx_rollback(struct ctx *c)
{
    db_rollback(&c->tx);
    forget(c);
}

void ctx_touch(struct ctx *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *tag = arena_vprintf(c->mem, fmt, ap);
    va_end(ap);
    for (size_t i = 0; i < c->n_tags; i++)
        if (strcmp(c->tags[i], tag) == 0)
            return;
    if (c->n_tags == c->cap_tags) {
        c->cap_tags = c->cap_tags ? c->cap_tags * 2 : 16;
        const char **tags = ARENA_ARRAY(c->mem, const char *, c->cap_tags);
        if (c->n_tags)
            memcpy(tags, c->tags, c->n_tags * sizeof *tags);
        c->tags = tags;
    }
    c->tags[c->n_tags++] = tag;
}

void ctx_before_commit(struct ctx *c, enum st (*fn)(struct ctx *c))
{
    for (struct before *b = c->before; b; b = b->next)
        if (b->fn == fn)
            return;
    struct before *b = ARENA_NEW(c->mem, struct before);
    *b = (struct before){c->before, fn};
    c->before = b;
}

void ctx_after_commit(struct ctx *c, void (*fn)(void *arg), void *arg)
{
    struct after *a = ARENA_NEW(c->mem, struct after), **end = &c->after;
    *a = (struct after){NULL, fn, arg};
    while (*end)
        end = &(*end)->next;
    *end = a;
}

enum st fail(struct ctx *c, enum st st, const char *field, const char *fmt, ...)
{
    c->err = (struct err){.st = st};
    snprintf(c->err.field, sizeof c->err.field, "%s", field);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(c->err.message, sizeof c->err.message, fmt, ap);
    va_end(ap);
    return st;
}

enum st q(struct ctx *c, const struct stmt *s, const struct val *args, size_t n, struct rows **out)
{
    enum st st = begin_reading(c);
    return st ? st : db_query(c->tx, c->mem, s, args, n, out, &c->err);
}

enum st q1(struct ctx *c, const struct stmt *s, const struct val *args, size_t n, struct rows **out)
{
    enum st st = q(c, s, args, n, out);
    if (!st && !rows_next(*out))
        st = fail(c, ST_NOT_FOUND, "", "未找到");
    return st;
}

enum st xn(struct ctx *c, const struct stmt *s, const struct val *args, size_t n, int64_t *changed)
{
    BUG_ON(!c->writing);
    return db_exec(c->tx, s, args, n, changed, &c->err);
}

enum st x(struct ctx *c, const struct stmt *s, const struct val *args, size_t n)
{
    return xn(c, s, args, n, NULL);
}

enum st insert(struct ctx *c, const struct stmt *s, const struct val *args, size_t n, int64_t *id)
{
    struct rows *r;
    BUG_ON(!c->writing);
    enum st st = q1(c, s, args, n, &r);
    if (!st)
        *id = rows_int(r, 0);
    return st;
}

const char *like_containing(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, 0);
    if (*text)
        buf_addc(&b, '%');
    for (const char *p = text; *p; p++) {
        if (strchr("%_!", *p))
            buf_addc(&b, '!');
        buf_addc(&b, *p);
    }
    if (*text)
        buf_addc(&b, '%');
    const char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}
