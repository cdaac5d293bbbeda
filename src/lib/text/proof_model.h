/* The language statistics of the proofreader: a read-only file, mapped, made by proof-train.
 *
 * Characters are 12-bit tokens; n-grams of two to five tokens lie in one open hash table with a
 * 16-bit check, their probability and back-off weight in tenths of a nat (interpolated Kneser-Ney).
 * Private to lib/text/proof*.c and tools/proof_*.c. Every place is bounded when it is followed: a
 * damaged file gives wrong answers, never a wrong access. docs/proofread.md tells sources and size.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_MODEL_H
#define TEXT_PROOF_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/status.h"
#include "lib/text/proof_trees.h"

enum {
    TOKENS = 4096,
    TOKEN_NONE = 0,
    TOKEN_EDGE = 1, /* start and end of a line */
    TOKEN_RARE = 2, /* not among the known characters */
    TOKEN_DIGIT = 3,
    TOKEN_LATIN = 4,
    TOKEN_FIRST = 5,
    ORDER = 5,
    COST_MAX = 255, /* tenths of a nat */
    /* The most common tokens, whose company within a sentence is known; tokens are in that order.
     */
    TOPIC_TOKENS = 2048
};

#define PROOF_MODEL_MAGIC "GKPROOF"
#define PROOF_MODEL_VERSION 2
#define PROOF_WEIGHTS (TREES_FLOATS + 1) /* the trees, then the bound of what is shown */
#define ROW_WORDS (TOKENS / 64)          /* of a set of tokens */
/* Characters that are no tokens, but may be written in place of one, are numbered from TOKENS on.
 */
#define GLYPHS (TOKENS + 4096)

enum proof_model_flag { PROOF_MODEL_SMALL = 1 /* made without the large corpus */ };

struct proof_model_head {
    char magic[8];
    uint32_t version, flags;
    uint64_t bytes; /* of the whole file */
    uint32_t slots; /* n-grams */
    uint32_t pairs; /* confusions */
    uint32_t word_slots;
    uint32_t table_bytes; /* rows of fixed wrong spellings */
    uint32_t n_weights;
    uint32_t title_slots; /* names of laws and regulations */
    uint32_t sentences;   /* read for the statistics, in thousands of characters */
};
/* Behind the head, each at the next multiple of eight bytes: uint16_t token[65536], glyph[65536];
 * uint32_t cp[TOKENS]; uint8_t cost[TOKENS], backoff[TOKENS]; uint32_t ngram[slots]; uint32_t
 * pair_start[GLYPHS + 1]; uint32_t pair[pairs]; uint64_t confused[GLYPHS][ROW_WORDS],
 * alike[GLYPHS][ROW_WORDS], behind[TOKENS][ROW_WORDS], before[TOKENS][ROW_WORDS]; uint32_t
 * word[word_slots]; int8_t topic[TOPIC_TOKENS][TOPIC_TOKENS]; uint32_t title[title_slots]; float
 * weight[n_weights]; char table[table_bytes].
 */

/* A character that may have been meant: bits 0–11 token, 12–15 sound, 16–19 shape, 20–27 how often
 * seen (256 values, log). */
enum proof_sound { SOUND_NONE, SOUND_NEAR, SOUND_SAME, SOUND_SAME_TONE };
static inline uint16_t pair_token(uint32_t pair)
{
    return pair & 0xFFF;
}
static inline unsigned pair_sound(uint32_t pair)
{
    return pair >> 12 & 15;
}
static inline unsigned pair_shape(uint32_t pair)
{
    return pair >> 16 & 15;
}
static inline unsigned pair_seen(uint32_t pair)
{
    return pair >> 20 & 255;
}

/* Same sound, like shape, or seen. */
static inline bool much_alike(uint32_t pair)
{
    return pair_sound(pair) >= SOUND_SAME || pair_shape(pair) >= 5 || pair_seen(pair);
}

struct proof_model {
    const struct proof_model_head *head;
    const uint16_t *token, *glyph; /* of a character of the Basic Multilingual Plane */
    const uint32_t *cp;
    const uint8_t *cost, *backoff;
    const uint32_t *ngram;
    const uint32_t *pair_start, *pair; /* of each token, in the order of their tokens */
    /* Sets of tokens, ROW_WORDS words each: what may be meant by a glyph, what of it is much alike;
     * what was seen behind and before a token. */
    const uint64_t *confused, *alike, *behind, *before;
    const uint32_t *word, *title;
    const int8_t *topic; /* how much likelier two tokens are near each other, sixteenths of a nat */
    const float *weight;
    const char *table;
    void *map;
    size_t map_bytes;
};

/* Points m into p[0 … n): ST_INVALID with the reason when it is no such file. p stays the
 * caller's. */
enum st proof_model_read(
    struct proof_model *m, const void *p, size_t n, const char *name, struct err *e) MUST_CHECK;
/* Maps the file; close with proof_model_close. ST_NOT_FOUND, ST_INVALID. */
enum st proof_model_open(struct proof_model *m, const char *path, struct err *e) MUST_CHECK;
void proof_model_close(struct proof_model *m);

static inline uint64_t ngram_key(const uint16_t *t, int n)
{
    uint64_t k = (uint64_t)n;
    for (int i = 0; i < n; i++)
        k = k << 12 | (t[i] & 0xFFF);
    return k;
}

static inline uint64_t mix64(uint64_t k)
{
    k ^= k >> 33;
    k *= 0xFF51AFD7ED558CCDu;
    k ^= k >> 33;
    k *= 0xC4CEB9FE1A85EC53u;
    return k ^ k >> 33;
}

static inline uint32_t slot_of(uint64_t h, uint32_t slots)
{
    return (uint32_t)((h >> 32) * slots >> 32);
}

static inline uint32_t check_of(uint64_t h)
{
    return (h & 0xFFFF) ? (uint32_t)(h & 0xFFFF) : 1;
}

/* The cell of n tokens (2 … ORDER), 0 when unknown: check << 16 | cost << 8 | back-off. */
static inline uint32_t ngram_find(const struct proof_model *m, const uint16_t *t, int n)
{
    uint64_t h = mix64(ngram_key(t, n));
    uint32_t slots = m->head->slots, at = slot_of(h, slots), check = check_of(h);
    for (uint32_t i = 0; i < 64; i++) {
        uint32_t cell = m->ngram[at];
        if (!cell || cell >> 16 == check)
            return cell;
        at = at + 1 == slots ? 0 : at + 1;
    }
    return 0;
}

/* Cost of token t[at] behind up to ORDER - 1 tokens before it, in tenths of a nat; *known: length
 * of the longest n-gram that is known. t[0] is the edge of the line. */
int proof_cost(const struct proof_model *m, const uint16_t *t, size_t at, int *known);
/* How well two tokens go together that stand some way apart, in sixteenths of a nat. */
static inline int proof_topic(const struct proof_model *m, uint16_t a, uint16_t b)
{
    return a < TOPIC_TOKENS && b < TOPIC_TOKENS ? m->topic[(size_t)a * TOPIC_TOKENS + b] : 0;
}
/* Cost of a word of the dictionary of one to four tokens in tenths of a nat, 0 when it is none. */
int proof_word(const struct proof_model *m, const uint16_t *t, int n);
/* What is known of token `to` being meant by glyph `written`; 0 when nothing. */
uint32_t proof_pair(const struct proof_model *m, uint16_t written, uint16_t to);

#endif
