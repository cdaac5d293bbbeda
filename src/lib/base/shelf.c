/* Rows in columns and orders, their texts one behind the other; see shelf.h.
 *
 * A row keeps its place: a new version of it goes to the end and the old one is no longer there.
 * Loops run over BLOCK rows at a time, so that the compiler makes them wide; arrays end at a
 * multiple of it.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/shelf.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"

enum { WIDE = 64 /* bits of a word */, BLOCK = 1024 };
/* Loops made for the widest instructions, too; the processor's are chosen at the start. */
#if defined __x86_64__ && defined __GNUC__ && !defined __clang__ && !defined __SANITIZE_ADDRESS__
#define WIDEST __attribute__((target_clones("avx2", "default")))
#else
#define WIDEST
#endif
/* The loop of one of these, to be made wide with it. */
#define INSIDE static inline __attribute__((always_inline))
#define TEXT_END 0xffff /* no character */

/* One text of every row, in the order of places: UTF-16. A character that occurs nowhere is known
 * without looking. */
struct texts {
    uint16_t *unit;
    size_t n, room;
    uint32_t *end; /* of each row */
    uint64_t occurs[0x10000 / WIDE];
};

struct shelf {
    size_t n, room; /* rows, replaced ones too; room for rows */
    int64_t *id;
    int64_t *key[SHELF_ORDERS];
    uint32_t *code[SHELF_FIELDS];
    uint32_t *order[SHELF_ORDERS]; /* places of all rows by key and id */
    uint32_t *by_id;               /* the newest place of each id */
    size_t n_ids;
    uint64_t *alive;
    struct texts texts[SHELF_TEXTS];
};

struct place {
    int64_t key, id;
    uint32_t at;
};

struct shelf *shelf_new(void)
{
    struct shelf *s = calloc(1, sizeof *s);
    if (!s)
        die("out of memory");
    return s;
}

void shelf_free(struct shelf **shelf)
{
    struct shelf *s = *shelf;
    if (!s)
        return;
    for (size_t k = 0; k < SHELF_ORDERS; k++) {
        free(s->key[k]);
        free(s->order[k]);
    }
    for (size_t f = 0; f < SHELF_FIELDS; f++)
        free(s->code[f]);
    for (size_t t = 0; t < SHELF_TEXTS; t++) {
        free(s->texts[t].unit);
        free(s->texts[t].end);
    }
    free(s->id);
    free(s->by_id);
    free(s->alive);
    free(s);
    *shelf = NULL;
}

static void grow(void *array, size_t n, size_t old, size_t each)
{
    void **at = array, *p = reallocarray(*at, n, each);
    if (!p)
        die("out of memory");
    memset((char *)p + old * each, 0, (n - old) * each);
    *at = p;
}

static void make_room(struct shelf *s, size_t n)
{
    size_t old = s->room;
    if (n <= old)
        return;
    s->room = (n + n / 8 + BLOCK) / BLOCK * BLOCK;
    grow(&s->id, s->room, old, sizeof *s->id);
    grow(&s->by_id, s->room, old, sizeof *s->by_id);
    grow(&s->alive, s->room / WIDE, old / WIDE, sizeof *s->alive);
    for (size_t k = 0; k < SHELF_ORDERS; k++) {
        grow(&s->key[k], s->room, old, sizeof *s->key[k]);
        grow(&s->order[k], s->room, old, sizeof *s->order[k]);
    }
    for (size_t t = 0; t < SHELF_TEXTS; t++)
        grow(&s->texts[t].end, s->room, old, sizeof *s->texts[t].end);
    for (size_t f = 0; f < SHELF_FIELDS; f++)
        grow(&s->code[f], s->room, old, sizeof *s->code[f]);
}

static bool is_in(const uint64_t *set, size_t at)
{
    return set[at / WIDE] >> at % WIDE & 1;
}

static void set_bit(uint64_t *set, size_t at, bool in)
{
    uint64_t bit = (uint64_t)1 << at % WIDE;
    set[at / WIDE] = in ? set[at / WIDE] | bit : set[at / WIDE] & ~bit;
}

/* ---- texts ---- */

static uint32_t folded(uint32_t c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c == TEXT_END ? 0xfffd : c;
}

