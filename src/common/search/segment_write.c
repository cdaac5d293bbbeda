/* The forward pass of segment_write.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/segment_write.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/search/assoc.h"
#include "lib/base/utf8.h"

#define PART_MAX ((size_t)4 << 30)

static void piece_out(struct segment_writer *w)
{
    w->checksum = seg_checksum(w->checksum, w->piece, w->n_piece);
    if (fwrite(w->piece, 1, w->n_piece, w->f) != w->n_piece)
        w->failed = true;
    w->n_piece = 0;
}

static void out(struct segment_writer *w, const void *p, size_t n)
{
    const unsigned char *b = p;
    w->at += n;
    while (n) {
        size_t k = sizeof w->piece - w->n_piece < n ? sizeof w->piece - w->n_piece : n;
        memcpy(w->piece + w->n_piece, b, k);
        w->n_piece += k;
        b += k;
        n -= k;
        if (w->n_piece == sizeof w->piece)
            piece_out(w);
    }
}

static struct buf *parts(struct segment_writer *w, size_t i)
{
    struct buf *all[] = {&w->terms, &w->blocks, &w->docs, &w->norms, &w->touched, &w->titles,
        &w->string_places, &w->strings, &w->packed};
    return i < COUNT_OF(all) ? all[i] : NULL;
}

void segment_write_begin(struct segment_writer *w)
{
    memset(w, 0, sizeof *w);
    for (size_t i = 0; parts(w, i); i++)
        buf_init(parts(w, i), PART_MAX);
    memcpy(w->t.magic, SEGMENT_MAGIC, sizeof w->t.magic);
    w->t.version = SEGMENT_VERSION;
    w->mem = arena_new();
    w->string_numbers = map_new(w->mem);
    segment_write_string(w, "");
}

enum st segment_write_open(struct segment_writer *w, const char *path)
{
    w->to_file = path != NULL;
    w->f = path ? fopen(path, "wbe") : open_memstream(&w->memory, &w->memory_bytes);
    return w->f ? ST_OK : ST_BROKEN;
}

uint32_t segment_write_string(struct segment_writer *w, const char *s)
{
    uint32_t *number = map_find(w->string_numbers, s);
    if (!number) {
        uint32_t at = (uint32_t)w->strings.n;
        number = ARENA_NEW(w->mem, uint32_t);
        *number = w->n_strings++;
        map_set(w->string_numbers, s, number);
        buf_add(&w->string_places, &at, sizeof at);
        buf_add(&w->strings, s, strlen(s) + 1);
    }
    return *number;
}

uint32_t segment_write_doc(
    struct segment_writer *w, struct seg_doc *d, const char *title, size_t title_bytes)
{
    int16_t prior = assoc_title_prior(title, title_bytes);
    if (title_bytes > UINT16_MAX) { /* cut between characters */
        title_bytes = UINT16_MAX;
        while (((unsigned char)title[title_bytes] & 0xC0) == 0x80)
            title_bytes--;
    }
    size_t length = 0;
    for (size_t i = 0; i < title_bytes; i++)
        length += ((unsigned char)title[i] & 0xC0) != 0x80;
    d->title_at = (uint32_t)w->titles.n;
    d->title_bytes = (uint16_t)title_bytes;
    d->title_length = (uint16_t)length;
    buf_add(&w->titles, title, title_bytes);
    buf_add(&w->docs, d, sizeof *d);
    struct seg_norm norm = {.body = norm_code(d->body_length),
        .title = length > 255 ? 255 : (unsigned char)length,
        .files = norm_code(d->files_length),
        .prior = prior};
    buf_add(&w->norms, &norm, sizeof norm);
    if (!w->t.n_docs || prior > w->t.most_prior)
        w->t.most_prior = prior;
    w->t.body_length += d->body_length;
    w->t.title_length += length;
    return w->t.n_docs++;
}

void segment_write_touched(struct segment_writer *w, int64_t record_id, uint32_t doc)
{
    buf_add(&w->touched, &(struct seg_touched){.record_id = record_id, .doc = doc},
        sizeof(struct seg_touched));
}

/* The postings of the last term are complete: its entry in the dictionary. */
static void end_term(struct segment_writer *w)
{
    unsigned char entry[32], *p = entry;
    if (!w->in_term)
        return;
    postings_end(&w->postings);
    bool first = w->t.n_terms % TERMS_PER_BLOCK == 0;
    if (first)
        buf_add(&w->blocks, &(struct seg_term_block){w->term, w->terms.n, w->at},
            sizeof(struct seg_term_block));
    p = varint_put(p, first ? 0 : w->distance);
    p = varint_put(p, w->postings.total);
    p = varint_put(p, w->packed.n);
    buf_add(&w->terms, entry, (size_t)(p - entry));
    out(w, w->packed.p, w->packed.n);
    w->t.n_terms++;
}

void segment_write_term(struct segment_writer *w, uint64_t term)
{
    end_term(w);
    buf_clear(&w->packed);
    postings_begin(&w->postings, &w->packed);
    w->distance = term - w->term;
    w->term = term;
    w->in_term = true;
}

