/* Any bytes as sentences and clauses: spans go forward, lie inside the text, and end.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "lib/base/status.h"
#include "lib/text/sentence.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void walk(
    bool (*next)(const char *, size_t, size_t *, struct text_span *), const char *text, size_t n)
{
    struct text_span span;
    size_t at = 0, before = 0, end = 0;
    while (next(text, n, &at, &span)) {
        BUG_ON(span.start < end || span.end <= span.start || span.end > n);
        BUG_ON(at <= before || at < span.end || at > n);
        before = at;
        end = span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    walk(sentence_next, (const char *)p, n);
    walk(clause_next, (const char *)p, n);
    return 0;
}
