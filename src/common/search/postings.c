/* The codec of postings.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/postings.h"

#include <string.h>

/* A block: number of entries − 1 (one byte), distance of its last document from the last one of
 * the block before (varint), bytes of the rest (varint); with FEW entries or more, the most that
 * one of them can be (posting_most: a byte of levels, plus 16 with title or facts, plus 32 with
 * attachments; a byte a level; with title or facts a byte of both and the shortest title); then an
 * entry a document: its distance, doubled, plus 1 unless it is plain (once in the text, nowhere
 * else); then, unless plain, the counts: those of the text times 8, plus 4 with attachments, plus 1
 * when the title has it once and the facts never, plus 2 otherwise with title or facts; then a byte
 * for title and facts; a byte for attachments. */
enum { FEW = 8 }; /* entries of a block that has no bound: reading it costs less */
enum { MOST_HEADED = 16, MOST_FILES = 32 };

const uint16_t posting_level[POSTING_LEVELS] = {1, 2, 3, 4, 6, 8, 12, 16};
const uint16_t posting_level_end[POSTING_LEVELS] = {1, 2, 3, 5, 7, 11, 15, BODY_MAX};

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

static unsigned char *put_entry(unsigned char *b, const struct posting *p, uint64_t distance)
{
    bool headed = p->title || p->meta, once = p->title == 1 && !p->meta;
    bool plain = p->body == 1 && !headed && !p->files;
    b = varint_put(b, distance << 1 | !plain);
    if (plain)
        return b;
    b = varint_put(b, (uint64_t)p->body << 3 | (uint64_t)(p->files > 0) << 2 |
                          (uint64_t)(once     ? 1
                                     : headed ? 2
                                              : 0));
    if (headed && !once)
        *b++ = (unsigned char)(p->title << 4 | p->meta);
    if (p->files)
        *b++ = p->files;
    return b;
}

static unsigned char *put_most(unsigned char *b, const struct posting_most *m)
{
    bool headed = m->title || m->meta;
    *b++ = (unsigned char)(m->levels | (headed ? MOST_HEADED : 0) | (m->files ? MOST_FILES : 0));
    memcpy(b, m->shortest, m->levels);
    b += m->levels;
    if (headed) {
        *b++ = (unsigned char)(m->title << 4 | m->meta);
        *b++ = m->title_length;
    }
    return b;
}

static void flush(struct postings_writer *w)
{
    unsigned char head[24], body[POSTINGS_BLOCK * 12 + POSTING_LEVELS + 3], *h = head, *b = body;
    uint32_t last = w->last;
    if (w->n >= FEW)
        b = put_most(b, &w->most);
    for (size_t i = 0; i < w->n; i++) {
        b = put_entry(b, &w->block[i], w->block[i].doc - last);
        last = w->block[i].doc;
    }
    *h++ = (unsigned char)(w->n - 1);
    h = varint_put(h, last - w->last);
    h = varint_put(h, (uint64_t)(b - body));
    buf_add(w->out, head, (size_t)(h - head));
    buf_add(w->out, body, (size_t)(b - body));
    w->last = last;
    w->n = 0;
}

static void widen(struct posting_most *m, const struct posting *p, struct posting_lengths lengths)
{
    for (unsigned i = 0; i < POSTING_LEVELS && p->body >= posting_level[i]; i++)
        if (i >= m->levels) {
            m->shortest[i] = lengths.body;
            m->levels = (uint8_t)(i + 1);
        } else if (lengths.body < m->shortest[i]) {
            m->shortest[i] = lengths.body;
        }
    if (p->title && (!m->title || lengths.title < m->title_length))
        m->title_length = lengths.title;
    m->title = p->title > m->title ? p->title : m->title;
    m->meta = p->meta > m->meta ? p->meta : m->meta;
    m->files |= p->files > 0;
}

void postings_put(
    struct postings_writer *w, const struct posting *p, struct posting_lengths lengths)
{
    if (!w->n)
        w->most = (struct posting_most){.levels = 0};
    widen(&w->most, p, lengths);
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
    r->at = (struct postings_at){.p = p, .end = (const unsigned char *)p + n, .n_docs = n_docs};
    r->unpacked = NULL;
    r->n = 0;
    r->scan.of = NULL;
}

/* varint_get, fast for the one and two bytes that most have. */
static inline const unsigned char *short_get(
    const unsigned char *p, const unsigned char *end, uint64_t *v)
{
    if (end - p < 2)
        return varint_get(p, end, v);
    if (p[0] < 0x80) {
        *v = p[0];
        return p + 1;
    }
    if (p[1] < 0x80) {
        *v = (p[0] & 0x7FU) | (unsigned)p[1] << 7;
        return p + 2;
    }
    return varint_get(p, end, v);
}

static inline const unsigned char *read_counts(
    struct posting *to, const unsigned char *p, const unsigned char *end)
{
    uint64_t v;
    p = short_get(p, end, &v);
    if (!p || (v >> 3) > BODY_MAX)
        return NULL;
    to->body = (uint16_t)(v >> 3);
    to->title = v & 1;
    if (v & 2) {
        if (p == end)
            return NULL;
        to->title = *p >> 4;
        to->meta = *p & 15;
        p++;
    }
    if (v & 4) {
        if (p == end)
            return NULL;
        to->files = *p++;
    }
    return p;
}

