/* Dates of a plan: written out, "2018年底前", "年内", "9月底前", and their usual slips.
 *
 * A deadline without a year takes that of the last date written out before it in the same text,
 * else the year of the plan. What recurs (每年) or measures a span (3年内) is no date.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/plan_parts.h"

struct reader {
    const char *text, *p;
    int year;     /* of the context, 0 unknown */
    bool written; /* this date names its year */
};

static struct day month_end(int year, int month)
{
    struct day next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
    return day_given(next) ? (struct day){next.n - 1} : next;
}

static bool take_word(const char **p, const char *word)
{
    const char *at = text_skip_blanks(*p);
    if (!text_starts(at, word))
        return false;
    *p = at + strlen(word);
    return true;
}

static bool take_one(const char **p, const char *const *words)
{
    const char *at = text_skip_blanks(*p);
    size_t n = text_starts_any(at, words);
    if (n)
        *p = at + n;
    return n > 0;
}

/* 内 of a time, not of 内容, 内部. */
static bool word_goes_on(const char *behind)
{
    static const char *const rest[] = {"容", "部", "外", "控", "设", NULL};
    return text_starts_any(behind, rest) > 0;
}

static bool take_time(const char **p, const char *const *words)
{
    const char *at = *p;
    if (!take_one(&at, words) || word_goes_on(at))
        return false;
    *p = at;
    return true;
}

static const char *const end_words[] = {"底", "末", NULL};
static const char *const within_words[] = {
    "份前", "份内", "份以前", "份之前", "前", "以前", "之前", "内", "中旬前", NULL};

/* Behind "9月": a day, a third of the month, its end; day_none() for a bare month. */
static struct day after_month(const char **p, int year, int month)
{
    const char *at = text_skip_blanks(*p);
    int dom;
    if (text_read_count(&at, &dom)) {
        static const char *const day_words[] = {"日", "号", NULL};
        if (take_one(&at, day_words) || text_starts(text_skip_blanks(at), "前")) {
            *p = at;
            return day_of(year, month, dom);
        }
        return day_none();
    }
    if (take_word(p, "上旬"))
        return day_of(year, month, 10);
    if (take_word(p, "中旬"))
        return day_of(year, month, 20);
    if (take_word(p, "下旬") || take_one(p, end_words) || take_word(p, "份底"))
        return month_end(year, month);
    return take_time(p, within_words) ? month_end(year, month) : day_none();
}

static struct day quarter_end(const char **p, int year)
{
    const char *at = text_skip_blanks(*p);
    int quarter;
    take_word(&at, "第");
    if (!text_read_count(&at, &quarter) || quarter < 1 || quarter > 4 || !take_word(&at, "季度"))
        return day_none();
    *p = at;
    return month_end(year, quarter * 3);
}

/* Behind the year: 9月30日, 9月底, 12底 (月 left out), 底, 年底, 内, 上半年, 第三季度. */
static struct day after_year(const char **p, int year)
{
    static const char *const year_ends[] = {
        "年底", "年末", "底", "末", "年内", "度内", "内", "下半年", NULL};
    const char *at = text_skip_blanks(*p);
    int month;
    if (text_read_count(&at, &month) && month >= 1 && month <= 12) {
        const char *behind = at;
        bool monthly = take_word(&at, "月");
        if (monthly || take_one(&behind, end_words)) {
            struct day d = monthly ? after_month(&at, year, month) : month_end(year, month);
            *p = monthly ? at : behind;
            return d;
        }
    }
    struct day d = quarter_end(p, year);
    if (day_given(d))
        return d;
    if (take_word(p, "上半年"))
        return month_end(year, 6);
    return take_time(p, year_ends) ? month_end(year, 12) : day_none();
}

/* 2018-09-30, 2018.9.30, 2018/9/30 */
static struct day after_sign(const char **p, int year)
{
    static const char *const signs[] = {"-", ".", "/", "．", "－", NULL};
    const char *at = *p;
    int month, dom;
    size_t n = text_starts_any(at, signs);
    if (!n || !text_read_digits((at += n, &at), 2, &month) || !(n = text_starts_any(at, signs)) ||
        !text_read_digits((at += n, &at), 2, &dom))
        return day_none();
    *p = at;
    return day_of(year, month, dom);
}

