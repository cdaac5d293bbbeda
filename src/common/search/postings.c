/* The codec of postings.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/postings.h"

unsigned char *varint_put(unsigned char *p, uint64_t v)
{
    while (v >= 0x80) {
        *p++ = (unsigned char)(v | 0x80);
        v >>= 7;
    }
    *p++ = (unsigned char)v;
    return p;
}

const unsigned char *varint_get(const unsigned char *p, const unsigned char *end, uint64_t *v)
{
    if (p < end && *p < 0x80) {
        *v = *p;
        return p + 1;
    }
    uint64_t value = 0;
    for (unsigned shift = 0; p < end && shift < 63; shift += 7) {
        value |= (uint64_t)(*p & 0x7F) << shift;
        if (*p++ < 0x80) {
            *v = value;
            return p;
        }
    }
    /* the tenth byte may only bring the last bit */
    if (p < end && *p == 1) {
        *v = value | (1ULL << 63);
        return p + 1;
    }
    return NULL;
}

void postings_begin(struct postings_writer *w, struct buf *out)
{
    w->n = 0;
    w->last = 0;
    w->total = 0;
    w->out = out;
}

static void flush(struct postings_writer *w)
{
    unsigned char head[24], body[POSTINGS_BLOCK * 12], *h = head, *b = body;
    uint32_t last = w->last;
    for (size_t i = 0; i < w->n; i++) {
        const struct posting *p = &w->block[i];
        bool headed = p->title || p->meta, plain = p->body == 1 && !headed && !p->files;
        b = varint_put(b, (uint64_t)(p->doc - last) << 1 | !plain);
        last = p->doc;
        if (!plain)
            b = varint_put(b, ((uint64_t)p->body << 2) | (p->files > 0) << 1 | headed);
        if (headed)
            *b++ = (unsigned char)(p->title << 4 | p->meta);
        if (p->files)
            *b++ = p->files;
    }
    *h++ = (unsigned char)(w->n - 1);
    h = varint_put(h, last - w->last);
    h = varint_put(h, (uint64_t)(b - body));
    buf_add(w->out, head, (size_t)(h - head));
    buf_add(w->out, body, (size_t)(b - body));
    w->last = last;
    w->n = 0;
}

void postings_put(struct postings_writer *w, const struct posting *p)
{
    w->block[w->n++] = *p;
    w->total++;
    if (w->n == POSTINGS_BLOCK)
        flush(w);
}

void postings_end(struct postings_writer *w)
{
    if (w->n)
        flush(w);
}

void postings_open(struct postings *r, const void *p, size_t n, uint32_t n_docs)
{
    r->p = p;
    r->end = r->p + n;
    r->last = 0;
    r->n_docs = n_docs;
    r->begun = false;
    r->n = 0;
}

static const unsigned char *read_counts(
    struct posting *to, const unsigned char *p, const unsigned char *end)
{
    uint64_t v;
    p = varint_get(p, end, &v);
    if (!p || (v >> 2) > BODY_MAX)
        return NULL;
    to->body = (uint16_t)(v >> 2);
    if (v & 1) {
        if (p == end)
            return NULL;
        to->title = *p >> 4;
        to->meta = *p & 15;
        p++;
    }
    if (v & 2) {
        if (p == end)
            return NULL;
        to->files = *p++;
    }
    return p;
}

/* Documents rise strictly, apart from the very first, which may be 0. */
static bool read_entries(
    struct postings *r, const unsigned char *p, const unsigned char *end, size_t n)
{
    uint32_t doc = r->last;
    for (size_t i = 0; i < n; i++) {
        uint64_t v = 0;
        if (p < end && *p < 0x80)
            v = *p++;
        else if (!(p = varint_get(p, end, &v)))
            return false;
        uint64_t delta = v >> 1;
        if (delta >= r->n_docs - doc || (delta == 0 && r->begun))
            return false;
        doc += (uint32_t)delta;
        r->begun = true;
        r->block[i] = (struct posting){.doc = doc, .body = 1};
        if (v & 1 && !(p = read_counts(&r->block[i], p, end)))
            return false;
    }
    return p == end;
}

/* The head at r->p: entries, span, and where the entries begin and end. */
struct head {
    size_t n;
    uint64_t span;
    const unsigned char *body, *end;
};

static bool read_head(const struct postings *r, struct head *h)
{
    uint64_t bytes;
    if (r->p >= r->end)
        return false;
    h->n = (size_t)*r->p + 1;
    const unsigned char *p = varint_get(r->p + 1, r->end, &h->span);
    p = p ? varint_get(p, r->end, &bytes) : NULL;
    if (!p || h->n > POSTINGS_BLOCK || bytes > (uint64_t)(r->end - p) ||
        h->span >= r->n_docs - r->last)
        return false;
    h->body = p;
    h->end = p + bytes;
    return true;
}

bool postings_next(struct postings *r)
{
    struct head h;
    r->n = 0;
    if (!read_head(r, &h) || !read_entries(r, h.body, h.end, h.n) ||
        r->block[h.n - 1].doc - r->last != h.span) {
        r->p = r->end;
        return false;
    }
    r->last = r->block[h.n - 1].doc;
    r->p = h.end;
    r->n = h.n;
    return true;
}

bool postings_seek(struct postings *r, uint32_t doc)
{
    struct head h;
    if (r->n && r->block[r->n - 1].doc >= doc)
        return true;
    while (read_head(r, &h) && r->last + h.span < doc) {
        r->last += (uint32_t)h.span;
        r->begun = true;
        r->p = h.end;
    }
    return postings_next(r);
}
