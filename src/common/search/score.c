/* The formula of score.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/score.h"

static const double title_share = 0.8, asked_title_share = 0.3;
static const float title_b = 0.4F;
static const double rank_share[] = {1, 0.9, 0.55}; /* by seg_rank: what has ended counts less */

/* How far length counts against a text. Where texts are short, a longer one speaks of more things;
 * where they are long, of the same things at length. */
static float length_share(float mean)
{
    float long_texts = mean / 500;
    return 0.25F + 0.35F / (1 + long_texts * long_texts);
}

void score_begin(struct scoring *g, const struct view *v)
{
    double length = 0, docs = 0;
    for (size_t i = 0; i < v->n; i++) {
        length += (double)v->parts[i].s->t->body_length;
        docs += (double)v->parts[i].s->n_docs;
    }
    float mean = docs > 0 && length > 0 ? (float)(length / docs) : 1, body_b = length_share(mean);
    for (int i = 0; i < 256; i++) {
        g->norms[i] = 1 / (1 - body_b + body_b * norm_length((unsigned char)i) / mean);
        g->title_norms[i] = 1 / (1 - title_b + title_b * (float)i / 20);
    }
    bool asks = g->q->question;
    g->per_all = g->all > 0 ? 1 / g->all : 0;
    g->uncovered = asks ? 0.7F : 0.3F;
    g->title_factor = (float)(asks ? asked_title_share : title_share) * sqrtf(g->per_all);
}

double score_by_rank(uint32_t rank)
{
    return rank_share[rank < COUNT_OF(rank_share) ? rank : 0];
}

/* Text and title, before the title as a whole, prior and rank. */
static double base_score(const struct scoring *g, const struct sum *s)
{
    bool asks = g->q->question;
    double share = g->all > 0 ? (double)s->covered / (double)g->all : 0;
    share = share < 1 ? share : 1;
    double score =
        (double)s->score * (asks ? 0.7 + 0.3 * share * share : 0.3 + 0.7 * share * share);
    if (s->titled <= 0 || g->all <= 0)
        return score;
    /* a title counts when it has much of the query, hardly when it shares a word */
    double titled = (double)s->titled / (double)g->all;
    return score +
           (asks ? asked_title_share : title_share) * (double)g->all * titled * sqrt(titled);
}

double score_final(const struct scoring *g, const struct sum *s, const struct seg_doc *d,
    bool whole_title, int prior)
{
    double score = base_score(g, s);
    if (whole_title)
        score *= 1.3 + (double)g->q->key_length / (d->title_length ? d->title_length : 1);
    if (g->q->question)
        score += prior / 100.0;
    return score * score_by_rank(d->rank);
}

/* Every posting belongs to its level and all below: the highest tf of each, over its shortest. */
void score_block(const struct scoring *g, const struct want *w, const struct posting_most *m,
    struct term_most *out)
{
    float tf = 0;
    for (unsigned i = 0; i < m->levels; i++) {
        float level = (float)posting_level_end[i] * g->norms[m->shortest[i]];
        tf = level > tf ? level : tf;
    }
    tf += (float)m->title + META_WEIGHT * (float)m->meta + (m->files ? FILES_MOST : 0);
    *out = (struct term_most){.title_length = 256,
        .sum = {.score = w->weight * tf / (BM25_K1 + tf), .covered = w->weight}};
    if (m->title) {
        out->title_length = m->title_length;
        out->sum.titled = w->weight * g->title_norms[m->title_length];
        out->sum.in_title = !w->other;
    }
}
