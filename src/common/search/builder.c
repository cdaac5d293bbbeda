/* The in-memory half of indexing, see builder.h.
 *
 * For each document its terms are counted in a small table that stays in the processor's cache;
 * then one posting a distinct term is appended to that term's chain of chunks in one pool.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/builder.h"

#include <stdlib.h>
#include <string.h>

#include "common/search/passage.h"
#include "common/search/segment_write.h"
#include "common/search/terms.h"
#include "lib/text/normal.h"

enum field { FIELD_BODY_TEXT, FIELD_TITLE_TEXT, FIELD_META_TEXT, FIELD_FILE_TEXT };

struct count { /* of one term in the document at hand; term 0: free */
    uint64_t term;
    uint32_t body;
    uint8_t title, meta, files;
};

struct chain { /* the postings of one term */
    uint64_t term;
    uint32_t docs, last_doc, head, tail; /* head, tail: chunks in the pool */
    uint16_t used, room;                 /* of the last chunk */
};

struct builder {
    struct segment_writer w;
    struct count *counts;
    size_t n_counts, counts_size; /* power of two */
    uint32_t *used;               /* slots of counts in use */
    struct chain *chains;
    size_t n_chains, chains_size;
    uint32_t *slots; /* number of a chain + 1, by term; 0 free */
    size_t n_slots;  /* power of two */
    unsigned char *pool;
    size_t pool_n, pool_size;
    struct seg_touched *touched; /* in order of arrival; a later one overrules */
    size_t n_touched, touched_size;
    struct term_list terms;
    struct buf key;
};

enum { CHUNK_HEAD = 4, CHUNK_FIRST = 12, CHUNK_MAX = 508 };

static void *grown(void *p, size_t n, size_t each)
{
    void *q = reallocarray(p, n, each);
    if (!q)
        die("out of memory");
    return q;
}

static void *zeroed(size_t n, size_t each)
{
    void *p = calloc(n, each);
    if (!p)
        die("out of memory");
    return p;
}

struct builder *builder_new(void)
{
    struct builder *b = zeroed(1, sizeof *b);
    b->counts_size = 4096;
    b->counts = zeroed(b->counts_size, sizeof *b->counts);
    b->used = grown(NULL, b->counts_size, sizeof *b->used);
    b->n_slots = 8192;
    b->slots = zeroed(b->n_slots, sizeof *b->slots);
    b->pool_n = 1;
    buf_init(&b->key, 0);
    segment_write_begin(&b->w);
    return b;
}

void builder_free(struct builder **b)
{
    if (!*b)
        return;
    segment_write_abandon(&(*b)->w);
    free((*b)->counts);
    free((*b)->used);
    free((*b)->chains);
    free((*b)->slots);
    free((*b)->pool);
    free((*b)->touched);
    terms_release(&(*b)->terms);
    buf_release(&(*b)->key);
    free(*b);
    *b = NULL;
}

static size_t slot_of(uint64_t term, size_t size)
{
    return (size_t)((term * 0x9E3779B97F4A7C15ULL) >> 32) & (size - 1);
}

/* ---- counting one document ---- */

static void counts_grow(struct builder *b)
{
    size_t size = b->counts_size * 2;
    struct count *table = zeroed(size, sizeof *table);
    b->used = grown(b->used, size, sizeof *b->used);
    for (size_t i = 0; i < b->n_counts; i++) {
        const struct count *from = &b->counts[b->used[i]];
        size_t at = slot_of(from->term, size);
        while (table[at].term)
            at = (at + 1) & (size - 1);
        table[at] = *from;
        b->used[i] = (uint32_t)at;
    }
    free(b->counts);
    b->counts = table;
    b->counts_size = size;
}

static struct count *count_of(struct builder *b, uint64_t term)
{
    size_t at = slot_of(term, b->counts_size);
    while (b->counts[at].term && b->counts[at].term != term)
        at = (at + 1) & (b->counts_size - 1);
    struct count *c = &b->counts[at];
    if (!c->term) {
        c->term = term;
        b->used[b->n_counts++] = (uint32_t)at;
    }
    return c;
}

