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
        b = varint_put(b, w->block[i].doc - last);
        last = w->block[i].doc;
    }
    for (size_t i = 0; i < w->n; i++) {
        const struct posting *p = &w->block[i];
        bool headed = p->title || p->meta;
        b = varint_put(b, ((uint64_t)p->body << 1) | headed);
        if (headed)
            *b++ = (unsigned char)(p->title << 4 | p->meta);
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

/* Documents rise strictly, apart from the very first, which may be 0. */
static const unsigned char *read_docs(
    struct postings *r, const unsigned char *p, const unsigned char *end, size_t n)
{
    uint32_t doc = r->last;
    for (size_t i = 0; i < n; i++) {
        uint64_t delta;
        p = varint_get(p, end, &delta);
        if (!p || delta >= r->n_docs || (delta == 0 && r->begun) || doc + delta >= r->n_docs)
            return NULL;
        doc += (uint32_t)delta;
        r->begun = true;
        r->block[i].doc = doc;
    }
    return p;
}

static bool read_counts(
    struct postings *r, const unsigned char *p, const unsigned char *end, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t v;
        p = varint_get(p, end, &v);
        if (!p || (v >> 1) > BODY_MAX)
            return false;
        r->block[i].body = (uint16_t)(v >> 1);
        r->block[i].title = r->block[i].meta = 0;
        if (v & 1) {
            if (p == end)
                return false;
            r->block[i].title = *p >> 4;
            r->block[i].meta = *p & 15;
            p++;
        }
    }
    return p == end;
}

bool postings_next(struct postings *r)
{
    r->n = 0;
    if (r->p >= r->end)
        return false;
    size_t n = (size_t)*r->p + 1;
    uint64_t span, bytes;
    const unsigned char *p = varint_get(r->p + 1, r->end, &span);
    p = p ? varint_get(p, r->end, &bytes) : NULL;
    if (!p || n > POSTINGS_BLOCK || bytes > (uint64_t)(r->end - p))
        goto wrong;
    const unsigned char *end = p + bytes, *counts = read_docs(r, p, end, n);
    if (!counts || !read_counts(r, counts, end, n) || r->block[n - 1].doc - r->last != span)
        goto wrong;
    r->last = r->block[n - 1].doc;
    r->p = end;
    r->n = n;
    return true;
wrong:
    r->p = r->end;
    return false;
}
