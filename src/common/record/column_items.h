/* How many items lie in each column and below it; private to common/record.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_COLUMN_ITEMS_H
#define RECORD_COLUMN_ITEMS_H

#include "common/record/column.h"
#include "lib/db/ctx.h"

/* Fills `items` of each. */
enum st column_items(struct ctx *c, struct column *list, size_t n) MUST_CHECK;

extern const struct stmt column_stmt_places, column_stmt_parents;

#endif
