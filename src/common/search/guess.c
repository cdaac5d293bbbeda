/* Runs of letters → words spelt so; windows of Han characters where words fell to pieces → words
 * that sound alike. See guess.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/guess.h"

#include <string.h>

#include "common/search/terms.h"
#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/segment.h"
#include "lib/text/sound.h"

enum {
    CANDIDATES = 32,
    WINDOW = 6,
    RUN = 31,
    ROUNDS = 3,
    /* how much likelier a text must become, in 1/LEX_COSTS_PER_NAT: found on the county's queries
     */
    GAIN = 7 * LEX_COSTS_PER_NAT,
    NEAR_SOUND = 2 * LEX_COSTS_PER_NAT,
    OTHER_SOUND = 6 * LEX_COSTS_PER_NAT,
    NUMERAL = 8 * LEX_COSTS_PER_NAT
};

struct guessing {
    struct arena *a;
    const struct view *v;
    const struct own_names *own;
    struct seg_walk *walk;
    bool changed;
};

/* How many documents have the rarest pair of the word; a word of letters or of one character: it
 * itself. */
static double rarest(const struct guessing *g, const char *word)
{
    struct scanner s;
    struct token t;
    double least = -1;
    scan_start(&s, word, strlen(word));
    while (scan_next(&s, &t)) {
        if (!t.pair && least >= 0)
            return 0;
        double df = view_df(g->v, t.pair ? t.pair : t.term);
        least = least < 0 || df < least ? df : least;
    }
    return least < 0 ? 0 : least;
}

/* ---- letters ---- */

static size_t letters_at(const char *p, char out[SOUND_LETTERS + 1])
{
    size_t n = 0;
    for (; (p[n] >= 'a' && p[n] <= 'z') || (p[n] >= 'A' && p[n] <= 'Z'); n++)
        if (n < SOUND_LETTERS)
            out[n] = (char)(p[n] | 32);
    out[n < SOUND_LETTERS ? n : SOUND_LETTERS] = 0;
    return n;
}

/* The word known best of those spelt so; the county's own names first. */
static const char *word_spelt(const struct guessing *g, const char *letters)
{
    struct sound_word words[CANDIDATES];
    const char *best = NULL;
    double known = 0;
    for (size_t i = 0; i < g->own->n; i++)
        if (sound_spells(g->own->p[i], letters) && rarest(g, g->own->p[i]) > known) {
            best = g->own->p[i];
            known = rarest(g, best);
        }
    size_t n = best ? 0 : sound_spelt(g->a, letters, words, CANDIDATES);
    for (size_t i = 0; i < n; i++) {
        double df = rarest(g, words[i].text);
        if (df > known) {
            best = words[i].text;
            known = df;
        }
    }
    return best;
}

static size_t read_letters(struct guessing *g, const char *p, struct buf *out)
{
    char letters[SOUND_LETTERS + 1];
    size_t n = letters_at(p, letters);
    const char *word = NULL;
    if (n >= 2 && n <= SOUND_LETTERS && rarest(g, letters) <= 0)
        word = word_spelt(g, letters);
    g->changed |= word != NULL;
    word ? buf_adds(out, word) : buf_add(out, p, n);
    return n;
}

/* ---- Han characters ---- */

struct run { /* one after the other, each ended by a NUL */
    char ch[RUN][5];
    size_t n;
};

static const char *text_of(const struct guessing *g, const struct run *r, size_t from, size_t to)
{
    char *s = arena_alloc(g->a, 4 * RUN + 1);
    *s = 0;
    for (size_t i = from, at = 0; i < to; i++) {
        size_t n = strlen(r->ch[i]);
        memcpy(s + at, r->ch[i], n + 1);
        at += n;
    }
    return s;
}

/* How unlikely the text is, word by word, in 1/LEX_COSTS_PER_NAT; *single gets a bit for each
 * character that stands alone. */
static int unlikely(const struct guessing *g, const char *text, uint32_t *single)
{
    struct seg_word w;
    int cost = 0;
    size_t at = 0;
    *single = 0;
    seg_walk_start(g->walk, text, strlen(text));
    while (seg_walk_next(g->walk, &w)) {
        size_t n = utf8_count(arena_strndup(g->a, text + w.start, w.end - w.start));
        bool numeral = w.kind == SEG_NUMBER || w.kind == SEG_DATE;
        numeral |= w.kind == SEG_WORD && !w.unit; /* an own word: right as it is */
        cost += numeral ? NUMERAL : w.unit ? w.unit->cost : LEX_COST_MAX * (int)n;
        for (size_t i = 0; i < n && !numeral && (n == 1 || !w.unit); i++)
            *single |= 1U << (at + i);
        at += n;
    }
    return cost;
}

