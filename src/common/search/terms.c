/* Tokens and terms, see terms.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/terms.h"

#include <stdlib.h>

#include "lib/text/normal.h"
#include "lib/text/simplify.h"
#include "lib/base/status.h"
#include "lib/base/utf8.h"

#define WORD_SEED 14695981039346656037ULL
#define WORD_MAX 64 /* characters of a word that count */

void scan_start(struct scanner *s, const char *p, size_t n)
{
    *s = (struct scanner){.begin = p, .p = p, .end = p + n};
}

/* The next folded code point; *from is where its character begins. */
static bool next_folded(struct scanner *s, uint32_t *cp, const char **from)
{
    if (s->n_spare) {
        *cp = s->spare[0];
        *from = s->spare_start;
        s->n_spare--;
        for (int i = 0; i < s->n_spare; i++)
            s->spare[i] = s->spare[i + 1];
        return true;
    }
    if (s->p >= s->end)
        return false;
    uint32_t folded[FOLD_MAX];
    *from = s->p;
    size_t n = normal_fold(utf8_next(&s->p, s->end), folded);
    *cp = folded[0];
    for (size_t i = 1; i < n; i++)
        s->spare[s->n_spare++] = folded[i];
    s->spare_start = *from;
    return true;
}

static void give(struct scanner *s, struct token *t, bool han, uint64_t term, const char *from)
{
    *t = (struct token){han, !s->touching, s->spaced, term, 0, from, s->p};
    if (s->touching && han && s->han)
        t->pair = term_pair((uint32_t)s->term, (uint32_t)term);
    else if (s->touching && !s->spaced)
        t->pair = term_mixed(s->term, term);
    s->touching = true;
    s->spaced = false;
    s->han = han;
    s->term = term;
}

static size_t digits_at(const char *p, const char *end)
{
    size_t n = 0;
    while (p + n < end && p[n] >= '0' && p[n] <= '9')
        n++;
    return n;
}

/* Where the numeral at p ends when it has groups (2,338) or decimals (0.71); NULL when it is
 * neither. Dates and numbered headings (2018.9.12, 1.2.3) are rows of numbers. */
static const char *numeral_end(const struct scanner *s, const char *p)
{
    size_t first = digits_at(p, s->end), decimals = 0;
    const char *at = p + first;
    if (!first || (p > s->begin && p[-1] == '.'))
        return NULL;
    while (first <= 3 && at < s->end && *at == ',' && digits_at(at + 1, s->end) == 3)
        at += 4;
    bool grouped = at > p + first;
    if (at < s->end && *at == '.' && (decimals = digits_at(at + 1, s->end)) > 0)
        at += 1 + decimals;
    if (decimals && at < s->end && *at == '.' && digits_at(at + 1, s->end) > 0)
        return NULL;
    return grouped || decimals ? at : NULL;
}

/* 2,338.71 and 2338.71 are one word. */
static void give_numeral(struct scanner *s, struct token *t, const char *from, const char *to)
{
    uint64_t h = WORD_SEED;
    for (const char *p = from; p < to; p++)
        if (*p != ',')
            h = (h ^ (unsigned char)*p) * 1099511628211ULL;
    s->p = to;
    give(s, t, false, (h ^ (h >> 29)) | TERM_WORD_BIT, from);
}

/* Reads on to the end of the word that begins with cp. */
static void give_word(struct scanner *s, struct token *t, uint32_t cp, const char *from)
{
    uint64_t h = WORD_SEED;
    const char *last = s->p;
    int n = 0;
    for (;;) {
        if (n++ < WORD_MAX)
            h = (h ^ cp) * 1099511628211ULL;
        last = s->p;
        struct scanner before = *s;
        const char *at;
        enum cp_kind kind = CP_BREAK;
        while (next_folded(s, &cp, &at) && (kind = normal_kind(cp)) == CP_SKIP)
            ;
        if (kind != CP_WORD) {
            *s = before;
            break;
        }
    }
    give(s, t, false, (h ^ (h >> 29)) | TERM_WORD_BIT, from);
    t->end = last;
}

static void give_word_or_numeral(struct scanner *s, struct token *t, uint32_t cp, const char *from)
{
    const char *to = cp <= '9' && !s->n_spare ? numeral_end(s, from) : NULL;
    if (to)
        give_numeral(s, t, from, to);
    else
        give_word(s, t, cp, from);
}

bool scan_next(struct scanner *s, struct token *t)
{
    uint32_t cp;
    const char *from;
    for (;;) {
        const unsigned char *u = (const unsigned char *)s->p;
        if (!s->n_spare && s->end - s->p >= 3 && u[0] >= 0xE4 && u[0] <= 0xE9 &&
            (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80 && (u[0] > 0xE4 || u[1] >= 0xB8)) {
            from = s->p; /* the common case, a unified ideograph */
            cp = ((uint32_t)(u[0] & 0x0F) << 12) | ((uint32_t)(u[1] & 0x3F) << 6) | (u[2] & 0x3F);
            s->p += 3;
            give(s, t, true, term_one(simplify_char(cp)), from);
            return true;
        }
        if (!next_folded(s, &cp, &from))
            return false;
        switch (normal_kind(cp)) {
        case CP_HAN:
            give(s, t, true, term_one(cp), from);
            return true;
        case CP_WORD:
            give_word_or_numeral(s, t, cp, from);
            return true;
        case CP_BREAK:
            s->touching = s->spaced = false;
            break;
        case CP_SPACE:
            s->spaced = s->touching;
            break;
        case CP_LIGHT:
        case CP_SKIP:
            break;
        }
    }
}

static void grow(struct term_list *l, size_t extra)
{
    if (l->n + extra <= l->cap)
        return;
    l->cap = (l->n + extra) * 2;
    l->p = realloc(l->p, l->cap * sizeof *l->p);
    if (!l->p)
        die("out of memory");
}

void terms_add(struct term_list *l, const char *p, size_t n)
{
    struct scanner s;
    struct token t;
    scan_start(&s, p, n);
    grow(l, n + 16); /* at most two terms for three bytes of Han; more only for single letters */
    while (scan_next(&s, &t)) {
        grow(l, 2);
        l->p[l->n++] = t.term;
        if (t.pair)
            l->p[l->n++] = t.pair;
        l->length++;
    }
}

void terms_release(struct term_list *l)
{
    free(l->p);
    *l = (struct term_list){.p = NULL};
}
