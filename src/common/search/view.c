/* Views and their dead documents, see view.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/view.h"

#include <stdlib.h>
#include <string.h>

static void *zeroed(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p)
        die("out of memory");
    return p;
}

static void kill_doc(struct part *p, uint32_t doc)
{
    if (doc >= p->s->n_docs || part_dead(p, doc))
        return;
    p->dead[doc >> 3] = (unsigned char)(p->dead[doc >> 3] | 1 << (doc & 7));
    p->n_dead++;
}

/* Within one segment the record's last document counts. */
static void part_init(struct part *p, struct segment *s)
{
    *p = (struct part){.s = s, .dead = zeroed(s->n_docs / 8 + 1)};
    segment_keep(s);
    for (uint32_t i = 0; i < s->n_docs; i++) {
        const struct seg_touched *t = segment_touched(s, s->docs[i].record_id);
        if (!t || t->doc != i)
            kill_doc(p, i);
    }
}

static void overrule(struct part *older, const struct segment *newer)
{
    for (size_t i = 0; i < newer->n_touched; i++) {
        const struct seg_touched *t = segment_touched(older->s, newer->touched[i].record_id);
        if (t && t->doc != NO_DOC)
            kill_doc(older, t->doc);
    }
}

static struct view *view_empty(size_t n, size_t n_files, int64_t seq)
{
    struct view *v = zeroed(sizeof *v);
    atomic_init(&v->refs, 1);
    v->parts = zeroed(n * sizeof *v->parts);
    v->n = n;
    v->n_files = n_files;
    v->seq = seq;
    return v;
}

struct view *view_new(struct segment *const *segments, size_t n, size_t n_files, int64_t seq)
{
    struct view *v = view_empty(n, n_files, seq);
    for (size_t i = 0; i < n; i++) {
        part_init(&v->parts[i], segments[i]);
        for (size_t k = 0; k < i; k++)
            overrule(&v->parts[k], segments[i]);
    }
    return v;
}

struct view *view_with(const struct view *v, struct segment *s, bool file, int64_t seq)
{
    BUG_ON(file && v->n != v->n_files);
    struct view *to = view_empty(v->n + 1, v->n_files + file, seq);
    for (size_t i = 0; i < v->n; i++) {
        size_t bytes = v->parts[i].s->n_docs / 8 + 1;
        to->parts[i] = v->parts[i];
        to->parts[i].dead = zeroed(bytes);
        memcpy(to->parts[i].dead, v->parts[i].dead, bytes);
        segment_keep(v->parts[i].s);
        overrule(&to->parts[i], s);
    }
    part_init(&to->parts[v->n], s);
    return to;
}

void view_keep(struct view *v)
{
    atomic_fetch_add(&v->refs, 1);
}

void view_drop(struct view *v)
{
    if (!v || atomic_fetch_sub(&v->refs, 1) != 1)
        return;
    for (size_t i = 0; i < v->n; i++) {
        segment_drop(v->parts[i].s);
        free(v->parts[i].dead);
    }
    free(v->parts);
    free(v);
}

size_t view_docs(const struct view *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        n += v->parts[i].s->n_docs - v->parts[i].n_dead;
    return n;
}

double view_df(const struct view *v, uint64_t term)
{
    double df = 0;
    for (size_t i = 0; i < v->n; i++) {
        struct postings r;
        uint32_t in_part;
        if (segment_find(v->parts[i].s, term, &r, &in_part))
            df += in_part;
    }
    return df;
}
