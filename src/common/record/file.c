/* The store of files: bytes under their digest, a row for each, in that order.
 *
 * A file is written beside its place, synced, renamed, and its folder synced before the row
 * commits; what a crash or a rollback leaves without a row is removed by a job a day later.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/file.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/record/disk.h"
#include "common/record/file_store.h"
#include "lib/base/utf8.h"

#define NAME_MAX_CHARS 100

const struct migration file_migrations[FILE_MIGRATIONS] = {
    {1, "files",
        "CREATE TABLE file ("
        " sha256 TEXT PRIMARY KEY, mime TEXT NOT NULL, size_bytes INTEGER NOT NULL,"
        " created_at INTEGER NOT NULL, created_by INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
        NULL},
};

const struct stmt file_stmt_add = {"file.add",
    "INSERT INTO file (sha256, mime, size_bytes, created_at, created_by) VALUES ($1, $2, $3, $4, "
    "$5) "
    "ON CONFLICT (sha256) DO NOTHING",
    NULL};
const struct stmt file_stmt_public = {
    "file.is_public", "SELECT 1 FROM public_file WHERE sha256 = $1 LIMIT 1", NULL};

/* ---- places ---- */
static const char *folder_of(struct ctx *c, const char *sha256)
{
    return arena_printf(c->mem, "%s/files/%.2s", c->data_dir, sha256);
}

const char *file_disk_path(struct ctx *c, const char *sha256)
{
    return arena_printf(c->mem, "%s/%s", folder_of(c, sha256), sha256);
}

/* Makes DIR/files and DIR/files/ab, durably. */
static enum st make_folders(struct ctx *c, const char *folder)
{
    const char *files = arena_printf(c->mem, "%s/files", c->data_dir);
    if (mkdir(files, 0755) == 0)
        (void)!disk_sync_folder(c->data_dir);
    else if (errno != EEXIST)
        return disk_failure(c, files);
    if (mkdir(folder, 0755) == 0 ? !disk_sync_folder(files) : errno != EEXIST)
        return disk_failure(c, folder);
    return ST_OK;
}

