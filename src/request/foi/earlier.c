/* Which earlier request a repeat rests on; see earlier.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/earlier.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "request/foi/store.h"

/* ---- how alike ---- */

enum { PAIRS_MOST = 200 };

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Pairs of neighbouring characters, sorted; punctuation and blanks part nothing. */
static size_t pairs_of(const char *s, uint64_t out[static PAIRS_MOST])
{
    size_t n = 0;
    uint32_t before = 0;
    const char *end = s + strlen(s);
    while (s < end && n < PAIRS_MOST) {
        uint32_t cp = utf8_next(&s, end);
        if (cp < '0' || (cp >= 0x2000 && cp < 0x3400) || cp >= 0xFE00)
            continue;
        if (before)
            out[n++] = (uint64_t)before << 32 | cp;
        before = cp;
    }
    qsort(out, n, sizeof *out, by_value);
    return n;
}

static size_t shared(const uint64_t *p, size_t np, const uint64_t *q, size_t nq)
{
    size_t same = 0;
    for (size_t i = 0, j = 0; i < np && j < nq;) {
        same += p[i] == q[j];
        if (p[i] == q[j])
            i++, j++;
        else if (p[i] < q[j])
            i++;
        else
            j++;
    }
    return same;
}

int foi_alike(const char *a, const char *b)
{
    uint64_t p[PAIRS_MOST], q[PAIRS_MOST];
    size_t np = pairs_of(a, p), nq = pairs_of(b, q);
    return np + nq ? (int)(200 * shared(p, np, q, nq) / (np + nq)) : 0;
}

int foi_share(const char *part, const char *whole)
{
    uint64_t p[PAIRS_MOST], q[PAIRS_MOST];
    size_t np = pairs_of(part, p), nq = pairs_of(whole, q);
    return np ? (int)(100 * shared(p, np, q, nq) / np) : 0;
}

/* ---- candidates ---- */

static int most_alike(const void *a, const void *b)
{
    const struct earlier_case *x = a, *y = b;
    return x->alike != y->alike ? y->alike - x->alike : (x->k.id < y->k.id) - (x->k.id > y->k.id);
}

enum st foi_earlier_list(
    struct ctx *c, const struct foi_case *k, struct earlier_case **list, size_t *n)
{
    struct foi_case *all;
    size_t n_all;
    enum st st = case_by_applicant(c, k, &all, &n_all);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct earlier_case, n_all + 1);
    for (size_t i = 0; !st && i < n_all; i++)
        if (day_given(all[i].replied) && !all[i].fix && all[i].id < k->id)
            (*list)[(*n)++] = (struct earlier_case){all[i], foi_alike(all[i].subject, k->subject)};
    if (*n)
        qsort(*list, *n, sizeof **list, most_alike);
    return st;
}

static const struct foi_case *named(const struct earlier_case *list, size_t n, const char *number)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].k.number, number) == 0 || strcmp(list[i].k.arrival, number) == 0)
            return &list[i].k;
    return NULL;
}

enum st foi_earlier_fill(struct ctx *c, const struct foi_case *k, struct foi_event *ev)
{
    struct earlier_case *list;
    size_t n;
    char day[11];
    const char *number = foi_number_typed(c->mem, foi_event_arg(ev, "earlier")),
               *outside = foi_event_arg(ev, "earlier_paper");
    if (strcmp(ev->action, "draft") != 0 || strcmp(foi_event_arg(ev, "code"), "X2") != 0)
        return ST_OK;
    enum st st = foi_earlier_list(c, k, &list, &n);
    if (st)
        return st;
    const struct foi_case *of =
        named(list, n, *number ? number : foi_number_typed(c->mem, outside));
    map_set(ev->args, "earlier_id", arena_printf(c->mem, "%lld", of ? (long long)of->id : 0LL));
    if (of) {
        map_set(ev->args, "earlier", arena_strdup(c->mem, foi_case_name(of)));
        map_set(ev->args, "earlier_date", arena_strdup(c->mem, day_text(of->replied, day)));
    } else if (!*number && *outside)
        map_set(ev->args, "earlier", (void *)outside);
    return ST_OK;
}
