/* RULE T-DATE-2, T-DATE-3, T-DATE-5: reads the dates of a line one after another.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_dates.h"

#include <string.h>

#include "lib/base/utf8.h"

static const struct proof_kind impossible = {"T-DATE-2", "date", PROOF_ERROR, 980};
static const struct proof_kind unlikely = {"T-DATE-2", "date", PROOF_WARN, 600};
static const struct proof_kind weekday = {"T-DATE-3", "date", PROOF_ERROR, 970};
static const struct proof_kind backwards = {"T-DATE-5", "date", PROOF_WARN, 930};
static const struct proof_kind past = {"T-DATE-5", "date", PROOF_WARN, 920};

/* A date as written; 0 for the parts it does not name. */
struct date {
    int year, month, dom;
    size_t from, to;
};

/* 〇 … 九 and 十 of Chinese dates; -1 for anything else. */
static int han_digit(uint32_t cp)
{
    static const uint32_t digits[] = {
        0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (size_t i = 0; i < COUNT_OF(digits); i++)
        if (digits[i] == cp)
            return (int)i;
    return -1;
}

/* A number of at most max digits at *p, Arabic or Chinese (二〇一八, 二十八); -1 and *p unmoved
 * when there is none. */
static int read_number(const char **p, const char *end, int max)
{
    const char *at = *p;
    int n = 0, value = 0;
    while (at < end && *at >= '0' && *at <= '9' && n <= max) {
        value = value * 10 + (*at++ - '0');
        n++;
    }
    if (!n) {
        bool tens = false;
        while (at < end && n <= max) {
            const char *next = at;
            int d = han_digit(utf8_next(&next, end));
            if (d < 0)
                break;
            if (d == 10)
                value = value ? value * 10 : 10;
            else if (tens)
                value += d;
            else
                value = value * 10 + d;
            tens = d == 10;
            at = next;
            n++;
        }
    }
    if (!n || n > max)
        return -1;
    *p = at;
    return value;
}

static bool take(const char **p, const char *end, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
        return false;
    *p += n;
    return true;
}

static bool digit_before(const struct proof_work *w, size_t at)
{
    if (at && w->text[at - 1] >= '0' && w->text[at - 1] <= '9')
        return true;
    if (at < 3)
        return false;
    const char *p = w->text + at - 3;
    return han_digit(utf8_next(&p, w->text + at)) >= 0;
}

/* Year, month and day, or month and day, at p. */
static bool read_date(const struct proof_work *w, const char *p, struct date *d)
{
    const char *end = w->text + w->size, *at = p;
    *d = (struct date){.from = (size_t)(p - w->text)};
    int n = read_number(&at, end, 4);
    if (n < 0 || digit_before(w, d->from))
        return false;
    if (take(&at, end, "年")) {
        if (n < 1000)
            return false;
        d->year = n;
        d->to = (size_t)(at - w->text);
        n = read_number(&at, end, 3);
        if (n < 0)
            return true;
    }
    if (!take(&at, end, "月") || take(&at, end, "份"))
        return d->year != 0;
    d->month = n ? n : 99; /* month or day 0 does not exist */
    d->to = (size_t)(at - w->text);
    n = read_number(&at, end, 3);
    if (n >= 0 && (take(&at, end, "日") || take(&at, end, "号"))) {
        d->dom = n ? n : 99;
        d->to = (size_t)(at - w->text);
    }
    return d->year || d->dom;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && year && !leap ? 28 : days[month - 1];
}

static bool exists(const struct date *d)
{
    if (d->month && (d->month > 12 || d->month < 1))
        return false;
    return !d->month || !d->dom || d->dom <= days_of(d->year, d->month);
}

static void check_exists(struct proof_work *w, const struct date *d)
{
    if (!exists(d))
        proof_add(w, &impossible, d->from, d->to, NULL);
    else if (d->year && (d->year < 1949 || d->year > 2100))
        proof_add(w, &unlikely, d->from, d->to, NULL);
}

static int year_of(const struct proof_work *w)
{
    int y = 0, m, dom;
    if (day_given(w->req->date))
        day_split(w->req->date, &y, &m, &dom);
    return y;
}

/* （星期三）, (周三), 星期三 right behind the date. */
static void check_weekday(struct proof_work *w, const struct date *d)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    const char *end = w->text + w->size, *p = w->text + d->to;
    int year = d->year ? d->year : year_of(w);
    struct day day = year && d->month && d->dom ? day_of(year, d->month, d->dom) : day_none();
    if (!day_given(day))
        return;
    while (p < end && *p == ' ')
        p++;
    bool bracket = take(&p, end, "（") || take(&p, end, "(") || take(&p, end, "，");
    (void)bracket;
    if (!take(&p, end, "星期") && !take(&p, end, "周"))
        return;
    for (int i = 0; i < (int)COUNT_OF(names); i++) {
        const char *from = p;
        if (!take(&p, end, names[i]))
            continue;
        if ((i == 7 ? 7 : i + 1) != day_weekday(day))
            proof_add(w, &weekday, (size_t)(from - w->text), (size_t)(p - w->text),
                names[day_weekday(day) - 1]);
        return;
    }
}

