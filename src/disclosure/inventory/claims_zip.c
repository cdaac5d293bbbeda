/* A folder of documents in a ZIP: each .docx and .pdf is opened, its number, date and issuer read;
 * see reconcile.h.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zip.h>

#include "disclosure/inventory/reconcile.h"
#include "lib/base/utf8.h"
#include "lib/paper/docx.h"
#include "lib/paper/pages.h"
#include "lib/text/encoding.h"

#define MOST_FILES 500
#define MOST_PDFS 60 /* each is opened in a process of its own */
#define MOST_BYTES ((zip_uint64_t)300 << 20)
#define MOST_ONE ((zip_uint64_t)50 << 20)
#define PDF_PAGES 3 /* from the front; the date may stand on the last one */

struct folder {
    struct claims *out;
    zip_t *zip;
    const char *dir; /* for the file that is being read */
    zip_uint64_t left;
    int pdfs;
};

static void unread(struct folder *f, const char *name, const char *why)
{
    claims_add(f->out, &(struct claim){.place = name, .unread = why, .formed_on = day_none()});
}

/* Windows packs names in GB18030. Without folders. */
static const char *name_of(struct folder *f, zip_uint64_t i)
{
    struct arena *a = f->out->mem;
    const char *raw = zip_get_name(f->zip, i, ZIP_FL_ENC_RAW);
    struct buf b;
    buf_init(&b, 4096);
    const char *name = "（文件名读不出来）";
    if (raw && text_decode(raw, strlen(raw), &b, NULL, NULL) == ST_OK)
        name = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

static bool load(struct folder *f, zip_uint64_t i, struct buf *out)
{
    char piece[65536];
    zip_int64_t n = -1;
    zip_file_t *z = zip_fopen_index(f->zip, i, 0);
    while (z && (n = zip_fread(z, piece, sizeof piece)) > 0)
        buf_add(out, piece, (size_t)n);
    if (z)
        zip_fclose(z);
    if (buf_failed(out) || out->n > f->left)
        return false;
    f->left -= out->n;
    return z && n == 0;
}

static enum st docx_text(
    struct folder *f, const struct buf *bytes, const char **text, struct err *e)
{
    struct arena *a = f->out->mem;
    const char *path = arena_printf(a, "%s/tmp/claim-%d-%zu", f->dir, (int)getpid(), f->out->n);
    FILE *file = fopen(path, "wb");
    bool wrote = file && fwrite(bytes->p, 1, bytes->n, file) == bytes->n;
    if (file && fclose(file) != 0)
        wrote = false;
    enum st st = wrote ? docx_text_of(a, path, text, e)
                       : err_set(e, ST_BROKEN, "file", "磁盘空间不够，请稍后再试");
    unlink(path);
    return st;
}

/* The first pages and the last one. */
static enum st pdf_text(struct folder *f, const struct buf *bytes, const char **text, struct err *e)
{
    struct arena *a = f->out->mem;
    struct pages_info info;
    const struct paper_file file = {.p = bytes->p, .n = bytes->n};
    const char *all = "", *page;
    if (++f->pdfs > MOST_PDFS)
        return err_set(e, ST_TOO_BIG, "file", "一次最多读 60 个 PDF，请分几个压缩包上传");
    enum st st = pages_info(a, &file, &info, e);
    for (int p = 1; !st && p <= info.n_pages; p++) {
        if (p > PDF_PAGES && p < info.n_pages)
            continue;
        st = pages_text(a, &file, p, &page, e);
        if (!st)
            all = arena_concat(a, all, page, "\n", NULL);
    }
    *text = all;
    if (!st && !all[strspn(all, " \r\n\t\f")])
        return err_set(e, ST_INVALID, "file", "是扫描件，没有文字可读，请手工登记");
    return st;
}

static bool has_ending(const char *name, const char *ending)
{
    size_t n = strlen(name), k = strlen(ending);
    return n > k && strcasecmp(name + n - k, ending) == 0;
}

static void read_one(struct folder *f, zip_uint64_t i)
{
    const char *name = name_of(f, i), *text = "";
    struct err e = {.st = ST_OK};
    struct claim k;
    struct buf bytes;
    bool docx = has_ending(name, ".docx"), pdf = has_ending(name, ".pdf");
    if (!*name || *name == '.')
        return;
    if (!docx && !pdf) {
        unread(f, name, "不是 .docx 或 .pdf 文件，没有读");
        return;
    }
    buf_init(&bytes, (size_t)MOST_ONE);
    if (!load(f, i, &bytes)) {
        unread(f, name, "打不开，或超过 50 MB");
    } else if ((docx ? docx_text(f, &bytes, &text, &e) : pdf_text(f, &bytes, &text, &e)) != ST_OK) {
        unread(f, name, arena_strdup(f->out->mem, e.message));
    } else {
        claim_of_text(f->out->mem, text, &k);
        k.place = name;
        claims_add(f->out, &k);
    }
    buf_release(&bytes);
}

enum st claims_of_zip(struct claims *out, const char *path, const char *dir, struct err *e)
{
    struct folder f = {.out = out, .zip = zip_open(path, ZIP_RDONLY, NULL), .dir = dir};
    f.left = MOST_BYTES;
    if (!f.zip)
        return err_set(e, ST_INVALID, "file", "这个压缩包打不开，请用 ZIP 格式重新压缩后上传");
    zip_int64_t n = zip_get_num_entries(f.zip, 0);
    for (zip_int64_t i = 0; i < n && n <= MOST_FILES; i++)
        read_one(&f, (zip_uint64_t)i);
    zip_discard(f.zip);
    if (n > MOST_FILES)
        return err_set(e, ST_TOO_BIG, "file", "压缩包里超过 500 个文件，请分几个压缩包上传");
    if (!out->n)
        return err_set(e, ST_INVALID, "file", "压缩包里没有 .docx 或 .pdf 文件");
    return ST_OK;
}
