/* The model: a question's pair adds weight to a text's pair, a title's pair has a weight of its
 * own. Learnt by Adagrad on the likelihood of the right documents among the candidates, with a
 * pull to zero that keeps few links; links are never negative, so that a query can skip documents.
 *
 * SPDX-License-Identifier: MIT */
#include "learn_search.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const float rate = 0.05F, pull = 0.003F, ease = 1e-4F, text_share = 0.3F,
                   title_share = 1 / 3.0F;
static const float least = 0.08F; /* weaker links are left out */
enum { ROUNDS = 5, COMMON = 15 /* per cent of the documents: a pair that common tells nothing */ };

struct link {
    uint32_t word;
    float weight, square;
};
struct row {
    struct link *p;
    size_t n, room;
};
struct model {
    const struct judged *j;
    struct row *rows;            /* by the question's word */
    float *prior, *prior_square; /* by the title's word */
    float *sum, *slope, *z;      /* of the question at hand: by word, by word, by candidate */
    uint32_t *met;               /* words with a slope */
    size_t n_met;
    uint64_t chance;
};

static bool is_title(const struct judged *j, uint32_t w)
{
    return (j->words[w] & IN_TITLE) != 0;
}

static float amount(const struct judged *j, const struct feature *f)
{
    return is_title(j, f->word) ? title_share : f->x;
}

/* Deterministic shuffling, so that the same data gives the same file. */
static uint64_t next_random(struct model *m)
{
    m->chance ^= m->chance << 13;
    m->chance ^= m->chance >> 7;
    m->chance ^= m->chance << 17;
    return m->chance;
}

/* ---- which links can there be: those that a right document shows ---- */

static int by_word(const void *p, const void *q)
{
    uint32_t x = ((const struct link *)p)->word, y = ((const struct link *)q)->word;
    return (x > y) - (x < y);
}

static void row_add(struct row *r, uint32_t word)
{
    if (r->n == r->room) {
        r->room = r->room ? r->room * 2 : 64;
        r->p = realloc(r->p, r->room * sizeof *r->p);
        if (!r->p)
            die_usage("out of memory");
    }
    r->p[r->n++] = (struct link){word, 0, 0.01F};
}

static void rows_begin(struct model *m, int without_fold)
{
    const struct judged *j = m->j;
    for (size_t k = 0; k < j->n_questions; k++) {
        const struct question *q = &j->questions[k];
        for (size_t r = 0; r < q->n_right && q->fold != without_fold; r++) {
            const struct features *d = &j->docs[q->right[r]];
            for (size_t i = 0; i < d->n; i++) {
                uint32_t w = d->p[i].word;
                bool common = !is_title(j, w) && j->df[w] * 100.0 > (double)j->n_docs * COMMON;
                for (size_t t = 0; t < q->n_words && j->df[w] > 1 && !common; t++)
                    row_add(&m->rows[q->words[t]], w);
            }
        }
    }
    for (size_t w = 0; w < j->n_words; w++) {
        struct row *r = &m->rows[w];
        size_t n = 0;
        if (r->n)
            qsort(r->p, r->n, sizeof *r->p, by_word);
        for (size_t i = 0; i < r->n; i++)
            if (!n || r->p[n - 1].word != r->p[i].word)
                r->p[n++] = r->p[i];
        r->n = n;
    }
}

/* ---- one question ---- */

static bool is_right(const struct question *q, uint32_t doc)
{
    for (size_t i = 0; i < q->n_right; i++)
        if (q->right[i] == doc)
            return true;
    return false;
}

static void add_rows(struct model *m, const struct question *q, float share)
{
    for (size_t t = 0; t < q->n_words; t++)
        for (size_t i = 0; i < m->rows[q->words[t]].n; i++)
            m->sum[m->rows[q->words[t]].p[i].word] += share * m->rows[q->words[t]].p[i].weight;
}

static void forget_rows(struct model *m, const struct question *q)
{
    for (size_t t = 0; t < q->n_words; t++)
        for (size_t i = 0; i < m->rows[q->words[t]].n; i++)
            m->sum[m->rows[q->words[t]].p[i].word] = 0;
}

/* Scores → shares of the whole; gives the share of the right ones. */
static double score(struct model *m, const struct question *q)
{
    double whole = 0, right = 0;
    float most = -1e30F;
    for (size_t i = 0; i < q->n_candidates; i++) {
        const struct features *d = &m->j->docs[q->candidates[i]];
        m->z[i] = q->scores[i] * text_share;
        for (size_t k = 0; k < d->n; k++) {
            uint32_t w = d->p[k].word;
            m->z[i] += (m->sum[w] + m->prior[w]) * amount(m->j, &d->p[k]);
        }
        most = m->z[i] > most ? m->z[i] : most;
    }
    for (size_t i = 0; i < q->n_candidates; i++)
        whole += m->z[i] = expf(m->z[i] - most);
    for (size_t i = 0; i < q->n_candidates; i++) {
        m->z[i] = (float)(m->z[i] / whole);
        if (is_right(q, q->candidates[i]))
            right += m->z[i];
    }
    return right > 1e-30 ? right : 1e-30;
}

static void add_slope(struct model *m, const struct features *d, float g)
{
    for (size_t k = 0; k < d->n; k++) {
        uint32_t w = d->p[k].word;
        if (m->slope[w] >= 0 && m->slope[w] <= 0) {
            m->slope[w] = 1e-20F;
            m->met[m->n_met++] = w;
        }
        m->slope[w] += g * amount(m->j, &d->p[k]);
    }
}

