/* Text → terms: what the index counts and what queries ask for.
 *
 * Han text gives single characters and pairs of neighbours, other scripts give whole words; text is
 * folded by normal.h. A decimal or grouped numeral (2,338.71) is one word: its parts are no numbers
 * of their own, and 71号 is not found there. A term is one 64-bit key. Better terms (words of a
 * dictionary) replace this file and terms.c; index format and ranking do not care.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_TERMS_H
#define SEARCH_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TERM_WORD_BIT (1ULL << 63)

static inline uint64_t term_one(uint32_t cp)
{
    return cp;
}
static inline uint64_t term_pair(uint32_t a, uint32_t b)
{
    return ((uint64_t)a << 21) | b;
}

/* A pair with a word in it: 2018 and 71 of 〔2018〕71号. */
static inline uint64_t term_mixed(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ (a >> 31)) * 0x9E3779B97F4A7C15ULL + b;
    return (h * 0xD6E8FEB86659FD93ULL) | TERM_WORD_BIT;
}

/* Walking a text: one token a Han character or word. */
struct token {
    bool han, first; /* first: nothing before it touches it */
    bool spaced;     /* what touches it does so over white space */
    uint64_t term;   /* of the character or whole word */
    uint64_t pair;   /* with what touches it before; 0: none. Words do not pair over spaces. */
    const char *start, *end; /* in the text */
};
struct scanner {
    const char *begin, *p, *end;
    bool touching, spaced, han; /* of the token before */
    uint64_t term;
    uint32_t spare[4]; /* the rest of a character that folds into several */
    int n_spare;
    const char *spare_start;
};
void scan_start(struct scanner *s, const char *p, size_t n);
bool scan_next(struct scanner *s, struct token *t);

/* A growing list of terms, kept and reused by its owner. */
struct term_list {
    uint64_t *p;
    size_t n, cap;
    size_t length; /* tokens seen */
};
/* Adds the terms of a text; pairs do not reach over calls. */
void terms_add(struct term_list *l, const char *p, size_t n);
void terms_release(struct term_list *l);

#endif
