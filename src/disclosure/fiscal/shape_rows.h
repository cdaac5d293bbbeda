/* Short ways to write columns and rows, for the files of shapes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_SHAPE_ROWS_H
#define FISCAL_SHAPE_ROWS_H

#include "disclosure/fiscal/shape.h"
#include "lib/base/status.h"

#define ROWS(x) .rows = x, .n_rows = COUNT_OF(x)
#define COLS(x) .columns = x, .n_columns = COUNT_OF(x)
#define MONEY(key, title)                                                                          \
    {                                                                                              \
        key, title, FISCAL_MONEY, NULL, NULL, 0                                                    \
    }
#define LINE(key, title)                                                                           \
    {                                                                                              \
        key, title, 1, NULL, NULL, NULL                                                            \
    }
#define SUM(key, title, of)                                                                        \
    {                                                                                              \
        key, title, 0, of, NULL, NULL                                                              \
    }

#endif
