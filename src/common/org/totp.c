/* One-time passwords. HMAC by OpenSSL, the picture by libqrencode.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/totp.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <qrencode.h>
#include <sodium.h>
#include <string.h>

#include "lib/base/hash.h"

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

uint32_t totp_code(const unsigned char *key, size_t n, int64_t step, int digits)
{
    unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
    unsigned int mac_bytes;
    uint32_t modulus = 1;
    for (int i = 0; i < 8; i++)
        counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
    if (!HMAC(EVP_sha1(), key, (int)n, counter, sizeof counter, mac, &mac_bytes))
        die("HMAC failed");
    const unsigned char *p = mac + (mac[mac_bytes - 1] & 15);
    uint32_t value =
        (uint32_t)(p[0] & 127) << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    for (int i = 0; i < digits; i++)
        modulus *= 10;
    return value % modulus;
}

static const char *base32_encode(struct arena *a, const unsigned char *p, size_t n)
{
    char *out = arena_alloc(a, n * 8 / 5 + 2);
    size_t k = 0;
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | p[i];
        for (have += 8; have >= 5; have -= 5)
            out[k++] = base32[bits >> (have - 5) & 31];
    }
    if (have)
        out[k++] = base32[bits << (5 - have) & 31];
    return out;
}

bool base32_decode(const char *text, unsigned char *out, size_t cap, size_t *n)
{
    uint32_t bits = 0;
    int have = 0;
    *n = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '=')
            continue;
        const char *at = strchr(base32, toupper((unsigned char)*text));
        if (!at)
            return false;
        bits = bits << 5 | (uint32_t)(at - base32);
        have += 5;
        if (have < 8)
            continue;
        have -= 8;
        if (*n == cap)
            return false;
        out[(*n)++] = (unsigned char)(bits >> have);
    }
    return true;
}

const char *totp_secret(struct arena *a)
{
    unsigned char key[TOTP_SECRET_BYTES];
    random_bytes(key, sizeof key);
    const char *text = base32_encode(a, key, sizeof key);
    sodium_memzero(key, sizeof key);
    return text;
}

/* Six digits, blanks ignored; false for anything else. */
static bool read_digits(const char *typed, char out[static 7])
{
    size_t n = 0;
    for (; *typed; typed++) {
        if (*typed == ' ')
            continue;
        if (!isdigit((unsigned char)*typed) || n == 6)
            return false;
        out[n++] = *typed;
    }
    out[n] = '\0';
    return n == 6;
}

bool totp_holds(
    const char *secret, const char *typed, int64_t now, int64_t last_step, int64_t *step)
{
    unsigned char key[64];
    char digits[7], expected[16];
    size_t n;
    if (!*secret || !read_digits(typed, digits) || !base32_decode(secret, key, sizeof key, &n))
        return false;
    bool found = false;
    for (int64_t s = now / TOTP_STEP_SECONDS - 1; s <= now / TOTP_STEP_SECONDS + 1; s++) {
        snprintf(expected, sizeof expected, "%06u", totp_code(key, n, s, 6));
        if (same_secret(expected, digits) && s > last_step) {
            found = true;
            *step = s;
        }
    }
    sodium_memzero(key, sizeof key);
    return found;
}

static void add_escaped(struct buf *b, const char *s)
{
    for (; *s; s++) {
        if (isalnum((unsigned char)*s) || strchr("-._~", *s))
            buf_addc(b, *s);
        else
            buf_addf(b, "%%%02X", (unsigned char)*s);
    }
}

const char *totp_uri(struct arena *a, const char *issuer, const char *login, const char *secret)
{
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, "otpauth://totp/");
    add_escaped(&b, issuer);
    buf_addc(&b, ':');
    add_escaped(&b, login);
    buf_addf(&b, "?secret=%s&issuer=", secret);
    add_escaped(&b, issuer);
    buf_adds(&b, "&algorithm=SHA1&digits=6&period=30");
    const char *uri = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return uri;
}

/* Dark modules as one path, a quiet zone of four around. */
static void draw(struct buf *svg, const QRcode *code)
{
    int width = code->width;
    buf_addf(svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
        "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
        "<path d=\"",
        width + 8, width + 8, width + 8, width + 8);
    for (int y = 0; y < width; y++)
        for (int x = 0; x < width; x++)
            if (code->data[y * width + x] & 1)
                buf_addf(svg, "M%d %dh1v1h-1z", x + 4, y + 4);
    buf_adds(svg, "\"/></svg>");
}

const char *totp_qr(struct arena *a, const char *uri)
{
    QRcode *code = QRcode_encodeString8bit(uri, 0, QR_ECLEVEL_M);
    if (!code)
        return "";
    struct buf svg;
    buf_init(&svg, 0);
    draw(&svg, code);
    QRcode_free(code);
    const char *data =
        arena_printf(a, "data:image/svg+xml;base64,%s", base64_encode(a, buf_str(&svg), svg.n));
    buf_release(&svg);
    return data;
}

const char *recovery_make(struct arena *a)
{
    static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* 31 */
    char out[10];
    for (int i = 0; i < 9; i++)
        out[i] = i == 4 ? '-' : alphabet[randombytes_uniform(sizeof alphabet - 1)];
    out[9] = '\0';
    return arena_strdup(a, out);
}

const char *recovery_hash(struct arena *a, const char *typed)
{
    char letters[64], hex[SHA256_HEX_BYTES];
    size_t n = 0;
    for (; *typed && n < sizeof letters; typed++)
        if (isalnum((unsigned char)*typed))
            letters[n++] = (char)tolower((unsigned char)*typed);
    struct sha256 h = sha256_of(letters, n);
    return arena_strdup(a, sha256_hex(&h, hex));
}
