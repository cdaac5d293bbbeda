/* One row a scheme: a small pattern whose letters say what each character is part of.
 *
 * In a pattern, N stands for a digit, A for a letter, L for a letter or digit of a credit code, X
 * for a digit or X, W for a letter or digit; "+" repeats the character before it. The lower-case
 * tag before a group, `o:` organisation, `c:` catalogue, `y:` year, `m:` month and day, `d:` whole
 * date, `s:` serial, `-:` nothing, says what the group is. Groups are separated by `|`, and `'x'`
 * is a character as it stands.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/indexno.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *pattern;
} schemes[] = {
    {"YN-2008", "o:NNNNNNNN'-'X|-:'-'|c:NN'_'A|-:'/'|y:NNNN|-:'-'|m:NNNN|s:NNN"},
    {"YN-dept", "o:A+'-'?|-:'/'|y:NNNN|-:'-'|m:NNNN|s:NNNN"},
    {"CREDIT", "o:LLLLLLLLLLLLLLLLLL|-:'/'|y:NNNN|-:'-'|s:NNNNN"},
    {"REGION", "o:NNNNNNNNNN|-:'/'|y:NNNN|-:'-'|s:NNNNNN"},
    {"STATE", "o:NNNNNNNNN|-:'/'|y:NNNN|-:'-'|s:NNNNN"},
    {"YN-new", "o:A+N*|-:'/'|y:NNNN|-:'-'|s:NNNNN"},
    {"YN-org-day", "o:NNNNNNNN'-'X|-:'/'|d:NNNNNNNN|-:'-'|s:NNNNN"},
    {"YN-nujiang", "o:NNNNNNNNX|-:'-'|y:NNNN|-:'-'|s:N+"},
    {"YN-mzt-21", "o:NNNNNN|-:NNNNNNNNNNNNNNN"},
    {"LYG", "o:WWWWW|-:'-'|c:W+|-:'-'|y:NNNN|-:'-'|s:N+"},
    {"NINGBO", "-:W+'-'|o:W+|-:'-'|c:W+'-'W+|-:'-'|d:NNNNNNNN|-:'-'|s:N+"},
};

static bool digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

static bool of_class(char want, char ch)
{
    switch (want) {
    case 'N':
        return digit(ch);
    case 'A':
        return letter(ch);
    case 'X':
        return digit(ch) || ch == 'X';
    case 'W':
        return digit(ch) || letter(ch);
    default:
        return digit(ch) || (ch >= 'A' && ch <= 'Z' && !strchr("IOSVZ", ch));
    }
}

/* One character of the pattern, with its repetition; moves both on. */
static bool match_one(const char **pattern, const char **s)
{
    const char *p = *pattern;
    char literal = *p == '\'' ? p[1] : '\0', want = *p;
    p += literal ? 3 : 1;
    size_t n = 0, most = *p == '+' || *p == '*' ? SIZE_MAX : 1;
    while (n < most && (literal ? **s == literal : of_class(want, **s))) {
        ++*s;
        n++;
    }
    size_t least = *p == '*' || *p == '?' ? 0 : 1;
    if (*p == '+' || *p == '*' || *p == '?')
        p++;
    *pattern = p;
    return n >= least;
}

/* The last four digits of the group are a month and a day. */
static void set_date(struct indexno *out, const char *digits)
{
    int month = (digits[0] - '0') * 10 + digits[1] - '0',
        dom = (digits[2] - '0') * 10 + digits[3] - '0';
    out->date = day_of(out->year, month, dom);
    out->bad_date = !day_given(out->date);
}

static void keep_group(struct arena *a, struct indexno *out, char tag, const char *from, size_t n)
{
    const char *text = arena_strndup(a, from, n);
    if (tag == 'o')
        out->org = text;
    else if (tag == 'c')
        out->catalog = text;
    else if (tag == 's')
        out->serial = text;
    else if (tag == 'y' || tag == 'd')
        out->year = (int)strtol(arena_strndup(a, from, 4), NULL, 10);
    if (tag == 'm' || tag == 'd')
        set_date(out, text + n - 4);
}

static bool match(struct arena *a, const char *pattern, const char *s, struct indexno *out)
{
    while (*pattern) {
        char tag = *pattern;
        const char *from = s;
        pattern += 2;
        while (*pattern && *pattern != '|')
            if (!match_one(&pattern, &s))
                return false;
        keep_group(a, out, tag, from, (size_t)(s - from));
        if (*pattern == '|')
            pattern++;
    }
    return *s == '\0';
}

bool indexno_parse(struct arena *a, const char *s, struct indexno *out)
{
    while (*s == ' ' || *s == '\t')
        s++;
    size_t n = strlen(s);
    while (n && strchr(" \t\r\n", s[n - 1]))
        n--;
    if (n == 0 || n > 64)
        return false;
    const char *text = arena_strndup(a, s, n);
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        *out = (struct indexno){
            .scheme = schemes[i].name, .org = "", .catalog = "", .serial = "", .date = day_none()};
        if (match(a, schemes[i].pattern, text, out))
            return true;
    }
    return false;
}