/* ---- names ---- */
/* The name without path, controls and characters that file systems refuse. */
static char *plain_name(struct ctx *c, const char *name)
{
    for (const char *p; (p = strpbrk(name, "/\\"));)
        name = p + 1;
    char *out = arena_alloc(c->mem, strlen(name) + 1), *to = out;
    for (const char *s = name, *end = name + strlen(name); s < end;) {
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        bool drop = cp < ' ' || (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x200B && cp <= 0x200F) ||
                    (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
                    cp == 0xFFFD;
        if (drop || (to == out && (cp == '.' || utf8_is_space(cp))))
            continue;
        if (strchr("<>:\"|?*%#", (int)cp) && cp < 0x80)
            *to++ = '_';
        else
            while (from < s)
                *to++ = *from++;
    }
    while (to > out && (to[-1] == ' ' || to[-1] == '.'))
        to--;
    *to = '\0';
    return out;
}

/* What stands behind the last dot when it is a file type: a few ASCII letters and digits. */
static const char *extension(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t n = dot ? strlen(dot + 1) : 0;
    bool letter = false;
    for (size_t i = 1; i <= n; i++) {
        char ch = (char)(dot[i] | 32);
        letter |= ch >= 'a' && ch <= 'z';
        if (!((ch >= 'a' && ch <= 'z') || (dot[i] >= '0' && dot[i] <= '9')))
            return "";
    }
    return n >= 1 && n <= 5 && letter ? dot + 1 : "";
}

static char *lower(struct arena *a, const char *s)
{
    char *out = arena_strdup(a, s);
    for (char *p = out; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    return out;
}

const char *file_name_of(struct ctx *c, const char *name, const struct file_kind *k)
{
    char *plain = plain_name(c, name);
    const char *ext = extension(plain);
    if (*ext) {
        if (!file_kind_fits(k, ext))
            return NULL;
        plain[ext - 1 - plain] = '\0';
        ext = lower(c->mem, ext);
    } else {
        ext = k->ext;
    }
    size_t n = utf8_prefix(plain, NAME_MAX_CHARS);
    return n ? arena_printf(c->mem, "%.*s.%s", (int)n, plain, ext)
             : arena_printf(c->mem, "附件.%s", ext);
}

static enum st check_name(
    struct ctx *c, const char *name, const struct file_kind *k, const char **out)
{
    *out = file_name_of(c, name, k);
    if (*out)
        return ST_OK;
    const char *plain = plain_name(c, name);
    return fail(c, ST_INVALID, "file",
        "“%s”的内容是%s（%s），与扩展名 %s 不符；请用原来的软件重新保存，或把扩展名改为 %s "
        "后再上传",
        plain, k->label, k->ext, extension(plain), k->ext);
}

/* ---- writing ---- */
struct writing {
    int fd;
    EVP_MD_CTX *md;
    int64_t bytes;
    char temporary[4096];
};

static enum st copy_bytes(struct ctx *c, struct writing *w, const char *path)
{
    char piece[65536];
    int in = open(path, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return disk_failure(c, path);
    enum st st = ST_OK;
    while (!st) {
        ssize_t n = read(in, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            st = n < 0 ? disk_failure(c, path) : ST_OK;
            break;
        }
        EVP_DigestUpdate(w->md, piece, (size_t)n);
        w->bytes += n;
        if (w->bytes > FILE_MAX_BYTES)
            st = fail(c, ST_TOO_BIG, "file", "文件超过 %d MB，请压缩或分成几个文件",
                FILE_MAX_BYTES >> 20);
        else if (!disk_write(w->fd, piece, (size_t)n))
            st = disk_failure(c, w->temporary);
    }
    close(in);
    return st;
}

/* Copies into a temporary file in DIR/files and gives the digest. Synced, not yet in its place. */
static enum st write_temporary(struct ctx *c, struct writing *w, const char *path, char *hex)
{
    struct sha256 h;
    snprintf(w->temporary, sizeof w->temporary, "%s/files/.new-XXXXXX", c->data_dir);
    w->fd = mkostemp(w->temporary, O_CLOEXEC);
    if (w->fd < 0)
        return disk_failure(c, w->temporary);
    w->md = EVP_MD_CTX_new();
    if (!w->md || !EVP_DigestInit_ex(w->md, EVP_sha256(), NULL))
        die("SHA-256 is not there");
    enum st st = copy_bytes(c, w, path);
    EVP_DigestFinal_ex(w->md, h.b, NULL);
    EVP_MD_CTX_free(w->md);
    sha256_hex(&h, hex);
    if (!st && (fchmod(w->fd, 0644) != 0 || fsync(w->fd) != 0))
        st = disk_failure(c, w->temporary);
    close(w->fd);
    if (st)
        unlink(w->temporary);
    return st;
}

/* Puts the temporary file into its place. One that is there already is the same: it only becomes
 * young again, so that the cleaning job leaves it alone until the row commits. */
static enum st move_to_place(struct ctx *c, struct writing *w, const char *hex)
{
    const char *folder = folder_of(c, hex), *place = file_disk_path(c, hex);
    struct stat have;
    enum st st = make_folders(c, folder);
    if (!st && stat(place, &have) == 0 && have.st_size == w->bytes) {
        unlink(w->temporary);
        return utimensat(AT_FDCWD, place, NULL, 0) == 0 ? ST_OK : disk_failure(c, place);
    }
    if (!st && (rename(w->temporary, place) != 0 || !disk_sync_folder(folder)))
        st = disk_failure(c, place);
    if (st)
        unlink(w->temporary);
    return st;
}

static enum st check_size(struct ctx *c, const char *path, const char *name)
{
    struct stat s;
    if (stat(path, &s) != 0)
        return disk_failure(c, path);
    if (s.st_size > FILE_MAX_BYTES)
        return fail(c, ST_TOO_BIG, "file", "“%s”超过 %d MB，请压缩或分成几个文件",
            plain_name(c, name), FILE_MAX_BYTES >> 20);
    if (!s.st_size)
        return fail(c, ST_INVALID, "file", "“%s”是空文件，请重新选择", plain_name(c, name));
    return ST_OK;
}

static enum st store(
    struct ctx *c, const char *path, const struct file_kind *k, struct attachment *out)
{
    struct writing w = {.fd = -1};
    char hex[SHA256_HEX_BYTES];
    enum st st = make_folders(c, arena_printf(c->mem, "%s/files", c->data_dir));
    if (!st)
        st = write_temporary(c, &w, path, hex);
    if (!st)
        st = move_to_place(c, &w, hex);
    if (st)
        return st;
    out->sha256 = arena_strdup(c->mem, hex);
    out->size_bytes = w.bytes;
    return x(c, &file_stmt_add,
        ARGS(v_text(hex), v_text(k->mime), v_int(w.bytes), v_int(c->now), v_int(c->person)));
}

enum st file_put(struct ctx *c, const char *path, const char *name, struct attachment *out)
{
    const char *why;
    enum st st = check_size(c, path, name);
    if (st)
        return st;
    const struct file_kind *k = file_kind_of(path, &why);
    if (!k)
        return fail(c, ST_INVALID, "file", "“%s”：%s", plain_name(c, name), why);
    st = check_name(c, name, k, &out->name);
    if (st)
        return st;
    bool csv = strcmp(k->ext, "txt") == 0 && strcmp(extension(out->name), "csv") == 0;
    out->mime = csv ? "text/csv" : k->mime;
    return store(c, path, k, out);
}

enum st file_put_bytes(
    struct ctx *c, const void *p, size_t n, const char *name, struct attachment *out)
{
    char path[] = "/tmp/gongkai-put-XXXXXX";
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0)
        return disk_failure(c, path);
    enum st st = disk_write(fd, p, n) ? ST_OK : disk_failure(c, path);
    close(fd);
    if (!st)
        st = file_put(c, path, name, out);
    unlink(path);
    return st;
}

const char *file_path(struct arena *a, const struct attachment *f)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addf(&b, "/files/%s/", f->sha256);
    file_name_encode(&b, f->name);
    const char *path = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return path;
}

void file_name_encode(struct buf *b, const char *name)
{
    for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
        bool plain = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
                     (*p >= 'A' && *p <= 'Z') || *p == '-' || *p == '.' || *p == '_' || *p == '~';
        if (plain)
            buf_addc(b, (char)*p);
        else
            buf_addf(b, "%%%02X", *p);
    }
}

enum st file_is_public(struct ctx *c, const char *sha256, bool *yes)
{
    struct rows *r;
    enum st st = q(c, &file_stmt_public, ARGS(v_text(sha256)), &r);
    *yes = !st && rows_next(r);
    return st;
}

const char *size_text(struct arena *a, int64_t bytes)
{
    if (bytes < 1024)
        return arena_printf(a, "%lld B", (long long)bytes);
    if (bytes < 1024 * 1024)
        return arena_printf(a, "%.0f KB", (double)bytes / 1024);
    return arena_printf(a, "%.1f MB", (double)bytes / (1024 * 1024));
}

const char *name_extension(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : "";
}
