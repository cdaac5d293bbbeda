/* Replies that staff edited: their words in the frame of the case.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/letters.h"
#include "request/foi/output.h"

enum st letter_revise(const struct letter_case *lc, const struct paper_kind *kind,
    struct letter *letter, struct paper_findings *wrong)
{
    const struct foi_event *ev = lc->d->revised;
    if (!ev || strcmp(kind->template, "reply") != 0)
        return ST_OK;
    return paper_body_set(lc->c->mem, letter, foi_event_arg(ev, "text"), wrong);
}

static enum st not_made(struct ctx *c, const struct paper_findings *f)
{
    return fail(c, ST_CONFLICT, "", "答复书还不能生成：%s，%s", f->n ? f->at[0].what : "内容不全",
        f->n ? f->at[0].remedy : "请修改拟定的答复");
}

static enum st make(const struct letter_case *lc, struct reply_draft *out)
{
    struct paper_facts *f;
    struct foi_paper *papers;
    struct paper_findings missing;
    size_t n;
    paper_findings_init(&missing, lc->c->mem);
    enum st st = foi_paper_list(lc->c, lc->k->id, &papers, &n);
    if (!st)
        st = letter_facts(lc, out->kind, foi_nth_of(papers, n, out->kind->suffix), &f);
    if (st)
        return st;
    st = wording_build(lc->c, out->kind, f, &out->made, &missing, &out->wording);
    if (st && !missing.n)
        return st;
    out->letter = out->made;
    if (!st)
        st = letter_revise(lc, out->kind, &out->letter, &missing);
    return st ? not_made(lc->c, &missing) : ST_OK;
}

enum st foi_reply_draft(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct reply_draft *out)
{
    struct foi_organ organ;
    struct foi_application in;
    struct letter_case lc = {c, k, &organ, &in, list, n, d, d->draft, NULL};
    if (!d->draft)
        return fail(c, ST_CONFLICT, "", "还没有拟定答复，请先在案件页“拟答复”");
    if (k->stage != CASE_DRAFT && k->stage != CASE_REVIEW)
        return fail(c, ST_CONFLICT, "", "答复已经%s，请在案件页的“文书和材料”里下载正式的答复书",
            foi_stages[k->stage].title);
    enum st st = foi_organ_get(c, k->organ_id, &organ);
    if (!st)
        st = foi_case_open(c, k, &in);
    out->kind = paper_kind_find(day_given(d->reopened) ? "redo" : "reply");
    return st ? st : make(&lc, out);
}
