/* GET /files/:sha256/:name, and the module of files.
 *
 * Bytes that people sent are never run: pictures and PDF are shown, all else is downloaded, and the
 * browser is told to guess nothing and to allow nothing.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/file.h"
#include "common/record/file_store.h"

static const struct stmt stmt_get = {"file.get", "SELECT mime FROM file WHERE sha256 = $1", NULL};
static const struct stmt *const stmts[] = {
    &stmt_get, &file_stmt_add, &file_stmt_public, &file_stmt_has};

static enum st not_here(struct req *r)
{
    return fail(r->ctx, ST_NOT_FOUND, "",
        "没有这个文件，或者它还没有公开；工作人员请先登录，再从文件页面打开");
}

/* The kind of the file when the one who asks may read it under this name. */
static enum st find_readable(struct req *r, const struct file_kind **kind, bool *open)
{
    struct sha256 h;
    struct rows *rows;
    const char *sha256 = req_param(r, "sha256"), *name = req_param(r, "name");
    if (!sha256_parse(sha256, &h))
        return not_here(r);
    enum st st = file_is_public(r->ctx, sha256, open);
    if (!st)
        st = q(r->ctx, &stmt_get, ARGS(v_text(sha256)), &rows);
    if (st)
        return st;
    *kind = rows_next(rows) ? file_kind_find(rows_text(rows, 0)) : NULL;
    if (!*kind || (!*open && !r->who))
        return not_here(r);
    const char *fitting = file_name_of(r->ctx, name, *kind);
    return fitting && strcmp(fitting, name) == 0 ? ST_OK : not_here(r);
}

static void name_header(struct req *r, const struct file_kind *k, const char *name)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addf(&b, "%s; filename=\"file.%s\"; filename*=UTF-8''", k->shown ? "inline" : "attachment",
        k->ext);
    file_name_encode(&b, name);
    res_header(r, "Content-Disposition", arena_strdup(r->ctx->mem, buf_str(&b)));
    buf_release(&b);
}

/* The sandbox forbids scripts, forms and an origin of its own. Browsers show no PDF in a sandbox;
 * the viewer is an origin apart anyway. */
static void safety_headers(struct req *r, const struct file_kind *k)
{
    bool pdf = strcmp(k->ext, "pdf") == 0;
    res_header(r, "Content-Security-Policy",
        pdf ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors "
              "'self'"
            : "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'");
    res_header(r, "X-Content-Type-Options", "nosniff");
    res_header(r, "Cross-Origin-Resource-Policy", "same-origin");
}

static enum st file_get(struct req *r)
{
    const struct file_kind *k = NULL;
    bool open = false;
    enum st st = find_readable(r, &k, &open);
    if (st)
        return st;
    const char *sha256 = req_param(r, "sha256");
    const char *tag = arena_printf(r->ctx->mem, "\"%s\"", sha256);
    res_header(r, "ETag", tag);
    res_header(r, "Cache-Control", open ? "public, max-age=300" : "private, no-store");
    safety_headers(r, k);
    if (strstr(req_header(r, "if-none-match"), tag)) {
        r->status = 304;
        return ST_OK;
    }
    name_header(r, k, req_param(r, "name"));
    bool csv = strcmp(k->ext, "txt") == 0 && file_kind_fits(k, "csv") &&
               strstr(req_param(r, "name"), ".csv");
    r->content_type = csv                          ? "text/csv; charset=utf-8"
                      : strcmp(k->ext, "txt") == 0 ? "text/plain; charset=utf-8"
                                                   : k->mime;
    r->send_path = file_disk_path(r->ctx, sha256);
    return ST_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/files/:sha256/:name", PERM_PUBLIC, file_get, NULL, NULL, 0, 0},
};

static const struct job jobs[] = {
    {"file.remove_orphans", "清理没有登记的文件", 6 * 3600, file_remove_orphans},
};

const struct module file_module = {.name = "file",
    .title = "附件",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = file_migrations,
    .n_migrations = FILE_MIGRATIONS,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs)};
