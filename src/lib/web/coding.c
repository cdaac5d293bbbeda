/* Content codings by libdeflate and libbrotlienc.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/coding.h"

#include <brotli/encode.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Up to here quality 10 costs no more than quality 9 (some 4 ms) and saves another tenth. */
#define SMALL_BYTES (32 * 1024)

const char *coding_name(enum coding c)
{
    static const char *const names[CODINGS] = {NULL, "gzip", "br"};
    return names[c];
}

/* "q=0", "q=0.", "q=0.00": refused. */
static bool refused(const char *p, const char *end)
{
    const char *q = memmem(p, (size_t)(end - p), "q=", 2);
    if (!q)
        q = memmem(p, (size_t)(end - p), "Q=", 2);
    if (!q)
        return false;
    for (q += 2; q < end && (*q == '0' || *q == '.'); q++)
        ;
    return q == end || *q < '1' || *q > '9';
}

/* One entry "gzip;q=0.8": notes in allowed[] what it says; 0 unknown, 1 allowed, -1 refused. */
static void read_entry(const char *p, const char *end, int allowed[CODINGS], int *any)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    size_t n = 0;
    while (p + n < end && !strchr("; \t", p[n]))
        n++;
    int answer = refused(p + n, end) ? -1 : 1;
    if (n == 1 && *p == '*')
        *any = answer;
    else if ((n == 4 && !strncasecmp(p, "gzip", n)) || (n == 6 && !strncasecmp(p, "x-gzip", n)))
        allowed[CODING_GZIP] = answer;
    else if (n == 2 && !strncasecmp(p, "br", n))
        allowed[CODING_BROTLI] = answer;
}

unsigned coding_allowed(const char *accept_encoding)
{
    int allowed[CODINGS] = {0}, any = 0;
    unsigned set = 1u << CODING_IDENTITY;
    const char *p = accept_encoding ? accept_encoding : "";
    while (*p) {
        const char *end = p + strcspn(p, ",");
        read_entry(p, end, allowed, &any);
        p = *end ? end + 1 : end;
    }
    for (int c = CODING_GZIP; c < CODINGS; c++)
        if ((allowed[c] ? allowed[c] : any) > 0)
            set |= 1u << c;
    return set;
}

static size_t make_gzip(const void *p, size_t n, void *out, size_t room)
{
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(9);
    if (!z)
        return 0;
    size_t size = libdeflate_gzip_compress(z, p, n, out, room);
    libdeflate_free_compressor(z);
    return size;
}

static size_t make_brotli(const void *p, size_t n, void *out, size_t room)
{
    int quality = n <= SMALL_BYTES ? 10 : 9;
    return BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, n, p, &room, out)
               ? room
               : 0;
}

void *coding_make(enum coding c, const void *p, size_t n, size_t *size)
{
    if (c == CODING_IDENTITY || n < 2 || (c == CODING_BROTLI && n > CODING_BROTLI_MAX))
        return NULL;
    void *out = malloc(n);
    if (!out)
        return NULL;
    *size = c == CODING_GZIP ? make_gzip(p, n, out, n - 1) : make_brotli(p, n, out, n - 1);
    void *fit = *size ? realloc(out, *size) : NULL;
    if (!fit)
        free(out);
    return fit;
}
