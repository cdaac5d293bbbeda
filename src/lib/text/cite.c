/* Finding what a text cites; see cite.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/cite.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/text/docno.h"

#define OPEN "《"
#define CLOSE "》"
enum { MARK = sizeof OPEN - 1, TITLE_BYTES = 600, AROUND = 90 };

static bool ends_sentence(const char *p)
{
    static const char *const marks[] = {"。", "；", "！", "？", "\n"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(p, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

/* The first byte of the sentence that holds the place, and the byte behind its last. */
static void sentence_of(const char *text, size_t start, size_t end, size_t *from, size_t *to)
{
    *from = start;
    while (*from && !ends_sentence(text + *from - 1) &&
           !(*from >= 3 && ends_sentence(text + *from - 3)))
        (*from)--;
    *to = end;
    while (text[*to] && !ends_sentence(text + *to))
        (*to)++;
}

static bool speaks_of_end(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {
        "废止", "失效", "停止执行", "不再执行", "终止执行", "代替", "替代"};
    size_t from, to;
    sentence_of(text, start, end, &from, &to);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text + from, to - from, words[i], strlen(words[i])))
            return true;
    return false;
}

struct finder {
    struct arena *a;
    const char *text;
    struct cited *list;
    size_t n, cap;
};

static void add(struct finder *f, const char *name, bool number, size_t start, size_t end)
{
    if (f->n == f->cap) {
        struct cited *more = ARENA_ARRAY(f->a, struct cited, f->cap * 2 + 8);
        if (f->n)
            memcpy(more, f->list, f->n * sizeof *more);
        f->list = more;
        f->cap = f->cap * 2 + 8;
    }
    f->list[f->n++] = (struct cited){name, number, speaks_of_end(f->text, start, end), start, end};
}

/* From the outermost 《 to its 》; a title may hold another. */
static size_t title_end(const char *text, size_t from)
{
    int depth = 1;
    for (size_t at = from; text[at] && at - from < TITLE_BYTES; at++) {
        if (text[at] == '\n')
            return 0;
        if (strncmp(text + at, OPEN, MARK) == 0)
            depth++;
        else if (strncmp(text + at, CLOSE, MARK) == 0 && --depth == 0)
            return at;
    }
    return 0;
}

static void find_titles(struct finder *f)
{
    const char *p = f->text;
    while ((p = strstr(p, OPEN))) {
        size_t from = (size_t)(p - f->text) + MARK, end = title_end(f->text, from);
        if (end > from)
            add(f, arena_strndup(f->a, f->text + from, end - from), false, from - MARK, end + MARK);
        p += MARK;
    }
}

static void find_numbers(struct finder *f)
{
    struct docno no;
    for (size_t at = 0; docno_find(f->a, f->text, at, &no); at = no.end)
        if (no.serial)
            add(f, no.text, true, no.start, no.end);
}

size_t cite_names(struct arena *a, const char *text, struct cited **list)
{
    struct finder f = {.a = a, .text = text};
    find_titles(&f);
    find_numbers(&f);
    *list = f.list;
    return f.n;
}

const char *cite_excerpt(struct arena *a, const char *text, size_t start, size_t end)
{
    size_t from = start > AROUND ? start - AROUND : 0, to = end + strnlen(text + end, AROUND);
    while (from < start && ((unsigned char)text[from] & 0xC0) == 0x80)
        from++;
    while (to > end && ((unsigned char)text[to] & 0xC0) == 0x80)
        to--;
    char *out = arena_strndup(a, text + from, to - from);
    for (char *p = out; *p; p++)
        if (*p == '\n' || *p == '\t' || *p == '\r')
            *p = ' ';
    return out;
}
