/* What a file is, by its bytes, and its text: all types but PDF.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "lib/base/utf8.h"
#include "lib/paper/docx.h"
#include "lib/paper/docx_parts.h"
#include "lib/paper/file_text.h"
#include "lib/paper/xlsx_read.h"
#include "lib/text/clean.h"

#define SLIDES_BYTES ((zip_uint64_t)64 << 20)
enum { SLIDES = 500 };

typedef enum st reading(
    struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t);

/* ---- Word ---- */
static enum st word_text(
    struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t)
{
    struct docx d;
    struct err e;
    enum st st = docx_read_bytes(a, file, &d, &e);
    (void)t;
    if (st)
        return st;
    const char *text = html_plain_text(a, d.html);
    for (const char *p = text; *p; p++) /* a tab parts the cells of a row */
        *p == '\t' ? buf_adds(out, " | ") : buf_addc(out, *p);
    return ST_OK;
}

/* ---- Excel: what is hidden was not meant to be read ---- */
static void add_row(struct buf *out, const struct xrow *row)
{
    bool any = false;
    for (size_t i = 0; i < row->n; i++) {
        const struct xcell *c = &row->cells[i];
        if (!*c->text || c->merged || c->kind == XCELL_ERROR)
            continue;
        buf_adds(out, any ? " | " : "");
        any = true;
        for (const char *p = c->text; *p; p++)
            buf_addc(out, (unsigned char)*p < ' ' ? ' ' : *p);
    }
    if (any)
        buf_addc(out, '\n');
}

static enum st table_text(
    struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t)
{
    struct xlsx book;
    struct err e;
    enum st st = xlsx_read_bytes(a, file, &book, &e);
    (void)t;
    for (size_t i = 0; !st && i < book.n_sheets; i++) {
        const struct xsheet *s = &book.sheets[i];
        for (size_t row = 0; !s->hidden && row < s->n_rows; row++)
            if (out->n <= FILE_TEXT_MAX_BYTES)
                add_row(out, &s->rows[row]);
    }
    return st;
}

/* ---- PowerPoint ---- */
static const struct docx_kind slides = {"PowerPoint", "演示文稿", ".ppt", 5000000};

static void on_shape(struct docx_reader *d, const char *name, void *arg)
{
    struct buf *out = arg;
    if (strcmp(name, "t") == 0) {
        buf_adds(out, docx_text(d));
        return;
    }
    docx_children(d, on_shape, arg);
    if (!strcmp(name, "p") || !strcmp(name, "br") || !strcmp(name, "tc"))
        buf_addc(out, '\n');
}

static enum st slides_text(
    struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t)
{
    struct err e = {.st = ST_OK};
    struct docx_reader d = {
        .kind = &slides, .a = a, .err = &e, .bytes = file, .budget = SLIDES_BYTES, .title = ""};
    enum st st = docx_open(&d, NULL);
    (void)t;
    for (int i = 1; !st && i <= SLIDES; i++) {
        const char *part = arena_printf(a, "ppt/slides/slide%d.xml", i);
        if (docx_has(&d, part) && out->n <= FILE_TEXT_MAX_BYTES)
            st = docx_walk_part(&d, part, on_shape, out);
    }
    if (d.zip)
        zip_discard(d.zip);
    return d.st ? d.st : st;
}

/* ---- plain text ---- */
static enum st plain_text(
    struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t)
{
    const char *p = file.p;
    (void)a;
    (void)t;
    size_t n = file.n;
    if (n > FILE_TEXT_MAX_BYTES + 4)
        for (n = FILE_TEXT_MAX_BYTES + 4; n && ((unsigned char)p[n] & 0xC0) == 0x80;)
            n--;
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
        n -= 3;
    }
    for (size_t i = 0; i < n; i++)
        if (p[i] != '\r')
            buf_addc(out, p[i]);
    return ST_OK;
}

