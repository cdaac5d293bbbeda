/* Number formats and the values behind them: days, per cent, decimals.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/paper/xlsx_parts.h"

/* The marks of a day in a format code: outside quotes, brackets and escapes. Months alone may be
 * minutes, so that years or days must be there. */
static enum xformat format_of_code(const char *s)
{
    enum xformat found = XFORMAT_PLAIN;
    for (; *s && *s != ';'; s++) {
        if (*s == '"' || *s == '[') {
            const char *end = strchr(s + 1, *s == '"' ? '"' : ']');
            s = end ? end : s + strlen(s) - 1;
        } else if ((*s == '\\' || *s == '_' || *s == '*') && s[1]) {
            s++;
        } else if (strchr("yYdD", *s)) {
            return XFORMAT_DAY;
        } else if (*s == '%') {
            found = XFORMAT_PERCENT;
        }
    }
    return found;
}

enum xformat xlsx_format(int id, const char *code)
{
    if (*code)
        return format_of_code(code);
    if (id == 9 || id == 10)
        return XFORMAT_PERCENT;
    /* the built-in days, and those of Chinese editions */
    bool day = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
               (id >= 50 && id <= 54) || id == 57 || id == 58;
    return day ? XFORMAT_DAY : XFORMAT_PLAIN;
}

struct day xlsx_day(double count, bool from_1904)
{
    if (!(count >= 0 && count < 2958466))
        return day_none();
    int n = (int)count;
    if (from_1904)
        return (struct day){day_of(1904, 1, 1).n + n};
    if (n == 0 || n == 60) /* 1900-01-00 and the 29 February that never was */
        return day_none();
    return (struct day){day_of(1899, 12, 31).n + n - (n > 60)};
}

static char *trim_zeros(char *s)
{
    char *point = strchr(s, '.');
    char *end = s + strlen(s);
    while (point && end > point && (end[-1] == '0' || end[-1] == '.'))
        *--end = '\0';
    return s;
}

/* At most 15 digits, as the table programs show them, and never an exponent. */
static const char *decimal(struct arena *a, double v, int digits)
{
    char text[400], *end;
    snprintf(text, sizeof text, "%.*e", digits - 1, v); /* the value the digits stand for */
    v = strtod(text, &end);
    const char *e = strchr(text, 'e');
    int places = digits - 1 - (e ? (int)strtol(e + 1, NULL, 10) : 0);
    if (places > 40)
        places = 40;
    snprintf(text, sizeof text, "%.*f", places > 0 ? places : 0, v);
    trim_zeros(text);
    return arena_strdup(a, strcmp(text, "-0") == 0 ? "0" : text);
}

const char *xlsx_number(struct arena *a, const char *value, enum xformat format)
{
    char *end;
    double v = strtod(value, &end);
    if (end == value || *end || !isfinite(v))
        return value;
    if (format == XFORMAT_PERCENT)
        return arena_printf(a, "%s%%", decimal(a, v * 100, 13));
    return decimal(a, v, 15);
}
