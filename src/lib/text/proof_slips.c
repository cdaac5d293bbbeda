/* Judges repetitions and gaps; see proof_slips.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_slips.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/proof_features.h"

enum {
    TWICE_GAIN = 60,  /* least saved by deleting a copy, tenths of a nat */
    WORD_GAIN = 90,   /* the same where two such characters make a word: 步步, 人人 */
    PHRASE_GAIN = 80, /* of two and three characters written twice */
    GAP_GAIN = 135,   /* least saved by a character put in */
    GAP_COST = 55,    /* of the character behind a gap */
    AROUND = ORDER - 1
};

/* A stretch of the line as it would read: left context, then what follows the change. */
struct stretch {
    uint16_t t[3 * ORDER + 8];
    size_t n, from; /* costs count from this index on */
    int cost, known[3 * ORDER + 8];
};

static void put(struct stretch *s, const struct guess_line *l, size_t from, size_t to)
{
    for (size_t i = from; i <= to && i <= l->n + 1 && s->n < COUNT_OF(s->t); i++)
        s->t[s->n++] = l->t[i];
}

static void begin(struct stretch *s, const struct guess_line *l, size_t last)
{
    s->n = 0;
    put(s, l, last >= AROUND ? last - AROUND : 0, last);
    s->from = s->n;
}

static int weigh(struct stretch *s, const struct proof_model *m)
{
    s->cost = 0;
    for (size_t i = s->from; i < s->n; i++)
        s->cost += proof_cost(m, s->t, i, &s->known[i]);
    return s->cost;
}

static int cost_of(const struct guess_line *l, size_t from, size_t to)
{
    int sum = 0;
    for (size_t i = from; i <= to && i <= l->n + 1; i++)
        sum += l->cost[i];
    return sum;
}

static bool han(const struct guess_line *l, size_t i)
{
    return i >= 1 && i <= l->n && l->t[i] != TOKEN_RARE && is_han(l->m, l->t[i]);
}

static bool is_free(const struct guess_line *l, size_t at, size_t len)
{
    for (size_t i = at; i < at + len; i++)
        if (!han(l, i) || l->fixed[i])
            return false;
    return true;
}

/* A word of three or four characters of the dictionary that holds both places. */
static bool word_holds(const struct guess_line *l, size_t a, size_t b)
{
    for (size_t len = 3; len <= 4; len++)
        for (size_t i = b + 1 >= len ? b + 1 - len : 0; i <= a; i++)
            if (i >= 1 && i + len - 1 <= l->n && proof_word(l->m, l->t + i, (int)len))
                return true;
    return false;
}

/* A word of three or four characters that ends at place i: 进一步 before a second 步. */
static bool word_ends(const struct guess_line *l, size_t i)
{
    return (i >= 3 && proof_word(l->m, l->t + i - 2, 3)) ||
           (i >= 4 && proof_word(l->m, l->t + i - 3, 4));
}

/* One word ends with the first of two equal characters, another begins with the second: 小组组织,
 * 统战部部长. */
static bool is_seam(const struct guess_line *l, size_t i)
{
    bool ends = word_ends(l, i) || (i >= 2 && proof_word(l->m, l->t + i - 1, 2));
    bool begins = false;
    for (int len = 2; len <= 4 && i + (size_t)len <= l->n; len++)
        begins = begins || proof_word(l->m, l->t + i + 1, len);
    return ends && begins;
}

/* What deleting the second of two copies of len tokens at i saves; *joint: the longest known n-gram
 * over the seam that then is. */
static int saved_by_deleting(const struct guess_line *l, size_t i, size_t len, int *joint)
{
    struct stretch s;
    size_t next = i + 2 * len, last = next + AROUND - 1;
    begin(&s, l, i + len - 1);
    put(&s, l, next, last);
    weigh(&s, l->m);
    *joint = 1;
    for (size_t k = s.from; k < s.n; k++)
        if (s.known[k] > (int)(k - s.from) + 1 && s.known[k] > *joint)
            *joint = s.known[k];
    return cost_of(l, i + len, last) - s.cost;
}

static bool among(const char *set, uint32_t cp)
{
    const char *end = set + strlen(set);
    while (set < end)
        if (utf8_next(&set, end) == cp)
            return true;
    return false;
}

/* Written twice they are told by data/proof/patterns.tsv, which knows what may stand around them.
 */
static bool has_pattern(uint32_t cp)
{
    return among("的了在是和对有为与及于将并而", cp);
}

/* 研究研究, 讨论一下: verbs that are doubled to soften them. */
static bool may_double(const struct guess_line *l, size_t i)
{
    static const char *const verbs[] = {"研究", "讨论", "商量", "考虑", "了解", "学习", "调查",
        "打听", "照顾", "休息", "教育", "锻炼", "体验", "活动", "参观", "介绍", "收拾", "整理",
        "准备", "打扫", "检查", "表示", "帮助", "琢磨", "推敲", "协商", "沟通", "交流", "反省",
        "总结", "意思", "尝试"};
    for (size_t k = 0; k < COUNT_OF(verbs); k++) {
        const char *p = verbs[k], *end = p + 6;
        uint32_t a = utf8_next(&p, end), b = utf8_next(&p, end);
        if (l->m->cp[l->t[i]] == a && l->m->cp[l->t[i + 1]] == b)
            return true;
    }
    return false;
}

/* What comes and goes without an error, or means something else when it comes: 的, 和, 不, 县, 三.
 */
