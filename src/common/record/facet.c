/* Facets of a column: which years, issuers, subjects … occur, and how often.
 *
 * Counted in memory (record_index.h). For a writer the database counts the combinations, of which
 * there are far fewer than items, and the values are added up here.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/facet.h"

#include <stdlib.h>
#include <string.h>

#include "common/record/item.h"
#include "common/record/record_index.h"

enum { MOST = 20, MOST_YEARS = 60 };
enum { YEAR, ISSUER, SUBJECT, VALIDITY, GENRE, FACETS };

struct item_counts { /* of the values that occur, without order */
    struct facet *list;
    size_t n;
};

const struct stmt facet_stmt = {"item.facets",
    "SELECT CAST(i.year AS TEXT), i.issuer, i.subject, i.validity, i.genre, count(*) "
    "FROM item_place p JOIN item i ON i.record_id = p.record_id WHERE p.column_id = $1 "
    "GROUP BY i.year, i.issuer, i.subject, i.validity, i.genre",
    NULL};

static void add(struct map *counts, struct arena *a, const char *value, int64_t n)
{
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

/* Sorts, and returns how many are shown. */
static size_t shown(struct item_counts *k, bool years, struct facet **list)
{
    size_t n = 0, most = years ? MOST_YEARS : MOST;
    for (size_t i = 0; i < k->n; i++)
        if (*k->list[i].value && strcmp(k->list[i].value, "0") != 0)
            k->list[n++] = k->list[i];
    qsort(k->list, n, sizeof *k->list, years ? newest_year : by_count);
    *list = k->list;
    return n < most ? n : most;
}

static enum st count_stored(struct ctx *c, int64_t column_id, struct item_counts out[FACETS])
{
    struct rows *r;
    struct map *counts[FACETS];
    enum st st = q(c, &facet_stmt, ARGS(v_int(column_id)), &r);
    if (st)
        return st;
    for (int k = 0; k < FACETS; k++)
        counts[k] = map_new(c->mem);
    while (rows_next(r))
        for (int k = 0; k < FACETS; k++)
            add(counts[k], c->mem, rows_text(r, k), rows_int(r, FACETS));
    for (int k = 0; k < FACETS; k++) {
        size_t at = 0;
        const char *value;
        void *count;
        out[k] = (struct item_counts){ARENA_ARRAY(c->mem, struct facet, map_count(counts[k])), 0};
        while (map_next(counts[k], &at, &value, &count))
            out[k].list[out[k].n++] = (struct facet){value, *(int64_t *)count};
    }
    return ST_OK;
}

static enum st count_indexed(struct ctx *c, int64_t column_id, struct item_counts out[FACETS])
{
    static const enum record_field fields[FACETS] = {
        FIELD_YEAR, FIELD_ISSUER, FIELD_SUBJECT, FIELD_VALIDITY, FIELD_GENRE};
    struct record_counts counts[FACETS];
    enum st st = record_tally(c,
        &(struct record_filter){.mask = MARK_LISTED, .marks = MARK_LISTED, .column_id = column_id},
        fields, FACETS, counts);
    for (size_t k = 0; !st && k < FACETS; k++) {
        out[k] = (struct item_counts){ARENA_ARRAY(c->mem, struct facet, counts[k].n), counts[k].n};
        for (size_t i = 0; i < counts[k].n; i++)
            out[k].list[i] = (struct facet){counts[k].list[i].text, counts[k].list[i].n};
    }
    return st;
}

enum st item_facets(struct ctx *c, int64_t column_id, struct facets *out)
{
    struct item_counts k[FACETS];
    enum st st = c->writing ? count_stored(c, column_id, k) : count_indexed(c, column_id, k);
    if (st)
        return st;
    out->n_years = shown(&k[YEAR], true, &out->years);
    out->n_issuers = shown(&k[ISSUER], false, &out->issuers);
    out->n_subjects = shown(&k[SUBJECT], false, &out->subjects);
    out->n_validities = shown(&k[VALIDITY], false, &out->validities);
    out->n_genres = shown(&k[GENRE], false, &out->genres);
    return ST_OK;
}
