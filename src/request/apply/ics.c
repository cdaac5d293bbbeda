/* Days for the applicant's own calendar: an iCalendar file (RFC 5545).
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "request/apply/pages.h"

#define LINE_BYTES 75

/* One content line, folded between characters. */
static void line(struct buf *out, const char *text)
{
    size_t used = 0;
    const char *end = text + strlen(text);
    while (text < end) {
        const char *next = text;
        utf8_next(&next, end);
        size_t n = (size_t)(next - text);
        if (used + n > LINE_BYTES) {
            buf_adds(out, "\r\n ");
            used = 1;
        }
        buf_add(out, text, n);
        used += n;
        text = next;
    }
    buf_adds(out, "\r\n");
}

/* TEXT of §3.3.11: backslash, semicolon, comma and line break are escaped. */
static void text_line(struct buf *out, const char *name, const char *value)
{
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, name);
    buf_addc(&b, ':');
    for (; *value; value++) {
        if (strchr("\\;,", *value))
            buf_addc(&b, '\\');
        if (*value == '\n')
            buf_adds(&b, "\\n");
        else
            buf_addc(&b, *value);
    }
    line(out, buf_str(&b));
    buf_release(&b);
}

static void date_line(struct buf *out, const char *name, struct day d)
{
    int y, m, dom;
    day_split(d, &y, &m, &dom);
    buf_addf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, y, m, dom);
}

/* 20181009T010000Z */
static void stamp_line(struct buf *out, int64_t t)
{
    int y, m, dom;
    int64_t utc = t - 8 * 3600; /* day_at counts days of China */
    struct day d = day_at(utc);
    int64_t s = utc - day_start(d);
    day_split(d, &y, &m, &dom);
    buf_addf(out, "DTSTAMP:%04d%02d%02dT%02d%02d%02dZ\r\n", y, m, dom, (int)(s / 3600),
        (int)(s / 60 % 60), (int)(s % 60));
}

void ics_write(
    struct buf *out, const char *uid, int64_t stamp, const struct own_date *list, size_t n)
{
    buf_adds(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gongkai//request//ZH\r\n"
                  "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, "BEGIN:VEVENT\r\nUID:");
        buf_addf(out, "%s-%s@%s\r\n", uid, list[i].key, ui_site()->domain);
        stamp_line(out, stamp);
        date_line(out, "DTSTART", list[i].day);
        date_line(out, "DTEND", (struct day){list[i].day.n + 1});
        text_line(out, "SUMMARY", list[i].title);
        text_line(out, "DESCRIPTION", list[i].note);
        buf_adds(out, "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
                      "TRIGGER:-P1D\r\nDESCRIPTION:");
        buf_adds(out, "政府信息公开申请\r\nEND:VALARM\r\nEND:VEVENT\r\n");
    }
    buf_adds(out, "END:VCALENDAR\r\n");
}
