/* Facets of a column: which years, issuers, subjects … occur, and how often.
 *
 * One pass over the column: the database counts the combinations, of which there are far fewer than
 * items, and the values are added up here.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/facet.h"

#include <stdlib.h>
#include <string.h>

#include "common/record/item.h"

enum { KINDS = 5, MOST = 20, MOST_YEARS = 60 };

const struct stmt facet_stmt = {"item.facets",
    "SELECT CAST(i.year AS TEXT), i.issuer, i.subject, i.validity, i.genre, count(*) "
    "FROM item_place p JOIN item i ON i.record_id = p.record_id WHERE p.column_id = $1 "
    "GROUP BY i.year, i.issuer, i.subject, i.validity, i.genre",
    NULL};

static void add(struct map *counts, struct arena *a, const char *value, int64_t n)
{
    if (!*value || strcmp(value, "0") == 0)
        return;
    int64_t *count = map_find(counts, value);
    if (!count) {
        count = ARENA_NEW(a, int64_t);
        map_set(counts, value, count);
    }
    *count += n;
}

/* Most frequent first, then by value. */
static int by_count(const void *a, const void *b)
{
    const struct facet *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->value, y->value);
}

/* Years have four digits. */
static int newest_year(const void *a, const void *b)
{
    const struct facet *x = a, *y = b;
    return strcmp(y->value, x->value);
}

static size_t take(struct arena *a, const struct map *counts, bool years, struct facet **list)
{
    size_t at = 0, n = 0, most = years ? MOST_YEARS : MOST;
    const char *value;
    void *count;
    *list = ARENA_ARRAY(a, struct facet, map_count(counts));
    while (map_next(counts, &at, &value, &count))
        (*list)[n++] = (struct facet){value, *(int64_t *)count};
    qsort(*list, n, sizeof **list, years ? newest_year : by_count);
    return n < most ? n : most;
}

enum st item_facets(struct ctx *c, int64_t column_id, struct facets *out)
{
    struct rows *r;
    struct map *counts[KINDS];
    enum st st = q(c, &facet_stmt, ARGS(v_int(column_id)), &r);
    if (st)
        return st;
    for (int k = 0; k < KINDS; k++)
        counts[k] = map_new(c->mem);
    while (rows_next(r))
        for (int k = 0; k < KINDS; k++)
            add(counts[k], c->mem, rows_text(r, k), rows_int(r, KINDS));
    out->n_years = take(c->mem, counts[0], true, &out->years);
    out->n_issuers = take(c->mem, counts[1], false, &out->issuers);
    out->n_subjects = take(c->mem, counts[2], false, &out->subjects);
    out->n_validities = take(c->mem, counts[3], false, &out->validities);
    out->n_genres = take(c->mem, counts[4], false, &out->genres);
    return ST_OK;
}
