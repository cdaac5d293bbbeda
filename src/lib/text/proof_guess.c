/* Candidates and judgement of wrong characters; see proof_guess.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_features.h"

#include <math.h>
#include <string.h>

#define KEEP_ONE 3 /* candidates of one place */
#define KEEP_TWO 2
#define MIN_GAIN 18  /* tenths of a nat */
#define WORD_COST 65 /* of the second of two characters that belong together */
#define MAX_TRIALS 24
#define JUNK_PIECE 128 /* so many places of which two thirds are dear are no prose */
#define COMPANY 3.0f   /* times the odds of an error beside a sure one */

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

static void add_guesses(
    struct guess_line *l, size_t at, size_t len, const struct found *f, size_t n)
{
    for (size_t i = 0; i < n && l->n_guesses < GUESS_MAX; i++) {
        struct guess *g = &l->guess[l->n_guesses++];
        *g = (struct guess){
            .at = (uint16_t)at, .len = (uint16_t)len, .gain = f[i].trial.gain, .like = f[i].rank};
        memcpy(g->to, f[i].to, sizeof g->to);
        int other = n > 1 ? f[i ? 0 : 1].trial.gain : 0;
        features_describe(l, g, &f[i], i, other > 0 ? other : 0);
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

static bool is_suspicious(const struct guess_line *l, size_t i)
{
    return !l->fixed[i] && is_han(l->m, l->t[i]) && !unsuspicious(l, i);
}

size_t guess_suspects(const struct guess_line *l)
{
    size_t n = 0;
    for (size_t i = 1; i <= l->n; i++)
        n += is_suspicious(l, i);
    return n;
}

bool guess_is_junk(size_t suspects, size_t places)
{
    return places >= JUNK_PIECE && 3 * suspects > 2 * places;
}

void guess_list(struct guess_line *l)
{
    l->n_guesses = 0;
    for (size_t i = 1; i <= l->n && l->n_guesses < GUESS_MAX; i++) {
        if (!is_suspicious(l, i))
            continue;
        guess_one(l, i);
        if (both_suspicious(l, i))
            guess_two(l, i);
    }
    features_describe_others(l);
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
