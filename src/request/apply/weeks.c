/* The reply period day by day: which days count, which are days of rest.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/calendar.h"
#include "request/apply/weeks.h"

enum { WEEKS_MOST = 20 };

/* RULE W0: the day of receipt is not counted; the due day is. */
static bool fill(struct own_day *d, const struct foi_clock *clock, int *counted)
{
    bool working;
    struct err e;
    d->kind = OWN_DAY_OUTSIDE;
    if (d->day.n < clock->start.n || d->day.n > clock->due.n)
        return true;
    if (calendar_is_working(d->day, &working, &e))
        return false;
    d->kind = d->day.n == clock->start.n ? OWN_DAY_START : working ? OWN_DAY_COUNTED : OWN_DAY_REST;
    if (d->kind == OWN_DAY_COUNTED)
        d->number = ++*counted;
    return true;
}

size_t own_weeks(struct arena *a, const struct own_case *o, struct own_week **out)
{
    const struct foi_clock *clock = &o->clock;
    if (!o->has_clock || !day_given(clock->start) || !day_given(clock->due) || clock->excluded ||
        clock->due.n <= clock->start.n)
        return 0;
    struct day monday = {clock->start.n - (day_weekday(clock->start) - 1)};
    size_t n = (size_t)(clock->due.n - monday.n) / 7 + 1;
    if (n > WEEKS_MOST)
        return 0;
    int counted = 0;
    *out = ARENA_ARRAY(a, struct own_week, n);
    for (size_t i = 0; i < 7 * n; i++) {
        struct own_day *d = &(*out)[i / 7].days[i % 7];
        d->day = (struct day){monday.n + (int32_t)i};
        if (!fill(d, clock, &counted))
            return 0;
    }
    return n;
}

const char *own_day_text(struct arena *a, const struct own_day *d)
{
    int y, m, dom;
    day_split(d->day, &y, &m, &dom);
    return arena_printf(a, "%d/%d", m, dom);
}
