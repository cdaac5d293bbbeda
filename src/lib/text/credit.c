/* The characters and the check character of a credit code; see credit.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/credit.h"

#include <string.h>

#include "lib/base/utf8.h"

enum { CODE_CHARS = 18, REGION_FROM = 2, REGION_TO = 8, CHARACTERS = 31 };

/* No I, O, S, V, Z: they look like digits and other letters. */
static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static int value_of(char c)
{
    char capital = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    const char *at = strchr(characters, capital);
    return at && capital ? (int)(at - characters) : -1;
}

static const char *wrong_character(struct arena *a, const char *code)
{
    for (int i = 0; i < CODE_CHARS; i++) {
        bool region = i >= REGION_FROM && i < REGION_TO;
        if (value_of(code[i]) < 0)
            return arena_printf(
                a, "第 %d 位“%c”不对：只有数字和大写字母，并且没有 I、O、S、V、Z", i + 1, code[i]);
        if (region && value_of(code[i]) > 9)
            return arena_printf(
                a, "第 %d 位“%c”不对：第 3 到 8 位是行政区划代码，只有数字", i + 1, code[i]);
    }
    return "";
}

const char *credit_code_fault(struct arena *a, const char *code)
{
    int sum = 0, weight = 1;
    size_t n = utf8_count(code);
    if (!*code)
        return "";
    if (n != CODE_CHARS)
        return arena_printf(a, "应为 18 位，现在是 %zu 位", n);
    if (strlen(code) != CODE_CHARS)
        return "只有数字和大写字母，请用半角输入";
    const char *wrong = wrong_character(a, code);
    if (*wrong)
        return wrong;
    for (int i = 0; i < CODE_CHARS - 1; i++) {
        sum += value_of(code[i]) * weight;
        weight = weight * 3 % CHARACTERS;
    }
    char check = characters[(CHARACTERS - sum % CHARACTERS) % CHARACTERS];
    if (value_of(code[CODE_CHARS - 1]) != value_of(check))
        return "第 18 位校验码不对，请对照证照逐位检查";
    return "";
}