void segment_write_posting(struct segment_writer *w, const struct posting *p)
{
    const struct seg_norm *norms = (const void *)w->norms.p;
    struct posting_lengths lengths = {0, 0}; /* the shortest: what the bound would be without */
    if (p->doc < w->norms.n / sizeof *norms)
        lengths = (struct posting_lengths){norms[p->doc].body, norms[p->doc].title};
    postings_put(&w->postings, p, lengths);
}

static void write_section(struct segment_writer *w, enum section which, const void *p, size_t n)
{
    static const char zeros[8];
    w->t.sections[which].at = w->at;
    w->t.sections[which].bytes = n;
    if (n)
        out(w, p, n);
    out(w, zeros, (8 - w->at % 8) % 8);
}

static int by_record(const void *a, const void *b)
{
    int64_t x = ((const struct seg_touched *)a)->record_id;
    int64_t y = ((const struct seg_touched *)b)->record_id;
    return (x > y) - (x < y);
}

static int by_title(const void *a, const void *b, void *arg)
{
    const struct segment_writer *w = arg;
    const struct seg_doc *docs = (const void *)w->docs.p;
    const struct seg_doc *x = &docs[*(const uint32_t *)a], *y = &docs[*(const uint32_t *)b];
    size_t n = x->title_bytes < y->title_bytes ? x->title_bytes : y->title_bytes;
    int order = n ? memcmp(w->titles.p + x->title_at, w->titles.p + y->title_at, n) : 0;
    return order ? order : (int)x->title_bytes - (int)y->title_bytes;
}

/* Documents by title. */
static uint32_t *order_titles(struct segment_writer *w)
{
    uint32_t *order = arena_alloc(w->mem, (w->t.n_docs + 1) * sizeof *order);
    for (uint32_t i = 0; i < w->t.n_docs; i++)
        order[i] = i;
    if (w->t.n_docs)
        qsort_r(order, w->t.n_docs, sizeof *order, by_title, w);
    return order;
}

/* Puts the titles into their order, each once: articles of a law, yearly notices share theirs. */
static void join_titles(struct segment_writer *w, const uint32_t *order)
{
    struct buf joined;
    buf_init(&joined, PART_MAX);
    struct seg_doc *docs = (void *)w->docs.p, *last = NULL;
    for (uint32_t i = 0; i < w->t.n_docs; i++) {
        struct seg_doc *d = &docs[order[i]];
        const char *title = w->titles.p + d->title_at;
        bool known = last && d->title_bytes && last->title_bytes == d->title_bytes &&
                     memcmp(joined.p + last->title_at, title, d->title_bytes) == 0;
        d->title_at = known ? last->title_at : (uint32_t)joined.n;
        if (!known && d->title_bytes)
            buf_add(&joined, title, d->title_bytes);
        last = d;
    }
    w->failed |= buf_failed(&joined);
    buf_release(&w->titles);
    w->titles = joined;
}

static void write_sections(struct segment_writer *w)
{
    uint32_t end = (uint32_t)w->strings.n;
    static const char zeros[8];
    const uint32_t *order = order_titles(w);
    join_titles(w, order);
    w->t.sections[SEC_POSTINGS].bytes = w->at;
    out(w, zeros, (8 - w->at % 8) % 8);
    if (w->touched.n)
        qsort(w->touched.p, w->touched.n / sizeof(struct seg_touched), sizeof(struct seg_touched),
            by_record);
    buf_add(&w->string_places, &end, sizeof end);
    write_section(w, SEC_TERMS, w->terms.p, w->terms.n);
    write_section(w, SEC_TERM_BLOCKS, w->blocks.p, w->blocks.n);
    write_section(w, SEC_DOCS, w->docs.p, w->docs.n);
    write_section(w, SEC_NORMS, w->norms.p, w->norms.n);
    write_section(w, SEC_TOUCHED, w->touched.p, w->touched.n);
    write_section(w, SEC_TITLES, w->titles.p, w->titles.n);
    write_section(w, SEC_TITLE_ORDER, order, w->t.n_docs * sizeof *order);
    write_section(w, SEC_STRING_PLACES, w->string_places.p, w->string_places.n);
    write_section(w, SEC_STRINGS, w->strings.p, w->strings.n);
}

static void release(struct segment_writer *w)
{
    for (size_t i = 0; parts(w, i); i++) {
        w->failed |= buf_failed(parts(w, i));
        buf_release(parts(w, i));
    }
    arena_free(&w->mem);
}

enum st segment_write_end(struct segment_writer *w, void **memory, size_t *bytes)
{
    end_term(w);
    write_sections(w);
    release(w);
    if (w->n_piece)
        piece_out(w);
    w->t.checksum = w->checksum;
    w->t.own = seg_checksum(0, &w->t, offsetof(struct seg_trailer, own));
    w->failed |= fwrite(&w->t, sizeof w->t, 1, w->f) != 1 || fflush(w->f) != 0;
    if (w->to_file && fsync(fileno(w->f)) != 0)
        w->failed = true;
    w->failed |= fclose(w->f) != 0;
    if (memory) {
        *memory = w->memory;
        *bytes = w->memory_bytes;
    }
    return w->failed ? ST_BROKEN : ST_OK;
}

void segment_write_abandon(struct segment_writer *w)
{
    release(w);
    if (w->f)
        fclose(w->f);
    free(w->memory);
}
