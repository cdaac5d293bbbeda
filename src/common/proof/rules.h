/* What a finding means for publishing, and what remembering it holds to. Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROOF_RULES_H
#define PROOF_RULES_H

#include "lib/text/proof.h"

/* RULE T-GATE: must not be published: personal data and marks of secrecy, wrong titles and fixed
 * expressions, dates that do not exist, brackets that do not match, broken fixed lists; only when
 * nearly sure. Everything else is a hint. */
bool proof_is_serious(const struct proof_finding *f);
/* Personal data is never "no error". */
bool proof_may_remember(const char *code);
/* Short texts (up to two characters) mean something only where they stand: they are remembered
 * with three characters before and behind; longer ones with "". */
const char *proof_context(struct arena *a, const char *line, const struct proof_finding *f);
/* The words before and behind, at most n characters. */
const char *proof_before(
    struct arena *a, const char *line, const struct proof_finding *f, size_t n);
const char *proof_after(struct arena *a, const char *line, const struct proof_finding *f, size_t n);
/* "错别字" for a class; the class itself when unknown. */
struct proof_class {
    const char *key, *word;
};
extern const struct proof_class proof_classes[];
extern const size_t n_proof_classes;
const char *proof_class_word(const char *key);

#endif
