/* The one growable byte buffer. It has a maximum and a sticky error: write freely, check once.
 *
 * The content is always NUL-terminated. Once a write would pass the maximum, nothing more is
 * written and buf_failed() stays true.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "lib/base/status.h"

struct buf {
    char *p; /* NULL until the first write */
    size_t n, cap, max;
    bool failed;
};

/* max_bytes 0 means 64 MiB. */
void buf_init(struct buf *b, size_t max_bytes);
void buf_release(struct buf *b);
/* Empty it, keep the memory, forget the error. */
void buf_clear(struct buf *b);
/* Make room for `extra` more bytes; false when that would pass the maximum. */
bool buf_reserve(struct buf *b, size_t extra);
static inline void buf_add(struct buf *b, const void *p, size_t n)
{
    bool fits = n < b->cap - b->n && n <= b->max - b->n && !b->failed;
    if (n == 0 || (!fits && !buf_reserve(b, n)))
        return;
    memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}
static inline void buf_addc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_addint(struct buf *b, int64_t v);
/* Adds code point cp as UTF-8. */
void buf_addcp(struct buf *b, uint32_t cp);
static inline void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}
static inline bool buf_failed(const struct buf *b)
{
    return b->failed;
}
/* The content as a string, "" when nothing was written. Valid until the next change. */
const char *buf_str(const struct buf *b);

#endif
