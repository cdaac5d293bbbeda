/* The co-sign sheet (会签单): as PDF, to Word and back.
 *
 * What was written in Word is named and put into the form of its step; it is saved when the person
 * sends that form.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/pages.h"

#include "lib/paper/docx.h"
#include "request/papers/papers.h"
#include "request/wording/wording.h"

static const struct field back_fields[] = {
    {.name = "file", .label = "填好的会签单", .kind = FIELD_FILE, .max = 10 << 20},
};
const struct form petition_form_sheet = {back_fields, COUNT_OF(back_fields)};

/* ---- facts ---- */

static const char *text_of(const struct petition_page *p, const char *action, struct arena *a)
{
    for (size_t i = p->n_steps; i-- > 0;)
        if (strcmp(p->steps[i].action, action) == 0)
            return arena_printf(a, "%s%s%s\n　　　　　　　　%s",
                petition_verdict_title(p->steps[i].verdict),
                *p->steps[i].verdict && *p->steps[i].text ? "。" : "", p->steps[i].text,
                p->steps[i].person);
    return "";
}

/* RULE P7: number, P0, subject, passage, both opinions, decision, linked request, closing. */
static struct paper_facts *sheet_facts(struct req *r, const struct petition_page *p)
{
    struct paper_facts *f = paper_facts_new(r->ctx->mem);
    struct arena *a = r->ctx->mem;
    struct foi_case k;
    const char *decided = text_of(p, "decide", a), *agreed = text_of(p, "agree", a);
    paper_set_text(f, FACT_PETITION_NUMBER, p->p.number);
    paper_set_day(f, FACT_PETITION_DATE, p->p.p0);
    paper_set_text(f, FACT_PETITION_OFFICE, "县信访局");
    paper_set_text(f, FACT_OFFICE, "县政府办公室");
    paper_set_text(f, FACT_SUBJECT, p->p.subject);
    paper_set_text(f, FACT_PASSAGE, p->p.who.passage);
    paper_set_text(f, FACT_DISCLOSURE_OPINION, text_of(p, "opine", a));
    paper_set_text(f, FACT_PETITION_OPINION, *agreed ? agreed : text_of(p, "dissent", a));
    paper_set_text(f, FACT_DECISION,
        *decided                         ? decided
        : p->p.stage >= PETITION_SETTLED ? petition_verdict_title(p->p.verdict)
                                         : "");
    if (p->p.request_id && !foi_case_get(r->ctx, (struct foi_see){0, true}, p->p.request_id, &k))
        paper_set_text(f, FACT_LINKED_NUMBER, foi_case_name(&k));
    if (p->p.stage == PETITION_CLOSED)
        paper_set_day(f, FACT_CLOSED, p->p.step_day);
    return f;
}

/* ---- the sheet ---- */

/* The steps whose opinions stand on it. */
static const struct home {
    enum paper_fact fact;
    const char *action;
} homes[] = {{FACT_DISCLOSURE_OPINION, "opine"}, {FACT_PETITION_OPINION, "dissent"},
    {FACT_DECISION, "decide"}};

struct sheet {
    struct paper_facts *f;
    struct letter made, marked;
    struct paper_form_place places[COUNT_OF(homes)];
    struct paper_form form;
};

static enum st build(
    struct req *r, struct paper_facts *f, struct letter *out, struct paper_findings *missing)
{
    struct wording made;
    paper_findings_init(missing, r->ctx->mem);
    enum st st = wording_build(r->ctx, paper_kind_find("cosign"), f, out, missing, &made);
    return st ? fail(r->ctx, st, "", "会签单还不能生成：%s",
                    missing->n ? missing->at[0].what : "缺少内容")
              : ST_OK;
}

/* NULL: this person can write it now. */
static const char *why_closed(struct req *r, const struct petition_page *p, const char *action)
{
    const struct petition_move *m = petition_move(p->p.stage, action);
    if (!m)
        return arena_printf(
            r->ctx->mem, "会签单现在是“%s”，请恢复原来的内容", petition_stage_titles[p->p.stage]);
    if (!req_can(r, m->perm) || petition_own_step(m, p->steps, p->n_steps, r->ctx->person))
        return "这一栏由别人填写，请恢复原来的内容";
    return NULL;
}

