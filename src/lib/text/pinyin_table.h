/* Tables of readings, written by tools/pinyinc. Private to pinyin.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PINYIN_TABLE_H
#define TEXT_PINYIN_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum {
    PINYIN_FIRST = 0x3400,
    PINYIN_LAST = 0x9FFF,
    PINYIN_READINGS_MAX = 3,
    PINYIN_WORD_CHARS_MAX = 6
};

/* A word that reads otherwise than its characters usually do. Sorted by text. */
struct pinyin_word {
    const char *text;
    uint16_t syllable[PINYIN_WORD_CHARS_MAX];
};

extern const char pinyin_syllables[][8]; /* without tone, ü is v; 0 is "" */
/* Of a character, the usual reading first; 0: no more. */
extern const uint16_t pinyin_readings[][PINYIN_READINGS_MAX];
extern const struct pinyin_word pinyin_words[];
extern const size_t n_pinyin_words;

#endif
