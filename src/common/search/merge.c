/* Several segments → one, term by term, in one pass over each.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/search/segment_write.h"
#include "common/search/view.h"

struct source {
    const struct part *part;
    struct term_walk walk;
    bool more;
    uint32_t *numbers; /* new number of each document, NO_DOC when dead */
};

static void copy_docs(struct segment_writer *w, struct source *s)
{
    const struct segment *seg = s->part->s;
    for (uint32_t i = 0; i < seg->n_docs; i++) {
        size_t bytes;
        const char *title = segment_title(seg, i, &bytes);
        struct seg_doc d = seg->docs[i];
        s->numbers[i] = NO_DOC;
        if (part_dead(s->part, i))
            continue;
        d.issuer = segment_write_string(w, segment_string(seg, d.issuer));
        d.subject = segment_write_string(w, segment_string(seg, d.subject));
        d.validity = segment_write_string(w, segment_string(seg, d.validity));
        d.genre = segment_write_string(w, segment_string(seg, d.genre));
        d.kind = segment_write_string(w, segment_string(seg, d.kind));
        d.number_word = segment_write_string(w, segment_string(seg, d.number_word));
        s->numbers[i] = segment_write_doc(w, &d, title, bytes);
        segment_write_touched(w, d.record_id, s->numbers[i]);
    }
}

/* Removals stay while older segments may still hold the record. A record with a living document in
 * these sources, or removed in a later one of them, has its entry already. */
static void copy_removals(
    struct segment_writer *w, const struct source *sources, size_t n, size_t i)
{
    const struct segment *seg = sources[i].part->s;
    for (size_t t = 0; t < seg->n_touched; t++) {
        bool told = seg->touched[t].doc != NO_DOC && seg->touched[t].doc < seg->n_docs &&
                    !part_dead(sources[i].part, seg->touched[t].doc);
        for (size_t k = i + 1; k < n && !told; k++)
            told = segment_touched(sources[k].part->s, seg->touched[t].record_id) != NULL;
        if (!told)
            segment_write_touched(w, seg->touched[t].record_id, NO_DOC);
    }
}

static void copy_postings(struct segment_writer *w, const struct source *s, bool *begun)
{
    struct postings r;
    const struct segment *seg = s->part->s;
    postings_open(&r, seg->p + seg->t->sections[SEC_POSTINGS].at + s->walk.postings_at,
        s->walk.postings_bytes, (uint32_t)seg->n_docs);
    while (postings_next(&r))
        for (size_t i = 0; i < r.n; i++) {
            struct posting p = r.block[i];
            p.doc = s->numbers[p.doc];
            if (p.doc == NO_DOC)
                continue;
            if (!*begun)
                segment_write_term(w, s->walk.term);
            *begun = true;
            segment_write_posting(w, &p);
        }
}

/* Documents were numbered source by source, so copying them in order keeps postings rising. */
static void merge_terms(struct segment_writer *w, struct source *sources, size_t n)
{
    for (;;) {
        uint64_t term = UINT64_MAX;
        bool any = false, begun = false;
        for (size_t i = 0; i < n; i++)
            if (sources[i].more && (!any || sources[i].walk.term < term)) {
                term = sources[i].walk.term;
                any = true;
            }
        if (!any)
            return;
        for (size_t i = 0; i < n; i++)
            if (sources[i].more && sources[i].walk.term == term) {
                copy_postings(w, &sources[i], &begun);
                sources[i].more = term_walk_next(&sources[i].walk);
            }
    }
}

enum st view_merge(
    const struct view *v, size_t from, size_t to, const char *path, void **memory, size_t *bytes)
{
    size_t n = to - from;
    struct segment_writer *w = malloc(sizeof *w);
    struct source *sources = calloc(n + 1, sizeof *sources);
    if (!w || !sources)
        die("out of memory");
    segment_write_begin(w);
    for (size_t i = 0; i < n; i++) {
        sources[i].part = &v->parts[from + i];
        sources[i].numbers = calloc(sources[i].part->s->n_docs + 1, sizeof(uint32_t));
        if (!sources[i].numbers)
            die("out of memory");
        copy_docs(w, &sources[i]);
        term_walk_begin(&sources[i].walk, sources[i].part->s);
        sources[i].more = term_walk_next(&sources[i].walk);
    }
    for (size_t i = 0; i < n && from > 0; i++)
        copy_removals(w, sources, n, i);
    enum st st = segment_write_open(w, path);
    if (!st) {
        merge_terms(w, sources, n);
        st = segment_write_end(w, memory, bytes);
    } else {
        segment_write_abandon(w);
    }
    for (size_t i = 0; i < n; i++)
        free(sources[i].numbers);
    free(sources);
    free(w);
    return st;
}
