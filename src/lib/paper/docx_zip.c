/* The package of a .docx or .xlsx: opened with bounds on entries, sizes and ratios.
 *
 * SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/paper/docx_parts.h"

#define MAX_ENTRIES 2000
#define MAX_RATIO 200
#define DAMAGED "这个%s已损坏，请用 %s 或 WPS 打开修复并另存后再导入"
#define SMALL_BYTES ((zip_uint64_t)64 << 10) /* small parts may pack better */

enum st docx_fail(struct docx_reader *d, enum st st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *message = arena_vprintf(d->a, fmt, ap);
    va_end(ap);
    if (!d->st)
        d->st = err_set(d->err, st, "file", "%s", message);
    return d->st;
}

static bool has_utf16(const char *p, size_t n, const char *word)
{
    char wide[64];
    size_t len = strlen(word);
    for (size_t i = 0; i < len; i++) {
        wide[2 * i] = word[i];
        wide[2 * i + 1] = '\0';
    }
    return memmem(p, n, wide, 2 * len) != NULL;
}

/* Says what the file is when it is no zip. */
static enum st not_docx(struct docx_reader *d, const char *path)
{
    const struct docx_kind *k = d->kind;
    char head[1 << 16];
    FILE *f = path         ? fopen(path, "rb")
              : d->bytes.n ? fmemopen((void *)d->bytes.p, d->bytes.n, "rb")
                           : NULL;
    size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    long size = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : 0;
    bool ole = n > 8 && memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
    bool locked = ole && has_utf16(head, n, "EncryptedPackage");
    for (long at = 0; ole && !locked && at < size; at += (long)sizeof head - 64)
        if (fseek(f, at, SEEK_SET) == 0 && (n = fread(head, 1, sizeof head, f)) > 0)
            locked = has_utf16(head, n, "EncryptedPackage");
    if (f)
        fclose(f);
    if (locked)
        return docx_fail(d, ST_INVALID, "这个%s加了打开密码，请在 %s 或 WPS 中取消密码后再导入",
            k->thing, k->program);
    if (ole)
        return docx_fail(d, ST_INVALID,
            "这是旧格式的 %s %s（%s），请用 %s 或 WPS 另存为 %sx 后再导入", k->program, k->thing,
            k->old, k->program, k->old);
    if (n > 1 && memcmp(head, "PK", 2) == 0)
        return docx_fail(d, ST_INVALID, DAMAGED, k->thing, k->program);
    return docx_fail(d, ST_INVALID, "这不是 %s %s（%sx），请选择用 %s 或 WPS 保存的 %sx 文件",
        k->program, k->thing, k->old, k->program, k->old);
}

static enum st check_entry(struct docx_reader *d, zip_uint64_t i, zip_uint64_t *total)
{
    const struct docx_kind *k = d->kind;
    zip_stat_t s;
    if (zip_stat_index(d->zip, i, 0, &s) != 0)
        return docx_fail(d, ST_INVALID, DAMAGED, k->thing, k->program);
    if (s.encryption_method != ZIP_EM_NONE)
        return docx_fail(d, ST_INVALID, "这个%s加了密码，请取消密码后再导入", k->thing);
    *total += s.size;
    if (*total > d->budget || s.size > d->budget)
        return docx_fail(d, ST_TOO_BIG, "这个%s解开后超过 64 MB，请删去或压缩其中的图片后再导入",
            d->kind->thing);
    if (s.size > SMALL_BYTES && s.size / (s.comp_size ? s.comp_size : 1) > MAX_RATIO)
        return docx_fail(d, ST_TOO_BIG,
            "这个%s的压缩比例异常，不能导入；请用 %s 或 WPS 打开并另存后再试", k->thing,
            k->program);
    return ST_OK;
}

zip_t *paper_zip_open(struct paper_bytes b)
{
    zip_source_t *s = zip_source_buffer_create(b.p, b.n, 0, NULL);
    zip_t *z = s ? zip_open_from_source(s, ZIP_RDONLY, NULL) : NULL;
    if (s && !z)
        zip_source_free(s);
    return z;
}

enum st docx_open(struct docx_reader *d, const char *path)
{
    d->zip = path ? zip_open(path, ZIP_RDONLY, NULL) : paper_zip_open(d->bytes);
    if (!d->zip)
        return not_docx(d, path);
    zip_int64_t n = zip_get_num_entries(d->zip, 0);
    if (n > MAX_ENTRIES)
        return docx_fail(d, ST_TOO_BIG,
            "这个%s里的部件超过 2000 个，不能导入；请用 %s 或 WPS 打开并另存后再试", d->kind->thing,
            d->kind->program);
    zip_uint64_t total = 0;
    for (zip_int64_t i = 0; !d->st && i < n; i++)
        check_entry(d, (zip_uint64_t)i, &total);
    return d->st;
}

bool docx_has(struct docx_reader *d, const char *name)
{
    return zip_name_locate(d->zip, name, 0) >= 0;
}

/* Reads to the end whatever size the directory claims, but never beyond what is left. */
enum st docx_load(struct docx_reader *d, const char *name, const char **p, size_t *n)
{
    zip_file_t *f = zip_fopen(d->zip, name, 0);
    char piece[16384];
    zip_int64_t got = -1;
    struct buf b;
    if (!f)
        return docx_fail(d, ST_INVALID, "这个%s缺少部件 %s，请用 %s 或 WPS 打开并另存后再导入",
            d->kind->thing, name, d->kind->program);
    buf_init(&b, d->budget);
    while (!buf_failed(&b) && (got = zip_fread(f, piece, sizeof piece)) > 0)
        buf_add(&b, piece, (size_t)got);
    bool bad_end = zip_fclose(f) != 0 || got < 0;
    if (buf_failed(&b))
        docx_fail(d, ST_TOO_BIG, "这个%s解开后超过 64 MB，请删去或压缩其中的图片后再导入",
            d->kind->thing);
    else if (bad_end)
        docx_fail(d, ST_INVALID, "这个%s的部件 %s 已损坏，请用 %s 或 WPS 打开修复并另存后再导入",
            d->kind->thing, name, d->kind->program);
    d->budget -= b.n;
    *n = b.n;
    *p = arena_strndup(d->a, buf_str(&b), b.n);
    buf_release(&b);
    return d->st;
}
