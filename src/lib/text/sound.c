/* The dictionary sorted by initials, and the ear that compares syllables. See sound.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/sound.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/lexicon.h"
#include "lib/text/pinyin.h"

/* A word of the dictionary under the initials its syllables have to a southern ear. */
struct entry {
    uint64_t key;
    uint32_t unit; /* where the word ends in the trie */
};

static struct {
    struct entry *p;
    size_t n;
    uint32_t *above; /* by place below: the unit it belongs to */
    uint16_t *cp;    /* by character code */
} table;
static pthread_once_t once = PTHREAD_ONCE_INIT;

enum { KEY_BITS = 5, KEY_MASK = 31, MOST_TRIES = 512 };

/* l and n are one: 1 … 26; 0 for none. */
static uint64_t ear_initial(char letter)
{
    return letter == 'l' ? 'n' - 'a' + 1 : (uint64_t)(letter - 'a' + 1) & KEY_MASK;
}

static uint64_t key_of(const char *const *syllables, size_t n)
{
    uint64_t key = n;
    for (size_t i = 0; i < n; i++)
        key = key << KEY_BITS | ear_initial(syllables[i][0]);
    return key;
}

/* ---- the table ---- */

static void *must(void *p)
{
    if (!p)
        die("out of memory");
    return p;
}

static void note_parents(const struct lexicon *l)
{
    table.above = must(calloc(l->n_units, sizeof *table.above));
    table.cp = must(calloc(l->n_codes, sizeof *table.cp));
    for (uint32_t u = 0; u < l->n_units; u++)
        if (l->unit[u].next && (u == 0 || l->unit[u].label))
            table.above[l->unit[u].next] = u;
    for (uint32_t cp = 1; cp < LEX_PLANE; cp++)
        if (lexicon_code(l, cp))
            table.cp[lexicon_code(l, cp)] = (uint16_t)cp;
}

/* The word that ends at this unit: its bytes, 0 when it is too long or damaged. */
static size_t word_of(const struct lexicon *l, uint32_t unit, char out[4 * SOUND_CHARS + 1])
{
    uint16_t back[SOUND_CHARS];
    size_t n = 0, bytes = 0;
    while (unit) {
        uint16_t label = l->unit[unit].label;
        if (n == SOUND_CHARS || !label || label >= l->n_codes || unit < label)
            return 0;
        back[n++] = table.cp[label];
        unit = table.above[unit - label];
    }
    while (n)
        bytes += utf8_put(out + bytes, back[--n]);
    out[bytes] = 0;
    return bytes;
}