/* Documents rise strictly, apart from the very first, which may be 0. */
static bool read_entries(struct postings *r, const unsigned char *p)
{
    const unsigned char *end = r->at.p;
    uint32_t doc = r->at.before, n_docs = r->at.n_docs;
    bool begun = r->at.begun;
    for (size_t i = 0; i < r->at.n; i++) {
        uint64_t v = 0;
        if (!(p = short_get(p, end, &v)))
            return false;
        uint64_t delta = v >> 1;
        if (delta >= n_docs - doc || (delta == 0 && begun))
            return false;
        doc += (uint32_t)delta;
        begun = true;
        r->block[i] = (struct posting){.doc = doc, .body = 1};
        if (v & 1 && !(p = read_counts(&r->block[i], p, end)))
            return false;
    }
    return p == end && doc == r->at.last;
}

/* To the next block, by its head. */
static bool step(struct postings_at *at)
{
    uint64_t bytes, span;
    bool begun = at->begun || at->body;
    uint32_t before = at->last;
    at->body = NULL;
    if (at->p >= at->end)
        return false;
    size_t n = (size_t)*at->p + 1;
    const unsigned char *p = varint_get(at->p + 1, at->end, &span);
    p = p ? varint_get(p, at->end, &bytes) : NULL;
    if (!p || n > POSTINGS_BLOCK || bytes > (uint64_t)(at->end - p) ||
        span >= at->n_docs - before) {
        at->p = at->end;
        return false;
    }
    at->begun = begun;
    at->before = before;
    at->last = before + (uint32_t)span;
    at->body = p;
    at->n = n;
    at->p = p + bytes;
    return true;
}

bool postings_reach(struct postings_at *at, uint32_t doc)
{
    if (at->body && at->last >= doc)
        return true;
    while (step(at))
        if (at->last >= doc)
            return true;
    return false;
}

/* Where the entries of the block at hand begin; NULL when there is none. */
static const unsigned char *skip_most(const struct postings_at *at)
{
    const unsigned char *p = at->body;
    if (at->n < FEW)
        return p;
    size_t room = (size_t)(at->p - p);
    if (!room || (*p & 15) > POSTING_LEVELS || *p >= 2 * MOST_FILES)
        return NULL;
    size_t bytes = 1 + (size_t)(*p & 15) + (*p & MOST_HEADED ? 2 : 0);
    return bytes <= room ? p + bytes : NULL;
}

void postings_most(const struct postings_at *at, struct posting_most *out)
{
    const unsigned char *p = at->body;
    if (at->n < FEW || !skip_most(at)) { /* may be anything */
        *out = (struct posting_most){
            .levels = POSTING_LEVELS, .title = HEAD_MAX, .meta = HEAD_MAX, .files = true};
        return;
    }
    *out = (struct posting_most){.levels = *p & 15, .files = *p & MOST_FILES};
    bool headed = *p++ & MOST_HEADED;
    memcpy(out->shortest, p, out->levels);
    p += out->levels;
    if (headed) {
        out->title = *p >> 4;
        out->meta = *p++ & 15;
        out->title_length = *p;
    }
}

/* The block at hand; once. */
static bool unpack(struct postings *r)
{
    if (r->n && r->unpacked == r->at.body)
        return true;
    const unsigned char *p = skip_most(&r->at);
    r->unpacked = r->at.body;
    r->n = r->at.n;
    if (p && read_entries(r, p))
        return true;
    r->at.p = r->at.end;
    r->at.body = NULL;
    r->n = 0;
    return false;
}

bool postings_next(struct postings *r)
{
    if (step(&r->at))
        return unpack(r);
    r->n = 0;
    return false;
}

bool postings_seek(struct postings *r, uint32_t doc)
{
    if (postings_reach(&r->at, doc))
        return unpack(r);
    r->n = 0;
    return false;
}

static bool find_unpacked(const struct postings *r, uint32_t doc, struct posting *out)
{
    size_t lo = 0, hi = r->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (r->block[mid].doc < doc)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == r->n || r->block[lo].doc != doc)
        return false;
    *out = r->block[lo];
    return true;
}

/* Entries before `doc` are read and forgotten; one after it stays to be read. */
static bool scan_to(struct postings *r, uint32_t doc, struct posting *out)
{
    const unsigned char *p = r->scan.p, *end = r->at.p;
    while (r->scan.left && p) {
        uint64_t v;
        const unsigned char *counts = short_get(p, end, &v);
        if (!counts || v >> 1 > doc - r->scan.doc)
            break;
        r->scan.doc += (uint32_t)(v >> 1);
        *out = (struct posting){.doc = r->scan.doc, .body = 1};
        p = v & 1 ? read_counts(out, counts, end) : counts;
        r->scan.p = p;
        r->scan.left--;
        if (r->scan.doc == doc && p)
            return true;
    }
    return false;
}

bool postings_find(struct postings *r, uint32_t doc, struct posting *out)
{
    if (!postings_reach(&r->at, doc) || (r->at.begun && doc <= r->at.before))
        return false;
    if (r->n && r->unpacked == r->at.body)
        return find_unpacked(r, doc, out);
    if (r->scan.of != r->at.body) {
        r->scan.of = r->at.body;
        r->scan.p = skip_most(&r->at);
        r->scan.doc = r->at.before;
        r->scan.left = r->at.n;
    }
    return doc >= r->scan.doc && scan_to(r, doc, out);
}
