/* Counts n-grams by sorting and turns them into interpolated Kneser-Ney costs.
 *
 * All windows of five tokens are sorted once; the counts of every order are the runs of equal
 * prefixes. N-grams of four and five tokens that occur once are left out.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "tools/proof_train.h"

#define LOAD_PERCENT 82
#define FOLLOW_MIN 1

struct list { /* distinct n-grams of one order, sorted */
    uint64_t *key;
    uint32_t *count;    /* raw */
    uint32_t *adjusted; /* how many tokens stand before it; raw for the highest order */
    size_t n;
};

static void *need(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    BUG_ON(!p);
    return p;
}

static uint32_t fold_cp(uint32_t cp)
{
    return cp >= 0xFF01 && cp <= 0xFF5E && !strchr("()!,:;?", (int)(cp - 0xFEE0)) ? cp - 0xFEE0
                                                                                  : cp;
}

struct seen {
    uint32_t cp;
    uint64_t n;
};

static int by_count(const void *x, const void *y)
{
    const struct seen *a = x, *b = y;
    return a->n != b->n ? (a->n < b->n ? 1 : -1) : (a->cp > b->cp) - (a->cp < b->cp);
}

static bool plain(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

static void choose_tokens(struct grams *g, const struct text *t)
{
    struct seen *seen = need(65536, sizeof *seen);
    for (uint32_t i = 0; i < 65536; i++)
        seen[i].cp = i;
    for (const char *p = t->p, *end = t->p + t->n; p < end;) {
        uint32_t cp = fold_cp(utf8_next(&p, end));
        if (cp < 65536 && cp > ' ' && !plain(cp))
            seen[cp].n++;
    }
    qsort(seen, 65536, sizeof *seen, by_count);
    for (uint32_t i = 0; i < 65536; i++)
        g->token[i] = TOKEN_RARE;
    for (uint32_t i = 0; TOKEN_FIRST + i < TOKENS && seen[i].n; i++) {
        g->token[seen[i].cp] = (uint16_t)(TOKEN_FIRST + i);
        g->cp[TOKEN_FIRST + i] = seen[i].cp;
    }
    for (uint32_t cp = 0x21; cp < 0xFF5F; cp++) {
        uint32_t to = fold_cp(cp);
        if (to >= '0' && to <= '9')
            g->token[cp] = TOKEN_DIGIT;
        else if (plain(to))
            g->token[cp] = TOKEN_LATIN;
        else if (to != cp)
            g->token[cp] = g->token[to];
    }
    for (uint32_t cp = 0; cp < 65536; cp++)
        if (cp <= ' ' || utf8_is_space(cp))
            g->token[cp] = TOKEN_NONE; /* left out */
    free(seen);
}

/* Tokens of the text; lines are divided by one TOKEN_EDGE. */
static uint16_t *read_tokens(const struct grams *g, const struct text *t, size_t *n)
{
    uint16_t *out = need(t->n + ORDER + 1, sizeof *out);
    size_t k = 0;
    out[k++] = TOKEN_EDGE;
    for (const char *p = t->p, *end = t->p + t->n; p < end;) {
        uint32_t cp = utf8_next(&p, end);
        uint16_t id = cp < 65536 ? g->token[cp] : TOKEN_RARE;
        if (cp == '\n') {
            if (out[k - 1] != TOKEN_EDGE)
                out[k++] = TOKEN_EDGE;
        } else if (id) {
            out[k++] = id;
        }
    }
    *n = k;
    return out;
}

static void sort_keys(uint64_t *key, size_t n)
{
    uint64_t *other = need(n, sizeof *other);
    for (int shift = 0; shift < 64; shift += 8) {
        size_t at[257] = {0};
        for (size_t i = 0; i < n; i++)
            at[(key[i] >> shift & 255) + 1]++;
        if (n && at[(key[0] >> shift & 255) + 1] == n)
            continue;
        for (int b = 0; b < 256; b++)
            at[b + 1] += at[b];
        for (size_t i = 0; i < n; i++)
            other[at[key[i] >> shift & 255]++] = key[i];
        memcpy(key, other, n * sizeof *key);
    }
    free(other);
}

/* Windows of ORDER tokens; behind the end of a line only TOKEN_NONE. */
static uint64_t *windows(const uint16_t *t, size_t n, size_t *count)
{
    uint64_t *key = need(n, sizeof *key);
    size_t k = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        uint64_t w = 0;
        bool ended = false;
        for (size_t j = 0; j < ORDER; j++) {
            uint16_t id = ended || i + j >= n ? TOKEN_NONE : t[i + j];
            w = w << 12 | id;
            ended = ended || (j && id == TOKEN_EDGE);
        }
        key[k++] = w;
    }
    *count = k;
    sort_keys(key, k);
    return key;
}

