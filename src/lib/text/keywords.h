/* The words and phrases that tell what a text is about.
 *
 * Candidates are content words (nouns, names, set phrases, verbs of two characters and more) and
 * phrases of two or three neighbouring ones that come again. A word weighs its frequency (with
 * diminishing returns) × how rare it is in general (lexicon) × its class; more in the title, more
 * near the beginning. Words of official boilerplate (通知, 认真贯彻执行) are left out. Pure
 * function.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_KEYWORDS_H
#define TEXT_KEYWORDS_H

#include <stddef.h>
#include "lib/text/segment.h"

struct keyword {
    const char *text;
    double weight;
};

enum { KEYWORDS_TEXT_MAX_BYTES = 1 << 20 }; /* what lies behind is not read */

/* The best of title and text, best first, each once; returns how many of at most max. title may be
 * "". Bytes that are no UTF-8 are left out. */
size_t keywords_of(struct arena *a, const struct segmenter *s, const char *title, const char *text,
    size_t text_bytes, struct keyword *out, size_t max);

#endif
