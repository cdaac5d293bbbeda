/* Candidates, features and judgement of wrong characters; see proof_guess.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_guess.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#define KEEP_ONE 3 /* candidates of one place */
#define KEEP_TWO 2
#define MIN_GAIN 18      /* tenths of a nat */
#define UNKNOWN_COST 200 /* a character that is no word, tenths of a nat */
#define CUT_REACH 4
#define WORD_COST 65 /* of the second of two characters that belong together */
#define MAX_TRIALS 24
#define GUESS_OF_LINE (GUESS_FEATURES - 2) /* features behind these: describe_others */
#define COMPANY 3.0f                       /* times the odds of an error beside a sure one */

/* Key of the n tokens that end with the lowest twelve bits of `packed`, as ngram_key makes it. */
static uint64_t key_of(uint64_t packed, int n)
{
    return (uint64_t)n << 12 * n | (packed & (((uint64_t)1 << 12 * n) - 1));
}

static uint32_t find_hashed(const struct proof_model *m, uint64_t h)
{
    uint32_t slots = m->head->slots, at = slot_of(h, slots), check = check_of(h);
    for (uint32_t i = 0; i < 64; i++) {
        uint32_t cell = m->ngram[at];
        if (!cell || cell >> 16 == check)
            return cell;
        at = at + 1 == slots ? 0 : at + 1;
    }
    return 0;
}

/* What proof_cost works out, from the cells of the place before: an n-gram is known only if what is
 * left without its last or first token is. hash[k]: of k + 2 tokens. */
static int cost_behind(const struct proof_model *m, uint16_t token, int most, const uint64_t *hash,
    const uint32_t *before, uint32_t *cells, int *known)
{
    int cost = m->cost[token], sum = 0;
    bool found = true;
    *known = 1;
    memset(cells, 0, ORDER * sizeof *cells);
    cells[0] = 1u << 16 | m->backoff[token];
    for (int n = 2; n <= most && before[n - 2]; n++) {
        uint32_t cell = found ? find_hashed(m, hash[n - 2]) : 0;
        found = cell != 0;
        cells[n - 1] = cell;
        if (cell) {
            cost = (int)(cell >> 8 & 255);
            *known = n;
            sum = 0;
        } else {
            sum += (int)(before[n - 2] & 255);
        }
    }
    return cost + sum;
}

static int longest(size_t i)
{
    return i < ORDER - 1 ? (int)i + 1 : ORDER;
}

#define BLOCK 16 /* places whose cells are fetched together */

void guess_costs(struct guess_line *l)
{
    const struct proof_model *m = l->m;
    uint64_t packed = TOKEN_EDGE, hash[BLOCK][ORDER - 1];
    l->t[0] = l->t[l->n + 1] = TOKEN_EDGE;
    memset(l->cell[0], 0, sizeof l->cell[0]);
    l->cell[0][0] = 1u << 16 | m->backoff[TOKEN_EDGE];
    for (size_t i = 1; i <= l->n + 1;) {
        size_t n = l->n + 2 - i < BLOCK ? l->n + 2 - i : BLOCK;
        for (size_t k = 0; k < n; k++) {
            packed = packed << 12 | (l->t[i + k] & 0xFFF);
            for (int o = 2; o <= longest(i + k); o++) {
                hash[k][o - 2] = mix64(key_of(packed, o));
                __builtin_prefetch(&m->ngram[slot_of(hash[k][o - 2], m->head->slots)]);
            }
        }
        for (size_t k = 0; k < n; k++, i++)
            l->cost[i] = cost_behind(
                m, l->t[i] & 0xFFF, longest(i), hash[k], l->cell[i - 1], l->cell[i], &l->known[i]);
    }
}

static bool is_han(const struct proof_model *m, uint16_t t)
{
    return t == TOKEN_RARE || (t >= TOKEN_FIRST && m->cp[t] >= 0x3400);
}

/* Longest known n-gram over place at; known[j - from] is that of place j. */
static int covered(const int *known, size_t at, size_t from, size_t last)
{
    int best = 1;
    for (size_t j = at; j <= last && j < at + ORDER; j++)
        if (known[j - from] > (int)(j - at) && known[j - from] > best)
            best = known[j - from];
    return best;
}

