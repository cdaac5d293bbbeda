/* Keyword extraction, see keywords.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/keywords.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/text/keywords_stop.h"

enum { PHRASE_WORDS = 3, PHRASE_BYTES_MAX = 60, EARLY_BYTES = 600 };

#define IDF_UNKNOWN 11.0 /* own names and unknown words: as a rare word */
#define TITLE_BOOST 3.0
#define EARLY_BOOST 1.3
#define SATURATION 1.5 /* of frequency: f / (f + SATURATION) */

struct candidate {
    const char *text;
    double idf, count; /* idf: of a phrase, the mean of its words */
    bool in_title, early;
    bool verb; /* no phrase begins or ends with it */
    int n_words;
    size_t order;
    double weight;
    struct candidate *part[PHRASE_WORDS];
};

struct finder {
    struct arena *a;
    struct map *all;
    const char *text;
    bool in_title;
    /* the content words just before, touching one another */
    struct candidate *last[PHRASE_WORDS];
    size_t n_last, first_start[PHRASE_WORDS], end;
};

static double class_weight(enum word_class c)
{
    switch (c) {
    case WORD_NOUN:
    case WORD_NAME:
        return 1.0;
    case WORD_ACT:
    case WORD_PHRASE:
        return 0.9;
    case WORD_VERB:
        return 0.55;
    case WORD_QUALITY:
        return 0.4;
    default:
        return 0;
    }
}

static bool is_stop(const char *word)
{
    for (size_t i = 0; keywords_stop[i]; i++)
        if (strcmp(keywords_stop[i], word) == 0)
            return true;
    return false;
}

/* idf × class, 0 for what is no candidate. */
static double word_value(const struct seg_word *w, const char *word, size_t chars)
{
    if (w->kind != SEG_WORD && w->kind != SEG_UNKNOWN && w->kind != SEG_LATIN)
        return 0;
    if (chars < 2 || (w->kind == SEG_LATIN && w->end - w->start < 2) || is_stop(word))
        return 0;
    if (!w->unit)
        return w->kind == SEG_UNKNOWN ? 0.5 * IDF_UNKNOWN : IDF_UNKNOWN;
    double idf = w->unit->idf ? (double)w->unit->idf / LEX_IDF_PER_NAT : IDF_UNKNOWN;
    return idf * class_weight((enum word_class)w->unit->word_class);
}

static struct candidate *candidate_of(struct finder *f, const char *text, double idf, int n_words)
{
    struct candidate *c = map_find(f->all, text);
    if (!c) {
        c = ARENA_NEW(f->a, struct candidate);
        *c = (struct candidate){
            .text = text, .idf = idf, .n_words = n_words, .order = map_count(f->all)};
        map_set(f->all, text, c);
    }
    return c;
}

static void note(struct finder *f, struct candidate *c, size_t at)
{
    c->count++;
    c->in_title = c->in_title || f->in_title;
    c->early = c->early || at < EARLY_BYTES;
}

/* Phrases that end with the newest word. */
static void note_phrases(struct finder *f)
{
    double idf = f->last[f->n_last - 1]->idf;
    for (size_t i = f->n_last - 1; i-- > 0;) {
        size_t from = f->first_start[i], n = f->end - from;
        int words = (int)(f->n_last - i);
        idf += f->last[i]->idf;
        if (n > PHRASE_BYTES_MAX || f->last[f->n_last - 1]->verb)
            return;
        if (f->last[i]->verb)
            continue;
        struct candidate *c =
            candidate_of(f, arena_strndup(f->a, f->text + from, n), idf / words, words);
        for (int k = 0; k < words; k++)
            c->part[k] = f->last[i + (size_t)k];
        note(f, c, from);
    }
}

static void push_word(struct finder *f, struct candidate *c, const struct seg_word *w)
{
    if (f->n_last && f->end != w->start)
        f->n_last = 0;
    if (f->n_last == PHRASE_WORDS) {
        memmove(f->last, f->last + 1, (PHRASE_WORDS - 1) * sizeof f->last[0]);
        memmove(f->first_start, f->first_start + 1, (PHRASE_WORDS - 1) * sizeof f->first_start[0]);
        f->n_last--;
    }
    f->last[f->n_last] = c;
    f->first_start[f->n_last++] = w->start;
    f->end = w->end;
}

