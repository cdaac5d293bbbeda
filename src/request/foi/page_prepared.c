/* The letters of an act before it is done: seen as they would go out, in the words of the template
 * or of staff, with all that speaks against sending them.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/page_prepared.h"

bool may_prepare(const struct req *r, const struct foi_case *k, const struct foi_move *m)
{
    return *foi_prepared_title(m->action) &&
           (case_may(r, k, m) ||
               (strcmp(m->perm, PERM_FOI_REVIEW) == 0 && case_may(r, k, foi_move_find("prepare"))));
}

const char *prepared_href(struct req *r, const struct prepared_page *n, const char *rest)
{
    return case_href(
        r, n->p.k.id, arena_printf(r->ctx->mem, "prepared/%s/%s", n->move->action, rest));
}

const char *prepared_query(struct req *r, const struct prepared_page *n, const char *page)
{
    return prepared_href(r, n, arena_printf(r->ctx->mem, "%s?letter=%s", page, n->shown->key));
}

/* ---- loading ---- */

static enum st load_letters(struct req *r, struct prepared_page *n)
{
    struct foi_future f;
    struct ctx *c = r->ctx;
    n->reasons.mem = c->mem;
    enum st st = foi_foresee(c, &n->p.k, n->p.events, n->p.n_events, &n->then, &f, &n->reasons);
    if (n->reasons.n) /* facts that no longer do are told on the page */
        return ST_OK;
    if (!st && (!f.d.refusal || day_given(f.k.due))) {
        st = foi_future_letters(c, &f);
        n->letters = f.letters;
        n->n_letters = f.n_letters;
    }
    return st ? st : foi_against(c, &f, &n->then, &n->reasons);
}

/* Of the letters that leave the house, or else of the forms, one is shown, the others are a tab
 * away. */
static void choose(struct req *r, struct prepared_page *n)
{
    struct arena *a = r->ctx->mem;
    bool any = false; /* leaves the house; else the forms of the inside are shown */
    for (size_t i = 0; i < n->n_letters; i++)
        any |= foi_goes_out(&n->letters[i]);
    const char *key = r->method == METHOD_POST ? req_form(r, "letter") : req_arg(r, "letter");
    n->tabs = ARENA_ARRAY(a, struct ui_tab, n->n_letters + 1);
    for (size_t i = 0; i < n->n_letters; i++) {
        const struct foi_letter *l = &n->letters[i];
        if (any && !foi_goes_out(l))
            continue;
        if (!n->shown || strcmp(l->key, key) == 0) {
            n->shown = l;
            n->tab = n->n_tabs;
        }
        n->tabs[n->n_tabs++] = (struct ui_tab){
            l->kind->name, prepared_href(r, n, arena_printf(a, "?letter=%s", l->key)), -1};
    }
}

/* What was changed; or, when somebody else was faster, their words and those sent now. */
static void compare(struct req *r, struct prepared_page *n)
{
    struct arena *a = r->ctx->mem;
    if (!n->shown || !n->shown->ready)
        return;
    const char *now = paper_body_text(a, &n->shown->letter);
    n->left = n->conflict ? "现在的" : "模板写的";
    n->right = n->conflict ? "您这次提交的" : "现在的";
    if (n->conflict && *req_form(r, "text"))
        n->n_rows = diff_lines(a, now, req_form(r, "text"), &n->rows);
    else if (*n->shown->words.text)
        n->n_rows = diff_lines(a, paper_body_text(a, &n->shown->made), now, &n->rows);
}

enum st prepared_load(struct req *r, struct prepared_page *n)
{
    n->move = foi_move_find(req_param(r, "action"));
    enum st st = case_load(r, &n->p);
    if (!st && (!n->move || !*foi_prepared_title(n->move->action)))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这种文书");
    if (!st && !n->p.reads)
        return fail(r->ctx, ST_DENIED, "", "只有办理和审查这件申请的人员才能看文稿");
    if (st)
        return st;
    n->title = foi_prepared_title(n->move->action);
    n->draft = foi_prepared(n->p.events, n->p.n_events, n->move->action);
    if (!n->draft && !may_prepare(r, &n->p.k, n->move) && !case_may(r, &n->p.k, n->move))
        return fail(
            r->ctx, ST_DENIED, "", "您不能“%s”。这一步由有相应权限的人员办理", n->move->label);
    if (!n->draft)
        return fail(r->ctx, ST_NOT_FOUND, "",
            "“%s”现在没有文稿：可能已经发出，或者不用了。请回到案件页看办理经过", n->title);
    st = foi_prepared_do(r->ctx, n->draft, &n->then);
    if (!st)
        st = foi_prepared_values(r->ctx, n->draft, &n->values);
    if (!st)
        st = load_letters(r, n);
    if (st)
        return st;
    bool fits = n->move->from & IN(n->p.k.stage);
    n->may_edit = fits && may_prepare(r, &n->p.k, n->move);
    n->may_issue = fits && case_may(r, &n->p.k, n->move);
    if (!fits)
        reason(&n->reasons, "1.7", "", "申请现在是“%s”，不能“%s”", foi_stages[n->p.k.stage].title,
            n->move->label);
    n->conflict =
        r->method == METHOD_POST && req_form_int(r, "version", n->p.k.version) != n->p.k.version;
    choose(r, n);
    compare(r, n);
    return ST_OK;
}

enum st prepared_show(struct req *r)
{
    struct prepared_page n = {.n_rows = 0};
    enum st st = prepared_load(r, &n);
    if (!st)
        prepared_page(&r->out, r, &n);
    return st;
}

/* ---- as files ---- */

static enum st send(struct req *r, bool word)
{
    struct prepared_page n = {.n_rows = 0};
    const struct foi_letter *l = NULL;
    enum st st = prepared_load(r, &n);
    if (!st && !n.p.ours)
        return fail(r->ctx, ST_DENIED, "", "只有办理这件申请的单位才能下载文稿");
    for (size_t i = 0; !st && i < n.n_letters; i++) /* forms of the inside too */
        if (strcmp(n.letters[i].key, req_arg(r, "letter")) == 0)
            l = &n.letters[i];
    if (!st && (!l || !l->ready))
        return fail(r->ctx, ST_CONFLICT, "", "这份文书还不能生成，请先补全事项");
    return st ? st
              : word_send(r, &l->letter, word,
                    arena_printf(r->ctx->mem, "%s %s文稿", foi_case_name(&n.p.k), l->kind->name));
}

enum st prepared_pdf(struct req *r)
{
    return send(r, false);
}

enum st prepared_docx(struct req *r)
{
    return send(r, true);
}
