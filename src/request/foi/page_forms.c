/* Internal forms of a case to Word and back: 登记表, 呈批单, 检索记录, 审查表, 送达回证.
 *
 * Nothing is taken from the file by itself: what staff wrote is put into the form of the act that
 * the page has for it, named beside it, and saved when the person sends that form.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/pages.h"

static const struct field fields[] = {
    {.name = "file", .label = "填好的 Word 文件", .kind = FIELD_FILE, .max = 10 << 20},
};
const struct form form_form = {fields, COUNT_OF(fields)};

const char *const case_forms[CASE_FORMS] = {"register", "approval", "search", "review", "service"};

/* ---- where a cell goes to ---- */

/* The first act that this person can do now takes it. */
static const struct home {
    enum paper_fact fact;
    const char *action, *arg;
    bool alone; /* only in the form that the prepared act makes */
} homes[] = {
    {FACT_OPINION, "draft", "opinion", false},
    {FACT_OPINION, "extension", "text", true},
    {FACT_OPINION, "abandon", "text", true},
    {FACT_OPINION, "withdraw", "text", true},
    {FACT_REVIEW_OPINION, "approve", "text", false},
    {FACT_REVIEW_OPINION, "answer_now", "text", false},
    {FACT_LEADER_OPINION, "sign", "text", false},
    {FACT_LEADER_OPINION, "answer_now", "text", false},
    {FACT_OVERDUE_REASON, "sign", "late_reason", false},
    {FACT_SEARCH_WHERE, "search", "where", false},
    {FACT_SEARCH_WORDS, "search", "words", false},
    {FACT_SEARCH_WHO, "search", "who", false},
    {FACT_SEARCH_RESULT, "search", "text", false},
};

static bool can_do(const struct form_page *g, const struct home *h)
{
    if (g->act ? strcmp(g->act->action, h->action) != 0 : h->alone)
        return false;
    for (size_t i = 0; i < g->p.n_doings; i++)
        if (strcmp(g->p.doings[i].move->action, h->action) == 0)
            return true;
    return false;
}

static const char *why_closed(struct arena *a, const struct form_page *g, const struct home *h)
{
    const struct foi_move *m = foi_move_find(h->action);
    if (g->act)
        return arena_printf(a, "它在“%s”时填写，请恢复原来的内容", m->label);
    if (!(m->from & IN(g->p.k.stage)))
        return arena_printf(a, "申请现在是“%s”，这一栏在“%s”时填写，请恢复原来的内容",
            foi_stages[g->p.k.stage].title, m->label);
    return arena_printf(a, "由有权“%s”的人员填写，请恢复原来的内容", m->label);
}

/* One place a fact: the act that can be done, else the usual one with what to do instead. */
static void add_places(struct arena *a, struct form_page *g)
{
    for (size_t i = 0; i < COUNT_OF(homes); i++) {
        size_t k = 0;
        bool open = can_do(g, &homes[i]);
        while (k < g->form.n_places && g->places[k].fact != homes[i].fact)
            k++;
        if (k < g->form.n_places && (!open || !g->places[k].closed))
            continue;
        BUG_ON(k == FORM_PLACES);
        g->places[k] =
            (struct paper_form_place){homes[i].fact, open ? NULL : why_closed(a, g, &homes[i])};
        g->home[k] = i;
        if (k == g->form.n_places)
            g->form.n_places++;
    }
    g->form.places = g->places;
}

/* ---- the form as it is now ---- */

/* The registration is told by the day and the person of the registration. */
static void at_registration(struct arena *a, struct letter_case *lc)
{
    struct derived *d = ARENA_NEW(a, struct derived);
    const struct foi_event *ev = event_after(lc->list, lc->n, "confirm", 0);
    *d = *lc->d;
    d->draft = NULL;
    lc->d = d;
    lc->ev = ev ? ev : &lc->list[0];
}

