/* Days for somebody's own calendar: an iCalendar file (RFC 5545) of whole days.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_ICS_H
#define BASE_ICS_H

#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/date.h"

struct ics_event {
    const char *key; /* names the day within its subject: letters, digits, hyphens */
    const char *title, *note;
    struct day day;
};
struct ics_head {
    const char *product; /* "request": of PRODID */
    const char *uid;     /* the subject, stable: with key and domain it makes the UID */
    const char *domain;
    const char *url;   /* where the subject is read, "" none */
    const char *alarm; /* words of the reminder a day before, "" for no reminder */
    int64_t stamp;     /* UTC seconds: when this was said */
};
/* Lines end in CRLF and are folded at 75 octets, between characters (§3.1). TEXT is escaped
 * (§3.3.11); other control characters are left out, they are not allowed there. */
void ics_write(
    struct buf *out, const struct ics_head *head, const struct ics_event *list, size_t n);

#endif
