/* Words by how they sound: szx and shizongxian → 师宗县; 公幵 → 公开.
 *
 * Looks in the dictionary the program carries (lexicon.h), words of two to SOUND_CHARS characters.
 * A table of 4 MB is made at the first call and then only read; threads may share it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SOUND_H
#define TEXT_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"

enum { SOUND_CHARS = 8, SOUND_LETTERS = 6 * SOUND_CHARS };

struct sound_word {
    const char *text;
    int cost; /* -ln p in 1/LEX_COSTS_PER_NAT: the commoner the less */
};

/* Makes the table now (0.2 s), so that no visitor waits for it. */
void sound_prepare(void);

/* Words that are spelt so in small letters: by initials (xxgk), in full (xinxigongkai; ü is v) or
 * mixed (szxian). The commonest first, at most max. */
size_t sound_spelt(struct arena *a, const char *letters, struct sound_word *out, size_t max);

/* Words of as many characters as `word` that sound like it to a southern ear (zh z, l n, ang an),
 * one character aside when the word has three or more; never itself. Those that sound
 * nearest come first, then the commonest. */
size_t sound_alike(struct arena *a, const char *word, struct sound_word *out, size_t max);

/* The same tests for a word of one's own. */
bool sound_spells(const char *word, const char *letters);
/* How far two words sound apart: SOUND_NEAR for each character that only a southern ear takes for
 * the other, SOUND_OTHER for each that sounds differently; -1 when they are not of one length or
 * not Han. */
enum { SOUND_NEAR = 1, SOUND_OTHER = 16 };
int sound_distance(const char *x, const char *y);

#endif
