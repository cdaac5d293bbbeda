/* One row for each paper of an act: made as PDF from the facts of the case, sealed, listed.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/output.h"

#include <string.h>

#include "request/foi/file_state.h"
#include "request/foi/letters.h"
#include "request/foi/sheets.h"
#include "request/foi/store.h"
#include "request/wording/wording.h"

/* Only of cases where the condition holds; NULL: always. */
typedef bool condition(const struct letter_case *lc);

static bool asks_third(const struct letter_case *lc)
{
    return strcmp(foi_event_arg(lc->ev, "kind"), "THIRD") == 0;
}

static bool asks_organ(const struct letter_case *lc)
{
    return !asks_third(lc);
}

/* RULE 1.8-9: the third party that objects is told of the release and why. */
static bool objects(const struct consult *of)
{
    return strcmp(of->kind, "THIRD") == 0 && strcmp(of->answer, "OBJECT") == 0;
}

static bool first_reply(const struct letter_case *lc)
{
    return !day_given(lc->d->reopened);
}

static bool reply_again(const struct letter_case *lc)
{
    return !first_reply(lc);
}

static bool registered(const struct letter_case *lc)
{
    return *lc->k->number != '\0';
}

static bool against_third(const struct letter_case *lc)
{
    return foi_against_third(lc->d, foi_event_arg(lc->d->draft, "code"));
}

/* RULE K13 */
static bool forwards(const struct letter_case *lc)
{
    return strcmp(foi_event_arg(lc->d->draft, "code"), "FIX2") == 0;
}

static const struct {
    const char *action, *kind; /* key of paper_kinds */
    const char *slot;
    bool for_applicant;
    condition *when;
    bool (*each)(const struct consult *of); /* one for each of these consultations */
} outputs[] = {
    {"confirm", "register", "register", false, NULL, NULL},
    {"confirm", "receipt", "receipt", true, NULL, NULL},
    {"correction_notice", "correction", "correction_notice", true, NULL, NULL},
    {"search", "search", "search", false, NULL, NULL},
    {"consult", "consult", "consult_letter", false, asks_third, NULL},
    {"consult", "organ", "consult_letter", false, asks_organ, NULL},
    {"consult", "consult_notice", "other", true, NULL, NULL},
    {"extension", "approval", "extension_approval", false, NULL, NULL},
    {"extension", "extension", "extension_notice", true, NULL, NULL},
    {"reason_notice", "reasons", "reason_notice", true, NULL, NULL},
    {"fee_notice", "fee", "fee_notice", true, NULL, NULL},
    {"abandon", "approval", "approval", false, NULL, NULL},
    {"abandon", "stop", "ending", true, NULL, NULL},
    {"withdraw", "approval", "approval", false, registered, NULL},
    {"approve", "review", "review", false, NULL, NULL},
    {"sign", "approval", "approval", false, NULL, NULL},
    {"sign", "reply", "reply", true, first_reply, NULL},
    {"sign", "redo", "reply", true, reply_again, NULL},
    {"sign", "third", "consult_release", false, against_third, objects},
    {"sign", "fix_forward", "other", false, forwards, NULL},
    {"answer_now", "review", "review", false, NULL, NULL},
    {"answer_now", "approval", "approval", false, NULL, NULL},
    {"answer_now", "reply", "reply", true, NULL, NULL},
    {"answer_now", "service", "service", false, NULL, NULL},
    {"deliver", "service", "service", false, NULL, NULL},
};

int foi_nth_of(const struct foi_paper *list, size_t n, const char *suffix)
{
    int nth = 1;
    for (size_t i = 0; i < n; i++)
        nth += *suffix && strcmp(list[i].suffix, suffix) == 0;
    return nth;
}

static enum st load(
    struct ctx *c, const struct foi_case *k, struct foi_organ *organ, struct foi_application *in)
{
    enum st st = foi_organ_get(c, k->organ_id, organ);
    return st ? st : foi_case_open(c, k, in);
}

static enum st lacking(struct ctx *c, const char *name, const struct paper_findings *f)
{
    struct reasons r = {.mem = c->mem};
    for (size_t i = 0; i < f->n; i++)
        if (!f->at[i].note)
            reason(&r, f->at[i].rule, "", "%s：%s，%s", f->at[i].place, f->at[i].what,
                f->at[i].remedy);
    return fail(c, ST_INVALID, "", "《%s》还不能生成：%s", name, reasons_text(&r));
}

static enum st paint(const struct letter_case *lc, size_t row, const struct paper_kind *kind,
    const struct paper_facts *f, const struct letter *letter, const struct wording *made,
    struct foi_painted *out)
{
    struct buf pdf;
    int pages;
    struct ctx *c = lc->c;
    buf_init(&pdf, 0);
    enum st st = letter_pdf(letter, &pdf, &pages, &c->err);
    if (!st) {
        out->bytes = arena_strndup(c->mem, buf_str(&pdf), pdf.n);
        out->paper = (struct foi_paper){.case_id = lc->k->id,
            .event_seq = lc->ev->seq,
            .slot = outputs[row].slot,
            .suffix = kind->suffix,
            .number = f->v[FACT_NUMBER].text,
            .wording = made->version,
            .wording_hash = made->hash,
            .title = kind->name,
            .file_name = arena_printf(c->mem, "%s.pdf", kind->name),
            .mime = "application/pdf",
            .size_bytes = (int64_t)pdf.n,
            .pages = pages,
            .for_applicant = outputs[row].for_applicant,
            .day = lc->ev->day};
    }
    buf_release(&pdf);
    return st;
}

