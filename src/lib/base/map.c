/* Open addressing over an insertion-ordered entry array; nothing is ever removed.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/map.h"

#include <stdint.h>
#include <string.h>

struct entry {
    const char *key;
    void *value;
    uint64_t hash;
};

struct map {
    struct arena *mem;
    struct entry *entries;
    uint32_t *slots; /* index + 1 into entries, 0 = free */
    size_t count, cap, slot_count;
};

static uint64_t hash_of(const char *s)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a */
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h;
}

struct map *map_new(struct arena *a)
{
    struct map *m = ARENA_NEW(a, struct map);
    m->mem = a;
    return m;
}

static uint32_t *slot_of(const struct map *m, const char *key, uint64_t hash)
{
    size_t at = hash & (m->slot_count - 1);
    for (;; at = (at + 1) & (m->slot_count - 1)) {
        uint32_t i = m->slots[at];
        if (!i || (m->entries[i - 1].hash == hash && strcmp(m->entries[i - 1].key, key) == 0))
            return &m->slots[at];
    }
}

static void grow(struct map *m)
{
    m->cap = m->cap ? m->cap * 2 : 8;
    struct entry *entries = ARENA_ARRAY(m->mem, struct entry, m->cap);
    if (m->count)
        memcpy(entries, m->entries, m->count * sizeof *entries);
    m->entries = entries;
    m->slot_count = m->cap * 2;
    m->slots = ARENA_ARRAY(m->mem, uint32_t, m->slot_count);
    for (size_t i = 0; i < m->count; i++)
        *slot_of(m, entries[i].key, entries[i].hash) = (uint32_t)i + 1;
}

void map_set(struct map *m, const char *key, void *value)
{
    BUG_ON(!value);
    if (m->count == m->cap)
        grow(m);
    uint64_t hash = hash_of(key);
    uint32_t *slot = slot_of(m, key, hash);
    if (*slot) {
        m->entries[*slot - 1].value = value;
        return;
    }
    m->entries[m->count] = (struct entry){arena_strdup(m->mem, key), value, hash};
    *slot = (uint32_t)++m->count;
}

void *map_find(const struct map *m, const char *key)
{
    if (!m->count)
        return NULL;
    uint32_t i = *slot_of(m, key, hash_of(key));
    return i ? m->entries[i - 1].value : NULL;
}

size_t map_count(const struct map *m)
{
    return m->count;
}

bool map_next(const struct map *m, size_t *at, const char **key, void **value)
{
    if (*at >= m->count)
        return false;
    *key = m->entries[*at].key;
    *value = m->entries[*at].value;
    ++*at;
    return true;
}
