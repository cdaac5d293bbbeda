/* Reading the yearly notice; see notice.h.
 *
 * One walk over the text: dates and ranges are kept until 放假 or 上班 says what they are.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/notice.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 200, MOST_RANGE = 31, FEAST_BYTES = 60 };

struct reader {
    struct arena *mem;
    struct notice *out;
    struct err *e;
    const char *p, *feast;
    struct day pending[MOST];
    size_t n_pending;
    int month; /* of the date before: 10月1日至7日 */
    int year;  /* of the date before, when it was written */
};

static bool starts(const char *p, const char *word)
{
    return strncmp(p, word, strlen(word)) == 0;
}

static bool skip(struct reader *r, const char *word)
{
    if (!starts(r->p, word))
        return false;
    r->p += strlen(word);
    return true;
}

static enum st refuse_day(struct reader *r, struct day d, const char *why)
{
    char text[24];
    return err_set(r->e, ST_INVALID, "text", "%s：%s", day_text_zh(d, text), why);
}

static enum st add(struct reader *r, struct day d, bool working)
{
    struct notice *n = r->out;
    int year = day_year(d);
    if (year != n->year && !(year == n->year - 1 && d.n >= day_of(year, 12, 1).n))
        return refuse_day(r, d, "不在这一年，请核对年份");
    if (working && day_weekday(d) <= 5)
        return refuse_day(r, d, "本来就是工作日，不应写成调休上班");
    for (size_t i = 0; i < n->n; i++)
        if (n->days[i].day.n == d.n) {
            if (n->days[i].working != working)
                return refuse_day(r, d, "既写了放假又写了上班");
            return ST_OK;
        }
    if (n->n == MOST)
        return err_set(r->e, ST_INVALID, "text", "日期太多，请只粘贴一年的安排");
    n->days[n->n++] = (struct special_day){d, working, r->feast};
    return ST_OK;
}

/* ---- the words of the notice ---- */

/* "12" before a 月 or 日; 0 when there is none. */
static int number_before(const char **p, const char *unit)
{
    const char *s = *p;
    int n = 0, digits = 0;
    while (*s >= '0' && *s <= '9' && digits < 5) {
        n = 10 * n + (*s++ - '0');
        digits++;
    }
    if (!digits || !starts(s, unit))
        return 0;
    *p = s + strlen(unit);
    return n;
}

/* （周五）, （农历正月初一、周二）, （星期六）: must fit the date, else the year is wrong. */
static enum st check_weekday(struct reader *r, struct day d)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
    const char *close = strstr(r->p, "）");
    if (!starts(r->p, "（") || !close)
        return ST_OK;
    for (const char *s = r->p; s < close; s++) {
        size_t skip_bytes = starts(s, "周") ? strlen("周") : starts(s, "星期") ? strlen("星期") : 0;
        for (int i = 0; skip_bytes && i < 7; i++)
            if (starts(s + skip_bytes, names[i]) && i + 1 != day_weekday(d))
                return refuse_day(r, d,
                    arena_printf(r->mem, "写的是周%s，实际是周%s，请核对年份", names[i],
                        names[day_weekday(d) - 1]));
    }
    r->p = close + strlen("）");
    return ST_OK;
}

/* A date at the cursor; *found false when there is none. */
static enum st read_date(struct reader *r, bool *found, struct day *out)
{
    const char *p = r->p;
    int year = number_before(&p, "年"), month = number_before(&p, "月"), dom;
    *found = false;
    dom = number_before(&p, "日");
    if (!dom || (!month && !r->month))
        return ST_OK;
    *found = true;
    r->p = p;
    if (month) {
        r->month = month;
        r->year = year ? year : r->out->year;
    }
    *out = day_of(r->year, r->month, dom);
    if (!day_given(*out))
        return err_set(
            r->e, ST_INVALID, "text", "没有 %d 年 %d 月 %d 日，请核对", r->year, r->month, dom);
    return check_weekday(r, *out);
}

static enum st keep(struct reader *r, struct day from, struct day to)
{
    if (to.n < from.n || to.n - from.n > MOST_RANGE)
        return refuse_day(r, from, "起止日期颠倒或者太长，请核对");
    for (struct day d = from; d.n <= to.n; d.n++) {
        if (r->n_pending == MOST)
            return err_set(r->e, ST_INVALID, "text", "日期太多，请只粘贴一年的安排");
        r->pending[r->n_pending++] = d;
    }
    return ST_OK;
}

static enum st take_dates(struct reader *r, bool *found)
{
    struct day from, to;
    enum st st = read_date(r, found, &from);
    if (st || !*found)
        return st;
    to = from;
    if (skip(r, "至") || skip(r, "到") || skip(r, "—")) {
        bool second;
        st = read_date(r, &second, &to);
        if (!st && !second)
            return refuse_day(r, from, "“至”后面没有日期");
    }
    return st ? st : keep(r, from, to);
}

