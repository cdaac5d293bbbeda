/* The draft letter of a reply: to Word and back, what was changed, and who may change it.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "request/foi/letters.h"
#include "request/foi/pages.h"

static const struct field fields[] = {
    {.name = "file", .label = "改好的 Word 文件", .kind = FIELD_FILE, .max = 10 << 20},
    {.name = "text", .label = "正文", .kind = FIELD_LONG, .max = 20000},
    {.name = "beside", .label = "正文以外的内容", .kind = FIELD_TEXT, .max = 300},
    {.name = "known", .label = "已经看过", .kind = FIELD_BOOL},
    {.name = "version", .label = "版本", .kind = FIELD_INT, .required = true},
};
const struct form letter_form = {fields, COUNT_OF(fields)};

/* ---- showing ---- */

static enum st draft_of(struct req *r, const struct case_page *p, struct reply_draft *out)
{
    return foi_reply_draft(r->ctx, &p->k, p->events, p->n_events, &p->d, out);
}

enum st load_revision(struct req *r, struct case_page *p)
{
    struct reply_draft draft;
    struct arena *a = r->ctx->mem;
    if (!((1u << p->k.stage) & (IN(CASE_DRAFT) | IN(CASE_REVIEW))))
        return ST_OK;
    if (draft_of(r, p, &draft)) { /* the form tells what is missing */
        r->ctx->err = (struct err){.st = ST_OK};
        return ST_OK;
    }
    p->n_revision = diff_lines(
        a, paper_body_text(a, &draft.made), paper_body_text(a, &draft.letter), &p->revision);
    return ST_OK;
}

static void load_editions(struct req *r, struct letter_page *l)
{
    const struct case_page *p = &l->p;
    struct letter_edition *list = ARENA_ARRAY(r->ctx->mem, struct letter_edition, p->n_events + 1);
    for (size_t i = 0; p->d.draft && i < p->n_events; i++)
        if (p->events[i].seq > p->d.draft->seq && strcmp(p->events[i].action, "revise") == 0) {
            list[l->n_editions] = (struct letter_edition){
                &p->events[i], (int)l->n_editions + 1, &p->events[i] == p->d.revised};
            l->n_editions++;
        }
    l->editions = list;
}

static const char *edition_name(struct arena *a, size_t number)
{
    return number ? arena_printf(a, "第%zu次修改", number) : "模板写的";
}

/* ?edition=2: the second against the first; otherwise the newest against the template. */
static void compare(struct req *r, struct letter_page *l, const char *made)
{
    struct arena *a = r->ctx->mem;
    size_t at = (size_t)req_arg_int(r, "edition", 0);
    bool one = at >= 1 && at <= l->n_editions;
    const char *before = made, *after = l->body;
    if (one) {
        after = foi_event_arg(l->editions[at - 1].ev, "text");
        before = at > 1 ? foi_event_arg(l->editions[at - 2].ev, "text") : made;
    }
    l->left = edition_name(a, one ? at - 1 : 0);
    l->right = edition_name(a, one ? at : l->n_editions);
    if (l->n_editions)
        l->n_rows = diff_lines(a, before, after, &l->rows);
}

/* Somebody else was faster: what they wrote, and what was sent now. */
static void show_conflict(struct req *r, struct letter_page *l)
{
    struct arena *a = r->ctx->mem;
    int64_t version = req_form_int(r, "version", l->p.k.version);
    l->conflict = r->method == METHOD_POST && version != l->p.k.version;
    if (!l->conflict)
        return;
    l->left = l->n_editions
                  ? arena_printf(a, "%s 刚才保存的", l->editions[l->n_editions - 1].ev->person_name)
                  : "现在的";
    l->right = "您这次提交的";
    l->n_rows = diff_lines(a, l->body, req_form(r, "text"), &l->rows);
}

static const char *why_not(struct req *r, const struct letter_page *l)
{
    const struct foi_move *m = foi_move_find("revise");
    if (l->p.k.stage == CASE_REVIEW)
        return "已经送审，不能再改；要改的，请审查人退回。";
    return case_may(r, &l->p.k, m) ? "" : "由拟稿单位的经办人修改。";
}

