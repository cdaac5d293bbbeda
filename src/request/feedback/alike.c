/* Comparing what was asked; see alike.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/alike.h"

#include <string.h>

#include "lib/base/status.h"
#include "lib/text/fold.h"
#include "lib/text/keywords.h"

const struct feedback_setting feedback_defaults = {.applicants = 2, .alike = 45};

/* Four digits that are a year, and no part of a longer number. */
static void find_years(struct feedback_subject *s)
{
    for (const char *p = s->key; *p;) {
        size_t n = strspn(p, "0123456789");
        if (n == 4 && (strncmp(p, "19", 2) == 0 || strncmp(p, "20", 2) == 0) &&
            s->n_years < FEEDBACK_YEARS)
            s->years[s->n_years++] =
                (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0');
        p += n ? n : 1;
    }
}

static uint32_t digest(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

struct feedback_subject feedback_subject(
    struct arena *a, const struct segmenter *cut, const char *text)
{
    struct keyword words[FEEDBACK_WORDS];
    struct feedback_subject s = {.key = fold_key(a, text)};
    s.n_words = keywords_of(a, cut, "", text, strlen(text), words, FEEDBACK_WORDS);
    for (size_t i = 0; i < s.n_words; i++) {
        s.words[i] = digest(words[i].text);
        s.weights[i] = words[i].weight;
    }
    s.print = fingerprint_of(text, strlen(text));
    find_years(&s);
    return s;
}

static bool other_year(const struct feedback_subject *a, const struct feedback_subject *b)
{
    for (size_t i = 0; i < a->n_years; i++)
        for (size_t k = 0; k < b->n_years; k++)
            if (a->years[i] == b->years[k])
                return false;
    return a->n_years && b->n_years;
}

static double sum(const struct feedback_subject *s)
{
    double all = 0;
    for (size_t i = 0; i < s->n_words; i++)
        all += s->weights[i];
    return all;
}

static int shared_words(const struct feedback_subject *a, const struct feedback_subject *b)
{
    double shared = 0, all = sum(a) + sum(b);
    for (size_t i = 0; i < a->n_words; i++)
        for (size_t k = 0; k < b->n_words; k++)
            if (a->words[i] == b->words[k])
                shared += a->weights[i] + b->weights[k];
    return all > 0 ? (int)(100 * shared / all + 0.5) : 0;
}

int feedback_alike(const struct feedback_subject *a, const struct feedback_subject *b)
{
    int words = shared_words(a, b), chars = 0;
    if (!words && a->n_words && b->n_words)
        return 0;
    if (strcmp(a->key, b->key) == 0)
        return 100;
    if (other_year(a, b))
        return 0;
    chars = 100 - fingerprint_distance(&a->print, &b->print);
    return words > chars ? words : chars;
}

/* RULE K10 */
bool feedback_several(size_t applicants, const struct feedback_setting *s)
{
    return applicants >= (size_t)s->applicants;
}

/* RULE K10 */
bool feedback_released(const char *code)
{
    static const char *const codes[] = {"G2", "G3", "P1"};
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}
