/* Rules that are regular expressions: data/proof/patterns.tsv. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_PATTERNS_H
#define TEXT_PROOF_PATTERNS_H

#include "lib/text/proof_work.h"

/* Compiles the table; a row that cannot be read stops the process: it is part of the program. */
struct proof_patterns *proof_patterns_new(struct arena *a);
/* Counts the half-width marks of one line (see half_is_normal). */
struct proof_widths {
    size_t half[128], full[128];
};
void proof_widths_count(struct proof_widths *c, const char *line);
void proof_widths_judge(const struct proof_widths *c, size_t n_lines, bool half_is_normal[128]);

#endif