static enum st compose_now(struct req *r, struct form_page *g, struct foi_letter *out)
{
    struct letter_case lc;
    const struct case_page *p = &g->p;
    enum st st = foi_letter_case(r->ctx, &p->k, p->events, p->n_events, &p->d, &lc);
    if (st)
        return st;
    if (strcmp(g->kind->key, "register") == 0)
        at_registration(r->ctx->mem, &lc);
    return foi_compose_one(&lc, g->kind, 1, out);
}

/* Of an act that is prepared: as it would leave it. */
static enum st compose_then(struct req *r, struct form_page *g, struct foi_letter *out)
{
    struct foi_do then;
    struct foi_future f;
    struct reasons why = {.mem = r->ctx->mem};
    const struct case_page *p = &g->p;
    const struct foi_event *draft = foi_prepared(p->events, p->n_events, g->act->action);
    if (!draft)
        return fail(r->ctx, ST_NOT_FOUND, "", "“%s”现在没有文稿，请回到案件页看办理经过",
            foi_prepared_title(g->act->action));
    enum st st = foi_prepared_do(r->ctx, draft, &then);
    if (!st)
        st = foi_foresee(r->ctx, &p->k, p->events, p->n_events, &then, &f, &why);
    if (!st)
        st = foi_future_letters(r->ctx, &f);
    for (size_t i = 0; !st && i < f.n_letters; i++)
        if (f.letters[i].kind == g->kind) {
            *out = f.letters[i];
            return ST_OK;
        }
    return st ? st : fail(r->ctx, ST_NOT_FOUND, "", "这份文稿没有这种表格");
}

static enum st compose(struct req *r, struct form_page *g)
{
    struct foi_letter l = {.row = NULL};
    struct wording wording;
    struct paper_findings nothing;
    enum st st = g->act ? compose_then(r, g, &l) : compose_now(r, g, &l);
    if (!st && !l.made.title)
        return fail(r->ctx, ST_CONFLICT, "", "“%s”的模板有误，请县政府办公室在“文书模板”中改正",
            g->kind->name);
    if (st)
        return st;
    paper_findings_init(&nothing, r->ctx->mem); /* what is not known yet stays blank */
    add_places(r->ctx->mem, g);
    st = wording_build(r->ctx, g->kind, paper_form_mark(l.f, g->places, g->form.n_places),
        &g->marked, &nothing, &wording);
    if (st && !nothing.n)
        return st;
    g->made = l.made;
    g->form.made = &g->made;
    g->form.marked = &g->marked;
    g->form.f = l.f;
    g->n_labels = paper_form_open(&g->form, g->labels, FORM_PLACES);
    return ST_OK;
}

static bool is_case_form(const char *key)
{
    for (size_t i = 0; i < CASE_FORMS; i++)
        if (strcmp(case_forms[i], key) == 0)
            return true;
    return false;
}

static enum st load(struct req *r, struct form_page *g)
{
    const char *key = req_param(r, "kind"), *act = req_arg(r, "act");
    g->act = *act ? foi_move_find(act) : NULL;
    if (!is_case_form(key) || (*act && (!g->act || !*foi_prepared_title(act))))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这种表格");
    g->kind = paper_kind_find(key);
    enum st st = case_load(r, &g->p);
    if (!st && !g->p.ours)
        return fail(r->ctx, ST_DENIED, "", "只有办理这件申请的单位才能看表格");
    if (!st && !*g->p.k.number)
        return fail(r->ctx, ST_CONFLICT, "", "这件申请还没有登记，登记以后才有表格");
    return st ? st : compose(r, g);
}

const char *form_href(struct req *r, const struct form_page *g, const char *file)
{
    return case_href(r, g->p.k.id,
        arena_printf(r->ctx->mem, "forms/%s%s%s%s", g->kind->key, file, g->act ? "?act=" : "",
            g->act ? g->act->action : ""));
}

