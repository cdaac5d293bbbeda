/* Numbers near the one that was typed, see near.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/near.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"

/* What a difference costs. Beyond FAR a number is no help. */
enum { WORD_PART = 15, WORD_OTHER = 45, YEAR_STEP = 20, SERIAL_OTHER = 10, SERIAL_MOST = 40 };
enum { FAR = 60, CANDIDATES = 4 * NEAR_MOST };

struct candidate {
    int64_t record_id;
    int cost, year;
    uint32_t serial;
};
struct candidates { /* nearest first */
    struct candidate list[CANDIDATES];
    size_t n;
};

/* Characters that both begin with, and of the rest those that both end with. */
static size_t common_ends(const char *a, const char *b)
{
    size_t n = 0, m = 0, bytes_a = strlen(a), bytes_b = strlen(b), back = 0;
    const char *pa = a, *pb = b;
    while (n < bytes_a && n < bytes_b && utf8_next(&pa, a + bytes_a) == utf8_next(&pb, b + bytes_b))
        n = (size_t)(pa - a);
    while (
        back < bytes_a - n && back < bytes_b - n && a[bytes_a - back - 1] == b[bytes_b - back - 1])
        back++;
    for (size_t i = 0; i < n; i++)
        m += ((unsigned char)a[i] & 0xC0) != 0x80;
    for (size_t i = bytes_a - back; i < bytes_a; i++)
        m += ((unsigned char)a[i] & 0xC0) != 0x80;
    return m;
}

static int word_cost(const char *typed, const char *word)
{
    size_t a = utf8_count(typed), b = utf8_count(word);
    if (!a || strcmp(typed, word) == 0)
        return 0;
    if (!b)
        return FAR + 1;
    if (strstr(word, typed) || strstr(typed, word))
        return WORD_PART;
    return 2 * common_ends(typed, word) >= (a > b ? a : b) ? WORD_OTHER : FAR + 1;
}

static int cost_of(const struct docno *typed, const struct segment *s, const struct seg_doc *d)
{
    int cost = word_cost(typed->word, segment_string(s, d->number_word));
    if (typed->year)
        cost += YEAR_STEP * abs(typed->year - d->number_year);
    /* beside a word or a year that is right any serial is some help */
    int most = *typed->word || typed->year ? SERIAL_MOST : FAR;
    int off = abs(typed->serial - (int)d->number_serial);
    if (typed->serial && off)
        cost += SERIAL_OTHER + (off < most ? off : most);
    return cost;
}

static bool before(const struct candidate *a, const struct candidate *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    if (a->year != b->year)
        return a->year > b->year;
    if (a->serial != b->serial)
        return a->serial > b->serial;
    return a->record_id < b->record_id;
}

static void offer(struct candidates *c, struct candidate one)
{
    size_t at = c->n;
    while (at > 0 && before(&one, &c->list[at - 1]))
        at--;
    if (at == CANDIDATES)
        return;
    if (c->n < CANDIDATES)
        c->n++;
    memmove(&c->list[at + 1], &c->list[at], (c->n - 1 - at) * sizeof one);
    c->list[at] = one;
}

static void look(const struct view *v, const struct docno *typed, struct candidates *c)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct segment *s = v->parts[i].s;
        for (uint32_t d = 0; d < s->n_docs; d++) {
            const struct seg_doc *doc = &s->docs[d];
            int cost = doc->number_serial ? cost_of(typed, s, doc) : FAR + 1;
            if (cost <= FAR && !part_dead(&v->parts[i], d))
                offer(c,
                    (struct candidate){doc->record_id, cost, doc->number_year, doc->number_serial});
        }
    }
}

static bool has_number(const struct search_near *list, size_t n, const char *number)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].number, number) == 0)
            return true;
    return false;
}

enum st near_numbers(struct ctx *c, const struct view *v, const struct docno *typed,
    struct search_near **out, size_t *n)
{
    struct candidates found = {.n = 0};
    enum st st = ST_OK;
    *out = ARENA_ARRAY(c->mem, struct search_near, NEAR_MOST);
    *n = 0;
    look(v, typed, &found);
    for (size_t i = 0; !st && i < found.n && *n < NEAR_MOST; i++) {
        struct item item;
        st = item_get(c, found.list[i].record_id, &item);
        if (!st && *item.doc_no && !has_number(*out, *n, item.doc_no))
            (*out)[(*n)++] = (struct search_near){item.doc_no, item.title, item.path};
        st = st == ST_NOT_FOUND ? ST_OK : st; /* it has left the site */
    }
    return st;
}