/* What the clerk wrote for it may not name the applicant, among others. */
static enum st check_letter(const struct paper_kind *kind, struct paper_facts *f,
    const struct letter *letter, struct paper_findings *found)
{
    struct buf text;
    buf_init(&text, 0);
    letter_text(letter, &text);
    enum st st = paper_check(kind, f, buf_str(&text), found);
    buf_release(&text);
    return st;
}

/* `more`: how many of the kind this act has made already. */
static enum st make(const struct letter_case *lc, size_t row, const struct foi_paper *papers,
    size_t n_papers, int more, struct foi_painted *out)
{
    struct paper_facts *f;
    struct letter letter;
    struct wording made;
    struct paper_findings missing;
    const struct paper_kind *kind = paper_kind_find(outputs[row].kind);
    paper_findings_init(&missing, lc->c->mem);
    enum st st = letter_facts(lc, kind, foi_nth_of(papers, n_papers, kind->suffix) + more, &f);
    if (st)
        return st;
    paper_set_int(f, FACT_PAGES, n_papers ? (int64_t)n_papers : 1);
    st = wording_build(lc->c, kind, f, &letter, &missing, &made);
    if (!st)
        st = letter_revise(lc, kind, &letter, &missing);
    if (!st && outputs[row].each)
        st = check_letter(kind, f, &letter, &missing);
    if (st)
        return missing.n ? lacking(lc->c, kind->name, &missing) : st;
    return paint(lc, row, kind, f, &letter, &made, out);
}

static struct foi_painted *next_place(struct foi_painted *out, size_t *n_out)
{
    BUG_ON(*n_out == FOI_PAINTED_MOST);
    return &out[(*n_out)++];
}

/* One for each consultation that asks for it. */
static enum st make_each(const struct letter_case *lc, size_t row, const struct foi_paper *papers,
    size_t n_papers, struct foi_painted *out, size_t *n_out)
{
    enum st st = ST_OK;
    int more = 0;
    for (size_t i = 0; !st && i < lc->d->n_consults; i++) {
        const struct consult *of = &lc->d->consults[i];
        struct letter_case one = *lc;
        if (!outputs[row].each(of))
            continue;
        if (*n_out + 2 >= FOI_PAINTED_MOST) /* room for other sheets */
            return fail(lc->c, ST_CONFLICT, "", "不同意的第三方太多，请分成几件办理");
        one.consult = &lc->list[of->seq - 1];
        st = make(&one, row, papers, n_papers, more++, next_place(out, n_out));
    }
    return st;
}

enum st foi_paint(struct ctx *c, const struct foi_case *k, const struct foi_event *list, size_t n,
    const struct derived *d, struct foi_painted out[static FOI_PAINTED_MOST], size_t *n_out)
{
    struct foi_organ organ;
    struct foi_application in;
    struct foi_paper *papers;
    size_t n_papers;
    struct letter_case lc = {c, k, &organ, &in, list, n, d, &list[n - 1], NULL};
    *n_out = 0;
    enum st st = load(c, k, &organ, &in);
    if (!st)
        st = foi_paper_list(c, k->id, &papers, &n_papers);
    for (size_t i = 0; !st && i < COUNT_OF(outputs); i++)
        if (strcmp(outputs[i].action, lc.ev->action) == 0 &&
            (!outputs[i].when || outputs[i].when(&lc)))
            st = outputs[i].each ? make_each(&lc, i, papers, n_papers, out, n_out)
                                 : make(&lc, i, papers, n_papers, 0, next_place(out, n_out));
    return st ? st : foi_sheets(&lc, out, n_out);
}

enum st foi_keep_painted(
    struct ctx *c, const struct vault *v, const struct foi_painted *list, size_t n)
{
    int64_t id;
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = paper_add(c, v, &list[i].paper, list[i].bytes, &id);
    return st;
}

enum st foi_output(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *list, size_t n, const struct derived *d)
{
    struct foi_painted painted[FOI_PAINTED_MOST];
    size_t n_painted;
    enum st st = foi_paint(c, k, list, n, d, painted, &n_painted);
    return st ? st : foi_keep_painted(c, v, painted, n_painted);
}

/* ---- before signing ---- */

/* When a draft is written nobody knows yet when it will be signed. */
static void take_findings(struct reasons *r, const struct paper_findings *f, bool signing)
{
    for (size_t i = 0; i < f->n; i++)
        if (!f->at[i].note && (signing || strcmp(f->at[i].rule, "C6") != 0))
            reason(
                r, f->at[i].rule, "", "%s：%s，%s", f->at[i].place, f->at[i].what, f->at[i].remedy);
}

enum st foi_reply_lacks(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct reasons *r)
{
    struct foi_organ organ;
    struct foi_application in;
    struct paper_facts *f;
    struct letter letter;
    struct wording made;
    struct paper_findings findings;
    struct buf text;
    struct letter_case lc = {c, k, &organ, &in, list, n, d, &list[n - 1], NULL};
    const struct paper_kind *kind = paper_kind_find(first_reply(&lc) ? "reply" : "redo");
    enum st st = load(c, k, &organ, &in);
    if (!st)
        st = letter_facts(&lc, kind, 1, &f);
    if (st)
        return st;
    paper_findings_init(&findings, c->mem);
    bool signing = strcmp(lc.ev->action, "revise") != 0;
    st = wording_build(c, kind, f, &letter, &findings, &made);
    if (!st)
        st = letter_revise(&lc, kind, &letter, &findings);
    if (st && !findings.n)
        return st;
    if (st) {
        take_findings(r, &findings, signing);
        return ST_OK;
    }
    if (strcmp(lc.ev->action, "draft") == 0)
        return ST_OK;
    buf_init(&text, 0);
    letter_text(&letter, &text);
    st = paper_check(kind, f, buf_str(&text), &findings);
    take_findings(r, &findings, signing);
    buf_release(&text);
    return st == ST_INVALID ? ST_OK : st;
}
