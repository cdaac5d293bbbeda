/* Steps of the co-sign sheet as one constant table. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_FLOW_H
#define PETITION_FLOW_H

#include "common/org/org.h"
#include "lib/base/date.h"

enum petition_stage {
    PETITION_REGISTERED, /* suspected; the sheet is to be opened */
    PETITION_SHEET,      /* the disclosure office writes its opinion */
    PETITION_OPINED,     /* the petition office agrees or dissents */
    PETITION_DISPUTED,   /* the leader in charge decides */
    PETITION_SETTLED,    /* A … D is settled */
    PETITION_HANDED,     /* a request was made of it */
    PETITION_CLOSED,
    PETITION_STAGES
};
extern const char *const petition_stage_titles[PETITION_STAGES];

/* RULE P7 and §5.2: what the item is. */
struct petition_verdict {
    const char *key, *title; /* "B", 属于政府信息公开申请 */
};
extern const struct petition_verdict petition_verdicts[4];
const char *petition_verdict_title(const char *key);

struct petition_move {
    enum petition_stage from;
    const char *action, *label, *done;
    enum petition_stage to;
    const char *perm;
    bool asks_verdict;
    bool needs_text;
    const char *verdicts; /* only when the settled verdict is one of these; "" any */
    const char *not_by;   /* whoever took one of these steps of this round may not take this one */
    int limit;            /* working days from the step before; 0: by P0 + 15 days */
    const char *hint;
};
extern const struct petition_move petition_moves[];
extern const size_t n_petition_moves;
const struct petition_move *petition_move(enum petition_stage from, const char *action);
/* 提出意见; "登记" for what is no step of the table. */
const char *petition_move_done(const char *action);

#endif