/* Runs of equal prefixes of `order` tokens. */
static struct list runs(const uint64_t *key, size_t n, int order)
{
    struct list l = {0};
    int shift = 12 * (ORDER - order);
    size_t distinct = 0;
    for (size_t i = 0; i < n; i++)
        distinct += !i || key[i] >> shift != key[i - 1] >> shift;
    l.key = need(distinct, sizeof *l.key);
    l.count = need(distinct, sizeof *l.count);
    l.adjusted = need(distinct, sizeof *l.adjusted);
    for (size_t i = 0; i < n; i++) {
        uint64_t k = key[i] >> shift;
        if ((k & 0xFFF) == TOKEN_NONE)
            continue;
        if (!l.n || l.key[l.n - 1] != k)
            l.key[l.n++] = k;
        l.count[l.n - 1]++;
    }
    return l;
}

/* adjusted of the lower order: how many distinct tokens stand before each n-gram. */
static void adjust(struct list *low, const struct list *high, int order)
{
    uint64_t mask = ((uint64_t)1 << 12 * order) - 1;
    uint64_t *suffix = need(high->n, sizeof *suffix);
    for (size_t i = 0; i < high->n; i++)
        suffix[i] = high->key[i] & mask;
    sort_keys(suffix, high->n);
    size_t at = 0;
    for (size_t i = 0; i < low->n; i++) {
        while (at < high->n && suffix[at] < low->key[i])
            at++;
        for (; at < high->n && suffix[at] == low->key[i]; at++)
            low->adjusted[i]++;
        if (!low->adjusted[i]) /* nothing stands before the start of a line */
            low->adjusted[i] = low->count[i];
    }
    free(suffix);
}

static uint8_t cost_of(double p)
{
    double c = p > 0 ? -10 * log(p) + 0.5 : COST_MAX;
    return c < 0 ? 0 : c > COST_MAX ? COST_MAX : (uint8_t)c;
}

static double discount(const struct list *l)
{
    double n1 = 0, n2 = 0;
    for (size_t i = 0; i < l->n; i++) {
        n1 += l->adjusted[i] == 1;
        n2 += l->adjusted[i] == 2;
    }
    return n1 > 0 && n2 > 0 ? n1 / (n1 + 2 * n2) : 0.5;
}

static void put(struct grams *g, const uint16_t *t, int n, uint32_t value)
{
    uint64_t h = mix64(ngram_key(t, n));
    uint32_t at = slot_of(h, g->slots);
    while (g->ngram[at] && g->ngram[at] >> 16 != check_of(h))
        at = at + 1 == g->slots ? 0 : at + 1;
    if (!g->ngram[at])
        g->ngram[at] = check_of(h) << 16 | value;
}

static void unpack(uint64_t key, int n, uint16_t *t)
{
    for (int i = n - 1; i >= 0; i--, key >>= 12)
        t[i] = key & 0xFFF;
}

static bool kept(const struct list *l, size_t i, int order)
{
    return order < 4 || l->count[i] > 1;
}

/* Probability of the last token behind the shorter history. */
static double lower(const struct grams *g, const uint16_t *t, int n)
{
    struct proof_model_head head = {.slots = g->slots};
    struct proof_model m = {
        .head = &head, .cost = g->cost, .backoff = g->backoff, .ngram = g->ngram};
    int known;
    return exp(-proof_cost(&m, t, (size_t)n - 1, &known) / 10.0);
}

/* The back-off weight belongs to the history, which is an n-gram one shorter. */
static void set_backoff(struct grams *g, const uint16_t *t, int n, double weight)
{
    uint8_t cost = cost_of(weight);
    if (n == 1) {
        g->backoff[t[0]] = cost;
        return;
    }
    uint64_t h = mix64(ngram_key(t, n));
    uint32_t at = slot_of(h, g->slots);
    while (g->ngram[at] && g->ngram[at] >> 16 != check_of(h))
        at = at + 1 == g->slots ? 0 : at + 1;
    if (g->ngram[at])
        g->ngram[at] = (g->ngram[at] & ~255u) | cost;
}

static void add_order(struct grams *g, const struct list *l, int order)
{
    double d = discount(l);
    uint16_t t[ORDER];
    for (size_t i = 0; i < l->n;) {
        size_t end = i;
        double total = 0;
        for (; end < l->n && l->key[end] >> 12 == l->key[i] >> 12; end++)
            total += l->adjusted[end];
        double weight = d * (double)(end - i) / total;
        unpack(l->key[i], order, t);
        set_backoff(g, t, order - 1, weight);
        for (; i < end; i++) {
            if (!kept(l, i, order))
                continue;
            unpack(l->key[i], order, t);
            double p = (l->adjusted[i] - d) / total + weight * lower(g, t + 1, order - 1);
            put(g, t, order, (uint32_t)cost_of(p) << 8);
        }
    }
}

