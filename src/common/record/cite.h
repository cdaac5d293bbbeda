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

/* Every public text of the site but news, read in batches; memory grows with what is found only.
 * c must not be in a transaction, unless inside is true: then everything is read in it. */
enum st cite_scan(
    struct ctx *c, bool inside, struct citation **list, size_t *n, int64_t *texts) MUST_CHECK;

extern const struct module cite_module;

#endif
