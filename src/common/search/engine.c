/* Opening, and moving the view on by small steps, see engine.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/log.h"

static pthread_mutex_t engines_lock = PTHREAD_MUTEX_INITIALIZER;
static struct engine *engines; /* one an installation: in practice one a process */

static struct engine *engine_new(struct db *db, const char *data_dir)
{
    struct engine *e = calloc(1, sizeof *e);
    if (!e || (*data_dir && asprintf(&e->dir, "%s/index", data_dir) < 0))
        die("out of memory");
    e->db = db;
    pthread_mutex_init(&e->swap, NULL);
    pthread_mutex_init(&e->update, NULL);
    e->view = view_new(NULL, 0, 0, 0);
    e->builder = builder_new();
    entries_init(&e->entries);
    return e;
}

static bool engine_fits(const struct engine *e, const struct db *db, const char *data_dir)
{
    if (e->db != db || (*data_dir != 0) != (e->dir != NULL))
        return false;
    size_t n = strlen(data_dir);
    return !e->dir || (strncmp(e->dir, data_dir, n) == 0 && strcmp(e->dir + n, "/index") == 0);
}

struct engine *engine_of(struct db *db, const char *data_dir)
{
    pthread_mutex_lock(&engines_lock);
    struct engine *e = engines;
    while (e && !engine_fits(e, db, data_dir))
        e = e->next;
    if (!e) {
        e = engine_new(db, data_dir);
        e->next = engines;
        engines = e;
    }
    pthread_mutex_unlock(&engines_lock);
    return e;
}

void engine_close(struct db *db)
{
    pthread_mutex_lock(&engines_lock);
    for (struct engine **at = &engines; *at;) {
        struct engine *e = *at;
        if (e->db != db) {
            at = &e->next;
            continue;
        }
        *at = e->next;
        view_drop(e->view);
        builder_free(&e->builder);
        entries_release(&e->entries);
        pthread_mutex_destroy(&e->swap);
        pthread_mutex_destroy(&e->update);
        free(e->dir);
        free(e);
    }
    pthread_mutex_unlock(&engines_lock);
}

struct view *engine_view(struct engine *e)
{
    pthread_mutex_lock(&e->swap);
    struct view *v = e->view;
    view_keep(v);
    pthread_mutex_unlock(&e->swap);
    return v;
}

void engine_set(struct engine *e, struct view *v)
{
    pthread_mutex_lock(&e->swap);
    struct view *old = e->view;
    e->view = v;
    pthread_mutex_unlock(&e->swap);
    view_drop(old);
}

void engine_set_stamp(struct engine *e, struct stamp stamp, bool trusted)
{
    pthread_mutex_lock(&e->swap);
    e->stamp = stamp;
    e->trusted = trusted;
    pthread_mutex_unlock(&e->swap);
}

/* ---- what is on disk ---- */

static struct segment *held(const struct engine *e, const char *name)
{
    for (size_t i = 0; i < e->view->n_files; i++)
        if (strcmp(e->view->parts[i].s->name, name) == 0) {
            segment_keep(e->view->parts[i].s);
            return e->view->parts[i].s;
        }
    return NULL;
}

/* Opens what the manifest names; segments that are open already stay. */
static enum st open_all(const struct engine *e, const struct manifest *m, struct segment **list)
{
    for (size_t i = 0; i < m->n; i++) {
        list[i] = held(e, m->names[i]);
        enum st st = list[i] ? ST_OK : segment_from_file(e->dir, m->names[i], &list[i]);
        if (st) {
            while (i > 0)
                segment_drop(list[--i]);
            return st;
        }
    }
    return ST_OK;
}

static void start_over(struct engine *e, struct stamp now, const char *why)
{
    log_line(
        LOG_WARN, "search", "index %s: %s; it is built anew", e->dir ? e->dir : "in memory", why);
    engine_set(e, view_new(NULL, 0, 0, 0));
    e->last = e->filed = (struct feed){0};
    engine_set_stamp(e, now, true);
}

static enum st open_manifest(const struct engine *e, struct manifest *m, struct segment **list)
{
    enum st st = manifest_read(e->dir, m);
    return st ? st : open_all(e, m, list);
}

