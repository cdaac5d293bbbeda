/* Fuzzing templates of papers: what is read fills into a letter that can be told as text.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "request/papers/papers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const struct paper_template *t;
    struct paper_findings found;
    paper_findings_init(&found, a);
    if (paper_template_parse(a, (const char *)data, size, &t, &found) == ST_OK) {
        struct paper_facts *f = paper_facts_new(a);
        struct letter l;
        struct buf out;
        struct err e;
        paper_set_text(f, FACT_CODE, "G2");
        paper_set_text(f, FACT_APPLICANT, "张三");
        enum st st = paper_fill(t, paper_kind_find("reply"), f, &l, &found);
        buf_init(&out, 0);
        if (letter_check(&l, &e) == ST_OK || st)
            letter_text(&l, &out);
        buf_release(&out);
    }
    arena_free(&a);
    return 0;
}
