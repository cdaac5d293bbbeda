/* Between the reader of word lists (lexc.c) and the packer of the trie (lexc_trie.c).
 *
 * SPDX-License-Identifier: MIT */
#ifndef TOOLS_LEXC_H
#define TOOLS_LEXC_H

#include "lib/base/status.h"
#include "lib/text/lexicon.h"

enum { WORD_CHARS_MAX = 20 };

struct word {
    double count;
    uint16_t c[WORD_CHARS_MAX]; /* code points, later character codes */
    uint8_t n, idf;
    uint8_t word_class;
    bool person;
    uint16_t cost;
};

/* Packs words sorted by their codes, each once, into a double array. The caller frees it. */
struct lex_unit *trie_pack(const struct word *words, size_t n_words, uint32_t *n_units);
/* One line on standard error, exit 1. */
_Noreturn void lexc_stop(const char *fmt, ...) PRINTF(1, 2);

#endif
