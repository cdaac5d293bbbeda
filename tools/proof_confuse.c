/* Which characters may be taken for each other: by sound, by shape, and as seen in corrected texts.
 *
 * Sounds: Debian's rime-data-pinyin-simp (Apache-2.0); strokes: rime-data-stroke (LGPL-3).
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "tools/proof_train.h"

#define MAX_READINGS 6
#define MAX_SOUNDS 600
#define MAX_STROKES 40
#define SHAPE_MIN 0.56
#define MAX_PAIRS_OF_ONE 400

struct glyph {
    uint16_t sound[MAX_READINGS];
    int n_sounds;
    char strokes[3][MAX_STROKES + 1];
    int n_strokes;       /* variants */
    uint8_t kinds[3][5]; /* how many of each stroke */
};

/* Numbers a character that is no token; 0 when there are too many. */
static uint16_t glyph_of(struct grams *g, uint32_t cp, uint16_t *n, bool add)
{
    if (cp > 65535)
        return 0;
    if (g->token[cp] != TOKEN_RARE)
        g->glyph[cp] = g->token[cp];
    else if (!g->glyph[cp] && add && *n < GLYPHS && utf8_is_han(cp))
        g->glyph[cp] = (*n)++;
    return g->glyph[cp];
}

/* Rows "字<TAB>code[<TAB>weight]" behind the line "..."; what is heavier than `least` is numbered.
 */
static void each_row(const char *path, double least, struct grams *g, struct glyph *glyph,
    uint16_t *n_glyphs, void (*fn)(struct glyph *, const char *, size_t, double))
{
    size_t n;
    char *p = file_read(path, &n);
    if (!p)
        die("proof-train: cannot read %s", path);
    char *at = strstr(p, "\n...");
    while (at && *at) {
        char *eol = strchr(at, '\n'), *tab = strchr(at, '\t');
        if (eol)
            *eol = '\0';
        if (tab && (!eol || tab < eol) && *at != '#') {
            const char *next = at;
            size_t k = strcspn(tab + 1, "\t");
            double weight = tab[1 + k] ? strtod(tab + 2 + k, NULL) : 0;
            uint32_t cp = utf8_next(&next, tab);
            uint16_t t = next == tab ? glyph_of(g, cp, n_glyphs, weight > least) : 0;
            if (next == tab && t >= TOKEN_FIRST)
                fn(&glyph[t], tab + 1, k, weight);
        }
        at = eol ? eol + 1 : NULL;
    }
    free(p);
}

static void add_strokes(struct glyph *g, const char *code, size_t n, double weight)
{
    (void)weight;
    if (n > MAX_STROKES || g->n_strokes == 3)
        return;
    static const char kinds[] = "hspnz";
    for (size_t i = 0; i < n; i++) {
        const char *kind = strchr(kinds, code[i]);
        if (kind && *kind)
            g->kinds[g->n_strokes][kind - kinds]++;
    }
    memcpy(g->strokes[g->n_strokes++], code, n);
}

static int edit_distance(const char *a, const char *b, int limit)
{
    int n = (int)strlen(a), m = (int)strlen(b), row[MAX_STROKES + 2];
    if (abs(n - m) > limit)
        return limit + 1;
    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int up = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            best = up + 1 < best ? up + 1 : best;
            diagonal = up;
            row[j] = best;
        }
    }
    return row[m];
}

/* Sounds that people mix: zh z, ch c, sh s, n l, f h, r l, -ng -n, and one letter more or less. */
static void simplify(const char *s, char out[8])
{
    size_t k = 0, n = strlen(s);
    for (size_t i = 0; i < n && k < 7; i++) {
        if (s[i] == 'h' && i == 1 && strchr("zcs", s[0]))
            continue;
        if (s[i] == 'g' && i && s[i - 1] == 'n')
            continue;
        out[k++] = !i && s[i] == 'n'   ? 'l'
                   : !i && s[i] == 'r' ? 'l'
                   : !i && s[i] == 'h' ? 'f'
                                       : s[i];
    }
    out[k] = '\0';
}

/* Sounds by number, and how alike each two are. */
static struct {
    char name[MAX_SOUNDS][8];
    int n;
    uint8_t like[MAX_SOUNDS][MAX_SOUNDS];
} sounds;

