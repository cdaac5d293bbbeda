/* What a text cites: document numbers and titles in 《》.
 *
 * Pure functions over valid UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_CITE_H
#define TEXT_CITE_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"

struct cited {
    const char *text; /* canonical number, or the title without its marks */
    bool number;
    bool as_ended;     /* the sentence speaks of repeal: 同时废止, 停止执行 … */
    size_t start, end; /* bytes of the place */
};

/* In the order of their places; a title and the number behind it are two. */
size_t cite_names(struct arena *a, const char *text, struct cited **list);
/* The words around a place, some 30 characters on each side, on one line. */
const char *cite_excerpt(struct arena *a, const char *text, size_t start, size_t end);

#endif
