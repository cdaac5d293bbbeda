/* Counts a string number while a segment is read, then adds them up by text. See tally.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/tally.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"

enum { YEARS = 3000, COLUMNS = 1024, SHOWN = 20, SHOWN_YEARS = 60 };
enum { BY_ISSUER, BY_SUBJECT, BY_VALIDITY, BY_GENRE, BY_KIND, N_BY };

struct tally {
    struct arena *a;
    const struct segment *s;
    uint32_t *counts[N_BY]; /* of the segment at hand */
    struct map *sums[N_BY]; /* text → struct facet */
    uint32_t years[YEARS];
    struct column_count *columns; /* open addressing, 0 free */
    size_t n_columns;
};

struct tally *tally_new(struct arena *a)
{
    struct tally *t = ARENA_NEW(a, struct tally);
    t->a = a;
    t->columns = ARENA_ARRAY(a, struct column_count, COLUMNS);
    for (int i = 0; i < N_BY; i++)
        t->sums[i] = map_new(a);
    return t;
}

static void add_up(struct tally *t)
{
    for (int i = 0; t->s && i < N_BY; i++)
        for (uint32_t k = 0; k < t->s->n_strings; k++) {
            const char *text = segment_string(t->s, k);
            if (!t->counts[i][k] || !*text)
                continue;
            struct facet *f = map_find(t->sums[i], text);
            if (!f) {
                f = ARENA_NEW(t->a, struct facet);
                f->value = arena_strdup(t->a, text);
                map_set(t->sums[i], text, f);
            }
            f->count += t->counts[i][k];
        }
    t->s = NULL;
}

void tally_segment(struct tally *t, const struct segment *s)
{
    add_up(t);
    t->s = s;
    for (int i = 0; i < N_BY; i++)
        t->counts[i] = ARENA_ARRAY(t->a, uint32_t, s->n_strings + 1);
}

static void count_string(struct tally *t, int by, uint32_t number)
{
    if (number < t->s->n_strings)
        t->counts[by][number]++;
}

static void count_column(struct tally *t, int64_t id)
{
    size_t at = (size_t)id & (COLUMNS - 1);
    if (id <= 0)
        return;
    while (t->columns[at].column_id && t->columns[at].column_id != id)
        at = (at + 1) & (COLUMNS - 1);
    if (!t->columns[at].column_id) {
        if (t->n_columns == COLUMNS / 2)
            return; /* a site of more columns shows the first ones */
        t->columns[at].column_id = id;
        t->n_columns++;
    }
    t->columns[at].count++;
}

void tally_add(struct tally *t, const struct seg_doc *d, unsigned failed)
{
    if (!(failed & ~(unsigned)FAIL_YEAR) && d->year < YEARS)
        t->years[d->year]++;
    if (!(failed & ~(unsigned)FAIL_ISSUER))
        count_string(t, BY_ISSUER, d->issuer);
    if (!(failed & ~(unsigned)FAIL_SUBJECT))
        count_string(t, BY_SUBJECT, d->subject);
    if (!(failed & ~(unsigned)FAIL_VALIDITY))
        count_string(t, BY_VALIDITY, d->validity);
    if (!(failed & ~(unsigned)FAIL_GENRE))
        count_string(t, BY_GENRE, d->genre);
    if (!(failed & ~(unsigned)FAIL_KIND))
        count_string(t, BY_KIND, d->kind);
    if (!(failed & ~(unsigned)FAIL_COLUMN))
        count_column(t, d->column_id);
}

static int most_first(const void *a, const void *b)
{
    const struct facet *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->value, y->value);
}

static void list_of(struct tally *t, int by, struct facet **list, size_t *n)
{
    size_t at = 0, all = 0;
    const char *key;
    void *value;
    struct facet *f = ARENA_ARRAY(t->a, struct facet, map_count(t->sums[by]) + 1);
    while (map_next(t->sums[by], &at, &key, &value))
        f[all++] = *(struct facet *)value;
    qsort(f, all, sizeof *f, most_first);
    *list = f;
    *n = all < SHOWN ? all : SHOWN;
}

static void list_years(struct tally *t, struct facets *out)
{
    out->years = ARENA_ARRAY(t->a, struct facet, SHOWN_YEARS);
    out->n_years = 0;
    for (int y = YEARS - 1; y > 0 && out->n_years < SHOWN_YEARS; y--)
        if (t->years[y])
            out->years[out->n_years++] = (struct facet){arena_printf(t->a, "%d", y), t->years[y]};
}

static int busiest_first(const void *a, const void *b)
{
    const struct column_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->column_id > y->column_id) - (x->column_id < y->column_id);
}

void tally_end(struct tally *t, struct ranking *out)
{
    struct facets *f = &out->facets;
    add_up(t);
    list_of(t, BY_ISSUER, &f->issuers, &f->n_issuers);
    list_of(t, BY_SUBJECT, &f->subjects, &f->n_subjects);
    list_of(t, BY_VALIDITY, &f->validities, &f->n_validities);
    list_of(t, BY_GENRE, &f->genres, &f->n_genres);
    list_of(t, BY_KIND, &out->kinds, &out->n_kinds);
    list_years(t, f);
    out->columns = ARENA_ARRAY(t->a, struct column_count, t->n_columns + 1);
    out->n_columns = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        if (t->columns[i].column_id)
            out->columns[out->n_columns++] = t->columns[i];
    qsort(out->columns, out->n_columns, sizeof *out->columns, busiest_first);
    if (out->n_columns > SHOWN)
        out->n_columns = SHOWN;
}