static void read_manifest(struct engine *e, struct stamp now)
{
    struct manifest m = {.n = 0};
    struct segment *list[MAX_SEGMENTS];
    enum st st = open_manifest(e, &m, list);
    /* a segment may vanish between reading the manifest and opening it: then it was replaced */
    for (int i = 0; i < 3 && st == ST_NOT_FOUND && !stamp_same(now, index_stamp(e->dir)); i++) {
        now = index_stamp(e->dir);
        st = open_manifest(e, &m, list);
    }
    if (st) {
        start_over(e, now, st == ST_NOT_FOUND ? "a file is missing" : "torn or of another version");
        return;
    }
    engine_set(e, view_new(list, m.n, m.n, m.seq));
    for (size_t i = 0; i < m.n; i++)
        segment_drop(list[i]);
    e->last = e->filed = (struct feed){m.seq, m.record_id, m.at};
    engine_set_stamp(e, now, false);
}

enum st engine_adopt(struct engine *e, struct ctx *c)
{
    struct stamp now = e->dir ? index_stamp(e->dir) : e->stamp;
    bool known;
    if (!stamp_same(now, e->stamp) && now.inode)
        read_manifest(e, now);
    else if (!stamp_same(now, e->stamp))
        start_over(e, now, "it was removed");
    if (e->trusted)
        return ST_OK;
    enum st st = feed_known(c, &e->last, &known);
    if (!st && !known)
        start_over(e, e->stamp, "it belongs to another database");
    else if (!st)
        engine_set_stamp(e, e->stamp, true);
    return st;
}

/* ---- small steps ---- */

static enum st join_live(struct engine *e)
{
    void *memory;
    size_t bytes, n = e->view->n_files;
    struct segment *s, *list[MAX_SEGMENTS + 1];
    enum st st = view_merge(e->view, n, e->view->n, NULL, &memory, &bytes);
    if (!st)
        st = segment_from_memory(memory, bytes, false, &s);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++)
        list[i] = e->view->parts[i].s;
    list[n] = s;
    engine_set(e, view_new(list, n + 1, n, e->view->seq));
    segment_drop(s);
    return ST_OK;
}

enum st engine_take(struct engine *e, void *memory, size_t bytes, const struct feed *last)
{
    struct segment *s;
    enum st st = segment_from_memory(memory, bytes, false, &s);
    if (st)
        return st;
    engine_set(e, view_with(e->view, s, false, last->seq));
    segment_drop(s);
    e->last = *last;
    return e->view->n - e->view->n_files > LIVE_PARTS ? join_live(e) : ST_OK;
}

static enum st pull(struct engine *e, struct ctx *c)
{
    struct feed last = e->last;
    void *memory;
    size_t bytes;
    int n = 0, total = 0;
    enum st st;
    do {
        st = feed_read(c, e->builder, BATCH, &last, &n);
        total += n;
    } while (!st && n == BATCH);
    enum st finished = total ? builder_finish(e->builder, NULL, &memory, &bytes) : ST_OK;
    if (st && total && !finished)
        free(memory);
    if (st || finished || !total)
        return st ? st : finished;
    return engine_take(e, memory, bytes, &last);
}

static bool lock_soon(pthread_mutex_t *m)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 300 * 1000 * 1000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_mutex_timedlock(m, &until) == 0;
}

static bool unchanged(struct engine *e, int64_t newest)
{
    struct stamp now = e->dir ? index_stamp(e->dir) : (struct stamp){0};
    pthread_mutex_lock(&e->swap);
    bool same = e->trusted && e->view->seq >= newest && stamp_same(now, e->stamp);
    pthread_mutex_unlock(&e->swap);
    return same;
}

enum st engine_freshen(struct engine *e, struct ctx *c, enum freshness *how)
{
    struct feed newest;
    *how = FRESH;
    enum st st = feed_newest(c, &newest);
    /* within a writing transaction nothing is read that may yet be undone */
    if (st || c->writing || unchanged(e, newest.seq))
        return st;
    *how = BEHIND;
    if (!lock_soon(&e->update))
        return ST_OK;
    st = engine_adopt(e, c);
    if (!st && newest.seq - e->view->seq <= INLINE_CHANGES) {
        if (newest.seq > e->view->seq)
            st = pull(e, c);
        if (!st)
            *how = FRESH;
    }
    pthread_mutex_unlock(&e->update);
    return st;
}
