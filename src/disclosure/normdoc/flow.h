/* The life cycle of a normative document as one constant table, what each step must have, and all
 * reasons why a step cannot be taken.
 *
 * publishing §6.2. Pure: what the database knows is told by struct norm_facts. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_FLOW_H
#define NORMDOC_FLOW_H

#include <stddef.h>
#include <stdint.h>
#include "disclosure/normdoc/term.h"
#include "lib/base/arena.h"

enum norm_stage { /* what it waits for */
    NORM_PLAN,
    NORM_DRAFT,
    NORM_CONSULT,
    NORM_READY,
    NORM_LEGAL,
    NORM_DECIDE,
    NORM_NUMBER,
    NORM_PUBLISH,
    NORM_FILE,
    NORM_REGISTER,
    NORM_FORCE,
    NORM_EVALUATE,
    NORM_ENDED,
    NORM_DROPPED,
    NORM_STAGES
};
extern const char *const norm_stage_words[NORM_STAGES];
#define AT(stage) (1U << (stage))
#define AT_MAKING                                                                                  \
    (AT(NORM_PLAN) | AT(NORM_DRAFT) | AT(NORM_CONSULT) | AT(NORM_READY) | AT(NORM_LEGAL) |         \
        AT(NORM_DECIDE) | AT(NORM_NUMBER) | AT(NORM_PUBLISH))
#define AT_PUBLIC (AT(NORM_FILE) | AT(NORM_REGISTER) | AT(NORM_FORCE) | AT(NORM_EVALUATE))

enum norm_guard {
    GUARD_SPAN = 1,      /* the consultation lasts long enough */
    GUARD_HEARD = 2,     /* it is over */
    GUARD_LEGAL = 4,     /* legality review with an opinion, before the meeting */
    GUARD_APART = 8,     /* the reviewer is not of the drafting unit */
    GUARD_NUMBER = 16,   /* the number is well formed and free */
    GUARD_TERM = 32,     /* the period of validity */
    GUARD_PUBLIC = 64,   /* the published text is this document */
    GUARD_FILED = 128,   /* filing: days and materials */
    GUARD_SEASON = 256,  /* within the last months of validity */
    GUARD_RENEW = 512,   /* the new period */
    GUARD_OVER = 1024,   /* the last day has passed */
    GUARD_ENDING = 2048, /* basis and day of the repeal */
    GUARD_KNOWN = 4096   /* the period of a text that is out already, as long as it says */
};

enum norm_who { BY_UNIT, BY_ANY }; /* of the drafting unit, or whoever has the permission */

struct norm_move {
    unsigned from; /* AT(…) */
    const char *action, *label, *done;
    enum norm_stage to;
    const char *perm;
    enum norm_who who;
    unsigned guards;
    int limit_days; /* working days that whoever takes it has; 0: no date */
    const char *hint;
};
extern const struct norm_move norm_moves[];
extern const size_t n_norm_moves;
/* NULL when the table has no such step from there. */
const struct norm_move *norm_move(enum norm_stage from, const char *action);
const char *norm_action_word(const char *action); /* 已…; the word itself when unknown */

enum norm_kind { NEED_TEXT, NEED_LONG, NEED_DAY, NEED_INT, NEED_CHECK, NEED_RECORD };
struct norm_need { /* what a step must have, or may have */
    const char *action, *name, *label;
    enum norm_kind kind;
    bool must;
    const char *hint;
};
extern const struct norm_need norm_needs[];
extern const size_t n_norm_needs;
const char *norm_need_label(const char *name);

/* Values by name: those given with the step, else those kept from earlier ones. "" when neither. */
struct norm_value {
    const char *name, *value;
};
struct norm_values {
    const struct norm_value *list;
    size_t n;
};
const char *norm_value(const struct norm_values *v, const char *name);
int64_t norm_number(const char *text); /* 0 when it is none */
struct day norm_value_day(const struct norm_values *v, const char *name);

struct norm_facts {
    const struct norm_values *given, *kept;
    const char *title;
    int64_t unit_id, reviewer_unit; /* drafting unit; unit of the person who acts */
    bool number_taken;
    const char *taken_by;
    /* of the record chosen for publication; live false: it is not public */
    bool live;
    const char *live_number;
    struct day live_formed, published;
    bool live_has_text;
    struct day last_day; /* none: no end */
    struct day today;
    const struct norm_settings *settings;
};
struct norm_reason {
    const char *code, *field, *text; /* with the remedy */
};
enum { NORM_REASONS = 24 };
/* Everything that stands in the way; 0: the step can be taken. */
size_t norm_reasons(struct arena *a, const struct norm_move *m, const struct norm_facts *f,
    struct norm_reason out[static NORM_REASONS]);
/* The period a set of values gives: last day, or none with *endless. False when they contradict. */
bool norm_term(const struct norm_values *v, struct day *last, bool *endless);

#endif
