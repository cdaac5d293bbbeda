/* The thread of a major decision (重大行政决策): its stages, its named slots, the steps between
 * them, what each step must have, and all reasons why a step cannot be taken.
 *
 * publishing §7.2. Pure: what the database knows is told by struct decision_facts. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_FLOW_H
#define DECISION_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"

enum decision_stage { /* what it waits for */
    DECISION_PREPARE,
    DECISION_CONSULT,
    DECISION_STUDY,
    DECISION_LEGAL,
    DECISION_DISCUSS,
    DECISION_PUBLISH,
    DECISION_RUN,
    DECISION_DONE,
    DECISION_CLOSED,
    DECISION_DROPPED,
    DECISION_STAGES
};
#define AT(stage) (1U << (stage))

struct decision_stage_row {
    const char *word;   /* 拟订中 */
    const char *action; /* the step it waits for, "" */
    int days;           /* calendar days to take it; 0: no date */
};
extern const struct decision_stage_row decision_stages[DECISION_STAGES];

enum decision_slot { /* in the order in which the public reads them */
    SLOT_BASIS,
    SLOT_DRAFT,
    SLOT_CONSULT,
    SLOT_OUTCOME,
    SLOT_EXPERT,
    SLOT_RISK,
    SLOT_LEGAL,
    SLOT_MEETING,
    SLOT_DECISION,
    SLOT_PROGRESS,
    SLOT_RESULT,
    SLOT_EVALUATION,
    SLOT_END,   /* shown only when the thread was given up */
    SLOT_TITLE, /* the thread got another name; shown with its facts */
    DECISION_SLOTS,
    SLOT_NONE = DECISION_SLOTS
};
struct decision_slot_row {
    const char *key, *label;
    const char *owes;              /* who owes it */
    enum decision_stage due_after; /* owed once the thread is past this stage */
};
extern const struct decision_slot_row decision_slots[DECISION_SLOTS];

enum decision_guard {
    CHECK_BASIS = 1,    /* a basis is there */
    CHECK_DRAFT = 2,    /* a draft is there */
    CHECK_SPAN = 4,     /* the consultation lasts 30 days, or a reason says why not */
    CHECK_OVER = 8,     /* it was public, it is over, every comment has its answer */
    CHECK_EITHER = 16,  /* an opinion, or the reason why there is none */
    CHECK_STUDIED = 32, /* expert review and risk assessment are there, or their reasons */
    CHECK_APART = 64,   /* the reviewer is not of the deciding unit */
    CHECK_LEGAL = 128,  /* legality review before the meeting */
    CHECK_RECORD = 256, /* a published page is named; always checked when one is given */
    CHECK_PERCENT = 512,
    CHECK_RAN = 1024,    /* there was progress */
    CHECK_RESULT = 2048, /* how it was carried out is public */
    CHECK_TITLE = 4096   /* another name than now */
};

enum decision_who { FOR_UNIT, FOR_ANY }; /* of the deciding unit, or whoever has the permission */

struct decision_move {
    unsigned from; /* AT(…) */
    const char *action, *label, *done;
    enum decision_stage to;  /* DECISION_STAGES: stays where it is */
    enum decision_slot slot; /* that it fills, SLOT_NONE */
    const char *perm;
    enum decision_who who;
    unsigned guards;
    const char *day; /* name of the day it tells; "" none */
    const char *hint;
};
extern const struct decision_move decision_moves[];
extern const size_t n_decision_moves;
const struct decision_move *decision_move(const char *action); /* NULL when there is none */
/* Each entry of the slot is one more, not a better one: progress, names. */
bool decision_slot_adds(enum decision_slot slot);
const char *decision_action_word(const char *action);

enum decision_kind { ASK_TEXT, ASK_LONG, ASK_DAY, ASK_INT, ASK_PAGE, ASK_NOTHING };
/* ASK_NOTHING: told by the system, not by the form */
struct decision_need { /* what a step must have, or may have */
    const char *action, *name, *label;
    enum decision_kind kind;
    bool must;
    const char *hint;
};
extern const struct decision_need decision_needs[];
extern const size_t n_decision_needs;

struct decision_value {
    const char *name, *value;
};
struct decision_values {
    const struct decision_value *list;
    size_t n;
};
const char *decision_value(const struct decision_values *v, const char *name); /* "" when none */
struct day decision_value_day(const struct decision_values *v, const char *name);
int64_t decision_number(const char *text); /* 0 when it is none */
/* The record of a public page: of "…/t20180912_57.html" 57, also of "57"; 0 when it is none. */
int64_t decision_page_record(const char *address);

struct decision_settings {
    int silent_days;  /* 进展多少天不更新就提醒 */
    int comment_days; /* 公众参与一般不少于多少天 */
};
extern const struct decision_settings decision_defaults;

struct decision_facts {
    const struct decision_values *given;
    const char *title; /* as it is now */
    enum decision_stage stage;
    bool entered[DECISION_SLOTS]; /* something was entered, perhaps sent back */
    bool filled[DECISION_SLOTS];  /* something stands there that was not sent back */
    bool open[DECISION_SLOTS];    /* and the public sees it */
    bool answers_wait;            /* comments without an answer */
    struct day comment_to, legal_on, decided_on, progress_on;
    int64_t unit_id, actor_unit;
    bool page_live; /* the page named is public and has not ended */
    struct day today;
    const struct decision_settings *settings;
};
struct decision_reason {
    const char *code, *field, *text; /* with the remedy */
};
enum { DECISION_REASONS = 20 };
/* Whether the step may be taken now: from this stage, or again to put right what stands in its
 * slot. */
bool decision_can(const struct decision_move *m, const struct decision_facts *f);
/* The stage after it; to put something right moves nothing. */
enum decision_stage decision_next(const struct decision_move *m, enum decision_stage stage);
/* Everything that stands in the way; 0: the step can be taken. */
size_t decision_reasons(struct arena *a, const struct decision_move *m,
    const struct decision_facts *f, struct decision_reason out[static DECISION_REASONS]);

/* ---- what is wrong with a thread ---- */

struct decision_state { /* of one thread that the public sees */
    enum decision_stage stage;
    bool open[DECISION_SLOTS];
    struct day comment_from, comment_to;
    bool short_reason;
    struct day since;    /* of the last progress, else of the decision */
    int percent;         /* of the last progress */
    int64_t waits_since; /* the oldest entry that waits for release, 0: none */
    int64_t now;
};
struct decision_finding {
    const char *code, *text; /* with the remedy */
};
enum { DECISION_FINDINGS = 6 };
size_t decision_findings(struct arena *a, const struct decision_state *s,
    const struct decision_settings *set, struct decision_finding out[static DECISION_FINDINGS]);
/* The day by which the next progress is due; none when the thread does not run. */
struct day decision_progress_due(
    const struct decision_state *s, const struct decision_settings *set);

#endif