static enum st make(struct req *r, const struct petition_page *p, struct sheet *s)
{
    struct paper_findings missing;
    s->f = sheet_facts(r, p);
    for (size_t i = 0; i < COUNT_OF(homes); i++)
        s->places[i] = (struct paper_form_place){homes[i].fact, why_closed(r, p, homes[i].action)};
    enum st st = build(r, s->f, &s->made, &missing);
    if (!st)
        st = build(r, paper_form_mark(s->f, s->places, COUNT_OF(homes)), &s->marked, &missing);
    s->form = (struct paper_form){&s->made, &s->marked, s->f, s->places, COUNT_OF(homes)};
    return st;
}

static enum st show(struct req *r, bool word)
{
    struct petition_page p = {.n_steps = 0};
    struct sheet s;
    enum st st = petition_load(r, &p);
    if (!st)
        st = make(r, &p, &s);
    if (st)
        return st;
    res_header(r, "Content-Disposition",
        word ? "attachment; filename=\"huiqiandan.docx\"" : "inline; filename=\"huiqiandan.pdf\"");
    res_header(r, "Cache-Control", "private, no-store");
    r->content_type =
        word ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
             : "application/pdf";
    return word ? letter_docx(&s.made, &r->out, &r->ctx->err)
                : letter_pdf(&s.made, &r->out, NULL, &r->ctx->err);
}

enum st petition_show_sheet(struct req *r)
{
    return show(r, false);
}

enum st petition_sheet_docx(struct req *r)
{
    return show(r, true);
}

/* ---- and back ---- */

static enum st read_back(struct req *r, struct docx *d)
{
    const struct upload *u = req_upload(r, "file");
    if (!u || !u->size_bytes)
        return fail(r->ctx, ST_INVALID, "file", "请选择填好的会签单（.docx）");
    return docx_read_form(r->ctx->mem, u->path, d, &r->ctx->err);
}

/* The opinion that the words begin with, "" when they begin with none. */
static const char *verdict_of(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(petition_verdicts); i++)
        if (strncmp(text, petition_verdicts[i].title, strlen(petition_verdicts[i].title)) == 0)
            return petition_verdicts[i].key;
    return "";
}

static enum st compare(struct req *r, struct petition_page *p)
{
    struct sheet s;
    struct docx d;
    struct paper_form_change changes[COUNT_OF(homes)];
    struct paper_findings wrong;
    size_t n;
    enum st st = make(r, p, &s);
    if (!st)
        st = read_back(r, &d);
    if (st)
        return st;
    paper_findings_init(&wrong, r->ctx->mem);
    if (paper_form_changes(&s.form, &d, changes, &n, &wrong)) {
        for (size_t i = 0; i < wrong.n; i++)
            problem_add(r, "file", "%s。%s", wrong.at[i].what, wrong.at[i].remedy);
        return fail(r->ctx, ST_INVALID, "file", "会签单里有%zu处不能收进来", wrong.n);
    }
    if (!n)
        return fail(r->ctx, ST_CONFLICT, "file", "与下载的会签单一样，没有填写什么");
    /* one step at a time is open, so is one cell */
    p->filled = (struct petition_filled){homes[changes[0].place].action, changes[0].label,
        changes[0].now, verdict_of(changes[0].now)};
    return ST_OK;
}

enum st petition_sheet_back(struct req *r)
{
    struct petition_page p = {.n_steps = 0};
    enum st st = petition_load(r, &p);
    if (!st)
        st = compare(r, &p);
    if (st)
        return st;
    enum method method = r->method;
    r->method = METHOD_GET; /* the form of the step shows what was filled in */
    petition_item_page(&r->out, r, &p);
    r->method = method;
    return ST_OK;
}
