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

static const float other_share = 0.7F; /* of the weight, for words that were not typed */
enum { LONG_QUERY = 9 };               /* terms from which not all are wanted */

static const char state_name[] = "中华人民共和国";

struct evaluation {
    const struct view *v;
    struct ask *q;
    const struct narrow *f;
    bool by_time;
    struct scoring g;
    float floor;     /* what a match covers at least */
    bool each_known; /* every term has documents */
    struct sweep *sweep;
    struct arena *mem;
    int64_t met;           /* matches, whatever the filters say */
    const char *short_key; /* q->key without the state's name */
    size_t short_bytes;
    struct match *heap; /* the worst of the best is on top */
    size_t n_heap, keep;
};

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
        e->g.all += want->weight;
        e->each_known &= df > 0;
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
    if (e->q->key_length < WHOLE_TITLE || n < e->short_bytes)
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

/* What documents must cover; nothing when all are to be read. */
static float bar(const struct evaluation *e, float cover)
{
    return e->q->read_all ? 0 : cover;
}

/* The most of the query that a living document covers. */
static float best_cover(struct evaluation *e)
{
    float best = 0;
    for (size_t i = 0; i < e->v->n; i++) {
        const struct part *p = &e->v->parts[i];
        struct sweep *w = e->sweep;
        sweep_begin(w, e->mem, p->s, &e->g, SWEEP_ANY);
        for (w->least_cover = bar(e, best); sweep_next(w); w->least_cover = bar(e, best))
            for (size_t k = 0; k < w->n_found; k++) {
                float covered = w->sums[w->found[k]].covered;
                if (covered > best && !part_dead(p, w->from + w->found[k]))
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
        return fmaxf(e->g.all * 0.12F, best * (best >= e->g.all * 0.999F ? 0.7F : 0.35F));
    return fmaxf(e->g.all * (e->q->n > e->q->n_typed ? 0.25F
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
        .score = score_final(&e->g, sum, d, place > 0, s->norms[doc].prior)};
    return true;
}

/* The score below which nothing gets among the best any more. Only where matches are not counted:
 * counting needs all of them. */
static float least_useful(const struct evaluation *e)
{
    if (e->f || e->by_time || e->q->has_number || e->q->read_all || e->n_heap < e->keep || !e->keep)
        return NOTHING_TO_BEAT;
    return e->heap[0].tier == TIER_TEXT ? (float)e->heap[0].score : SCORE_FIRST;
}

static void offer(struct evaluation *e, const struct seg_doc *d, struct match *m)
{
    m->when = d->formed_on != DAY_NONE ? d->formed_on : day_at(d->published_at).n;
    keep_best(e, *m);
}

static void choose_window(struct evaluation *e, size_t part, struct tally *t, struct ranking *out)
{
    static const struct rest nothing;
    const struct part *p = &e->v->parts[part];
    struct sweep *w = e->sweep;
    struct match m;
    for (size_t k = 0; k < w->n_found; k++) {
        uint32_t d = w->from + w->found[k];
        const struct sum *sum = &w->sums[w->found[k]];
        if (sum->covered > 0 && !sweep_hope(w, sum, &nothing, d))
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
        w->least = least_useful(e);
    }
}

/* Whether a document of the segment, dead or living, may have the query as its title. */
static bool same_title(const struct evaluation *e, const struct segment *s)
{
    const char *whole = arena_printf(e->mem, "%s%s", state_name, e->short_key);
    return segment_has_title(s, e->short_key, e->short_bytes) ||
           segment_has_title(s, whole, strlen(whole));
}

static void choose(struct evaluation *e, enum sweep_kind kind, struct ranking *out)
{
    struct tally *t = e->f ? tally_new(e->mem) : NULL;
    for (size_t i = 0; i < e->v->n; i++) {
        const struct segment *s = e->v->parts[i].s;
        if (t)
            tally_segment(t, s);
        sweep_begin(e->sweep, e->mem, s, &e->g, kind);
        e->sweep->same_title = same_title(e, s);
        e->sweep->least_cover = kind == SWEEP_EVERY ? 0 : bar(e, e->floor);
        e->sweep->least = least_useful(e);
        while (sweep_next(e->sweep))
            choose_window(e, i, t, out);
    }
    if (t)
        tally_end(t, out);
}

/* Chooses with the floor that the kind of query asks for. */
static void choose_all(struct evaluation *e, struct ranking *out)
{
    const struct ask *q = e->q;
    float whole = e->g.all * 0.999F;
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

struct hinting {
    struct match **open; /* by place: who may still get among the best */
    size_t n;
    double *scores; /* of all, for finding the worst of the best */
};

static int by_place(const void *x, const void *y)
{
    const struct match *a = *(struct match *const *)x, *b = *(struct match *const *)y;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

static int highest_first(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a < b) - (a > b);
}

/* Closes whom `rest`, the weight of the hints to come, does not lift to the keep-th. Hints only
 * add, so who is there now bars the way. */
static void close_hopeless(const struct evaluation *e, struct hinting *x, size_t keep, double rest)
{
    size_t kept = 0;
    if (x->n <= keep || !keep || e->q->read_all)
        return;
    for (size_t i = 0; i < x->n; i++)
        x->scores[i] = x->open[i]->tier > TIER_TEXT ? (double)SCORE_FIRST : x->open[i]->score;
    qsort(x->scores, x->n, sizeof *x->scores, highest_first);
    double bar = x->scores[keep - 1];
    for (size_t i = 0; i < x->n; i++)
        if (x->open[i]->tier > TIER_TEXT || x->open[i]->score + rest + 1e-6 >= bar)
            x->open[kept++] = x->open[i];
    x->n = kept;
}

/* For those of one part. */
static void add_hint(
    const struct evaluation *e, const struct hint *h, struct match **list, size_t n)
{
    struct postings r;
    struct posting p;
    uint32_t df;
    const struct segment *s = e->v->parts[list[0]->part].s;
    if (!segment_find(s, h->term, &r, &df))
        return;
    for (size_t i = 0; i < n; i++) {
        struct match *m = list[i];
        if (!postings_find(&r, m->doc, &p))
            continue;
        float tf = (float)p.body * e->g.norms[s->norms[m->doc].body];
        tf += files_tf(&p, e->g.norms[s->norms[m->doc].files]);
        float met = h->title ? p.title > 0 : tf / (BM25_K1 + tf);
        m->score += (double)(h->weight * met) * score_by_rank(m->rank);
    }
}

enum { BETWEEN = 4 }; /* hints after which the hopeless are closed */

static void add_hints(struct evaluation *e, size_t keep)
{
    struct hinting x = {.open = ARENA_ARRAY(e->mem, struct match *, e->n_heap + 1),
        .n = e->n_heap,
        .scores = ARENA_ARRAY(e->mem, double, e->n_heap + 1)};
    double rest = 0;
    for (size_t i = 0; i < x.n; i++)
        x.open[i] = &e->heap[i];
    qsort(x.open, x.n, sizeof(struct match *), by_place);
    for (size_t h = 0; h < e->q->n_hints; h++)
        rest += (double)e->q->hints[h].weight;
    for (size_t h = 0; h < e->q->n_hints; h++) {
        if (h % BETWEEN == 0)
            close_hopeless(e, &x, keep, rest);
        for (size_t from = 0, to; from < x.n; from = to) {
            for (to = from; to < x.n && x.open[to]->part == x.open[from]->part;)
                to++;
            add_hint(e, &e->q->hints[h], x.open + from, to - from);
        }
        rest -= (double)e->q->hints[h].weight;
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
    e.g.q = q;
    e.g.short_length = q->key_length - (skip ? STATE_LENGTH : 0);
    weigh(&e);
    score_begin(&e.g, v);
    choose_all(&e, out);
    if (hinted)
        add_hints(&e, keep);
    sort_heap(&e);
    out->best = e.heap;
    out->n = e.n_heap < keep ? e.n_heap : keep;
}
