/* Text → terms: what the index counts and what queries ask for.
 *
 * Han text gives single characters and pairs of neighbours, other scripts give whole words; text is
 * folded by normal.h. A term is one 64-bit key. Better terms (words of a dictionary) replace this
 * file and terms.c; index format and ranking do not care.
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

/* Walking a text: one token a Han character or word. */
struct token {
    bool han;
    bool touches;            /* Han: the Han character before it is its neighbour */
    bool spaced;             /* but only over white space */
    uint32_t cp;             /* Han: the character */
    uint64_t word;           /* else: the term of the whole word */
    const char *start, *end; /* in the text */
};
struct scanner {
    const char *p, *end;
    bool touching, spaced;
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
