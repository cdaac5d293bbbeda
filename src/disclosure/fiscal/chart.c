/* Horizontal bars, one group a row, the figure at the end of each bar.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/chart.h"

#include <string.h>

#include "disclosure/fiscal/finding.h"
#include "lib/base/escape.h"

enum { BAR = 14, GAP = 12, LABEL = 168, WIDTH = 640, VALUE = 84, TOP = 26 };

static int64_t largest(const struct fiscal_chart *k)
{
    int64_t most = 1;
    for (size_t i = 0; i < k->n; i++)
        for (size_t s = 0; s < k->n_series; s++)
            if (k->rows[i].fen[s] > most)
                most = k->rows[i].fen[s];
    return most;
}

static void label(struct buf *out, int x, int y, const char *class, const char *text)
{
    buf_addf(out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, x, y);
    escape_html(out, text, strlen(text));
    buf_adds(out, "</text>");
}

/* Two series are the first and the last colour. */
static size_t colour(const struct fiscal_chart *k, size_t series)
{
    return series && k->n_series == 2 ? 2 : series;
}

static void bars(struct buf *out, struct arena *a, const struct fiscal_chart *k, size_t row, int y)
{
    int64_t most = largest(k), room = WIDTH - LABEL - VALUE;
    for (size_t s = 0; s < k->n_series; s++, y += BAR) {
        int64_t fen = k->rows[row].fen[s];
        if (fen < 0)
            continue;
        int width = (int)((double)fen / (double)most * (double)room);
        if (fen && width < 1)
            width = 1;
        buf_addf(out, "<rect class=\"bar-%zu\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
            colour(k, s), LABEL, y, width, BAR - 3);
        label(out, LABEL + width + 6, y + BAR - 4, "value", printed_text(a, fen, 2));
    }
}

void fiscal_chart(struct buf *out, struct arena *a, const struct fiscal_chart *k)
{
    int step = BAR * (int)k->n_series + GAP, x = LABEL;
    buf_addf(out, "<svg class=\"fiscal-chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
        WIDTH, TOP + step * (int)k->n);
    escape_html(out, k->title, strlen(k->title));
    buf_adds(out, "\">");
    for (size_t s = 0; s < k->n_series; s++, x += 130) {
        buf_addf(out, "<rect class=\"bar-%zu\" x=\"%d\" y=\"2\" width=\"11\" height=\"11\"/>",
            colour(k, s), x);
        label(out, x + 17, 12, "key", k->series[s]);
    }
    for (size_t i = 0; i < k->n; i++) {
        int y = TOP + step * (int)i;
        label(out, LABEL - 10, y + step / 2 - GAP / 2 + 4, "label", k->rows[i].label);
        bars(out, a, k, i, y);
    }
    buf_addf(out, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/></svg>", LABEL, LABEL, TOP - 4,
        TOP + step * (int)k->n - GAP / 2);
}
