/* Reading numbers and dates, see numeral.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/numeral.h"

#include <string.h>

#include "lib/base/utf8.h"

enum sign { NONE, DIGIT, UNIT, BIG, TENS };

struct glyph {
    const char *text;
    enum sign sign;
    int64_t value;
};

static const struct glyph glyphs[] = {{"〇", DIGIT, 0}, {"零", DIGIT, 0}, {"○", DIGIT, 0},
    {"一", DIGIT, 1}, {"壹", DIGIT, 1}, {"二", DIGIT, 2}, {"贰", DIGIT, 2}, {"两", DIGIT, 2},
    {"三", DIGIT, 3}, {"叁", DIGIT, 3}, {"四", DIGIT, 4}, {"肆", DIGIT, 4}, {"五", DIGIT, 5},
    {"伍", DIGIT, 5}, {"六", DIGIT, 6}, {"陆", DIGIT, 6}, {"七", DIGIT, 7}, {"柒", DIGIT, 7},
    {"八", DIGIT, 8}, {"捌", DIGIT, 8}, {"九", DIGIT, 9}, {"玖", DIGIT, 9}, {"十", UNIT, 10},
    {"拾", UNIT, 10}, {"百", UNIT, 100}, {"佰", UNIT, 100}, {"千", UNIT, 1000}, {"仟", UNIT, 1000},
    {"万", BIG, 10000}, {"萬", BIG, 10000}, {"亿", BIG, 100000000}, {"億", BIG, 100000000},
    {"廿", TENS, 20}, {"卅", TENS, 30}};

/* All glyphs have three bytes. */
static const struct glyph *glyph_at(const char *p, size_t n)
{
    if (n < 3 || (unsigned char)*p < 0xE2)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(glyphs); i++)
        if (memcmp(p, glyphs[i].text, 3) == 0)
            return &glyphs[i];
    return NULL;
}

/* -1 or the value of an Arabic digit of either width. */
static int digit_at(const char *p, size_t n, size_t *bytes)
{
    const char *q = p;
    uint32_t cp = n ? utf8_next(&q, p + n) : 0;
    *bytes = (size_t)(q - p);
    if (cp >= '0' && cp <= '9')
        return (int)cp - '0';
    return cp >= 0xFF10 && cp <= 0xFF19 ? (int)(cp - 0xFF10) : -1;
}

/* ",ddd" and no fourth digit. */
static bool is_group(const char *p, size_t n)
{
    size_t at = 1, bytes;
    if (n < 4 || *p != ',')
        return false;
    for (int i = 0; i < 3; i++, at += bytes)
        if (digit_at(p + at, n - at, &bytes) < 0)
            return false;
    return digit_at(p + at, n - at, &bytes) < 0;
}

static size_t read_arabic(const char *p, size_t n, int64_t *value)
{
    size_t at = 0, bytes;
    int64_t v = 0;
    for (int d; (d = digit_at(p + at, n - at, &bytes)) >= 0;) {
        v = v * 10 + d;
        at += bytes;
        if (v > NUMERAL_MAX)
            return 0;
        if (is_group(p + at, n - at))
            at++;
    }
    *value = v;
    return at;
}

/* Digits only, read one by one: 二〇一八. */
static size_t read_positional(const char *p, size_t n, int64_t *value)
{
    size_t at = 0;
    int64_t v = 0;
    for (const struct glyph *g; (g = glyph_at(p + at, n - at)); at += 3) {
        if (g->sign != DIGIT)
            return 0;
        v = v * 10 + g->value;
        if (v > NUMERAL_MAX)
            return 0;
    }
    *value = v;
    return at;
}

/* A number with units while it is read. */
struct reading {
    int64_t above;   /* of 亿 */
    int64_t done;    /* of 万 below it */
    int64_t section; /* of 千, 百, 十 since the last 万 or 亿 */
    int64_t digit;   /* waits for its unit; -1: none */
    int64_t unit;    /* the last one read, 0: none or a 零 behind it */
    int64_t limit;   /* units of the section must be smaller */
    int64_t big;     /* so must 万 and 亿 */
};

static bool take_digit(struct reading *r, int64_t v)
{
    if (r->digit > 0 || (r->digit == 0 && v == 0))
        return false;
    r->digit = v;
    if (v == 0)
        r->unit = 0;
    return true;
}

static bool take_unit(struct reading *r, int64_t v)
{
    int64_t d = r->digit;
    if (v >= r->limit || (d <= 0 && (v != 10 || r->section)))
        return false;
    r->section += (d <= 0 ? 1 : d) * v;
    r->digit = -1;
    r->unit = r->limit = v;
    return true;
}

static bool take_big(struct reading *r, int64_t v)
{
    int64_t s = r->section + (r->digit > 0 ? r->digit : 0);
    if (v >= r->big || (!s && !(v == 100000000 && r->done)))
        return false;
    if (v == 10000)
        r->done = s * v;
    else
        r->above = (r->done + s) * v;
    if (v == 100000000)
        r->done = 0;
    r->section = 0;
    r->digit = -1;
    r->unit = v;
    r->limit = 10000;
    r->big = v;
    return true;
}

static bool take(struct reading *r, const struct glyph *g)
{
    switch (g->sign) {
    case DIGIT:
        return take_digit(r, g->value);
    case UNIT:
        return take_unit(r, g->value);
    case BIG:
        /* 万 before 亿 only as in 一万亿 */
        return take_big(r, g->value);
    default:
        if (r->digit > 0 || r->limit <= 10)
            return false;
        r->section += g->value;
        r->digit = -1;
        r->unit = r->limit = 10;
        return true;
    }
}

