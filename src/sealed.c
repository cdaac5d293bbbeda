/* Every column named sealed but that of foi_event, whose bytes its chain of hashes covers; a test
 * compares this list with the tables.
 *
 * SPDX-License-Identifier: MIT */
#include "sealed.h"

const struct sealed_column sealed_columns[] = {SEALED_COLUMN("decision_comment", "id", "sealed"),
    SEALED_COLUMN("foi_case", "id", "sealed"), SEALED_COLUMN("foi_paper", "id", "sealed"),
    SEALED_COLUMN("petition", "id", "sealed"), SEALED_COLUMN("petition_step", "id", "sealed"),
    SEALED_COLUMN("proposal", "id", "sealed")};
const size_t n_sealed_columns = COUNT_OF(sealed_columns);
