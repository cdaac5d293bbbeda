/* The clocks of a petition and of the co-sign sheet. Pure.
 *
 * RULE P1: days of §5.1 are calendar days; duties of organs do not roll to a later day, rights of
 * the petitioner do. The limits of the sheet are working days.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_DATES_H
#define PETITION_DATES_H

#include "lib/base/date.h"
#include "lib/base/status.h"

struct petition_dates {
    struct day route_by;           /* P0 + 15: registered and routed */
    struct day sheet_by;           /* P0 + 1 working day: sheet opened */
    struct day finish_by;          /* accepted + 60, none while not accepted */
    struct day finish_extended_by; /* + 30 with approval */
};
/* accepted may be none. ST_INVALID with detail CALENDAR_NOT_LOADED outside the calendar. */
enum st petition_dates(
    struct day p0, struct day accepted, struct petition_dates *out, struct err *e) MUST_CHECK;
/* Last day to ask for 复查 (after the written answer) or 复核 (after 复查): 30 days, rolling over
 * rest days. */
enum st petition_review_by(struct day received, struct day *out, struct err *e) MUST_CHECK;
/* RULE P5: working days from the petition to the receipt of the request; alert above 5. */
enum st petition_delay(
    struct day p0, struct day received, int *working_days, bool *alert, struct err *e) MUST_CHECK;
/* RULE P4: words that make an item look like an information request; "" when there are none.
 * The word points into constant memory. */
const char *petition_suspicion(const char *text);

#endif
