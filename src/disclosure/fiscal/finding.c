/* Findings as JSON; printed decimals as exact integers.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/finding.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"

static void text_or_null(struct buf *out, const char *key, const char *s)
{
    jw_key(out, key);
    if (s)
        jw_text(out, s);
    else
        buf_adds(out, "null");
}

void fiscal_finding(struct fiscal_run *r, const char *id, const char *cell, const char *expected,
    const char *actual, const char *message)
{
    jw_comma(r->out);
    buf_addc(r->out, '{');
    jw_pair(r->out, "id", id);
    jw_pair(r->out, "cell", cell);
    text_or_null(r->out, "expected", expected);
    text_or_null(r->out, "actual", actual);
    jw_pair(r->out, "message", message);
    buf_addc(r->out, '}');
}

/* Commas part the whole number every three digits, or not at all; takes them off. */
static bool ungroup(char *s)
{
    char *w = s;
    size_t whole = strcspn(s, "."), digits = 0;
    bool first = true;
    for (size_t i = 0; s[i]; i++) {
        if (s[i] != ',') {
            digits += i < whole && s[i] >= '0' && s[i] <= '9';
            *w++ = s[i];
            continue;
        }
        if (i > whole || !digits || digits > 3 || (!first && digits != 3))
            return false;
        first = false;
        digits = 0;
    }
    *w = '\0';
    return first || digits == 3;
}

/* Full-width forms become ASCII; spaces and one per-cent sign go. */
static bool fold(const char *s, char out[static 40])
{
    size_t n = 0;
    bool percent = false;
    const char *end = s + strlen(s);
    while (s < end) {
        uint32_t c = utf8_next(&s, end);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c == 0x2212)
            c = '-';
        if (utf8_is_space(c))
            continue;
        if (percent || n == 39 || c > 127)
            return false;
        if (c == '%')
            percent = true;
        else
            out[n++] = (char)c;
    }
    out[n] = '\0';
    return true;
}

static bool only(const char *s, const char *letters)
{
    return *s && !s[strspn(s, letters)];
}

const char *fiscal_amount_problem(const char *text, unsigned may, int64_t most)
{
    struct printed p;
    char folded[40];
    bool ascii = fold(text, folded);
    if (!printed_read(text, &p)) {
        if (!ascii || !only(folded + (*folded == '-'), "0123456789,."))
            return only(text, "0123456789,. -") ? "数字太大，超出了可能的范围"
                                                : "不是数字，数字格里不能有文字";
        size_t whole = strspn(folded + (*folded == '-'), "0123456789");
        if (strchr(folded, ','))
            return "千位分隔号的位置不对，应每三位一个（如 1,234.56），或者不写分隔号";
        return whole > 12 ? "数字太大，超出了可能的范围" : "不是数字，请写成 12.34 的样子";
    }
    if (!(may & AMOUNT_PERCENT) && (strchr(text, '%') || strstr(text, "％")))
        return "不是数字，这一格不填百分比";
    if (p.v < 0 && !(may & AMOUNT_SIGNED))
        return "不能是负数";
    int64_t size = p.v < 0 ? -p.v : p.v;
    if (size / FISCAL_UNIT >= most)
        return "数字太大，可能把元当成万元填写了";
    return NULL;
}

bool printed_read(const char *s, struct printed *out)
{
    char text[40];
    if (!fold(s, text) || !ungroup(text))
        return false;
    const char *p = text;
    bool minus = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    size_t whole = strspn(p, "0123456789");
    size_t decimals = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") : 0;
    bool point = p[whole] == '.';
    if (whole < 1 || whole > 12 || decimals > 6 || (point && !decimals) ||
        p[whole + point + decimals])
        return false;
    int64_t v = strtoll(p, NULL, 10) * FISCAL_UNIT, place = FISCAL_UNIT;
    for (size_t i = 0; i < decimals; i++)
        v += (p[whole + 1 + i] - '0') * (place /= 10);
    *out = (struct printed){minus ? -v : v, (int)decimals};
    return true;
}

static int64_t place_of(int decimals)
{
    int64_t place = FISCAL_UNIT;
    while (decimals-- > 0)
        place /= 10;
    return place;
}

int64_t printed_round(int64_t v, int decimals)
{
    int64_t place = place_of(decimals), half = place / 2;
    return v >= 0 ? (v + half) / place * place : -((-v + half) / place * place);
}

const char *printed_text(struct arena *a, int64_t v, int decimals)
{
    int64_t u = printed_round(v < 0 ? -v : v, decimals) / place_of(decimals), scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    const char *sign = v < 0 && u ? "-" : "";
    if (!decimals)
        return arena_printf(a, "%s%lld", sign, (long long)u);
    return arena_printf(
        a, "%s%lld.%0*lld", sign, (long long)(u / scale), decimals, (long long)(u % scale));
}
