/* Reading numbering words (第十二条之一, 一、, （一）) and handing out ids.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/structure_title.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/utf8.h"
#include "lib/text/docno_cells.h"

#define NUMBER_MAX 9999

/* A Chinese or Arabic number at p; bytes read, 0 when there is none. */
static size_t read_number(const char *p, size_t n, int *value)
{
    const char *at = p, *end = p + n;
    int total = 0, digit = -1, line = 0, count = 0;
    bool positional = true;
    while (at < end && count < 8) {
        const char *next = at;
        uint32_t cp = utf8_next(&next, end);
        int v = cp >= '0' && cp <= '9' ? (int)(cp - '0') : cell_han_numeral(cp);
        if (v < 0)
            break;
        if (v < 10) {
            line = line * 10 + v;
            digit = v;
        } else {
            positional = false;
            total += v * (digit > 0 ? digit : 1);
            digit = 0;
        }
        count++;
        at = next;
    }
    *value = positional ? line : total + (digit > 0 ? digit : 0);
    return *value > 0 && *value <= NUMBER_MAX ? (size_t)(at - p) : 0;
}

static bool begins(const char *p, size_t n, const char *with)
{
    size_t m = strlen(with);
    return n >= m && memcmp(p, with, m) == 0;
}

static const struct {
    const char *word;
    enum part part;
} units[] = {{"条", PART_ARTICLE}, {"章", PART_CHAPTER}, {"节", PART_SECTION}, {"编", PART_BOOK},
    {"分编", PART_SUBBOOK}};

/* 第N条, 第N章 … with 之N behind an article. */
static struct title read_unit(const char *p, size_t n)
{
    struct title t = {PART_NONE, 0, 0, 0};
    size_t i = 3, used = read_number(p + i, n - i, &t.number);
    if (!used)
        return t;
    i += used;
    for (size_t k = 0; k < COUNT_OF(units); k++) {
        if (!begins(p + i, n - i, units[k].word))
            continue;
        t.part = units[k].part;
        i += strlen(units[k].word);
        break;
    }
    if (t.part == PART_ARTICLE && begins(p + i, n - i, "之")) {
        used = read_number(p + i + 3, n - i - 3, &t.sub);
        i += used ? 3 + used : 0;
    }
    t.n = i;
    return t;
}

size_t blank_bytes(const char *p, const char *end)
{
    if (p >= end)
        return 0;
    if ((unsigned char)*p < 0x80)
        return *p == ' ' || *p == '\t' || *p == '\r' || *p == '\n' || *p == '\f' || *p == '\v';
    if ((unsigned char)*p > 0xE3 && (unsigned char)*p != 0xEF)
        return 0;
    const char *next = p;
    return utf8_is_space(utf8_next(&next, end)) ? (size_t)(next - p) : 0;
}

struct title title_read(const char *p, size_t n)
{
    static const struct title none = {PART_NONE, 0, 0, 0};
    struct title t = none;
    if (begins(p, n, "第")) {
        t = read_unit(p, n);
        /* 第十二条规定的… is a sentence, 第十二条 对… an article */
        bool ends = t.n == n || blank_bytes(p + t.n, p + n);
        return t.part == PART_NONE || (t.part == PART_ARTICLE && !ends) ? none : t;
    }
    bool paren = begins(p, n, "（") || begins(p, n, "(");
    size_t i = !paren ? 0 : *p == '(' ? 1 : 3;
    if (i >= n || (unsigned char)p[i] < 0x80) /* 1. and (1) are items of the text */
        return none;
    size_t used = read_number(p + i, n - i, &t.number);
    i += used;
    if (!used || i >= n)
        return none;
    size_t close = paren                        ? (begins(p + i, n - i, "）") ? 3 : p[i] == ')')
                   : begins(p + i, n - i, "、") ? 3
                                                : 0;
    t.part = !close ? PART_NONE : paren ? PART_SUBHEAD : PART_HEAD;
    t.n = i + close;
    return close ? t : none;
}

size_t first_sentence(const char *p, size_t n)
{
    static const char *const stops[] = {"。", "：", "！", "？"};
    size_t best = n;
    for (size_t i = 0; i < COUNT_OF(stops); i++) {
        const char *at = memmem(p, best, stops[i], 3);
        if (at)
            best = (size_t)(at - p);
    }
    return best;
}

