/* Bar charts as inline SVG, drawn by the server; the table beside them says the same. Inside the
 * slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_CHART_H
#define FISCAL_CHART_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"

enum { FISCAL_SERIES = 3 };
struct fiscal_chart_row {
    const char *label;
    int64_t fen[FISCAL_SERIES]; /* negative: none */
};
struct fiscal_chart {
    const char *title; /* what a screen reader says */
    const char *series[FISCAL_SERIES];
    size_t n_series;
    const struct fiscal_chart_row *rows;
    size_t n;
};
void fiscal_chart(struct buf *out, struct arena *a, const struct fiscal_chart *chart);

#endif
