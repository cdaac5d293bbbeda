/* The migrations of common/record. Private to this folder.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_SCHEMA_H
#define RECORD_SCHEMA_H

#include "lib/db/db.h"

#define RECORD_MIGRATIONS 9
extern const struct migration record_migrations[RECORD_MIGRATIONS];

#endif