static void add_unigrams(struct grams *g, const struct list *l)
{
    double total = 0;
    for (int i = 0; i < TOKENS; i++)
        g->cost[i] = COST_MAX - 60;
    for (size_t i = 0; i < l->n; i++)
        total += l->adjusted[i];
    for (size_t i = 0; i < l->n; i++)
        g->cost[l->key[i]] = cost_of(l->adjusted[i] / total);
    g->cost[TOKEN_EDGE] = g->cost[TOKEN_EDGE] > 40 ? 40 : g->cost[TOKEN_EDGE];
}

/* For each token the tokens that were seen behind and before it more than once. */
static void add_neighbours(struct grams *g, const struct list *bi)
{
    g->behind = need((size_t)TOKENS * ROW_WORDS, sizeof *g->behind);
    g->before = need((size_t)TOKENS * ROW_WORDS, sizeof *g->before);
    for (size_t i = 0; i < bi->n; i++) {
        size_t x = bi->key[i] >> 12 & 0xFFF, y = bi->key[i] & 0xFFF;
        if (bi->count[i] < FOLLOW_MIN)
            continue;
        g->behind[x * ROW_WORDS + y / 64] |= (uint64_t)1 << y % 64;
        g->before[y * ROW_WORDS + x / 64] |= (uint64_t)1 << x % 64;
    }
}

/* Tokens this far apart are counted as company; nearer ones are what n-grams are for. */
enum { TOPIC_NEAR = 3, TOPIC_FAR = 16, TOPIC_UNIT = 16 };
#define TOPIC_DOUBT 8.0 /* occurrences added to the seen and to the expected */

static bool has_topic(const struct grams *g, uint16_t t)
{
    return t >= TOKEN_FIRST && t < TOPIC_TOKENS && utf8_is_han(g->cp[t]);
}

/* How often tokens stand near each other against what chance would give. */
static void add_topics(struct grams *g, const uint16_t *t, size_t n)
{
    uint32_t *pair = need((size_t)TOPIC_TOKENS * TOPIC_TOKENS, sizeof *pair);
    uint64_t *one = need(TOPIC_TOKENS, sizeof *one), all = 0;
    g->topic = need((size_t)TOPIC_TOKENS * TOPIC_TOKENS, sizeof *g->topic);
    for (size_t i = 0; i < n; i++) {
        if (!has_topic(g, t[i]))
            continue;
        for (size_t j = i + 1; j < n && j <= i + TOPIC_FAR && t[j] != TOKEN_EDGE; j++)
            if (j >= i + TOPIC_NEAR && has_topic(g, t[j])) {
                pair[(size_t)t[i] * TOPIC_TOKENS + t[j]]++;
                one[t[i]]++;
                one[t[j]]++;
                all++;
            }
    }
    for (size_t a = 0; a < TOPIC_TOKENS; a++)
        for (size_t b = 0; b < TOPIC_TOKENS && all; b++) {
            double seen = pair[a * TOPIC_TOKENS + b] + (double)pair[b * TOPIC_TOKENS + a];
            double chance = (double)one[a] * (double)one[b] / (2.0 * (double)all);
            double v = TOPIC_UNIT * log((seen + TOPIC_DOUBT) / (chance + TOPIC_DOUBT));
            g->topic[a * TOPIC_TOKENS + b] = (int8_t)(v > 127 ? 127 : v < -127 ? -127 : v);
        }
    free(pair);
    free(one);
}

void grams_count(struct grams *g, const struct text *t)
{
    size_t n, k, cells = 0;
    memset(g, 0, sizeof *g);
    choose_tokens(g, t);
    uint16_t *tokens = read_tokens(g, t, &n);
    g->characters = n;
    add_topics(g, tokens, n);
    uint64_t *key = windows(tokens, n, &k);
    free(tokens);
    struct list l[ORDER + 1];
    for (int o = 1; o <= ORDER; o++)
        l[o] = runs(key, k, o);
    free(key);
    for (int o = 1; o < ORDER; o++)
        adjust(&l[o], &l[o + 1], o);
    memcpy(l[ORDER].adjusted, l[ORDER].count, l[ORDER].n * sizeof *l[ORDER].count);
    for (int o = 2; o <= ORDER; o++)
        for (size_t i = 0; i < l[o].n; i++)
            cells += kept(&l[o], i, o);
    g->slots = (uint32_t)(cells * 100 / LOAD_PERCENT) + 64;
    g->ngram = need(g->slots, sizeof *g->ngram);
    add_unigrams(g, &l[1]);
    add_neighbours(g, &l[2]);
    for (int o = 2; o <= ORDER; o++)
        add_order(g, &l[o], o);
    for (int o = 1; o <= ORDER; o++) {
        free(l[o].key);
        free(l[o].count);
        free(l[o].adjusted);
    }
}
