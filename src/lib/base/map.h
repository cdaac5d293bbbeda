/* String-keyed map living in an arena. Keys and the map are freed with the arena.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"

struct map;

struct map *map_new(struct arena *a);
/* Keeps its own copy of key; value must not be NULL. Replaces an older value. */
void map_set(struct map *m, const char *key, void *value);
/* NULL when absent. */
void *map_find(const struct map *m, const char *key);
size_t map_count(const struct map *m);
/* Walk in insertion order: start with *at = 0; false at the end. */
bool map_next(const struct map *m, size_t *at, const char **key, void **value);

#endif
