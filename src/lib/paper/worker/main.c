/* gongkai-paper: opens files that people handed in, for `gongkai`, and ends after one answer.
 *
 * Reads one request from standard input, writes one reply to standard output (lib/paper/wire.h).
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/paper/wire.h"
#include "lib/paper/worker/bind.h"
#include "lib/paper/worker/copy.h"
#include "lib/paper/worker/jail.h"
#include "lib/paper/worker/prove.h"
#include "lib/paper/worker/read.h"
#include "lib/paper/worker/source.h"
#include "lib/paper/worker/word.h"

#define NO_JAIL 3 /* lib/paper/spawn.c says so to the person */
#define REPLY_MAX_BYTES ((size_t)448 << 20)

static bool read_all(struct buf *in)
{
    ssize_t n;
    do {
        if (!buf_reserve(in, (size_t)1 << 18))
            return false;
        n = read(0, in->p + in->n, (size_t)1 << 18);
        in->n += n > 0 ? (size_t)n : 0;
    } while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0;
}

static bool write_all(const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(1, p, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            p += done;
            n -= (size_t)done;
        }
    }
    return true;
}

static enum st info(struct arena *a, const struct source *s, struct buf *out, struct err *e)
{
    struct page_size *sizes = ARENA_ARRAY(a, struct page_size, s->n_pages);
    enum st st = ST_OK;
    for (int i = 0; !st && i < s->n_pages; i++)
        st = source_size(s, i + 1, &sizes[i], e);
    if (!st)
        wire_info_write(out, &(struct pages_info){s->kind, s->n_pages, sizes});
    return st;
}

static cairo_status_t collect(void *closure, const unsigned char *p, unsigned n)
{
    buf_add(closure, p, n);
    return buf_failed(closure) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static enum st image(const struct source *s, struct page_at at, struct buf *out, struct err *e)
{
    cairo_surface_t *picture;
    enum st st = source_paint(s, at, &picture, e);
    if (st)
        return st;
    bool ok = cairo_surface_write_to_png_stream(picture, collect, out) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(picture);
    return ok ? ST_OK : err_set(e, ST_TOO_BIG, "", "第 %d 页太大，请降低分辨率", at.page);
}

static enum st text(const struct source *s, int page, struct buf *out, struct err *e)
{
    if (page < 1 || page > s->n_pages)
        return err_set(e, ST_NOT_FOUND, "page", "没有第 %d 页，这个文件共 %d 页", page, s->n_pages);
    PopplerPage *p = s->doc ? poppler_document_get_page(s->doc, page - 1) : NULL;
    char *words = p ? poppler_page_get_text(p) : NULL;
    char *valid = g_utf8_make_valid(words ? words : "", -1);
    buf_adds(out, valid);
    g_free(valid);
    g_free(words);
    g_clear_object(&p);
    return ST_OK;
}

static enum st answer(
    struct arena *a, const struct paper_request *q, struct buf *out, struct err *e)
{
    struct source s;
    if (q->op == PAPER_BIND)
        return bind_write(a, &q->bind, out, e);
    if (q->op == PAPER_READ) {
        struct file_text t;
        read_text(a, q->file, &t);
        wire_text_write(out, &t);
        return ST_OK;
    }
    if (q->op == PAPER_WORD)
        return word_write(a, q->file, out, e);
    enum st st = source_open(&s, q->file, e);
    if (st)
        return st;
    if (q->op == PAPER_INFO)
        st = info(a, &s, out, e);
    else if (q->op == PAPER_IMAGE)
        st = image(&s, q->at, out, e);
    else if (q->op == PAPER_TEXT)
        st = text(&s, q->at.page, out, e);
    else if (q->op == PAPER_MASK)
        st = copy_write(&s, &q->regions, out, e);
    else
        st = prove(a, &s, q, out, e);
    source_close(&s);
    return st;
}

int main(int argc, char **argv)
{
    long cpu_s = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    struct arena *a = arena_new();
    struct err e = {.st = ST_OK};
    struct paper_request q;
    struct buf in, body, reply;
    if (cpu_s < 1 || cpu_s > 3600 || !jail_enter((int)cpu_s))
        return NO_JAIL;
    buf_init(&in, WIRE_MAX_BYTES + ((size_t)1 << 19));
    buf_init(&body, REPLY_MAX_BYTES);
    buf_init(&reply, REPLY_MAX_BYTES + ((size_t)1 << 16));
    if (!read_all(&in))
        return 1;
    enum st st = wire_request_read(a, in.p, in.n, &q, &e);
    if (!st)
        st = answer(a, &q, &body, &e);
    if (!st && buf_failed(&body))
        st = err_set(&e, ST_TOO_BIG, "file", "处理后的文件太大，请拆成几份后再试");
    if (!st)
        e.st = ST_OK;
    wire_reply_write(&reply, &e, (struct paper_bytes){buf_str(&body), body.n});
    return !buf_failed(&reply) && write_all(reply.p, reply.n) ? 0 : 1;
}
