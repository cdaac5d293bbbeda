/* Numbers as Word writes them in lists: 1, ①, 一, 壹, a, IV.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/paper/docx_parts.h"

static void add_chinese(
    struct buf *b, int n, const char *const digits[10], const char *const units[4])
{
    bool gap = false, any = false;
    for (int i = 3, power = 1000; i >= 0; i--, power /= 10) {
        int digit = n / power % 10;
        if (!digit) {
            gap = any;
            continue;
        }
        if (gap)
            buf_adds(b, digits[0]);
        gap = false;
        if (!(i == 1 && digit == 1 && !any && strcmp(units[1], "十") == 0)) /* 十二, not 一十二 */
            buf_adds(b, digits[digit]);
        buf_adds(b, units[i]);
        any = true;
    }
    if (!any)
        buf_adds(b, digits[0]);
}

static const char *const plain_digits[10] = {
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
static const char *const plain_units[4] = {"", "十", "百", "千"};
static const char *const legal_digits[10] = {
    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
static const char *const legal_units[4] = {"", "拾", "佰", "仟"};

static void add_letters(struct buf *b, int n, char first)
{
    for (int i = (n - 1) / 26; i >= 0; i--) /* Word: z, aa, bb */
        buf_addc(b, (char)(first + (n - 1) % 26));
}

static void add_roman(struct buf *b, int n, bool upper)
{
    static const struct {
        int value;
        const char *small, *big;
    } parts[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
        {100, "c", "C"}, {90, "xc", "XC"}, {50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"},
        {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"}};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        for (; n >= parts[i].value; n -= parts[i].value)
            buf_adds(b, upper ? parts[i].big : parts[i].small);
}

static void add_wide(struct buf *b, int n)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", n);
    for (const char *p = digits; *p; p++)
        buf_addcp(b, 0xFF10u + (uint32_t)(*p - '0'));
}

static bool is_one_of(const char *s, const char *const *list)
{
    while (*list && strcmp(*list, s) != 0)
        list++;
    return *list != NULL;
}

static void add_number(struct buf *b, const char *format, int n)
{
    static const char *const chinese[] = {"chineseCounting", "chineseCountingThousand",
        "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
        "ideographTraditional", "koreanCounting", NULL};
    static const char *const legal[] = {
        "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal", NULL};
    if (n < 0 || n > 9999)
        buf_addint(b, n);
    else if (is_one_of(format, chinese))
        add_chinese(b, n, plain_digits, plain_units);
    else if (is_one_of(format, legal))
        add_chinese(b, n, legal_digits, legal_units);
    else if (strcmp(format, "decimalZero") == 0)
        buf_addf(b, "%02d", n);
    else if (n && strcmp(format, "lowerLetter") == 0)
        add_letters(b, n, 'a');
    else if (n && strcmp(format, "upperLetter") == 0)
        add_letters(b, n, 'A');
    else if (n && (strcmp(format, "lowerRoman") == 0 || strcmp(format, "upperRoman") == 0))
        add_roman(b, n, *format == 'u');
    else if (n >= 1 && n <= 20 && strncmp(format, "decimalEnclosedCircle", 21) == 0)
        buf_addcp(b, 0x2460u + (uint32_t)(n - 1));
    else if (strncmp(format, "decimalFullWidth", 16) == 0)
        add_wide(b, n);
    else if (strcmp(format, "none") != 0)
        buf_addint(b, n);
}

const char *docx_format_number(struct arena *a, const char *format, int n)
{
    struct buf b;
    buf_init(&b, 1024);
    add_number(&b, format, n);
    const char *s = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return s;
}
