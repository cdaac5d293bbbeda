/* Encoding and decoding for the paper worker: pure.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/wire.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/utf8.h"

#define REQUEST_MAGIC "GKQ1"
#define REPLY_MAGIC "GKR1"
#define TEXT_MAX 1024
#define FAULTS_MAX 10000
#define REGION_BYTES 22 /* five numbers and two lengths */
#define PART_BYTES 7    /* three lengths and that of the file */

struct reader {
    const unsigned char *p, *end;
    bool bad;
};

static void put32(struct buf *b, uint32_t v)
{
    unsigned char raw[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16),
        (unsigned char)(v >> 24)};
    buf_add(b, raw, sizeof raw);
}

static void put_bytes(struct buf *b, const void *p, size_t n)
{
    put32(b, (uint32_t)n);
    buf_add(b, p, n);
}

/* One byte of length: short texts; longer ones are cut at a character. */
static void put_short(struct buf *b, const char *s)
{
    size_t n = strlen(s);
    if (n > 255)
        n = 255;
    while (n && !utf8_valid(s, n))
        n--;
    buf_addc(b, (char)(unsigned char)n);
    buf_add(b, s, n);
}

static const unsigned char *take(struct reader *r, size_t n)
{
    if (r->bad || (size_t)(r->end - r->p) < n) {
        r->bad = true;
        return NULL;
    }
    const unsigned char *p = r->p;
    r->p += n;
    return p;
}

static uint32_t get8(struct reader *r)
{
    const unsigned char *p = take(r, 1);
    return p ? *p : 0;
}

static uint32_t get32(struct reader *r)
{
    const unsigned char *p = take(r, 4);
    return p ? p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24 : 0;
}

static struct paper_bytes get_bytes(struct reader *r, size_t max)
{
    uint32_t n = get32(r);
    const void *p = n <= max ? take(r, n) : take(r, SIZE_MAX);
    return (struct paper_bytes){p ? p : "", p ? n : 0};
}

static const char *get_text(struct reader *r, struct arena *a, size_t n)
{
    const void *p = take(r, n);
    if (p && !utf8_valid(p, n))
        r->bad = true;
    return r->bad ? "" : arena_strndup(a, p, n);
}

static void put_region(struct buf *b, const struct mask_region *m)
{
    const int all[] = {m->page, m->x, m->y, m->w, m->h};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        put32(b, (uint32_t)all[i]);
    put_short(b, m->ground);
    put_short(b, m->label);
}

static void get_region(struct reader *r, struct arena *a, struct mask_region *m)
{
    int *all[] = {&m->page, &m->x, &m->y, &m->w, &m->h};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        uint32_t v = get32(r);
        *all[i] = (int)v;
        if (v > MASK_SCALE)
            r->bad = true;
    }
    m->ground = get_text(r, a, get8(r));
    m->label = get_text(r, a, get8(r));
    if (m->page < 1 || m->w < 1 || m->h < 1 || m->x + m->w > MASK_SCALE || m->y + m->h > MASK_SCALE)
        r->bad = true;
}

static void put_bind(struct buf *b, const struct bind *d)
{
    const char *head[] = {d->number, d->title, d->organ};
    for (size_t i = 0; i < COUNT_OF(head); i++)
        put_short(b, head[i] ? head[i] : "");
    put32(b, (uint32_t)d->n_parts);
    for (size_t i = 0; i < d->n_parts; i++) {
        put_short(b, d->parts[i].title);
        put_short(b, d->parts[i].number);
        put_short(b, d->parts[i].date);
        put_bytes(b, d->parts[i].file.p, d->parts[i].file.n);
    }
}

void wire_request_write(struct buf *out, const struct paper_request *q)
{
    buf_adds(out, REQUEST_MAGIC);
    buf_addc(out, (char)q->op);
    put32(out, (uint32_t)q->at.page);
    put32(out, (uint32_t)q->at.dpi);
    put32(out, (uint32_t)q->regions.n);
    for (size_t i = 0; i < q->regions.n; i++)
        put_region(out, &q->regions.rows[i]);
    put32(out, (uint32_t)q->n_words);
    for (size_t i = 0; i < q->n_words; i++)
        put_short(out, q->words[i]);
    put_bytes(out, q->file.p, q->file.n);
    put_bytes(out, q->original.p, q->original.n);
    put_bind(out, &q->bind);
}

