/* Statements of once.c, listed in the module row. Inside lib/web.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_ONCE_H
#define WEB_ONCE_H

#include "lib/db/db.h"

extern const struct stmt stmt_once_find, stmt_once_add, stmt_once_prune;

#endif
