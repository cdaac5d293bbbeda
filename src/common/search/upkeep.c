/* Bringing the index up to date in large steps, writing it to disk, keeping it small.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/upkeep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/engine.h"
#include "common/search/search.h"
#include "lib/base/log.h"
#include "lib/text/sound.h"

#define BUILD_BYTES ((size_t)40 << 20) /* memory of one build */

/* The right to write files. True also when there is no folder to write to. */
static bool enter(const struct engine *e, bool wait, int *fd)
{
    *fd = e->dir ? index_lock(e->dir, wait) : -1;
    return !e->dir || *fd >= 0;
}

static void names_of(const struct view *v, struct manifest *m)
{
    for (size_t i = 0; i < v->n_files; i++)
        snprintf(m->names[m->n++], SEGMENT_NAME, "%s", v->parts[i].s->name);
}

static enum st write_manifest(struct engine *e, const struct feed *last)
{
    struct manifest m = {.seq = last->seq, .record_id = last->record_id, .at = last->at};
    names_of(e->view, &m);
    enum st st = manifest_write(e->dir, &m);
    engine_set_stamp(e, index_stamp(e->dir), e->trusted);
    if (!st)
        e->filed = *last;
    return st;
}

/* Parts from … to become one file; the others stay. */
static enum st join_into_file(
    struct engine *e, const struct view *v, size_t from, size_t to, struct segment **out)
{
    char name[SEGMENT_NAME], path[4300];
    index_name(name);
    snprintf(path, sizeof path, "%s/%s", e->dir, name);
    enum st st = view_merge(v, from, to, path, NULL, NULL);
    return st ? st : segment_from_file(e->dir, name, out);
}

/* What lives in memory goes into a file. Under lock and `update`. */
static enum st file_live(struct engine *e)
{
    struct view *v = e->view;
    struct segment *s, *list[MAX_SEGMENTS + 1];
    if (!e->dir || v->n == v->n_files)
        return ST_OK;
    enum st st = join_into_file(e, v, v->n_files, v->n, &s);
    if (st)
        return st;
    for (size_t i = 0; i < v->n_files; i++)
        list[i] = v->parts[i].s;
    list[v->n_files] = s;
    engine_set(e, view_new(list, v->n_files + 1, v->n_files + 1, v->seq));
    segment_drop(s);
    return write_manifest(e, &e->last);
}

/* ---- merging ---- */

enum { MERGE_AT = 6 }; /* files before they are joined */

/* The first of the newest files that together outgrow the one before them by less than half. */
static size_t merge_from(const struct view *v)
{
    if (v->n_files < MERGE_AT)
        return v->n_files;
    size_t from = v->n_files - 1;
    uint64_t sum = v->parts[from].s->bytes;
    while (from > 0 && v->parts[from - 1].s->bytes <= 2 * sum)
        sum += v->parts[--from].s->bytes;
    return v->n_files - from >= 2 ? from : v->n_files;
}

/* The joined file takes the place of parts from … to; what came meanwhile stays behind it. */
static enum st replace_parts(struct engine *e, size_t from, size_t to, struct segment *s)
{
    struct view *v = e->view;
    struct segment **list = calloc(v->n + 1, sizeof(struct segment *));
    size_t n = 0;
    if (!list)
        die("out of memory");
    for (size_t i = 0; i < from; i++)
        list[n++] = v->parts[i].s;
    list[n++] = s;
    for (size_t i = to; i < v->n; i++)
        list[n++] = v->parts[i].s;
    engine_set(e, view_new(list, n, v->n_files - (to - from) + 1, v->seq));
    free(list);
    return write_manifest(e, &e->filed);
}

static enum st merge_files(struct engine *e)
{
    int fd;
    struct segment *s;
    if (!e->dir || !enter(e, false, &fd))
        return ST_OK;
    struct view *v = engine_view(e); /* no other writer now: its files stay as they are */
    size_t from = merge_from(v), to = v->n_files;
    pthread_mutex_lock(&e->update);
    bool current = stamp_same(e->stamp, index_stamp(e->dir));
    pthread_mutex_unlock(&e->update);
    enum st st = ST_OK;
    if (from < to && current) {
        st = join_into_file(e, v, from, to, &s);
        if (!st) {
            pthread_mutex_lock(&e->update);
            st = replace_parts(e, from, to, s);
            pthread_mutex_unlock(&e->update);
            segment_drop(s);
        }
    }
    view_drop(v);
    index_unlock(fd);
    return st;
}

/* ---- large steps ---- */

struct coming { /* whether further changes are still being made; may be NULL */
    bool (*more)(void *);
    void *arg;
};

/* Reads on until the builder is full or, as `coming` says, nothing more will come. */
static enum st fill(struct ctx *c, struct builder *b, struct feed *last, struct coming coming)
{
    enum st st = ST_OK;
    while (!st && builder_bytes(b) < BUILD_BYTES) {
        int n = 0;
        bool again = coming.more &&
                     coming.more(coming.arg); /* asked before reading: nothing slips between */
        st = ctx_begin(c, false);
        if (!st)
            st = feed_read(c, b, BATCH, last, &n);
        ctx_rollback(c);
        arena_clear(c->mem);
        if (n < BATCH && !again)
            break;
    }
    return st;
}

static enum st adopt_now(struct engine *e, struct ctx *c)
{
    enum st st = ctx_begin(c, false);
    if (!st)
        st = engine_adopt(e, c);
    ctx_rollback(c);
    return st;
}

/* The new file stands behind the older files and before what queries brought in meanwhile, which is
 * let go when the file has all of it. */