static int64_t value_of(const struct reading *r)
{
    int64_t last = r->digit > 0 ? r->digit : 0;
    if (last && r->unit > 10) /* 一百二 */
        last *= r->unit / 10;
    return r->above + r->done + r->section + last;
}

static size_t read_units(const char *p, size_t n, int64_t *value)
{
    struct reading r = {.digit = -1, .limit = 10000, .big = INT64_MAX};
    size_t at = 0;
    for (const struct glyph *g; (g = glyph_at(p + at, n - at)); at += 3) {
        bool wan_yi = g->value == 100000000 && r.big == 10000 && !r.above;
        if (wan_yi)
            r.big = INT64_MAX;
        if (!take(&r, g))
            break;
    }
    if (at >= 3 && r.digit == 0 && at > 3)
        at -= 3; /* a last 零 belongs to nothing */
    *value = value_of(&r);
    return *value <= NUMERAL_MAX ? at : 0;
}

size_t number_read(const char *p, size_t n, int64_t *value)
{
    size_t used = read_arabic(p, n, value);
    if (!used)
        used = read_positional(p, n, value);
    return used ? used : read_units(p, n, value);
}

static const char *const digit_glyphs[] = {
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/* 1 … 9999. *zero: a 零 is due before the next digit. */
static void write_section(struct buf *out, int64_t v, bool *zero, bool first)
{
    static const char *const units[] = {"千", "百", "十", ""};
    int64_t unit = 1000;
    for (int i = 0; i < 4; i++, unit /= 10) {
        int64_t d = v / unit % 10;
        if (!d) {
            *zero = *zero || !first;
            continue;
        }
        if (*zero && !first)
            buf_adds(out, "零");
        *zero = false;
        if (!(first && unit == 10 && d == 1))
            buf_adds(out, digit_glyphs[d]);
        buf_adds(out, units[i]);
        first = false;
    }
}

void number_write(struct buf *out, int64_t value)
{
    if (value <= 0) {
        buf_adds(out, "〇");
        return;
    }
    if (value > NUMERAL_MAX)
        value = NUMERAL_MAX;
    bool zero = false, first = true;
    int64_t high = value / 100000000, low = value % 100000000;
    if (high) {
        if (high >= 10000) {
            write_section(out, high / 10000, &zero, first);
            buf_adds(out, "万");
            first = false;
            zero = high % 10000 != 0 && high % 10000 < 1000;
        }
        if (high % 10000)
            write_section(out, high % 10000, &zero, first);
        buf_adds(out, "亿");
        first = false;
        zero = false;
    }
    if (low / 10000) {
        write_section(out, low / 10000, &zero, first);
        buf_adds(out, "万");
        first = false;
        zero = false;
    } else {
        zero = zero || !first;
    }
    if (low % 10000)
        write_section(out, low % 10000, &zero, first);
}

static size_t literal(const char *p, size_t n, const char *word)
{
    size_t k = strlen(word);
    return n >= k && memcmp(p, word, k) == 0 ? k : 0;
}

/* A four-digit year: its bytes. */
static size_t read_year(const char *p, size_t n, int64_t *year)
{
    size_t at = 0, bytes;
    int chars = 0;
    int64_t v = 0;
    for (;; chars++, at += bytes) {
        const struct glyph *g = glyph_at(p + at, n - at);
        int d = g && g->sign == DIGIT ? (int)g->value : digit_at(p + at, n - at, &bytes);
        if (d < 0 || chars == 4)
            break;
        if (g)
            bytes = 3;
        v = v * 10 + d;
    }
    *year = v;
    return chars == 4 && v >= 1000 ? at : 0;
}

/* A month or day and what stands behind it; 0 when it is not there. */
static size_t read_part(const char *p, size_t n, int64_t max, int64_t *v)
{
    size_t used = number_read(p, n < 12 ? n : 12, v);
    return *v >= 1 && *v <= max ? used : 0;
}

static size_t with_marks(const char *p, size_t n, size_t at, char mark, int64_t md[2])
{
    size_t used = read_part(p + at + 1, n - at - 1, 12, &md[0]), bytes;
    at += 1 + used;
    if (!used || at >= n || p[at] != mark)
        return 0;
    used = read_part(p + at + 1, n - at - 1, 31, &md[1]);
    at += 1 + used;
    return used && digit_at(p + at, n - at, &bytes) < 0 ? at : 0;
}

static size_t with_words(const char *p, size_t n, size_t at, int64_t md[2])
{
    at += strlen("年");
    size_t used = read_part(p + at, n - at, 12, &md[0]);
    at += used;
    if (!used || !literal(p + at, n - at, "月"))
        return 0;
    at += strlen("月");
    used = read_part(p + at, n - at, 31, &md[1]);
    at += used;
    size_t end = literal(p + at, n - at, "日");
    end = end ? end : literal(p + at, n - at, "号");
    return used && end ? at + end : 0;
}

size_t date_read(const char *p, size_t n, struct day *out)
{
    int64_t year, md[2] = {0};
    size_t at = read_year(p, n, &year), end = 0;
    *out = day_none();
    if (!at || at >= n)
        return 0;
    if (literal(p + at, n - at, "年"))
        end = with_words(p, n, at, md);
    else if (p[at] == '-' || p[at] == '/' || p[at] == '.')
        end = with_marks(p, n, at, p[at], md);
    if (end)
        *out = day_of((int)year, (int)md[0], (int)md[1]);
    return day_given(*out) ? end : 0;
}