static void count_terms(struct builder *b, enum field field)
{
    for (size_t i = 0; i < b->terms.n; i++) {
        if (b->n_counts * 2 >= b->counts_size)
            counts_grow(b);
        struct count *c = count_of(b, b->terms.p[i]);
        if (field == FIELD_BODY_TEXT)
            c->body++;
        else if (field == FIELD_TITLE_TEXT)
            c->title += c->title < HEAD_MAX;
        else if (field == FIELD_FILE_TEXT)
            c->files = (uint8_t)(c->files + (c->files < FILES_MAX));
        else
            c->meta += c->meta < HEAD_MAX;
    }
    b->terms.n = 0;
}

static void count_text(struct builder *b, enum field field, const char *text)
{
    terms_add(&b->terms, text, strlen(text));
    count_terms(b, field);
}

static uint32_t count_body(struct builder *b, const struct build_doc *d)
{
    struct passages s;
    b->terms.length = 0;
    terms_add(&b->terms, d->summary, strlen(d->summary));
    if (d->body_text)
        terms_add(&b->terms, d->body_text, strlen(d->body_text));
    passages_begin(&s, d->body_html);
    while (passages_next(&s))
        terms_add(&b->terms, s.text.p, s.text.n);
    passages_end(&s);
    count_terms(b, FIELD_BODY_TEXT);
    return b->terms.length > UINT32_MAX ? UINT32_MAX : (uint32_t)b->terms.length;
}

/* Paragraph by paragraph: pairs do not reach from one into the next. */
static uint32_t count_files(struct builder *b, const struct build_doc *d)
{
    size_t length = 0;
    for (size_t i = 0; i < d->n_files; i++)
        for (const char *p = d->files[i]; *p;) {
            size_t n = strcspn(p, "\n\f");
            b->terms.length = 0;
            terms_add(&b->terms, p, n);
            length += b->terms.length;
            count_terms(b, FIELD_FILE_TEXT);
            p += n + (p[n] != 0);
        }
    return length > UINT32_MAX ? UINT32_MAX : (uint32_t)length;
}

/* ---- collecting ---- */

static void slots_grow(struct builder *b)
{
    free(b->slots);
    b->n_slots *= 2;
    b->slots = zeroed(b->n_slots, sizeof *b->slots);
    for (size_t i = 0; i < b->n_chains; i++) {
        size_t at = slot_of(b->chains[i].term, b->n_slots);
        while (b->slots[at])
            at = (at + 1) & (b->n_slots - 1);
        b->slots[at] = (uint32_t)i + 1;
    }
}

static uint32_t chunk_new(struct builder *b, uint16_t room)
{
    size_t need = b->pool_n + CHUNK_HEAD + room;
    if (need > UINT32_MAX)
        die("search builder: too much at once");
    if (need > b->pool_size) {
        b->pool_size = need < 524288 ? 1048576 : need * 2;
        b->pool = grown(b->pool, b->pool_size, 1);
    }
    uint32_t at = (uint32_t)b->pool_n;
    memset(b->pool + at, 0, CHUNK_HEAD);
    b->pool_n = need;
    return at;
}

static uint16_t room_after(uint16_t room)
{
    return room < 250 ? (uint16_t)(room * 2 + CHUNK_HEAD) : CHUNK_MAX;
}

static struct chain *chain_new(struct builder *b, uint64_t term)
{
    if (b->n_chains == b->chains_size) {
        b->chains_size = b->chains_size ? b->chains_size + b->chains_size / 2 : 4096;
        b->chains = grown(b->chains, b->chains_size, sizeof *b->chains);
    }
    uint32_t chunk = chunk_new(b, CHUNK_FIRST);
    struct chain *c = &b->chains[b->n_chains++];
    *c = (struct chain){.term = term, .head = chunk, .tail = chunk, .room = CHUNK_FIRST};
    return c;
}

static struct chain *chain_of(struct builder *b, uint64_t term)
{
    if (b->n_chains * 4 >= b->n_slots * 3)
        slots_grow(b);
    size_t at = slot_of(term, b->n_slots);
    while (b->slots[at] && b->chains[b->slots[at] - 1].term != term)
        at = (at + 1) & (b->n_slots - 1);
    if (b->slots[at])
        return &b->chains[b->slots[at] - 1];
    b->slots[at] = (uint32_t)b->n_chains + 1;
    return chain_new(b, term);
}

static void chain_put(struct builder *b, struct chain *c, unsigned char byte)
{
    if (c->used == c->room) {
        uint16_t room = room_after(c->room);
        uint32_t next = chunk_new(b, room);
        memcpy(b->pool + c->tail, &next, sizeof next);
        c->tail = next;
        c->room = room;
        c->used = 0;
    }
    b->pool[c->tail + CHUNK_HEAD + c->used++] = byte;
}