static uint16_t sound_number(const char *code, size_t n)
{
    for (int i = 0; i < sounds.n; i++)
        if (strlen(sounds.name[i]) == n && !memcmp(sounds.name[i], code, n))
            return (uint16_t)i;
    BUG_ON(sounds.n == MAX_SOUNDS);
    memcpy(sounds.name[sounds.n], code, n);
    return (uint16_t)sounds.n++;
}

static void add_sound(struct glyph *g, const char *code, size_t n, double weight)
{
    (void)weight;
    if (n >= 8 || g->n_sounds == MAX_READINGS)
        return;
    uint16_t sound = sound_number(code, n);
    for (int i = 0; i < g->n_sounds; i++)
        if (g->sound[i] == sound)
            return;
    g->sound[g->n_sounds++] = sound;
}

static void compare_sounds(void)
{
    for (int i = 0; i < sounds.n; i++)
        for (int j = 0; j < sounds.n; j++) {
            char x[8], y[8];
            simplify(sounds.name[i], x);
            simplify(sounds.name[j], y);
            bool near = !strcmp(x, y) || (strlen(x) > 2 && strlen(y) > 2 && x[0] == y[0] &&
                                             edit_distance(x, y, 1) <= 1);
            sounds.like[i][j] = i == j ? SOUND_SAME : near ? SOUND_NEAR : SOUND_NONE;
        }
}

static unsigned sound_of(const struct glyph *a, const struct glyph *b)
{
    unsigned best = SOUND_NONE;
    for (int i = 0; i < a->n_sounds; i++)
        for (int j = 0; j < b->n_sounds; j++) {
            unsigned like = sounds.like[a->sound[i]][b->sound[j]];
            best = like > best ? like : best;
        }
    return best;
}

/* At least so many edits, from the numbers of each stroke. */
static int fewest(const uint8_t *a, const uint8_t *b)
{
    int more = 0, less = 0;
    for (int k = 0; k < 5; k++) {
        more += a[k] > b[k] ? a[k] - b[k] : 0;
        less += b[k] > a[k] ? b[k] - a[k] : 0;
    }
    return more > less ? more : less;
}

/* 0 … 15: how alike the strokes are. */
static unsigned shape_of(const struct glyph *a, const struct glyph *b)
{
    double best = 0;
    for (int i = 0; i < a->n_strokes; i++)
        for (int j = 0; j < b->n_strokes; j++) {
            double n = (double)strlen(a->strokes[i]), m = (double)strlen(b->strokes[j]);
            double longer = n > m ? n : m, shorter = n > m ? m : n;
            int limit = (int)(longer * (1 - SHAPE_MIN));
            if (shorter / longer < 0.4)
                continue;
            int d = fewest(a->kinds[i], b->kinds[j]);
            d = d > limit ? d : edit_distance(a->strokes[i], b->strokes[j], limit);
            double alike = d > limit ? 0 : 1 - d / longer;
            /* one holds the other whole: 治 台 */
            if (shorter >= 2 && longer - shorter <= 5) {
                const char *in = n > m ? a->strokes[i] : b->strokes[j];
                const char *part = n > m ? b->strokes[j] : a->strokes[i];
                size_t k = strlen(in) - strlen(part);
                if (!strcmp(in + k, part) || !strncmp(in, part, strlen(part)))
                    alike = alike > 0.75 ? alike : 0.75;
            }
            best = alike > best ? alike : best;
        }
    return best < SHAPE_MIN ? 0 : (unsigned)((best - SHAPE_MIN) / (1 - SHAPE_MIN) * 14) + 1;
}

static size_t decode(const char *s, uint32_t *cp, size_t max)
{
    size_t n = 0;
    for (const char *end = s + strlen(s); s < end && n < max;)
        cp[n++] = utf8_next(&s, end);
    return n;
}

