/* Migrations of search, for the module row.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SCHEMA_H
#define SEARCH_SCHEMA_H

#include "lib/db/db.h"

enum { SEARCH_MIGRATIONS = 1 };
extern const struct migration search_migrations[SEARCH_MIGRATIONS];

#endif
