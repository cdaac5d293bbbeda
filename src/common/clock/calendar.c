/* Working-day arithmetic over the built-in table.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/calendar.h"

#include "common/clock/calendar_table.h"

struct day calendar_from(void)
{
    return day_of(calendar_first_year, 1, 1);
}

struct day calendar_to(void)
{
    return day_of(calendar_last_year, 12, 31);
}

static const struct special_day *special(struct day d)
{
    size_t lo = 0, hi = n_calendar_days;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (calendar_days[mid].day.n < d.n)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n_calendar_days && calendar_days[lo].day.n == d.n ? &calendar_days[lo] : NULL;
}

/* RULE W4: outside the notices there is no answer. */
static enum st check_loaded(struct day d, struct err *e)
{
    if (day_given(d) && d.n >= calendar_from().n && d.n <= calendar_to().n)
        return ST_OK;
    char text[11];
    err_set(e, ST_INVALID, "", "日期 %s 不在已载入的节假日安排（%d—%d 年）之内，不能计算工作日",
        day_given(d) ? day_text(d, text) : "（空）", calendar_first_year, calendar_last_year);
    err_detail(e, "CALENDAR_NOT_LOADED");
    return ST_INVALID;
}

/* RULE W1: listed as worked, listed as off, else Monday to Friday. */
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
