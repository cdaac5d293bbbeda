/* Measures repetitions and gaps (proof_slips.h): false alarms on right sentences, and how many made
 * by rule are found.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "lib/text/proof_features.h"
#include "lib/text/proof_slips.h"
#include "tools/proof_learn.h"

static void ready(struct guess_line *l)
{
    memset(l->fixed, 0, sizeof l->fixed);
    guess_costs(l);
}

static bool plain(const struct guess_line *l, size_t i)
{
    return i >= 1 && i <= l->n && l->t[i] != TOKEN_RARE && is_han(l->m, l->t[i]);
}

/* A place within five characters, unlike its neighbours; the middle of the sentence or behind. 0
 * when there is none. */
static size_t choose(const struct guess_line *l)
{
    for (size_t k = 0; k + 6 < l->n; k++) {
        size_t i = 3 + (l->n / 2 + k) % (l->n - 5);
        if (plain(l, i - 2) && plain(l, i - 1) && plain(l, i) && plain(l, i + 1) &&
            plain(l, i + 2) && l->t[i] != l->t[i - 1] && l->t[i] != l->t[i + 1])
            return i;
    }
    return 0;
}

static void measure_twice(struct guess_line *l, size_t i, struct slip_score *s)
{
    struct slip list[SLIPS_MAX];
    memmove(l->t + i + 1, l->t + i, (l->n + 1 - i) * sizeof *l->t);
    l->n++;
    ready(l);
    size_t n = slips_find(l, list);
    s->twice++;
    for (size_t k = 0; k < n; k++)
        if (list[k].kind == SLIP_TWICE && list[k].at == i && list[k].keep == 1)
            s->twice_found++;
        else
            s->wrong++;
    memmove(l->t + i, l->t + i + 1, (l->n - i) * sizeof *l->t);
    l->n--;
}

static void measure_gap(struct guess_line *l, size_t i, struct slip_score *s)
{
    struct slip list[SLIPS_MAX];
    uint16_t gone = l->t[i];
    memmove(l->t + i, l->t + i + 1, (l->n - i) * sizeof *l->t);
    l->n--;
    ready(l);
    size_t n = slips_find(l, list);
    s->gaps++;
    for (size_t k = 0; k < n; k++)
        if (list[k].kind == SLIP_LEFT_OUT && (size_t)list[k].at + 1 == i && list[k].missing == gone)
            s->gaps_found++;
        else
            s->wrong++;
}

void slips_measure(const struct proof_model *m, const char *right, struct slip_score *s)
{
    static struct guess_line l;
    struct slip list[SLIPS_MAX];
    l.m = m;
    l.n = line_tokens(m, right, l.t + 1, l.written + 1, GUESS_LINE - 1);
    ready(&l);
    s->sentences++;
    s->false_alarms += slips_find(&l, list) > 0;
    size_t i = l.n > 6 ? choose(&l) : 0;
    if (!i)
        return;
    measure_twice(&l, i, s);
    measure_gap(&l, i, s);
}

void slips_show(const char *name, const struct slip_score *s)
{
    printf("| %s | %d | %d | %d of %d | %d of %d | %d |\n", name, s->sentences, s->false_alarms,
        s->twice_found, s->twice, s->gaps_found, s->gaps, s->wrong);
}
