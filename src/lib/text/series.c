/* Collecting serials by word and year, then looking for the holes.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/series.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/text/docno.h"

#define MAX_SERIAL 99999
#define JUMP 1000

struct collected {
    const char *word;
    int year;
    int *serials;
    size_t n, cap;
};

static void add_serial(struct arena *a, struct collected *c, int serial)
{
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 64;
        int *more = ARENA_ARRAY(a, int, c->cap);
        if (c->n)
            memcpy(more, c->serials, c->n * sizeof *more);
        c->serials = more;
    }
    c->serials[c->n++] = serial;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* 1–80 and 7100: how many of the sorted serials are believed. Few lie beyond the jump. */
static size_t believed(const int *serials, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        bool far = serials[i] - serials[i - 1] > JUMP && serials[i] / 10 >= serials[i - 1];
        if (far && n - i <= 1 + i / 10)
            return i;
    }
    return n;
}

static struct series holes(struct arena *a, struct collected *c)
{
    qsort(c->serials, c->n, sizeof *c->serials, by_number);
    size_t n = believed(c->serials, c->n);
    struct series s = {.word = c->word,
        .year = c->year,
        .last = c->serials[n - 1],
        .typos = c->serials + n,
        .n_typos = c->n - n};
    int *missing = ARENA_ARRAY(a, int, s.last), next = 1;
    for (size_t i = 0; i < n; i++) {
        for (; next < c->serials[i]; next++)
            missing[s.n_missing++] = next;
        if (next == c->serials[i])
            next++;
    }
    s.missing = missing;
    return s;
}

static void collect(struct arena *a, struct map *by_series, const char *word, int year, int serial)
{
    const char *key = arena_printf(a, "%s\t%d", word, year);
    struct collected *c = map_find(by_series, key);
    if (!c) {
        c = ARENA_NEW(a, struct collected);
        *c = (struct collected){.word = word, .year = year};
        map_set(by_series, key, c);
    }
    add_serial(a, c, serial);
}

const char *series_word(struct arena *a, const struct docno *no)
{
    static const char *const signs[] = {"公告", "通告", "令"};
    if (!*no->word || (no->year && (no->year < 1949 || no->year > 2099)))
        return "";
    for (size_t i = 0; no->kind != DOCNO_NUMBER && i < COUNT_OF(signs); i++)
        if (strstr(no->text, signs[i]))
            return arena_concat(a, no->word, signs[i], NULL);
    return no->word;
}

/* Keeps the line's number; false when it has none. */
static bool read_line(struct arena *a, struct map *by_series, const char *line)
{
    struct docno no;
    if (!docno_find(a, line, 0, &no) || no.serial < 1 || no.serial > MAX_SERIAL)
        return false;
    const char *word = series_word(a, &no);
    if (*word)
        collect(a, by_series, word, no.year, no.serial);
    return *word;
}

static size_t all_series(struct arena *a, struct map *by_series, const struct series **out)
{
    struct series *series = ARENA_ARRAY(a, struct series, map_count(by_series));
    size_t n = 0;
    const char *key;
    void *c;
    for (size_t i = 0; map_next(by_series, &i, &key, &c);)
        series[n++] = holes(a, c);
    *out = series;
    return n;
}

size_t series_of(
    struct arena *a, const struct series_number *list, size_t n, const struct series **out)
{
    struct map *by_series = map_new(a);
    for (size_t i = 0; i < n; i++)
        if (list[i].serial >= 1 && list[i].serial <= MAX_SERIAL)
            collect(a, by_series, list[i].word, list[i].year, list[i].serial);
    return all_series(a, by_series, out);
}

static bool blank(const char *s)
{
    return s[strspn(s, " \t\r")] == '\0';
}

/* A line that can be shown: malformed bytes do not travel into JSON. */
static const char *shown(struct arena *a, const char *line)
{
    size_t n = strlen(line);
    if (n && line[n - 1] == '\r')
        n--;
    return utf8_valid(line, n) ? arena_strndup(a, line, n) : "（不是 UTF-8 文本）";
}

void series_gaps(struct arena *a, const char *text, size_t n, struct series_report *out)
{
    struct map *by_series = map_new(a);
    size_t lines = 1, number = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    struct unread_line *unread = ARENA_ARRAY(a, struct unread_line, lines);
    *out = (struct series_report){.unread = unread};
    while (at < n) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t len = end ? (size_t)(end - text) - at : n - at;
        const char *line = arena_strndup(a, text + at, len);
        number++;
        at += len + 1;
        if (blank(line))
            continue;
        if (!utf8_valid(line, len) || !read_line(a, by_series, line))
            unread[out->n_unread++] = (struct unread_line){number, shown(a, line)};
    }
    out->n_series = all_series(a, by_series, &out->series);
}
