/* Calendar days and times of the People's Republic: UTC+8, no daylight saving.
 *
 * A day is a count since 1970-01-01, so that arithmetic is addition. Times are UTC seconds.
 * Working days are the business of common/clock.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_NONE INT32_MIN

struct day {
    int32_t n; /* days since 1970-01-01, or DAY_NONE */
};

static inline struct day day_none(void)
{
    return (struct day){DAY_NONE};
}
static inline bool day_given(struct day d)
{
    return d.n != DAY_NONE;
}
/* day_none() when such a date does not exist; year 1 … 9999. */
struct day day_of(int year, int month, int dom);
void day_split(struct day d, int *year, int *month, int *dom);
/* 0 for day_none(). */
int day_year(struct day d);
/* Exactly "YYYY-MM-DD"; day_none() for anything else. */
struct day day_parse(const char *s);
/* Writes "YYYY-MM-DD", or "" for day_none(); returns out. */
char *day_text(struct day d, char out[static 11]);
/* Writes "2018年9月12日" (no padding), or ""; returns out. */
char *day_text_zh(struct day d, char out[static 24]);
/* The same date n months later (n may be negative); the last day of the month where there is none.
 */
struct day month_add(struct day d, int months);
/* 1 Monday … 7 Sunday. */
int day_weekday(struct day d);
/* The day in China at UTC second t. */
struct day day_at(int64_t t);
/* UTC second of 00:00 in China on d. */
int64_t day_start(struct day d);
/* Writes "YYYY-MM-DD HH:MM" in China time; returns out. */
char *time_text(int64_t t, char out[static 17]);
/* Writes RFC 3339 "YYYY-MM-DDTHH:MM:SS+08:00"; returns out. */
char *time_rfc3339(int64_t t, char out[static 26]);
/* Parses "YYYY-MM-DD HH:MM" or "YYYY-MM-DDTHH:MM" in China time; false when malformed. */
bool time_parse(const char *s, int64_t *t);
/* Now, in UTC seconds. Only main, the server and tests call it; rules get time as a parameter. */
int64_t time_now(void);

#endif
