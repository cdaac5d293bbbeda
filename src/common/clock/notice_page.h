/* What the template of the calendar gets. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CLOCK_NOTICE_PAGE_H
#define CLOCK_NOTICE_PAGE_H

#include "common/clock/notice_store.h"
#include "lib/ui/ui.h"

#define CALENDAR "/work/calendar/"

struct calendar_page {
    const struct entered *list;
    size_t n;
    struct day until;
    int next_year;
    const struct notice *read; /* to be confirmed; NULL: the form */
};
void calendar_page(struct buf *out, struct req *r, const struct calendar_page *p);

#endif
