/* Secrecy review before publication (保密审查): who that did not draft this very text concluded
 * what, on which basis; which texts need it. Nothing of it is ever public. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_SECRECY_H
#define DOCUMENT_SECRECY_H

#include <stdbool.h>
#include "common/record/content.h"
#include "lib/db/ctx.h"

enum secrecy {
    SECRECY_FREE,    /* needs none */
    SECRECY_OPEN,    /* may be published */
    SECRECY_NONE,    /* not reviewed */
    SECRECY_CHANGED, /* another text of this record was reviewed, this one not */
    SECRECY_CUT,     /* only after something is cut, and this is the text before that */
    SECRECY_CLOSED,  /* not to be published */
    SECRECY_OWN      /* reviewed by somebody who wrote in this version */
};

/* One conclusion about one text; the last one of a text counts. */
struct secrecy_review {
    int64_t at;
    const char *conclusion; /* "open", "cut", "closed" */
    const char *basis, *digest, *name, *unit;
    bool own; /* by a writer of the version in work */
};
struct secrecy_look {
    enum secrecy state;
    bool needed;                      /* by the settings, for its kind and column */
    const char *digest;               /* of the text in work */
    const struct secrecy_review *all; /* newest first */
    size_t n;
};

/* RULE S-REVIEW: a conclusion is about title, summary, body and attachments, nothing else: 64 hex
 * digits. */
const char *secrecy_digest(struct arena *a, const struct content *c);
/* Chinese: 可公开, 删减后公开, 不公开; "" for an unknown key. */
const char *secrecy_word(const char *conclusion);
/* Where the text stands, in a few words: 尚未审查 … */
const char *secrecy_state_word(enum secrecy s);
/* What is said of a text when the reviewer adds nothing. */
extern const char secrecy_basis_open[];

enum st secrecy_look_at(struct ctx *c, int64_t record_id, const char *kind, const char *column_path,
    const struct content *content, struct secrecy_look *out) MUST_CHECK;
/* Adds a row by c->person; ST_INVALID for an unknown conclusion or a missing basis. Journalled. */
enum st secrecy_add(struct ctx *c, int64_t record_id, const char *digest, const char *conclusion,
    const char *basis) MUST_CHECK;

/* ---- which texts need it ---- */

struct secrecy_rules {
    const char *kinds; /* "document,notice", of struct kind */
    const char *free;  /* paths of columns that need none, with all below them: "zwdt/gzdt,…" */
};
/* As shipped: all kinds in all columns. */
extern const struct secrecy_rules secrecy_defaults;
bool secrecy_needed(const struct secrecy_rules *r, const char *kind, const char *column_path);
enum st secrecy_rules_get(struct ctx *c, struct secrecy_rules *out) MUST_CHECK;
enum st secrecy_rules_put(struct ctx *c, const struct secrecy_rules *r) MUST_CHECK;

#endif
