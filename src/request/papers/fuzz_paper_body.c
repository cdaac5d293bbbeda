/* Fuzz target: text that came back from Word, cut into the body and put into the letter again.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "request/papers/paper_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const struct paper_kind *kind = paper_kind_find("reply");
    struct paper_facts *f = paper_sample(a, kind, SAMPLE_NOW, "P1");
    struct paper_findings found;
    struct letter l;
    const char *body, *text = arena_strndup(a, (const char *)data, size);
    paper_findings_init(&found, a);
    if (size > 20000 || !utf8_valid(text, strlen(text)) || paper_build(kind, f, &l, &found)) {
        arena_free(&a);
        return 0;
    }
    enum st cut = paper_body_cut(a, &l, text, &body, &found);
    if (paper_body_set(a, &l, body, &found) != ST_OK && cut == ST_OK)
        abort();        /* replies have no tables */
    if (cut == ST_OK) { /* cut once, nothing more is cut */
        struct buf b;
        buf_init(&b, 0);
        letter_text(&l, &b);
        paper_findings_init(&found, a);
        const char *again;
        if (paper_body_cut(a, &l, buf_str(&b), &again, &found) != ST_OK)
            abort();
        buf_release(&b);
    }
    arena_free(&a);
    return 0;
}
