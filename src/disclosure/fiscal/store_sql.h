/* Statements of editions and cells, listed with those of the store. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_STORE_SQL_H
#define FISCAL_STORE_SQL_H

#include "lib/db/db.h"

extern const struct stmt fiscal_sql_edition_add, fiscal_sql_editions, fiscal_sql_cell_add,
    fiscal_sql_text_add, fiscal_sql_cells, fiscal_sql_figures;

#endif