/* Short enough for a heading, and no item of a list. */
static bool heading_words(const char *p, size_t n)
{
    return n <= 3 * HEADING_MAX_CHARS && !memmem(p, n, "；", 3);
}

static bool ends_with(const char *p, size_t n, const char *with)
{
    return n >= 3 && memcmp(p + n - 3, with, 3) == 0;
}

static int part_level(enum part part)
{
    return part == PART_SECTION || part == PART_SUBHEAD || part == PART_SUBBOOK ? 3 : 2;
}

struct line line_read(const struct ids *s, const char *p, size_t n, int marks)
{
    struct line l = {ROLE_TEXT, title_read(p, n), 0};
    enum part part = l.title.part;
    if (marks) {
        int level = marks < 2 ? 2 : marks > 4 ? 4 : marks;
        l.role = ROLE_HEADING;
        l.level = part == PART_SECTION && level == 2 && s->chapter ? 3 : level;
        return l;
    }
    l.level = part_level(part);
    if (part == PART_NONE)
        return l;
    if (part == PART_ARTICLE) {
        l.role = ROLE_ARTICLE;
        return l;
    }
    size_t sentence = first_sentence(p, n < 512 ? n : 512);
    if (!heading_words(p, sentence))
        return l;
    bool whole = sentence == n && !ends_with(p, n, "，");
    if (part != PART_HEAD && part != PART_SUBHEAD)
        l.role = whole ? ROLE_HEADING : ROLE_TEXT;
    else if (!s->articles && (part == PART_HEAD || s->head))
        l.role = whole ? ROLE_HEADING : ROLE_RUN_IN;
    return l;
}

struct seen {
    char *id;
    int times;
};

void ids_release(struct ids *s)
{
    for (size_t i = 0; i < s->cap; i++)
        free(s->seen[i].id);
    free(s->seen);
}

static struct seen *slot(struct ids *s, const char *id)
{
    size_t at = (size_t)fnv1a(id, strlen(id)) & (s->cap - 1);
    while (s->seen[at].id && strcmp(s->seen[at].id, id) != 0)
        at = (at + 1) & (s->cap - 1);
    return &s->seen[at];
}

static void grow(struct ids *s)
{
    struct seen *old = s->seen;
    size_t n = s->cap;
    s->cap = n ? n * 2 : 256;
    s->seen = calloc(s->cap, sizeof *s->seen);
    if (!s->seen)
        die("out of memory");
    for (size_t i = 0; i < n; i++)
        if (old[i].id)
            *slot(s, old[i].id) = old[i];
    free(old);
}

/* The second a1 of a text is a1_2. */
static void keep_unique(struct ids *s, char out[static 64])
{
    if (s->n_seen * 2 >= s->cap)
        grow(s);
    struct seen *at = slot(s, out);
    if (at->id) {
        size_t n = strlen(out);
        snprintf(out + n, 64 - n, "_%d", ++at->times);
        return;
    }
    *at = (struct seen){strdup(out), 1};
    if (!at->id)
        die("out of memory");
    s->n_seen++;
}

static void head_id(struct ids *s, int level, char *out)
{
    if (level <= 2) {
        s->subhead = 0;
        snprintf(out, 64, "h%d", ++s->head);
    } else {
        snprintf(out, 64, "h%d-%d", s->head, ++s->subhead);
    }
}

const char *ids_next(struct ids *s, const struct title *t, int level, char out[static 64])
{
    char book[16] = "";
    if (s->book)
        snprintf(book, sizeof book, "b%d", s->book);
    switch (t->part) {
    case PART_BOOK:
        s->book = t->number;
        s->chapter = s->section = 0;
        snprintf(out, 64, "b%d", t->number);
        break;
    case PART_SUBBOOK:
        snprintf(out, 64, "%sp%d", book, t->number);
        break;
    case PART_CHAPTER:
        s->chapter = t->number;
        snprintf(out, 64, "%sc%d", book, t->number);
        break;
    case PART_SECTION:
        snprintf(out, 64, "%sc%ds%d", book, s->chapter, t->number);
        break;
    case PART_ARTICLE:
        s->articles = true;
        snprintf(out, 64, t->sub ? "a%d-%d" : "a%d", t->number, t->sub);
        break;
    default:
        head_id(s, level, out);
    }
    keep_unique(s, out);
    return out;
}