static enum st settle(struct reader *r, bool working)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < r->n_pending; i++)
        st = add(r, r->pending[i], working);
    r->n_pending = 0;
    return st;
}

/* “二、春节：” names the feast of what follows. */
static void take_feast(struct reader *r)
{
    static const char *const marks[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        const char *name = r->p + strlen(marks[i]) + strlen("、");
        const char *end = starts(r->p, marks[i]) && starts(r->p + strlen(marks[i]), "、")
                              ? strstr(name, "：")
                              : NULL;
        if (end && end > name && end - name < FEAST_BYTES) {
            r->feast = arena_strndup(r->mem, name, (size_t)(end - name));
            r->p = end;
            return;
        }
    }
}

/* "2027-01-01 off 元旦"; false when the line is something else. */
static enum st take_line(struct reader *r, bool *found)
{
    char date[11];
    size_t len = strcspn(r->p, "\r\n");
    *found = false;
    if (len < 14 || r->p[4] != '-' || r->p[7] != '-')
        return ST_OK;
    memcpy(date, r->p, 10);
    date[10] = '\0';
    struct day d = day_parse(date);
    const char *kind = r->p + 11;
    bool off = starts(kind, "off"), work = starts(kind, "work");
    if (!day_given(d) || r->p[10] != ' ' || (!off && !work))
        return ST_OK;
    *found = true;
    const char *name = kind + (off ? 3 : 4);
    name += *name == ' ';
    r->feast = arena_strndup(r->mem, name, (size_t)(r->p + len - name));
    r->p += len;
    return add(r, d, work);
}

static enum st step(struct reader *r)
{
    bool found;
    take_feast(r);
    enum st st = take_line(r, &found);
    if (!st && !found)
        st = take_dates(r, &found);
    if (st || found)
        return st;
    if (skip(r, "放假"))
        return settle(r, false);
    if (skip(r, "上班"))
        return settle(r, true);
    if (*r->p == '\n' || starts(r->p, "。"))
        r->n_pending = 0;
    r->p += *r->p != '\0';
    return ST_OK;
}

/* ---- the whole ---- */

static int by_day(const void *a, const void *b)
{
    const struct special_day *x = a, *y = b;
    return (x->day.n > y->day.n) - (x->day.n < y->day.n);
}

static const struct special_day *find(const struct notice *n, struct day d)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->days[i].day.n == d.n)
            return &n->days[i];
    return NULL;
}

/* The feasts of the law that have a fixed day: missing ones tell that the text is not complete. */
static enum st check_feasts(const struct notice *n, struct err *e)
{
    static const struct {
        int month, dom;
        const char *name;
    } fixed[] = {
        {1, 1, "元旦"}, {5, 1, "劳动节"}, {10, 1, "国庆节"}, {10, 2, "国庆节"}, {10, 3, "国庆节"}};
    for (size_t i = 0; i < COUNT_OF(fixed); i++) {
        const struct special_day *s = find(n, day_of(n->year, fixed[i].month, fixed[i].dom));
        if (!s || s->working)
            return err_set(e, ST_INVALID, "text",
                "没有读到%s（%d月%d日）放假，请粘贴通知的全部安排", fixed[i].name, fixed[i].month,
                fixed[i].dom);
    }
    return ST_OK;
}

static int working_days(const struct notice *n)
{
    int count = 0;
    for (struct day d = day_of(n->year, 1, 1); d.n <= day_of(n->year, 12, 31).n; d.n++) {
        const struct special_day *s = find(n, d);
        count += s ? s->working : day_weekday(d) <= 5;
    }
    return count;
}

enum st notice_parse(struct arena *a, int year, const char *text, struct notice *out, struct err *e)
{
    struct reader r = {.mem = a, .out = out, .e = e, .p = text, .feast = "", .year = year};
    *out = (struct notice){year, ARENA_ARRAY(a, struct special_day, MOST), 0, 0};
    if (year < 2016 || year > 2100)
        return err_set(e, ST_INVALID, "year", "年份应在 2016 到 2100 之间");
    enum st st = ST_OK;
    while (!st && *r.p)
        st = step(&r);
    if (!st && !out->n)
        return err_set(e, ST_INVALID, "text",
            "没有读到放假或者上班的日期。请粘贴通知原文，例如“一、元旦：1月1日至3日放假，共3天。”");
    if (!st)
        st = check_feasts(out, e);
    if (st)
        return st;
    qsort(out->days, out->n, sizeof *out->days, by_day);
    out->working_days = working_days(out);
    return ST_OK;
}

void notice_text(const struct notice *n, struct buf *out)
{
    char day[11];
    for (size_t i = 0; i < n->n; i++)
        buf_addf(out, "%s %s %s\n", day_text(n->days[i].day, day),
            n->days[i].working ? "work" : "off", n->days[i].name);
}