/* What reads well is not looked at; the bounds leave out three of a hundred errors and three
 * quarters of what is right. */
static bool unsuspicious(const struct guess_line *l, size_t i)
{
    int cost = l->cost[i] + l->cost[i + 1], cover = covered(l->known, i, 0, l->n + 1);
    return cover >= 4 ? cost < 120 : cost < 60;
}

/* Cost of the places from `at` on that a change of len tokens touches. */
static int touched(const struct guess_line *l, size_t at, size_t len, const int *cost)
{
    size_t last = at + len - 1 + ORDER - 1;
    int sum = 0;
    for (size_t i = at; i <= last && i <= l->n + 1; i++)
        sum += cost[i - at];
    return sum;
}

struct trial {
    int cost[ORDER + 2], known[ORDER + 2];
    int gain;
};

/* Costs with `to` in place of what stands there; false as soon as less than `least` can be gained.
 */
static bool try_change(
    struct guess_line *l, size_t at, size_t len, const uint16_t *to, int least, struct trial *r)
{
    uint32_t cells[2][ORDER];
    const uint32_t *before = l->cell[at - 1];
    size_t last = at + len - 1 + ORDER - 1;
    uint64_t packed = 0;
    int left = touched(l, at, len, l->cost + at);
    for (size_t i = at > ORDER ? at - ORDER : 0; i < at; i++)
        packed = packed << 12 | (l->t[i] & 0xFFF);
    for (size_t i = at; i <= last && i <= l->n + 1; i++) {
        uint16_t token = (i < at + len ? to[i - at] : l->t[i]) & 0xFFF;
        uint64_t hash[ORDER - 1];
        packed = packed << 12 | token;
        for (int o = 2; o <= longest(i); o++)
            hash[o - 2] = mix64(key_of(packed, o));
        uint32_t *now = cells[(i - at) & 1];
        r->cost[i - at] =
            cost_behind(l->m, token, longest(i), hash, before, now, &r->known[i - at]);
        before = now;
        left -= r->cost[i - at];
        if (left < least)
            return false;
    }
    r->gain = left;
    return true;
}

struct found {
    uint16_t to[2];
    uint32_t pair[2];
    struct trial trial;
    int rank; /* gain and likeness */
};

static int likeness(uint32_t pair)
{
    return (int)pair_seen(pair) * 8 + (pair_sound(pair) == SOUND_SAME ? 15 : 0) +
           (pair_sound(pair) == SOUND_NEAR ? 5 : 0) + (int)pair_shape(pair);
}

/* Keeps the best in order; returns the new count. */
static size_t keep(struct found *list, size_t n, size_t max, const struct found *f)
{
    size_t i = n < max ? n : max - 1;
    if (n == max && list[i].rank >= f->rank)
        return n;
    for (; i > 0 && list[i - 1].rank < f->rank; i--)
        list[i] = list[i - 1];
    list[i] = *f;
    return n < max ? n + 1 : n;
}

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

