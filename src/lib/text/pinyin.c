/* Pinyin keys, see pinyin.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/pinyin.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"
#include "lib/text/pinyin_table.h"

/* One sound: a character with its readings, or a letter. */
struct sound {
    uint16_t reading[PINYIN_READINGS_MAX];
    char letter;
};

struct sounds {
    struct sound p[PINYIN_CHARS_MAX];
    size_t n;
};

/* The longest word of the list at p: its bytes and row. */
static size_t word_at(const char *p, size_t n, const struct pinyin_word **row)
{
    size_t lo = 0, hi = n_pinyin_words, best = 0;
    /* words that begin alike stand together: walk over those that may still match */
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (strncmp(pinyin_words[mid].text, p, n < 3 ? n : 3) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < n_pinyin_words && n >= 3 && memcmp(pinyin_words[lo].text, p, 3) == 0; lo++) {
        size_t k = strlen(pinyin_words[lo].text);
        if (k > best && k <= n && memcmp(pinyin_words[lo].text, p, k) == 0) {
            best = k;
            *row = &pinyin_words[lo];
        }
    }
    return best;
}

static void add_letters(struct sounds *s, uint32_t cp)
{
    uint32_t folded[FOLD_MAX];
    size_t k = normal_fold(cp, folded);
    for (size_t i = 0; i < k && s->n < PINYIN_CHARS_MAX; i++)
        if ((folded[i] >= 'a' && folded[i] <= 'z') || (folded[i] >= '0' && folded[i] <= '9'))
            s->p[s->n++] = (struct sound){.letter = (char)folded[i]};
}

static void read_sounds(const char *text, struct sounds *s)
{
    s->n = 0;
    for (const char *p = text, *end = p + strlen(p); p < end && s->n < PINYIN_CHARS_MAX;) {
        const struct pinyin_word *row = NULL;
        size_t used = word_at(p, (size_t)(end - p), &row);
        if (row) {
            for (size_t i = 0; i < utf8_count(row->text) && s->n < PINYIN_CHARS_MAX; i++)
                s->p[s->n++] = (struct sound){.reading = {row->syllable[i]}};
            p += used;
            continue;
        }
        uint32_t cp = utf8_next(&p, end);
        const uint16_t *r =
            cp >= PINYIN_FIRST && cp <= PINYIN_LAST ? pinyin_readings[cp - PINYIN_FIRST] : NULL;
        if (!r || !r[0]) {
            add_letters(s, cp);
            continue;
        }
        struct sound *sound = &s->p[s->n++];
        *sound = (struct sound){.letter = '\0'};
        memcpy(sound->reading, r, sizeof sound->reading);
    }
}

/* The key in which the sounds at x and y take their reading number rx and ry, all others the first.
 */
static struct pinyin_key key_of(
    struct arena *a, const struct sounds *s, const size_t at[2], const int which[2])
{
    struct buf full, initials;
    buf_init(&full, 0);
    buf_init(&initials, 0);
    for (size_t i = 0; i < s->n; i++) {
        if (s->p[i].letter) {
            buf_addc(&full, s->p[i].letter);
            buf_addc(&initials, s->p[i].letter);
            continue;
        }
        int r = i == at[0] ? which[0] : i == at[1] ? which[1] : 0;
        const char *syllable = pinyin_syllables[s->p[i].reading[r]];
        buf_adds(&full, syllable);
        buf_addc(&initials, *syllable);
    }
    struct pinyin_key k = {arena_strdup(a, buf_str(&full)), arena_strdup(a, buf_str(&initials))};
    buf_release(&full);
    buf_release(&initials);
    return k;
}

struct keys {
    struct arena *a;
    const struct sounds *s;
    struct pinyin_key *out;
    size_t n, max;
};

static void add_key(struct keys *k, size_t x, int rx, size_t y, int ry)
{
    if (k->n == k->max)
        return;
    struct pinyin_key key = key_of(k->a, k->s, (size_t[]){x, y}, (int[]){rx, ry});
    for (size_t i = 0; i < k->n; i++)
        if (strcmp(k->out[i].full, key.full) == 0)
            return;
    k->out[k->n++] = key;
}

static bool has(const struct sounds *s, size_t i, int r)
{
    return !s->p[i].letter && s->p[i].reading[r];
}

size_t pinyin_keys(struct arena *a, const char *text, struct pinyin_key *out, size_t max)
{
    struct sounds s;
    struct keys k = {.a = a, .s = &s, .out = out, .max = max};
    read_sounds(text, &s);
    if (!s.n)
        return 0;
    add_key(&k, s.n, 0, s.n, 0);
    for (int r = 1; r < PINYIN_READINGS_MAX; r++)
        for (size_t i = 0; i < s.n && k.n < max; i++)
            if (has(&s, i, r))
                add_key(&k, i, r, s.n, 0);
    for (size_t i = 0; i < s.n && k.n < max; i++)
        for (size_t j = i + 1; has(&s, i, 1) && j < s.n && k.n < max; j++)
            if (has(&s, j, 1))
                add_key(&k, i, 1, j, 1);
    return k.n;
}

size_t pinyin_syllables_of(const char *text, const char **out, size_t max)
{
    struct sounds s;
    read_sounds(text, &s);
    if (s.n > max || s.n != utf8_count(text))
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i].letter)
            return 0;
        out[i] = pinyin_syllables[s.p[i].reading[0]];
    }
    return s.n;
}
