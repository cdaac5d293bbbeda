/* The one escaper: eight bytes at a time where most are plain.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/escape.h"

#include <string.h>

/* References for the characters that matter in text and quoted attributes. */
static const char *const in_pages[256] = {
    [0] = "", ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

static const char *const in_stored[256] = {
    [0] = "", ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};

#define EACH(byte) ((byte)*0x0101010101010101u)

/* High bits where the word has a zero byte; perhaps also above one. */
static uint64_t zeros(uint64_t w)
{
    return (w - EACH(1u)) & ~w;
}

/* None of the five, and no NUL, among these eight bytes? & and ' differ in one bit, < and > too. */
static bool eight_plain(const char *s)
{
    uint64_t w;
    memcpy(&w, s, sizeof w);
    if (((w | w << 1) & EACH(0x80u)) == EACH(0x80u))
        return true; /* letters and Chinese: nothing below 0x40 */
    uint64_t found = zeros(w) | zeros((w | EACH(1u)) ^ EACH(0x27u)) |
                     zeros((w | EACH(2u)) ^ EACH(0x3Eu)) | zeros(w ^ EACH(0x22u));
    return !(found & EACH(0x80u));
}

static void escape(struct buf *out, const char *s, size_t n, const char *const refs[256])
{
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        while (n - i > 8 && eight_plain(s + i))
            i += 8;
        if (n >= 8 && n - i <= 8 && eight_plain(s + n - 8))
            break; /* what is left, together with some that were seen */
        const char *ref = refs[(unsigned char)s[i]];
        if (!ref)
            continue;
        buf_add(out, s + from, i - from);
        buf_adds(out, ref);
        from = i + 1;
    }
    buf_add(out, s + from, n - from);
}

void escape_html(struct buf *out, const char *s, size_t n)
{
    escape(out, s, n, in_pages);
}

void escape_stored(struct buf *out, const char *s, size_t n)
{
    escape(out, s, n, in_stored);
}
