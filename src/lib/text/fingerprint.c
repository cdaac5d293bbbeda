/* MinHash, see fingerprint.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/fingerprint.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/normal.h"

struct reader {
    uint64_t least[FINGERPRINT_CELLS]; /* smallest hash that fell into a cell */
    uint64_t last;                     /* three characters, 21 bits each */
    uint32_t chars;
};

/* A well mixed 64-bit value (splitmix64). */
static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static void add_group(struct reader *r)
{
    uint64_t h = mix(r->last), value = h / FINGERPRINT_CELLS;
    uint64_t *least = &r->least[h % FINGERPRINT_CELLS];
    *least = value < *least ? value : *least;
}

static void add_char(struct reader *r, uint32_t cp)
{
    r->last = (r->last << 21 | cp) & ((UINT64_C(1) << 63) - 1);
    if (++r->chars >= 3)
        add_group(r);
}

/* An empty cell takes what the next full one has, changed by the way there: texts with the same
 * groups fill it alike. */
static unsigned char cell_of(const struct reader *r, size_t i)
{
    for (size_t step = 0; step < FINGERPRINT_CELLS; step++) {
        uint64_t v = r->least[(i + step) % FINGERPRINT_CELLS];
        if (v != UINT64_MAX)
            return (unsigned char)mix(v + step);
    }
    return 0;
}

struct fingerprint fingerprint_of(const char *text, size_t n)
{
    struct reader r = {.chars = 0};
    struct fingerprint f;
    memset(r.least, 0xFF, sizeof r.least);
    for (const char *p = text, *end = text + n; p < end;) {
        uint32_t folded[FOLD_MAX];
        size_t k = normal_fold(utf8_next(&p, end), folded);
        for (size_t i = 0; i < k; i++) {
            enum cp_kind kind = normal_kind(folded[i]);
            if (kind == CP_HAN || kind == CP_WORD)
                add_char(&r, folded[i]);
        }
    }
    if (r.chars && r.chars < 3)
        add_group(&r);
    f.chars = r.chars;
    for (size_t i = 0; i < FINGERPRINT_CELLS; i++)
        f.cell[i] = cell_of(&r, i);
    return f;
}

int fingerprint_distance(const struct fingerprint *a, const struct fingerprint *b)
{
    int differ = 0;
    for (size_t i = 0; i < FINGERPRINT_CELLS; i++)
        differ += a->cell[i] != b->cell[i];
    /* one in 256 cells agrees by chance */
    int percent = (differ * 100 * 256 / 255 + FINGERPRINT_CELLS / 2) / FINGERPRINT_CELLS;
    return percent > 100 ? 100 : percent;
}

bool fingerprint_near(const struct fingerprint *a, const struct fingerprint *b)
{
    uint32_t less = a->chars < b->chars ? a->chars : b->chars;
    int distance = fingerprint_distance(a, b);
    if (less < FINGERPRINT_CHARS_MIN)
        return a->chars == b->chars && distance == 0;
    return distance <= 100 - FINGERPRINT_NEAR_PERCENT;
}
