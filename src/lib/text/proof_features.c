/* What is said of a guess, number by number; see proof_features.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_features.h"

#include <limits.h>
#include <string.h>

#define UNKNOWN_COST 200 /* a character that is no word, tenths of a nat */
#define CUT_REACH 4
#define GUESS_OF_LINE (GUESS_FEATURES - 2) /* features behind these: features_describe_others */

/* Longest word of the dictionary over place i. */
static int word_over(const struct guess_line *l, size_t i)
{
    for (int len = 4; len >= 2; len--)
        for (int back = len - 1; back >= 0; back--)
            if ((size_t)back < i && i - (size_t)back + (size_t)len - 1 <= l->n &&
                proof_word(l->m, l->t + i - (size_t)back, len))
                return len;
    return 1;
}

/* Cost of the best way to cut places from … to into words. */
static int cut_cost(const struct guess_line *l, size_t from, size_t to)
{
    int best[20] = {0};
    for (size_t i = from; i <= to; i++) {
        int least = INT_MAX;
        for (size_t len = 1; len <= 4 && len <= i + 1 - from; len++) {
            int c = proof_word(l->m, l->t + i + 1 - len, (int)len);
            if (!c && len == 1)
                c = UNKNOWN_COST;
            if (c && best[i + 1 - len - from] + c < least)
                least = best[i + 1 - len - from] + c;
        }
        best[i + 1 - from] = least;
    }
    return best[to + 1 - from];
}

static float flag(bool b)
{
    return b ? 1 : 0;
}

static float bounded(int v, float unit)
{
    float f = (float)v / unit;
    return f > 4 ? 4 : f < -4 ? -4 : f;
}

/* Company of what stands at i … e, or with `to` in its place, with the farther tokens of the line.
 */
static int company(const struct guess_line *l, size_t i, size_t len, const uint16_t *to)
{
    enum { NEAR = 3, FAR = 16 };
    size_t from = i > FAR ? i - FAR : 1, last = i + len - 1 + FAR < l->n ? i + len - 1 + FAR : l->n;
    int sum = 0;
    for (size_t j = from; j <= last; j++)
        if (j + NEAR <= i || j >= i + len - 1 + NEAR)
            for (size_t k = 0; k < len; k++)
                sum += proof_topic(l->m, to[k], l->t[j]);
    return sum;
}

/* Do these two tokens stand side by side elsewhere in the line? */
static bool elsewhere(const struct guess_line *l, size_t i, uint16_t a, uint16_t b)
{
    for (size_t j = 1; j < l->n; j++)
        if (j != i && l->t[j] == a && l->t[j + 1] == b)
            return true;
    return false;
}

/* What the rest of the line says about the guess: as many features as are written to x. */
static size_t describe_company(
    const struct guess_line *l, const struct guess *g, const uint32_t *pair, float *x)
{
    size_t i = g->at, e = i + g->len - 1, k = 0;
    int here = company(l, i, g->len, l->t + i), then = company(l, i, g->len, g->to);
    bool two = g->len == 2, han_left = is_han(l->m, l->t[i - 1]),
         han_right = is_han(l->m, l->t[e + 1]);
    x[k++] = bounded(then - here, 200);
    x[k++] = bounded(here, 200);
    x[k++] = bounded(then, 200);
    x[k++] = flag(han_left && elsewhere(l, i - 1, l->t[i - 1], l->t[i])) +
             flag(han_right && elsewhere(l, e, l->t[e], l->t[e + 1]));
    x[k++] = flag(han_left && elsewhere(l, i - 1, l->t[i - 1], g->to[0])) +
             flag(han_right && elsewhere(l, e, g->to[g->len - 1], l->t[e + 1])) +
             flag(two && elsewhere(l, i, g->to[0], g->to[1]));
    x[k++] =
        two ? flag(pair_sound(pair[0]) >= SOUND_SAME) + flag(pair_sound(pair[1]) >= SOUND_SAME) : 0;
    x[k++] = two ? (float)(pair_shape(pair[0]) + pair_shape(pair[1])) / 15 : 0;
    x[k++] = two ? (float)(pair_seen(pair[0]) + pair_seen(pair[1])) / 4 : 0;
    return k;
}

