/* Lines of a laid-out page → paragraphs, so that words torn by the end of a line are whole again.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/paper/file_text.h"

enum { NARROWEST = 24 }; /* half-widths: shorter pages have no full lines */

struct line {
    const char *p, *end; /* without white space around it */
    size_t width;        /* in half-widths */
    uint32_t last;       /* its last character */
};

static bool is_wide(uint32_t cp)
{
    return cp >= 0x2E80;
}

/* The next line that holds anything; false at the end. */
static bool next_line(const char **at, const char *end, struct line *l)
{
    while (*at < end) {
        const char *stop = memchr(*at, '\n', (size_t)(end - *at));
        const char *p = *at, *to = stop ? stop : end;
        *at = stop ? stop + 1 : end;
        *l = (struct line){.p = NULL};
        while (p < to) {
            const char *from = p;
            uint32_t cp = utf8_next(&p, to);
            bool blank = utf8_is_space(cp) || cp < ' ';
            l->width += is_wide(cp) ? 2 : 1;
            if (blank)
                continue;
            l->p = l->p ? l->p : from;
            l->end = p;
            l->last = cp;
        }
        if (l->p)
            return true;
    }
    return false;
}

/* "— 3 —", "3 / 12": the number of a page says nothing. */
static bool only_page_number(const struct line *l)
{
    for (const char *p = l->p; p < l->end;) {
        uint32_t cp = utf8_next(&p, l->end);
        bool part = (cp >= '0' && cp <= '9') || cp == '-' || cp == '/' || cp == ' ' ||
                    (cp >= 0x2010 && cp <= 0x2015) || cp == 0xB7 || cp == 0x3000;
        if (!part)
            return false;
    }
    return l->end - l->p <= 24;
}

static bool ends_sentence(uint32_t cp)
{
    static const uint32_t marks[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF1A, '!', '?', ';', ':'};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (cp == marks[i])
            return true;
    return false;
}

static void add_line(struct buf *out, const struct line *l)
{
    bool gap = false;
    for (const char *p = l->p; p < l->end;) {
        const char *from = p;
        uint32_t cp = utf8_next(&p, l->end);
        if (utf8_is_space(cp) || cp < ' ') {
            gap = true;
            continue;
        }
        if (gap)
            buf_addc(out, ' ');
        gap = false;
        buf_add(out, from, (size_t)(p - from));
    }
}

void file_text_reflow(struct buf *out, const char *lines, size_t n)
{
    const char *at = lines, *end = lines + n;
    struct line l, before = {.p = NULL};
    size_t widest = 0;
    while (next_line(&at, end, &l))
        widest = l.width > widest ? l.width : widest;
    at = lines;
    while (next_line(&at, end, &l)) {
        if (only_page_number(&l))
            continue;
        bool goes_on = before.p && widest >= NARROWEST && before.width * 10 >= widest * 8 &&
                       !ends_sentence(before.last);
        const char *first = l.p;
        if (before.p && !goes_on)
            buf_addc(out, '\n');
        else if (before.p && !(is_wide(before.last) && is_wide(utf8_next(&first, l.end))))
            buf_addc(out, ' ');
        add_line(out, &l);
        before = l;
    }
}