static void get_lists(struct reader *r, struct arena *a, struct paper_request *q)
{
    q->regions.n = get32(r);
    if (q->regions.n > MASK_MAX_REGIONS || q->regions.n * REGION_BYTES > (size_t)(r->end - r->p))
        r->bad = true;
    if (r->bad)
        return;
    struct mask_region *rows = ARENA_ARRAY(a, struct mask_region, q->regions.n);
    for (size_t i = 0; i < q->regions.n && !r->bad; i++)
        get_region(r, a, &rows[i]);
    q->regions.rows = rows;
    q->n_words = get32(r);
    if (q->n_words > MASK_MAX_WORDS)
        r->bad = true;
    if (r->bad)
        return;
    const char **words = ARENA_ARRAY(a, const char *, q->n_words);
    for (size_t i = 0; i < q->n_words && !r->bad; i++)
        words[i] = get_text(r, a, get8(r));
    q->words = words;
}

static void get_bind(struct reader *r, struct arena *a, struct bind *d)
{
    d->number = get_text(r, a, get8(r));
    d->title = get_text(r, a, get8(r));
    d->organ = get_text(r, a, get8(r));
    d->n_parts = get32(r);
    if (d->n_parts > BIND_MAX_PARTS || d->n_parts * PART_BYTES > (size_t)(r->end - r->p))
        r->bad = true;
    if (r->bad)
        return;
    struct bind_part *parts = ARENA_ARRAY(a, struct bind_part, d->n_parts);
    for (size_t i = 0; i < d->n_parts && !r->bad; i++) {
        parts[i].title = get_text(r, a, get8(r));
        parts[i].number = get_text(r, a, get8(r));
        parts[i].date = get_text(r, a, get8(r));
        parts[i].file = get_bytes(r, PAPER_MAX_BYTES);
    }
    d->parts = parts;
}

enum st wire_request_read(
    struct arena *a, const void *p, size_t n, struct paper_request *out, struct err *e)
{
    struct reader r = {p, (const unsigned char *)p + n, false};
    const unsigned char *magic = take(&r, 4);
    *out = (struct paper_request){0};
    r.bad = r.bad || memcmp(magic, REQUEST_MAGIC, 4) != 0;
    out->op = (enum paper_op)get8(&r);
    out->at.page = (int)(get32(&r) & 0xFFFFF);
    out->at.dpi = (int)(get32(&r) & 0xFFFF);
    get_lists(&r, a, out);
    out->file = get_bytes(&r, PAPER_MAX_BYTES);
    out->original = get_bytes(&r, PAPER_MAX_BYTES);
    get_bind(&r, a, &out->bind);
    if (r.bad || r.p != r.end || out->op < PAPER_INFO || out->op > PAPER_WORD)
        return err_set(e, ST_INVALID, "", "文件处理程序收到的请求不完整，请重试");
    if (out->op == PAPER_IMAGE && (out->at.dpi < PAPER_DPI_MIN || out->at.dpi > PAPER_DPI_MAX))
        return err_set(e, ST_INVALID, "", "分辨率应在 %d 到 %d 之间", PAPER_DPI_MIN, PAPER_DPI_MAX);
    return ST_OK;
}

void wire_reply_write(struct buf *out, const struct err *e, struct paper_bytes body)
{
    buf_adds(out, REPLY_MAGIC);
    buf_addc(out, (char)e->st);
    size_t n = e->st ? strnlen(e->message, TEXT_MAX) : 0;
    put_bytes(out, e->message, n);
    put_bytes(out, body.p, e->st ? 0 : body.n);
}

enum st wire_reply_read(const void *p, size_t n, struct paper_bytes *body, struct err *e)
{
    struct reader r = {p, (const unsigned char *)p + n, false};
    const unsigned char *magic = take(&r, 4);
    r.bad = r.bad || memcmp(magic, REPLY_MAGIC, 4) != 0;
    uint32_t st = get8(&r);
    struct paper_bytes message = get_bytes(&r, TEXT_MAX);
    *body = get_bytes(&r, UINT32_MAX);
    if (r.bad || r.p != r.end || st > ST_BROKEN || !utf8_valid(message.p, message.n))
        return err_set(e, ST_BROKEN, "", "文件处理程序的回答不完整，请重试");
    if (!st)
        return ST_OK;
    return err_set(e, (enum st)st, "file", "%.*s", (int)message.n, (const char *)message.p);
}

