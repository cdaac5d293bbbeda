/* The public log: a Merkle tree over every published, amended or ended edition (tlog-tiles).
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_TLOG_H
#define JOURNAL_TLOG_H

#include "lib/base/hash.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct leaf {
    int64_t record_id, edition_id;
    const char *act; /* "publish", "amend", "end" */
    const char *title, *number, *unit;
    const char *sha256; /* digest of the edition's content, 64 hex digits */
    const char *path;   /* public path, "" after a privacy removal */
};

/* Appends a leaf in the caller's write transaction. The new tree head is signed once, just before
 * the commit. */
enum st tlog_append(struct ctx *c, const struct leaf *l) MUST_CHECK;

struct tlog_head {
    uint64_t size;
    const char *checkpoint; /* signed note, "" while nothing was published */
};
enum st tlog_head(struct ctx *c, struct tlog_head *out) MUST_CHECK;
/* Hash of a complete subtree, for merkle_source; arg is the struct ctx. */
enum st tlog_node(void *ctx, int level, uint64_t index, struct sha256 *out);
/* Entry number seq as stored; ST_NOT_FOUND beyond the end. */
enum st tlog_entry(struct ctx *c, uint64_t seq, const char **entry) MUST_CHECK;

extern const struct module tlog_module; /* routes under /log/ */

#endif
