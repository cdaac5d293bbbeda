/* Folding and classes of code points, see normal.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/normal.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/simplify.h"

/* Ranges that are folded by adding an offset. */
static const struct {
    uint32_t first, last;
    int32_t add;
} shifts[] = {
    {0xC0, 0xD6, 32},
    {0xD8, 0xDE, 32},
    {0x391, 0x3A9, 32},
    {0x410, 0x42F, 32},
    {0x400, 0x40F, 80},
    {0x2460, 0x2468, 0x31 - 0x2460}, /* ① … ⑨ */
    {0x2474, 0x247C, 0x31 - 0x2474}, /* ⑴ … ⑼ */
    {0x2776, 0x277E, 0x31 - 0x2776}, /* ❶ … ❾ */
    {0x24B6, 0x24CF, 0x61 - 0x24B6},
    {0x24D0, 0x24E9, 0x61 - 0x24D0}, /* Ⓐ ⓐ */
    {0xFF01, 0xFF20, 0x21 - 0xFF01},
    {0xFF21, 0xFF3A, 0x61 - 0xFF21}, /* ！ … ＠, Ａ … Ｚ */
    {0xFF3B, 0xFF5E, 0x5B - 0xFF3B},
};

/* Single characters: what is typed or exported instead of the usual one. */
static const struct {
    uint32_t from;
    const char *text;
} singles[] = {
    {0xB2, "2"},
    {0xB3, "3"},
    {0xB9, "1"},
    {0x2103, "c"},
    {0x2109, "f"},
    {0x2113, "l"},
    {0x2160, "i"},
    {0x2161, "ii"},
    {0x2162, "iii"},
    {0x2163, "iv"},
    {0x2164, "v"},
    {0x2165, "vi"},
    {0x2166, "vii"},
    {0x2167, "viii"},
    {0x2168, "ix"},
    {0x2169, "x"},
    {0x216A, "xi"},
    {0x216B, "xii"},
    {0x2170, "i"},
    {0x2171, "ii"},
    {0x2172, "iii"},
    {0x2173, "iv"},
    {0x2174, "v"},
    {0x2175, "vi"},
    {0x2176, "vii"},
    {0x2177, "viii"},
    {0x2178, "ix"},
    {0x2179, "x"},
    {0x2469, "10"},
    {0x246A, "11"},
    {0x246B, "12"},
    {0x246C, "13"},
    {0x246D, "14"},
    {0x246E, "15"},
    {0x246F, "16"},
    {0x2470, "17"},
    {0x2471, "18"},
    {0x2472, "19"},
    {0x2473, "20"},
    {0x2E9F, "母"},
    {0x2EA0, "民"},
    {0x2F00, "一"},
    {0x2F06, "二"},
    {0x2F08, "人"},
    {0x2F12, "力"},
    {0x2F17, "十"},
    {0x2F1F, "土"},
    {0x2F24, "大"},
    {0x2F29, "小"},
    {0x2F2F, "工"},
    {0x2F42, "文"},
    {0x2F45, "方"},
    {0x2F47, "日"},
    {0x2F49, "月"},
    {0x2F54, "水"},
    {0x2F63, "生"},
    {0x2F64, "用"},
    {0x2F83, "自"},
    {0x2F8F, "行"},
    {0x3038, "十"},
    {0x3220, "一"},
    {0x3221, "二"},
    {0x3222, "三"},
    {0x3223, "四"},
    {0x3224, "五"},
    {0x3225, "六"},
    {0x3226, "七"},
    {0x3227, "八"},
    {0x3228, "九"},
    {0x3229, "十"},
    {0x3280, "一"},
    {0x3281, "二"},
    {0x3282, "三"},
    {0x3283, "四"},
    {0x3284, "五"},
    {0x3285, "六"},
    {0x3286, "七"},
    {0x3287, "八"},
    {0x3288, "九"},
    {0x3289, "十"},
    {0x338E, "mg"},
    {0x338F, "kg"},
    {0x339C, "mm"},
    {0x339D, "cm"},
    {0x339E, "km"},
    {0x33A1, "m2"},
    {0x33A5, "m3"},
    {0x33C4, "cc"},
    {0xF967, "不"},
    {0xF9DD, "利"},
};

