/* Other readings of a query that finds nothing as it was typed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_REREAD_H
#define SEARCH_REREAD_H

#include "common/search/view.h"
#include "lib/db/ctx.h"

/* What was probably meant (guess.h), of a text in simplified characters; "" when nothing. */
enum st reread_meant(
    struct ctx *c, const struct view *v, const char *text, const char **out) MUST_CHECK;

#endif
