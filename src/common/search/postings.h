/* Lists of (document, counts), packed in blocks of 128.
 *
 * A reader can step over a block by its head alone, and knows by its bound what it misses. Nothing
 * read is trusted: a reader ends at the first thing that cannot be.
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

/* The most that a posting of a block can be: for how many levels there are postings that reach them
 * in the text, and the shortest text of those (norm_code); the highest counts of title and facts;
 * whether any has attachments; the shortest title that has it (characters, up to 255). */
enum { POSTING_LEVELS = 8 };
extern const uint16_t posting_level[POSTING_LEVELS];     /* the least count in the text */
extern const uint16_t posting_level_end[POSTING_LEVELS]; /* and the highest */
struct posting_most {
    uint8_t levels, shortest[POSTING_LEVELS];
    uint8_t title, meta, title_length;
    bool files;
};
struct posting_lengths { /* of the document: norm_code of the text, characters of the title */
    uint8_t body, title;
};

/* Appends varint v (LEB128); p has room for 10 bytes; returns the end. */
unsigned char *varint_put(unsigned char *p, uint64_t v);
/* Reads one; NULL when it does not end before `end` or is too long. */
const unsigned char *varint_get(const unsigned char *p, const unsigned char *end, uint64_t *v);

struct postings_writer {
    struct posting block[POSTINGS_BLOCK];
    struct posting_most most;
    size_t n;
    uint32_t last;
    uint64_t total;
    struct buf *out;
};
void postings_begin(struct postings_writer *w, struct buf *out);
/* Documents come in rising order. */
void postings_put(
    struct postings_writer *w, const struct posting *p, struct posting_lengths lengths);
void postings_end(struct postings_writer *w);

/* A place among the blocks: what the head of the one at hand says. */
struct postings_at {
    const unsigned char *p, *end; /* what comes after it; the end of all */
    uint32_t before, last;        /* the documents before its first, and its last */
    uint32_t n_docs;
    bool begun;                /* a block was before it */
    const unsigned char *body; /* its most and its entries; NULL: there is no block */
    size_t n;
};
/* To the first block that ends at or after `doc`, going forward; false when there is none. */
bool postings_reach(struct postings_at *at, uint32_t doc);
/* The most of the block at hand. */
void postings_most(const struct postings_at *at, struct posting_most *out);

struct postings {
    struct postings_at at;
    struct posting block[POSTINGS_BLOCK];
    const unsigned char *unpacked; /* the body that is in block */
    size_t n;                      /* 0: none */
    struct {                       /* the place in a block that is read through, not unpacked */
        const unsigned char *of, *p;
        uint32_t doc;
        size_t left;
    } scan;
};
void postings_open(struct postings *r, const void *p, size_t n, uint32_t n_docs);
/* Unpacks the next block into r->block[0 .. r->n); false at the end or when the bytes are wrong. */
bool postings_next(struct postings *r);
/* Unpacks the first block that ends at or after `doc`, going forward from the one at hand; false
 * when there is none. */
bool postings_seek(struct postings *r, uint32_t doc);
/* The posting of `doc`, reading a block only as far as it must: for few documents, in rising order.
 * False when there is none. */
bool postings_find(struct postings *r, uint32_t doc, struct posting *out);

#endif
