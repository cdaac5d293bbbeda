/* Walking the sealed columns and the files of the vault; see reseal.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/reseal.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { A_TIME = 100 };

struct batch {
    const struct sealed_column *of;
    const struct vault *v;
    int64_t after;
    bool more;
};

static enum st one(struct ctx *c, const struct batch *b, int64_t id, const void *sealed, size_t n,
    struct resealed *out)
{
    const char *text;
    const void *again;
    size_t n_text, n_again;
    if (vault_cipher_of(b->v, sealed, n) == b->v->cipher) {
        out->kept++;
        return ST_OK;
    }
    enum st st = vault_open(c, b->v, sealed, n, &text, &n_text);
    if (st)
        return st;
    vault_seal(c, b->v, text, n_text, &again, &n_again);
    out->values++;
    return x(c, &b->of->write, ARGS(v_int(id), v_blob(again, n_again)));
}

static enum st some(struct ctx *c, struct batch *b, struct resealed *out)
{
    struct rows *r;
    size_t n;
    enum st st = q(c, &b->of->read, ARGS(v_int(b->after), v_int(A_TIME)), &r);
    b->more = !st && rows_count(r) == A_TIME;
    while (!st && rows_next(r)) {
        b->after = rows_int(r, 0);
        const void *sealed = rows_blob(r, 1, &n);
        if (n)
            st = one(c, b, b->after, sealed, n, out);
    }
    return st;
}

static enum st column(
    struct ctx *c, const struct sealed_column *of, const struct vault *v, struct resealed *out)
{
    struct batch b = {.of = of, .v = v, .more = true};
    enum st st = ST_OK;
    while (!st && b.more) {
        st = ctx_begin(c, true);
        if (!st)
            st = some(c, &b, out);
        if (!st)
            st = ctx_commit(c);
        ctx_rollback(c);
    }
    return st;
}

/* ---- files ---- */

/* Why: errno. */
static void note_unread(struct ctx *c, const char *path, struct resealed *out)
{
    const char *line = arena_printf(c->mem, "%s（%s）", path, strerror(errno));
    if ((out->n_unread & (out->n_unread - 1)) == 0) { /* full: 0, 1, 2, 4 … */
        const char **longer = ARENA_ARRAY(c->mem, const char *, 2 * out->n_unread + 1);
        if (out->n_unread)
            memcpy(longer, out->unread, out->n_unread * sizeof *longer);
        out->unread = longer;
    }
    out->unread[out->n_unread++] = line;
}

/* The next name in it; NULL at the end, and when the rest cannot be read. */
static const char *next_name(struct ctx *c, DIR *d, const char *path, struct resealed *out)
{
    errno = 0;
    const struct dirent *e = readdir(d);
    if (!e && errno)
        note_unread(c, path, out);
    return e ? e->d_name : NULL;
}

static enum st file(struct ctx *c, const struct vault *v, const char *name, struct resealed *out)
{
    bool rewritten = false;
    enum st st = vault_file_reseal(c, v, name, &rewritten);
    out->files += rewritten;
    out->kept += !st && !rewritten;
    return st;
}

static enum st folder(struct ctx *c, const struct vault *v, const char *path, struct resealed *out)
{
    DIR *d = opendir(path);
    enum st st = ST_OK;
    if (!d)
        note_unread(c, path, out);
    for (const char *name; d && !st && (name = next_name(c, d, path, out));) {
        if (strlen(name) != 64)
            continue;
        if (faccessat(dirfd(d), name, R_OK, 0) == 0)
            st = file(c, v, name, out);
        else
            note_unread(c, arena_concat(c->mem, path, "/", name, NULL), out);
    }
    if (d)
        closedir(d);
    return st;
}

static enum st files(struct ctx *c, const struct vault *v, struct resealed *out)
{
    struct stat s;
    DIR *d = opendir(v->dir);
    enum st st = ST_OK;
    if (!d && (errno != ENOENT || lstat(v->dir, &s) == 0)) /* a new county has none */
        note_unread(c, v->dir, out);
    for (const char *name; d && !st && (name = next_name(c, d, v->dir, out));)
        if (strlen(name) == 2 && name[0] != '.')
            st = folder(c, v, arena_printf(c->mem, "%s/%s", v->dir, name), out);
    if (d)
        closedir(d);
    return st;
}

enum st reseal_all(
    struct ctx *c, const struct sealed_column *columns, size_t n, struct resealed *out)
{
    struct vault v;
    *out = (struct resealed){.values = 0};
    enum st st = vault_load(c, &v);
    for (size_t i = 0; !st && i < n; i++)
        st = column(c, &columns[i], &v, out);
    return st ? st : files(c, &v, out);
}
