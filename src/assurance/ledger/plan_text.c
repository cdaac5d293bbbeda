/* Characters and numbered lines of official texts, half and full width alike.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/plan_parts.h"

#include <string.h>

#include "lib/base/utf8.h"

bool text_starts(const char *p, const char *word)
{
    return strncmp(p, word, strlen(word)) == 0;
}

size_t text_starts_any(const char *p, const char *const *words)
{
    for (; *words; words++)
        if (text_starts(p, *words))
            return strlen(*words);
    return 0;
}

static const char *const blanks[] = {" ", "\t", "　", "\u00a0", "\u200b", "\ufeff", NULL};

const char *text_skip_blanks(const char *p)
{
    size_t n;
    while ((n = text_starts_any(p, blanks)))
        p += n;
    return p;
}

/* Bytes of the digit at p and its value, 0 when it is none. */
static size_t digit_at(const char *p, int *value)
{
    if (*p >= '0' && *p <= '9') {
        *value = *p - '0';
        return 1;
    }
    if (text_starts(p, "\xef\xbc") && (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x99) {
        *value = (unsigned char)p[2] - 0x90; /* ０ … ９ */
        return 3;
    }
    return 0;
}

bool text_read_digits(const char **p, int max_digits, int *value)
{
    const char *at = *p;
    int digit, n = 0;
    size_t bytes;
    *value = 0;
    for (; n < max_digits && (bytes = digit_at(at, &digit)); n++, at += bytes)
        *value = *value * 10 + digit;
    if (!n || digit_at(at, &digit))
        return false;
    *p = at;
    return true;
}

static size_t han_digit(const char *p, int *value)
{
    static const char *const digits[] = {
        "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (int i = 0; i < 10; i++)
        if (text_starts(p, digits[i])) {
            *value = i;
            return strlen(digits[i]);
        }
    if (text_starts(p, "○") || text_starts(p, "零")) {
        *value = 0;
        return 3;
    }
    return 0;
}

bool text_read_count(const char **p, int *value)
{
    if (text_read_digits(p, 3, value))
        return true;
    const char *at = *p;
    int tens = 0, ones = 0;
    size_t n = han_digit(at, &ones);
    at += n;
    if (text_starts(at, "十")) {
        at += strlen("十");
        tens = n ? ones : 1;
        ones = 0;
        at += han_digit(at, &ones);
    } else if (!n || !ones) {
        return false;
    }
    *value = tens * 10 + ones;
    *p = at;
    return true;
}

bool text_read_year(const char **p, int *value)
{
    if (text_read_digits(p, 4, value))
        return *value >= 1900 && *value < 2200;
    const char *at = *p;
    int digit;
    *value = 0;
    for (int i = 0; i < 4; i++) {
        size_t n = han_digit(at, &digit);
        if (!n)
            return false;
        *value = *value * 10 + digit;
        at += n;
    }
    if (*value < 1900 || *value >= 2200)
        return false;
    *p = at;
    return true;
}

static bool take(const char **p, const char *const *words)
{
    size_t n = text_starts_any(*p, words);
    *p += n;
    return n > 0;
}

static const char *const open_parens[] = {"(", "（", NULL};
static const char *const close_parens[] = {")", "）", NULL};
static const char *const dots[] = {".", "．", "、", "。", NULL};

/* "1.5%" is no marker, "1.2017年以来…" is one. */
static bool digit_marker(const char **p, int *number)
{
    const char *at = *p;
    int year;
    if (!text_read_digits(&at, 3, number))
        return false;
    at = text_skip_blanks(at);
    if (!take(&at, dots))
        return false;
    const char *behind = at;
    bool digit = digit_at(at, &year) > 0;
    if (digit && !(text_read_year(&behind, &year) && text_starts(text_skip_blanks(behind), "年")))
        return false;
    *p = at;
    return true;
}

static enum level marker(const char **p, int *number)
{
    const char *at = *p;
    if (digit_marker(p, number))
        return LEVEL_DIGIT;
    bool paren = take(&at, open_parens);
    at = text_skip_blanks(at);
    const char *from = at;
    if (!text_read_count(&at, number))
        return LEVEL_TEXT;
    int digit;
    bool digits = digit_at(from, &digit) > 0;
    at = text_skip_blanks(at);
    if (paren ? !take(&at, close_parens) : digits || !take(&at, dots))
        return LEVEL_TEXT;
    if (paren)
        take(&at, dots);
    *p = at;
    if (paren)
        return digits ? LEVEL_DIGIT_PAREN : LEVEL_HAN_PAREN;
    return LEVEL_HAN;
}

static size_t trimmed(const char *p, size_t n)
{
    for (;;) {
        size_t before = n;
        for (size_t i = 0; blanks[i]; i++) {
            size_t b = strlen(blanks[i]);
            if (n >= b && memcmp(p + n - b, blanks[i], b) == 0)
                n -= b;
        }
        if (n == before)
            return n;
    }
}

/* Line ends of any system; two wide blanks inside a line begin a paragraph, as pasted text has
 * them. */
static size_t line_break(const char *p, const char *solid)
{
    static const char *const ends[] = {
        "\r\n", "\n", "\r", "\v", "\f", "\u2028", "\u2029", "\xc2\x85", NULL};
    size_t n = text_starts_any(p, ends);
    if (!n && p > solid && text_starts(p, "　　"))
        n = strlen("　　");
    return n;
}

size_t plan_lines(struct arena *a, const char *text, size_t n, struct line **out)
{
    const char *p = text, *end = text + n;
    size_t count = 0, cap = 64;
    *out = ARENA_ARRAY(a, struct line, cap);
    while (p < end) {
        const char *line = p;
        const char *from = text_skip_blanks(line);
        size_t stop = 0;
        while (p < end && !(stop = line_break(p, from)))
            p++;
        struct line l = {.level = LEVEL_TEXT};
        l.level = from < p ? marker(&from, &l.number) : LEVEL_TEXT;
        from = text_skip_blanks(from);
        l.text = from < p ? arena_strndup(a, from, trimmed(from, (size_t)(p - from))) : "";
        p += stop;
        if (!*l.text)
            continue;
        if (count == cap) {
            struct line *more = ARENA_ARRAY(a, struct line, cap * 2);
            memcpy(more, *out, cap * sizeof *more);
            *out = more;
            cap *= 2;
        }
        (*out)[count++] = l;
    }
    return count;
}
