/* Growable buffer, see buf.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/utf8.h"

#define DEFAULT_MAX_BYTES ((size_t)64 << 20)

void buf_init(struct buf *b, size_t max_bytes)
{
    *b = (struct buf){.max = max_bytes ? max_bytes : DEFAULT_MAX_BYTES};
}

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->failed = false;
    if (b->p)
        b->p[0] = '\0';
}

bool buf_reserve(struct buf *b, size_t extra)
{
    if (b->failed)
        return false;
    if (extra > b->max - b->n) {
        b->failed = true;
        return false;
    }
    if (b->n + extra + 1 <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->n + extra + 1)
        cap *= 2;
    char *p = realloc(b->p, cap);
    if (!p)
        die("out of memory (%zu bytes)", cap);
    b->p = p;
    b->p[b->n] = '\0';
    b->cap = cap;
    return true;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    char first[256]; /* most results are short: one pass */
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(first, sizeof first, fmt, ap);
    va_end(ap);
    BUG_ON(n < 0);
    if ((size_t)n < sizeof first) {
        buf_add(b, first, (size_t)n);
    } else if (buf_reserve(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_addint(struct buf *b, int64_t v)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (v < 0)
        digits[--at] = '-';
    buf_add(b, digits + at, sizeof digits - at);
}

void buf_addcp(struct buf *b, uint32_t cp)
{
    char out[4];
    buf_add(b, out, utf8_put(out, cp));
}

const char *buf_str(const struct buf *b)
{
    return b->p ? b->p : "";
}
