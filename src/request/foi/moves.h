/* The transition table of a case: what may be done, from where, by whom, with which facts.
 *
 * RULE 1.7 of rules/requests.md. The buttons and forms of the case page, the permission check, the
 * tasks, the documentation and the tests all read these arrays. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_MOVES_H
#define FOI_MOVES_H

#include "request/foi/foi.h"

#define IN(stage) (1u << (stage))

enum fact_kind {
    FACT_TEXT, /* one line */
    FACT_LONG, /* several lines */
    FACT_DAY,
    FACT_INT,
    FACT_BOOL,
    FACT_CHOICE, /* of `choices` */
    FACT_CODES,  /* keys of `choices`, several, joined by spaces */
    FACT_DATA    /* kept for the program, not shown */
};

struct fact { /* one field of an act: column, form field and check in one */
    const char *name, *label, *hint;
    enum fact_kind kind;
    bool required;
    bool private;                   /* sealed in the event */
    const struct foi_word *choices; /* ends with a NULL key */
    const char *fallback;           /* value when left out, "" none */
    int max;                        /* characters of text, largest number; 0: 500 or 4000 */
    const char *only;               /* reply codes it belongs to, "G2 P1"; NULL: always */
};

struct foi_move {
    const char *action, *label; /* "correction_notice", 发出补正告知 */
    const char *done;           /* for the history: 发出补正告知书 */
    unsigned from;              /* IN(stage) | … */
    int to;                     /* enum foi_stage, -1: stays */
    const char *perm;
    const char *suffix;    /* paper it produces (Rule B2), NULL none */
    const char *file_slot; /* row of §1.8 that its files belong to, NULL: takes no files */
    bool clock;            /* an event of the law's clock */
    bool applicant;        /* the applicant may do it on the progress page */
    bool danger;           /* ends the case */
    const struct fact *facts;
    size_t n_facts;
    const char *hint; /* what it is for, below its title */
};

extern const struct foi_move foi_moves[];
extern const size_t n_foi_moves;
/* NULL when there is none. */
const struct foi_move *foi_move_find(const char *action);
/* Done on a page of its own, because a form cannot bring what it needs; "" when by its form. */
const char *foi_move_page(const struct foi_move *m);
/* The letters that an act makes and that can be prepared before it: 补正告知书; "" none. */
const char *foi_prepared_title(const char *action);
/* Stages from which the case is still worked on. */
extern const unsigned foi_open_stages;
const struct foi_word *foi_choices_of(const struct foi_move *m, const char *fact);

#endif