static void slopes(struct model *m, const struct question *q, double right)
{
    m->n_met = 0;
    for (size_t i = 0; i < q->n_candidates; i++) {
        float g = m->z[i];
        if (is_right(q, q->candidates[i]))
            g -= 0.5F * m->z[i] / (float)right + 0.5F / (float)q->n_right;
        if (fabsf(g) >= 5e-4F)
            add_slope(m, &m->j->docs[q->candidates[i]], g);
    }
}

static void step_link(struct link *l, float g)
{
    if (fabsf(g) < 1e-19F && l->weight <= 0)
        return;
    l->square += g * g;
    l->weight -= rate / sqrtf(l->square) * (g + pull);
    if (l->weight < 0)
        l->weight = 0;
}

static void step(struct model *m, const struct question *q, float share)
{
    for (size_t i = 0; i < m->n_met; i++) {
        uint32_t w = m->met[i];
        if (!is_title(m->j, w))
            continue;
        float g = m->slope[w] + ease * m->prior[w];
        m->prior_square[w] += g * g;
        m->prior[w] -= rate * g / sqrtf(m->prior_square[w]);
    }
    for (size_t t = 0; t < q->n_words; t++)
        for (size_t i = 0; i < m->rows[q->words[t]].n; i++) {
            struct link *l = &m->rows[q->words[t]].p[i];
            step_link(l, m->slope[l->word] * share);
        }
    for (size_t i = 0; i < m->n_met; i++)
        m->slope[m->met[i]] = 0;
}

static double learn_question(struct model *m, const struct question *q)
{
    float share = q->n_words ? 1 / sqrtf((float)q->n_words) : 0;
    add_rows(m, q, share);
    double right = score(m, q);
    slopes(m, q, right);
    step(m, q, share);
    forget_rows(m, q);
    return -log(right);
}

static void learn_all(struct model *m, int without_fold)
{
    size_t n = 0, *order = need(m->j->n_questions, sizeof *order);
    for (size_t k = 0; k < m->j->n_questions; k++)
        if (m->j->questions[k].fold != without_fold && m->j->questions[k].n_right)
            order[n++] = k;
    for (int round = 0; round < ROUNDS; round++) {
        double loss = 0;
        for (size_t i = n; i > 1; i--) {
            size_t k = (size_t)(next_random(m) % i), x = order[k];
            order[k] = order[i - 1];
            order[i - 1] = x;
        }
        for (size_t i = 0; i < n; i++)
            loss += learn_question(m, &m->j->questions[order[i]]);
        fprintf(stderr, "round %d: %.4f\n", round + 1, n ? loss / (double)n : 0);
    }
    free(order);
}

/* ---- the table ---- */

static int rows_by_term(const void *p, const void *q)
{
    uint64_t x = ((const struct assoc_row *)p)->term, y = ((const struct assoc_row *)q)->term;
    return (x > y) - (x < y);
}

static int priors_by_term(const void *p, const void *q)
{
    uint64_t x = ((const struct assoc_prior *)p)->term, y = ((const struct assoc_prior *)q)->term;
    return (x > y) - (x < y);
}

/* In hundredths of the text score. */
static int scaled(float weight, float by)
{
    return (int)lroundf(weight * by / text_share * 100);
}

static const struct assoc *table_of(const struct model *m)
{
    const struct judged *j = m->j;
    struct assoc *a = need(1, sizeof *a);
    struct assoc_row *rows = need(j->n_words, sizeof *rows);
    struct assoc_prior *priors = need(j->n_words, sizeof *priors);
    size_t n = 0, all = 0;
    for (size_t w = 0; w < j->n_words; w++)
        all += m->rows[w].n;
    assoc_link *links = need(all, sizeof *links);
    for (size_t w = 0; w < j->n_words; w++) {
        struct assoc_row r = {j->words[w], (uint32_t)n, 0};
        for (size_t i = 0; i < m->rows[w].n; i++) {
            const struct link *l = &m->rows[w].p[i];
            bool title = is_title(j, l->word);
            int weight = scaled(l->weight, title ? title_share : 1);
            if (l->weight < least || weight < 1)
                continue;
            links[n++] = assoc_pack(j->words[l->word] & ~IN_TITLE, title, (unsigned)weight);
            r.n++;
        }
        if (r.n)
            rows[a->n_rows++] = r;
        int weight = is_title(j, (uint32_t)w) ? scaled(m->prior[w], title_share) : 0;
        if (weight > 2 || weight < -2)
            priors[a->n_priors++] = (struct assoc_prior){j->words[w] & ~IN_TITLE, weight};
    }
    qsort(rows, a->n_rows, sizeof *rows, rows_by_term);
    qsort(priors, a->n_priors, sizeof *priors, priors_by_term);
    a->rows = rows;
    a->links = links;
    a->priors = priors;
    return a;
}

const struct assoc *learn(const struct judged *j, int without_fold)
{
    struct model m = {.j = j, .chance = 88172645463325252ULL};
    size_t n = j->n_words, most = 0;
    for (size_t k = 0; k < j->n_questions; k++)
        if (j->questions[k].n_candidates > most)
            most = j->questions[k].n_candidates;
    m.rows = need(n, sizeof *m.rows);
    m.prior = need(n, sizeof *m.prior);
    m.prior_square = need(n, sizeof *m.prior_square);
    m.sum = need(n, sizeof *m.sum);
    m.slope = need(n, sizeof *m.slope);
    m.met = need(n, sizeof *m.met);
    m.z = need(most, sizeof *m.z);
    for (size_t w = 0; w < n; w++)
        m.prior_square[w] = 0.01F;
    rows_begin(&m, without_fold);
    learn_all(&m, without_fold);
    const struct assoc *a = table_of(&m);
    for (size_t w = 0; w < n; w++)
        free(m.rows[w].p);
    free(m.rows);
    free(m.prior);
    free(m.prior_square);
    free(m.sum);
    free(m.slope);
    free(m.met);
    free(m.z);
    return a;
}
