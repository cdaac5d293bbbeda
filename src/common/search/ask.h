/* What a searcher typed → what is looked for.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_ASK_H
#define SEARCH_ASK_H

#include <stdbool.h>
#include "common/search/terms.h"
#include "lib/base/arena.h"
#include "lib/text/docno.h"

enum { ASK_BYTES = 2000, ASK_WANTS = 64, ASK_HINTS = 64 };

struct want {
    uint64_t term;
    float weight; /* how telling it is; set by the ranking */
    bool other;   /* not typed: what official texts say for it (reword.h) */
};
struct hint { /* a term that texts use where this question uses others */
    uint64_t term;
    float weight;
    bool title; /* counts in titles only */
};
struct ask {
    const char *text;  /* valid UTF-8, one line, at most ASK_BYTES */
    const char *plain; /* the same in simplified characters: what is read and looked for */
    const char *key;   /* normal_key of it: for titles */
    size_t key_bytes, key_length;
    struct want *wants;                 /* distinct */
    size_t n, n_typed;                  /* the first n_typed are those that were typed */
    unsigned char slots[4 * ASK_WANTS]; /* number of a want + 1, by term; 0 free */
    bool question;                      /* words of asking, a question mark, or many terms */
    struct hint *hints;                 /* of a question: see assoc.h */
    size_t n_hints;
    struct docno number; /* kind is DOCNO_NONE when it is no number: use has_number */
    bool has_number;
    bool whole_number; /* with word, year and serial */
    bool read_all;     /* step over nothing: tests compare the answers */
    bool cut;          /* longer than what is looked for */
};
void ask_read(struct arena *a, const char *text, struct ask *out);
/* Adds official words for what was typed, parted by line ends: they help to match, and never count
 * as typed. For a number nothing is added. */
void ask_also(struct ask *q, const char *official);
/* The want with this term, NULL when it is not wanted. */
const struct want *ask_wants(const struct ask *q, uint64_t term);

#endif
