/* Horizontal bars, one group a row, the figure at the end of each bar; drawn twice, for a desk with
 * the names beside the bars, for a phone with the names above them.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/chart.h"

#include <string.h>

#include "disclosure/fiscal/finding.h"
#include "lib/base/escape.h"

enum { BAR = 14, GAP = 12, VALUE = 84, TOP = 26 };

static const struct look {
    const char *class;
    int width, left, above, key; /* left of the bars, above each group, between two keys */
} desk = {"fiscal-chart wide", 640, 168, 0, 130}, phone = {"fiscal-chart narrow", 344, 1, 17, 112};

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

static void bars(struct buf *out, struct arena *a, const struct fiscal_chart *k,
    const struct look *l, size_t row, int y)
{
    int64_t most = largest(k), room = l->width - l->left - VALUE;
    for (size_t s = 0; s < k->n_series; s++, y += BAR) {
        int64_t fen = k->rows[row].fen[s];
        if (fen < 0)
            continue;
        int width = (int)((double)fen / (double)most * (double)room);
        if (fen && width < 1)
            width = 1;
        buf_addf(out, "<rect class=\"bar-%zu\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
            colour(k, s), l->left, y, width, BAR - 3);
        label(out, l->left + width + 6, y + BAR - 4, "value", printed_text(a, fen, 2));
    }
}

static void draw(
    struct buf *out, struct arena *a, const struct fiscal_chart *k, const struct look *l)
{
    int step = BAR * (int)k->n_series + GAP + l->above, x = l->left;
    buf_addf(out, "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", l->class,
        l->width, TOP + step * (int)k->n);
    escape_html(out, k->title, strlen(k->title));
    buf_adds(out, "\">");
    for (size_t s = 0; s < k->n_series; s++, x += l->key) {
        buf_addf(out, "<rect class=\"bar-%zu\" x=\"%d\" y=\"2\" width=\"11\" height=\"11\"/>",
            colour(k, s), x);
        label(out, x + 17, 12, "key", k->series[s]);
    }
    for (size_t i = 0; i < k->n; i++) {
        int y = TOP + step * (int)i;
        if (l->above)
            label(out, 5, y + 12, "above", k->rows[i].label);
        else
            label(out, l->left - 10, y + step / 2 - GAP / 2 + 4, "label", k->rows[i].label);
        bars(out, a, k, l, i, y + l->above);
    }
    buf_addf(out, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/></svg>", l->left, l->left,
        TOP - 4, TOP + step * (int)k->n - GAP / 2);
}

void fiscal_chart(struct buf *out, struct arena *a, const struct fiscal_chart *k)
{
    draw(out, a, k, &desk);
    draw(out, a, k, &phone);
}