/* Chains lie all over memory: ask for them a few terms ahead. */
static void look_ahead(const struct builder *b, size_t i)
{
    if (i + 16 < b->n_counts)
        __builtin_prefetch(&b->slots[slot_of(b->counts[b->used[i + 16]].term, b->n_slots)]);
    if (i + 8 < b->n_counts) {
        uint32_t chain = b->slots[slot_of(b->counts[b->used[i + 8]].term, b->n_slots)];
        if (chain)
            __builtin_prefetch(&b->chains[chain - 1]);
    }
    if (i + 4 < b->n_counts) {
        uint32_t chain = b->slots[slot_of(b->counts[b->used[i + 4]].term, b->n_slots)];
        if (chain)
            __builtin_prefetch(b->pool + b->chains[chain - 1].tail + b->chains[chain - 1].used);
    }
}

static void collect(struct builder *b, uint32_t doc)
{
    for (size_t i = 0; i < b->n_counts; i++) {
        look_ahead(b, i);
        struct count *n = &b->counts[b->used[i]];
        struct chain *c = chain_of(b, n->term);
        unsigned char entry[16], *p = entry;
        bool headed = n->title || n->meta;
        uint64_t body = n->body > BODY_MAX ? BODY_MAX : n->body;
        p = varint_put(p, doc - c->last_doc);
        p = varint_put(p, body << 2 | (n->files > 0) << 1 | headed);
        if (headed)
            *p++ = (unsigned char)(n->title << 4 | n->meta);
        if (n->files)
            *p++ = n->files;
        for (const unsigned char *e = entry; e < p; e++)
            chain_put(b, c, *e);
        c->last_doc = doc;
        c->docs++;
        *n = (struct count){.term = 0};
    }
    b->n_counts = 0;
}

static void touch(struct builder *b, int64_t record_id, uint32_t doc)
{
    if (b->n_touched == b->touched_size) {
        b->touched_size = b->touched_size ? b->touched_size * 2 : 64;
        b->touched = grown(b->touched, b->touched_size, sizeof *b->touched);
    }
    b->touched[b->n_touched++] = (struct seg_touched){.record_id = record_id, .doc = doc};
}

static uint32_t rank_of(const struct build_doc *d)
{
    if (d->ended || !strcmp(d->validity, "废止") || !strcmp(d->validity, "失效"))
        return RANK_ENDED;
    return strcmp(d->validity, "已修改") ? RANK_VALID : RANK_AMENDED;
}

void builder_add(struct builder *b, const struct build_doc *d)
{
    struct seg_doc s = {.record_id = d->record_id,
        .published_at = d->published_at,
        .column_id = d->column_id,
        .unit_id = d->unit_id,
        .formed_on = d->formed_on,
        .year = (uint16_t)d->year,
        .number_year = (uint16_t)d->number_year,
        .number_serial = (uint32_t)d->number_serial,
        .rank = rank_of(d)};
    s.body_length = count_body(b, d);
    s.files_length = count_files(b, d);
    count_text(b, FIELD_TITLE_TEXT, d->title);
    count_text(b, FIELD_META_TEXT, d->number);
    count_text(b, FIELD_META_TEXT, d->index_no);
    count_text(b, FIELD_META_TEXT, d->issuer);
    count_text(b, FIELD_META_TEXT, d->subject);
    s.issuer = segment_write_string(&b->w, d->issuer);
    s.subject = segment_write_string(&b->w, d->subject);
    s.validity = segment_write_string(&b->w, d->validity);
    s.genre = segment_write_string(&b->w, d->genre);
    s.kind = segment_write_string(&b->w, d->kind);
    s.number_word = segment_write_string(&b->w, d->number_word);
    buf_clear(&b->key);
    normal_key(d->title, strlen(d->title), &b->key);
    uint32_t doc = segment_write_doc(&b->w, &s, buf_str(&b->key), b->key.n);
    collect(b, doc);
    touch(b, d->record_id, doc);
}

void builder_remove(struct builder *b, int64_t record_id)
{
    touch(b, record_id, NO_DOC);
}

size_t builder_bytes(const struct builder *b)
{
    return b->pool_n + b->n_chains * sizeof *b->chains + b->n_slots * 4 + b->w.docs.n +
           b->w.titles.n + b->n_touched * sizeof *b->touched;
}

