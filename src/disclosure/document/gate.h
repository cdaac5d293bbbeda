/* The gate: everything that keeps a text from being submitted or published, found at once.
 *
 * A finding has a code, a place and a remedy. The same codes are the reasons of a return (退文).
 * Pure: what the database knows is told by struct gate_facts.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_GATE_H
#define DOCUMENT_GATE_H

#include <stdbool.h>
#include "common/proof/proof.h"
#include "common/record/column.h"
#include "common/record/content.h"
#include "disclosure/document/secrecy.h"

enum weight {
    WEIGHT_BLOCK,   /* must be mended */
    WEIGHT_CONFIRM, /* must be mended, or confirmed by a person */
    WEIGHT_HINT     /* worth a look */
};

enum gate { GATE_SUBMIT = 1, GATE_PUBLISH = 2, GATE_APPROVE = 4 };

/* One row of the table of codes. */
struct code {
    const char *code;
    const char *field, *place; /* form field, and its Chinese name */
    enum weight weight;
    unsigned gates; /* where it is looked for; 0: only a person gives it as a reason */
    bool reason;    /* offered to the reviewer who sends back */
    const char *what, *remedy;
};
extern const struct code codes[];
extern const size_t n_codes;
/* NULL when there is none. */
const struct code *code_find(const char *code);
/* "R-BODY,D-BRK" → the Chinese sentences, joined by "；"; unknown codes stay as they are. */
const char *codes_words(struct arena *a, const char *list);

struct finding {
    const struct code *code;
    const char *detail; /* what was found: "第 3 行：5303**********1234", "" when nothing to add */
};

struct findings {
    struct finding *list;
    size_t n, cap;
    struct arena *mem;
};
void findings_init(struct findings *f, struct arena *a);
void findings_add(struct findings *f, const char *code, const char *detail);
size_t findings_count(const struct findings *f, enum weight weight);
/* Blocked by a block, or by something that must be confirmed. */
bool findings_stop(const struct findings *f);

/* What the database knows about the text. */
struct gate_facts {
    const char *kind; /* of the record */
    const struct content *content;
    const struct column *column; /* NULL: none chosen */
    bool column_is_leaf;
    bool doc_no_taken, index_no_taken; /* by another record */
    const char *taken_by;              /* title of that record */
    bool interprets, interpreted;      /* links */
    const char *policy_over;           /* what it interprets has ended, all of it: titles, "" */
    bool together;                     /* goes with its plan and interpretation in a bundle */
    bool amends;                       /* a new edition of something published */
    const char *note;                  /* what changed and why */
    const char *new_word;              /* 代字 that the issuer never used, "" */
    const char *cited_over;            /* ended documents that the text cites, "": none */
    const char *unknown, *mislinked;   /* refs.h: numbers without a document; links; "": none */
    const char *confirmed_phones;      /* digest of the phone numbers a person confirmed, "" */
    const struct proof_look *words;    /* what the proofreader found; NULL: not looked at */
    enum secrecy secrecy;              /* what the secrecy review of this text says */
    struct day today;
};
/* gates: one or several. */
void gate_check(const struct gate_facts *f, unsigned gates, struct findings *out);
/* RULE P-NOMAT: texts of this kind in this column come with plan and interpretation. */
bool needs_interpretation(const char *kind, const char *column_path);
/* Digest of the phone numbers in title, summary and text, "" when there are none. */
const char *gate_phones_digest(struct arena *a, const struct content *c);
/* RULE P-LATE: the last day for the interpretation of a document; day_none() without published_on,
 * or when the calendar of that year is not loaded. */
struct day interpretation_due(struct day published_on);
/* A kind that has number, issuer, validity. */
bool kind_is_document(const char *kind);

#endif