static size_t fold_single(uint32_t cp, uint32_t out[static FOLD_MAX])
{
    size_t lo = 0, hi = COUNT_OF(singles);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (singles[mid].from < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == COUNT_OF(singles) || singles[lo].from != cp)
        return 0;
    const char *p = singles[lo].text, *end = p + strlen(p);
    size_t n = 0;
    while (p < end && n < FOLD_MAX)
        out[n++] = utf8_next(&p, end);
    return n;
}

size_t normal_fold(uint32_t cp, uint32_t out[static FOLD_MAX])
{
    out[0] = cp;
    if (cp < 0x80) {
        out[0] = cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
        return 1;
    }
    if (cp >= 0x3000 && cp < 0x3007) /* 、。々 and the like */
        return 1;
    if (cp >= 0x3400 && cp <= 0x9FFF && !(cp >= 0x4DC0 && cp < 0x4E00)) {
        out[0] = simplify_char(cp);
        return 1;
    }
    for (size_t i = 0; i < COUNT_OF(shifts); i++)
        if (cp >= shifts[i].first && cp <= shifts[i].last) {
            out[0] = (uint32_t)((int32_t)cp + shifts[i].add);
            return 1;
        }
    if (cp >= 0xB2) {
        size_t n = fold_single(cp, out);
        if (n)
            return n;
    }
    return 1;
}

static bool is_skipped(uint32_t cp)
{
    return cp == 0xAD || (cp >= 0x300 && cp <= 0x36F) || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064) ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* Signs, marks and drawings of all scripts we may meet. */
static bool is_break(uint32_t cp)
{
    return (cp >= 0x2010 && cp <= 0x2BFF) || (cp >= 0x2E00 && cp <= 0x303F) ||
           (cp >= 0x3200 && cp <= 0x33FF) || (cp >= 0xE000 && cp <= 0xF8FF) ||
           (cp >= 0xFE10 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFFEF && cp < 0xFF66) ||
           (cp >= 0xFFF0 && cp <= 0xFFFF) || (cp >= 0x1F000 && cp <= 0x1FAFF) ||
           (cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x3FFFF;
}

/* Quotes and brackets: “双随机、一公开” is asked for as 双随机一公开. */
static bool is_light(uint32_t cp)
{
    return (cp >= 0x2018 && cp <= 0x201F) || (cp >= 0x3008 && cp <= 0x3011) ||
           (cp >= 0x3014 && cp <= 0x3017) || cp == 0xB7 || cp == 0x30FB;
}

enum cp_kind normal_kind(uint32_t cp)
{
    if (cp < 0x80) {
        if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z'))
            return CP_WORD;
        return cp == ' ' || cp == '\t'       ? CP_SPACE
               : strchr("\"()[]{}", (int)cp) ? CP_LIGHT
                                             : CP_BREAK;
    }
    if (cp >= 0x3000 && cp < 0x3005)
        return cp == 0x3000 || cp == 0x3001 ? CP_SPACE : CP_BREAK;
    if (utf8_is_han(cp) || cp == 0x3005)
        return CP_HAN;
    if (is_skipped(cp))
        return CP_SKIP;
    if (utf8_is_space(cp))
        return cp == 0x2028 || cp == 0x2029 || cp == 0x85 ? CP_BREAK : CP_SPACE;
    if (is_light(cp))
        return CP_LIGHT;
    if (cp < 0xC0)
        return cp == 0xAA || cp == 0xB5 || cp == 0xBA ? CP_WORD : CP_BREAK;
    if (cp == 0xD7 || cp == 0xF7 || is_break(cp))
        return CP_BREAK;
    return CP_WORD;
}

void normal_key(const char *s, size_t n, struct buf *out)
{
    const char *end = s + n;
    while (s < end) {
        uint32_t folded[FOLD_MAX];
        size_t k = normal_fold(utf8_next(&s, end), folded);
        for (size_t i = 0; i < k; i++) {
            enum cp_kind kind = normal_kind(folded[i]);
            if (kind == CP_HAN || kind == CP_WORD)
                buf_addcp(out, folded[i]);
        }
    }
}
