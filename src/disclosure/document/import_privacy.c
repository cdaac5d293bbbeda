/* Personal data and secrecy marks stop an imported line, as they stop a draft of the workbench.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/import.h"
#include "lib/text/privacy.h"
#include "lib/text/clean.h"

#define SHORTEST_NUMBER 11

static bool digit_at(const unsigned char *p, size_t *width)
{
    *width = 1;
    if (*p >= '0' && *p <= '9')
        return true;
    *width = 3; /* full-width */
    return p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x90 && p[2] <= 0x99;
}

static size_t gap_at(const unsigned char *p)
{
    if (*p == ' ' || *p == '-')
        return 1;
    if (p[0] == 0xC2 && p[1] == 0xA0)
        return 2;
    return (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) ||
                   (p[0] == 0xE2 && p[1] == 0x80 &&
                       (p[2] == 0x8B || p[2] == 0x91 || p[2] == 0x93)) ||
                   (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
               ? 3
               : 0;
}

/* Digits enough for a number of ours, whatever stands between them; *used: how far they go. */
static bool long_number(const unsigned char *p, size_t *used)
{
    size_t digits = 0, width;
    const unsigned char *from = p;
    for (;;) {
        if (digit_at(p, &width)) {
            digits++;
            p += width;
        } else if ((width = gap_at(p))) {
            p += width;
        } else {
            break;
        }
    }
    *used = (size_t)(p - from);
    return digits >= SHORTEST_NUMBER;
}

/* 密 and then ★ or a figure. */
static bool marked_secret(const unsigned char *p)
{
    size_t width;
    if (p[0] != 0xE5 || p[1] != 0xAF || p[2] != 0x86)
        return false;
    for (p += 3; (width = gap_at(p));)
        p += width;
    return digit_at(p, &width) || (p[0] == 0xE2 && p[1] == 0x98 && p[2] == 0x85);
}

/* First bytes of digits, of 密 and of the end. */
static const unsigned char leads[256] = {[0] = 1,
    ['0'] = 1,
    ['1'] = 1,
    ['2'] = 1,
    ['3'] = 1,
    ['4'] = 1,
    ['5'] = 1,
    ['6'] = 1,
    ['7'] = 1,
    ['8'] = 1,
    ['9'] = 1,
    [0xE5] = 1,
    [0xEF] = 1};

/* Whether a text is worth the careful scan: few are, and this look costs little. */
static bool suspicious(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    for (;;) {
        size_t width, used = 1;
        while (!leads[*p])
            p++;
        if (!*p)
            return false;
        if (*p == 0xE5 ? marked_secret(p) : digit_at(p, &width) && long_number(p, &used))
            return true;
        p += used;
    }
}

static const char *scan_text(struct arena *a, const struct import_doc *d)
{
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, d->content.title);
    buf_addc(&b, '\n');
    buf_adds(&b, d->content.summary);
    buf_addc(&b, '\n');
    html_plain(d->content.body_html, strlen(d->content.body_html), &b);
    const char *text = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

/* RULE S-PII, RULE S-SECRET: ID numbers and secrecy marks refuse the line; mobile numbers are
 * named, because many of them are contacts that are meant to be public. */
void import_check_privacy(struct arena *a, struct import_doc *d)
{
    const struct privacy_hit *hits;
    if (!suspicious(d->content.body_html) && !suspicious(d->content.title) &&
        !suspicious(d->content.summary))
        return;
    size_t n = privacy_scan(a, scan_text(a, d), &hits), phones = 0;
    for (size_t i = 0; i < n; i++) {
        if (hits[i].kind == PRIVACY_ID)
            d->problem =
                arena_printf(a, "含有居民身份证号码（%s），请隐去后再导入", hits[i].masked);
        else if (hits[i].kind == PRIVACY_CARD)
            d->problem = arena_printf(a, "含有银行卡号（%s），请隐去后再导入", hits[i].masked);
        else if (hits[i].kind == PRIVACY_SECRET)
            d->problem = arena_printf(a, "有密级标志“%s”，不能公开", hits[i].masked);
        else if (!phones++)
            import_note_add(a, d, "含有手机号码（%s 等），请核对是否可以公开", hits[i].masked);
        if (d->problem)
            return;
    }
}
