/* Versions of templates as rows. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORDING_STORE_H
#define WORDING_STORE_H

#include "request/wording/wording.h"

/* ST_NOT_FOUND; version 0 is the shipped text. */
enum st wording_get(
    struct ctx *c, const struct paper_kind *kind, int64_t version, struct wording *out) MUST_CHECK;
/* Newest first, without the texts. */
enum st wording_versions(
    struct ctx *c, const struct paper_kind *kind, struct wording **list, size_t *n) MUST_CHECK;
/* Keeps the next version after `base`, with an act of the journal. ST_CONFLICT when somebody else
 * has kept one since. text NULL: back to the shipped one. The text must have been tried. */
enum st wording_keep(struct ctx *c, const struct paper_kind *kind, int64_t base, const char *text,
    const char *note) MUST_CHECK;

#define WORDING_STMTS 3
extern const struct stmt *const wording_stmts[WORDING_STMTS];
extern const struct migration wording_migrations[1];

#endif
