/* Splitting into sentences and clauses, see sentence.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/sentence.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/status.h"
#include "lib/base/utf8.h"

/* A bracket that is not closed within so many bytes of its line closes nothing. */
enum { BRACKET_BYTES_MAX = 600 };

static bool one_of(uint32_t cp, const uint32_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == cp)
            return true;
    return false;
}
#define ONE_OF(cp, ...)                                                                            \
    one_of(cp, (const uint32_t[]){__VA_ARGS__}, sizeof((uint32_t[]){__VA_ARGS__}) / 4)

static bool is_end(uint32_t cp)
{
    return ONE_OF(cp, 0x3002, 0xFF01, 0xFF1F, '!', '?', 0x2026, 0xFF61);
}

static bool is_closer(uint32_t cp)
{
    return ONE_OF(cp, 0x201D, 0x2019, 0x300D, 0x300F, 0xFF09, ')', 0x3011, 0x300B, ']', 0x3015);
}

/* What goes on behind a quoted sentence: it was part of a larger one. */
static bool goes_on(const char *p, const char *end)
{
    static const char *const words[] = {"，", "、", "；", "：", "。", "的", "等", "为", "是"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - p) >= n && memcmp(p, words[i], n) == 0)
            return true;
    }
    return false;
}

static uint32_t peek(const char *p, const char *end, size_t *bytes)
{
    const char *q = p;
    uint32_t cp = p < end ? utf8_next(&q, end) : 0;
    *bytes = (size_t)(q - p);
    return cp;
}

/* Behind the bracket or book title that opens at p; p when it is not closed on this line. */
static const char *skip_bracket(const char *p, const char *end)
{
    static const uint32_t pairs[][2] = {{0xFF08, 0xFF09}, {'(', ')'}, {0x300A, 0x300B}, {'[', ']'},
        {0x3014, 0x3015}, {0x3010, 0x3011}};
    size_t bytes;
    uint32_t open = peek(p, end, &bytes), close = 0;
    const char *q = p + bytes, *stop = end - p > BRACKET_BYTES_MAX ? p + BRACKET_BYTES_MAX : end;
    int depth = 1;
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (pairs[i][0] == open)
            close = pairs[i][1];
    while (close && q < stop && *q != '\n') {
        uint32_t cp = utf8_next(&q, end);
        depth += (cp == open) - (cp == close);
        if (!depth)
            return q;
    }
    return p;
}

/* （二） or (2) at p. */
static bool is_item(const char *p, const char *end)
{
    const char *q = skip_bracket(p, end);
    size_t bytes;
    if (q == p || q - p > 20)
        return false;
    peek(p, end, &bytes);
    for (p += bytes; p < q;) {
        uint32_t cp = peek(p, end, &bytes);
        p += bytes;
        if (p == q)
            return true;
        if (!(cp >= '0' && cp <= '9') && !ONE_OF(cp, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
                                             0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E))
            return false;
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the marks and closers that follow an end mark at p; NULL when the sentence goes on. */
static const char *close_sentence(const char *p, const char *end)
{
    size_t bytes;
    bool closed = false;
    for (;;) {
        uint32_t cp = peek(p, end, &bytes);
        if (!is_end(cp) && !is_closer(cp))
            break;
        closed = closed || is_closer(cp);
        p += bytes;
    }
    return closed && goes_on(p, end) ? NULL : p;
}

enum level { SENTENCES, CLAUSES };

/* Does the piece that began at `from` end behind the character cp at p (next: behind it)? Gives the
 * place, or NULL. */
static const char *end_here(
    const char *from, const char *p, const char *next, const char *end, enum level level)
{
    size_t bytes;
    uint32_t cp = peek(p, end, &bytes);
    if (is_end(cp))
        return close_sentence(next, end);
    if (cp == '.' && p > from && is_letter(p[-1]) && next < end && *next == ' ')
        return next;
    bool pause = ONE_OF(cp, 0xFF1B, 0xFF1A, ';');
    if (pause && is_item(next, end))
        return next;
    if (level == CLAUSES &&
        (pause || cp == 0xFF0C || (cp == ',' && next < end && (unsigned char)*next > 0x7F)))
        return next;
    return NULL;
}

static bool next_piece(
    const char *text, size_t n, size_t *at, enum level level, struct text_span *out)
{
    const char *end = text + n, *p = text + *at, *stop = NULL;
    size_t bytes;
    while (p < end && utf8_is_space(peek(p, end, &bytes)))
        p += bytes;
    const char *from = p;
    while (p < end && *p != '\n' && !stop) {
        const char *next = skip_bracket(p, end);
        if (next != p) {
            p = next;
            continue;
        }
        utf8_next(&next, end);
        stop = end_here(from, p, next, end, level);
        p = next;
    }
    p = stop ? stop : p;
    *at = (size_t)(p - text);
    const char *last = from;
    for (const char *q = from; q < p;) {
        bool space = utf8_is_space(peek(q, end, &bytes));
        q += bytes;
        last = space ? last : q;
    }
    *out = (struct text_span){(size_t)(from - text), (size_t)(last - text)};
    return last > from;
}

bool sentence_next(const char *text, size_t n, size_t *at, struct text_span *out)
{
    return next_piece(text, n, at, SENTENCES, out);
}

bool clause_next(const char *text, size_t n, size_t *at, struct text_span *out)
{
    return next_piece(text, n, at, CLAUSES, out);
}