static enum st place_file(struct engine *e, struct segment *s, const struct feed *last)
{
    struct view *v = e->view;
    struct segment **list = calloc(v->n + 1, sizeof(struct segment *));
    size_t n = 0, files = v->n_files;
    bool live = v->seq > last->seq;
    if (!list)
        die("out of memory");
    for (size_t i = 0; i < files; i++)
        list[n++] = v->parts[i].s;
    list[n++] = s;
    for (size_t i = files; live && i < v->n; i++)
        list[n++] = v->parts[i].s;
    engine_set(e, view_new(list, n, files + 1, live ? v->seq : last->seq));
    free(list);
    if (!live)
        e->last = *last;
    return write_manifest(e, last);
}

static enum st take_file(struct engine *e, struct builder *b, const struct feed *last)
{
    char name[SEGMENT_NAME], path[4300];
    struct segment *s;
    index_name(name);
    snprintf(path, sizeof path, "%s/%s", e->dir, name);
    enum st st = builder_finish(b, path, NULL, NULL);
    if (!st)
        st = segment_from_file(e->dir, name, &s);
    if (st)
        return st;
    pthread_mutex_lock(&e->update);
    st = place_file(e, s, last);
    pthread_mutex_unlock(&e->update);
    segment_drop(s);
    return st;
}

static enum st take_memory(struct engine *e, struct builder *b, const struct feed *last)
{
    void *memory;
    size_t bytes;
    enum st st = builder_finish(b, NULL, &memory, &bytes);
    return st ? st : engine_take(e, memory, bytes, last);
}

/* Makes room in the list of files: all become one. */
static enum st make_room(struct engine *e)
{
    struct segment *s;
    if (e->view->n_files < MAX_SEGMENTS - 1)
        return ST_OK;
    enum st st = join_into_file(e, e->view, 0, e->view->n_files, &s);
    if (!st) {
        st = replace_parts(e, 0, e->view->n_files, s);
        segment_drop(s);
    }
    return st;
}

/* Takes over what others wrote and files what queries brought in; *last: from where to read on. */
static enum st settle(struct engine *e, struct ctx *c, struct feed *last)
{
    pthread_mutex_lock(&e->update);
    enum st st = adopt_now(e, c);
    if (!st)
        st = file_live(e);
    if (!st && e->dir)
        st = make_room(e);
    *last = e->last;
    pthread_mutex_unlock(&e->update);
    return st;
}

/* One segment further; *done when nothing was left. Queries go on meanwhile. */
static enum st step_in_files(
    struct engine *e, struct ctx *c, struct builder *b, struct coming coming, bool *done)
{
    struct feed last;
    enum st st = settle(e, c, &last);
    if (!st)
        st = fill(c, b, &last, coming);
    *done = builder_records(b) == 0;
    return st || *done ? st : take_file(e, b, &last);
}

/* The same without a folder; `update` keeps the order. */
static enum st step_in_memory(
    struct engine *e, struct ctx *c, struct builder *b, struct coming coming, bool *done)
{
    pthread_mutex_lock(&e->update);
    enum st st = adopt_now(e, c);
    struct feed last = e->last;
    if (!st)
        st = fill(c, b, &last, coming);
    *done = builder_records(b) == 0;
    if (!st && !*done)
        st = take_memory(e, b, &last);
    pthread_mutex_unlock(&e->update);
    return st;
}

static enum st catch_up(struct engine *e, struct ctx *c, bool wait, struct coming coming)
{
    bool done = false;
    enum st st = ST_OK;
    while (!st && !done) {
        int fd;
        if (!enter(e, wait, &fd))
            return wait ? fail(c, ST_BROKEN, "", "检索索引目录不能写入，请检查数据目录的权限")
                        : ST_OK;
        struct builder *b = builder_new();
        st =
            e->dir ? step_in_files(e, c, b, coming, &done) : step_in_memory(e, c, b, coming, &done);
        builder_free(&b);
        index_unlock(fd);
    }
    return st;
}

enum st upkeep_catch_up(struct ctx *c, bool wait, bool (*more)(void *), void *arg)
{
    struct ctx own; /* its memory is emptied batch by batch */
    ctx_init(&own, c->db);
    own.data_dir = c->data_dir;
    enum st st = catch_up(engine_of(c->db, c->data_dir), &own, wait, (struct coming){more, arg});
    if (st && !own.err.message[0])
        fail(&own, st, "", "检索索引没有写成，请检查磁盘空间");
    if (st)
        c->err = own.err;
    ctx_release(&own);
    return st;
}

enum st search_catch_up(struct ctx *c)
{
    return upkeep_catch_up(c, true, NULL, NULL);
}

enum st search_rebuild(struct ctx *c)
{
    struct engine *e = engine_of(c->db, c->data_dir);
    int fd;
    if (!enter(e, true, &fd))
        return fail(c, ST_BROKEN, "", "检索索引目录不能写入，请检查数据目录的权限");
    pthread_mutex_lock(&e->update);
    if (e->dir)
        manifest_remove(e->dir);
    engine_set(e, view_new(NULL, 0, 0, 0));
    e->last = e->filed = (struct feed){0};
    engine_set_stamp(e, (struct stamp){0}, true);
    pthread_mutex_unlock(&e->update);
    index_unlock(fd);
    return search_catch_up(c);
}

/* ---- jobs ---- */

enum st upkeep_often(struct ctx *c)
{
    struct engine *e = engine_of(c->db, c->data_dir);
    enum freshness how = FRESH;
    sound_prepare();
    enum st st = ctx_begin(c, false);
    if (!st)
        st = engine_freshen(e, c, &how);
    ctx_rollback(c);
    return st || how == FRESH ? st : upkeep_catch_up(c, false, NULL, NULL);
}

enum st upkeep_rarely(struct ctx *c)
{
    enum st st = upkeep_catch_up(c, false, NULL, NULL);
    return st ? st : merge_files(engine_of(c->db, c->data_dir));
}
