/* Fuzzing what a folder's files say of themselves, and what is kept of it.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "disclosure/inventory/reconcile.h"
#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    if (utf8_valid(text, strlen(text))) {
        struct claims list, back;
        struct claim k;
        struct buf b;
        claims_init(&list, a);
        claim_of_text(a, text, &k);
        claims_add(&list, &k);
        buf_init(&b, 0);
        claims_write(&b, &list);
        if (claims_read(a, buf_str(&b), &back, NULL) != ST_OK || back.n != 1 ||
            strcmp(back.list[0].title, k.title) != 0)
            abort();
        buf_release(&b);
    }
    arena_free(&a);
    return 0;
}
