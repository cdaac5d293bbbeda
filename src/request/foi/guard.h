/* What speaks against an act: every reason at once, each with its rule and the remedy.
 *
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_GUARD_H
#define FOI_GUARD_H

#include "request/foi/derive.h"
#include "request/papers/papers.h"

struct reasons {
    struct arena *mem;
    struct foi_gap list[24];
    size_t n;
};
/* Adds one; further ones are dropped when the list is full. */
void reason(struct reasons *r, const char *rule, const char *field, const char *fmt, ...)
    PRINTF(4, 5);

/* What stops a paper, each as one reason; `where` before it. */
void reasons_take(struct reasons *r, const char *where, const struct paper_findings *f);

struct attempt {
    struct ctx *c;
    const struct foi_case *before; /* as it stands */
    const struct derived *now;     /* of the case as it stands */
    const struct derived *then;    /* with the event appended */
    const struct foi_event *ev;    /* the event that is asked for */
    const struct foi_move *move;
    size_t n_files;
    int64_t registrar; /* who registered the case; 0: the platform */
    struct day today;
    const struct foi_paper *papers; /* where copies_matter */
    size_t n_papers;
    const char *form; /* the application wants, of a draft and an answer on the spot; else "" */
    struct foi_copies copies;
    const char *missing; /* papers that §1.8 still asks for, 、-joined; archive only */
};
/* The facts of the form: required, of their kind, within bounds. Fills in fallbacks. */
void check_facts(struct reasons *r, const struct foi_move *m, struct map *args);
/* RULE 1.7, K2 … K6, R4a, C6 and the rest of the procedure. */
void check_act(struct reasons *r, const struct attempt *a);
/* Of a draft (guard_draft.c). */
void guard_draft(struct reasons *r, const struct attempt *a);
/* RULE R8: of a draft when it is written, and when it goes to review. */
void guard_third(struct reasons *r, const struct attempt *a, const struct foi_event *draft);
/* RULE K9, of an answer on the spot too. */
void guard_supply(struct reasons *r, const struct attempt *a);
/* The guards of severance need the papers of the case for this act. */
bool copies_matter(const char *action);
/* RULE K2, K3, K8: twins and what goes to the applicant. */
void check_copies(struct reasons *r, const struct attempt *a);
/* One message: "（一）…；（二）…"; a single reason stands alone. */
const char *reasons_text(const struct reasons *r);

#endif
