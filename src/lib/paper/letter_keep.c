/* Runs that a line may not tear apart: 2018年9月12日, 〔2018〕第1号-答, 第三十六条, 20个工作日.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/paper/letter_flow.h"

#define MAX_RUN_CHARS 24

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool one_of(uint32_t c, const char *set)
{
    const char *end = set + strlen(set);
    while (set < end)
        if (utf8_next(&set, end) == c)
            return true;
    return false;
}

/* Length of a run of characters that stand in numbers and dates, 0 when it has no digit. */
static size_t number_run(const char *p, const char *end)
{
    const char *at = p, *last = p; /* behind the last character that may end a run */
    bool digits = false;
    for (int n = 0; at < end && n < MAX_RUN_CHARS; n++) {
        const char *from = at;
        uint32_t c = utf8_next(&at, end);
        bool joins = c == '.' || c == ',' || c == ':' || c == '-';
        if (!is_digit(c) && !(joins && digits) && !one_of(c, "〔〕第") &&
            !(digits && one_of(c, "年月日号条款项元万亿个页份件时分％%")))
            return digits ? (size_t)(last - p) : 0;
        digits |= is_digit(c);
        if (!joins)
            last = at;
        else if (at < end && !is_digit((unsigned char)*at) && c == '-')
            last = from; /* 第1号-答: the word after the hyphen is taken below */
        if (c == '-' && at < end && (unsigned char)*at >= 0x80) {
            utf8_next(&at, end);
            last = at;
        }
    }
    return digits ? (size_t)(last - p) : 0;
}

/* 第三十六条 and its like. */
static size_t ordinal_run(const char *p, const char *end)
{
    const char *at = p;
    uint32_t c = utf8_next(&at, end);
    int digits = 0;
    if (c != 0x7B2C) /* 第 */
        return 0;
    while (at < end && one_of(c = utf8_next(&at, end), "一二三四五六七八九十百零〇（）"))
        digits++;
    return digits && one_of(c, "条款项章节号") ? (size_t)(at - p) : 0;
}

bool letter_keep_next(const char *text, size_t *start, size_t *end)
{
    const char *p = text + *start, *stop = text + strlen(text);
    while (p < stop) {
        size_t n = ordinal_run(p, stop);
        static const char days[] = "个工作日";
        if (!n)
            n = number_run(p, stop);
        if (n >= strlen("个") && strncmp(p + n - strlen("个"), days, sizeof days - 1) == 0)
            n += sizeof days - 1 - strlen("个");
        if (n > 1) {
            *start = (size_t)(p - text);
            *end = *start + n;
            return true;
        }
        utf8_next(&p, stop);
    }
    return false;
}
