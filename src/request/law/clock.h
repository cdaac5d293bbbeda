/* The reply clock of a request for information: which day counts as receipt, by when to answer.
 *
 * Pure: works on the events of one case and on the calendar, knows no database and reads no clock.
 * Rules R1 … R11, W0, F6 … F8 of rules/requests.md, both regimes (the regulation of 2008 and its
 * revision of 2019). A refused event changes nothing else.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LAW_CLOCK_H
#define LAW_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/status.h"

enum foi_regime { REGIME_OLD, REGIME_NEW };
enum foi_channel {
    CHANNEL_F2F,
    CHANNEL_POST_SIGNED,
    CHANNEL_POST_PLAIN,
    CHANNEL_MISROUTED,
    CHANNEL_EMAIL,
    CHANNEL_FAX,
    CHANNEL_WEB
};

enum law_event_kind {
    FOI_CORRECTION_NOTICE,
    FOI_CORRECTION_RECEIVED,
    FOI_CONSULT,
    FOI_EXTENSION,
    FOI_REASON_NOTICE,
    FOI_FEE_NOTICE,
    FOI_PAID,
    FOI_FIXED_DUE,
    FOI_REPLY
};
enum foi_consulted { CONSULT_THIRD_PARTY, CONSULT_ORGAN, CONSULT_JOINT };

struct law_event {
    enum law_event_kind kind;
    struct day date;     /* issued, approved, sent, arrived: the day of the act */
    struct day received; /* the day it reached the other side; none: the day of the act */
    struct day answered; /* consult: none while open */
    struct day notified; /* extension, fixed due */
    int days;            /* correction: time given; extension: working days added */
    bool good_reason;
    enum foi_consulted consulted;
    const char *code; /* reply: "G2", "D5" … */
};

struct law_case {
    enum foi_channel channel;
    struct day arrived, confirmed; /* confirmed none: not yet */
    bool web_auto;                 /* R1a: the platform confirms by itself */
    bool stays_old;     /* T0: begun under the regulation of 2008, ordered to be answered again */
    struct day ordered; /* row 23: the last day that a decision names; n 0: none */
    struct day today;
    const struct law_event *events;
    size_t n_events;
};

enum foi_state {
    FOI_ARRIVED,
    FOI_REGISTERED,
    FOI_EXAM,
    FOI_CORR_WAIT,
    FOI_REASON_WAIT,
    FOI_FEE_WAIT,
    FOI_DELIVERED,
    FOI_ABANDONED
};
const char *foi_state_word(enum foi_state s); /* "EXAM" … as in §1.7 */

struct foi_refusal {
    size_t event;     /* its place in events */
    const char *rule; /* "R7a" */
    const char *reason;
};

struct foi_clock {
    enum foi_regime regime;
    enum foi_state state;
    struct day start, base_due, due; /* none while unconfirmed */
    struct day correction_notice_by, correction_deadline, pay_by;
    int excluded;          /* working days not counted */
    const char *code;      /* reply code, or O1, O2; "" */
    bool replied, in_time; /* in_time only when replied */
    const char *light;     /* none, yellow, red, overdue */
    const struct foi_refusal *refused;
    size_t n_refused;
    const char *const *explanation; /* Chinese lines, each naming its dates */
    size_t n_explanation;
};

/* ST_INVALID with detail CALENDAR_NOT_LOADED when a date lies outside the calendar, and for a
 * confirmation before the arrival. Results live in the arena. */
enum st foi_clock_run(
    struct arena *a, const struct law_case *c, struct foi_clock *out, struct err *e) MUST_CHECK;

#endif
