/* The reply period as weeks of days; used inside this folder only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef APPLY_WEEKS_H
#define APPLY_WEEKS_H

#include "request/apply/pages.h"

enum own_day_kind { OWN_DAY_OUTSIDE, OWN_DAY_START, OWN_DAY_COUNTED, OWN_DAY_REST };
struct own_day {
    struct day day;
    enum own_day_kind kind;
    int number; /* of the counted day, from 1 */
};
struct own_week {
    struct own_day days[7]; /* from Monday */
};
/* From the week of receipt to that of the due day. 0 when nothing runs, when days are excluded for
 * consultations (the explanation tells those), or outside the calendar. */
size_t own_weeks(struct arena *a, const struct own_case *o, struct own_week **out);
const char *own_day_text(struct arena *a, const struct own_day *d); /* 12/23 */

/* The table; nothing when there are no weeks. */
void weeks_table(struct buf *out, struct req *r, const struct own_case *o);

#endif
