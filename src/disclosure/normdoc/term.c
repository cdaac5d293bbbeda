/* The arithmetic of periods; see term.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/term.h"

#include <string.h>

/* 2015-03-15: the revised 立法法; documents from before it were filed on paper, if at all. */
const struct norm_settings norm_defaults = {.filing_days = 30,
    .months_max = 60,
    .trial_months_max = 24,
    .consult_days = 7,
    .evaluate_months = 6,
    .news_months = 24,
    .years_back = 40,
    .filing_since = {16509}};

struct day norm_last_day(struct day from, int months)
{
    int y, m, dom, there_y, there_m, there_dom;
    struct day there = month_add(from, months);
    if (!day_given(from))
        return from;
    day_split(from, &y, &m, &dom);
    day_split(there, &there_y, &there_m, &there_dom);
    return dom == there_dom ? (struct day){there.n - 1} : there;
}

int norm_months_max(bool trial, const struct norm_settings *s)
{
    return trial ? s->trial_months_max : s->months_max;
}

bool norm_is_trial(const char *title)
{
    return strstr(title, "暂行") || strstr(title, "试行");
}

int norm_reminder(struct day last, struct day today)
{
    static const int steps[] = {30, 90, 180};
    if (!day_given(last))
        return 0;
    if (today.n > last.n)
        return NORM_OVER;
    for (unsigned i = 0; i < sizeof steps / sizeof *steps; i++)
        if (last.n - today.n <= steps[i])
            return steps[i];
    return 0;
}

struct day norm_evaluate_from(struct day last, const struct norm_settings *s)
{
    return month_add(last, -s->evaluate_months);
}

struct day norm_filing_due(struct day published, const struct norm_settings *s)
{
    return day_given(published) ? (struct day){published.n + s->filing_days} : published;
}

bool norm_filing_late(
    struct day published, struct day filed, struct day today, const struct norm_settings *s)
{
    if (!day_given(published) || published.n < s->filing_since.n)
        return false;
    return (day_given(filed) ? filed.n : today.n) > norm_filing_due(published, s).n;
}
