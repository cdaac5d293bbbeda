/* Periods of normative documents: validity, reminders, evaluation, filing. Pure: days in, days out.
 *
 * publishing §6.2, §6.3. What the rules leave to the province is a setting of the county.
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_TERM_H
#define NORMDOC_TERM_H

#include <stdbool.h>
#include "lib/base/date.h"

/* Settings; norm_defaults holds what the rules give. */
struct norm_settings {
    int filing_days;         /* calendar days from publication to filing */
    int months_max;          /* longest validity */
    int trial_months_max;    /* of 暂行, 试行 */
    int consult_days;        /* working days of a public consultation */
    int evaluate_months;     /* evaluation begins that many months before the end */
    int news_months;         /* news older than that are not looked at for what they cite */
    int years_back;          /* years that the yearly lists go back */
    struct day filing_since; /* documents published earlier are not looked at for filing */
};
extern const struct norm_settings norm_defaults;

/* RULE N-TERM: last day of validity: the day before the same date `months` later. */
struct day norm_last_day(struct day from, int months);
int norm_months_max(bool trial, const struct norm_settings *s);
/* Whether the title says 暂行 or 试行. */
bool norm_is_trial(const char *title);
/* RULE N-REMIND: 180, 90 or 30 when that many days or fewer remain, 0 before; NORM_OVER once the
 * last day has passed. */
enum { NORM_OVER = -1 };
int norm_reminder(struct day last, struct day today);
/* First day of the last months, in which the document is to be evaluated; none without an end. */
struct day norm_evaluate_from(struct day last, const struct norm_settings *s);
/* RULE N-FILE-LATE: last day for filing. */
struct day norm_filing_due(struct day published, const struct norm_settings *s);
/* Late: not filed and past the due day, or filed after it. filed none: not yet. */
bool norm_filing_late(
    struct day published, struct day filed, struct day today, const struct norm_settings *s);

#endif
