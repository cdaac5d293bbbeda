/* The hash of a journal row: SHA-256 over the hash before and every field, length-prefixed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_CHAIN_H
#define JOURNAL_CHAIN_H

#include <stdint.h>
#include "lib/base/hash.h"

struct journal_row {
    int64_t seq, at, person, unit;
    const char *origin, *action, *subject_kind;
    int64_t subject_id, edition_id;
    const char *detail;
};

/* prev is the hash of the row before, "" for the first row. Writes 64 hex digits. */
void chain_hash(const char *prev, const struct journal_row *row, char out[static SHA256_HEX_BYTES]);

#endif
