/* Windows of sums, see sweep.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/sweep.h"

#include <stdlib.h>
#include <string.h>

enum { MANY = 12 };  /* documents of a window for which blocks are unpacked */
enum { CLOSE = 64 }; /* a term that one of so many documents has is rare */

static int rare_first(const void *a, const void *b)
{
    const struct sweep_term *x = a, *y = b;
    return (x->df > y->df) - (x->df < y->df);
}

/* Bounds are the closer the fewer documents a window has, and the dearer the more terms it asks. */
static uint32_t width_of(const struct sweep *w)
{
    if (w->kind == SWEEP_EVERY)
        return WINDOW;
    return w->n_terms <= 4 ? 256 : w->n_terms <= 12 ? 512 : 1024;
}

void sweep_begin(struct sweep *w, struct arena *a, const struct segment *s, const struct scoring *g,
    enum sweep_kind kind)
{
    const struct ask *q = g->q;
    w->s = s;
    w->g = g;
    w->kind = kind;
    w->terms = ARENA_ARRAY(a, struct sweep_term, q->n + 1);
    w->rests = ARENA_ARRAY(a, struct rest, q->n + 1);
    w->n_terms = 0;
    w->from = w->to = w->next = 0;
    w->least = NOTHING_TO_BEAT;
    w->least_cover = 0;
    w->same_title = true;
    for (size_t i = 0; i < q->n; i++) {
        struct sweep_term *t = &w->terms[w->n_terms];
        if (kind == SWEEP_ALL && q->wants[i].other)
            continue;
        if (segment_find(s, q->wants[i].term, &t->r, &t->df)) {
            t->w = &q->wants[i];
            t->close = t->df < s->n_docs / CLOSE + POSTINGS_BLOCK;
            w->n_terms++;
        } else if (kind == SWEEP_ALL) {
            w->next = (uint32_t)s->n_docs; /* nothing here has them all */
        }
    }
    if (w->n_terms)
        qsort(w->terms, w->n_terms, sizeof *w->terms, rare_first);
    w->width = width_of(w);
}

/* The first document of a term at or after `doc`; NO_DOC at the end. */
static uint32_t seek(struct sweep_term *t, uint32_t doc)
{
    const unsigned char *before = t->r.n ? t->r.unpacked : NULL;
    if (!postings_seek(&t->r, doc))
        return NO_DOC;
    if (t->r.unpacked != before)
        t->at = 0;
    while (t->r.block[t->at].doc < doc)
        t->at++;
    return t->r.block[t->at].doc;
}

/* ---- bounds of a window ---- */

static void widen(struct term_most *to, const struct term_most *by)
{
    if (by->sum.score > to->sum.score)
        to->sum.score = by->sum.score;
    if (by->sum.titled > to->sum.titled)
        to->sum.titled = by->sum.titled;
    to->sum.in_title |= by->sum.in_title;
    to->title_length = by->title_length < to->title_length ? by->title_length : to->title_length;
}

static void most_of_block(const struct sweep *w, const struct sweep_term *t,
    const struct postings_at *at, struct term_most *out)
{
    struct posting_most m;
    postings_most(at, &m);
    score_block(w->g, t->w, &m, out);
}

/* The most of a term in the window; false when no document there has it. */
static bool most_in_window(struct sweep *w, struct sweep_term *t, struct term_most *out)
{
    if (t->close ? seek(t, w->from) >= w->to
                 : !postings_reach(&t->r.at, w->from) || t->r.at.before + 1 >= w->to)
        return false;
    if (t->most_of != t->r.at.body) {
        most_of_block(w, t, &t->r.at, &t->most);
        t->most_of = t->r.at.body;
    }
    *out = t->most;
    if (t->r.at.last + 1 >= w->to)
        return true;
    struct postings_at ahead = t->r.at;
    struct term_most more;
    while (ahead.last + 1 < w->to && postings_reach(&ahead, ahead.last + 1)) {
        most_of_block(w, t, &ahead, &more);
        widen(out, &more);
    }
    return true;
}

static void add_rest(struct rest *to, const struct rest *after, const struct term_most *most)
{
    *to = *after;
    to->sum.score += most->sum.score;
    to->sum.covered += most->sum.covered;
    if (most->title_length > 255)
        return;
    to->sum.titled += most->sum.titled;
    to->sum.in_title = (uint16_t)(to->sum.in_title + most->sum.in_title);
    to->title_weight += most->sum.covered;
    if (most->sum.in_title && most->title_length > to->title_length)
        to->title_length = most->title_length;
}

