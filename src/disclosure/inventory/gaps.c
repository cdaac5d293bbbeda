/* The gap list of the register: the series of lib/text over all its numbers; see gaps.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/text/series.h"

static int by_word(const void *a, const void *b)
{
    const struct gap_series *x = a, *y = b;
    int order = strcmp(x->word, y->word);
    return order ? order : y->year - x->year;
}

/* Which unit issues under a word: the one of its first number. */
static struct map *owners(struct arena *a, const struct number_row *rows, size_t n)
{
    struct map *m = map_new(a);
    for (size_t i = 0; i < n; i++)
        if (!map_find(m, rows[i].word))
            map_set(m, rows[i].word, (void *)(uintptr_t)&rows[i]);
    return m;
}

/* RULE D-SEQ: the holes in each series of a word and year. */
size_t gaps_in(struct arena *a, const struct number_row *rows, size_t n, struct gap_series **out)
{
    struct series_number *numbers = ARENA_ARRAY(a, struct series_number, n);
    const struct series *series;
    struct map *of = owners(a, rows, n);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        numbers[i] = (struct series_number){rows[i].word, rows[i].year, rows[i].serial};
    size_t n_series = series_of(a, numbers, n, &series);
    *out = ARENA_ARRAY(a, struct gap_series, n_series);
    for (size_t i = 0; i < n_series; i++) {
        struct range *ranges;
        const struct series *s = &series[i];
        if (!s->n_missing)
            continue;
        size_t n_ranges = ranges_of(a, s->missing, s->n_missing, &ranges);
        const struct number_row *first = map_find(of, s->word);
        (*out)[kept++] = (struct gap_series){
            s->word, s->year, s->last, first->unit_id, ranges, n_ranges, s->n_missing};
    }
    if (kept)
        qsort(*out, kept, sizeof **out, by_word);
    return kept;
}

enum st gaps_find(
    struct ctx *c, int64_t unit_id, const char *word, int year, struct gap_series **list, size_t *n)
{
    struct number_row *rows;
    size_t n_rows, kept = 0;
    enum st st = number_list(c, unit_id, &rows, &n_rows);
    if (st)
        return st;
    for (size_t i = 0; i < n_rows; i++)
        if ((!*word || !strcmp(rows[i].word, word)) && (!year || rows[i].year == year))
            rows[kept++] = rows[i];
    *n = gaps_in(c->mem, rows, kept, list);
    return ST_OK;
}
