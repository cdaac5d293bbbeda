/* See ics.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/ics.h"

#include <string.h>

#include "lib/base/utf8.h"

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

/* Backslash, semicolon, comma and line break are escaped. */
static void add_text(struct buf *b, const char *value)
{
    for (; *value; value++) {
        unsigned char c = (unsigned char)*value;
        if (c == '\n') {
            buf_adds(b, "\\n");
            continue;
        }
        if ((c < ' ' && c != '\t') || c == 0x7F)
            continue;
        if (strchr("\\;,", c))
            buf_addc(b, '\\');
        buf_addc(b, *value);
    }
}

static void text_line(struct buf *out, const char *name, const char *value)
{
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, name);
    buf_addc(&b, ':');
    add_text(&b, value);
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

static void uid_line(struct buf *out, const struct ics_head *head, const char *key)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addf(&b, "UID:%s-%s@%s", head->uid, key, head->domain);
    line(out, buf_str(&b));
    buf_release(&b);
}

static void event(struct buf *out, const struct ics_head *head, const struct ics_event *e)
{
    buf_adds(out, "BEGIN:VEVENT\r\n");
    uid_line(out, head, e->key);
    stamp_line(out, head->stamp);
    date_line(out, "DTSTART", e->day);
    date_line(out, "DTEND", (struct day){e->day.n + 1});
    text_line(out, "SUMMARY", e->title);
    if (*e->note)
        text_line(out, "DESCRIPTION", e->note);
    if (*head->url)
        text_line(out, "URL", head->url);
    buf_adds(out, "TRANSP:TRANSPARENT\r\n");
    if (*head->alarm) {
        buf_adds(out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\n");
        text_line(out, "DESCRIPTION", head->alarm);
        buf_adds(out, "END:VALARM\r\n");
    }
    buf_adds(out, "END:VEVENT\r\n");
}

void ics_write(struct buf *out, const struct ics_head *head, const struct ics_event *list, size_t n)
{
    buf_addf(out,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gongkai//%s//ZH\r\n"
        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        head->product);
    for (size_t i = 0; i < n; i++)
        event(out, head, &list[i]);
    buf_adds(out, "END:VCALENDAR\r\n");
}
