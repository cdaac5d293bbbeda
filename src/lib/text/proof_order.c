/* RULE T-ORD-SEQ, T-NUM-6, T-REF: keeps count of the ordinals of a text.
 *
 * A break is reported only in a list that began with one: loose sentences that happen to begin with
 * an ordinal are no list. What seems to be skipped may stand inside a paragraph before.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_order.h"

#include <stdio.h>
#include <string.h>

#include "lib/text/proof_numeral.h"

static const struct proof_kind broken = {"T-ORD-SEQ", "serial", PROOF_ERROR, 930};
static const struct proof_kind chain_broken = {"T-ORD-SEQ", "serial", PROOF_ERROR, 940};
static const struct proof_kind miscounted = {"T-NUM-6", "serial", PROOF_WARN, 930};
static const struct proof_kind no_article = {"T-REF", "reference", PROOF_ERROR, 940};

enum level { L_ARTICLE, L_HAN, L_HAN_BRACKET, L_ARABIC, L_ARABIC_BRACKET };

struct ordinal {
    enum level level;
    int value;
    size_t from, to; /* bytes of the number itself */
    bool han;
};

static bool at_word(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - p) >= n && !memcmp(p, word, n);
}

static size_t blanks(const char *p, size_t n)
{
    size_t i = 0;
    for (;;) {
        if (i < n && (p[i] == ' ' || p[i] == '\t'))
            i++;
        else if (n - i >= 3 && !memcmp(p + i, "　", 3))
            i += 3;
        else
            return i;
    }
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The ordinal a line begins with. */
static bool read_ordinal(const char *line, size_t size, struct ordinal *o)
{
    const char *end = line + size, *p = line + blanks(line, size);
    bool bracket = at_word(p, end, "（"), half = !bracket && p < end && *p == '(';
    bool article = at_word(p, end, "第");
    size_t used;
    if (bracket || half || article)
        p += half ? 1 : 3;
    o->value = numeral_read(p, (size_t)(end - p), &used);
    o->from = (size_t)(p - line);
    o->to = o->from + used;
    o->han = used && !digit(*p);
    if (o->value < 1)
        return false;
    p += used;
    if (article) {
        o->level = L_ARTICLE;
        return o->han && at_word(p, end, "条") && !at_word(p + 3, end, "之") &&
               !at_word(p + 3, end, "第") && !at_word(p + 3, end, "规定");
    }
    if (bracket || half) {
        o->level = o->han ? L_HAN_BRACKET : L_ARABIC_BRACKET;
        return at_word(p, end, "）") || at_word(p, end, ")");
    }
    o->level = o->han ? L_HAN : L_ARABIC;
    if (o->han)
        return at_word(p, end, "、");
    return at_word(p, end, "．") || (p + 1 < end && *p == '.' && !digit(p[1]));
}

static const char *written(struct proof_work *w, int value, bool han)
{
    char name[32];
    return han ? arena_strdup(w->a, numeral_write(value, name)) : arena_printf(w->a, "%d", value);
}

/* The ordinal stands within a paragraph since the one before it: “（一）甲；（二）乙。” */
static bool written_inside(struct proof_work *w, size_t first, enum level l, int value, bool han)
{
    static const char *const forms[ORDER_LEVELS][3] = {[L_ARTICLE] = {"第%s条"},
        [L_HAN] = {"%s、", "%s是", "%s，"},
        [L_HAN_BRACKET] = {"（%s）", "(%s)", "（%s)"},
        [L_ARABIC] = {"%s.", "%s．", "%s、"},
        [L_ARABIC_BRACKET] = {"（%s）", "(%s)", "%s）"}};
    const char *number = written(w, value, han);
    for (size_t k = 0; k < COUNT_OF(forms[l]) && forms[l][k]; k++) {
        const char *before = forms[l][k], *slot = strstr(before, "%s");
        const char *mark =
            arena_printf(w->a, "%.*s%s%s", (int)(slot - before), before, number, slot + 2);
        for (size_t i = first; i < w->line; i++)
            if (strstr(w->req->lines[i], mark))
                return true;
    }
    return false;
}

/* RULE T-ORD-SEQ */
static void follow(struct proof_work *w, struct proof_order *s, const struct ordinal *o)
{
    enum level l = o->level;
    int expected = s->last[l] + 1;
    bool restart = o->value == 1, right = o->value == expected, skips = o->value == expected + 1;
    bool breaks = skips ? s->run[l] >= 1 : s->run[l] >= 2 && o->value == expected - 1;
    if (breaks && !restart && skips && written_inside(w, s->at[l], l, expected, o->han))
        right = true;
    else if (breaks && !restart)
        proof_add(w, &broken, o->from, o->to, written(w, expected, o->han));
    s->run[l] = restart ? 1 : right && s->run[l] ? s->run[l] + 1 : 0;
    s->last[l] = o->value;
    s->at[l] = w->line;
    for (int k = (int)l + 1; k < ORDER_LEVELS; k++)
        s->last[k] = s->run[k] = 0;
}

void proof_order_begin(const struct proof_request *req, struct proof_order *s)
{
    struct ordinal o;
    *s = (struct proof_order){.articles_whole = true};
    for (size_t i = 0; i < req->n_lines; i++)
        if (read_ordinal(req->lines[i], strlen(req->lines[i]), &o) && o.level == L_ARTICLE) {
            s->articles_whole = s->articles_whole && o.value == s->articles + 1;
            s->articles = o.value;
        }
}

/* “本办法第四十条” where there are thirty. */
static void check_references(struct proof_work *w, const struct proof_order *s)
{
    static const char *const own[] = {"本法", "本条例", "本办法", "本规定", "本细则", "本规则",
        "本方案", "本意见", "本制度", "本规程", "本章程"};
    const char *end = w->text + w->size;
    if (!s->articles_whole || s->articles < 3)
        return;
    for (const char *p = w->text; (p = strstr(p, "本")); p += 3)
        for (size_t i = 0; i < COUNT_OF(own); i++) {
            const char *q = p + strlen(own[i]);
            size_t used;
            if (!at_word(p, end, own[i]) || !at_word(q, end, "第"))
                continue;
            int n = numeral_read(q + 3, (size_t)(end - q - 3), &used);
            if (n <= s->articles || !at_word(q + 3 + used, end, "条"))
                continue;
            struct proof_finding *f = proof_add(
                w, &no_article, (size_t)(q - w->text), (size_t)(q + 6 + used - w->text), NULL);
            if (f)
                f->note = arena_printf(w->a, "全文共 %d 条", s->articles);
        }
}

/* The next “一是”, “第二，” of an enumeration inside a paragraph; *is: 是 or ， form. */
static const char *next_point(const char *p, const char *end, bool is, int *value, size_t *used)
{
    for (; p < end; p += (unsigned char)*p < 128 ? 1 : 3) {
        const char *n = p;
        if ((unsigned char)*p >= 128 && end - p < 3)
            break;
        if (!is && !at_word(n, end, "第"))
            continue;
        n += is ? 0 : 3;
        if (digit(*n))
            continue;
        *value = numeral_read(n, (size_t)(end - n), used);
        if (*value && at_word(n + *used, end, is ? "是" : "，"))
            return n;
    }
    return NULL;
}

static bool starts_clause(const struct proof_work *w, const char *p, bool is)
{
    static const char *const marks[] = {"。", "；", "：", "，", ";", ",", ":", "　", " ", "！"};
    const char *q = is ? p : p - 3;
    if (q == w->text)
        return true;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t n = strlen(marks[i]);
        if ((size_t)(q - w->text) >= n && !memcmp(q - n, marks[i], n))
            return true;
    }
    return false;
}

