/* What is done to the draft of letters: facts from the form of the act, words from Word or the
 * browser, brought up to date, back to the template, set aside, sent.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "request/foi/page_prepared.h"

static const struct field fields[] = {
    {.name = "letter", .label = "文书", .kind = FIELD_TEXT, .max = 60},
    {.name = "text", .label = "正文", .kind = FIELD_LONG, .max = 20000},
    {.name = "file", .label = "改好的 Word 文件", .kind = FIELD_FILE, .max = 10 << 20},
    {.name = "proof", .label = "凭证", .kind = FIELD_FILE, .max = VAULT_FILE_MAX_BYTES},
    {.name = "beside", .label = "正文以外的内容", .kind = FIELD_TEXT, .max = 300},
    {.name = "known", .label = "已经看过", .kind = FIELD_BOOL},
    {.name = "version", .label = "版本", .kind = FIELD_INT, .required = true},
};
const struct form prepared_form = {fields, COUNT_OF(fields)};

/* ---- saving ---- */

struct saving { /* the next state of the draft */
    struct foi_do act;
    struct foi_arg args[6];
    struct foi_gap reasons[24];
    size_t n_reasons;
};

static void put(struct saving *s, const char *name, const char *value)
{
    s->args[s->act.n_args++] = (struct foi_arg){name, value};
}

static struct saving saving_of(struct req *r, const char *of)
{
    struct saving s = {.n_reasons = 0};
    s.act = (struct foi_do){.action = "prepare", .version = req_form_int(r, "version", -1)};
    put(&s, "of", of);
    return s;
}

static enum st save(struct req *r, int64_t case_id, struct saving *s)
{
    s->act.args = s->args;
    s->act.reasons = s->reasons;
    s->act.n_reasons = &s->n_reasons;
    return foi_act(r->ctx, case_id, &s->act);
}

/* ---- facts: from the form of the act on the case page ---- */

/* The act itself is asked whether it could be done, but for the words of its letters. */
static enum st try_facts(struct req *r, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct foi_do *act)
{
    struct foi_future f;
    struct reasons why = {.mem = r->ctx->mem};
    enum st st = foi_foresee(r->ctx, k, list, n, act, &f, &why);
    if (!st)
        st = foi_against_act(r->ctx, &f, act, &why);
    if (!why.n)
        return st;
    st = fail(r->ctx, st ? st : ST_CONFLICT, "", "%s", reasons_text(&why));
    return tell_reasons(r, foi_move_find(act->action), st, why.list, why.n);
}

static enum st put_facts(struct req *r, const struct foi_case *k, const struct foi_move *m)
{
    struct ctx *c = r->ctx;
    struct foi_event *list;
    size_t n;
    const char *day = req_form(r, fact_field(c->mem, m, "day")), *words;
    const struct foi_do act = {
        .action = m->action, .day = day_parse(day), .args = move_args(r, m), .n_args = m->n_facts};
    struct saving s = saving_of(r, m->action);
    enum st st = foi_event_list(c, k, &list, &n);
    if (!st)
        st = try_facts(r, k, list, n, &act);
    if (!st)
        st = foi_words_with(c, foi_prepared(list, n, m->action), "", NULL, &words);
    if (st)
        return st;
    put(&s, "issue_day", act.day.n == day_at(c->now).n ? "" : day);
    put(&s, "facts", foi_prepared_facts(c, act.args, act.n_args));
    put(&s, "words", words);
    return save(r, k->id, &s);
}

enum st prepared_put(struct req *r)
{
    struct foi_case k;
    const struct foi_move *m = foi_move_find(req_param(r, "action"));
    enum st st = page_case(r, &k);
    if (!st && (!m || !*foi_prepared_title(m->action)))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这种文书");
    if (!st && !may_prepare(r, &k, m))
        return fail(r->ctx, ST_DENIED, "", "您不能拟“%s”，由办理这件申请的人员拟", m->label);
    if (!st && !(m->from & IN(k.stage)))
        return fail(r->ctx, ST_CONFLICT, "", "申请现在是“%s”，不能“%s”", foi_stages[k.stage].title,
            m->label);
    if (st)
        return st;
    struct form form = move_form(r->ctx->mem, m);
    if (!req_check_form(r, &form))
        return ST_INVALID;
    st = put_facts(r, &k, m);
    if (st)
        return st;
    flash(r, "已拟成文稿，还没有发出");
    return redirect(
        r, "%s", case_href(r, k.id, arena_printf(r->ctx->mem, "prepared/%s/", m->action)));
}

/* ---- words ---- */

/* What the text tells of the case as it is; and what it was known to tell before, so that no old
 * day slips through an edit. */
static struct foi_words words_of(struct arena *a, const struct foi_letter *l, const char *text)
{
    struct foi_words w = {.text = text, .hash = l->wording.hash};
    w.told = ARENA_ARRAY(a, struct paper_told, FOI_TOLD_MOST);
    w.n_told = paper_told(l->f, text, w.told, FOI_TOLD_MOST);
    for (size_t i = 0; i < l->n_changes && w.n_told < FOI_TOLD_MOST; i++)
        for (size_t k = 0; k < l->words.n_told; k++)
            if (l->words.told[k].words == l->changes[i].before) {
                w.told[w.n_told++] = l->words.told[k];
                break;
            }
    return w;
}

