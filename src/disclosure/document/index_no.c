/* Index numbers: the table of schemes, and the generator; see index_no.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/index_no.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/desk.h"
#include "lib/ui/ui.h"

/* Pattern letters: 9 digit, A letter, C character of a credit code, X digit or X; a '+' behind one
 * repeats it (to 20), '?' makes the one before it optional; Y four digits that are the year; all
 * else is itself. Quantifiers are greedy and no pattern needs more. */
static const struct {
    const char *name, *pattern;
} schemes[] = {
    {"CREDIT", "CCCCCCCCCCCCCCCCCC/Y-99999"},
    {"REGION", "9999999999/Y-999999"},
    {"YN-2008", "99999999-X-99_A/Y-9999999"},
    {"STATE", "999999999/Y-99999"},
    {"YN-org-day", "99999999-X/Y9999-99999"},
    {"YN-nujiang", "99999999X-Y-9+"},
    {"YN-new", "A+9?9?9?9?/Y-99999"},
    {"YN-dept", "A+-?/Y-99999999"},
    {"YN-mzt-21", "999999999999999999999"},
};

static bool fits(char want, char c)
{
    switch (want) {
    case '9':
    case 'Y':
        return isdigit((unsigned char)c);
    case 'A':
        return isalpha((unsigned char)c);
    case 'C':
        return c && strchr("0123456789ABCDEFGHJKLMNPQRTUWXY", c);
    case 'X':
        return isdigit((unsigned char)c) || c == 'X';
    default:
        return want == c;
    }
}

static bool match(const char *pattern, const char *s, int *year)
{
    for (; *pattern; pattern++) {
        int most = *pattern == 'Y' ? 4 : pattern[1] == '+' ? 20 : 1, n = 0;
        while (n < most && fits(*pattern, s[n]))
            n++;
        bool optional = pattern[1] == '?';
        if (!optional && n < (*pattern == 'Y' ? 4 : 1))
            return false;
        if (*pattern == 'Y')
            *year = (int)strtol((char[5]){s[0], s[1], s[2], s[3], 0}, NULL, 10);
        s += n;
        pattern += pattern[1] == '+' || optional;
    }
    return !*s;
}

const char *index_no_scheme(const char *s, int *year)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        *year = 0;
        if (match(schemes[i].pattern, s, year))
            return schemes[i].name;
    }
    *year = 0;
    return "";
}

/* The first six characters of the site's code are those of the county (publishing §2.4). */
static const char *prefix(struct arena *a, const struct unit *u)
{
    if (strlen(u->credit_code) == 18)
        return u->credit_code;
    return arena_printf(a, "%.6s%04lld", ui_site()->id_code, (long long)(u->id % 10000));
}

const char *index_no_text(struct arena *a, const struct unit *u, int year, int64_t serial)
{
    int width = strlen(u->credit_code) == 18 ? 5 : 6;
    return arena_printf(a, "%s/%04d-%0*lld", prefix(a, u), year, width, (long long)serial);
}

enum st index_no_next(
    struct ctx *c, const struct unit *u, int year, int64_t record_id, const char **out)
{
    for (;;) {
        int64_t serial;
        bool taken;
        enum st st = desk_serial_next(c, prefix(c->mem, u), year, &serial);
        if (st)
            return st;
        *out = index_no_text(c->mem, u, year, serial);
        st = desk_index_taken(c, *out, record_id, &taken, &(const char *){""});
        if (st)
            return st;
        if (!taken)
            return desk_index_keep(c, *out, record_id);
    }
}
