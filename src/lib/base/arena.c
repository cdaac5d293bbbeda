/* Block-chained arena. Large pieces get a block of their own.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)16 * 1024)

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char data[];
};

struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *arg;
};

struct arena {
    struct block *head;
    struct deferred *deferred;
    size_t used_bytes;
};

static struct block *block_new(size_t size)
{
    struct block *b = malloc(sizeof *b + size);
    if (!b)
        die("out of memory (%zu bytes)", size);
    b->next = NULL;
    b->size = size;
    b->used = 0;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        die("out of memory");
    a->head = block_new(BLOCK_BYTES);
    return a;
}

static void run_deferred(struct arena *a)
{
    while (a->deferred) {
        struct deferred *d = a->deferred;
        a->deferred = d->next;
        d->fn(d->arg);
    }
}

void arena_clear(struct arena *a)
{
    run_deferred(a);
    struct block *keep = NULL;
    for (struct block *b = a->head, *next; b; b = next) {
        next = b->next;
        if (!keep && b->size == BLOCK_BYTES)
            keep = b;
        else
            free(b);
    }
    if (!keep)
        keep = block_new(BLOCK_BYTES);
    keep->next = NULL;
    keep->used = 0;
    a->head = keep;
    a->used_bytes = 0;
}

void arena_free(struct arena **pa)
{
    struct arena *a = *pa;
    if (!a)
        return;
    run_deferred(a);
    for (struct block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
    *pa = NULL;
}

static void *take(struct arena *a, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        die("arena: %zu bytes asked", size);
    size = (size + align - 1) / align * align;
    a->used_bytes += size;
    struct block *b = a->head;
    if (b->size - b->used < size) {
        struct block *fresh = block_new(size > BLOCK_BYTES / 4 ? size : BLOCK_BYTES);
        if (fresh->size == BLOCK_BYTES) {
            fresh->next = b;
            a->head = fresh;
        } else { /* keep filling the current block afterwards */
            fresh->next = b->next;
            b->next = fresh;
        }
        b = fresh;
    }
    void *p = b->data + b->used;
    b->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    void *p = take(a, size ? size : 1);
    memset(p, 0, size);
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = take(a, n + 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_concat(struct arena *a, const char *first, ...)
{
    va_list ap;
    size_t n = 0;
    va_start(ap, first);
    for (const char *s = first; s; s = va_arg(ap, const char *))
        n += strlen(s);
    va_end(ap);
    char *p = take(a, n + 1), *at = p;
    va_start(ap, first);
    for (const char *s = first; s; s = va_arg(ap, const char *)) {
        size_t len = strlen(s);
        memcpy(at, s, len);
        at += len;
    }
    va_end(ap);
    *at = '\0';
    return p;
}

char *arena_replace(struct arena *a, const char *text, const char *from, const char *to)
{
    size_t n = strlen(text), n_from = strlen(from), n_to = strlen(to), places = 0;
    const char *next = text;
    while (n_from && (next = strstr(next, from))) {
        places++;
        next += n_from;
    }
    char *out = take(a, n - places * n_from + places * n_to + 1), *at = out;
    for (; places; places--) {
        next = strstr(text, from);
        memcpy(at, text, (size_t)(next - text));
        at += next - text;
        memcpy(at, to, n_to);
        at += n_to;
        text = next + n_from;
    }
    memcpy(at, text, strlen(text) + 1);
    return out;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    char first[256]; /* most results are short: one pass */
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(first, sizeof first, fmt, ap);
    BUG_ON(n < 0);
    char *p = take(a, (size_t)n + 1);
    if ((size_t)n < sizeof first)
        memcpy(p, first, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *p = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
    struct deferred *d = ARENA_NEW(a, struct deferred);
    d->fn = fn;
    d->arg = arg;
    d->next = a->deferred;
    a->deferred = d;
}

size_t arena_used_bytes(const struct arena *a)
{
    return a->used_bytes;
}
