/* Reading and writing small Chinese numbers; see proof_numeral.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_numeral.h"

#include <string.h>

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

static int digit_at(const char *p, size_t n)
{
    for (int i = 0; n >= 3 && i < 10; i++)
        if (!memcmp(p, digits[i], 3))
            return i;
    return -1;
}

static int unit_at(const char *p, size_t n)
{
    if (n < 3)
        return 0;
    return !memcmp(p, "十", 3) ? 10 : !memcmp(p, "百", 3) ? 100 : !memcmp(p, "千", 3) ? 1000 : 0;
}

static int read_arabic(const char *p, size_t n, size_t *used)
{
    int v = 0;
    size_t i = 0;
    while (i < n && p[i] >= '0' && p[i] <= '9' && i < 5)
        v = v * 10 + (p[i++] - '0');
    *used = i;
    return i < 5 ? v : 0;
}

int numeral_read(const char *p, size_t n, size_t *used)
{
    int total = 0, digit = 0;
    size_t i = 0;
    if (n && *p >= '0' && *p <= '9')
        return read_arabic(p, n, used);
    while (i < n && i < 24) {
        int d = digit_at(p + i, n - i), unit = unit_at(p + i, n - i);
        if (d >= 0)
            digit = d;
        else if (unit) {
            total += (digit || i ? digit : 1) * unit;
            digit = 0;
        } else {
            break;
        }
        i += 3;
    }
    *used = i;
    return total + digit;
}

char *numeral_write(int value, char out[static 32])
{
    static const struct {
        int value;
        const char *name;
    } units[] = {{1000, "千"}, {100, "百"}, {10, "十"}};
    size_t n = 0;
    int zero = 0;
    for (size_t i = 0; i < 3; i++) {
        int d = value / units[i].value % 10;
        zero = zero || (n && !d);
        if (!d)
            continue;
        if (zero && n) {
            memcpy(out + n, "零", 3);
            n += 3;
        }
        zero = 0;
        if (d != 1 || units[i].value != 10 || n) {
            memcpy(out + n, digits[d], 3);
            n += 3;
        }
        memcpy(out + n, units[i].name, 3);
        n += 3;
    }
    if (value % 10) {
        if (zero && n) {
            memcpy(out + n, "零", 3);
            n += 3;
        }
        memcpy(out + n, digits[value % 10], 3);
        n += 3;
    }
    out[n] = '\0';
    return out;
}