/* seen[a * TOKENS + b]: how often a was written for b. */
static uint16_t *count_seen(
    const struct grams *g, const struct sentence_pair *pair, size_t n, int skip, int skip2)
{
    uint16_t *seen = calloc((size_t)GLYPHS * TOKENS, sizeof *seen);
    BUG_ON(!seen);
    for (size_t i = 0; i < n; i++) {
        uint32_t a[1024], b[1024];
        size_t k = decode(pair[i].wrong, a, 1024), m = decode(pair[i].right, b, 1024);
        if (pair[i].fold == skip || pair[i].fold == skip2 || k != m)
            continue;
        for (size_t j = 0; j < k; j++)
            if (a[j] != b[j] && a[j] < 65536 && b[j] < 65536)
                seen[(size_t)g->glyph[a[j]] * TOKENS + g->token[b[j]]]++;
    }
    return seen;
}

static unsigned seen_level(unsigned n)
{
    return n ? (unsigned)(log2(n) * 2) + 1 : 0;
}

void confusions_make(struct confusions *c, struct grams *g, const char *rime)
{
    struct glyph *glyph = calloc(GLYPHS, sizeof *glyph);
    struct arena *a = arena_new();
    uint16_t n_glyphs = TOKENS;
    BUG_ON(!glyph);
    memset(c, 0, sizeof *c);
    for (uint32_t cp = 0; cp < 65536; cp++)
        g->glyph[cp] = g->token[cp] == TOKEN_RARE ? 0 : g->token[cp];
    for (int pass = 0; pass < 2; pass++) /* common ones first: there may be too many */
        each_row(arena_printf(a, "%s/pinyin_simp.dict.yaml", rime), pass ? 1 : 10, g, glyph,
            &n_glyphs, add_sound);
    each_row(arena_printf(a, "%s/stroke.dict.yaml", rime), 1, g, glyph, &n_glyphs, add_strokes);
    compare_sounds();
    size_t cap = 1 << 20;
    c->pair = malloc(cap * sizeof *c->pair);
    for (unsigned x = 0; x < GLYPHS; x++) {
        c->start[x] = c->n;
        for (unsigned y = TOKEN_FIRST; y < TOKENS; y++) {
            unsigned s = x < TOKEN_FIRST ? 0 : sound_of(&glyph[x], &glyph[y]);
            unsigned f = x < TOKEN_FIRST ? 0 : shape_of(&glyph[x], &glyph[y]);
            if (x == y || !(s || f))
                continue;
            if (c->n == cap) {
                cap *= 2;
                c->pair = realloc(c->pair, cap * sizeof *c->pair);
            }
            BUG_ON(!c->pair);
            c->pair[c->n++] = y | s << 12 | f << 16;
        }
    }
    c->start[GLYPHS] = c->n;
    for (uint32_t cp = 0; cp < 65536; cp++)
        if (!g->glyph[cp])
            g->glyph[cp] = TOKEN_RARE;

    free(glyph);
    arena_free(&a);
}

uint64_t *confusions_rows(const struct confusions *c, bool alike)
{
    uint64_t *row = calloc((size_t)GLYPHS * ROW_WORDS, sizeof *row);
    BUG_ON(!row);
    for (size_t x = 0; x < GLYPHS; x++)
        for (uint32_t k = c->start[x]; k < c->start[x + 1]; k++) {
            size_t y = pair_token(c->pair[k]);
            if (alike && !much_alike(c->pair[k]))
                continue;
            row[x * ROW_WORDS + y / 64] |= (uint64_t)1 << y % 64;
        }
    return row;
}

void confusions_merge(struct confusions *out, const struct confusions *base, const struct grams *g,
    const struct sentence_pair *pair, size_t n, int skip, int skip2)
{
    uint16_t *seen = count_seen(g, pair, n, skip, skip2);
    memset(out, 0, sizeof *out);
    out->pair = malloc(((size_t)base->n + 131072) * sizeof *out->pair);
    BUG_ON(!out->pair);
    for (unsigned x = 0; x < GLYPHS; x++) {
        uint16_t *row = seen + (size_t)x * TOKENS;
        out->start[x] = out->n;
        uint32_t k = base->start[x], end = base->start[x + 1];
        for (unsigned y = TOKEN_FIRST; y < TOKENS; y++) {
            bool like = k < end && pair_token(base->pair[k]) == y;
            uint32_t known = like ? base->pair[k++] & 0xFFFFF : y;
            if (like || (row[y] && x != y))
                out->pair[out->n++] = known | seen_level(row[y]) << 20;
        }
    }
    out->start[GLYPHS] = out->n;
    free(seen);
}
