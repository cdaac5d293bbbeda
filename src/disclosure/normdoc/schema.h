/* Tables of normative documents, campaigns and citations, and the columns they live in. Inside the
 * slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_SCHEMA_H
#define NORMDOC_SCHEMA_H

#include "lib/db/db.h"

/* Last day of validity of row n: as registered, else as its text says; and whether it is the text.
 */
#define NORM_LAST "COALESCE(n.last_day, CASE WHEN n.endless = 0 THEN n.text_last END)"
#define NORM_BY_TEXT                                                                               \
    "CASE WHEN n.last_day IS NULL AND n.endless = 0 AND n.text_last IS NOT NULL THEN 1 ELSE 0 END"
/* 规章, 行政规范性文件: what the database of normative documents holds. */
#define NORM_COLUMN_RULES "zwgk/fdnr/zcwj/gz"
#define NORM_COLUMN_TEXTS "zwgk/fdnr/zcwj/gfxwj"
#define NORM_COLUMNS "('" NORM_COLUMN_RULES "', '" NORM_COLUMN_TEXTS "')"
#define NORM_COLUMN_DECISIONS "zwgk/fdnr/qlgb" /* 规范性文件清理与备案 */

#define NORM_MIGRATIONS 2
extern const struct migration norm_migrations[NORM_MIGRATIONS];

#endif
