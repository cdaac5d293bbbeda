/* UTF-8 primitives, see utf8.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/utf8.h"

#include <string.h>

/* Length of the well-formed sequence at p, 0 when malformed or NUL. */
static size_t sequence(const unsigned char *p, size_t n)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return c != 0;
    if (c < 0xC2)
        return 0;
    if (c < 0xE0)
        return n > 1 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (c < 0xF0) {
        if (n < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F))
            return 0;
        return 3;
    }
    if (c > 0xF4 || n < 4)
        return 0;
    if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
        return 0;
    if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
        return 0;
    return 4;
}

/* Are these eight bytes ASCII without NUL? A doubtful answer is no. */
static bool eight_ascii(const unsigned char *p)
{
    uint64_t w, low = 0x0101010101010101u, high = 0x8080808080808080u;
    memcpy(&w, p, sizeof w);
    return !((w | (w - low)) & high);
}

size_t utf8_first_bad(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t i = 0;
    while (i < n) {
        /* most of Chinese text: three bytes whose first one sets no further bounds */
        while (n - i >= 3 && u[i] >= 0xE1 && u[i] <= 0xEC && (u[i + 1] & 0xC0) == 0x80 &&
               (u[i + 2] & 0xC0) == 0x80)
            i += 3;
        while (n - i >= 8 && eight_ascii(u + i))
            i += 8;
        if (i == n)
            break;
        size_t step = sequence(u + i, n - i);
        if (!step)
            return i;
        i += step;
    }
    return n;
}

bool utf8_valid(const char *p, size_t n)
{
    return utf8_first_bad(p, n) == n;
}

uint32_t utf8_next(const char **p, const char *end)
{
    const unsigned char *u = (const unsigned char *)*p;
    size_t n = sequence(u, (size_t)(end - *p));
    switch (n) {
    case 1:
        *p += 1;
        return u[0];
    case 2:
        *p += 2;
        return ((uint32_t)(u[0] & 0x1F) << 6) | (u[1] & 0x3F);
    case 3:
        *p += 3;
        return ((uint32_t)(u[0] & 0x0F) << 12) | ((uint32_t)(u[1] & 0x3F) << 6) | (u[2] & 0x3F);
    case 4:
        *p += 4;
        return ((uint32_t)(u[0] & 0x07) << 18) | ((uint32_t)(u[1] & 0x3F) << 12) |
               ((uint32_t)(u[2] & 0x3F) << 6) | (u[3] & 0x3F);
    default:
        *p += 1;
        return 0xFFFD;
    }
}

size_t utf8_count(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

size_t utf8_prefix(const char *s, size_t max_chars)
{
    size_t i = 0;
    for (size_t chars = 0; s[i]; i++) {
        if (((unsigned char)s[i] & 0xC0) == 0x80)
            continue;
        if (chars++ == max_chars)
            break;
    }
    return i;
}

bool utf8_is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3007 ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

bool utf8_is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= 9 && cp <= 13) || cp == 0x85 || cp == 0xA0 || cp == 0x3000 ||
           (cp >= 0x2000 && cp <= 0x200D) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
           cp == 0x205F || cp == 0x2060 || cp == 0xFEFF;
}

size_t utf8_put(char out[static 4], uint32_t cp)
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)(lead[n == 1 ? 0 : n] | cp);
    return n;
}
