/* From the database into the index: what changed, read in order.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_FEED_H
#define SEARCH_FEED_H

#include "common/search/builder.h"
#include "lib/db/ctx.h"

struct feed { /* the last change that was read */
    int64_t seq, record_id, at;
};
/* The newest change there is; all 0 when there is none. In a transaction, like everything here. */
enum st feed_newest(struct ctx *c, struct feed *out) MUST_CHECK;
/* Whether the change `f` is the one the database has under this number. */
enum st feed_known(struct ctx *c, const struct feed *f, bool *yes) MUST_CHECK;
/* Adds up to `limit` changes after *f to the builder and moves *f; *n: how many. */
enum st feed_read(struct ctx *c, struct builder *b, int limit, struct feed *f, int *n) MUST_CHECK;

extern const struct stmt feed_newest_stmt, feed_known_stmt, feed_changes_stmt;

#endif
