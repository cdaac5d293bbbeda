/* Keeping results and cutting pages out of them; see kept.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/kept.h"

#include <pthread.h>
#include <string.h>

enum { SLOTS = 8, KEY = 96, MOST_ROWS = 2000000 /* 32 MB, of all together */ };

struct slot {
    char key[KEY]; /* "": free */
    uint64_t opened, changes;
    int32_t today;
    struct kept_rows rows;
    struct arena *mem; /* of the rows */
};
static struct {
    pthread_rwlock_t lock;
    struct slot slots[SLOTS];
    size_t n_rows, next; /* next: whose turn it is to go */
} kept = {.lock = PTHREAD_RWLOCK_INITIALIZER};

static bool of_now(const struct ctx *c, const struct slot *s)
{
    return *s->key && s->opened == db_opened(c->db) && s->changes == c->changes &&
           s->today == day_at(c->now).n;
}

static void cut(
    struct ctx *c, const struct kept_of *of, const struct kept_rows *all, struct kept_page *out)
{
    int64_t first = (of->page - 1) * of->per_page;
    *out = (struct kept_page){.total = 0};
    out->rows.list = ARENA_ARRAY(c->mem, struct kept_row, (size_t)of->per_page);
    for (size_t i = 0; i < all->n; i++) {
        out->counts[all->list[i].kind]++;
        if (of->kind != KEPT_ANY && of->kind != all->list[i].kind)
            continue;
        if (out->total >= first && out->total < first + of->per_page)
            out->rows.list[out->rows.n++] = all->list[i];
        out->total++;
    }
}

static bool find(struct ctx *c, const struct kept_of *of, struct kept_page *out)
{
    bool found = false;
    pthread_rwlock_rdlock(&kept.lock);
    for (size_t i = 0; !found && i < SLOTS; i++) {
        found = of_now(c, &kept.slots[i]) && strcmp(kept.slots[i].key, of->key) == 0;
        if (found)
            cut(c, of, &kept.slots[i].rows, out);
    }
    pthread_rwlock_unlock(&kept.lock);
    return found;
}

static void drop(struct slot *s)
{
    kept.n_rows -= s->rows.n;
    arena_free(&s->mem);
    *s = (struct slot){.key = ""};
}

/* Frees what is of another time, then the oldest until the new result has a place; NULL when a
 * newer one is here already. */
static struct slot *place(const struct ctx *c, const char *key, size_t n)
{
    for (size_t i = 0; i < SLOTS; i++) {
        struct slot *s = &kept.slots[i];
        if (s->opened == db_opened(c->db) && s->changes > c->changes)
            return NULL;
        if (*s->key && (!of_now(c, s) || strcmp(s->key, key) == 0))
            drop(s);
    }
    for (;; kept.next = (kept.next + 1) % SLOTS) {
        struct slot *s = &kept.slots[kept.next];
        if (*s->key)
            drop(s);
        if (kept.n_rows + n <= MOST_ROWS)
            return s;
    }
}

static void keep(const struct ctx *c, const char *key, const struct kept_rows *rows)
{
    if (rows->n > MOST_ROWS || strlen(key) >= KEY)
        return;
    struct arena *mem = arena_new();
    struct kept_row *copy = ARENA_ARRAY(mem, struct kept_row, rows->n + 1);
    if (rows->n)
        memcpy(copy, rows->list, rows->n * sizeof *copy);
    pthread_rwlock_wrlock(&kept.lock);
    struct slot *s = place(c, key, rows->n);
    if (s) {
        *s = (struct slot){.opened = db_opened(c->db),
            .changes = c->changes,
            .today = day_at(c->now).n,
            .rows = {copy, rows->n},
            .mem = mem};
        memcpy(s->key, key, strlen(key) + 1);
        kept.n_rows += rows->n;
        kept.next = (kept.next + 1) % SLOTS;
    }
    pthread_rwlock_unlock(&kept.lock);
    if (!s)
        arena_free(&mem);
}

enum st norm_kept_page(struct ctx *c, const struct kept_of *of, struct kept_page *out)
{
    struct kept_rows all = {.n = 0};
    if (!c->writing && find(c, of, out))
        return ST_OK;
    enum st st = of->make(c, of->arg, &all);
    if (st)
        return st;
    if (!c->writing)
        keep(c, of->key, &all);
    cut(c, of, &all, out);
    return ST_OK;
}