static int by_key(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static void make_table(void)
{
    const struct lexicon *l = lexicon_shipped();
    size_t room = 1024;
    note_parents(l);
    table.p = must(malloc(room * sizeof *table.p));
    for (uint32_t u = 1; u < l->n_units; u++) {
        char word[4 * SOUND_CHARS + 1];
        const char *syllables[SOUND_CHARS];
        if (!l->unit[u].label || !l->unit[u].cost || !word_of(l, u, word))
            continue;
        size_t n = pinyin_syllables_of(word, syllables, SOUND_CHARS);
        if (n < 2)
            continue;
        if (table.n == room)
            table.p = must(realloc(table.p, (room *= 2) * sizeof *table.p));
        table.p[table.n++] = (struct entry){key_of(syllables, n), u};
    }
    qsort(table.p, table.n, sizeof *table.p, by_key);
}

void sound_prepare(void)
{
    pthread_once(&once, make_table);
}

static size_t first_of(uint64_t key)
{
    size_t lo = 0, hi = table.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (table.p[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- what is found, the best kept ---- */

struct finds {
    struct arena *a;
    struct sound_word *out;
    int *off; /* how far each sounds from what was looked for */
    size_t n, max;
};

static void keep(struct finds *f, const char *word, int cost, int off)
{
    size_t at = f->n;
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->out[i].text, word) == 0)
            return;
    while (
        at > 0 && (off < f->off[at - 1] || (off == f->off[at - 1] && cost < f->out[at - 1].cost)))
        at--;
    if (at == f->max)
        return;
    if (f->n < f->max)
        f->n++;
    for (size_t i = f->n - 1; i > at; i--) {
        f->out[i] = f->out[i - 1];
        f->off[i] = f->off[i - 1];
    }
    f->out[at] = (struct sound_word){arena_strdup(f->a, word), cost};
    f->off[at] = off;
}

static struct finds finds_new(struct arena *a, struct sound_word *out, size_t max)
{
    sound_prepare();
    return (struct finds){a, out, ARENA_ARRAY(a, int, max + 1), 0, max};
}

/* ---- spelling ---- */

/* Each syllable takes its whole spelling, zh ch sh, or its first letter. */
static bool spells_rest(const char *const *syllables, size_t n, const char *letters)
{
    if (!n)
        return !*letters;
    size_t whole = strlen(syllables[0]);
    bool two = whole > 2 && syllables[0][1] == 'h';
    if (strncmp(letters, syllables[0], whole) == 0 &&
        spells_rest(syllables + 1, n - 1, letters + whole))
        return true;
    if (two && strncmp(letters, syllables[0], 2) == 0 &&
        spells_rest(syllables + 1, n - 1, letters + 2))
        return true;
    return *letters && *letters == syllables[0][0] &&
           spells_rest(syllables + 1, n - 1, letters + 1);
}

bool sound_spells(const char *word, const char *letters)
{
    const char *syllables[SOUND_CHARS * 2];
    size_t n = pinyin_syllables_of(word, syllables, COUNT_OF(syllables));
    return n && strlen(letters) <= 6 * COUNT_OF(syllables) && spells_rest(syllables, n, letters);
}

/* Where a syllable may end: how many of the letters after the first belong to it. */
static bool vowel(char c)
{
    return c && strchr("aeiouv", c);
}

struct spelling {
    struct finds *f;
    const char *letters;
    char initials[SOUND_CHARS];
    size_t n, tries;
};

static void look_up(struct spelling *s)
{
    const struct lexicon *l = lexicon_shipped();
    uint64_t key = s->n;
    for (size_t i = 0; i < s->n; i++)
        key = key << KEY_BITS | ear_initial(s->initials[i]);
    for (size_t i = first_of(key); i < table.n && table.p[i].key == key; i++) {
        char word[4 * SOUND_CHARS + 1];
        if (word_of(l, table.p[i].unit, word) && sound_spells(word, s->letters))
            keep(s->f, word, l->unit[table.p[i].unit].cost, 0);
    }
}

/* All ways to part the letters into beginnings of syllables. A syllable goes on over at most five
 * letters, and never over a second consonant but h, n, g and r at its end. */
static void part(struct spelling *s, const char *p)
{
    if (!*p) {
        if (s->n >= 2 && s->tries++ < MOST_TRIES)
            look_up(s);
        return;
    }
    if (s->n == SOUND_CHARS || s->tries >= MOST_TRIES || strchr("iuv", *p))
        return;
    s->initials[s->n++] = *p;
    part(s, p + 1);
    bool sung = vowel(*p);
    for (size_t k = 1; k < 6 && p[k]; k++) {
        bool tail = sung && !vowel(p[k]);
        if (!vowel(p[k]) && !strchr(sung ? "ngr" : "h", p[k]))
            break;
        sung |= vowel(p[k]);
        if (sung || p[k] == 'h')
            part(s, p + k + 1);
        if (tail && p[k] != 'n')
            break;
    }
    s->n--;
}

size_t sound_spelt(struct arena *a, const char *letters, struct sound_word *out, size_t max)
{
    struct finds f = finds_new(a, out, max);
    struct spelling s = {.f = &f, .letters = letters};
    size_t n = strlen(letters);
    if (n < 2 || n > SOUND_LETTERS / 2 || strspn(letters, "abcdefghijklmnopqrstuvwxyz") != n)
        return 0;
    part(&s, letters);
    return f.n;
}

/* ---- the ear ---- */

static const char *skip_initial(const char *s, char *initial)
{
    *initial = *s == 'l' ? 'n' : *s;
    if (vowel(*s)) {
        *initial = 0;
        return s;
    }
    return s + 1 + (s[1] == 'h');
}

/* zh z, l n; ang an, eng en, ing in. */
static bool sounds_like(const char *x, const char *y)
{
    char a, b;
    x = skip_initial(x, &a);
    y = skip_initial(y, &b);
    size_t n = strlen(x), m = strlen(y);
    n -= n > 2 && x[n - 1] == 'g' && x[n - 2] == 'n' && x[n - 3] != 'o';
    m -= m > 2 && y[m - 1] == 'g' && y[m - 2] == 'n' && y[m - 3] != 'o';
    return a == b && n == m && memcmp(x, y, n) == 0;
}

static int distance(const char *const *x, const char *const *y, size_t n)
{
    int off = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(x[i], y[i]) != 0)
            off += sounds_like(x[i], y[i]) ? SOUND_NEAR : SOUND_OTHER;
    return off;
}

int sound_distance(const char *x, const char *y)
{
    const char *p[SOUND_CHARS * 2], *q[SOUND_CHARS * 2];
    size_t n = pinyin_syllables_of(x, p, COUNT_OF(p)), m = pinyin_syllables_of(y, q, COUNT_OF(q));
    return n && n == m ? distance(p, q, n) : -1;
}

/* Characters that two words of one length write differently. */
static size_t written_apart(const char *x, const char *y)
{
    size_t apart = 0;
    for (const char *xe = x + strlen(x), *ye = y + strlen(y); x < xe && y < ye;)
        apart += utf8_next(&x, xe) != utf8_next(&y, ye);
    return apart;
}

struct hearing {
    struct finds *f;
    const char *word;
    const char *syllables[SOUND_CHARS];
    size_t n;
    int too_far;
};

static void hear(struct hearing *h, uint64_t key)
{
    const struct lexicon *l = lexicon_shipped();
    for (size_t i = first_of(key); i < table.n && table.p[i].key == key; i++) {
        char word[4 * SOUND_CHARS + 1];
        const char *syllables[SOUND_CHARS];
        if (!word_of(l, table.p[i].unit, word) ||
            pinyin_syllables_of(word, syllables, SOUND_CHARS) != h->n)
            continue;
        int off = distance(h->syllables, syllables, h->n);
        /* what sounds differently is one wrong character, not another word */
        size_t most_apart = off >= SOUND_OTHER ? 1 : h->n;
        if (off < h->too_far && strcmp(word, h->word) != 0 &&
            written_apart(word, h->word) <= most_apart)
            keep(h->f, word, l->unit[table.p[i].unit].cost, off);
    }
}

size_t sound_alike(struct arena *a, const char *word, struct sound_word *out, size_t max)
{
    struct finds f = finds_new(a, out, max);
    struct hearing h = {.f = &f, .word = word};
    h.n = pinyin_syllables_of(word, h.syllables, SOUND_CHARS);
    if (h.n < 2)
        return 0;
    h.too_far = h.n > 2 ? 2 * SOUND_OTHER : SOUND_OTHER;
    uint64_t key = key_of(h.syllables, h.n);
    hear(&h, key);
    for (size_t i = 0; h.n > 2 && i < h.n; i++) {
        unsigned shift = KEY_BITS * (unsigned)(h.n - 1 - i);
        uint64_t other = key & ~((uint64_t)KEY_MASK << shift);
        for (uint64_t letter = 1; letter <= 26; letter++)
            if ((other | letter << shift) != key)
                hear(&h, other | letter << shift);
    }
    return f.n;
}
