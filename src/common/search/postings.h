/* Lists of (document, counts), packed in blocks of 128.
 *
 * A block: number of entries − 1 (one byte), distance of its last document from the last one of
 * the block before (varint), bytes of the rest (varint); then an entry a document: its distance,
 * doubled, plus 1 unless it is plain (once in the text, nowhere else); then, unless plain, the
 * counts: those of the text, quadrupled, plus 2 with attachments, plus 1 with title or facts; a
 * byte for title and facts; a byte for attachments. A reader can step over a block by its head
 * alone. Nothing read is trusted: a reader ends at the first thing that cannot be.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_POSTINGS_H
#define SEARCH_POSTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"

enum { POSTINGS_BLOCK = 128, HEAD_MAX = 15, BODY_MAX = 4095, FILES_MAX = 255 };

struct posting {
    uint32_t doc;
    uint16_t body;       /* how often in the text, up to BODY_MAX */
    uint8_t title, meta; /* in the title; in number, issuer, subject: up to HEAD_MAX */
    uint8_t files;       /* in names and texts of attachments, up to FILES_MAX */
    uint8_t spare[3];
};

/* Appends varint v (LEB128); p has room for 10 bytes; returns the end. */
unsigned char *varint_put(unsigned char *p, uint64_t v);
/* Reads one; NULL when it does not end before `end` or is too long. */
const unsigned char *varint_get(const unsigned char *p, const unsigned char *end, uint64_t *v);

struct postings_writer {
    struct posting block[POSTINGS_BLOCK];
    size_t n;
    uint32_t last;
    uint64_t total;
    struct buf *out;
};
void postings_begin(struct postings_writer *w, struct buf *out);
/* Documents come in rising order. */
void postings_put(struct postings_writer *w, const struct posting *p);
void postings_end(struct postings_writer *w);

struct postings {
    const unsigned char *p, *end;
    uint32_t last, n_docs;
    bool begun;
    struct posting block[POSTINGS_BLOCK];
    size_t n;
};
void postings_open(struct postings *r, const void *p, size_t n, uint32_t n_docs);
/* Unpacks the next block into r->block[0 .. r->n); false at the end or when the bytes are wrong. */
bool postings_next(struct postings *r);
/* Unpacks the first block that ends at or after `doc`, going forward from the one at hand; false
 * when there is none. */
bool postings_seek(struct postings *r, uint32_t doc);

#endif
