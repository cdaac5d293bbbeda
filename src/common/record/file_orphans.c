/* The job that removes files without a row: left by a crash, a rollback, an upload given up.
 *
 * Candidates are looked for without a lock; each is looked at again inside a write transaction,
 * which nobody who is just storing the same bytes can share.
 *
 * SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/record/file.h"
#include "common/record/file_store.h"
#include "lib/base/log.h"

#define DAY_SECONDS 86400
#define MAX_AT_ONCE 1000

const struct stmt file_stmt_has = {"file.has", "SELECT 1 FROM file WHERE sha256 = $1", NULL};

struct orphans {
    const char *names[MAX_AT_ONCE];
    size_t n;
};

static bool is_old(struct ctx *c, const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode) && s.st_mtime < c->now - DAY_SECONDS;
}

static enum st has_row(struct ctx *c, const char *sha256, bool *yes)
{
    struct rows *r;
    enum st st = q(c, &file_stmt_has, ARGS(v_text(sha256)), &r);
    *yes = !st && rows_next(r);
    return st;
}

static enum st look_into(struct ctx *c, const char *folder, struct orphans *o)
{
    enum st st = ST_OK;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && !st && o->n < MAX_AT_ONCE && (e = readdir(d));) {
        struct sha256 h;
        bool kept = false;
        if (!sha256_parse(e->d_name, &h) || !is_old(c, file_disk_path(c, e->d_name)))
            continue;
        st = has_row(c, e->d_name, &kept);
        if (!st && !kept)
            o->names[o->n++] = arena_strdup(c->mem, e->d_name);
    }
    if (d)
        closedir(d);
    return st;
}

/* Temporary files of writers that died. */
static void remove_temporaries(struct ctx *c)
{
    const char *folder = arena_printf(c->mem, "%s/files", c->data_dir);
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        const char *path = arena_printf(c->mem, "%s/%s", folder, e->d_name);
        if (strncmp(e->d_name, ".new-", 5) == 0 && is_old(c, path))
            unlink(path);
    }
    if (d)
        closedir(d);
}

static enum st remove_them(struct ctx *c, const struct orphans *o)
{
    size_t removed = 0;
    enum st st = ctx_begin(c, true);
    for (size_t i = 0; !st && i < o->n; i++) {
        bool kept;
        const char *path = file_disk_path(c, o->names[i]);
        st = has_row(c, o->names[i], &kept);
        if (!st && !kept && is_old(c, path) && unlink(path) == 0)
            removed++;
    }
    if (!st)
        st = ctx_commit(c);
    else
        ctx_rollback(c);
    if (removed)
        log_line(LOG_INFO, "file", "removed %zu files without a row", removed);
    return st;
}

enum st file_remove_orphans(struct ctx *c)
{
    static const char digits[] = "0123456789abcdef";
    struct orphans *o = ARENA_NEW(c->mem, struct orphans);
    enum st st = ctx_begin(c, false);
    for (int i = 0; !st && i < 256; i++)
        st = look_into(c,
            arena_printf(c->mem, "%s/files/%c%c", c->data_dir, digits[i / 16], digits[i % 16]), o);
    ctx_rollback(c);
    if (st)
        return st;
    remove_temporaries(c);
    return o->n ? remove_them(c, o) : ST_OK;
}
