/* Proofreading for the people of the county: while writing, at the gate, over the site at night.
 *
 * Leans on lib/text/proof.h. What the county itself knows protects: names of its register are
 * right, and what a person called no error is not told again. Findings that must not go out are
 * "serious" (rules.h); who drafts may say that one is no error, who reviews confirms it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROOF_PROOF_H
#define PROOF_PROOF_H

#include "lib/text/proof.h"
#include "lib/web/web.h"

#define PROOF_DESK "/work/proofread/"

/* A text as written. lines: paragraphs by line ends instead of body_html, NULL when that counts. */
struct proof_text {
    const char *title, *summary, *body_html, *lines;
    struct day date; /* of the text; day_none() leaves out what needs it */
    bool all;        /* also what is less than nearly sure */
};

enum proof_standing {
    PROOF_OPEN,   /* nobody said anything */
    PROOF_CLAIMED /* serious; a drafter called it no error, a reviewer has not */
};

struct proof_place {
    struct proof_finding f;
    const char *field, *where; /* "title", "summary", "body"; 标题, 内容概述, 正文第 3 段 */
    size_t line;               /* within the field, from 0 */
    const char *named;         /* 引用的条文不存在：《…条例》共 56 条 */
    const char *before, *after; /* the words around it, masked nothing: never logged */
    const char *context;        /* what remembering it holds to (proof_context) */
    bool serious;
    enum proof_standing standing;
    const char *claimed_by; /* "" unless PROOF_CLAIMED */
};

struct proof_look {
    struct proof_place *list;          /* in the order of the text, without what is remembered */
    size_t n, serious, claimed, hints; /* serious: open; claimed: waiting for a reviewer */
    bool model;                        /* false: rules only */
};

/* In a transaction, reading or writing. Results live in c->mem. */
enum st proof_look_at(struct ctx *c, const struct proof_text *t, struct proof_look *out) MUST_CHECK;

/* What the county knows, for a request of the lines' own: names, units, articles of its texts. They
 * live in c->mem. In a transaction. */
enum st proof_request_fill(struct ctx *c, struct proof_request *req) MUST_CHECK;

/* The findings as a list with 不是错误 for those who may say so; back: where its buttons return. */
void proof_list(struct buf *out, struct req *r, const struct proof_look *look, const char *back);

extern const struct module proof_module;

#endif
