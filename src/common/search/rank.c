/* Scoring and choosing, see rank.h. Term at a time into one row of sums a segment.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/tally.h"

/* BM25F, chosen on judged questions against whole laws (see docs/search.md). */
static const float k1 = 2, meta_weight = 3, title_b = 0.4F;
static const double title_share = 0.8, asked_title_share = 0.3;
enum { LONG_QUERY = 9 }; /* terms from which not all are wanted */

static const char state_name[] = "中华人民共和国"; /* laws are asked for without it */

struct sum {                      /* of one document */
    float score, covered, titled; /* titled: weight of what the title has */
    float hinted;                 /* by what else texts say where this is asked */
    uint16_t in_title;            /* terms of the query that the title has */
};

struct sums {
    struct sum *of;
    bool any;
};

struct evaluation {
    const struct view *v;
    struct ask *q;
    const struct narrow *f;
    bool by_time;
    float all, floor; /* weight of the whole query; what a match covers at least */
    struct sums *parts;
    const char *short_key; /* q->key without the state's name */
    size_t short_bytes;
    struct match *heap; /* the worst of the best is on top */
    size_t n_heap, keep;
};

/* ---- scoring ---- */

static void weigh(struct evaluation *e)
{
    double docs = 0;
    for (size_t i = 0; i < e->v->n; i++)
        docs += (double)e->v->parts[i].s->n_docs;
    for (size_t w = 0; w < e->q->n; w++) {
        double df = 0;
        for (size_t i = 0; i < e->v->n; i++) {
            struct postings r;
            uint32_t in_part;
            if (segment_find(e->v->parts[i].s, e->q->wants[w].term, &r, &in_part))
                df += in_part;
        }
        e->q->wants[w].weight = (float)log(1 + (docs - df + 0.5) / (df + 0.5));
        e->all += e->q->wants[w].weight;
    }
}

/* How far length counts against a text. Where texts are short, a longer one speaks of more things;
 * where they are long, of the same things at length. */
static float length_share(float mean)
{
    float long_texts = mean / 500;
    return 0.25F + 0.35F / (1 + long_texts * long_texts);
}

/* Length norms of one segment, a code of norm_code each. */
static void norms_of(const struct view *v, float norms[256])
{
    double length = 0, docs = 0;
    for (size_t i = 0; i < v->n; i++) {
        length += (double)v->parts[i].s->t->body_length;
        docs += (double)v->parts[i].s->n_docs;
    }
    float mean = docs > 0 && length > 0 ? (float)(length / docs) : 1, body_b = length_share(mean);
    for (int i = 0; i < 256; i++)
        norms[i] = 1 / (1 - body_b + body_b * norm_length((unsigned char)i) / mean);
}

static float title_norm(const struct segment *s, uint32_t doc)
{
    return 1 / (1 - title_b + title_b * (float)s->docs[doc].title_length / 20);
}

static void add_term(
    const struct segment *s, const struct want *w, const float *norms, struct sum *sums)
{
    struct postings r;
    uint32_t df;
    if (!segment_find(s, w->term, &r, &df))
        return;
    while (postings_next(&r))
        for (size_t i = 0; i < r.n; i++) {
            const struct posting *p = &r.block[i];
            float tf = (float)p->body * norms[s->norms[p->doc]];
            if (p->title)
                sums[p->doc].titled += w->weight * title_norm(s, p->doc);
            tf += (float)p->title + meta_weight * (float)p->meta;
            sums[p->doc].score += w->weight * tf / (k1 + tf);
            sums[p->doc].covered += w->weight;
            sums[p->doc].in_title = (uint16_t)(sums[p->doc].in_title + (p->title > 0));
        }
}

static void add_hint(
    const struct segment *s, const struct hint *h, const float *norms, struct sum *sums)
{
    struct postings r;
    uint32_t df;
    if (!segment_find(s, h->term, &r, &df))
        return;
    while (postings_next(&r))
        for (size_t i = 0; i < r.n; i++) {
            const struct posting *p = &r.block[i];
            float tf = (float)p->body * norms[s->norms[p->doc]];
            sums[p->doc].hinted += h->weight * (h->title ? p->title > 0 : tf / (k1 + tf));
        }
}

static void score_all(struct arena *a, struct evaluation *e)
{
    float norms[256];
    norms_of(e->v, norms);
    e->parts = ARENA_ARRAY(a, struct sums, e->v->n + 1);
    for (size_t i = 0; i < e->v->n; i++) {
        const struct segment *s = e->v->parts[i].s;
        e->parts[i].of = ARENA_ARRAY(a, struct sum, s->n_docs + 1);
        for (size_t w = 0; w < e->q->n; w++)
            add_term(s, &e->q->wants[w], norms, e->parts[i].of);
        for (size_t h = 0; h < e->q->n_hints; h++)
            add_hint(s, &e->q->hints[h], norms, e->parts[i].of);
    }
}

