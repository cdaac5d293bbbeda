/* Tables of major decisions. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_SCHEMA_H
#define DECISION_SCHEMA_H

#include "lib/db/db.h"

#define DECISION_COLUMN "zwgk/fdnr/zdjc" /* 重大决策: the county's column */

#define DECISION_MIGRATIONS 2
extern const struct migration decision_migrations[DECISION_MIGRATIONS];

#endif