/* ---- which ---- */
static bool has_wide_word(struct paper_bytes f, const char *word)
{
    char wide[64];
    size_t n = strlen(word);
    for (size_t i = 0; i < n; i++) {
        wide[2 * i] = word[i];
        wide[2 * i + 1] = '\0';
    }
    return memmem(f.p, f.n, wide, 2 * n) != NULL;
}

static bool zip_locked(zip_t *z)
{
    zip_stat_t s;
    for (zip_int64_t i = 0, n = zip_get_num_entries(z, 0); i < n; i++)
        if (zip_stat_index(z, (zip_uint64_t)i, 0, &s) == 0 &&
            s.valid & ZIP_STAT_ENCRYPTION_METHOD && s.encryption_method != ZIP_EM_NONE)
            return true;
    return false;
}

static reading *reading_of_zip(struct paper_bytes f, struct file_text *out)
{
    static const struct {
        const char *part;
        reading *read;
    } kinds[] = {{"word/document.xml", word_text}, {"xl/workbook.xml", table_text},
        {"ppt/presentation.xml", slides_text}, {"OFD.xml", ofd_text}};
    zip_t *z = paper_zip_open(f);
    reading *found = NULL;
    if (!z) {
        out->state = FILE_TEXT_BROKEN;
        return NULL;
    }
    for (size_t i = 0; i < COUNT_OF(kinds) && !found; i++)
        if (zip_name_locate(z, kinds[i].part, 0) >= 0)
            found = kinds[i].read;
    if (found && zip_locked(z)) {
        out->state = FILE_TEXT_LOCKED;
        found = NULL;
    }
    zip_discard(z);
    return found;
}

static reading *reading_of(struct paper_bytes f, struct file_text *out)
{
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    out->state = FILE_TEXT_OTHER;
    if (f.n >= 4 && (!memcmp(f.p, "PK\3\4", 4) || !memcmp(f.p, "PK\5\6", 4)))
        return reading_of_zip(f, out);
    if (f.n >= 8 && memcmp(f.p, ole, 8) == 0) {
        if (has_wide_word(f, "EncryptedPackage"))
            out->state = FILE_TEXT_LOCKED;
        return NULL;
    }
    return f.n && utf8_valid(f.p, f.n) && !memchr(f.p, 0, f.n) ? plain_text : NULL;
}

void file_text_finish(struct arena *a, const struct buf *b, struct file_text *out)
{
    const char *p = buf_str(b), *end;
    size_t n = b->n;
    out->cut = n > FILE_TEXT_MAX_BYTES;
    if (out->cut)
        for (n = FILE_TEXT_MAX_BYTES; n && ((unsigned char)p[n] & 0xC0) == 0x80;)
            n--;
    char *text = arena_strndup(a, p, n);
    bool any = false;
    for (p = text, end = text + n; p < end && !any;) {
        uint32_t cp = utf8_next(&p, end);
        any = cp > ' ' && !utf8_is_space(cp);
    }
    out->text = any ? text : "";
    out->n = any ? n : 0;
    out->state = any ? FILE_TEXT_READ : FILE_TEXT_NONE;
}

void file_text_of(struct arena *a, struct paper_bytes file, struct file_text *out)
{
    struct buf b;
    *out = (struct file_text){.text = ""};
    reading *read = reading_of(file, out);
    if (!read)
        return;
    out->state = 0;
    buf_init(&b, 4 * FILE_TEXT_MAX_BYTES);
    enum st st = read(a, file, &b, out);
    bool full = buf_failed(&b);
    if (out->state == FILE_TEXT_LOCKED)
        st = ST_OK;
    else if (st && !(full && b.n))
        out->state = st == ST_TOO_BIG ? FILE_TEXT_TOO_BIG : FILE_TEXT_BROKEN;
    else if (!utf8_valid(b.p ? b.p : "", b.n))
        out->state = FILE_TEXT_BROKEN;
    else
        file_text_finish(a, &b, out);
    buf_release(&b);
}
