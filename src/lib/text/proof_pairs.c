/* RULE T-BR-PAIR, T-BR-NEST: a stack for each paragraph; quotes may go on in later ones.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_pairs.h"

#include <string.h>

#include "lib/base/utf8.h"

#define MAX_DEPTH 32

static const struct pair {
    uint32_t open, close;
    const char *open_text, *close_text;
    const char *inner_open, *inner_close; /* what stands inside one of its own kind */
    bool quote;
} pairs[] = {
    {0x201C, 0x201D, "“", "”", "‘", "’", true},
    {0x2018, 0x2019, "‘", "’", NULL, NULL, true},
    {0xFF08, 0xFF09, "（", "）", NULL, NULL, false},
    {0x300A, 0x300B, "《", "》", "〈", "〉", false},
    {0x3008, 0x3009, "〈", "〉", NULL, NULL, false},
    {0x3014, 0x3015, "〔", "〕", NULL, NULL, false},
    {0x3010, 0x3011, "【", "】", NULL, NULL, false},
    {0xFF3B, 0xFF3D, "［", "］", NULL, NULL, false},
    {0x300C, 0x300D, "「", "」", NULL, NULL, true},
    {0x300E, 0x300F, "『", "』", NULL, NULL, true},
    {'(', ')', "(", ")", NULL, NULL, false},
    {'[', ']', "[", "]", NULL, NULL, false},
    {'{', '}', "{", "}", NULL, NULL, false},
};

static const struct proof_kind unpaired = {"T-BR-PAIR", "pair", PROOF_ERROR, 950};
static const struct proof_kind unpaired_half = {"T-BR-PAIR", "pair", PROOF_ERROR, 910};
static const struct proof_kind mixed = {"T-BR-PAIR", "pair", PROOF_ERROR, 960};
static const struct proof_kind nested = {"T-BR-NEST", "pair", PROOF_WARN, 940};

struct level {
    const struct pair *pair;
    size_t from, to;
    bool nested; /* it stands inside one of its kind */
};

struct stack {
    struct level at[MAX_DEPTH];
    size_t n;
};

static const struct pair *pair_of(uint32_t cp, bool *open)
{
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (pairs[i].open == cp || pairs[i].close == cp) {
            *open = pairs[i].open == cp;
            return &pairs[i];
        }
    return NULL;
}

static const struct proof_kind *kind_of(const struct pair *p)
{
    return p->open < 128 ? &unpaired_half : &unpaired;
}

static void push(
    struct proof_work *w, struct stack *s, const struct pair *p, size_t from, size_t to)
{
    if (s->n == MAX_DEPTH)
        return;
    bool inside = s->n && s->at[s->n - 1].pair == p && p->inner_open;
    s->at[s->n++] = (struct level){p, from, to, inside};
    if (inside)
        proof_add(w, &nested, from, to, p->inner_open);
}

/* “1）” and “a)” number items. */
static bool is_item_mark(const struct proof_work *w, const struct pair *p, size_t from)
{
    if (p->open != '(' && p->open != 0xFF08)
        return false;
    size_t i = from;
    while (i && ((w->text[i - 1] >= '0' && w->text[i - 1] <= '9') ||
                    (w->text[i - 1] >= 'a' && w->text[i - 1] <= 'z') ||
                    (w->text[i - 1] >= 'A' && w->text[i - 1] <= 'Z')))
        i--;
    return i < from;
}

/* ’ is an apostrophe behind a letter or before a year. */
static bool is_apostrophe(const struct proof_work *w, const struct pair *p, size_t from, size_t to)
{
    return p->open == 0x2018 && ((from && (unsigned char)w->text[from - 1] < 128) ||
                                    (to < w->size && (unsigned char)w->text[to] < 128));
}

/* A closing mark without its opening one: when the next of its kind is a closing one too, this is
 * meant to open. */
static const char *meant_to_open(const struct proof_work *w, const struct pair *p, size_t to)
{
    const char *open = strstr(w->text + to, p->open_text);
    const char *close = strstr(w->text + to, p->close_text);
    return p->quote && close && (!open || open > close) ? p->open_text : NULL;
}

/* （ closed by ) or ( by ）. */
static bool is_mixed(const struct pair *open, const struct pair *close)
{
    return (open->open == '(' && close->open == 0xFF08) ||
           (open->open == 0xFF08 && close->open == '(');
}

static void pop(struct proof_work *w, struct stack *s, struct proof_quotes *q, const struct pair *p,
    size_t from, size_t to)
{
    size_t i = s->n;
    if (i && is_mixed(s->at[i - 1].pair, p)) {
        const struct level *open = &s->at[--s->n];
        bool half_open = open->pair->open == '(';
        proof_add(w, &mixed, half_open ? open->from : from, half_open ? open->to : to,
            half_open ? "（" : "）");
        return;
    }
    while (i && s->at[i - 1].pair != p)
        i--;
    if (i) {
        for (size_t k = i; k < s->n; k++) /* what is still open inside crosses or was forgotten */
            proof_add(w, kind_of(s->at[k].pair), s->at[k].from, s->at[k].to, NULL);
        if (p->open == 0x201C && i == 1 && !strncmp(w->text, p->open_text, 3))
            q->n = 0; /* each paragraph of a long quotation opens, the last one closes */
        if (s->at[i - 1].nested)
            proof_add(w, &nested, from, to, p->inner_close);
        s->n = i - 1;
    } else if (p->open == 0x201C && q->n) {
        q->n = 0;
    } else if (!is_item_mark(w, p, from) && !is_apostrophe(w, p, from, to)) {
        proof_add(w, kind_of(p), from, to, meant_to_open(w, p, to));
    }
}

static void keep_open(struct proof_work *w, struct proof_quotes *q, const struct level *l)
{
    if (q->n < COUNT_OF(q->open))
        q->open[q->n++] = (struct open_quote){w->line, l->from, l->to};
}

void proof_pairs_check(struct proof_work *w, struct proof_quotes *q)
{
    struct stack s = {.n = 0};
    const char *end = w->text + w->size;
    for (const char *p = w->text; p < end && !proof_line_full(w, PROOF_ERROR);) {
        bool open;
        const char *from = p;
        unsigned char c = (unsigned char)*p;
        if (c < 128 ? !strchr("()[]{}", c) : c != 0xE2 && c != 0xE3 && c != 0xEF) {
            p += c < 128 ? 1 : utf8_prefix(p, 1);
            continue;
        }
        const struct pair *pair = pair_of(utf8_next(&p, end), &open);
        if (!pair)
            continue;
        size_t a = (size_t)(from - w->text), b = (size_t)(p - w->text);
        if (open)
            push(w, &s, pair, a, b);
        else
            pop(w, &s, q, pair, a, b);
    }
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i].pair->open == 0x201C)
            keep_open(w, q, &s.at[i]);
        else if (!is_apostrophe(w, s.at[i].pair, s.at[i].from, s.at[i].to))
            proof_add(w, kind_of(s.at[i].pair), s.at[i].from, s.at[i].to, NULL);
}

void proof_pairs_end(struct proof_work *w, struct proof_quotes *q)
{
    for (size_t i = 0; i < q->n; i++)
        proof_add_at(w, &unpaired, q->open[i].line, q->open[i].from, q->open[i].to, NULL);
}
