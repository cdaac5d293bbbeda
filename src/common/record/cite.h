/* Texts that cite what is no longer in force.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_CITE_H
#define RECORD_CITE_H

#include "lib/web/web.h"

struct citation {
    int64_t from_id, to_id;                   /* the text; the document that has ended */
    const char *title, *doc_no, *path, *word; /* of that document; word: 废止, 失效, 被替代 */
    const char *cited, *excerpt;              /* as written, and the words around it */
};

/* The ended documents that this text cites, each once. Sentences that speak of a repeal are passed
 * over, and so is what record_id itself repeals, lapses, amends or replaces, and a title that a
 * document in force bears too. For one text at a time: it asks the database for each name. */
enum st cite_ended(struct ctx *c, int64_t record_id, const char *html, struct citation **list,
    size_t *n) MUST_CHECK;

/* How the site is read. */
struct cite_scope {
    bool inside;        /* in the transaction of c; else c must be in none */
    int64_t news_since; /* news published before this are history and not read; INT64_MAX: none */
};
/* Every public text of the site with its attachments (the first 200,000 characters of each), read
 * in batches; memory grows with what is found only. News are told of what had ended before they
 * came out: later endings do not make them wrong. */
enum st cite_scan(struct ctx *c, const struct cite_scope *scope, struct citation **list, size_t *n,
    int64_t *texts) MUST_CHECK;

extern const struct module cite_module;

#endif
