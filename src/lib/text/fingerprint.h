/* Fingerprints that tell near-duplicates.
 *
 * A text is the set of its groups of three neighbouring characters, after folding of width and case
 * and without marks and blanks, so that layout and punctuation do not count. The fingerprint
 * estimates what share of two such sets is common (MinHash with one permutation, 128 cells of one
 * byte; standard error at most .045). A simhash was tried: common phrases of statutes outweighed
 * everything else.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_FINGERPRINT_H
#define TEXT_FINGERPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FINGERPRINT_CELLS = 128, FINGERPRINT_NEAR_PERCENT = 70, FINGERPRINT_CHARS_MIN = 60 };

struct fingerprint {
    uint32_t chars; /* that went into it; short texts say little */
    unsigned char cell[FINGERPRINT_CELLS];
};

struct fingerprint fingerprint_of(const char *text, size_t n);
/* 0 (the same set) … 100 (nothing in common): per cent of the groups that only one of them has. */
int fingerprint_distance(const struct fingerprint *a, const struct fingerprint *b);
/* At least FINGERPRINT_NEAR_PERCENT in common. Texts shorter than FINGERPRINT_CHARS_MIN must be
 * equal but for layout. */
bool fingerprint_near(const struct fingerprint *a, const struct fingerprint *b);

#endif