/* Returns how many units were written; `out` has room for as many as there are bytes. */
static size_t to_units(const char *text, uint16_t *out)
{
    const char *end = text + strlen(text);
    size_t n = 0;
    while (text < end) {
        uint32_t c = folded(utf8_next(&text, end));
        if (c >= 0x10000) {
            out[n++] = (uint16_t)(0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + (c & 0x3ff);
        }
        out[n++] = (uint16_t)c;
    }
    return n;
}

static void add_text(struct texts *t, size_t at, const char *text)
{
    size_t most = t->n + strlen(text) + 1 + BLOCK + 1, from = t->n;
    if (most > t->room) {
        size_t room = most + most / 4;
        grow(&t->unit, room, t->room, sizeof *t->unit);
        t->room = room;
    }
    t->n += to_units(text, t->unit + t->n);
    for (; from < t->n; from++)
        set_bit(t->occurs, t->unit[from], true);
    t->unit[t->n++] = TEXT_END;
    BUG_ON(t->n > UINT32_MAX);
    t->end[at] = (uint32_t)t->n;
}

/* Bit j: bytes[j] is 1, not 0. */
INSIDE uint64_t gathered(const uint8_t bytes[static WIDE])
{
    uint64_t bits = 0;
#pragma GCC unroll 8
    for (size_t k = 0; k < WIDE / 8; k++) {
        uint64_t eight;
        memcpy(&eight, bytes + 8 * k, 8);
        bits |= (le64toh(eight) * 0x0102040810204080 >> 56) << 8 * k;
    }
    return bits;
}

/* Where in a block the text may begin: its first unit stands there, and its second behind. */
INSIDE void mark_begins(
    const uint16_t *t, const uint16_t *unit, size_t n, uint8_t hit[static BLOCK])
{
    const uint16_t first = unit[0], second = n > 1 ? unit[1] : 0, alone = n == 1;
    for (size_t j = 0; j < BLOCK; j++)
        hit[j] = (t[j] == first) & (alone | (t[j + 1] == second));
}

/* Rows follow each other in the text, so that the next hit is in this one or behind. */
WIDEST static void find_units(const struct texts *t, const uint16_t *unit, size_t n, uint64_t *set)
{
    uint8_t hit[BLOCK];
    size_t at = 0;
    for (size_t i = 0; i < t->n; i += WIDE) {
        if (i % BLOCK == 0)
            mark_begins(t->unit + i, unit, n, hit);
        for (uint64_t hits = gathered(hit + i % BLOCK); hits; hits &= hits - 1) {
            size_t from = i + (size_t)__builtin_ctzll(hits);
            if (from + n > t->n || memcmp(t->unit + from, unit, n * sizeof *unit) != 0)
                continue;
            while (t->end[at] <= from)
                at++;
            set_bit(set, at, true);
        }
    }
}

static bool may_have(const struct texts *t, const uint16_t *unit, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_in(t->occurs, unit[i]))
            return false;
    return true;
}

uint64_t *shelf_with_text(const struct shelf *s, struct arena *a, const char *text)
{
    uint64_t *set = ARENA_ARRAY(a, uint64_t, shelf_words(s) + 1);
    uint16_t *unit = ARENA_ARRAY(a, uint16_t, strlen(text) + 1);
    size_t n = to_units(text, unit);
    if (!n)
        return shelf_all(s, a);
    for (size_t t = 0; t < SHELF_TEXTS; t++)
        if (may_have(&s->texts[t], unit, n))
            find_units(&s->texts[t], unit, n, set);
    shelf_keep(s, set, s->alive);
    return set;
}

