/* Fuzzing what reads foreign words here: personal data, index numbers, the events field, journal
 * details. Masked numbers never show the whole number.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "disclosure/document/pages.h"
#include "lib/text/privacy.h"
#include "lib/base/utf8.h"
#include "lib/text/indexno.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!utf8_valid((const char *)data, size))
        return 0;
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    const struct privacy_hit *hits;
    struct meta meta;
    struct indexno number;
    size_t n = privacy_scan(a, text, &hits);
    for (size_t i = 0; i < n; i++)
        if (hits[i].kind != PRIVACY_SECRET && strstr(hits[i].masked, hits[i].text))
            abort();
    indexno_parse(a, text, &number);
    if (events_read(a, text, &meta) && !events_read(a, events_text(a, &meta), &meta))
        abort(); /* what was read is written so that it can be read again */
    detail_words(a, text);
    codes_words(a, text);
    arena_free(&a);
    return 0;
}
