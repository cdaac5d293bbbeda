/* Fuzzing the cleaner: it must never crash, and cleaning twice must equal cleaning once.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf once, twice, plain;
    buf_init(&once, 0);
    buf_init(&twice, 0);
    buf_init(&plain, 0);
    html_plain((const char *)data, size, &plain);
    html_summary((const char *)data, size, 40, &plain);
    if (html_clean((const char *)data, size, CLEAN_IMAGES_OWN, &once, NULL) == ST_OK) {
        if (html_clean(once.p, once.n, CLEAN_IMAGES_OWN, &twice, NULL) != ST_OK)
            abort();
        if (strcmp(buf_str(&once), buf_str(&twice)) != 0)
            abort();
    }
    buf_release(&once);
    buf_release(&twice);
    buf_release(&plain);
    return 0;
}
