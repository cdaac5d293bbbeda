/* From a case to its package: papers in the order of §1.8, mandatory ones marked, gaps named.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/casefile/casefile.h"

/* Papers of one kind stay in the order given. */
static size_t fill_papers(const struct casefile *c, struct package_paper *out)
{
    size_t n = 0;
    for (int k = 0; k < CASEFILE_KINDS; k++)
        for (size_t i = 0; i < c->n_papers; i++) {
            const struct casefile_paper *p = &c->papers[i];
            if ((int)p->kind != k)
                continue;
            out[n++] = (struct package_paper){casefile_order(p->kind),
                p->title && *p->title ? p->title : casefile_title(p->kind),
                p->number ? p->number : "", p->date, p->pages, casefile_needs(&c->facts, p->kind),
                p->type, p->file};
        }
    return n;
}

enum st casefile_pack(struct arena *a, const struct casefile *c, const struct log_key *key,
    struct paper_bytes *zip, struct err *e)
{
    enum casefile_kind *present = ARENA_ARRAY(a, enum casefile_kind, c->n_papers);
    struct package_paper *papers = ARENA_ARRAY(a, struct package_paper, c->n_papers);
    struct package_gap gaps[CASEFILE_KINDS];
    for (size_t i = 0; i < c->n_papers; i++)
        present[i] = c->papers[i].kind;
    struct casefile_gaps missing = casefile_missing(&c->facts, present, c->n_papers);
    for (size_t i = 0; i < missing.n; i++)
        gaps[i] = (struct package_gap){
            casefile_order(missing.rows[i].kind), missing.rows[i].title, missing.rows[i].why};
    struct package p = {.number = c->number,
        .title = c->title,
        .organ = c->organ,
        .made_at = c->made_at,
        .papers = papers,
        .n_papers = fill_papers(c, papers),
        .gaps = gaps,
        .n_gaps = missing.n,
        .events = c->events,
        .n_events = c->n_events,
        .key = {key->origin, key->secret, key->public, key->hash}};
    return package_write(a, &p, zip, e);
}
