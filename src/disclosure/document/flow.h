/* The transition table of documents: what can be done, from where, by whom, and why not.
 *
 * One constant array. The buttons of the pages, the permission check of the acts, the table in
 * docs/document.md and the tests all read it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_FLOW_H
#define DOCUMENT_FLOW_H

#include "disclosure/document/gate.h"

enum place { /* where a record stands; one bit each */
    AT_DRAFT = 1,
    AT_SUBMITTED = 2,
    AT_RETURNED = 4,
    AT_APPROVED = 8,
    AT_SCHEDULED = 16,
    AT_LIVE = 32, /* published, no version open */
    AT_ENDED = 64,
    AT_DISCARDED = 128 /* never published, given up */
};
#define AT_WRITING (AT_DRAFT | AT_RETURNED)
#define AT_OPEN (AT_WRITING | AT_SUBMITTED | AT_APPROVED | AT_SCHEDULED)
#define AT_SAME 0                        /* to: stays where it is */
#define AT_BACK (AT_LIVE | AT_DISCARDED) /* to: live when it was published, else discarded */
#define STAGE_DISCARDED "discarded"      /* stored stage of AT_DISCARDED */

enum guard {              /* further conditions; one bit each */
    GUARD_SUBMIT = 1,     /* the gate before submission */
    GUARD_PUBLISH = 2,    /* the gate before publication */
    GUARD_SEPARATE = 4,   /* somebody who did not write this version */
    GUARD_WRITER = 8,     /* somebody who wrote this version */
    GUARD_PUBLISHED = 16, /* was published */
    GUARD_KEPT = 32,      /* a discarded draft is kept */
    GUARD_EDITIONS = 64,  /* there are editions */
    GUARD_ALONE = 128,    /* not in an open bundle, or done for the whole bundle */
    GUARD_SECRECY = 256   /* a text that needs a secrecy review, and not one's own */
};

enum look_as { AS_PRIMARY, AS_PLAIN, AS_DANGER, AS_QUIET };

struct move {
    const char *action, *label;
    unsigned from; /* places */
    unsigned to;
    const char *perm;
    unsigned guards;
    const char *needs;  /* what the person must give, Chinese, "" for nothing */
    const char *effect; /* Chinese, for the page and the documentation */
    bool own_page;      /* done on a page of its own: /work/documents/ID/<action> */
    enum look_as as;
};
extern const struct move moves[];
extern const size_t n_moves;
const struct move *move_find(const char *action); /* NULL when there is none */

struct flow_state {
    enum place place;
    bool published, kept, has_editions;
    bool own_unit; /* of the person's unit, or the person sees all units */
    bool wrote;    /* the person wrote in this version */
    bool secrecy_needed;
    const char
        *bundle; /* address of the open bundle it is in, unless this is done for all of it; "" */
    const char *const *perms;
    size_t n_perms;
    const struct findings *submit, *publish; /* what the gate found; NULL: nothing */
};

/* Why the act cannot be done now. code "F-…" of the table in flow.c, or that of a finding. */
struct reason {
    const char *code, *text, *field, *place, *remedy;
};
struct reasons {
    struct reason *list;
    size_t n;
};
/* All reasons at once; none: it can be done. */
struct reasons flow_reasons(struct arena *a, const struct move *m, const struct flow_state *s);
/* False when the act has no meaning where the record stands: no button, no list of reasons. */
bool flow_fits(const struct move *m, const struct flow_state *s);

enum place place_of(const char *stage, bool published, bool ended);
const char *place_word(enum place p);
/* "起草中、已退回" */
const char *places_words(struct arena *a, unsigned places);
/* The words of a set of guards for the documentation, "" for none. */
const char *guards_words(struct arena *a, unsigned guards);

#endif
