/* From a case to the facts of its papers. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_LETTERS_H
#define FOI_LETTERS_H

#include "request/foi/derive.h"
#include "request/papers/papers.h"
#include "request/wording/wording.h"

struct letter_case { /* what every paper is made from */
    struct ctx *c;
    const struct foi_case *k;
    const struct foi_organ *organ;
    const struct foi_application *in;
    const struct foi_paper *papers; /* on the file already */
    size_t n_papers;
    const struct foi_event *list; /* up to and with the act */
    size_t n;
    const struct derived *d;
    const struct foi_event *ev;      /* the act that makes the paper */
    const struct foi_event *consult; /* what it is about; NULL: the last one */
};

/* Facts for a paper of this kind; nth: how many of the kind the file will hold. ST_INVALID when no
 * number can be made. Lives in the arena of c. */
enum st letter_facts(const struct letter_case *lc, const struct paper_kind *kind, int nth,
    struct paper_facts **out) MUST_CHECK;

/* The reply as it would be made now, before it is signed: with the day of the draft. */
struct reply_draft {
    const struct paper_kind *kind;
    struct letter made;   /* by the template alone */
    struct letter letter; /* with the words of staff */
    struct wording wording;
};
/* ST_CONFLICT when there is no draft, or it is signed already. */
enum st foi_reply_draft(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct reply_draft *out) MUST_CHECK;

#endif
