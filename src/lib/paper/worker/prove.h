/* The proof that a masked copy carries nothing that was to be left out.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_PROVE_H
#define WORKER_PROVE_H

#include "lib/paper/wire.h"
#include "lib/paper/worker/source.h"

/* Writes the faults (wire_proof_write) to out; `masked` is the opened q->file. */
enum st prove(struct arena *a, const struct source *masked, const struct paper_request *q,
    struct buf *out, struct err *e) MUST_CHECK;

struct faults {
    struct arena *a;
    const char **rows;
    size_t n, cap;
};
void fault_add(struct faults *f, const char *fmt, ...) PRINTF(2, 3);

/* Words, each at most once. */
struct words {
    struct arena *a;
    const char *rows[1000];
    size_t n;
};

/* What is outside and inside the streams of the file: names that only a carried-over original has,
 * several versions, and the words. */
void prove_bytes(struct faults *f, struct paper_bytes file, const struct words *words);

#endif
