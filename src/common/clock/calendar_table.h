/* The table that tools/gen_calendar.c makes of data/calendar. Private to this slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CLOCK_CALENDAR_TABLE_H
#define CLOCK_CALENDAR_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/date.h"

struct special_day {
    struct day day;
    bool working; /* a Saturday or Sunday worked (调休), else a day off */
    const char *name;
};

extern const struct special_day calendar_days[];
extern const size_t n_calendar_days;
extern const int calendar_first_year, calendar_last_year;

#endif
