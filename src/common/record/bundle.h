/* Bundles: records that change status together or not at all (policy, plan, interpretation).
 *
 * While a bundle is open the workbench lets its records be written, but not submitted, approved,
 * sent back or published one by one; the slice that opened it does that for all of them, in one
 * transaction. A record is in one open bundle at most.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_BUNDLE_H
#define RECORD_BUNDLE_H

#include "lib/web/web.h"

struct bundle_part {
    int64_t record_id;
    bool main; /* what the others belong to */
};

/* path: where bundles of its kind are worked on; its number and a slash follow. ST_CONFLICT: the
 * record is in an open bundle. In a write transaction. */
enum st bundle_open(struct ctx *c, const char *path, int64_t main_record, int64_t *id) MUST_CHECK;
enum st bundle_put(struct ctx *c, int64_t id, int64_t record_id) MUST_CHECK;
/* The main record cannot leave; it goes with the bundle. */
enum st bundle_drop(struct ctx *c, int64_t id, int64_t record_id) MUST_CHECK;
/* Its records stand alone again. */
enum st bundle_close(struct ctx *c, int64_t id) MUST_CHECK;

/* The main record first, the others in the order they came; also of closed bundles. */
enum st bundle_parts(struct ctx *c, int64_t id, struct bundle_part **list, size_t *n) MUST_CHECK;
/* The open bundle the record is in, and the address to work on it; 0 and "" when none. */
enum st bundle_of(struct ctx *c, int64_t record_id, int64_t *id, const char **path) MUST_CHECK;

extern const struct module bundle_module;

#endif
