/* Scoring and choosing, see rank.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/search.h"
#include "common/search/sweep.h"
#include "common/search/tally.h"

static const double title_share = 0.8, asked_title_share = 0.3;
static const float other_share = 0.7F; /* of the weight, for words that were not typed */
enum { LONG_QUERY = 9 };               /* terms from which not all are wanted */

static const char state_name[] = "中华人民共和国"; /* laws are asked for without it */
enum { STATE_LENGTH = 7 };

struct evaluation {
    const struct view *v;
    struct ask *q;
    const struct narrow *f;
    bool by_time;
    float all, floor; /* weight of the whole query; what a match covers at least */
    bool each_known;  /* every term has documents */
    float norms[256]; /* by code of norm_code */
    struct sweep *sweep;
    struct arena *mem;
    float useful;          /* scores below it do not get among the best */
    int64_t met;           /* matches, whatever the filters say */
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
    e->each_known = true;
    for (size_t w = 0; w < e->q->n; w++) {
        double df = view_df(e->v, e->q->wants[w].term);
        struct want *want = &e->q->wants[w];
        want->weight = (float)log(1 + (docs - df + 0.5) / (df + 0.5));
        if (want->other) {
            want->weight *= other_share;
            continue;
        }
        e->all += want->weight;
        e->each_known &= df > 0;
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

/* The most of the query that a living document covers. */
static float best_cover(struct evaluation *e)
{
    float best = 0;
    for (size_t i = 0; i < e->v->n; i++) {
        const struct part *p = &e->v->parts[i];
        sweep_begin(e->sweep, e->mem, p->s, e->q, e->norms, SWEEP_ANY);
        while (sweep_next(e->sweep))
            for (uint32_t d = e->sweep->from; d < e->sweep->to; d++) {
                float covered = e->sweep->sums[d - e->sweep->from].covered;
                if (covered > best && !part_dead(p, d))
                    best = covered;
            }
    }
    return best;
}

/* How much of the query a match must cover when no document covers all that a short one asks. */
static float floor_below(struct evaluation *e)
{
    float best = best_cover(e);
    if (e->q->n_typed >= LONG_QUERY) /* few documents use many words of a question */
        return fmaxf(e->all * 0.12F, best * (best >= e->all * 0.999F ? 0.7F : 0.35F));
    return fmaxf(e->all * (e->q->n > e->q->n_typed ? 0.25F
                              : e->q->n_typed <= 4 ? 0.3F
                                                   : 0.35F),
        best * 0.55F);
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

static bool wrong_kind(const struct narrow *f, const struct segment *s, const struct seg_doc *d)
{
    return strcmp(f->kind, SEARCH_RECORDS) == 0 ? d->record_id < 0 : differs(s, f->kind, d->kind);
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
    if (wrong_kind(f, s, d))
        bits |= FAIL_KIND;
    if (f->unit_id && d->unit_id != f->unit_id)
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

static double by_rank(uint32_t rank)
{
    static const double share[] = {1, 0.9, 0.55};
    return share[rank < COUNT_OF(share) ? rank : 0];
}

static double final_score(
    const struct evaluation *e, const struct sum *s, const struct seg_doc *d, int place, int prior)
{
    double share = e->all > 0 ? fmin((double)s->covered / (double)e->all, 1) : 0;
    double titled = e->all > 0 ? (double)s->titled / (double)e->all : 0;
    bool asks = e->q->question;
    double score =
        (double)s->score * (asks ? 0.7 + 0.3 * share * share : 0.3 + 0.7 * share * share);
    /* a title counts when it has much of the query, hardly when it shares a word */
    score += (asks ? asked_title_share : title_share) * (double)e->all * titled * sqrt(titled);
    if (place)
        score *= 1.3 + (double)e->q->key_length / (d->title_length ? d->title_length : 1);
    if (e->q->question)
        score += prior / 100.0;
    return score * by_rank(d->rank);
}

/* False when it does not match. `when` is left to the caller: few matches are kept. */
static bool match_doc(const struct evaluation *e, const struct segment *s, uint32_t doc,
    const struct sum *sum, struct match *m)
{
    const struct seg_doc *d = &s->docs[doc];
    int tier = number_tier(e, s, d);
    bool covered = sum->covered > 0 && sum->covered >= e->floor;
    if (!covered && tier == TIER_TEXT)
        return false;
    int place = sum->in_title && sum->in_title >= e->q->n_typed ? title_place(e, s, doc) : 0;
    if (tier == TIER_TEXT && place == 2)
        tier = TIER_TITLE;
    *m = (struct match){.record_id = d->record_id,
        .tier = tier,
        .rank = d->rank,
        .doc = doc,
        .score = final_score(e, sum, d, place, s->norms[doc].prior)};
    return true;
}

/* The score below which nothing gets among the best any more. Only where matches are not counted:
 * counting needs all of them. */
static float least_useful(const struct evaluation *e)
{
    bool full = e->keep && e->n_heap == e->keep && e->heap[0].tier == TIER_TEXT;
    if (e->f || e->by_time || e->q->has_number || !full)
        return NOTHING_TO_BEAT;
    return (float)e->heap[0].score;
}

/* The most that the title bonus can be, as a share of the title's weight: see final_score. */
static float title_most(const struct evaluation *e)
{
    double share = e->q->question ? asked_title_share : title_share;
    return (float)(share * sqrt(1 / (1 - 0.4))); /* a title norm is at most 1 / (1 - title_b) */
}

static void offer(struct evaluation *e, const struct seg_doc *d, struct match *m)
{
    m->when = d->formed_on != DAY_NONE ? d->formed_on : day_at(d->published_at).n;
    keep_best(e, *m);
}

/* No less than the final score, from what lies close at hand. */
static float most_score(const struct evaluation *e, const struct sweep *w, uint32_t doc)
{
    const struct sum *sum = &w->sums[doc - w->from];
    const struct seg_norm *norm = &w->s->norms[doc];
    float score = sum->score + w->title_most * sum->titled;
    if (sum->in_title >= e->q->n_typed) {
        if (norm->title <= e->q->key_length + STATE_LENGTH) /* it may be the title that was typed */
            return -NOTHING_TO_BEAT;
        score *= 1.3F + (float)e->q->key_length / (float)norm->title;
    }
    return score + (e->q->question ? (float)norm->prior / 100 : 0);
}

static void choose_window(struct evaluation *e, size_t part, struct tally *t, struct ranking *out)
{
    const struct part *p = &e->v->parts[part];
    const struct sweep *w = e->sweep;
    struct match m;
    for (uint32_t d = w->from; d < w->to; d++) {
        const struct sum *sum = &w->sums[d - w->from];
        if (sum->covered > 0 && most_score(e, w, d) < e->useful)
            continue;
        if ((sum->covered <= 0 && !e->q->has_number) || part_dead(p, d) ||
            !match_doc(e, p->s, d, sum, &m))
            continue;
        e->met++;
        unsigned bits = t ? failed(e->f, p->s, &p->s->docs[d]) : 0;
        if (t)
            tally_add(t, &p->s->docs[d], bits);
        if (bits)
            continue;
        out->total++;
        m.part = (uint32_t)part;
        offer(e, &p->s->docs[d], &m);
    }
}

static void choose(struct evaluation *e, enum sweep_kind kind, struct ranking *out)
{
    struct tally *t = e->f ? tally_new(e->mem) : NULL;
    e->useful = NOTHING_TO_BEAT;
    for (size_t i = 0; i < e->v->n; i++) {
        if (t)
            tally_segment(t, e->v->parts[i].s);
        const struct segment *s = e->v->parts[i].s;
        float prior = e->q->question ? (float)s->t->most_prior / 100 : 0;
        sweep_begin(e->sweep, e->mem, s, e->q, e->norms, kind);
        e->sweep->title_most = title_most(e);
        e->sweep->least = e->useful - (prior > 0 ? prior : 0);
        while (sweep_next(e->sweep)) {
            choose_window(e, i, t, out);
            /* what titles bring by themselves counts for any document */
            e->useful = least_useful(e);
            e->sweep->least = e->useful - (prior > 0 ? prior : 0);
        }
    }
    if (t)
        tally_end(t, out);
}

/* Chooses with the floor that the kind of query asks for. */
static void choose_all(struct evaluation *e, struct ranking *out)
{
    const struct ask *q = e->q;
    float whole = e->all * 0.999F;
    e->floor = whole;
    if (q->has_number) { /* beside documents that have it only those that speak of it */
        choose(e, SWEEP_EVERY, out);
        return;
    }
    if (!e->f && q->question) {
        e->floor = 0; /* a run's depth is what the caller asked for */
    } else if (q->n_typed >= LONG_QUERY) {
        e->floor = floor_below(e);
    } else {
        if (e->each_known)
            choose(e, SWEEP_ALL, out);
        if (e->met)
            return;
        e->floor = floor_below(e);
    }
    choose(e, SWEEP_ANY, out);
}

/* ---- hints: they move the best, and cost as little as there are ---- */

static int by_place(const void *x, const void *y)
{
    const struct match *a = x, *b = y;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

static void add_hint(struct evaluation *e, const struct hint *h, size_t from, size_t to)
{
    struct postings r;
    uint32_t df;
    size_t at = 0;
    const struct segment *s = e->v->parts[e->heap[from].part].s;
    if (!segment_find(s, h->term, &r, &df))
        return;
    for (size_t i = from; i < to; i++) {
        struct match *m = &e->heap[i];
        if (!r.n || r.block[r.n - 1].doc < m->doc) {
            if (!postings_seek(&r, m->doc))
                return;
            at = 0;
        }
        while (r.block[at].doc < m->doc)
            at++;
        if (r.block[at].doc != m->doc)
            continue;
        float tf = (float)r.block[at].body * e->norms[s->norms[m->doc].body];
        tf += files_tf(&r.block[at], e->norms[s->norms[m->doc].files]);
        float met = h->title ? r.block[at].title > 0 : tf / (BM25_K1 + tf);
        m->score += (double)(h->weight * met) * by_rank(m->rank);
    }
}

static void add_hints(struct evaluation *e)
{
    if (e->n_heap)
        qsort(e->heap, e->n_heap, sizeof *e->heap, by_place);
    for (size_t from = 0, to; from < e->n_heap; from = to) {
        for (to = from; to < e->n_heap && e->heap[to].part == e->heap[from].part;)
            to++;
        for (size_t h = 0; h < e->q->n_hints; h++)
            add_hint(e, &e->q->hints[h], from, to);
    }
    size_t n = e->n_heap;
    for (e->n_heap = 0; e->n_heap < n;) /* the array becomes a heap again from its front */
        keep_best(e, e->heap[e->n_heap]);
}

enum { HINTED = 1000 }; /* of the best get their hints */

void rank_view(struct arena *a, const struct view *v, struct ask *q, const struct narrow *f,
    bool by_time, size_t keep, struct ranking *out)
{
    struct evaluation e = {.v = v, .q = q, .f = f, .by_time = by_time, .mem = a};
    bool hinted = q->n_hints && !by_time;
    *out = (struct ranking){.total = 0};
    e.keep = hinted && keep < HINTED ? HINTED : keep;
    e.heap = ARENA_ARRAY(a, struct match, e.keep + 1);
    e.sweep = ARENA_NEW(a, struct sweep);
    size_t skip = without_state(q->key, q->key_bytes);
    e.short_key = q->key + skip;
    e.short_bytes = q->key_bytes - skip;
    weigh(&e);
    norms_of(v, e.norms);
    choose_all(&e, out);
    if (hinted)
        add_hints(&e);
    sort_heap(&e);
    out->best = e.heap;
    out->n = e.n_heap < keep ? e.n_heap : keep;
}
