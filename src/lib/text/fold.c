/* One key for all spellings, see fold.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/fold.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/normal.h"
#include "lib/text/numeral.h"
#include "lib/text/simplify.h"

static bool is_wide(uint32_t cp)
{
    return (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
           (cp >= 0xFF41 && cp <= 0xFF5A) || cp == 0xFF05 || cp == 0xFF0B || cp == 0xFF0D ||
           cp == 0xFF0E || cp == 0xFF0F || cp == 0xFF1D || cp == 0xFF20 || cp == 0xFF3F;
}

void fold_width(const char *s, size_t n, struct buf *out)
{
    const char *end = s + n;
    while (s < end) {
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        if (is_wide(cp))
            buf_addc(out, (char)(cp - 0xFF01 + '!'));
        else
            buf_add(out, from, (size_t)(s - from));
    }
}

/* A date or number at p that is written differently elsewhere: its bytes, the usual form in out. */
static size_t fold_number(const char *p, size_t n, struct buf *out)
{
    struct day day;
    int64_t value;
    char text[11];
    size_t used = date_read(p, n, &day);
    if (used) {
        buf_adds(out, day_text(day, text));
        return used;
    }
    used = number_read(p, n, &value);
    bool arabic = *p >= '0' && *p <= '9';
    if (!used || (!arabic && used < 6))
        return 0;
    if (arabic && !memchr(p, ',', used))
        buf_add(out, p, used); /* 007 is not 7 */
    else
        buf_addint(out, value);
    return used;
}

const char *fold_key(struct arena *a, const char *s)
{
    struct buf plain, out;
    const char *simple = simplify(a, s);
    buf_init(&plain, 0);
    buf_init(&out, 0);
    for (const char *p = simple, *end = p + strlen(p); p < end;) {
        uint32_t folded[FOLD_MAX];
        size_t k = normal_fold(utf8_next(&p, end), folded);
        for (size_t i = 0; i < k; i++)
            buf_addcp(&plain, folded[i]);
    }
    for (const char *p = buf_str(&plain), *end = p + plain.n; p < end;) {
        size_t used = fold_number(p, (size_t)(end - p), &out);
        if (used) {
            p += used;
            continue;
        }
        const char *from = p;
        utf8_next(&p, end);
        buf_add(&out, from, (size_t)(p - from));
    }
    const char *key = arena_strndup(a, buf_str(&out), out.n);
    buf_release(&plain);
    buf_release(&out);
    return key;
}
