/* Fuzzing the checks of an edited paper: any text gives findings, within their bound.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>

#include "lib/base/utf8.h"
#include "request/papers/papers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct paper_withheld withheld[] = {{"住户姓名", "D4", "个人隐私"}};
    if (size < 2 || !utf8_valid((const char *)data + 2, size - 2))
        return 0;
    struct arena *a = arena_new();
    struct paper_facts *f = paper_facts_new(a);
    struct paper_findings found;
    paper_findings_init(&found, a);
    f->regime = data[0] & 1 ? REGIME_OLD : REGIME_NEW;
    paper_set_text(f, FACT_CODE, reply_codes[data[1] % n_reply_codes].code);
    paper_set_text(f, FACT_ORGAN, "师宗县人民政府");
    paper_set_text(f, FACT_REQUEST_NUMBER, "师政信公开〔2024〕第3号");
    paper_set_text(f, FACT_SUBJECT, "农村危房改造补助资金分配方案");
    paper_set_day(f, FACT_ISSUED, day_of(2024, 4, 10));
    f->withheld = withheld;
    f->n_withheld = COUNT_OF(withheld);
    const char *text = arena_strndup(a, (const char *)data + 2, size - 2);
    enum st st = paper_check(&paper_kinds[data[0] / 2 % n_paper_kinds], f, text, &found);
    if ((st == ST_OK) != (paper_findings_count(&found) == 0))
        abort();
    arena_free(&a);
    return 0;
}
