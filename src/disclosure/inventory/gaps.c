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

/* Which unit issues under a word: the one of its first number that has one. */
static struct map *owners(struct arena *a, const struct number_row *rows, size_t n)
{
    struct map *m = map_new(a);
    for (size_t i = 0; i < n; i++) {
        const struct number_row *known = map_find(m, rows[i].word);
        if (!known || (!known->unit_id && rows[i].unit_id))
            map_set(m, rows[i].word, (void *)(uintptr_t)&rows[i]);
    }
    return m;
}

static struct gap_series gap_series(
    struct arena *a, const struct series *s, const struct number_row *owner)
{
    struct range *ranges = NULL;
    size_t n_ranges = s->n_missing ? ranges_of(a, s->missing, s->n_missing, &ranges) : 0;
    return (struct gap_series){.word = s->word,
        .year = s->year,
        .last = s->last,
        .unit_id = owner->unit_id,
        .ranges = ranges,
        .n_ranges = n_ranges,
        .n_missing = s->n_missing,
        .typos = s->typos,
        .n_typos = s->n_typos,
        .issuer = owner->unit_id || !owner->issuer ? "" : owner->issuer};
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
    for (size_t i = 0; i < n_series; i++)
        if (series[i].n_missing || series[i].n_typos)
            (*out)[kept++] = gap_series(a, &series[i], map_find(of, series[i].word));
    if (kept)
        qsort(*out, kept, sizeof **out, by_word);
    return kept;
}

/* Of one unit: its own, and what bears a word of its own although another name is written. Returns
 * how many are in `out`. */
static size_t of_unit(struct arena *a, const struct number_row *rows, size_t n, int64_t unit_id,
    struct number_row *out)
{
    struct map *of = owners(a, rows, n);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct number_row *owner = map_find(of, rows[i].word);
        if (rows[i].unit_id == unit_id || owner->unit_id == unit_id)
            out[kept++] = rows[i];
    }
    return kept;
}

enum st gaps_find(struct ctx *c, int64_t unit_id, const char *word, int year, struct gaps *out)
{
    struct number_row *rows, *odd, *own;
    size_t n, kept = 0;
    *out = (struct gaps){.n_series = 0};
    enum st st = number_list(c, unit_id, &rows, &n);
    if (st)
        return st;
    odd = ARENA_ARRAY(c->mem, struct number_row, n);
    own = ARENA_ARRAY(c->mem, struct number_row, n);
    for (size_t i = 0; i < n; i++)
        if (!*rows[i].word && (!unit_id || rows[i].unit_id == unit_id))
            odd[out->n_odd++] = rows[i];
    for (size_t i = 0; i < n; i++)
        if (*rows[i].word && (!*word || !strcmp(rows[i].word, word)) &&
            (!year || rows[i].year == year))
            rows[kept++] = rows[i];
    size_t n_own = kept;
    if (unit_id)
        n_own = of_unit(c->mem, rows, kept, unit_id, own);
    out->odd = odd;
    out->n_series = gaps_in(c->mem, unit_id ? own : rows, n_own, &out->series);
    return ST_OK;
}

const char *gap_name(struct arena *a, const char *word, int year, int from, int to)
{
    static const char notice[] = "告", order[] = "令";
    size_t n = strlen(word);
    bool sign = n > 3 && (!strcmp(word + n - 3, notice) || !strcmp(word + n - 3, order));
    const char *range =
        from == to ? arena_printf(a, "%d", from) : arena_printf(a, "%d—%d", from, to);
    if (!year)
        return arena_printf(a, "%s第%s号", word, range);
    return sign ? arena_printf(a, "%s%d年第%s号", word, year, range)
                : arena_printf(a, "%s〔%d〕%s号", word, year, range);
}
