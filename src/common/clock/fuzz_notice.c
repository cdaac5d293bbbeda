/* Fuzzing notices: what is read is written and read again the same.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "common/clock/notice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct notice n, again;
    struct err e;
    const char *text = arena_strndup(a, (const char *)data, size);
    if (notice_parse(a, 2027, text, &n, &e) == ST_OK) {
        struct buf b;
        buf_init(&b, 0);
        notice_text(&n, &b);
        enum st st = notice_parse(a, 2027, buf_str(&b), &again, &e);
        BUG_ON(st || again.n != n.n || again.working_days != n.working_days);
        buf_release(&b);
    }
    arena_free(&a);
    return 0;
}