/* “三个方面：一是…二是…”: the number right before the colon that ends before the first point. */
static int announced(const struct proof_work *w, const char *first, size_t *from, size_t *to)
{
    static const char *const nouns[] = {"个方面", "项工作", "项措施", "项任务", "点要求", "项要求",
        "点意见", "条意见", "项重点工作", "个问题", "点建议", "项内容", "个环节", "项重点任务"};
    const char *limit = first;
    if ((size_t)(first - w->text) < 3 || memcmp(first - 3, "：", 3) != 0)
        return 0;
    for (size_t i = 0; i < COUNT_OF(nouns); i++) {
        size_t n = strlen(nouns[i]);
        for (const char *p = w->text; (p = strstr(p, nouns[i])) && p < limit; p += n) {
            const char *q = p;
            if (memmem(p, (size_t)(limit - p), "。", 3))
                continue;
            while (q - w->text >= 3 && numeral_read(q - 3, 3, &(size_t){0}))
                q -= 3;
            size_t used;
            int v = q < p ? numeral_read(q, (size_t)(p - q), &used) : 0;
            if (v > 1) {
                *from = (size_t)(q - w->text);
                *to = (size_t)(p - w->text);
                return v;
            }
        }
    }
    return 0;
}

static void check_chain(struct proof_work *w, bool is)
{
    const char *end = w->text + w->size, *p = w->text, *first = NULL;
    int expected = 1, value, found = 0;
    size_t used, from, to;
    bool whole = true;
    while ((p = next_point(p, end, is, &value, &used))) {
        if (starts_clause(w, p, is)) {
            if (value == 1 && found)
                return; /* a second enumeration in the same paragraph: not ours to judge */
            if (!found && value != 1)
                return;
            first = found ? first : p;
            if (found >= 2 && value != expected && value <= expected + 1) {
                proof_add(w, &chain_broken, (size_t)(p - w->text), (size_t)(p + used - w->text),
                    written(w, expected, true));
                whole = false;
            }
            found++;
            expected = value + 1;
        }
        p += used;
    }
    if (found < 2 || !whole || !is)
        return;
    value = announced(w, first, &from, &to);
    if (value && value != found && value < 20)
        proof_add(w, &miscounted, from, to, written(w, found, true));
}

void proof_order_check(struct proof_work *w, struct proof_order *s)
{
    struct ordinal o;
    if (read_ordinal(w->text, w->size, &o))
        follow(w, s, &o);
    check_references(w, s);
    if (memmem(w->text, w->size, "二是", 6))
        check_chain(w, true);
    if (memmem(w->text, w->size, "第二，", 9))
        check_chain(w, false);
}