void wire_info_write(struct buf *out, const struct pages_info *info)
{
    put32(out, info->kind);
    put32(out, (uint32_t)info->n_pages);
    for (int i = 0; i < info->n_pages; i++) {
        put32(out, (uint32_t)lround(info->sizes[i].width_pt * 1000));
        put32(out, (uint32_t)lround(info->sizes[i].height_pt * 1000));
    }
}

enum st wire_info_read(
    struct arena *a, struct paper_bytes body, struct pages_info *out, struct err *e)
{
    struct reader r = {body.p, (const unsigned char *)body.p + body.n, false};
    uint32_t kind = get32(&r), n = get32(&r);
    if (r.bad || kind < PAGES_PDF || kind > PAGES_JPEG || n < 1 || n > PAPER_MAX_PAGES ||
        (size_t)(r.end - r.p) != (size_t)n * 8)
        return err_set(e, ST_BROKEN, "", "文件处理程序的回答不完整，请重试");
    struct page_size *sizes = ARENA_ARRAY(a, struct page_size, n);
    for (uint32_t i = 0; i < n; i++) {
        sizes[i].width_pt = get32(&r) / 1000.0;
        sizes[i].height_pt = get32(&r) / 1000.0;
    }
    *out = (struct pages_info){(enum pages_kind)kind, (int)n, sizes};
    return ST_OK;
}

void wire_text_write(struct buf *out, const struct file_text *t)
{
    buf_addc(out, (char)t->state);
    buf_addc(out, (char)t->cut);
    put32(out, (uint32_t)t->n_pages);
    put32(out, (uint32_t)t->n_blank);
    put_bytes(out, t->text, t->n);
}

enum st wire_text_read(
    struct arena *a, struct paper_bytes body, struct file_text *out, struct err *e)
{
    struct reader r = {body.p, (const unsigned char *)body.p + body.n, false};
    uint32_t state = get8(&r), cut = get8(&r), pages = get32(&r), blank = get32(&r);
    struct paper_bytes text = get_bytes(&r, FILE_TEXT_MAX_BYTES);
    *out = (struct file_text){.text = ""};
    if (r.bad || r.p != r.end || state < FILE_TEXT_READ || state > FILE_TEXT_OTHER || cut > 1 ||
        blank > pages || pages > FILE_TEXT_MAX_BYTES || !utf8_valid(text.p, text.n))
        return err_set(e, ST_BROKEN, "", "文件处理程序的回答不完整，请重试");
    *out = (struct file_text){.state = (enum file_text_state)state,
        .cut = cut == 1,
        .n_pages = (int)pages,
        .n_blank = (int)blank,
        .text = arena_strndup(a, text.p, text.n),
        .n = text.n};
    return ST_OK;
}

void wire_proof_write(struct buf *out, const struct mask_proof *proof)
{
    put32(out, (uint32_t)proof->n_faults);
    for (size_t i = 0; i < proof->n_faults; i++)
        put_bytes(out, proof->faults[i], strlen(proof->faults[i]));
}

enum st wire_proof_read(
    struct arena *a, struct paper_bytes body, struct mask_proof *out, struct err *e)
{
    struct reader r = {body.p, (const unsigned char *)body.p + body.n, false};
    uint32_t n = get32(&r);
    r.bad = r.bad || n > FAULTS_MAX;
    const char **faults = ARENA_ARRAY(a, const char *, r.bad ? 0 : n);
    for (uint32_t i = 0; i < n && !r.bad; i++) {
        uint32_t size = get32(&r);
        faults[i] = get_text(&r, a, size);
    }
    if (r.bad || r.p != r.end)
        return err_set(e, ST_BROKEN, "", "文件处理程序的回答不完整，请重试");
    *out = (struct mask_proof){faults, n};
    return ST_OK;
}
