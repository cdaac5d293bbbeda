/* Other readings of a query that finds nothing as it was typed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_REREAD_H
#define SEARCH_REREAD_H

#include "common/search/view.h"
#include "lib/db/ctx.h"

enum { READINGS = 3 };

/* What is worth trying, in this order: simplified characters, what was probably meant (guess.h),
 * and that of the simplified text. */
enum st reread(struct ctx *c, const struct view *v, const char *text,
    const char *out[static READINGS], size_t *n) MUST_CHECK;
/* Only what was probably meant; "" when nothing. */
enum st reread_meant(
    struct ctx *c, const struct view *v, const char *text, const char **out) MUST_CHECK;

#endif
