/* From a case to the facts of its papers. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_LETTERS_H
#define FOI_LETTERS_H

#include "request/foi/derive.h"
#include "request/papers/papers.h"

struct letter_case { /* what every paper is made from */
    struct ctx *c;
    const struct foi_case *k;
    const struct foi_organ *organ;
    const struct foi_application *in;
    const struct foi_event *list; /* up to and with the act */
    size_t n;
    const struct derived *d;
    const struct foi_event *ev; /* the act that makes the paper */
};

/* Facts for a paper of this kind; nth: how many of the kind the file will hold. ST_INVALID when no
 * number can be made. Lives in the arena of c. */
enum st letter_facts(const struct letter_case *lc, const struct paper_kind *kind, int nth,
    struct paper_facts **out) MUST_CHECK;

#endif
