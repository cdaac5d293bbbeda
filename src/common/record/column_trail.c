/* The column and its ancestors, asked for by every public page: the tree is kept in memory and read
 * again when the database has changed.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/column_trail.h"

#include <pthread.h>
#include <string.h>

#include "lib/base/map.h"

enum { DEEPEST = 8 };

const struct stmt column_stmt_trail = {"column.trail",
    "SELECT " COLUMNS " FROM site_column k WHERE k.path IN ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ORDER BY length(k.path)",
    NULL};
const struct stmt column_stmt_keep = {
    "column.keep", "SELECT " COLUMNS " FROM site_column k ORDER BY k.id", NULL};

static struct {
    pthread_mutex_t lock;
    const struct db *db;
    uint64_t changes; /* of the transaction that read it */
    struct arena *mem;
    struct map *by_path;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* With `lock` held. */
static enum st read_tree(struct ctx *c)
{
    struct rows *r;
    enum st st = q(c, &column_stmt_keep, NO_ARGS, &r);
    if (st)
        return st;
    if (!kept.mem)
        kept.mem = arena_new();
    arena_clear(kept.mem);
    kept.by_path = map_new(kept.mem);
    while (rows_next(r)) {
        const struct column k = column_row(r);
        struct column *own = ARENA_NEW(kept.mem, struct column);
        *own = column_copy(kept.mem, &k);
        map_set(kept.by_path, own->path, own);
    }
    kept.db = c->db;
    kept.changes = c->changes;
    return ST_OK;
}

/* The paths of the trail, first level first. */
static size_t trail_paths(struct arena *a, const char *path, const char *out[DEEPEST])
{
    size_t n = 0;
    for (const char *p = strchr(path, '/'); p && n + 1 < DEEPEST; p = strchr(p + 1, '/'))
        out[n++] = arena_strndup(a, path, (size_t)(p - path));
    out[n++] = path;
    return n;
}

static enum st kept_trail(
    struct ctx *c, const char *const *paths, size_t n_paths, struct column *list, size_t *n)
{
    enum st st = ST_OK;
    pthread_mutex_lock(&kept.lock);
    if (kept.db != c->db || kept.changes != c->changes)
        st = read_tree(c);
    for (size_t i = 0; !st && i < n_paths; i++) {
        const struct column *k = map_find(kept.by_path, paths[i]);
        if (k)
            list[(*n)++] = column_copy(c->mem, k);
    }
    pthread_mutex_unlock(&kept.lock);
    return st;
}

/* What is being written is seen by nobody else. */
static enum st read_trail(
    struct ctx *c, const char *const *paths, size_t n_paths, struct column *list, size_t *n)
{
    struct val args[DEEPEST];
    struct rows *r;
    for (size_t i = 0; i < DEEPEST; i++)
        args[i] = v_text(paths[i < n_paths ? i : n_paths - 1]);
    enum st st = q(c, &column_stmt_trail, args, DEEPEST, &r);
    while (!st && rows_next(r))
        list[(*n)++] = column_row(r);
    return st;
}

enum st column_trail_of(struct ctx *c, const char *path, struct column **list, size_t *n)
{
    const char *paths[DEEPEST];
    size_t n_paths = trail_paths(c->mem, path, paths);
    *list = ARENA_ARRAY(c->mem, struct column, DEEPEST);
    *n = 0;
    enum st st = c->writing ? read_trail(c, paths, n_paths, *list, n)
                            : kept_trail(c, paths, n_paths, *list, n);
    if (st || (*n && strcmp((*list)[*n - 1].path, path) == 0))
        return st;
    return fail(c, ST_NOT_FOUND, "", "没有栏目 %s，请从栏目表中选择", path);
}
