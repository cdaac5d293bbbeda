/* Windows of sums, see sweep.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/sweep.h"

#include <stdlib.h>
#include <string.h>

static const float title_b = 0.4F;

/* By length in characters, up to 255. */
static void title_norms(float norms[256])
{
    for (int i = 0; i < 256; i++)
        norms[i] = 1 / (1 - title_b + title_b * (float)i / 20);
}

static int rare_first(const void *a, const void *b)
{
    const struct sweep_term *x = a, *y = b;
    return (x->df > y->df) - (x->df < y->df);
}

void sweep_begin(struct sweep *w, struct arena *a, const struct segment *s, const struct ask *q,
    const float *norms, enum sweep_kind kind)
{
    w->s = s;
    w->norms = norms;
    w->kind = kind;
    w->terms = ARENA_ARRAY(a, struct sweep_term, q->n + 1);
    w->n_terms = 0;
    w->from = w->to = w->next = 0;
    w->least = NOTHING_TO_BEAT;
    w->title_most = 0;
    title_norms(w->title_norms);
    for (size_t i = 0; i < q->n; i++) {
        struct sweep_term *t = &w->terms[w->n_terms];
        if (kind == SWEEP_ALL && q->wants[i].other)
            continue;
        if (segment_find(s, q->wants[i].term, &t->r, &t->df)) {
            t->w = &q->wants[i];
            w->n_terms++;
        } else if (kind == SWEEP_ALL) {
            w->next = (uint32_t)s->n_docs; /* nothing here has them all */
        }
    }
    if (w->n_terms)
        qsort(w->terms, w->n_terms, sizeof *w->terms, rare_first);
}

/* The first document of a term at or after `doc`; NO_DOC at the end. */
static uint32_t seek(struct sweep_term *t, uint32_t doc)
{
    if (!t->r.n || t->r.block[t->r.n - 1].doc < doc) {
        if (!postings_seek(&t->r, doc))
            return NO_DOC;
        t->at = 0;
    }
    while (t->r.block[t->at].doc < doc)
        t->at++;
    return t->r.block[t->at].doc;
}

/* Where the next window worth looking at begins. */
static uint32_t find_start(struct sweep *w)
{
    uint32_t start = w->next, first = NO_DOC;
    if (w->kind == SWEEP_EVERY)
        return start;
    for (size_t i = 0; i < w->n_terms; i++) {
        uint32_t doc = seek(&w->terms[i], start);
        if (w->kind == SWEEP_ALL && doc == NO_DOC)
            return NO_DOC;
        if (w->kind == SWEEP_ALL && doc / WINDOW > start / WINDOW) {
            start = doc; /* none before it has this term: begin again from there */
            i = (size_t)-1;
        } else if (doc < first) {
            first = doc;
        }
    }
    return w->kind == SWEEP_ALL ? start : first;
}

static void add_term(struct sweep *w, struct sweep_term *t)
{
    float weight = t->w->weight;
    while (seek(t, w->from) < w->to) {
        size_t i = t->at;
        for (; i < t->r.n && t->r.block[i].doc < w->to; i++) {
            const struct posting *p = &t->r.block[i];
            struct sum *sum = &w->sums[p->doc - w->from];
            const struct seg_norm *length = &w->s->norms[p->doc];
            float tf = (float)p->body * w->norms[length->body];
            if (p->title) {
                sum->titled += weight * w->title_norms[length->title];
                sum->in_title = (uint16_t)(sum->in_title + !t->w->other);
            }
            tf += (float)p->title + META_WEIGHT * (float)p->meta;
            if (p->files)
                tf += files_tf(p, w->norms[length->files]);
            sum->score += weight * tf / (BM25_K1 + tf);
            sum->covered += weight;
        }
        if (i < t->r.n) {
            t->at = i;
            return;
        }
        if (!postings_next(&t->r))
            return;
        t->at = 0;
    }
}

/* The most that a term can bring to a score: all of its weight, and its share of the title's. */
static float most_of(const struct sweep *w, const struct sweep_term *t)
{
    return t->w->weight * (1 + w->title_most * w->title_norms[0]);
}

/* Whether a document of the window can still reach `least`. Who has all terms so far in the title
 * may have the whole query there, which counts more than the sum. */
static bool any_hope(const struct sweep *w, size_t done, float rest)
{
    if (!done)
        return true;
    for (uint32_t d = 0; d < w->to - w->from; d++) {
        const struct sum *s = &w->sums[d];
        if (s->in_title >= done || s->score + w->title_most * s->titled + rest >= w->least)
            return true;
    }
    return false;
}

bool sweep_next(struct sweep *w)
{
    uint32_t n_docs = (uint32_t)w->s->n_docs;
    if (w->next >= n_docs)
        return false;
    uint32_t start = find_start(w);
    if (start >= n_docs)
        return false;
    w->from = start / WINDOW * WINDOW;
    w->to = n_docs - w->from < WINDOW ? n_docs : w->from + WINDOW;
    w->next = w->to;
    memset(w->sums, 0, (w->to - w->from) * sizeof *w->sums);
    size_t typed = 0; /* of the terms added */
    float rest = 0;   /* what the terms from i on can bring */
    for (size_t i = 0; i < w->n_terms; i++)
        rest += most_of(w, &w->terms[i]);
    for (size_t i = 0; i < w->n_terms; i++) {
        if (rest < w->least && !any_hope(w, typed, rest))
            break; /* common terms alone, or on top of what there is, bring nothing to the best */
        add_term(w, &w->terms[i]);
        typed += !w->terms[i].w->other;
        rest -= most_of(w, &w->terms[i]);
    }
    return true;
}
