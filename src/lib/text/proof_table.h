/* Reading the tables under data/proof. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_TABLE_H
#define TEXT_PROOF_TABLE_H

#include "lib/text/proof.h"

#define TABLE_CELLS 8

struct table_row {
    const char *cell[TABLE_CELLS];
    size_t n;
};

/* The next row at *at of a text of n bytes: cells by tabs, rows by line ends, # comments and empty
 * lines left out. False at the end. */
bool table_next(struct arena *a, const char *text, size_t n, size_t *at, struct table_row *row);
/* "error" → PROOF_ERROR; unknown words are a hint. */
enum proof_severity table_severity(const char *s);

#endif
