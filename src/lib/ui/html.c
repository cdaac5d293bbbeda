/* Escaping and small elements for compiled templates.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/html.h"

#include <string.h>

/* References for the five characters that matter in text and quoted attributes. */
static const char *const refs[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

#define EACH(byte) ((byte)*0x0101010101010101u)

/* High bits where the word has a zero byte; perhaps also above one. */
static uint64_t zeros(uint64_t w)
{
    return (w - EACH(1u)) & ~w;
}

/* None of the five among these eight bytes? & and ' differ in one bit, < and > too. */
static bool eight_plain(const char *s)
{
    uint64_t w;
    memcpy(&w, s, sizeof w);
    uint64_t found = zeros((w | EACH(1u)) ^ EACH(0x27u)) | zeros((w | EACH(2u)) ^ EACH(0x3Eu)) |
                     zeros(w ^ EACH(0x22u));
    return !(found & EACH(0x80u));
}

void html_text_n(struct buf *out, const char *s, size_t n)
{
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        while (n - i > 8 && eight_plain(s + i))
            i += 8;
        const char *ref = refs[(unsigned char)s[i]];
        if (!ref)
            continue;
        buf_add(out, s + from, i - from);
        buf_adds(out, ref);
        from = i + 1;
    }
    buf_add(out, s + from, n - from);
}

void html_text(struct buf *out, const char *s)
{
    if (s)
        html_text_n(out, s, strlen(s));
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