/* ---- what was typed word for word ---- */

static size_t without_state(const char *key, size_t n)
{
    size_t skip = sizeof state_name - 1;
    return n > skip && memcmp(key, state_name, skip) == 0 ? skip : 0;
}

/* 0 not in the title, 1 in it, 2 all of it. */
static int title_place(const struct evaluation *e, const struct segment *s, uint32_t doc)
{
    size_t n;
    const char *title = segment_title(s, doc, &n);
    if (e->q->key_length < 2 || n < e->short_bytes)
        return 0;
    size_t skip = without_state(title, n);
    if (n - skip == e->short_bytes && memcmp(title + skip, e->short_key, e->short_bytes) == 0)
        return 2;
    return memmem(title, n, e->q->key, e->q->key_bytes) != NULL;
}

static int number_tier(const struct evaluation *e, const struct segment *s, const struct seg_doc *d)
{
    const struct docno *no = &e->q->number;
    if (!e->q->has_number || !d->number_serial ||
        (no->serial && (int)d->number_serial != no->serial) ||
        (no->year && d->number_year != no->year))
        return TIER_TEXT;
    const char *word = segment_string(s, d->number_word);
    if (*no->word && !strstr(word, no->word))
        return TIER_TEXT;
    return strcmp(word, no->word) == 0 ? TIER_NUMBER : TIER_NUMBER_PART;
}

/* Whether any living document has the number that was typed. */
static bool number_known(const struct evaluation *e)
{
    for (size_t i = 0; i < e->v->n; i++)
        for (uint32_t d = 0; d < e->v->parts[i].s->n_docs; d++)
            if (number_tier(e, e->v->parts[i].s, &e->v->parts[i].s->docs[d]) != TIER_TEXT &&
                !part_dead(&e->v->parts[i], d))
                return true;
    return false;
}

/* How much of the query a match must cover, given the best there is. */
static void set_floor(struct evaluation *e)
{
    float best = 0;
    for (size_t i = 0; i < e->v->n; i++)
        for (uint32_t d = 0; d < e->v->parts[i].s->n_docs; d++)
            if (e->parts[i].of[d].covered > best && !part_dead(&e->v->parts[i], d))
                best = e->parts[i].of[d].covered;
    bool whole = best >= e->all * 0.999F, is_long = e->q->n >= LONG_QUERY;
    if (e->q->whole_number || (e->q->has_number && number_known(e)))
        e->floor = e->all * 0.999F; /* beside that document only those that speak of it */
    else if (!e->f && e->q->question)
        e->floor = 0; /* a run's depth is what the caller asked for */
    else if (is_long) /* a question: few documents use many of its words */
        e->floor = fmaxf(e->all * 0.12F, best * (whole ? 0.7F : 0.35F));
    else if (whole)
        e->floor = e->all * 0.999F;
    else
        e->floor = fmaxf(e->all * (e->q->n <= 4 ? 0.5F : 0.35F), best * 0.55F);
}

/* ---- filters ---- */

static bool in_list(const int64_t *list, size_t n, int64_t id)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (list[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && list[lo] == id;
}

static bool differs(const struct segment *s, const char *wanted, uint32_t number)
{
    return *wanted && strcmp(segment_string(s, number), wanted) != 0;
}

static unsigned failed(const struct narrow *f, const struct segment *s, const struct seg_doc *d)
{
    unsigned bits = 0;
    if (f->year && d->year != f->year)
        bits |= FAIL_YEAR;
    if (differs(s, f->issuer, d->issuer))
        bits |= FAIL_ISSUER;
    if (differs(s, f->subject, d->subject))
        bits |= FAIL_SUBJECT;
    if (differs(s, f->validity, d->validity))
        bits |= FAIL_VALIDITY;
    if (differs(s, f->genre, d->genre))
        bits |= FAIL_GENRE;
    if (f->columns && !in_list(f->columns, f->n_columns, d->column_id))
        bits |= FAIL_COLUMN;
    if (differs(s, f->kind, d->kind) || (f->unit_id && d->unit_id != f->unit_id))
        bits |= FAIL_OTHER;
    return bits;
}

/* ---- the best ---- */

/* Negative when a comes before b. */
static int order(const struct match *a, const struct match *b, bool by_time)
{
    if (by_time && a->when != b->when)
        return a->when > b->when ? -1 : 1;
    if (a->tier != b->tier)
        return a->tier > b->tier ? -1 : 1;
    if (a->tier > TIER_TEXT && a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    if (a->when != b->when)
        return a->when > b->when ? -1 : 1;
    return (a->record_id < b->record_id) - (a->record_id > b->record_id);
}

static void sink(struct evaluation *e, size_t at, struct match m)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= e->n_heap)
            break;
        if (child + 1 < e->n_heap && order(&e->heap[child + 1], &e->heap[child], e->by_time) > 0)
            child++;
        if (order(&e->heap[child], &m, e->by_time) <= 0)
            break;
        e->heap[at] = e->heap[child];
        at = child;
    }
    e->heap[at] = m;
}

