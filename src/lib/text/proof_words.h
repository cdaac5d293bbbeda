/* Fixed wrong spellings: data/proof/words.tsv and the rows a model brings. Private to
 * lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_WORDS_H
#define TEXT_PROOF_WORDS_H

#include "lib/text/proof_work.h"

struct proof_words *proof_words_new(struct arena *a);
/* Adds rows of the same form: wrong, right (| between alternatives), class, and optionally the
 * confidence. Rows already there stay as they are. tsv must live as long as w. */
void proof_words_add(struct proof_words *w, const char *tsv, size_t n);

#endif
