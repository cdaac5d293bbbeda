/* Digests, random bytes, hex and base64. Built on libsodium, OpenSSL and xxHash.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"

#define SHA256_BYTES 32
#define SHA256_HEX_BYTES 65 /* with NUL */

struct sha256 {
    unsigned char b[SHA256_BYTES];
};

struct sha256 sha256_of(const void *p, size_t n);
/* Writes 64 lower-case digits and NUL; returns out. */
char *sha256_hex(const struct sha256 *h, char out[static SHA256_HEX_BYTES]);
/* Exactly 64 hex digits; false otherwise. */
bool sha256_parse(const char *hex, struct sha256 *h);

void random_bytes(void *p, size_t n);
/* n random bytes as URL-safe base64 without padding. */
char *random_token(struct arena *a, size_t n);

/* Standard base64 with padding. */
char *base64_encode(struct arena *a, const void *p, size_t n);
/* NULL when malformed. */
void *base64_decode(struct arena *a, const char *s, size_t *n);
#define MAC_KEY_BYTES 32
/* Message authentication code of text under key, as 22 URL-safe characters. */
char *mac_token(struct arena *a, const unsigned char key[MAC_KEY_BYTES], const char *text);
/* Compares without telling by timing where they differ. */
bool same_secret(const char *a, const char *b);
/* 64-bit FNV-1a, for tables and short texts, never for security. */
uint64_t fnv1a(const void *p, size_t n);
/* A 64-bit digest of many bytes (XXH3): for ETags, never for security. */
uint64_t digest64(const void *p, size_t n);

#endif