static enum st load(struct req *r, struct letter_page *l)
{
    struct reply_draft draft;
    enum st st = case_load(r, &l->p);
    if (!st && !l->p.reads)
        return fail(r->ctx, ST_DENIED, "", "只有办理和审查这件申请的人员才能看文稿");
    if (st)
        return st;
    load_editions(r, l);
    l->why = l->body = l->wording = "";
    st = draft_of(r, &l->p, &draft);
    if (st == ST_CONFLICT) {
        l->why = arena_strdup(r->ctx->mem, r->ctx->err.message);
        return ST_OK;
    }
    if (st)
        return st;
    l->ready = true;
    l->why = why_not(r, l);
    l->may = !*l->why;
    l->body = paper_body_text(r->ctx->mem, &draft.letter);
    l->wording = wording_name(r->ctx->mem, draft.wording.version, draft.wording.shipped);
    compare(r, l, paper_body_text(r->ctx->mem, &draft.made));
    show_conflict(r, l);
    return ST_OK;
}

enum st letter_show(struct req *r)
{
    struct letter_page l = {.n_rows = 0};
    enum st st = load(r, &l);
    if (!st)
        letter_page(&r->out, r, &l);
    return st;
}

/* ---- to Word ---- */

static enum st letter_get(struct req *r, bool word)
{
    struct case_page p = {.n_doings = 0};
    struct reply_draft draft;
    enum st st = case_load(r, &p);
    if (!st && !p.ours)
        return fail(r->ctx, ST_DENIED, "", "只有办理这件申请的单位才能下载文稿");
    if (!st)
        st = draft_of(r, &p, &draft);
    if (st)
        return st;
    return word_send(
        r, &draft.letter, word, arena_printf(r->ctx->mem, "%s 答复书文稿", foi_case_name(&p.k)));
}

enum st letter_docx_get(struct req *r)
{
    return letter_get(r, true);
}

enum st letter_pdf_get(struct req *r)
{
    return letter_get(r, false);
}

/* ---- and back ---- */

static enum st keep(struct req *r, const struct foi_case *k, const struct word_back *in)
{
    struct foi_gap reasons[24];
    size_t n = 0;
    const struct foi_arg arg = {"text", in->body};
    enum st st = foi_act(r->ctx, k->id,
        &(struct foi_do){.action = "revise",
            .version = req_form_int(r, "version", -1),
            .args = &arg,
            .n_args = 1,
            .files = &in->file,
            .n_files = in->n_files,
            .reasons = reasons,
            .n_reasons = &n});
    /* not at all when somebody else was faster or the stage does not fit: that is said alone */
    return st && !n ? st : word_tell(r, st, in, reasons, n);
}

enum st letter_do(struct req *r)
{
    struct case_page p = {.n_doings = 0};
    struct reply_draft draft;
    struct word_back in = {.body = ""};
    enum st st = case_load(r, &p);
    if (!st && !case_may(r, &p.k, foi_move_find("revise")))
        return fail(r->ctx, ST_DENIED, "", "您不能修改文稿，由拟稿单位的经办人修改");
    if (st)
        return st;
    bool ready = draft_of(r, &p, &draft) == ST_OK;
    r->ctx->err = (struct err){.st = ST_OK};
    st = word_read_back(r, ready ? &draft.letter : NULL, &in);
    bool same =
        ready && !in.wrong.n && strcmp(paper_body_text(r->ctx->mem, &draft.letter), in.body) == 0;
    if (!st && same)
        return fail(r->ctx, ST_CONFLICT, "text", "与现在的文稿一样，没有要保存的");
    if (!st)
        st = keep(r, &p.k, &in);
    if (st)
        return st;
    flash(r, "文稿已保存，送审后由审查人看修改的差异");
    return redirect(r, "%s", case_href(r, p.k.id, "letter"));
}
