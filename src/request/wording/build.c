/* Letters from the text that is in use.
 *
 * SPDX-License-Identifier: MIT */
#include "request/wording/wording.h"

#include <string.h>

enum st wording_build(struct ctx *c, const struct paper_kind *kind, struct paper_facts *f,
    struct letter *out, struct paper_findings *missing, struct wording *made)
{
    const struct paper_template *t;
    enum st st = wording_current(c, kind, made);
    if (st)
        return st;
    if (paper_template_parse(c->mem, made->text, strlen(made->text), &t, missing))
        return fail(
            c, ST_INVALID, "", "文书模板“%s”有误，请县政府办公室在“文书模板”中改正", kind->name);
    return paper_fill(t, kind, f, out, missing);
}

const char *wording_name(struct arena *a, int64_t version, bool is_shipped)
{
    if (!version)
        return "随附文本";
    return arena_printf(a, "第%lld版%s", (long long)version, is_shipped ? "（随附文本）" : "");
}
