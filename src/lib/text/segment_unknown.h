/* Joining single characters to words that no list has. Private to the segmenter.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SEGMENT_UNKNOWN_H
#define TEXT_SEGMENT_UNKNOWN_H

#include <stddef.h>
#include <stdint.h>
#include "lib/text/lexicon.h"

enum { UNKNOWN_RUN_MAX = 512 };

/* n character codes in a row; last[i] becomes 1 where a word ends behind character i. The cheapest
 * sequence of states Begin, Middle, End, Single under the lexicon's model. */
void unknown_cut(const struct lexicon *l, const uint16_t *code, size_t n, unsigned char *last);

#endif
