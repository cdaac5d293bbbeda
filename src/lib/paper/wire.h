/* What the program and its paper worker say to each other: one request, one reply, little-endian.
 *
 * Both sides distrust the bytes: every length is checked against what is there.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_WIRE_H
#define PAPER_WIRE_H

#include <stdint.h>
#include "lib/paper/bind.h"
#include "lib/paper/file_text.h"
#include "lib/paper/mask.h"

enum paper_op {
    PAPER_INFO = 1,
    PAPER_IMAGE,
    PAPER_TEXT,
    PAPER_MASK,
    PAPER_PROVE,
    PAPER_BIND,
    PAPER_READ,
    PAPER_WORD
};

struct paper_request {
    enum paper_op op;
    struct page_at at; /* PAPER_IMAGE; PAPER_TEXT: the page alone */
    struct mask_regions regions;
    const char *const *words;
    size_t n_words;
    struct paper_bytes file, original; /* original: PAPER_PROVE alone */
    struct bind bind;                  /* PAPER_BIND */
};

/* Largest request: two files and their regions, or the papers of a case and their titles. */
#define WIRE_MAX_BYTES (BIND_MAX_BYTES + ((size_t)8 << 20))

void wire_request_write(struct buf *out, const struct paper_request *q);
/* The files point into p; the rest lives in the arena. ST_INVALID: malformed or beyond a bound. */
enum st wire_request_read(
    struct arena *a, const void *p, size_t n, struct paper_request *out, struct err *e) MUST_CHECK;

/* The status, the message and, for ST_OK, what the operation gives. */
void wire_reply_write(struct buf *out, const struct err *e, struct paper_bytes body);
/* The status of the reply, its message in e; body points into p. ST_BROKEN: malformed. */
enum st wire_reply_read(
    const void *p, size_t n, struct paper_bytes *body, struct err *e) MUST_CHECK;

/* Body of PAPER_INFO. */
void wire_info_write(struct buf *out, const struct pages_info *info);
enum st wire_info_read(
    struct arena *a, struct paper_bytes body, struct pages_info *out, struct err *e) MUST_CHECK;
/* Body of PAPER_READ. */
void wire_text_write(struct buf *out, const struct file_text *t);
enum st wire_text_read(
    struct arena *a, struct paper_bytes body, struct file_text *out, struct err *e) MUST_CHECK;
/* Body of PAPER_PROVE: the faults. */
void wire_proof_write(struct buf *out, const struct mask_proof *proof);
enum st wire_proof_read(
    struct arena *a, struct paper_bytes body, struct mask_proof *out, struct err *e) MUST_CHECK;

#endif
