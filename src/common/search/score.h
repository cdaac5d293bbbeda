/* The scoring formula, and how high it can get: what one posting brings, what a document scores in
 * the end, and bounds of both from less than the whole document is known.
 *
 * A bound is never below the score it stands for (test_bounds.c); what is below the worst of the
 * best by its bound need not be read.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SCORE_H
#define SEARCH_SCORE_H

#include <math.h>
#include "common/search/ask.h"
#include "common/search/view.h"

/* BM25F, chosen on judged questions (docs/search.md). */
#define BM25_K1 2.0F
#define META_WEIGHT 3.0F
/* What only an attachment says is less what the document is about: however often, it counts for
 * less than once in a text of middle length. */
#define FILES_WEIGHT 0.4F
#define FILES_MOST 0.9F

struct scoring { /* what is the same for all documents of a view and one query */
    const struct ask *q;
    float all; /* weight of the whole query */
    /* for bounds: 1 / all; what is left of the text's score where nothing is covered; see there */
    float per_all, uncovered, title_factor;
    float norms[256];       /* by code of norm_code */
    float title_norms[256]; /* by length in characters, up to 255 */
    size_t short_length;    /* characters of q->key without the state's name */
};
enum { WHOLE_TITLE = 2 };  /* characters of a query that counts as a title */
enum { STATE_LENGTH = 7 }; /* 中华人民共和国: laws are asked for without it */

/* q, all and short_length are set. */
void score_begin(struct scoring *g, const struct view *v);
#define SCORE_SLACK 1.00005F /* bounds are so much higher: roundings, sums in another order */
#define SCORE_ENDED 0.55F    /* the least share that a rank leaves */

struct sum {                      /* of one document, or the most that several can have */
    float score, covered, titled; /* titled: weight of what the title has */
    uint16_t in_title;            /* typed terms that the title has */
};

static inline float files_tf(const struct posting *p, float norm)
{
    float tf = FILES_WEIGHT * (float)p->files * norm;
    return tf < FILES_MOST ? tf : FILES_MOST;
}

/* Adds what one posting of a term brings to its document. */
static inline void score_add(const struct scoring *g, struct sum *sum, const struct want *w,
    const struct posting *p, const struct seg_norm *length)
{
    float tf = (float)p->body * g->norms[length->body];
    if (p->title) {
        sum->titled += w->weight * g->title_norms[length->title];
        sum->in_title = (uint16_t)(sum->in_title + !w->other);
    }
    tf += (float)p->title + META_WEIGHT * (float)p->meta;
    if (p->files)
        tf += files_tf(p, g->norms[length->files]);
    sum->score += w->weight * tf / (BM25_K1 + tf);
    sum->covered += w->weight;
}

/* What a document scores; whole_title: the query's text stands in its title as it was typed. */
double score_final(const struct scoring *g, const struct sum *s, const struct seg_doc *d,
    bool whole_title, int prior);

/* The share that a rank (enum seg_rank) leaves of a score. */
double score_by_rank(uint32_t rank);

/* The most that one term can bring to a document of a block: its sum as far as it goes, and how
 * short a title that has it is (255 and more: 255; 256: no title has it). */
struct term_most {
    struct sum sum;
    unsigned title_length;
};
void score_block(const struct scoring *g, const struct want *w, const struct posting_most *m,
    struct term_most *out);

/* No less than the score of any document whose sums are at most s, whose title has at least
 * title_length characters, and whose prior (hundredths) is at most prior. same_title: there are
 * documents whose title is the query; they come first whatever they score: SCORE_FIRST. */
#define SCORE_FIRST 1e30F
static inline float score_most(
    const struct scoring *g, const struct sum *s, unsigned title_length, int prior, bool same_title)
{
    float share = s->covered * g->per_all;
    share = share < 1 ? share : 1;
    float score = s->score * (g->uncovered + (1 - g->uncovered) * share * share);
    if (s->titled > 0)
        score += g->title_factor * s->titled * sqrtf(s->titled);
    if (s->in_title >= g->q->n_typed && g->q->key_length >= WHOLE_TITLE) {
        if (same_title && title_length <= g->short_length + STATE_LENGTH)
            return SCORE_FIRST;
        score *= 1.3F + (float)g->q->key_length / (float)(title_length ? title_length : 1);
    }
    score *= SCORE_SLACK;
    if (g->q->question)
        score += (float)prior / 100;
    return score < 0 ? score * SCORE_ENDED / SCORE_SLACK : score * SCORE_SLACK;
}

#endif
