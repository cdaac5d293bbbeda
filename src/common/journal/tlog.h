/* The public log: a Merkle tree over every published, amended or ended edition (tlog-tiles).
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_TLOG_H
#define JOURNAL_TLOG_H

#include "lib/db/ctx.h"

struct leaf {
    int64_t record_id, edition_id;
    const char *act; /* "publish", "amend", "end" */
    const char *title, *number, *unit;
    const char *sha256; /* digest of the edition's content, 64 hex digits */
    const char *path;   /* public path, "" after a privacy removal */
};

/* Appends a leaf in the caller's write transaction. */
enum st tlog_append(struct ctx *c, const struct leaf *l) MUST_CHECK;
/* Signs the new tree head; called once before the commit of a transaction that appended. */
enum st tlog_seal(struct ctx *c) MUST_CHECK;

#endif
