/* Results over all documents, kept in memory until the database or the day changes: of each row
 * only which it is, so that a page reads no more than its own rows. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_KEPT_H
#define NORMDOC_KEPT_H

#include "lib/db/ctx.h"

enum { KEPT_KINDS = 8, KEPT_ANY = -1 };
struct kept_row {
    int64_t record;
    int32_t part; /* of what belongs to the record: which edition, which finding */
    uint8_t kind; /* below KEPT_KINDS: what is counted and filtered by */
    bool exempt;  /* of interpretation */
};
struct kept_rows {
    struct kept_row *list;
    size_t n;
};
struct kept_of {
    const char *key; /* tells results apart, below 96 bytes */
    /* Makes the whole result in its order, in c->mem. */
    enum st (*make)(struct ctx *c, const void *arg, struct kept_rows *out);
    const void *arg;
    int kind;               /* of the rows wanted, or KEPT_ANY */
    int64_t page, per_page; /* page from 1 */
};
struct kept_page {
    struct kept_rows rows;      /* of the page, in c->mem */
    int64_t total;              /* rows of the kind */
    int64_t counts[KEPT_KINDS]; /* of the whole result */
};
/* Makes the result unless it is kept. Who writes sees what others must not: nothing is kept for
 * him or from him. */
enum st norm_kept_page(struct ctx *c, const struct kept_of *of, struct kept_page *out) MUST_CHECK;

#endif
