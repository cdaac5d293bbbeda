/* Pinyin keys: 政务公开 is found by zhengwugongkai and by zwgk.
 *
 * Readings of words come first (会计 kuaiji, 县长 xianzhang, data/words/readings.txt), then the
 * usual reading of each character. Characters with several readings give further keys, at most as
 * many as asked for. Letters and digits stay, in small letters; all else is left out. ü is v.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PINYIN_H
#define TEXT_PINYIN_H

#include <stddef.h>
#include "lib/base/arena.h"

enum { PINYIN_CHARS_MAX = 200 }; /* of a text that keys are made of; the rest is left out */

struct pinyin_key {
    const char *full;     /* zhengwugongkai */
    const char *initials; /* zwgk */
};

/* Keys of valid UTF-8, the likeliest first, each different; returns how many of at most max. 0 when
 * the text has nothing to read. */
size_t pinyin_keys(struct arena *a, const char *text, struct pinyin_key *out, size_t max);

/* The likeliest syllable of each character, without tone ("xin", "xi"); returns how many. 0 when
 * the text is empty, has more than max characters, or anything that is no Han character. Static. */
size_t pinyin_syllables_of(const char *text, const char **out, size_t max);

#endif
