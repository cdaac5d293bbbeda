/* What the parts of proof-train share: texts in, the model file of the proofreader out.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TOOLS_PROOF_TRAIN_H
#define TOOLS_PROOF_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/text/proof_model.h"

/* ---- proof_corpus.c: texts ---- */

struct text {
    char *p;
    size_t n, cap;
};
void text_add(struct text *t, const char *p, size_t n); /* adds a line end */
/* All of a file; NULL when it cannot be read. */
char *file_read(const char *path, size_t *n);

struct sentence_pair {
    const char *wrong, *right;
    int fold; /* by the right-hand side: equal ones share it */
    int set;  /* 0 odw, 1 law */
};
struct corpus {
    struct arena *a;
    struct text text;   /* one paragraph a line */
    struct text titles; /* names of laws, "name<TAB>articles" a line */
    struct sentence_pair *pair;
    size_t n_pairs;
    const char **apart; /* right sentences that were left out of the text, to learn from */
    size_t n_apart;
    bool whole_paper;  /* the paper at hand is kept apart */
    const char *table; /* rows of confusables */
    size_t table_bytes;
    bool small;
};
/* data: the folder …/data of the shared material, or "" for what the project ships under root.
 * held_out: leave out of the text every sentence that shares a run of 12 characters with the
 * pairs. */
void corpus_read(struct corpus *c, const char *data, const char *root, bool held_out);
/* Adds the right-hand sides to the text. */
void corpus_add_pairs(struct corpus *c);
/* The same of all folds but one, without what shares a run of 12 characters with that one. */
void corpus_add_other_folds(struct corpus *c, int fold);

/* Adds each word of the dictionary ("word count class" a line) that is not rare. */
void corpus_add_words(struct corpus *c, const char *jieba);

/* ---- proof_laws.c ---- */

/* Adds to the table what proof_laws_new reads: the titles, and names that the text cites in 《》
 * twice or more. */
void corpus_add_laws(struct corpus *c);

/* ---- proof_ngram.c: statistics ---- */

struct grams {
    uint16_t token[65536], glyph[65536];
    uint32_t cp[TOKENS];
    uint8_t cost[TOKENS], backoff[TOKENS];
    uint32_t *ngram;
    uint32_t slots;
    uint64_t *behind, *before; /* sets of tokens, see proof_model.h */
    int8_t *topic;             /* see proof_model.h */
    uint64_t characters;
};
void grams_count(struct grams *g, const struct text *t);

/* ---- proof_confuse.c: what may be confused ---- */

struct confusions {
    uint32_t start[GLYPHS + 1];
    uint32_t *pair;
    uint32_t n;
};
/* By sound and shape; numbers the glyphs of g. rime: folder with pinyin_simp.dict.yaml and
 * stroke.dict.yaml. */
void confusions_make(struct confusions *c, struct grams *g, const char *rime);

/* Sets of tokens (see proof_model.h) of the same, or only of what is much alike; freed by the
 * caller.
 */
uint64_t *confusions_rows(const struct confusions *c, bool alike);
/* base with other counts of what was seen: the pairs of two folds are left out (-1: none). */
void confusions_merge(struct confusions *out, const struct confusions *base, const struct grams *g,
    const struct sentence_pair *pair, size_t n, int skip, int skip2);

/* ---- proof_write.c ---- */
struct words {
    uint32_t *slot;
    uint32_t n;
};
void words_read(struct words *w, const struct grams *g, const char *jieba);
bool model_write(const char *path, const struct grams *g, const struct confusions *c,
    const struct words *w, const struct corpus *corpus, const float *weight);

#endif