/* ---- rows ---- */

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* How many of the first n places of the order come before p. */
static size_t places_before(const struct shelf *s, size_t k, size_t n, const struct place *p)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2, at = s->order[k][mid];
        if (by_place(&(struct place){s->key[k][at], s->id[at], 0}, p) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The last `n` rows take their places in an order; `new` has room for them. */
static void put_in_order(struct shelf *s, size_t k, size_t n, struct place *new)
{
    size_t old = s->n - n;
    uint32_t *order = s->order[k];
    for (size_t i = 0; i < n; i++)
        new[i] = (struct place){s->key[k][old + i], s->id[old + i], (uint32_t)(old + i)};
    qsort(new, n, sizeof *new, by_place);
    while (n--) {
        size_t at = places_before(s, k, old, &new[n]);
        memmove(order + at + n + 1, order + at, (old - at) * sizeof *order);
        order[at + n] = new[n].at;
        old = at;
    }
}

/* The first of by_id whose id is not below. */
static size_t id_at(const struct shelf *s, int64_t id)
{
    size_t low = 0, high = s->n_ids;
    if (high && s->id[s->by_id[high - 1]] < id) /* mostly a new one */
        return high;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (s->id[s->by_id[mid]] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void put_id(struct shelf *s, int64_t id, uint32_t place)
{
    size_t at = id_at(s, id);
    if (at < s->n_ids && s->id[s->by_id[at]] == id) {
        set_bit(s->alive, s->by_id[at], false);
    } else {
        memmove(s->by_id + at + 1, s->by_id + at, (s->n_ids - at) * sizeof *s->by_id);
        s->n_ids++;
    }
    s->by_id[at] = place;
    set_bit(s->alive, place, true);
}

static void put_row(struct shelf *s, const struct shelf_row *row)
{
    size_t at = s->n++;
    s->id[at] = row->id;
    for (size_t k = 0; k < SHELF_ORDERS; k++)
        s->key[k][at] = row->key[k];
    for (size_t f = 0; f < SHELF_FIELDS; f++)
        s->code[f][at] = row->code[f];
    for (size_t t = 0; t < SHELF_TEXTS; t++)
        add_text(&s->texts[t], at, row->text[t]);
    put_id(s, row->id, (uint32_t)at);
}

void shelf_put(struct shelf *s, const struct shelf_row *rows, size_t n)
{
    if (!n)
        return;
    struct place *new = calloc(n, sizeof *new);
    if (!new)
        die("out of memory");
    make_room(s, s->n + n);
    for (size_t i = 0; i < n; i++)
        put_row(s, &rows[i]);
    for (size_t k = 0; k < SHELF_ORDERS; k++)
        put_in_order(s, k, n, new);
    free(new);
}

/* The place of the row, or s->n. */
static size_t place_of(const struct shelf *s, int64_t id)
{
    size_t at = id_at(s, id);
    return at < s->n_ids && s->id[s->by_id[at]] == id ? s->by_id[at] : s->n;
}

bool shelf_worn(const struct shelf *s)
{
    return s->n - s->n_ids > 1000 + s->n_ids / 8;
}

/* ---- sets ---- */

size_t shelf_words(const struct shelf *s)
{
    return (s->n + WIDE - 1) / WIDE;
}

uint64_t *shelf_all(const struct shelf *s, struct arena *a)
{
    size_t words = shelf_words(s);
    uint64_t *set = ARENA_ARRAY(a, uint64_t, words + 1);
    if (words)
        memcpy(set, s->alive, words * sizeof *set);
    return set;
}

void shelf_set(const struct shelf *s, uint64_t *set, int64_t id, bool in)
{
    size_t at = place_of(s, id);
    if (at < s->n)
        set_bit(set, at, in);
}

void shelf_keep(const struct shelf *s, uint64_t *set, const uint64_t *other)
{
    for (size_t w = 0; w < shelf_words(s); w++)
        set[w] &= other[w];
}

/* Of the block that begins at row `at`, keeps those that are ok. */
INSIDE void keep_ok(const struct shelf *s, uint64_t *set, size_t at, const uint8_t ok[static BLOCK])
{
    const size_t words = shelf_words(s);
    for (size_t w = at / WIDE, k = 0; k < BLOCK && w < words; w++, k += WIDE)
        if (set[w])
            set[w] &= gathered(ok + k);
}

WIDEST void shelf_keep_code(
    const struct shelf *s, uint64_t *set, size_t field, uint32_t mask, uint32_t value)
{
    uint8_t ok[BLOCK];
    for (size_t at = 0; at < s->n; at += BLOCK) {
        const uint32_t *code = s->code[field] + at;
        for (size_t j = 0; j < BLOCK; j++)
            ok[j] = (code[j] & mask) == value;
        keep_ok(s, set, at, ok);
    }
}

void shelf_keep_marked(
    const struct shelf *s, uint64_t *set, size_t field, const uint8_t *marked, size_t n)
{
    uint8_t ok[BLOCK];
    for (size_t at = 0; at < s->n; at += BLOCK) {
        const uint32_t *code = s->code[field] + at;
        for (size_t j = 0; j < BLOCK; j++)
            ok[j] = code[j] < n && marked[code[j]];
        keep_ok(s, set, at, ok);
    }
}

int64_t shelf_count(const struct shelf *s, const uint64_t *set)
{
    int64_t n = 0;
    for (size_t w = 0; w < shelf_words(s); w++)
        n += __builtin_popcountll(set[w]);
    return n;
}

size_t shelf_page(const struct shelf *s, const uint64_t *set, size_t order, bool up, int64_t first,
    size_t most, int64_t *ids)
{
    const uint32_t *place = s->order[order];
    size_t n = 0;
    for (size_t i = 0; i < s->n && n < most; i++) {
        size_t at = place[up ? i : s->n - 1 - i];
        if (is_in(set, at) && first-- <= 0)
            ids[n++] = s->id[at];
    }
    return n;
}

int64_t shelf_last_key(const struct shelf *s, const uint64_t *set, size_t order)
{
    for (size_t i = s->n; i-- > 0;)
        if (is_in(set, s->order[order][i]))
            return s->key[order][s->order[order][i]];
    return 0;
}

void shelf_tally(const struct shelf *s, const uint64_t *set, size_t field, int64_t *sum, size_t n)
{
    const uint32_t *code = s->code[field];
    for (size_t w = 0; w < shelf_words(s); w++)
        for (uint64_t bits = set[w]; bits; bits &= bits - 1) {
            size_t at = w * WIDE + (size_t)__builtin_ctzll(bits);
            BUG_ON(code[at] >= n);
            sum[code[at]]++;
        }
}
