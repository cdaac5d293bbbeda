/* The one list of columns that hold sealed personal data and may be sealed anew.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEALED_H
#define SEALED_H

#include "common/record/reseal.h"

extern const struct sealed_column sealed_columns[];
extern const size_t n_sealed_columns;

#endif
