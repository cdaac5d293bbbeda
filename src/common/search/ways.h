/* Pages that are no records but have a name: columns, and what a unit has published.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_WAYS_H
#define SEARCH_WAYS_H

#include "lib/db/ctx.h"

struct way {
    const char *name, *path;
};
enum { WAYS_MOST = 5, WAYS_CHARS_MAX = 40 };

/* Units that are called so (full, short or other name), then columns whose name has the text in it,
 * shortest first. In a transaction. */
enum st ways_find(
    struct ctx *c, const char *text, struct way list[static WAYS_MOST], size_t *n) MUST_CHECK;

extern const struct stmt ways_stmt_units, ways_stmt_columns;

#endif
