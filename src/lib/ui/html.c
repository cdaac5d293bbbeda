/* Escaping and small elements for compiled templates.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/html.h"

#include <string.h>

#include "lib/base/escape.h"

void html_text(struct buf *out, const char *s)
{
    if (s)
        escape_html(out, s, strlen(s));
}

void html_int(struct buf *out, int64_t v)
{
    buf_addint(out, v);
}

void html_raw(struct buf *out, const char *s)
{
    if (s)
        buf_adds(out, s);
}

static bool url_plain(unsigned char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '-' || ch == '_' || ch == '.' || ch == '~';
}

void html_url(struct buf *out, const char *s)
{
    static const char digits[] = "0123456789ABCDEF";
    while (s && *s) {
        const char *from = s;
        while (url_plain((unsigned char)*s))
            s++;
        buf_add(out, from, (size_t)(s - from));
        unsigned char ch = (unsigned char)*s;
        if (!ch)
            return;
        buf_add(out, (const char[]){'%', digits[ch >> 4], digits[ch & 15]}, 3);
        s++;
    }
}

void html_day(struct buf *out, struct day d)
{
    char text[11];
    if (day_given(d))
        buf_addf(out, "<time datetime=\"%s\">%s</time>", day_text(d, text), text);
}

/* RULE G-TIME: YYYY-MM-DD HH:MM */
void html_time(struct buf *out, int64_t t)
{
    char text[17], machine[26];
    if (t)
        buf_addf(
            out, "<time datetime=\"%s\">%s</time>", time_rfc3339(t, machine), time_text(t, text));
}
