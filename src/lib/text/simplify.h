/* Traditional characters read as simplified ones: one by one, and whole texts.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SIMPLIFY_H
#define TEXT_SIMPLIFY_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/arena.h"

enum { SIMPLIFY_FIRST = 0x4E00, SIMPLIFY_LAST = 0x9FFF };

/* Made by tools/simplifyc.c; a character that simplified texts use too (乾, 瞭) stays itself. */
extern const uint16_t simplify_table[SIMPLIFY_LAST - SIMPLIFY_FIRST + 1];

/* The simplified form of one character; itself when it has none. */
static inline uint32_t simplify_char(uint32_t cp)
{
    return cp >= SIMPLIFY_FIRST && cp <= SIMPLIFY_LAST ? simplify_table[cp - SIMPLIFY_FIRST] : cp;
}

/* s has a character that only traditional texts use. */
bool simplify_needed(const char *s);
/* s in simplified characters, phrases minded (餅乾 饼干, 乾隆 stays); s itself when that is the
 * same. */
const char *simplify(struct arena *a, const char *s);

#endif
