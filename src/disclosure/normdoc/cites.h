/* The list of texts that cite what is no longer in force: found anew every night, owned, dismissed
 * with a reason. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_CITES_H
#define NORMDOC_CITES_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct norm_cite {
    int64_t from_id, to_id, first_seen;
    const char *cited, *excerpt, *dismissed;
    const char *from_title, *from_path, *kind, *unit_name;
    const char *to_title, *to_path, *to_no, *word;
    int64_t unit_id;
};
/* dismissed: those instead of the open ones. unit 0: all. */
enum st norm_cites(struct ctx *c, int64_t unit_id, bool dismissed, int64_t page, int64_t per_page,
    struct norm_cite **list, size_t *n, int64_t *total) MUST_CHECK;
/* "" opens it again. unit 0: any. */
enum st norm_cite_dismiss(
    struct ctx *c, int64_t from, int64_t to, int64_t unit_id, const char *reason) MUST_CHECK;

/* Job: reads every text, keeps the list, opens a task for each text, closes what was mended. Opens
 * its own transactions. */
enum st norm_cite_job(struct ctx *c) MUST_CHECK;
/* The same inside a write transaction. */
enum st norm_cite_now(struct ctx *c) MUST_CHECK;

enum { NORM_CITE_STMTS = 6 };
extern const struct stmt *const norm_cite_stmts[NORM_CITE_STMTS];

#endif
