/* The national ciphers that the vault may be set to: SM4 (GB/T 32907) in counter mode and SM3
 * (GB/T 32905) as a keyed digest, through OpenSSL.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_SM_H
#define BASE_SM_H

#include <stdbool.h>
#include <stddef.h>

enum { SM4_KEY_BYTES = 16, SM4_BLOCK_BYTES = 16, SM3_BYTES = 32 };

/* Encrypts or decrypts, which is the same; out may be in. */
void sm4_ctr(const unsigned char key[static SM4_KEY_BYTES],
    const unsigned char iv[static SM4_BLOCK_BYTES], const void *in, size_t n, void *out);
void sm3_digest(const void *p, size_t n, unsigned char out[static SM3_BYTES]);
/* HMAC-SM3. */
void sm3_mac(
    const void *key, size_t n_key, const void *p, size_t n, unsigned char out[static SM3_BYTES]);

#endif
