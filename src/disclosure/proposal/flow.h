/* The handling of a proposal as one constant table, what each step must have, and all reasons why a
 * step cannot be taken.
 *
 * publishing §7.3. Pure: what the database knows is told by struct prop_facts. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_FLOW_H
#define PROPOSAL_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"

enum prop_stage { /* what it waits for */
    PROP_NEW,
    PROP_ASSIGNED,
    PROP_WORK,
    PROP_COSIGN,
    PROP_REVIEW,
    PROP_SIGN,
    PROP_SEND,
    PROP_REPLIED,
    PROP_CLOSED,
    PROP_STAGES
};
extern const char *const prop_stage_words[PROP_STAGES];
#define PROP_AT(stage) (1U << (stage))

enum joint_stage { /* of a joint unit (协办单位) */
    JOINT_ASKED,
    JOINT_TAKEN,
    JOINT_ADVISED,
    JOINT_DECLINED,
    JOINT_STAGES
};
extern const char *const joint_stage_words[JOINT_STAGES];

struct prop_word {
    const char *key, *word;
};
extern const struct prop_word prop_kinds[2];    /* npc 人大代表建议, cppcc 政协提案 */
extern const struct prop_word prop_results[3];  /* A 已经解决 … */
extern const struct prop_word prop_openness[3]; /* full, summary, none */
const char *prop_kind_word(const char *key);    /* "" when unknown */
const char *prop_result_word(const char *key);
const char *prop_openness_word(const char *key);

/* Settings; prop_defaults holds what the rules give. */
struct prop_settings {
    int assign_days;  /* working days to assign */
    int accept_days;  /* working days to accept or decline */
    int reply_months; /* from assignment to the reply */
    int months_max;   /* of what is complicated */
    int redo_months;  /* of a second reply */
    int publish_days; /* working days from the reply to publication */
};
extern const struct prop_settings prop_defaults;

enum prop_guard {
    PROP_GUARD_UNITS = 1,   /* lead and joint units are told apart */
    PROP_GUARD_DUE = 2,     /* the date of the reply */
    PROP_GUARD_DRAFT = 4,   /* result, promises, disclosure */
    PROP_GUARD_PUBLIC = 8,  /* the public copy names nobody */
    PROP_GUARD_COSIGN = 16, /* all joint units have countersigned this text */
    PROP_GUARD_APART = 32,  /* not by who wrote it */
    PROP_GUARD_NUMBER = 64,
    PROP_GUARD_SENT = 128,  /* days in order */
    PROP_GUARD_VOTES = 256, /* satisfaction of the signatories */
    PROP_GUARD_REDO = 512,
    PROP_GUARD_OPEN = 1024, /* to be published at all, and not in review already */
    PROP_GUARD_DONE = 2048  /* satisfaction recorded, published or withheld with a reason */
};

enum prop_who { BY_LEAD, BY_JOINT, BY_ANY };
enum { PROP_SAME = -1 };

struct prop_move {
    unsigned from; /* PROP_AT(…) */
    const char *action, *label, *done;
    int to; /* enum prop_stage, or PROP_SAME */
    const char *perm;
    enum prop_who who;
    unsigned guards;
    unsigned joint_from; /* BY_JOINT: stages of the joint unit */
    int joint_to;        /* enum joint_stage, or PROP_SAME */
    const char *hint;
};
extern const struct prop_move prop_moves[];
extern const size_t n_prop_moves;
/* NULL when the table has no such step from there. */
const struct prop_move *prop_move(enum prop_stage from, const char *action);
const char *prop_action_word(const char *action); /* the word itself when unknown */

enum prop_need_kind {
    NEED_TEXT,
    NEED_LONG,
    NEED_DAY,
    NEED_INT,
    NEED_CHOICE,
    NEED_UNIT,
    NEED_UNITS
};
struct prop_need { /* what a step must have, or may have */
    const char *action, *name, *label;
    enum prop_need_kind kind;
    bool must;
    int max; /* characters, 0: by kind */
    const char *hint;
    const struct prop_word *choices; /* NEED_CHOICE */
    size_t n_choices;
};
extern const struct prop_need prop_needs[];
extern const size_t n_prop_needs;

struct prop_value {
    const char *name, *value;
};
struct prop_values {
    const struct prop_value *list;
    size_t n;
};
const char *prop_value(const struct prop_values *v, const char *name); /* "" when absent */
int64_t prop_number(const char *text);                                 /* 0 when it is none */
struct day prop_value_day(const struct prop_values *v, const char *name);
/* The numbers of a list "3,5", at most max; how many. */
size_t prop_ids(const char *list, int64_t *ids, size_t max);

/* A promise of a B reply: a line "2018-12-31 内容". */
struct prop_promise {
    struct day due; /* none: the line has no date */
    const char *text;
};
enum { PROP_PROMISES = 20, PROP_JOINTS = 20 };
/* Lines of the text; how many, PROP_PROMISES + 1 when there are more. */
size_t prop_promises(struct arena *a, const char *text, struct prop_promise out[PROP_PROMISES + 1]);

struct prop_facts {
    const struct prop_values *given;
    const char *const *secrets; /* what the public copy may not contain: name, phone, address */
    size_t n_secrets;
    const char *public_text; /* title, summary and text as the public would read them */
    const char *openness, *result, *unit_name;
    int64_t person, drafter; /* who acts; who wrote the text */
    const char *unsigned_by; /* joint units that have not countersigned this text, "" none */
    const char *taken_by;    /* title of what has the number already, "" free */
    const char *record_word; /* where the public copy stands, "" not handed in */
    bool record_live, record_open;
    int64_t signers; /* who signed the proposal */
    bool voted, unhappy;
    struct day assigned_on, signed_on, due, today;
    const struct prop_settings *settings;
};
struct prop_reason {
    const char *code, *field, *text; /* with the remedy */
};
enum { PROP_REASONS = 32 };
/* Everything that stands in the way; 0: the step can be taken. */
size_t prop_reasons(struct arena *a, const struct prop_move *m, const struct prop_facts *f,
    struct prop_reason out[static PROP_REASONS]);

#endif