static enum st save_words(
    struct req *r, const struct prepared_page *n, const char *text, struct word_back *in)
{
    struct ctx *c = r->ctx;
    struct saving s = saving_of(r, n->move->action);
    const struct foi_words w = words_of(c->mem, n->shown, text ? text : "");
    const char *words;
    enum st st = foi_words_with(c, n->draft, n->shown->key, text ? &w : NULL, &words);
    if (st)
        return st;
    put(&s, "issue_day", foi_event_arg(n->draft, "issue_day"));
    put(&s, "facts", foi_event_arg(n->draft, "facts"));
    put(&s, "words", words);
    put(&s, "letter", text ? n->shown->key : "");
    s.act.files = &in->file;
    s.act.n_files = in->n_files;
    st = save(r, n->p.k.id, &s);
    /* not at all when somebody else was faster or the stage does not fit: that is said alone */
    return st && !s.n_reasons ? st : word_tell(r, st, in, s.reasons, s.n_reasons);
}

static enum st edit(struct req *r, const struct prepared_page *n)
{
    struct word_back in = {.body = ""};
    enum st st = word_read_back(r, &n->shown->letter, &in);
    if (!st && !in.wrong.n && strcmp(paper_body_text(r->ctx->mem, &n->shown->letter), in.body) == 0)
        return fail(r->ctx, ST_CONFLICT, "text", "与现在的文稿一样，没有要保存的");
    if (!st)
        st = save_words(r, n, in.body, &in);
    if (!st)
        flash(r, "文字已保存，还没有发出");
    return st;
}

static enum st renew(struct req *r, const struct prepared_page *n)
{
    const struct foi_letter *l = n->shown;
    struct word_back in = {.body = ""};
    paper_findings_init(&in.wrong, r->ctx->mem);
    enum st st =
        save_words(r, n, paper_renew(r->ctx->mem, l->changes, l->n_changes, l->words.text), &in);
    if (!st)
        flash(r, "已把变化更新到文稿里，请再看一遍");
    return st;
}

static enum st back_to_template(struct req *r, const struct prepared_page *n)
{
    struct word_back in = {.body = ""};
    paper_findings_init(&in.wrong, r->ctx->mem);
    enum st st = save_words(r, n, NULL, &in);
    if (!st)
        flash(r, "已恢复模板的文字；改过的留在办理经过里");
    return st;
}

/* ---- the draft as a whole ---- */

static enum st drop(struct req *r, const struct prepared_page *n)
{
    struct saving s = saving_of(r, n->move->action);
    put(&s, "drop", "1");
    enum st st = save(r, n->p.k.id, &s);
    if (!st)
        flash(r, "文稿不用了，没有发出");
    return st;
}

static enum st issue(struct req *r, const struct prepared_page *n)
{
    struct foi_file files[CASE_FILES_MAX];
    struct foi_gap reasons[24];
    size_t n_reasons = 0;
    struct foi_do act = n->then;
    struct word_back nothing = {.body = ""};
    paper_findings_init(&nothing.wrong, r->ctx->mem);
    enum st st = page_files(r, "proof", "", files, CASE_FILES_MAX, &act.n_files);
    if (st)
        return st;
    act.version = req_form_int(r, "version", -1);
    act.files = files;
    act.reasons = reasons;
    act.n_reasons = &n_reasons;
    st = foi_act(r->ctx, n->p.k.id, &act);
    if (st)
        return n_reasons ? word_tell(r, st, &nothing, reasons, n_reasons) : st;
    flash(r, "已办理：%s", n->move->done);
    return ST_OK;
}

static const struct {
    const char *what;
    bool words, leaves; /* about the letter that is shown; the draft is gone afterwards */
    enum st (*run)(struct req *r, const struct prepared_page *n);
} deeds[] = {
    {"words", true, false, edit},
    {"renew", true, false, renew},
    {"template", true, false, back_to_template},
    {"drop", false, true, drop},
    {"issue", false, true, issue},
};

enum st prepared_do(struct req *r)
{
    struct prepared_page n = {.n_rows = 0};
    size_t i = 0;
    enum st st = prepared_load(r, &n);
    while (i < COUNT_OF(deeds) && strcmp(deeds[i].what, req_param(r, "what")) != 0)
        i++;
    if (!st && i == COUNT_OF(deeds))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这种操作");
    if (!st && !(deeds[i].run == issue ? n.may_issue : n.may_edit))
        return fail(
            r->ctx, ST_DENIED, "", "您不能“%s”。这一步由有相应权限的人员办理", n.move->label);
    if (!st && deeds[i].words && (!n.shown || !n.shown->ready || !foi_goes_out(n.shown)))
        return fail(r->ctx, ST_CONFLICT, "", "这份文书还不能生成，请先在案件页改事项");
    if (!st)
        st = deeds[i].run(r, &n);
    if (st)
        return st;
    return redirect(
        r, "%s", deeds[i].leaves ? case_href(r, n.p.k.id, "") : prepared_query(r, &n, ""));
}
