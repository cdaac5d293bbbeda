/* Content codings: which one a client wants, and making them.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_CODING_H
#define WEB_CODING_H

#include <stdbool.h>
#include <stddef.h>

enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI, CODINGS };

/* What an Accept-Encoding header allows: a set of bits 1 << coding. NULL or "" allows identity
 * only; q=0 forbids; identity is always in it. */
unsigned coding_allowed(const char *accept_encoding);
/* "gzip", "br"; NULL for identity: the value of Content-Encoding. */
const char *coding_name(enum coding c);

/* Brotli takes too long above this. */
#define CODING_BROTLI_MAX (256 * 1024)

/* p[0..n) in that coding, in memory from malloc; NULL when it would not be smaller, when n is over
 * CODING_BROTLI_MAX for brotli, or for identity. gzip: level 9. brotli: quality 10 for usual pages,
 * else 9. */
void *coding_make(enum coding c, const void *p, size_t n, size_t *size);

#endif
