/* Tables of normative documents, campaigns and citations, and the columns they live in. Inside the
 * slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_SCHEMA_H
#define NORMDOC_SCHEMA_H

#include "lib/db/db.h"

/* 规章, 行政规范性文件: what the database of normative documents holds. */
#define NORM_COLUMN_RULES "zwgk/fdnr/zcwj/gz"
#define NORM_COLUMN_TEXTS "zwgk/fdnr/zcwj/gfxwj"
#define NORM_COLUMNS "('" NORM_COLUMN_RULES "', '" NORM_COLUMN_TEXTS "')"
#define NORM_COLUMN_DECISIONS "zwgk/fdnr/qlgb" /* 规范性文件清理与备案 */

#define NORM_MIGRATIONS 1
extern const struct migration norm_migrations[NORM_MIGRATIONS];

#endif
