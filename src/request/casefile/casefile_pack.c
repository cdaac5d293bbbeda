/* From a case to its package: papers in the order of §1.8, mandatory ones marked, gaps named.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/log.h"
#include "lib/paper/bind.h"
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

/* One PDF for reading and printing. Without it the package is whole all the same. */
static struct paper_bytes bound(struct arena *a, const struct package *p)
{
    struct bind_part *parts = ARENA_ARRAY(a, struct bind_part, p->n_papers);
    struct paper_bytes pdf;
    struct err e = {.st = ST_OK};
    for (size_t i = 0; i < p->n_papers; i++) {
        char *day = arena_alloc(a, 11);
        parts[i] = (struct bind_part){p->papers[i].title, p->papers[i].number,
            day_text(p->papers[i].date, day), p->papers[i].file};
    }
    struct bind b = {p->number, p->title, p->organ, parts, p->n_papers};
    if (bind_papers(a, &b, &pdf, &e) == ST_OK)
        return pdf;
    log_line(LOG_WARN, "casefile", "papers not bound, status %d", (int)e.st);
    return (struct paper_bytes){"", 0};
}

enum st casefile_pack(struct arena *a, const struct casefile *c, const struct log_key *key,
    struct paper_bytes *zip, struct err *e)
{
    enum casefile_kind *present = ARENA_ARRAY(a, enum casefile_kind, c->n_papers + c->n_recorded);
    struct package_paper *papers = ARENA_ARRAY(a, struct package_paper, c->n_papers);
    struct package_gap gaps[CASEFILE_KINDS];
    for (size_t i = 0; i < c->n_papers; i++)
        present[i] = c->papers[i].kind;
    if (c->n_recorded)
        memcpy(present + c->n_papers, c->recorded, c->n_recorded * sizeof *present);
    struct casefile_gaps missing = {.n = 0};
    if (!c->for_applicant)
        missing = casefile_missing(&c->facts, present, c->n_papers + c->n_recorded);
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
    p.bound = bound(a, &p);
    return package_write(a, &p, zip, e);
}
