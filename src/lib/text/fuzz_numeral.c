/* Any bytes as numbers and dates: no more is read than there is, and what is written reads back.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/text/numeral.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_round(int64_t value)
{
    struct buf b;
    int64_t again = -1;
    buf_init(&b, 0);
    number_write(&b, value);
    size_t used = number_read(buf_str(&b), b.n, &again);
    BUG_ON(used != b.n || again != value);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    const char *text = (const char *)p;
    for (size_t at = 0; at < n && at < 4096; at++) {
        int64_t value = -1;
        struct day day;
        char written[11];
        size_t used = number_read(text + at, n - at, &value);
        BUG_ON(used > n - at || (used && (value < 0 || value > NUMERAL_MAX)));
        if (used)
            check_round(value);
        used = date_read(text + at, n - at, &day);
        BUG_ON(used > n - at || (used && !day_given(day_parse(day_text(day, written)))));
    }
    return 0;
}
