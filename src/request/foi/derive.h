/* What follows from the events of a case: stage, clock, counts. Pure but for the arena.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_DERIVE_H
#define FOI_DERIVE_H

#include "request/foi/moves.h"

struct consult {
    int64_t seq; /* of its event */
    const char *kind, *party;
    struct day issued, received, answered; /* none while open */
    const char *answer;                    /* AGREE, OBJECT, SILENT, "" */
    bool reasonable;
};

/* Everything a guard or a page asks about. */
struct derived {
    struct foi_clock clock;
    struct foi_clock again; /* after the last reopening */
    /* The calendar of a year is missing: nothing is counted yet, this says what to do. Or NULL. */
    const struct err *no_calendar;
    struct day reopened, reopened_due; /* none unless reopened and not answered again */
    const struct consult *consults;
    size_t n_consults;
    const struct foi_event *draft;   /* the latest since the last reopening, or NULL */
    const struct foi_event *revised; /* the latest edited text of that draft, or NULL */
    const struct foi_event *fee;     /* the latest notice, or NULL */
    const struct foi_event *submitted, *approved, *delivered; /* after that draft, or NULL */
    bool searched, reasons_sent, reasons_answered, proof;
    bool supplied_listed; /* the reply itself lists or tells where */
    /* The clock's refusal of the last event, or NULL. */
    const struct foi_refusal *refusal;
};

/* Fills the columns of k that follow from its events, and *d. today: for lights and deadlines. */
enum st foi_derive(struct ctx *c, struct foi_case *k, const struct foi_event *list, size_t n,
    struct day today, struct derived *d) MUST_CHECK;
/* The last event with this action after seq, NULL when there is none. */
const struct foi_event *event_after(
    const struct foi_event *list, size_t n, const char *action, int64_t seq);
/* Who registered the case; 0: the platform, or nobody yet. */
int64_t foi_registrar(const struct foi_event *list, size_t n);

#endif