enum st form_show(struct req *r)
{
    struct form_page g = {.n_labels = 0};
    enum st st = load(r, &g);
    if (!st)
        case_form_page(&r->out, r, &g);
    return st;
}

enum st form_docx(struct req *r)
{
    struct form_page g = {.n_labels = 0};
    enum st st = load(r, &g);
    return st ? st
              : word_send(r, &g.made, true,
                    arena_printf(r->ctx->mem, "%s %s", foi_case_name(&g.p.k), g.kind->name));
}

/* ---- and back ---- */

static enum st tell(struct req *r, const struct paper_findings *wrong)
{
    for (size_t i = 0; i < wrong->n; i++)
        problem_add(r, "file", "%s。%s", wrong->at[i].what, wrong->at[i].remedy);
    return fail(r->ctx, ST_INVALID, "file", "表格里有%zu处不能收进来", wrong->n);
}

static enum st read_back(struct req *r, struct docx *d)
{
    const struct upload *u = req_upload(r, "file");
    if (!u || !u->size_bytes)
        return fail(r->ctx, ST_INVALID, "file", "请选择填好的 Word 文件");
    return docx_read_form(r->ctx->mem, u->path, d, &r->ctx->err);
}

static bool one_line(const struct foi_move *m, const char *arg)
{
    for (size_t i = 0; i < m->n_facts; i++)
        if (strcmp(m->facts[i].name, arg) == 0)
            return m->facts[i].kind == FACT_TEXT;
    return false;
}

static struct form_fill fill_of(
    struct arena *a, const struct form_page *g, const struct paper_form_change *change)
{
    const struct home *h = &homes[g->home[change->place]];
    const struct foi_move *m = foi_move_find(h->action);
    return (struct form_fill){m, h->arg, change->label, change->before,
        one_line(m, h->arg) ? arena_replace(a, change->now, "\n", " ") : change->now};
}

/* Two cells that go to the same field must say the same. */
static const struct form_fill *contradicts(
    const struct form_fill *list, size_t n, const struct form_fill *f)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].move == f->move && strcmp(list[i].arg, f->arg) == 0 &&
            strcmp(list[i].now, f->now) != 0)
            return &list[i];
    return NULL;
}

static enum st fill(struct req *r, struct form_page *g, const struct docx *d)
{
    struct paper_form_change changes[FORM_PLACES];
    struct form_fill *list = ARENA_ARRAY(r->ctx->mem, struct form_fill, FORM_PLACES);
    struct paper_findings wrong;
    size_t n;
    paper_findings_init(&wrong, r->ctx->mem);
    if (paper_form_changes(&g->form, d, changes, &n, &wrong))
        return tell(r, &wrong);
    if (!n)
        return fail(r->ctx, ST_CONFLICT, "file", "与下载的表格一样，没有填写什么");
    for (size_t i = 0; i < n; i++) {
        list[i] = fill_of(r->ctx->mem, g, &changes[i]);
        const struct form_fill *other = contradicts(list, i, &list[i]);
        if (other)
            return fail(r->ctx, ST_INVALID, "file",
                "“%s”和“%s”在页面上是同一项，请写成一样的再传回来", other->label, list[i].label);
    }
    g->p.fills = list;
    g->p.n_fills = n;
    g->p.filled_form = g->kind->name;
    g->p.filled_beside = word_beside_words(r->ctx->mem, d);
    return ST_OK;
}

enum st form_do(struct req *r)
{
    struct form_page g = {.n_labels = 0};
    struct docx d;
    enum st st = load(r, &g);
    if (!st)
        st = read_back(r, &d);
    if (!st)
        st = fill(r, &g, &d);
    if (st)
        return st;
    enum method method = r->method;
    r->method =
        METHOD_GET; /* the forms of the page show what is on the file, and what was filled in */
    case_page(&r->out, r, &g.p);
    r->method = method;
    return ST_OK;
}