size_t builder_records(const struct builder *b)
{
    return b->n_touched;
}

/* ---- finishing ---- */

struct ref {
    uint64_t term;
    const struct chain *chain;
};

/* Sorts by term, 16 bits a pass, lowest first; passes in which all are equal cost one look. */
static void sort_refs(struct ref *a, size_t n)
{
    struct ref *from = a, *to = grown(NULL, n ? n : 1, sizeof *to), *spare = to;
    uint32_t *places = zeroed(65537, sizeof *places);
    for (int shift = 0; shift < 64; shift += 16) {
        memset(places, 0, 65537 * sizeof *places);
        for (size_t i = 0; i < n; i++)
            places[((from[i].term >> shift) & 0xFFFF) + 1]++;
        for (size_t i = 1; i <= 65536; i++)
            places[i] += places[i - 1];
        for (size_t i = 0; i < n; i++)
            to[places[(from[i].term >> shift) & 0xFFFF]++] = from[i];
        struct ref *swap = from;
        from = to;
        to = swap;
    }
    free(places); /* four passes: the result is back in a */
    free(spare);
}

static void write_chain(struct builder *b, const struct chain *c, struct buf *bytes)
{
    uint32_t at = c->head, next;
    uint16_t room = CHUNK_FIRST;
    buf_clear(bytes);
    for (;; at = next) {
        memcpy(&next, b->pool + at, sizeof next);
        buf_add(bytes, b->pool + at + CHUNK_HEAD, next ? room : c->used);
        if (!next)
            break;
        room = room_after(room);
    }
    const unsigned char *p = (const unsigned char *)bytes->p, *end = p + bytes->n;
    struct posting posting = {.doc = 0};
    for (uint32_t i = 0; i < c->docs; i++) {
        uint64_t delta, v;
        p = varint_get(p, end, &delta);
        p = varint_get(p, end, &v);
        posting.doc += (uint32_t)delta;
        posting.body = (uint16_t)(v >> 2);
        posting.title = v & 1 ? *p >> 4 : 0;
        posting.meta = v & 1 ? *p & 15 : 0;
        p += v & 1;
        posting.files = v & 2 ? *p++ : 0;
        segment_write_posting(&b->w, &posting);
    }
}

static void write_terms(struct builder *b)
{
    struct buf bytes;
    size_t n = 0;
    struct ref *refs = grown(NULL, b->n_chains + 1, sizeof *refs);
    for (; n < b->n_chains; n++)
        refs[n] = (struct ref){b->chains[n].term, &b->chains[n]};
    sort_refs(refs, n);
    buf_init(&bytes, (size_t)1 << 31);
    for (size_t i = 0; i < n; i++) {
        segment_write_term(&b->w, refs[i].term);
        write_chain(b, refs[i].chain, &bytes);
    }
    buf_release(&bytes);
    free(refs);
}

static int by_record_then_arrival(const void *x, const void *y)
{
    const struct seg_touched *a = x, *b = y;
    if (a->record_id != b->record_id)
        return a->record_id < b->record_id ? -1 : 1;
    return (a->spare > b->spare) - (a->spare < b->spare);
}

static void write_touched(struct builder *b)
{
    for (size_t i = 0; i < b->n_touched; i++)
        b->touched[i].spare = (uint32_t)i;
    if (b->n_touched)
        qsort(b->touched, b->n_touched, sizeof *b->touched, by_record_then_arrival);
    for (size_t i = 0; i < b->n_touched; i++)
        if (i + 1 == b->n_touched || b->touched[i].record_id != b->touched[i + 1].record_id)
            segment_write_touched(&b->w, b->touched[i].record_id, b->touched[i].doc);
}

static void empty(struct builder *b)
{
    memset(b->slots, 0, b->n_slots * sizeof *b->slots);
    b->n_chains = 0;
    b->pool_n = 1;
    b->n_touched = 0;
    segment_write_begin(&b->w);
}

enum st builder_finish(struct builder *b, const char *path, void **memory, size_t *bytes)
{
    enum st st = segment_write_open(&b->w, path);
    if (st) {
        segment_write_abandon(&b->w);
    } else {
        write_terms(b);
        write_touched(b);
        st = segment_write_end(&b->w, memory, bytes);
    }
    empty(b);
    return st;
}
