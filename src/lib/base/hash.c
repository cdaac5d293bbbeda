/* Digests and encodings. SHA-256 is OpenSSL's (it uses the processor's SHA instructions, and
 * importing hashes every body), the digest of pages xxHash's; the rest is libsodium's.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/hash.h"

#include <openssl/sha.h>
#include <sodium.h>
#include <string.h>
#include <xxhash.h>
#ifdef __x86_64__
#include <xxh_x86dispatch.h> /* the same digest by the processor's widest instructions */
#endif

struct sha256 sha256_of(const void *p, size_t n)
{
    struct sha256 h;
    SHA256(p, n, h.b);
    return h;
}

char *sha256_hex(const struct sha256 *h, char out[static SHA256_HEX_BYTES])
{
    return sodium_bin2hex(out, SHA256_HEX_BYTES, h->b, sizeof h->b);
}

bool sha256_parse(const char *hex, struct sha256 *h)
{
    size_t n = 0;
    return strlen(hex) == 64 && sodium_hex2bin(h->b, sizeof h->b, hex, 64, NULL, &n, NULL) == 0 &&
           n == sizeof h->b;
}

void random_bytes(void *p, size_t n)
{
    if (sodium_init() < 0)
        die("libsodium cannot start");
    randombytes_buf(p, n);
}

static char *encode(struct arena *a, const void *p, size_t n, int variant)
{
    size_t size = sodium_base64_encoded_len(n, variant);
    return sodium_bin2base64(arena_alloc(a, size), size, p, n, variant);
}

char *random_token(struct arena *a, size_t n)
{
    unsigned char *p = arena_alloc(a, n);
    random_bytes(p, n);
    return encode(a, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

char *base64_encode(struct arena *a, const void *p, size_t n)
{
    return encode(a, p, n, sodium_base64_VARIANT_ORIGINAL);
}

void *base64_decode(struct arena *a, const char *s, size_t *n)
{
    size_t len = strlen(s);
    unsigned char *p = arena_alloc(a, len + 1);
    if (sodium_base642bin(p, len + 1, s, len, NULL, n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return NULL;
    return p;
}

char *mac_token(struct arena *a, const unsigned char key[MAC_KEY_BYTES], const char *text)
{
    unsigned char mac[16];
    crypto_generichash(
        mac, sizeof mac, (const unsigned char *)text, strlen(text), key, MAC_KEY_BYTES);
    return encode(a, mac, sizeof mac, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool same_secret(const char *a, const char *b)
{
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

uint64_t fnv1a(const void *p, size_t n)
{
    const unsigned char *u = p;
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ u[i]) * 1099511628211u;
    return h;
}

uint64_t digest64(const void *p, size_t n)
{
    return XXH3_64bits(p, n);
}