static void describe(
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

static void add_guesses(
    struct guess_line *l, size_t at, size_t len, const struct found *f, size_t n)
{
    for (size_t i = 0; i < n && l->n_guesses < GUESS_MAX; i++) {
        struct guess *g = &l->guess[l->n_guesses++];
        *g = (struct guess){
            .at = (uint16_t)at, .len = (uint16_t)len, .gain = f[i].trial.gain, .like = f[i].rank};
        memcpy(g->to, f[i].to, sizeof g->to);
        int other = n > 1 ? f[i ? 0 : 1].trial.gain : 0;
        describe(l, g, &f[i], i, other > 0 ? other : 0);
    }
}

/* Cost of b behind a by two tokens alone. */
static int pair_cost(const struct proof_model *m, uint16_t a, uint16_t b)
{
    uint16_t t[2] = {a, b};
    uint32_t cell = ngram_find(m, t, 2);
    return cell ? (int)(cell >> 8 & 255) : m->cost[b] + m->backoff[a];
}

/* The same where the sets of neighbours tell whether it was ever seen. */
static int side_cost(const struct proof_model *m, uint16_t a, uint16_t b, bool seen)
{
    return seen ? pair_cost(m, a, b) : m->cost[b] + m->backoff[a];
}

static bool in_set(const uint64_t *set, uint16_t t)
{
    return set[t / 64] >> t % 64 & 1;
}

/* A candidate by what it saves beside its neighbours: cheap, so that few are tried in full. */
struct rough {
    uint16_t x, y;
    int saved;
};

static size_t keep_rough(struct rough *list, size_t n, struct rough r)
{
    size_t i = n < MAX_TRIALS ? n : MAX_TRIALS - 1;
    if (n == MAX_TRIALS && list[i].saved >= r.saved)
        return n;
    for (; i > 0 && list[i - 1].saved < r.saved; i--)
        list[i] = list[i - 1];
    list[i] = r;
    return n < MAX_TRIALS ? n + 1 : n;
}

static void guess_one(struct guess_line *l, size_t i)
{
    const struct proof_model *m = l->m;
    uint16_t left = l->t[i - 1], here = l->t[i], right = l->t[i + 1];
    const uint64_t *may = m->confused + (size_t)l->written[i] * ROW_WORDS,
                   *alike = m->alike + (size_t)l->written[i] * ROW_WORDS,
                   *behind = m->behind + (size_t)left * ROW_WORDS,
                   *before = m->before + (size_t)right * ROW_WORDS;
    struct rough rough[MAX_TRIALS];
    size_t n = 0, kept = 0;
    int now = pair_cost(m, left, here) + pair_cost(m, here, right);
    for (unsigned k = 0; k < ROW_WORDS; k++)
        for (uint64_t set = (alike[k] & (behind[k] | before[k])) | (may[k] & behind[k] & before[k]);
             set; set &= set - 1) {
            uint16_t x = (uint16_t)(k * 64 + (unsigned)__builtin_ctzll(set));
            bool after = in_set(behind, x), ahead = in_set(before, x);
            int saved = now - (after ? 0 : side_cost(m, left, x, false)) -
                        (ahead ? 0 : side_cost(m, x, right, false));
            if (saved < -40)
                continue;
            saved -= after ? pair_cost(m, left, x) : 0;
            saved -= ahead && saved >= -40 ? pair_cost(m, x, right) : 0;
            if (saved >= -40)
                n = keep_rough(rough, n,
                    (struct rough){x, 0, saved + likeness(proof_pair(m, l->written[i], x)) / 2});
        }
    struct found best[KEEP_ONE];
    for (size_t k = 0; k < n; k++) {
        struct found f = {
            {rough[k].x, 0}, {proof_pair(m, l->written[i], rough[k].x), 0}, {{0}, {0}, 0}, 0};
        if (!try_change(l, i, 1, f.to, MIN_GAIN, &f.trial))
            continue;
        f.rank = f.trial.gain + likeness(f.pair[0]) / 2;
        kept = keep(best, kept, KEEP_ONE, &f);
    }
    add_guesses(l, i, 1, best, kept);
}

/* Pairs of characters that stand together often, both confusable with what is written. */
static void guess_two(struct guess_line *l, size_t i)
{
    const struct proof_model *m = l->m;
    uint16_t left = l->t[i - 1], a = l->t[i], b = l->t[i + 1], right = l->t[i + 2];
    const uint64_t *may = m->alike + (size_t)l->written[i + 1] * ROW_WORDS,
                   *before = m->before + (size_t)right * ROW_WORDS,
                   *behind = m->behind + (size_t)left * ROW_WORDS;
    struct rough rough[MAX_TRIALS];
    size_t n = 0, kept = 0;
    int now = pair_cost(m, left, a) + pair_cost(m, a, b) + pair_cost(m, b, right);
    for (uint32_t p = m->pair_start[l->written[i]]; p < m->pair_start[l->written[i] + 1]; p++) {
        uint16_t x = pair_token(m->pair[p]);
        if (!much_alike(m->pair[p]))
            continue;
        const uint64_t *next = m->behind + (size_t)x * ROW_WORDS;
        bool fits = behind[x / 64] >> x % 64 & 1;
        for (unsigned k = 0; k < ROW_WORDS; k++)
            for (uint64_t set = may[k] & next[k] & (fits ? ~(uint64_t)0 : before[k]); set;
                 set &= set - 1) {
                uint16_t y = (uint16_t)(k * 64 + (unsigned)__builtin_ctzll(set));
                bool ahead = in_set(before, y);
                int saved = now - (fits ? 0 : side_cost(m, left, x, false)) -
                            (ahead ? 0 : side_cost(m, y, right, false));
                int inside = saved >= -20 ? pair_cost(m, x, y) : WORD_COST + 1;
                if (inside > WORD_COST || saved - inside < -20)
                    continue;
                saved -= inside + (fits ? pair_cost(m, left, x) : 0);
                saved -= ahead ? pair_cost(m, y, right) : 0;
                if (saved >= -20)
                    n = keep_rough(rough, n, (struct rough){x, y, saved});
            }
    }
    struct found best[KEEP_TWO];
    for (size_t k = 0; k < n; k++) {
        struct found f = {{rough[k].x, rough[k].y},
            {proof_pair(m, l->written[i], rough[k].x),
                proof_pair(m, l->written[i + 1], rough[k].y)},
            {{0}, {0}, 0}, 0};
        if (!try_change(l, i, 2, f.to, 2 * MIN_GAIN, &f.trial))
            continue;
        f.rank = f.trial.gain + (likeness(f.pair[0]) + likeness(f.pair[1])) / 2;
        kept = keep(best, kept, KEEP_TWO, &f);
    }
    add_guesses(l, i, 2, best, kept);
}

/* Two wrong characters side by side leave hardly any known n-gram. */
static bool both_suspicious(const struct guess_line *l, size_t i)
{
    size_t last = l->n + 1;
    return i < l->n && !l->fixed[i + 1] && is_han(l->m, l->t[i + 1]) &&
           covered(l->known, i, 0, last) <= 3 && covered(l->known, i + 1, 0, last) <= 3 &&
           l->cost[i] + l->cost[i + 1] + l->cost[i + 2] > 110;
}

/* The best guess elsewhere in the line: errors come together. */
static void describe_others(struct guess_line *l)
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

void guess_list(struct guess_line *l)
{
    l->n_guesses = 0;
    for (size_t i = 1; i <= l->n; i++) {
        if (l->fixed[i] || !is_han(l->m, l->t[i]) || unsuspicious(l, i))
            continue;
        guess_one(l, i);
        if (both_suspicious(l, i))
            guess_two(l, i);
    }
    describe_others(l);
}

float guess_judge(const float *weight, const float *x)
{
    return 1 / (1 + expf(-trees_sum(weight, x, GUESS_FEATURES)));
}

static bool is_free(const struct guess_line *l, const struct guess *g)
{
    for (size_t k = 0; k < g->len; k++)
        if (l->fixed[g->at + k])
            return false;
    return true;
}

static void raise_odds(struct guess_line *l)
{
    l->company = true;
    for (size_t i = 0; i < l->n_guesses; i++) {
        float p = l->guess[i].p;
        l->guess[i].p = COMPANY * p / (COMPANY * p + 1 - p);
    }
}

size_t guess_take(struct guess_line *l, float least, float sure, struct guess *taken)
{
    size_t n = 0;
    if (l->company)
        raise_odds(l);
    for (;;) {
        const struct guess *best = NULL;
        for (size_t i = 0; i < l->n_guesses; i++) {
            const struct guess *g = &l->guess[i];
            if (g->p >= least && is_free(l, g) && (!best || g->p > best->p))
                best = g;
        }
        if (!best)
            return n;
        taken[n++] = *best;
        for (size_t k = 0; k < best->len; k++) {
            l->t[best->at + k] = l->written[best->at + k] = best->to[k];
            l->fixed[best->at + k] = true;
        }
        if (!l->company && best->p >= sure)
            raise_odds(l);
    }
}
