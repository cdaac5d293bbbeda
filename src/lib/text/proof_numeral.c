/* Small numbers for the proofreader, by the one reader of numbers; see proof_numeral.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_numeral.h"

#include <stdio.h>

#include "lib/text/numeral.h"

int numeral_read(const char *p, size_t n, size_t *used)
{
    int64_t v = 0;
    *used = number_read(p, n < 24 ? n : 24, &v);
    return *used && v <= 9999 ? (int)v : 0;
}

char *numeral_write(int value, char out[static 32])
{
    struct buf b;
    buf_init(&b, 0);
    number_write(&b, value);
    snprintf(out, 32, "%s", buf_str(&b));
    buf_release(&b);
    return out;
}