static void put_word(struct run *r, size_t at, const char *word)
{
    const char *p = word, *end = word + strlen(word);
    for (size_t i = at; p < end && i < r->n; i++) {
        const char *from = p;
        utf8_next(&p, end);
        memcpy(r->ch[i], from, (size_t)(p - from));
        r->ch[i][p - from] = 0;
    }
}

struct change {
    size_t at;
    const char *word;
    int cost; /* of the run with it; at first what it must be below */
};

static void weigh_word(const struct guessing *g, const struct run *r, size_t at, const char *word,
    int handicap, struct change *best)
{
    struct run tried = *r;
    uint32_t single;
    if (rarest(g, word) <= 0)
        return;
    put_word(&tried, at, word);
    int cost = unlikely(g, text_of(g, &tried, 0, tried.n), &single) + handicap;
    if (cost < best->cost)
        *best = (struct change){at, word, cost};
}

static bool shares(const char *a, const char *b)
{
    const char *pa = a, *pb = b, *end_a = a + strlen(a), *end_b = b + strlen(b);
    while (pa < end_a && pb < end_b)
        if (utf8_next(&pa, end_a) == utf8_next(&pb, end_b))
            return true;
    return false;
}

static int handicap(int off)
{
    return off / SOUND_OTHER * OTHER_SOUND + off % SOUND_OTHER * NEAR_SOUND;
}

/* How far the word is from what was typed, -1: too far. Short ones must be near; one that has no
 * character in common with it must sound the same (衙司 is not 压实). */
static int word_off(const char *word, const char *window, size_t n)
{
    int off = sound_distance(word, window);
    if (off >= SOUND_OTHER && n <= 3)
        return -1;
    return off > 0 && !shares(word, window) ? -1 : off;
}

static void try_window(
    const struct guessing *g, const struct run *r, size_t at, size_t n, struct change *best)
{
    struct sound_word words[CANDIDATES];
    const char *window = text_of(g, r, at, at + n);
    for (size_t i = 0; i < g->own->n; i++) {
        int off = sound_distance(g->own->p[i], window);
        if (off >= 0 && off < (n > 2 ? 2 : 1) * SOUND_OTHER && strcmp(g->own->p[i], window) != 0)
            weigh_word(g, r, at, g->own->p[i], handicap(off), best);
    }
    size_t found = sound_alike(g->a, window, words, CANDIDATES);
    for (size_t i = 0; i < found; i++) {
        int off = word_off(words[i].text, window, n);
        if (off >= 0)
            weigh_word(g, r, at, words[i].text, handicap(off), best);
    }
}

static bool set_right(struct guessing *g, struct run *r)
{
    uint32_t single;
    int cost = unlikely(g, text_of(g, r, 0, r->n), &single);
    struct change best = {.cost = cost - GAIN};
    for (size_t n = r->n < WINDOW ? r->n : WINDOW; n >= 2; n--)
        for (size_t at = 0; at + n <= r->n; at++)
            if (single >> at & ((1U << n) - 1)) /* mistakes leave words in pieces */
                try_window(g, r, at, n, &best);
    if (best.word)
        put_word(r, best.at, best.word);
    return best.word != NULL;
}

static size_t read_han(struct guessing *g, const char *p, const char *end, struct buf *out)
{
    struct run r = {.n = 0};
    const char *at = p;
    while (at < end && r.n < RUN) {
        const char *from = at;
        if (!utf8_is_han(utf8_next(&at, end))) {
            at = from;
            break;
        }
        memcpy(r.ch[r.n], from, (size_t)(at - from));
        r.ch[r.n++][at - from] = 0;
    }
    for (int i = 0; i < ROUNDS && set_right(g, &r); i++)
        g->changed = true;
    buf_adds(out, text_of(g, &r, 0, r.n));
    return (size_t)(at - p);
}

const char *guess_meant(
    struct arena *a, const struct view *v, const char *text, const struct own_names *own)
{
    struct guessing g = {
        .a = a, .v = v, .own = own, .walk = seg_walk_new(a, own->segmenter, SEG_PLAIN)};
    const char *p = text, *end = text + strlen(text);
    struct buf out;
    if (end - text > GUESS_BYTES)
        return NULL;
    buf_init(&out, 0);
    while (p < end) {
        const char *next = p;
        uint32_t cp = utf8_next(&next, end);
        if (utf8_is_han(cp)) {
            p += read_han(&g, p, end, &out);
        } else if (cp < 0x80 && ((cp | 32) >= 'a' && (cp | 32) <= 'z')) {
            p += read_letters(&g, p, &out);
        } else {
            buf_add(&out, p, (size_t)(next - p));
            p = next;
        }
    }
    const char *meant = g.changed ? arena_strdup(a, buf_str(&out)) : NULL;
    buf_release(&out);
    return meant;
}