/* What n-grams and the dictionary know of tokens i … e as they stand. */
struct around {
    int word, word2;            /* longest word over the first and over the last of them */
    bool three, before, behind; /* the first with both its neighbours; each end with its own */
    int cut;                    /* cost of the best cut of the neighbourhood into words */
    size_t cut_places;
};

static struct around look_around(const struct guess_line *l, size_t i, size_t e)
{
    size_t from = i > CUT_REACH ? i - CUT_REACH : 1;
    size_t to = e + CUT_REACH <= l->n ? e + CUT_REACH : l->n;
    return (struct around){.word = word_over(l, i),
        .word2 = word_over(l, e),
        .three = ngram_find(l->m, l->t + i - 1, 3) != 0,
        .before = ngram_find(l->m, l->t + i - 1, 2) != 0,
        .behind = ngram_find(l->m, l->t + e, 2) != 0,
        .cut = cut_cost(l, from, to),
        .cut_places = to - from + 1};
}

/* A guess with all that is said of it. */
struct change {
    const struct guess_line *l;
    const struct guess *g;
    const struct found *f;
    size_t i, e, rank;
    bool two;
    int next_best;
    struct around was, is;
    unsigned sound, shape, seen; /* of the pair, or of both pairs */
};

static void compare(struct guess_line *l, struct change *c)
{
    uint16_t first = l->t[c->i], last = l->t[c->e];
    c->was = look_around(l, c->i, c->e);
    memcpy(l->t + c->i, c->g->to, c->g->len * sizeof *l->t);
    c->is = look_around(l, c->i, c->e);
    l->t[c->i] = first;
    l->t[c->e] = last;
    const uint32_t *pair = c->f->pair;
    c->sound = pair_sound(pair[0]);
    c->shape = pair_shape(pair[0]);
    c->seen = pair_seen(pair[0]);
    if (!c->two)
        return;
    c->sound = c->sound < pair_sound(pair[1]) ? c->sound : pair_sound(pair[1]);
    c->shape = (c->shape + pair_shape(pair[1])) / 2;
    c->seen = (c->seen + pair_seen(pair[1]) + 1) / 2;
}

/* These write as many features as they return. */
static size_t describe_costs(const struct change *c, float *x)
{
    const struct guess_line *l = c->l;
    const struct trial *r = &c->f->trial;
    size_t i = c->i, e = c->e, k = 0;
    x[k++] = bounded(r->gain, 60);
    x[k++] = bounded(l->cost[i] - r->cost[0], 50);
    x[k++] = bounded(r->gain - (l->cost[i] - r->cost[0]), 60);
    x[k++] = bounded(l->cost[i], 60);
    x[k++] = bounded(l->cost[e + 1], 60);
    x[k++] = bounded(r->cost[0], 60);
    x[k++] = bounded(r->cost[e + 1 - i], 60);
    x[k++] = (float)l->known[i] / 5;
    x[k++] = (float)l->known[e + 1] / 5;
    x[k++] = (float)r->known[0] / 5;
    x[k++] = (float)r->known[e + 1 - i] / 5;
    x[k++] = (float)l->m->cost[l->t[i]] / 100;
    x[k++] = (float)l->m->cost[c->g->to[0]] / 100;
    return k;
}

static size_t describe_words(const struct change *c, float *x)
{
    const uint16_t *t = c->l->t;
    const struct around *was = &c->was, *is = &c->is;
    size_t k = 0;
    x[k++] = flag(c->sound >= SOUND_SAME);
    x[k++] = flag(c->sound == SOUND_NEAR);
    x[k++] = (float)c->shape / 15;
    x[k++] = (float)c->seen / 4;
    x[k++] = flag(c->seen == 0);
    x[k++] = (float)was->word / 4;
    x[k++] = (float)is->word / 4;
    x[k++] = (float)(is->word - was->word) / 3;
    x[k++] = bounded(c->f->trial.gain - c->next_best, 40);
    x[k++] = flag(c->two);
    x[k++] = (float)c->rank / 2;
    x[k++] = flag(t[c->i] == TOKEN_RARE || t[c->e] == TOKEN_RARE);
    x[k++] = flag(was->three);
    x[k++] = flag(is->three);
    x[k++] = flag(was->before) + flag(was->behind);
    x[k++] = flag(is->before) + flag(is->behind);
    return k;
}