static bool is_light(uint32_t cp)
{
    return cp < 0x3400 || cp > 0x9FFF ||
           among("的和与及或了地得在对等也都就不有是中上下已将被把各所之于以为者未无非并而其该本每"
                 "可应要"
                 "会能当拥大小新全军省市县区镇乡村年月日号次个人副总原级性",
               cp) ||
           among("一二三四五六七八九十百千万亿〇零两第", cp);
}

/* 贯贯彻, 组织织实施. */
static bool twice_one(const struct guess_line *l, size_t i, struct slip *out)
{
    int joint;
    if (l->t[i] != l->t[i + 1] || l->t[i + 1] == l->t[i + 2] || l->t[i] == l->t[i - 1] ||
        !is_free(l, i, 2) || has_pattern(l->m->cp[l->t[i]]))
        return false;
    if (is_seam(l, i))
        return false;
    bool word = proof_word(l->m, l->t + i, 2) != 0;
    if (word_holds(l, i, i + 1) && !word_ends(l, i))
        return false;
    int gain = saved_by_deleting(l, i, 1, &joint);
    bool known = ngram_find(l->m, l->t + i - 1, 3) && ngram_find(l->m, l->t + i, 3);
    bool doubtful = word || known || !han(l, i - 1); /* 县县合作、校校联合 */
    if (joint < (doubtful ? 4 : 3) || gain < (doubtful ? WORD_GAIN : TWICE_GAIN))
        return false;
    *out = (struct slip){SLIP_TWICE, (uint16_t)i, 2, 1, 0, gain};
    return true;
}

/* 印发印发, 领导小领导小组: the same phrase at once again. */
static bool twice_many(const struct guess_line *l, size_t i, size_t len, struct slip *out)
{
    int joint;
    if (i + 2 * len > l->n + 1 || memcmp(l->t + i, l->t + i + len, len * sizeof *l->t) != 0 ||
        !is_free(l, i, 2 * len) || l->t[i] == l->t[i + 1])
        return false;
    if (len == 2 &&
        (may_double(l, i) || proof_word(l->m, l->t + i, 4) || ngram_find(l->m, l->t + i, 4)))
        return false;
    int gain = saved_by_deleting(l, i, len, &joint);
    if (gain < PHRASE_GAIN || joint < 4)
        return false;
    *out = (struct slip){SLIP_TWICE, (uint16_t)i, (uint16_t)(2 * len), (uint16_t)len, 0, gain};
    return true;
}

/* Reads well up to the place before, stumbles here, goes on well behind. */
static bool may_be_gap(const struct guess_line *l, size_t i)
{
    return l->cost[i] >= GAP_COST && l->known[i - 1] >= ORDER - 1 && l->known[i] <= 2 &&
           han(l, i - 2) && han(l, i - 1) && han(l, i) && han(l, i + 1) && !l->fixed[i - 1] &&
           !l->fixed[i];
}

/* All over the seams is made of the longest n-grams, each of which occurs twice at least. */
static bool fits(const struct stretch *s)
{
    for (size_t i = s->from; i < s->from + 3 && i < s->n; i++)
        if (s->known[i] < ORDER && s->t[i] != TOKEN_EDGE)
            return false;
    return true;
}

static bool left_out(const struct guess_line *l, size_t i, struct slip *out)
{
    const struct proof_model *m = l->m;
    const uint64_t *behind = m->behind + (size_t)l->t[i - 1] * ROW_WORDS,
                   *before = m->before + (size_t)l->t[i] * ROW_WORDS;
    int now = cost_of(l, i, i + AROUND - 1);
    struct slip best = {.gain = 0};
    if (!may_be_gap(l, i))
        return false;
    for (unsigned k = 0; k < ROW_WORDS; k++)
        for (uint64_t set = behind[k] & before[k]; set; set &= set - 1) {
            uint16_t x = (uint16_t)(k * 64 + (unsigned)__builtin_ctzll(set));
            uint16_t near[4] = {l->t[i - 2], l->t[i - 1], x, l->t[i]};
            struct stretch s;
            if (x < TOKEN_FIRST || x == l->t[i] || x == l->t[i - 1] || !ngram_find(m, near, 4) ||
                is_light(m->cp[x]))
                continue;
            begin(&s, l, i - 1);
            s.t[s.n++] = x;
            put(&s, l, i, i + AROUND - 1);
            int gain = now - weigh(&s, m);
            if (gain > best.gain && fits(&s))
                best = (struct slip){SLIP_LEFT_OUT, (uint16_t)(i - 1), 2, 2, x, gain};
        }
    *out = best;
    return best.gain >= GAP_GAIN;
}

static bool slip_at(const struct guess_line *l, size_t i, struct slip *out)
{
    if (l->t[i] == l->t[i + 1] && twice_one(l, i, out))
        return true;
    for (size_t len = 2; len <= 3 && i + 2 * len <= l->n + 1; len++)
        if (l->t[i] == l->t[i + len] && twice_many(l, i, len, out))
            return true;
    return i >= 3 && left_out(l, i, out);
}

size_t slips_find(const struct guess_line *l, struct slip *list)
{
    size_t n = 0;
    for (size_t i = 1, end = 0; i + 1 <= l->n && n < SLIPS_MAX;) {
        if (!slip_at(l, i, &list[n]) || list[n].at < end) {
            i++;
            continue;
        }
        i = end = (size_t)list[n].at + list[n].len;
        n++;
    }
    return n;
}
