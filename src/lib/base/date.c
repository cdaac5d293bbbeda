/* Days and times, see date.h. Day counts follow the proleptic Gregorian calendar.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define CHINA_OFFSET (8 * 3600)
#define DAY_SECONDS 86400

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && leap(y) ? 29 : days[m - 1];
}

/* Days before 1 January of year y, counted from 1 January of year 1. */
static int64_t days_before_year(int y)
{
    int64_t p = y - 1;
    return p * 365 + p / 4 - p / 100 + p / 400;
}

#define EPOCH_DAYS 719162 /* days_before_year(1970) */

struct day day_of(int year, int month, int dom)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || dom < 1 ||
        dom > month_days(year, month))
        return day_none();
    int64_t n = days_before_year(year) - EPOCH_DAYS + dom - 1;
    for (int m = 1; m < month; m++)
        n += month_days(year, m);
    return (struct day){(int32_t)n};
}

void day_split(struct day d, int *year, int *month, int *dom)
{
    int64_t n = (int64_t)d.n + EPOCH_DAYS;
    int y = (int)(n / 366) + 1;
    while (days_before_year(y + 1) <= n)
        y++;
    int rest = (int)(n - days_before_year(y)), m = 1;
    while (rest >= month_days(y, m))
        rest -= month_days(y, m++);
    *year = y;
    *month = m;
    *dom = rest + 1;
}

int day_year(struct day d)
{
    int y = 0, m, dom;
    if (day_given(d))
        day_split(d, &y, &m, &dom);
    return y;
}

/* Reads exactly `width` digits; -1 otherwise. */
static int digits(const char *s, int width)
{
    int v = 0;
    for (int i = 0; i < width; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        v = v * 10 + (s[i] - '0');
    }
    return v;
}

static struct day parse_prefix(const char *s)
{
    if (strnlen(s, 10) < 10 || s[4] != '-' || s[7] != '-')
        return day_none();
    int y = digits(s, 4), m = digits(s + 5, 2), d = digits(s + 8, 2);
    return y < 0 || m < 0 || d < 0 ? day_none() : day_of(y, m, d);
}

struct day day_parse(const char *s)
{
    return strnlen(s, 11) == 10 ? parse_prefix(s) : day_none();
}

/* The last `width` digits of v. */
static char *put_digits(char *at, int64_t v, int width)
{
    for (int i = width; i-- > 0; v /= 10)
        at[i] = (char)('0' + v % 10);
    return at + width;
}

/* "08:30" of seconds since midnight. */
static char *put_clock(char *at, int64_t s)
{
    at = put_digits(at, s / 3600, 2);
    *at++ = ':';
    return put_digits(at, s / 60 % 60, 2);
}

char *day_text(struct day d, char out[static 11])
{
    out[0] = '\0';
    if (!day_given(d))
        return out;
    int y, m, dom;
    day_split(d, &y, &m, &dom);
    char *at = put_digits(out, y, 4);
    *at++ = '-';
    at = put_digits(at, m, 2);
    *at++ = '-';
    *put_digits(at, dom, 2) = '\0';
    return out;
}

char *day_text_zh(struct day d, char out[static 24])
{
    out[0] = '\0';
    if (!day_given(d))
        return out;
    int y, m, dom;
    day_split(d, &y, &m, &dom);
    snprintf(out, 24, "%d年%d月%d日", y % 10000, m % 100, dom % 100);
    return out;
}

static struct day month_end(int year, int month)
{
    struct day next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
    return (struct day){next.n - 1};
}

struct day month_add(struct day d, int months)
{
    int y, m, dom;
    if (!day_given(d))
        return d;
    day_split(d, &y, &m, &dom);
    int at = y * 12 + (m - 1) + months;
    struct day there = day_of(at / 12, at % 12 + 1, dom);
    return day_given(there) ? there : month_end(at / 12, at % 12 + 1);
}

int day_weekday(struct day d)
{
    int64_t w = ((int64_t)d.n + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(w < 0 ? w + 7 : w) + 1;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

/* RULE W10: any hour of a day is that day, in China */
struct day day_at(int64_t t)
{
    return (struct day){(int32_t)floor_div(t + CHINA_OFFSET, DAY_SECONDS)};
}

int64_t day_start(struct day d)
{
    return (int64_t)d.n * DAY_SECONDS - CHINA_OFFSET;
}

char *time_text(int64_t t, char out[static 17])
{
    struct day d = day_at(t);
    day_text(d, out);
    out[10] = ' ';
    *put_clock(out + 11, t - day_start(d)) = '\0';
    return out;
}

char *time_rfc3339(int64_t t, char out[static 26])
{
    struct day d = day_at(t);
    int64_t s = t - day_start(d);
    day_text(d, out);
    out[10] = 'T';
    char *at = put_clock(out + 11, s);
    *at++ = ':';
    memcpy(put_digits(at, s % 60, 2), "+08:00", sizeof "+08:00");
    return out;
}

bool time_parse(const char *s, int64_t *t)
{
    if (strnlen(s, 17) != 16 || (s[10] != ' ' && s[10] != 'T') || s[13] != ':')
        return false;
    struct day d = parse_prefix(s);
    int h = digits(s + 11, 2), m = digits(s + 14, 2);
    if (!day_given(d) || h < 0 || h > 23 || m < 0 || m > 59)
        return false;
    *t = day_start(d) + h * 3600 + m * 60;
    return true;
}

int64_t time_now(void)
{
    return (int64_t)time(NULL);
}
