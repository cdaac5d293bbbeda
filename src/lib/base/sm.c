/* SM4 and SM3; see sm.h. A failure of OpenSSL here is a broken installation.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/sm.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "lib/base/status.h"

#define PIECE ((size_t)1 << 24) /* OpenSSL counts in int */

void sm4_ctr(const unsigned char key[static SM4_KEY_BYTES],
    const unsigned char iv[static SM4_BLOCK_BYTES], const void *in, size_t n, void *out)
{
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    const unsigned char *from = in;
    unsigned char *to = out;
    bool ok = c && EVP_EncryptInit_ex(c, EVP_sm4_ctr(), NULL, key, iv);
    while (ok && n) {
        int part = (int)(n < PIECE ? n : PIECE), done = 0;
        ok = EVP_EncryptUpdate(c, to, &done, from, part) && done == part;
        from += part;
        to += part;
        n -= (size_t)part;
    }
    EVP_CIPHER_CTX_free(c);
    if (!ok)
        die("OpenSSL has no SM4");
}

void sm3_digest(const void *p, size_t n, unsigned char out[static SM3_BYTES])
{
    if (!EVP_Digest(p, n, out, NULL, EVP_sm3(), NULL))
        die("OpenSSL has no SM3");
}

void sm3_mac(
    const void *key, size_t n_key, const void *p, size_t n, unsigned char out[static SM3_BYTES])
{
    if (!HMAC(EVP_sm3(), key, (int)n_key, p, n, out, NULL))
        die("OpenSSL has no SM3");
}