/* True when the character before `at` makes a span or another year of "年内", "年底": 3年内,
 * 去年底. */
static bool spoiled_before(const char *text, const char *at)
{
    static const char *const spoilers[] = {"一", "二", "两", "三", "四", "五", "六", "七", "八",
        "九", "十", "百", "几", "数", "多", "半", "近", "全", "去", "上", "往", "历", "学", "周",
        "每", "个", NULL};
    if (at == text)
        return false;
    if ((at[-1] >= '0' && at[-1] <= '9') || at - text < 3)
        return at[-1] >= '0' && at[-1] <= '9';
    return text_starts_any(at - 3, spoilers) == 3 ||
           ((unsigned char)at[-3] == 0xef && (unsigned char)at[-2] == 0xbc &&
               (unsigned char)at[-1] >= 0x90 && (unsigned char)at[-1] <= 0x99);
}

static struct day relative_year(struct reader *r)
{
    static const char *const this_year[] = {"今年", "本年度", "本年", "当年", NULL};
    static const char *const next_year[] = {"明年", "次年", "翌年", NULL};
    size_t n;
    if (r->year && (n = text_starts_any(r->p, this_year))) {
        r->p += n;
        return after_year(&r->p, r->year);
    }
    if (r->year && (n = text_starts_any(r->p, next_year))) {
        r->p += n;
        return after_year(&r->p, r->year + 1);
    }
    static const char *const ends[] = {"年底", "年末", "年内", NULL};
    if (r->year && (n = text_starts_any(r->p, ends)) && !spoiled_before(r->text, r->p) &&
        !word_goes_on(r->p + n)) {
        r->p += n;
        return month_end(r->year, 12);
    }
    return day_none();
}

static struct day bare_month(struct reader *r)
{
    const char *at = r->p;
    int month;
    if (!r->year || spoiled_before(r->text, at) || !text_read_count(&at, &month) || month < 1 ||
        month > 12 || !take_word(&at, "月"))
        return day_none();
    struct day d = after_month(&at, r->year, month);
    r->p = at;
    return d;
}

/* Steps over 每年…, so that what follows is not taken for a date of this year. */
static bool skip_recurring(struct reader *r)
{
    static const char *const every[] = {"每年度", "每年", "每月", "每季度", "逐年", NULL};
    size_t n = text_starts_any(r->p, every);
    if (!n)
        return false;
    r->p += n;
    after_year(&r->p, 2000);
    return true;
}

static struct day date_at(struct reader *r)
{
    const char *at = r->p;
    int year;
    r->written = false;
    if (!spoiled_before(r->text, r->p) && text_read_year(&at, &year)) {
        struct day d = after_sign(&at, year);
        if (!day_given(d) && take_word(&at, "年"))
            d = after_year(&at, year);
        if (day_given(d)) {
            r->p = at;
            r->year = year;
            r->written = true;
        }
        return d;
    }
    struct day d = relative_year(r);
    return day_given(d) ? d : bare_month(r);
}

size_t plan_dates(struct arena *a, const char *text, int year, struct found_date **out)
{
    struct reader r = {.text = text, .p = text, .year = year};
    size_t n = 0, cap = 4;
    *out = ARENA_ARRAY(a, struct found_date, cap);
    while (*r.p) {
        const char *from = r.p;
        if (skip_recurring(&r))
            continue;
        struct day d = date_at(&r);
        if (day_given(d)) {
            if (n == cap) {
                struct found_date *more = ARENA_ARRAY(a, struct found_date, cap *= 2);
                memcpy(more, *out, n * sizeof *more);
                *out = more;
            }
            (*out)[n++] =
                (struct found_date){d, (size_t)(from - text), (size_t)(r.p - text), r.written};
        }
        if (r.p == from)
            do
                r.p++;
            while (((unsigned char)*r.p & 0xc0) == 0x80);
    }
    return n;
}

struct day plan_date_line(const char *line)
{
    struct reader r = {.text = line, .p = text_skip_blanks(line)};
    struct day d = date_at(&r);
    return day_given(d) && !*text_skip_blanks(r.p) ? d : day_none();
}