static void keep_best(struct evaluation *e, struct match m)
{
    if (e->n_heap < e->keep) {
        size_t at = e->n_heap++;
        while (at > 0 && order(&m, &e->heap[(at - 1) / 2], e->by_time) > 0) {
            e->heap[at] = e->heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        e->heap[at] = m;
    } else if (e->keep && order(&m, &e->heap[0], e->by_time) < 0) {
        sink(e, 0, m);
    }
}

/* Takes the worst off again and again: the array ends up best first. */
static void sort_heap(struct evaluation *e)
{
    size_t all = e->n_heap;
    while (e->n_heap > 1) {
        struct match last = e->heap[e->n_heap - 1];
        e->heap[--e->n_heap] = e->heap[0];
        sink(e, 0, last);
    }
    e->n_heap = all;
}

static double final_score(
    const struct evaluation *e, const struct sum *s, const struct seg_doc *d, int place)
{
    static const double by_rank[] = {1, 0.9, 0.55};
    double share = e->all > 0 ? (double)s->covered / (double)e->all : 0;
    double titled = e->all > 0 ? (double)s->titled / (double)e->all : 0;
    bool asks = e->q->question;
    double score =
        (double)s->score * (asks ? 0.7 + 0.3 * share * share : 0.3 + 0.7 * share * share);
    /* a title counts when it has much of the query, hardly when it shares a word */
    score += (asks ? asked_title_share : title_share) * (double)e->all * titled * sqrt(titled);
    if (place)
        score *= 1.3 + (double)e->q->key_length / (d->title_length ? d->title_length : 1);
    if (e->q->question)
        score += (double)s->hinted + (double)d->prior;
    return score * by_rank[d->rank < COUNT_OF(by_rank) ? d->rank : 0];
}

static bool match_doc(const struct evaluation *e, const struct segment *s, uint32_t doc,
    const struct sum *sum, struct match *m)
{
    const struct seg_doc *d = &s->docs[doc];
    int tier = number_tier(e, s, d);
    bool covered = sum->covered > 0 && sum->covered >= e->floor;
    if (!covered && tier == TIER_TEXT)
        return false;
    int place = sum->in_title && sum->in_title >= e->q->n ? title_place(e, s, doc) : 0;
    if (tier == TIER_TEXT && place == 2)
        tier = TIER_TITLE;
    int64_t when = d->formed_on != DAY_NONE ? d->formed_on : day_at(d->published_at).n;
    *m = (struct match){.record_id = d->record_id,
        .when = when,
        .tier = tier,
        .rank = d->rank,
        .score = final_score(e, sum, d, place)};
    return true;
}

static void choose(struct arena *a, struct evaluation *e, struct ranking *out)
{
    struct tally *t = e->f ? tally_new(a) : NULL;
    struct match m;
    for (size_t i = 0; i < e->v->n; i++) {
        const struct part *p = &e->v->parts[i];
        if (t)
            tally_segment(t, p->s);
        for (uint32_t d = 0; d < p->s->n_docs; d++) {
            const struct sum *sum = &e->parts[i].of[d];
            if ((sum->covered <= 0 && !e->q->has_number) || part_dead(p, d) ||
                !match_doc(e, p->s, d, sum, &m))
                continue;
            if (t) {
                unsigned bits = failed(e->f, p->s, &p->s->docs[d]);
                tally_add(t, &p->s->docs[d], bits);
                if (bits)
                    continue;
            }
            out->total++;
            keep_best(e, m);
        }
    }
    if (t)
        tally_end(t, out);
}

void rank_view(struct arena *a, const struct view *v, struct ask *q, const struct narrow *f,
    bool by_time, size_t keep, struct ranking *out)
{
    struct evaluation e = {.v = v, .q = q, .f = f, .by_time = by_time, .keep = keep};
    *out = (struct ranking){.total = 0};
    e.heap = ARENA_ARRAY(a, struct match, keep + 1);
    size_t skip = without_state(q->key, q->key_bytes);
    e.short_key = q->key + skip;
    e.short_bytes = q->key_bytes - skip;
    weigh(&e);
    score_all(a, &e);
    set_floor(&e);
    choose(a, &e, out);
    sort_heap(&e);
    out->best = e.heap;
    out->n = e.n_heap;
}
