/* Simplified characters, then guesses with the county's own names at hand. See reread.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/reread.h"

#include <string.h>

#include "common/search/guess.h"
#include "lib/text/simplify.h"

const struct stmt reread_names_stmt = {"search.own_names",
    "SELECT name FROM unit WHERE closed_at IS NULL "
    "UNION SELECT short_name FROM unit WHERE closed_at IS NULL "
    "UNION SELECT name FROM site_column WHERE closed_at IS NULL",
    NULL};

/* 师宗县 of 师宗县财政局; "" when the name begins with no place. */
static const char *place_of(struct arena *a, const char *unit)
{
    static const char *const ends[] = {"县", "市", "区", "乡", "镇", "街道"};
    const char *first = NULL;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const char *p = strstr(unit, ends[i]);
        if (p && p > unit && (!first || p + strlen(ends[i]) < first))
            first = p + strlen(ends[i]);
    }
    return first ? arena_strndup(a, unit, (size_t)(first - unit)) : "";
}

static enum st own_names(struct ctx *c, struct own_names *out)
{
    struct rows *r;
    *out = (struct own_names){.n = 0};
    enum st st = q(c, &reread_names_stmt, NULL, 0, &r);
    if (st)
        return st;
    const char **p = ARENA_ARRAY(c->mem, const char *, 2 * rows_count(r) + 1);
    while (rows_next(r)) {
        const char *place = place_of(c->mem, rows_text(r, 0));
        p[out->n++] = rows_text(r, 0);
        if (*place && (out->n < 3 || strcmp(place, p[out->n - 2]) != 0))
            p[out->n++] = place;
    }
    out->p = p;
    return ST_OK;
}

enum st reread_meant(struct ctx *c, const struct view *v, const char *text, const char **out)
{
    struct own_names own;
    enum st st = own_names(c, &own);
    const char *meant = st ? NULL : guess_meant(c->mem, v, text, &own);
    *out = meant ? meant : "";
    return st;
}

enum st reread(struct ctx *c, const struct view *v, const char *text,
    const char *out[static READINGS], size_t *n)
{
    const char *simplified = simplify(c->mem, text), *meant;
    *n = 0;
    if (simplified != text)
        out[(*n)++] = simplified;
    enum st st = reread_meant(c, v, text, &meant);
    if (!st && *meant)
        out[(*n)++] = meant;
    if (!st && simplified != text)
        st = reread_meant(c, v, simplified, &meant);
    if (!st && simplified != text && *meant)
        out[(*n)++] = meant;
    return st;
}
