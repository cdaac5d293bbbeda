/* The county's own words, see segment_own.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/segment_own.h"

#include <string.h>

#include "lib/base/utf8.h"

struct own_slot {
    uint32_t at, cp, to; /* to 0: free */
};

void own_words_init(struct own_words *w, struct arena *a)
{
    *w = (struct own_words){.a = a, .n_slots = 256, .n_places = 1, .cap_places = 256};
    w->slot = ARENA_ARRAY(a, struct own_slot, w->n_slots);
    w->cost = ARENA_ARRAY(a, uint32_t, w->cap_places);
}

static struct own_slot *slot_of(const struct own_words *w, uint32_t at, uint32_t cp)
{
    uint64_t h = ((uint64_t)at << 32 | cp) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = (h >> 32) & (w->n_slots - 1);; i = (i + 1) & (w->n_slots - 1)) {
        struct own_slot *s = &w->slot[i];
        if (!s->to || (s->at == at && s->cp == cp))
            return s;
    }
}

uint32_t own_words_step(const struct own_words *w, uint32_t at, uint32_t cp)
{
    return slot_of(w, at, cp)->to;
}

static void grow_slots(struct own_words *w)
{
    struct own_slot *old = w->slot;
    size_t n = w->n_slots;
    w->n_slots *= 2;
    w->slot = ARENA_ARRAY(w->a, struct own_slot, w->n_slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].to)
            *slot_of(w, old[i].at, old[i].cp) = old[i];
}

static uint32_t new_place(struct own_words *w)
{
    if (w->n_places == w->cap_places) {
        uint32_t *more = ARENA_ARRAY(w->a, uint32_t, 2 * w->cap_places);
        memcpy(more, w->cost, w->n_places * sizeof *more);
        w->cost = more;
        w->cap_places *= 2;
    }
    return (uint32_t)w->n_places++;
}

void own_words_add_pair(struct own_words *w, uint16_t a, uint16_t b)
{
    uint32_t h = own_words_pair(a, b);
    w->pair[h >> 3] |= (unsigned char)(1u << (h & 7));
}

void own_words_add(struct own_words *w, const char *word, size_t n, uint32_t cost)
{
    uint32_t at = 0;
    for (const char *p = word, *end = word + n; p < end;) {
        uint32_t cp = utf8_next(&p, end);
        if (!at)
            w->first[(cp >> 3) & 8191] |= (unsigned char)(1u << (cp & 7));
        if (2 * w->n_used >= w->n_slots)
            grow_slots(w);
        struct own_slot *s = slot_of(w, at, cp);
        if (!s->to) {
            *s = (struct own_slot){at, cp, new_place(w)};
            w->n_used++;
        }
        at = s->to;
    }
    if (at)
        w->cost[at] = cost;
}
