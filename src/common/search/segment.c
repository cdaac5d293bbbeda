/* Opening and reading segments. Nothing inside is trusted: places and counts are checked when the
 * segment is opened or when they are followed.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/segment.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(sizeof(struct seg_doc) == 88, "seg_doc is a file format");
_Static_assert(sizeof(struct seg_norm) == 6, "seg_norm is a file format");
_Static_assert(sizeof(struct seg_touched) == 16, "seg_touched is a file format");
_Static_assert(sizeof(struct seg_term_block) == 24, "seg_term_block is a file format");

#define MIX 0x9E3779B97F4A7C15ULL

uint64_t seg_checksum(uint64_t h, const void *p, size_t n)
{
    const unsigned char *b = p;
    uint64_t lane[4] = {h ^ 1, h ^ 2, h ^ 3, h ^ n};
    for (; n >= 32; n -= 32, b += 32)
        for (int i = 0; i < 4; i++) {
            uint64_t w;
            memcpy(&w, b + 8 * i, 8);
            lane[i] = (lane[i] ^ w) * MIX;
            lane[i] ^= lane[i] >> 29;
        }
    for (; n; n--)
        lane[0] = (lane[0] ^ *b++) * MIX, lane[0] ^= lane[0] >> 31;
    for (int i = 1; i < 4; i++) {
        lane[0] = (lane[0] ^ lane[i]) * MIX;
        lane[0] ^= lane[0] >> 32;
    }
    return lane[0];
}

unsigned char norm_code(uint32_t body_length)
{
    double code = body_length ? 1 + 12 * log2(body_length) : 0;
    return code > 255 ? 255 : (unsigned char)code;
}

float norm_length(unsigned char code)
{
    return code ? (float)exp2((code - 0.5) / 12.0) : 0;
}

static uint64_t checksum_all(const unsigned char *p, size_t n)
{
    uint64_t h = 0;
    for (size_t at = 0; at < n; at += CHECK_PIECE)
        h = seg_checksum(h, p + at, n - at < CHECK_PIECE ? n - at : CHECK_PIECE);
    return h;
}

/* Start of a section of `each`-sized entries; NULL when it is not inside or not whole. */
static const void *section(const struct segment *s, enum section which, size_t each, size_t *n)
{
    uint64_t at = s->t->sections[which].at, bytes = s->t->sections[which].bytes;
    uint64_t room = s->bytes - sizeof *s->t;
    if (at % 8 || at > room || bytes > room - at || bytes % each)
        return NULL;
    *n = (size_t)(bytes / each);
    return s->p + at;
}

