/* Cutting Chinese text into words.
 *
 * A lattice of the dictionary's words (lexicon.h), of the county's own words and of numbers; the
 * cheapest way through it is taken, and runs of single characters that are left are joined to
 * unknown words by a character model. Numbers, dates, document numbers and words of other scripts
 * stay whole. Words never overlap, come in order, and together with the blanks (U+0020) between
 * them are the text, byte for byte, also when it is no valid UTF-8.
 *
 * A segmenter is made once and then only read: threads may share it. A walk belongs to one thread.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/text/lexicon.h"

struct segmenter;

enum seg_kind {
    SEG_WORD,    /* of the dictionary or of the county's list */
    SEG_UNKNOWN, /* Han characters that no list has, joined by the model or single */
    SEG_LATIN,   /* letters, addresses, mixed with digits: www.gov.cn, PM2.5 */
    SEG_NUMBER,  /* 12.5%, 一百二十三, 第711 */
    SEG_DATE,    /* 2018年9月12日, 二〇一八年 */
    SEG_DOCNO,   /* 曲政办发〔2018〕71号 */
    SEG_MARK     /* punctuation, symbols, control characters, malformed bytes */
};

struct seg_word {
    size_t start, end; /* bytes of the text */
    enum seg_kind kind;
    const struct lex_unit *unit; /* class and idf; NULL for what the dictionary lacks */
};

enum { SEG_PLAIN = 0, SEG_SEARCH = 1 };

/* With the shipped dictionary and nothing else; made at the first call. */
const struct segmenter *segmenter_shipped(void);
struct segmenter *segmenter_new(struct arena *a, const struct lexicon *l);
/* A word of the county: a name, a term. Kept whole wherever it is cheaper than its parts, which it
 * is made to be. Words of the dictionary, of one character, of more than 40, and with blanks are
 * ignored. */
void segmenter_add(struct segmenter *s, const char *word);

struct seg_walk;
struct seg_walk *seg_walk_new(struct arena *a, const struct segmenter *s, int mode);
/* Begin at text[0..n), which must stay until the walk is done. A walk can be used for many texts.
 */
void seg_walk_start(struct seg_walk *w, const char *text, size_t n);
/* The next word; false at the end. SEG_SEARCH: before each word its parts (words inside of it of
 * two characters and more; the parts of a date or number), which overlap it. */
bool seg_walk_next(struct seg_walk *w, struct seg_word *out);

#endif
