/* The transition table of a policy with its plan and interpretations.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_FLOW_H
#define INTERPRET_FLOW_H

#include <stdbool.h>
#include <stddef.h>

enum pack_stage {
    PACK_DRAFT = 1,    /* being drafted */
    PACK_HEAD = 2,     /* before the head of the unit */
    PACK_OFFICE = 4,   /* before the county office */
    PACK_APPROVED = 8, /* ready to go out */
    PACK_LIVE = 16,    /* published */
    PACK_DROPPED = 32  /* given up: its records stand alone again */
};
#define PACK_OPEN (PACK_DRAFT | PACK_HEAD | PACK_OFFICE | PACK_APPROVED)

enum pack_guard {
    PACK_READY = 1,  /* the checks of rules.h find nothing that stops */
    PACK_COUNTY = 2, /* in the name of the county government or its office */
    PACK_UNIT = 4    /* in the name of a unit */
};

struct pack_move {
    const char *action, *label, *done; /* 报负责人签批; 已报负责人签批 */
    unsigned from, to;                 /* stages */
    const char *perm;
    unsigned guards;
    const char *document; /* the act done to each of its records, "" for none */
    bool needs_codes, needs_note;
    const char *effect; /* Chinese, for page and documentation */
};
extern const struct pack_move pack_moves[];
extern const size_t n_pack_moves;
/* The move of that name from that stage for a county's or a unit's paper; NULL when none. */
const struct pack_move *pack_move_find(enum pack_stage stage, const char *action, bool county);
const char *pack_stage_word(enum pack_stage s);

#endif
