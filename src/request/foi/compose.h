/* The letters of an act as values, before they are painted: which there are, made from the facts of
 * the case and the template in use, in the words of staff where they edited them. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_COMPOSE_H
#define FOI_COMPOSE_H

#include "request/foi/letters.h"
#include "request/foi/prepared.h"

enum { FOI_PAINTED_MOST = 24 }; /* of one act: a letter to each third party */

struct foi_output {            /* a paper that an act makes */
    const char *action, *kind; /* key of paper_kinds */
    const char *slot;
    bool for_applicant;
    bool (*when)(const struct letter_case *lc); /* only of such cases; NULL: always */
    bool (*each)(const struct consult *of);     /* one for each of these consultations */
};

struct foi_letter {
    const struct foi_output *row;
    const struct paper_kind *kind;
    const char *key; /* names it among the letters of the act: "correction", "third-12" */
    struct paper_facts *f;
    struct wording wording;
    struct letter made;   /* by the template alone */
    struct letter letter; /* with the words of staff */
    struct foi_words words;
    struct paper_change *changes; /* what the edited words tell and the case no longer says */
    size_t n_changes;
    bool ready; /* it could be made; else `wrong` says what is missing */
    struct paper_findings wrong;
};

/* Everything that letters of the case are made from. The act is the last of the list. */
enum st foi_letter_case(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct letter_case *out) MUST_CHECK;
/* One paper of this kind, the nth on the file; of the row, or of none (NULL). What is missing is
 * told in `wrong`, it is no error. */
enum st foi_compose_one(const struct letter_case *lc, const struct paper_kind *kind, int nth,
    struct foi_letter *out) MUST_CHECK;
/* All papers of the act. */
enum st foi_compose(const struct letter_case *lc, struct foi_letter out[static FOI_PAINTED_MOST],
    size_t *n_out) MUST_CHECK;
/* RULE B2: how many of this kind the file holds, with the new one. */
int foi_nth_of(const struct foi_paper *list, size_t n, const char *suffix);
/* The act makes letters whose words staff may edit before they go out. */
bool foi_has_letters(const char *action);
/* It leaves the house with a number of its own: no form of the inside. */
bool foi_goes_out(const struct foi_letter *l);

#endif
