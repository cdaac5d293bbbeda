/* Files against their names, and the files that rows and editions name.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/verify_file.h"

#include <dirent.h>
#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>

#include "common/record/content.h"
#include "common/record/file.h"

const struct stmt verify_stmt_attached = {"verify.attached",
    "SELECT e.id, e.meta FROM edition e WHERE e.id > $1 AND e.meta LIKE '%\"files\":%' "
    "ORDER BY e.id LIMIT $2",
    NULL};
const struct stmt verify_stmt_stored = {
    "verify.files", "SELECT sha256, size_bytes FROM file ORDER BY sha256", NULL};

static bool digest_file(const char *path, char out[static SHA256_HEX_BYTES])
{
    char piece[65536];
    struct sha256 h;
    FILE *f = fopen(path, "rbe");
    EVP_MD_CTX *md = f ? EVP_MD_CTX_new() : NULL;
    bool ok = md && EVP_DigestInit_ex(md, EVP_sha256(), NULL);
    for (size_t n; ok && (n = fread(piece, 1, sizeof piece, f)) > 0;)
        EVP_DigestUpdate(md, piece, n);
    ok = ok && !ferror(f);
    if (ok)
        EVP_DigestFinal_ex(md, h.b, NULL);
    EVP_MD_CTX_free(md);
    if (f)
        fclose(f);
    if (ok)
        sha256_hex(&h, out);
    return ok;
}

/* Only names that are digests count; what is being written has another name. */
static void check_folder(struct verify *v, const char *folder)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 h;
    DIR *d = opendir(folder);
    if (!d)
        return;
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        if (!sha256_parse(e->d_name, &h))
            continue;
        const char *path = arena_printf(v->c->mem, "%s/%s", folder, e->d_name);
        if (!digest_file(path, hex))
            verify_fault(v, "files/%.2s/%s：不能读取：%s", e->d_name, e->d_name, strerror(errno));
        else if (strcmp(hex, e->d_name) != 0)
            verify_fault(v, "files/%.2s/%s：内容与名称不符", e->d_name, e->d_name);
    }
    closedir(d);
}

static void check_disk(struct verify *v)
{
    const char *files = arena_printf(v->c->mem, "%s/files", v->c->data_dir);
    DIR *d = opendir(files);
    if (!d)
        return;
    for (const struct dirent *e; (e = readdir(d)) != NULL;)
        if (strlen(e->d_name) == 2 && e->d_name[0] != '.')
            check_folder(v, arena_printf(v->c->mem, "%s/%s", files, e->d_name));
    closedir(d);
}

static bool there(struct verify *v, const char *sha256, int64_t size_bytes)
{
    struct stat s;
    return stat(file_disk_path(v->c, sha256), &s) == 0 &&
           (size_bytes < 0 || s.st_size == size_bytes);
}

static enum st attached_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    struct meta meta;
    struct err e;
    if (meta_read(v->c->mem, rows_text(r, 1), &meta, &e))
        return ST_OK; /* its digest has told already */
    for (size_t i = 0; i < meta.n_files; i++)
        if (!there(v, meta.files[i].sha256, meta.files[i].size_bytes))
            verify_fault(v, "edition 第 %lld 行：附件“%s”的文件 files/%.2s/%s 不存在或大小不符",
                (long long)rows_int(r, 0), meta.files[i].name, meta.files[i].sha256,
                meta.files[i].sha256);
    return ST_OK;
}

enum st verify_files(struct verify *v)
{
    struct rows *r;
    check_disk(v);
    enum st st = q(v->c, &verify_stmt_stored, NO_ARGS, &r);
    while (!st && rows_next(r))
        if (!there(v, rows_text(r, 0), rows_int(r, 1)))
            verify_fault(v, "file 第 %s 行：files/%.2s 中没有这个文件或大小不符", rows_text(r, 0),
                rows_text(r, 0));
    return st ? st : verify_each(v, &verify_stmt_attached, 0, attached_row, NULL);
}