static bool read_sections(struct segment *s)
{
    size_t n_order = 0, n_norms = 0, n_places = 0, n, strings_bytes = 0;
    s->docs = section(s, SEC_DOCS, sizeof *s->docs, &s->n_docs);
    s->norms = section(s, SEC_NORMS, sizeof *s->norms, &n_norms);
    s->touched = section(s, SEC_TOUCHED, sizeof *s->touched, &s->n_touched);
    s->blocks = section(s, SEC_TERM_BLOCKS, sizeof *s->blocks, &s->n_blocks);
    s->title_order = section(s, SEC_TITLE_ORDER, 4, &n_order);
    s->string_places = section(s, SEC_STRING_PLACES, 4, &n_places);
    s->titles = section(s, SEC_TITLES, 1, &s->titles_bytes);
    s->strings = section(s, SEC_STRINGS, 1, &strings_bytes);
    if (!s->docs || !s->norms || !s->touched || !s->blocks || !s->title_order ||
        !s->string_places || !s->titles || !s->strings || !section(s, SEC_TERMS, 1, &n) ||
        !section(s, SEC_POSTINGS, 1, &n))
        return false;
    if (s->n_docs != s->t->n_docs || s->n_docs >= NO_DOC || n_norms != s->n_docs ||
        n_order != s->n_docs || !n_places ||
        s->n_blocks != (s->t->n_terms + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK)
        return false;
    s->n_strings = n_places - 1;
    for (size_t i = 0; i < s->n_strings; i++) { /* each string ends with NUL inside the section */
        uint32_t from = s->string_places[i], to = s->string_places[i + 1];
        if (from >= to || to > strings_bytes || s->strings[to - 1])
            return false;
    }
    return true;
}

static enum st open_bytes(struct segment *s, bool check_all)
{
    if (s->bytes < sizeof *s->t || s->bytes % 8)
        return ST_INVALID;
    s->t = (const void *)(s->p + s->bytes - sizeof *s->t);
    if (memcmp(s->t->magic, SEGMENT_MAGIC, sizeof s->t->magic) != 0 ||
        s->t->version != SEGMENT_VERSION ||
        s->t->own != seg_checksum(0, s->t, offsetof(struct seg_trailer, own)) ||
        (check_all && s->t->checksum != checksum_all(s->p, s->bytes - sizeof *s->t)))
        return ST_INVALID;
    return read_sections(s) ? ST_OK : ST_INVALID;
}

static struct segment *segment_new(const void *p, size_t n, bool mapped, const char *name)
{
    struct segment *s = calloc(1, sizeof *s);
    if (!s)
        die("out of memory");
    s->p = p;
    s->bytes = n;
    s->mapped = mapped;
    atomic_init(&s->refs, 1);
    snprintf(s->name, sizeof s->name, "%s", name);
    return s;
}

enum st segment_from_memory(void *p, size_t n, bool check_all, struct segment **out)
{
    struct segment *s = segment_new(p, n, false, "");
    enum st st = open_bytes(s, check_all);
    if (st)
        segment_drop(s);
    else
        *out = s;
    return st;
}

/* Reads the file through once, not through the map: checking must not make all of it resident. */
static bool file_is_whole(int fd, size_t n, uint64_t wanted)
{
    static _Thread_local unsigned char piece[CHECK_PIECE];
    uint64_t h = 0;
    for (size_t at = 0; at < n;) {
        size_t want = n - at < sizeof piece ? n - at : sizeof piece, got = 0;
        while (got < want) {
            ssize_t k = pread(fd, piece + got, want - got, (off_t)(at + got));
            if (k <= 0)
                return false;
            got += (size_t)k;
        }
        h = seg_checksum(h, piece, want);
        at += want;
    }
    return h == wanted;
}

enum st segment_from_file(const char *dir, const char *name, struct segment **out)
{
    char path[4200];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ST_NOT_FOUND;
    void *p = MAP_FAILED;
    if (fstat(fd, &info) == 0 && info.st_size >= (off_t)sizeof(struct seg_trailer))
        p = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
    enum st st = ST_INVALID;
    if (p != MAP_FAILED) {
        struct segment *s = segment_new(p, (size_t)info.st_size, true, name);
        st = open_bytes(s, false);
        if (!st && !file_is_whole(fd, s->bytes - sizeof *s->t, s->t->checksum))
            st = ST_INVALID;
        if (st)
            segment_drop(s);
        else
            *out = s;
    }
    close(fd);
    return st;
}

void segment_keep(struct segment *s)
{
    atomic_fetch_add(&s->refs, 1);
}

void segment_drop(struct segment *s)
{
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
        return;
    if (s->mapped)
        munmap((void *)(uintptr_t)s->p, s->bytes);
    else
        free((void *)(uintptr_t)s->p);
    free(s);
}

const char *segment_string(const struct segment *s, uint32_t number)
{
    return number < s->n_strings ? s->strings + s->string_places[number] : "";
}

const char *segment_title(const struct segment *s, uint32_t doc, size_t *bytes)
{
    const struct seg_doc *d = &s->docs[doc];
    bool inside = d->title_at <= s->titles_bytes && d->title_bytes <= s->titles_bytes - d->title_at;
    *bytes = inside ? d->title_bytes : 0;
    return inside ? s->titles + d->title_at : "";
}

bool segment_has_title(const struct segment *s, const char *key, size_t bytes)
{
    size_t lo = 0, hi = s->n_docs;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2, n = 0;
        uint32_t doc = s->title_order[mid];
        const char *title = doc < s->n_docs ? segment_title(s, doc, &n) : "";
        int order = memcmp(title, key, n < bytes ? n : bytes);
        if (order == 0 && n == bytes)
            return true;
        if (order < 0 || (order == 0 && n < bytes))
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

const struct seg_touched *segment_touched(const struct segment *s, int64_t record_id)
{
    size_t lo = 0, hi = s->n_touched;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (s->touched[mid].record_id < record_id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->n_touched && s->touched[lo].record_id == record_id ? &s->touched[lo] : NULL;
}

/* ---- terms ---- */

static void walk_from(struct term_walk *w, const struct segment *s, size_t block)
{
    uint64_t bytes = s->t->sections[SEC_TERMS].bytes, at = s->blocks[block].terms_at;
    const unsigned char *terms = s->p + s->t->sections[SEC_TERMS].at;
    *w = (struct term_walk){
        .s = s, .end = terms + bytes, .index = (uint64_t)block * TERMS_PER_BLOCK};
    w->p = at <= bytes ? terms + at : w->end;
}

void term_walk_begin(struct term_walk *w, const struct segment *s)
{
    *w = (struct term_walk){.s = s};
    if (s->n_blocks)
        walk_from(w, s, 0);
}

/* An entry: distance to the term before (0 for the first of a block), documents, bytes. */
bool term_walk_next(struct term_walk *w)
{
    uint64_t delta, df, bytes;
    if (w->index >= w->s->t->n_terms)
        return false;
    if (w->index % TERMS_PER_BLOCK == 0) {
        w->term = w->s->blocks[w->index / TERMS_PER_BLOCK].first;
        w->postings_at = w->s->blocks[w->index / TERMS_PER_BLOCK].postings_at;
        w->postings_bytes = 0;
    }
    const unsigned char *p = varint_get(w->p, w->end, &delta);
    p = p ? varint_get(p, w->end, &df) : NULL;
    p = p ? varint_get(p, w->end, &bytes) : NULL;
    uint64_t room = w->s->t->sections[SEC_POSTINGS].bytes;
    if (!p || w->postings_at > room || w->postings_bytes > room - w->postings_at ||
        bytes > room - w->postings_at - w->postings_bytes || df > w->s->n_docs) {
        w->index = UINT64_MAX;
        return false;
    }
    w->p = p;
    w->term += delta;
    w->df = (uint32_t)df;
    w->postings_at += w->postings_bytes;
    w->postings_bytes = bytes;
    w->index++;
    return true;
}

bool segment_find(const struct segment *s, uint64_t term, struct postings *r, uint32_t *df)
{
    size_t lo = 0, hi = s->n_blocks; /* the last block whose first term is not above */
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (s->blocks[mid].first <= term)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (!lo)
        return false;
    struct term_walk w;
    walk_from(&w, s, lo - 1);
    for (int i = 0; i < TERMS_PER_BLOCK && term_walk_next(&w) && w.term <= term; i++)
        if (w.term == term) {
            *df = w.df;
            postings_open(r, s->p + s->t->sections[SEC_POSTINGS].at + w.postings_at,
                w.postings_bytes, (uint32_t)s->n_docs);
            return true;
        }
    return false;
}
