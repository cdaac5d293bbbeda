/* What the parts of the proofreader share. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_WORK_H
#define TEXT_PROOF_WORK_H

#include "lib/text/proof.h"

struct proof_patterns;
struct proof_words;
struct proof_lists;
struct proof_model;
struct proof_laws;
struct map;

struct proofreader {
    struct arena *mem;
    struct proof_patterns *patterns;
    struct proof_words *words;
    struct proof_lists *lists;
    struct proof_laws *laws;   /* NULL: none known */
    struct proof_model *model; /* NULL: rules only */
};

struct proof_names_index;

/* Bytes of a line. */
struct proof_span {
    size_t from, to;
};

/* One run over one text. */
struct proof_work {
    const struct proofreader *reader;
    const struct proof_request *req;
    struct arena *a;
    struct proof_finding *found;
    size_t n, cap;
    /* the line at hand */
    size_t line;
    const char *text;
    size_t size;
    size_t of_line; /* findings of it so far */
    const struct proof_names_index *names;
    struct proof_span *span; /* names of the register in it, see proof_protect.h */
    size_t n_spans, cap_spans;
    struct map *own_laws;     /* of the request by title; NULL: not made yet */
    size_t lookups;           /* of names of laws that are not known */
    bool half_is_normal[128]; /* this mark is half-width all over the text: width-folded source */
};

/* Everything of a finding but its place. */
struct proof_kind {
    const char *code, *class;
    enum proof_severity severity;
    int confidence;
};

/* The line has as many findings as are told of one: nothing more is worth looking for in it. */
bool proof_line_full(const struct proof_work *w, enum proof_severity s);
/* Adds a finding on bytes [from, to) of the line at hand. suggest may be NULL. */
struct proof_finding *proof_add(struct proof_work *w, const struct proof_kind *kind, size_t from,
    size_t to, const char *suggest);
void proof_suggest(struct proof_finding *f, const char *suggest);
/* The same on another line, with characters and text filled in by proof_check. */
struct proof_finding *proof_add_at(struct proof_work *w, const struct proof_kind *kind, size_t line,
    size_t from, size_t to, const char *suggest);

/* Each looks at the line at hand; the rest is in proof_pairs.h, proof_order.h, proof_dates.h,
 * proof_lists.h. */
void proof_patterns_check(struct proof_work *w);
void proof_words_check(struct proof_work *w);
void proof_docno_check(struct proof_work *w);
void proof_privacy_check(struct proof_work *w);

#endif
