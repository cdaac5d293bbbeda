/* Any bytes as a text with document numbers: places lie inside it, canonical forms are stable.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/text/docno.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)p, n);
    struct docno d, again;
    size_t from = 0, size = strlen(text);
    while (docno_find(a, text, from, &d)) {
        BUG_ON(d.start < from || d.end <= d.start || d.end > size);
        from = d.end;
    }
    if (docno_parse(a, text, &d))
        BUG_ON(!docno_parse(a, d.text, &again) || strcmp(d.text, again.text) != 0);
    docno_partial(a, text, &d);
    arena_free(&a);
    return 0;
}