static void read_text(struct finder *f, struct seg_walk *walk, const char *text, size_t n)
{
    struct seg_word w;
    f->text = text;
    f->n_last = 0;
    seg_walk_start(walk, text, n);
    while (seg_walk_next(walk, &w)) {
        size_t bytes = w.end - w.start;
        if (w.kind == SEG_MARK || bytes > PHRASE_BYTES_MAX || !utf8_valid(text + w.start, bytes)) {
            f->n_last = 0;
            continue;
        }
        const char *word = arena_strndup(f->a, text + w.start, bytes);
        double value = word_value(&w, word, utf8_count(word));
        if (value <= 0) {
            f->n_last = 0;
            continue;
        }
        struct candidate *c = candidate_of(f, word, value, 1);
        c->verb = w.unit && w.unit->word_class == WORD_VERB;
        note(f, c, w.start);
        push_word(f, c, &w);
        if (f->n_last > 1)
            note_phrases(f);
    }
}

static void weigh(struct candidate *c)
{
    c->weight = c->idf * c->count / (c->count + SATURATION);
    if (c->in_title)
        c->weight *= TITLE_BOOST;
    else if (c->early)
        c->weight *= EARLY_BOOST;
}

/* A phrase stands for its words where they seldom come without it; then it takes the weight of the
 * best of them and they step back. */
static void join_phrase(struct candidate *c)
{
    double parts = 0, best = 0;
    for (int i = 0; i < c->n_words; i++) {
        parts += c->part[i]->count;
        best = fmax(best, c->part[i]->weight);
    }
    double share = c->count * c->n_words / parts;
    if (c->count < 2 || share < 0.5) {
        c->weight = 0;
        return;
    }
    c->weight = fmax(c->weight, best) * (1 + 0.2 * share);
}

static void step_back(struct candidate *c)
{
    for (int i = 0; i < c->n_words; i++) {
        struct candidate *part = c->part[i];
        double left = part->count > c->count ? (part->count - c->count) / part->count : 0;
        part->weight *= left;
    }
}

static int by_weight(const void *a, const void *b)
{
    const struct candidate *x = *(struct candidate *const *)a, *y = *(struct candidate *const *)b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Said already: it is part of a better one, or holds one. */
static bool is_said(const struct keyword *out, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(out[i].text, text) || strstr(text, out[i].text))
            return true;
    return false;
}

static size_t take_best(struct candidate **list, size_t n, struct keyword *out, size_t max)
{
    size_t taken = 0;
    qsort(list, n, sizeof *list, by_weight);
    for (size_t i = 0; i < n && taken < max && list[i]->weight > 0; i++)
        if (!is_said(out, taken, list[i]->text))
            out[taken++] = (struct keyword){list[i]->text, list[i]->weight};
    return taken;
}

size_t keywords_of(struct arena *a, const struct segmenter *s, const char *title, const char *text,
    size_t text_bytes, struct keyword *out, size_t max)
{
    struct finder f = {.a = a, .all = map_new(a), .in_title = true};
    struct seg_walk *walk = seg_walk_new(a, s, SEG_PLAIN);
    read_text(&f, walk, title, strlen(title));
    f.in_title = false;
    read_text(&f, walk, text,
        text_bytes < KEYWORDS_TEXT_MAX_BYTES ? text_bytes : KEYWORDS_TEXT_MAX_BYTES);
    struct candidate **list = ARENA_ARRAY(a, struct candidate *, map_count(f.all) + 1);
    size_t n = 0, at = 0;
    const char *key;
    void *value;
    while (map_next(f.all, &at, &key, &value))
        weigh(list[n++] = value);
    for (int words = PHRASE_WORDS; words > 1; words--)
        for (size_t i = 0; i < n; i++)
            if (list[i]->n_words == words)
                join_phrase(list[i]);
    for (size_t i = 0; i < n; i++)
        if (list[i]->n_words > 1 && list[i]->weight > 0)
            step_back(list[i]);
    return take_best(list, n, out, max);
}
