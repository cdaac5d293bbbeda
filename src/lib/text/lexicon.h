/* The dictionary of words: a read-only block made at build time, read in place.
 *
 * Words with their cost (-ln p), class and inverse document frequency in one double-array trie over
 * the characters of the Basic Multilingual Plane, and the costs of the models for unknown words and
 * for names of persons.
 * Made by tools/lexc.c of the Debian package python3-jieba (MIT) and data/words/terms.txt; lies in
 * the program's read-only data, so that all processes share its pages and nothing is loaded at
 * start. Every place inside is checked when it is followed: a damaged block gives wrong words,
 * never a wrong access. docs/text.md tells size and source.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/status.h"

enum {
    LEX_COSTS_PER_NAT = 440, /* costs are -ln p in 1/440 */
    LEX_COST_MAX = 8191,
    LEX_IDF_PER_NAT = 16,
    LEX_CODES_MAX = 65535,
    LEX_PLANE = 65536
};

enum word_class {
    WORD_OTHER,
    WORD_NOUN,
    WORD_ACT, /* verb used as a noun: 管理, 公开 */
    WORD_VERB,
    WORD_QUALITY,  /* adjectives, and adverbs made of them */
    WORD_NAME,     /* persons, places, bodies, works */
    WORD_FUNCTION, /* 的, 以及, 我, 三, 个 */
    WORD_PHRASE    /* idioms, set phrases, abbreviations: 三公, 依法治国 */
};

/* What a character is in the name of a person: 王 建 国, 王 芳. */
enum name_role { NAME_FAMILY, NAME_FIRST, NAME_SECOND, NAME_ONLY, NAME_ROLES };

enum hmm_state { HMM_BEGIN, HMM_MIDDLE, HMM_END, HMM_SINGLE, HMM_STATES };

/* One place of the trie. A child for character code c stands at next + c and carries c as label. */
struct lex_unit {
    uint32_t next : 24; /* 0: no word goes on from here */
    uint32_t idf : 8;
    uint16_t label; /* 0: free */
    uint16_t word_class : 3;
    uint16_t cost : 13; /* 0: no word ends here */
};

#define LEX_MAGIC "GKLEX02"
struct lex_head {
    char magic[8];
    uint32_t n_codes; /* codes are 1 … n_codes - 1; 0 is a character that no word holds */
    uint32_t n_units;
    uint64_t bytes;
    uint16_t start[HMM_STATES], follow[HMM_STATES][HMM_STATES];
};
/* Behind the head: uint16_t code[LEX_PLANE]; uint16_t emit[n_codes][HMM_STATES];
 * uint16_t name[n_codes][NAME_ROLES]; struct lex_unit
 * unit[n_units]. Unit 0 is the root. */

struct lexicon {
    const struct lex_head *head;
    const uint16_t *code;
    const uint16_t (*emit)[HMM_STATES];
    const uint16_t (*name)[NAME_ROLES]; /* LEX_COST_MAX: never */
    const struct lex_unit *unit;
    uint32_t n_codes, n_units;
};

/* The one the program carries. */
const struct lexicon *lexicon_shipped(void);
/* A view of n bytes at p (aligned to 8), which must stay. ST_BROKEN when they are none. */
enum st lexicon_open(const void *p, size_t n, struct lexicon *out) MUST_CHECK;

static inline uint16_t lexicon_code(const struct lexicon *l, uint32_t cp)
{
    uint16_t code = cp < LEX_PLANE ? l->code[cp] : 0;
    return code < l->n_codes ? code : 0;
}
/* The place below `at` (0: the root) for a character code; 0 when no word goes on so. */
static inline uint32_t lexicon_step(const struct lexicon *l, uint32_t at, uint16_t code)
{
    uint32_t next = l->unit[at].next;
    if (!next || !code)
        return 0;
    next += code;
    return next < l->n_units && l->unit[next].label == code ? next : 0;
}
/* The unit of a whole word, NULL when the dictionary lacks it. */
const struct lex_unit *lexicon_find(const struct lexicon *l, const char *word, size_t n);

#endif
