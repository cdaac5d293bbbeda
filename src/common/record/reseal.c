/* Walking the sealed columns and the files of the vault; see reseal.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/reseal.h"

#include <dirent.h>
#include <string.h>

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

static enum st folder(struct ctx *c, const struct vault *v, const char *name, struct resealed *out)
{
    DIR *d = opendir(arena_printf(c->mem, "%s/%s", v->dir, name));
    enum st st = ST_OK;
    for (struct dirent *e; d && !st && (e = readdir(d));) {
        bool rewritten = false;
        if (strlen(e->d_name) != 64)
            continue;
        st = vault_file_reseal(c, v, e->d_name, &rewritten);
        out->files += rewritten;
        out->kept += !rewritten;
    }
    if (d)
        closedir(d);
    return st;
}

static enum st files(struct ctx *c, const struct vault *v, struct resealed *out)
{
    DIR *d = opendir(v->dir);
    enum st st = ST_OK;
    for (struct dirent *e; d && !st && (e = readdir(d));)
        if (strlen(e->d_name) == 2 && e->d_name[0] != '.')
            st = folder(c, v, e->d_name, out);
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