static bool earlier(const struct date *a, const struct date *b)
{
    int x = (a->year * 100 + a->month) * 100 + a->dom,
        y = (b->year * 100 + b->month) * 100 + b->dom;
    return x < y;
}

/* “2018年9月12日至2018年9月1日” */
static void check_interval(
    struct proof_work *w, const struct date *first, const struct date *second)
{
    static const char *const joins[] = {"至", "到", "—", "——", "－", "-", "～", "~"};
    size_t n = second->from - first->to;
    bool joined = false;
    for (size_t i = 0; i < COUNT_OF(joins); i++)
        joined = joined || (strlen(joins[i]) == n && !memcmp(w->text + first->to, joins[i], n));
    struct date to = *second;
    bool next_year = !to.year && first->month - to.month > 5; /* 12月25日至1月5日 */
    if (!to.year)
        to.year = first->year;
    bool comparable = first->month && to.month && (first->dom != 0) == (to.dom != 0) &&
                      (first->year != 0) == (to.year != 0) && !next_year;
    if (joined && comparable && exists(first) && exists(&to) && earlier(&to, first))
        proof_add(w, &backwards, first->from, second->to, NULL);
}

/* “于2018年8月31日前完成” in a paper of later date. */
static void check_deadline(struct proof_work *w, const struct date *d)
{
    static const char *const acts[] = {
        "完成", "报送", "上报", "报", "落实", "提交", "整改", "反馈", "将", "全面", "全部"};
    const char *end = w->text + w->size, *p = w->text + d->to;
    struct day due = d->year && d->dom ? day_of(d->year, d->month, d->dom) : day_none();
    if (!day_given(w->req->date) || !day_given(due) || due.n >= w->req->date.n)
        return;
    if (!take(&p, end, "前") && !take(&p, end, "之前") && !take(&p, end, "以前"))
        return;
    take(&p, end, "，");
    for (size_t i = 0; i < COUNT_OF(acts); i++)
        if (take(&p, end, acts[i])) {
            proof_add(w, &past, d->from, d->to, NULL);
            return;
        }
}

void proof_dates_check(struct proof_work *w)
{
    struct date last = {.to = SIZE_MAX}, d;
    const char *end = w->text + w->size;
    if (!strstr(w->text, "年") && !strstr(w->text, "月"))
        return;
    for (const char *p = w->text; p < end;) {
        unsigned char c = (unsigned char)*p;
        bool may = (c >= '0' && c <= '9') || c == 0xE3 || (c >= 0xE4 && c <= 0xE5);
        if (!may || !read_date(w, p, &d)) {
            p += utf8_prefix(p, 1);
            continue;
        }
        check_exists(w, &d);
        check_weekday(w, &d);
        if (last.to != SIZE_MAX)
            check_interval(w, &last, &d);
        check_deadline(w, &d);
        last = d;
        p = w->text + d.to;
    }
}
