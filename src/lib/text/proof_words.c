/* Looks up every place of a line in the table of fixed wrong spellings; see proof_words.h.
 *
 * RULE T-WORD: longest match, no overlap, never inside what is right (rules/publishing.md §10.1).
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_words.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/text/proof_table.h"

extern const char proof_words_tsv[];
extern const size_t proof_words_tsv_bytes;

#define BUCKETS 8192

struct word {
    const char *wrong, *right, *class;
    size_t n; /* bytes of wrong */
    const struct class_row *kind;
    int confidence;
    struct word *next; /* of the bucket, longest first */
};

struct proof_words {
    struct arena *mem;
    struct word *bucket[BUCKETS];
};

/* What a class of the table means. */
struct class_row {
    const char *name;
    enum proof_severity severity;
    int confidence;
};
static const struct class_row classes[] = {
    {"typo", PROOF_ERROR, 980},
    {"idiom", PROOF_ERROR, 980},
    {"gov", PROOF_ERROR, 970},
    {"legal", PROOF_ERROR, 950},
    {"variant", PROOF_WARN, 880},
    {"title", PROOF_ERROR, 930},
    {"org2018", PROOF_WARN, 930},
    {"org2023", PROOF_WARN, 930},
    {"gat", PROOF_ERROR, 950},
    {"discr", PROOF_WARN, 920},
    {"redund", PROOF_HINT, 600},
    {"number", PROOF_ERROR, 950},
    {"punct", PROOF_ERROR, 950},
    {"ctx", PROOF_HINT, 400},
};

static const struct class_row *class_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (!strcmp(classes[i].name, name))
            return &classes[i];
    return NULL;
}

static size_t char_bytes(const char *p)
{
    unsigned char c = (unsigned char)*p;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Of the first character, whose bytes are all there. */
static size_t bucket_of(const char *p, size_t n)
{
    uint32_t h = 0;
    for (size_t i = 0; i < n; i++)
        h = h << 6 ^ (unsigned char)p[i];
    return (h * 2654435761u) >> 19;
}

static void add_word(struct proof_words *w, struct word *word)
{
    struct word **at = &w->bucket[bucket_of(word->wrong, char_bytes(word->wrong))];
    while (*at && (*at)->n > word->n)
        at = &(*at)->next;
    for (struct word *o = *at; o && o->n == word->n; o = o->next)
        if (!strcmp(o->wrong, word->wrong))
            return;
    word->next = *at;
    *at = word;
}

void proof_words_add(struct proof_words *w, const char *tsv, size_t n)
{
    struct table_row row;
    size_t at = 0;
    while (table_next(w->mem, tsv, n, &at, &row)) {
        const struct class_row *kind = row.n >= 3 ? class_find(row.cell[2]) : NULL;
        if (!kind || !*row.cell[0] || strlen(row.cell[0]) < char_bytes(row.cell[0]))
            continue;
        struct word *word = ARENA_NEW(w->mem, struct word);
        *word = (struct word){.wrong = row.cell[0],
            .right = row.cell[1],
            .class = kind->name,
            .n = strlen(row.cell[0]),
            .kind = kind,
            .confidence = kind->confidence};
        if (row.n > 3)
            word->confidence = (int)strtol(row.cell[3], NULL, 10);
        add_word(w, word);
    }
}

struct proof_words *proof_words_new(struct arena *a)
{
    struct proof_words *w = ARENA_NEW(a, struct proof_words);
    w->mem = a;
    proof_words_add(w, proof_words_tsv, proof_words_tsv_bytes);
    return w;
}

static bool starts(const char *p, const char *with)
{
    return strncmp(p, with, strlen(with)) == 0;
}

static bool ends(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && !strcmp(s + n - k, tail);
}

/* The place already reads as the right form: “放管服”改革 holds 放管服改革 not, but 法治化建设
 * might. */
static bool is_right(const struct proof_work *w, size_t at, const struct word *word)
{
    const char *r = word->right;
    while (*r) {
        size_t n = strcspn(r, "|");
        const char *inside = n > word->n ? memmem(r, n, word->wrong, word->n) : NULL;
        size_t lead = inside ? (size_t)(inside - r) : 0;
        if (inside && at >= lead && w->size - (at - lead) >= n &&
            !memcmp(w->text + at - lead, r, n))
            return true;
        r += n + (r[n] == '|');
    }
    return false;
}

/* Inside 《…》: titles of old papers keep the old names. */
static bool in_title(const struct proof_work *w, size_t at)
{
    for (size_t i = at; i >= 3; i--) {
        if (starts(w->text + i - 3, "》"))
            return false;
        if (starts(w->text + i - 3, "《"))
            return strstr(w->text + at, "》") != NULL;
    }
    return false;
}

/* RULE T-WORD: bodies renamed in the reforms of 2018 and 2023 are wrong only in texts of later date
 * that do not speak of the past. */
static bool renamed(const struct proof_work *w, size_t at, const struct word *word)
{
    static const char *const longer[] = {"门", "分", "署", "级", "委员"};
    const char *behind = w->text + at + word->n;
    struct day d = w->req->date;
    bool county = ends(word->wrong, "局") && !starts(word->wrong, "国家");
    struct day from = !strcmp(word->class, "org2023") ? day_of(2023, 6, 1)
                      : county                        ? day_of(2019, 3, 1)
                                                      : day_of(2018, 4, 1);
    if (!day_given(d) || d.n < from.n)
        return false;
    for (size_t i = 0; i < COUNT_OF(longer); i++)
        if (starts(behind, longer[i]))
            return false;
    if (at >= 3 && (starts(w->text + at - 3, "原") || starts(w->text + at - 3, "前")))
        return false;
    return !in_title(w, at);
}

static bool applies(const struct proof_work *w, size_t at, const struct word *word)
{
    if (is_right(w, at, word))
        return false;
    return strncmp(word->class, "org20", 5) != 0 || renamed(w, at, word);
}

static void add_hit(struct proof_work *w, size_t at, const struct word *word)
{
    struct proof_kind kind = {"T-WORD", word->class, word->kind->severity, word->confidence};
    struct proof_finding *f = proof_add(w, &kind, at, at + word->n, NULL);
    for (const char *r = word->right; f && *r;) {
        size_t n = strcspn(r, "|");
        proof_suggest(f, arena_strndup(w->a, r, n));
        r += n + (r[n] == '|');
    }
}

void proof_words_check(struct proof_work *w)
{
    const struct proof_words *all = w->reader->words;
    for (size_t i = 0; i < w->size;) {
        size_t k = char_bytes(w->text + i);
        const struct word *hit = all->bucket[bucket_of(w->text + i, k)];
        while (hit && (hit->n > w->size - i || memcmp(hit->wrong, w->text + i, hit->n) != 0 ||
                          !applies(w, i, hit)))
            hit = hit->next;
        if (hit && (w->req->all || hit->confidence >= PROOF_SURE)) {
            add_hit(w, i, hit);
            k = hit->n;
        }
        i += k;
    }
}
