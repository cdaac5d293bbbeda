/* Fuzz: reading a plan, and its JSON is JSON.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "assurance/ledger/ledger.h"
#include "assurance/ledger/plan_parts.h"
#include "lib/base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_plan(struct arena *a, const struct plan *plan)
{
    struct buf b;
    const struct json *j;
    struct err e;
    buf_init(&b, 0);
    plan_json(&b, plan);
    if (json_parse(a, buf_str(&b), b.n, &j, &e))
        abort();
    buf_release(&b);
    for (size_t i = 0; i < plan->n_chapters; i++)
        for (size_t k = 0; k < plan->chapters[i].n_measures; k++) {
            struct mark *marks;
            size_t bytes = 0,
                   count = plan_marks(a, plan->chapters[i].measures[k].text, 2018, &marks);
            for (size_t m = 0; m < count; m++)
                bytes += strlen(marks[m].text);
            if (bytes != strlen(plan->chapters[i].measures[k].text))
                abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct plan plan;
    struct err e;
    if (plan_read(a, (const char *)p, n, &plan, &e) == ST_OK)
        check_plan(a, &plan);
    arena_free(&a);
    return 0;
}
