/* The drafted reply as it would be made now: by the template, and in the words of staff.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/compose.h"

static enum st not_made(struct ctx *c, const struct paper_findings *f)
{
    return fail(c, ST_CONFLICT, "", "答复书还不能生成：%s，%s", f->n ? f->at[0].what : "内容不全",
        f->n ? f->at[0].remedy : "请修改拟定的答复");
}

enum st foi_reply_draft(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct reply_draft *out)
{
    struct letter_case lc;
    struct foi_letter l = {.row = NULL};
    if (!d->draft)
        return fail(c, ST_CONFLICT, "", "还没有拟定答复，请先在案件页“拟答复”");
    if (k->stage != CASE_DRAFT && k->stage != CASE_REVIEW)
        return fail(c, ST_CONFLICT, "", "答复已经%s，请在案件页的“文书和材料”里下载正式的答复书",
            foi_stages[k->stage].title);
    enum st st = foi_letter_case(c, k, list, n, d, &lc);
    if (st)
        return st;
    lc.ev = d->draft;
    out->kind = paper_kind_find(day_given(d->reopened) ? "redo" : "reply");
    st = foi_compose_one(&lc, out->kind, foi_nth_of(lc.papers, lc.n_papers, out->kind->suffix), &l);
    if (st)
        return st;
    if (!l.ready)
        return not_made(c, &l.wrong);
    out->made = l.made;
    out->letter = l.letter;
    out->wording = l.wording;
    return ST_OK;
}
