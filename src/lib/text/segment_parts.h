/* The words inside of a word, for search. Private to the segmenter.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SEGMENT_PARTS_H
#define TEXT_SEGMENT_PARTS_H

#include <stddef.h>
#include "lib/text/segment.h"

enum { PARTS_MAX = 48 };

/* Parts of the word w of `text` in the order of their places, at most PARTS_MAX; returns how many.
 * Words: dictionary words of two characters and more. Dates, numbers, addresses: their runs of
 * letters, of digits and of Han characters. Nothing of a word that has no parts. */
size_t seg_parts(
    const struct lexicon *l, const char *text, const struct seg_word *w, struct seg_word *out);

#endif
