/* The text of public attachments, for search: read once a content, in a process of its own.
 *
 * A row stands for each attachment that a published record carries, from the transaction that
 * publishes it to the one after which no published record carries it; so files of drafts and
 * originals of masked copies never have one. A job reads what waits, seconds after publication, and
 * lists the records that carry it among the search changes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_ATTACHMENT_TEXT_H
#define RECORD_ATTACHMENT_TEXT_H

#include "common/record/content.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* Of one record; what lies behind is not found. */
#define ATTACHMENT_TEXTS_MAX_BYTES ((size_t)8 << 20)

struct attachment_text {
    const char *sha256, *name; /* name: as the record shows it */
    const char
        *state; /* "new", "read", "none", "locked", "broken", "too_big", "other"; "": no row */
    bool cut;
    int n_pages, n_blank; /* of a PDF or OFD */
    const char *text;
    size_t n;
};

/* For publishing: the content waits to be read, unless it was; it is forgotten, unless a published
 * record carries it still. In a write transaction. */
enum st attachment_text_want(struct ctx *c, const char *sha256) MUST_CHECK;
enum st attachment_text_forget(struct ctx *c, const char *sha256) MUST_CHECK;

/* Reads what waits, in transactions of its own, for about that long; *left: more waits. */
enum st attachment_text_read(struct ctx *c, int64_t ms, bool *left) MUST_CHECK;

/* Name and text of each attachment of the public edition of a record; text "" while there is none.
 * Nothing for what is not public. */
enum st attachment_texts(
    struct ctx *c, int64_t record_id, struct attachment_text **list, size_t *n) MUST_CHECK;
/* How far it is with this content, without the text; a state of "" when nobody waits for it. */
enum st attachment_text_state(
    struct ctx *c, const char *sha256, struct attachment_text *out) MUST_CHECK;
/* What staff should know of it, a Chinese sentence that says what to do; "" when all is well. */
const char *attachment_text_remark(struct arena *a, const struct attachment_text *t);

extern const struct module attachment_text_module;

#endif