/* Fills the rests; false when a term that all must have is missing. */
static bool bound_window(struct sweep *w)
{
    w->rests[w->n_terms] = (struct rest){.title_length = 0};
    for (size_t i = w->n_terms; i-- > 0;) {
        struct term_most most;
        if (most_in_window(w, &w->terms[i], &most))
            add_rest(&w->rests[i], &w->rests[i + 1], &most);
        else if (w->kind == SWEEP_ALL)
            return false;
        else
            w->rests[i] = w->rests[i + 1];
    }
    return true;
}

/* Whether the terms from i on can make a document useful by themselves. */
static bool window_hope(const struct sweep *w, size_t i)
{
    const struct rest *rest = &w->rests[i];
    if (rest->sum.covered <= 0 || rest->sum.covered < w->least_cover * COVER_SLACK)
        return false;
    return w->least <= NOTHING_TO_BEAT || score_most(w->g, &rest->sum, rest->title_length,
                                              w->s->t->most_prior, w->same_title) >= w->least;
}

/* ---- sums ---- */

static void add_term(struct sweep *w, struct sweep_term *t)
{
    while (seek(t, w->from) < w->to) {
        size_t i = t->at;
        for (; i < t->r.n && t->r.block[i].doc < w->to; i++) {
            uint32_t doc = t->r.block[i].doc;
            score_add(w->g, &w->sums[doc - w->from], t->w, &t->r.block[i], &w->s->norms[doc]);
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

static bool find_posting(struct sweep_term *t, uint32_t doc, bool few, struct posting *out)
{
    if (few)
        return postings_find(&t->r, doc, out);
    if (seek(t, doc) != doc)
        return false;
    *out = t->r.block[t->at];
    return true;
}

/* Only for the documents found so far, as long as there is hope for them. */
static void look_up(struct sweep *w, size_t i)
{
    struct sweep_term *t = &w->terms[i];
    struct posting posting;
    size_t kept = 0;
    bool few = w->n_found < MANY;
    for (size_t k = 0; k < w->n_found; k++) {
        uint32_t doc = w->from + w->found[k];
        struct sum *sum = &w->sums[w->found[k]];
        if (!sweep_hope(w, sum, &w->rests[i], doc))
            continue;
        if (find_posting(t, doc, few, &posting))
            score_add(w->g, sum, t->w, &posting, &w->s->norms[doc]);
        else if (w->kind == SWEEP_ALL)
            continue;
        w->found[kept++] = w->found[k];
    }
    w->n_found = kept;
}

static void find(struct sweep *w, bool every)
{
    w->n_found = 0;
    for (uint32_t d = 0; d < w->to - w->from; d++) {
        w->found[w->n_found] = (uint16_t)d;
        w->n_found += every || w->sums[d].covered > 0;
    }
}

static void read_window(struct sweep *w, size_t leading)
{
    memset(w->sums, 0, (w->to - w->from) * sizeof *w->sums);
    for (size_t i = 0; i < leading; i++)
        add_term(w, &w->terms[i]);
    find(w, w->kind == SWEEP_EVERY);
    for (size_t i = leading; i < w->n_terms && w->n_found; i++)
        look_up(w, i);
}

/* How many terms lead: documents that have none of them are of no use. 0: none is. */
static size_t leading_terms(struct sweep *w)
{
    size_t n = 0;
    if (w->kind == SWEEP_EVERY)
        return w->n_terms;
    if (!bound_window(w))
        return 0;
    while (n < w->n_terms && window_hope(w, n))
        n++;
    return w->kind == SWEEP_ALL && n > 1 ? 1 : n;
}

static bool set_window(struct sweep *w)
{
    uint32_t n_docs = (uint32_t)w->s->n_docs, start = w->next;
    if (w->kind == SWEEP_ALL && start < n_docs)
        start = w->n_terms ? seek(&w->terms[0], start) : NO_DOC;
    if (start >= n_docs)
        return false;
    w->from = start;
    w->to = n_docs - start < w->width ? n_docs : start + w->width;
    w->next = w->to;
    return true;
}

bool sweep_next(struct sweep *w)
{
    while (set_window(w)) {
        size_t leading = leading_terms(w);
        if (!leading && w->kind != SWEEP_EVERY)
            continue;
        read_window(w, leading);
        return true;
    }
    return false;
}