static size_t describe_place(const struct change *c, float *x)
{
    const struct guess_line *l = c->l;
    const struct trial *r = &c->f->trial;
    size_t i = c->i, e = c->e, last = l->n + 1, k = 0;
    size_t reach = e + ORDER - 1 < last ? e + ORDER - 1 : last;
    int was = covered(l->known, i, 0, last), is = covered(r->known, i, i, reach);
    int was2 = covered(l->known, e, 0, last), is2 = covered(r->known, e, i, reach);
    x[k++] = flag(!is_han(l->m, l->t[i - 1]));
    x[k++] = flag(!is_han(l->m, l->t[e + 1]));
    x[k++] = (float)was / 5;
    x[k++] = (float)is / 5;
    x[k++] = (float)(is - was) / 4;
    x[k++] = i > 1 ? bounded(l->cost[i - 1], 60) : 0;
    x[k++] = e + 2 <= last ? bounded(l->cost[e + 2], 60) : 0;
    x[k++] = flag(l->t[i] == l->t[i - 1] || l->t[e] == l->t[e + 1]);
    x[k++] = c->two ? (float)c->was.word2 / 4 : 0;
    x[k++] = c->two ? (float)(c->is.word2 - c->was.word2) / 3 : 0;
    x[k++] = c->two ? (float)(is2 - was2) / 4 : 0;
    x[k++] = c->two ? bounded(l->cost[e], 60) : 0;
    return k;
}

static size_t describe_whole(const struct change *c, float *x)
{
    float gain = bounded(c->f->trial.gain, 60);
    size_t k = 0;
    x[k++] = gain * flag(c->sound >= SOUND_SAME);
    x[k++] = gain * (float)c->shape / 15;
    x[k++] = bounded(c->was.cut - c->is.cut, 60);
    x[k++] = bounded(c->was.cut, 30 * (float)c->was.cut_places);
    x[k++] = flag(is_han(c->l->m, c->g->to[0]) && c->is.word >= 3 && c->was.word < 2);
    return k;
}

void features_describe(
    struct guess_line *l, struct guess *g, const struct found *f, size_t rank, int next_best)
{
    struct change c = {.l = l,
        .g = g,
        .f = f,
        .i = g->at,
        .e = g->at + g->len - 1,
        .rank = rank,
        .two = g->len == 2,
        .next_best = next_best};
    compare(l, &c);
    size_t k = describe_costs(&c, g->x);
    k += describe_words(&c, g->x + k);
    k += describe_place(&c, g->x + k);
    k += describe_whole(&c, g->x + k);
    k += describe_company(l, g, f->pair, g->x + k);
    BUG_ON(k != GUESS_OF_LINE);
}

void features_describe_others(struct guess_line *l)
{
    for (size_t i = 0; i < l->n_guesses; i++) {
        struct guess *g = &l->guess[i];
        int best = 0, n = 0;
        size_t last = SIZE_MAX;
        for (size_t k = 0; k < l->n_guesses; k++) {
            const struct guess *o = &l->guess[k];
            if (o->at + o->len + 1 > g->at && o->at < g->at + g->len + 1)
                continue;
            best = o->like > best ? o->like : best;
            n += o->like >= 120 && o->at != last;
            last = o->like >= 120 ? o->at : last;
        }
        g->x[GUESS_OF_LINE] = bounded(best, 60);
        g->x[GUESS_OF_LINE + 1] = n > 4 ? 2 : (float)n / 2;
    }
}
