/* The one statement behind item_facets; private to common/record.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_FACET_H
#define RECORD_FACET_H

#include "lib/db/db.h"

extern const struct stmt facet_stmt;

#endif
