/* Statements of the public side, listed with the others. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_STORE_SQL_H
#define FEEDBACK_STORE_SQL_H

#include "lib/db/db.h"

extern const struct stmt feedback_sql_public, feedback_sql_public_total, feedback_sql_tally,
    feedback_sql_entry_of, feedback_sql_entries, feedback_sql_entry_add, feedback_sql_entry_put;

#endif
