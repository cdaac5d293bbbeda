/* Exif orientation: JPEG markers, then the first directory of the TIFF inside. Pure.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define TAG_ORIENTATION 0x0112
#define ENTRY_BYTES 12

struct tiff {
    const unsigned char *p;
    size_t n;
    bool big; /* Motorola order */
};

static uint32_t number(const struct tiff *t, size_t at, size_t bytes)
{
    uint32_t v = 0;
    if (at > t->n || t->n - at < bytes)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        v = v << 8 | t->p[at + (t->big ? i : bytes - 1 - i)];
    return v;
}

static int tiff_orientation(const unsigned char *p, size_t n)
{
    struct tiff t = {p, n, n > 0 && p[0] == 'M'};
    if (n < 8 || number(&t, 2, 2) != 42)
        return 1;
    size_t dir = number(&t, 4, 4), entries = number(&t, dir, 2);
    for (size_t i = 0; i < entries && dir + 2 + (i + 1) * ENTRY_BYTES <= n; i++) {
        size_t at = dir + 2 + i * ENTRY_BYTES;
        uint32_t v = number(&t, at + 8, 2);
        if (number(&t, at, 2) == TAG_ORIENTATION)
            return v >= 1 && v <= 8 ? (int)v : 1;
    }
    return 1;
}

int exif_orientation(const void *jpeg, size_t n)
{
    const unsigned char *p = jpeg;
    size_t at = 2;
    /* segments before the picture data: FF marker, length with itself, content */
    while (at + 4 <= n && p[at] == 0xFF && p[at + 1] != 0xDA) {
        size_t size = (size_t)p[at + 2] << 8 | p[at + 3];
        if (size < 2 || size > n - at - 2)
            return 1;
        if (p[at + 1] == 0xE1 && size > 8 && memcmp(p + at + 4, "Exif\0", 6) == 0)
            return tiff_orientation(p + at + 10, size - 8);
        at += 2 + size;
    }
    return 1;
}
