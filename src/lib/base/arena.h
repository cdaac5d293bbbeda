/* Memory with one lifetime: a request, a job, a command. Freed all at once.
 *
 * Results placed in an arena are valid until arena_clear or arena_free. Running out of memory
 * stops the process; limits at the edge make sure that a visitor cannot cause it.
 * Not thread-safe: one arena belongs to one thread at a time.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include "lib/base/status.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena **a);
/* Forget everything but keep the first block for reuse; runs the deferred calls. */
void arena_clear(struct arena *a);

/* Zeroed memory aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);
char *arena_strdup(struct arena *a, const char *s);
/* Copies n bytes and adds a NUL. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
/* The texts one after the other; the last argument is NULL. */
char *arena_concat(struct arena *a, const char *first, ...) __attribute__((sentinel));
/* The text with `to` in every place of `from`; the same when from is "". */
char *arena_replace(struct arena *a, const char *text, const char *from, const char *to);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF(2, 0);
/* Call fn(arg) when the arena is cleared or freed, last registered first. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);
/* Bytes handed out since the last clear. */
size_t arena_used_bytes(const struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

#endif
