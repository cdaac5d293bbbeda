/* What column.c and column_trail.c share.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_COLUMN_TRAIL_H
#define RECORD_COLUMN_TRAIL_H

#include "common/record/column.h"

/* The cells column_row reads, of site_column k. */
#define COLUMNS                                                                                    \
    "k.id, COALESCE(k.parent_id, 0), k.path, k.name, k.description, k.keywords, k.type_label, "    \
    "k.cycle, k.position, COALESCE(k.closed_at, 0)"

extern const struct stmt column_stmt_trail, column_stmt_keep;

struct column column_row(const struct rows *r);
/* With texts of its own. */
struct column column_copy(struct arena *a, const struct column *k);

#endif
