/* Statements of the yearly figures, for the module row. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_TALLY_H
#define NORMDOC_TALLY_H

#include "disclosure/normdoc/normdoc.h"

extern const struct stmt norm_stmt_tally, norm_stmt_counted;

#endif
