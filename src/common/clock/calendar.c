/* Working-day arithmetic over the table of special days: the built-in one, or that one with the
 * notices an office has entered laid over it (calendar_overlay).
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/calendar.h"

#include <stdatomic.h>
#include <string.h>

#include "common/clock/calendar_table.h"
#include "lib/base/arena.h"

struct table {
    const struct special_day *days;
    size_t n;
    int last_year;
    struct arena *mem;
    struct table *older; /* kept: somebody may still be counting with it */
};

static _Atomic(struct table *) overlaid;

static struct table now(void)
{
    const struct table *t = atomic_load(&overlaid);
    return t ? *t : (struct table){calendar_days, n_calendar_days, calendar_last_year, NULL, NULL};
}

struct day calendar_from(void)
{
    return day_of(calendar_first_year, 1, 1);
}

struct day calendar_to(void)
{
    return day_of(now().last_year, 12, 31);
}

int calendar_shipped_to(void)
{
    return calendar_last_year;
}

size_t calendar_shipped(const struct special_day **days)
{
    *days = calendar_days;
    return n_calendar_days;
}

void calendar_overlay(const struct special_day *days, size_t n, int last_year)
{
    struct arena *a = arena_new(); /* stays, as everything older does */
    struct table *t = ARENA_NEW(a, struct table);
    struct special_day *copy = ARENA_ARRAY(a, struct special_day, n + 1);
    if (n)
        memcpy(copy, days, n * sizeof *copy);
    *t = (struct table){copy, n, last_year, a, atomic_load(&overlaid)};
    atomic_store(&overlaid, t);
}

static const struct special_day *special(struct day d)
{
    const struct table t = now();
    size_t lo = 0, hi = t.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (t.days[mid].day.n < d.n)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t.n && t.days[lo].day.n == d.n ? &t.days[lo] : NULL;
}

/* RULE W4: outside the notices there is no answer, but a way to get one. */
static enum st check_loaded(struct day d, struct err *e)
{
    if (day_given(d) && d.n >= calendar_from().n && d.n <= calendar_to().n)
        return ST_OK;
    char text[11];
    if (!day_given(d))
        err_set(e, ST_INVALID, "", "没有日期，不能计算工作日");
    else if (d.n > calendar_to().n)
        err_set(e, ST_INVALID, "",
            "期限要算到 %d 年，而 %d "
            "年的日历还没有录入，不能推算。国务院办公厅的节假日安排通知公布后，"
            "请管理员在“日历”中录入，期限会自动算出",
            day_year(d), day_year(d));
    else
        err_set(e, ST_INVALID, "", "日历从 %d 年开始，不能计算 %s 的工作日。请检查日期",
            calendar_first_year, day_text(d, text));
    err_detail(e, "CALENDAR_NOT_LOADED");
    return ST_INVALID;
}

/* RULE W1: listed as worked, listed as off, else Monday to Friday. RULE W7: half-days for some
 * people are in no list; days off of the place are entered like a notice. RULE W9: the table holds
 * what the last notice of a year left. */
static bool working(struct day d)
{
    const struct special_day *s = special(d);
    return s ? s->working : day_weekday(d) <= 5;
}

enum st calendar_is_working(struct day d, bool *out, struct err *e)
{
    enum st st = check_loaded(d, e);
    if (!st)
        *out = working(d);
    return st;
}

/* RULE W2 */
enum st calendar_add(struct day d, int n, struct day *out, struct err *e)
{
    int step = n < 0 ? -1 : 1, left = n < 0 ? -n : n;
    enum st st = check_loaded(d, e);
    while (!st && left) {
        d.n += step;
        st = check_loaded(d, e);
        if (!st && working(d))
            left--;
    }
    if (!st)
        *out = d;
    return st;
}

/* RULE W3 */
enum st calendar_between(struct day a, struct day b, int *n, struct err *e)
{
    enum st st = check_loaded(a, e);
    if (!st)
        st = check_loaded(b, e);
    if (st)
        return st;
    int sign = 1;
    if (b.n < a.n) {
        struct day swap = a;
        a = b;
        b = swap;
        sign = -1;
    }
    int count = 0;
    for (struct day d = {a.n + 1}; d.n <= b.n; d.n++)
        count += working(d);
    *n = sign * count;
    return ST_OK;
}

/* RULE R11 */
enum light light_of(struct day due, struct day today)
{
    if (!day_given(due))
        return LIGHT_NONE;
    if (today.n > due.n)
        return LIGHT_OVERDUE;
    int left;
    if (due.n - today.n > 60)
        return LIGHT_NONE;
    if (calendar_between(today, due, &left, NULL))
        left = due.n - today.n;
    return left <= 2 ? LIGHT_RED : left <= 5 ? LIGHT_YELLOW : LIGHT_NONE;
}

const char *light_word(enum light l)
{
    static const char *const words[] = {"未到期", "临期", "紧急", "逾期", "已完成"};
    return words[l];
}
