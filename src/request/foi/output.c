/* Papers of an act: its letters painted as PDF and written as DOCX, its record sheets, kept.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/output.h"

#include <string.h>

#include "request/foi/sheets.h"
#include "request/foi/store.h"

static enum st lacking(struct ctx *c, const char *name, const struct paper_findings *f)
{
    struct reasons r = {.mem = c->mem};
    reasons_take(&r, "", f);
    return fail(c, ST_INVALID, "", "《%s》还不能生成：%s", name, reasons_text(&r));
}

static struct foi_paper paper_of(const struct letter_case *lc, const struct foi_letter *l)
{
    return (struct foi_paper){.case_id = lc->k->id,
        .event_seq = lc->ev->seq,
        .slot = l->row->slot,
        .suffix = l->kind->suffix,
        .number = l->f->v[FACT_NUMBER].text,
        .wording = l->wording.version,
        .wording_hash = l->wording.hash,
        .title = l->kind->name,
        .file_name = arena_printf(lc->c->mem, "%s.pdf", l->kind->name),
        .mime = "application/pdf",
        .for_applicant = l->row->for_applicant,
        .day = lc->ev->day};
}

/* The same letter twice: to be kept and sent, and to be worked on in Word. */
static enum st paint(
    const struct letter_case *lc, const struct foi_letter *l, struct foi_painted *out)
{
    struct buf pdf, word;
    struct ctx *c = lc->c;
    buf_init(&pdf, 0);
    buf_init(&word, 0);
    out->paper = paper_of(lc, l);
    enum st st = letter_pdf(&l->letter, &pdf, &out->paper.pages, &c->err);
    if (!st)
        st = letter_docx(&l->letter, &word, &c->err);
    if (!st) {
        out->bytes = arena_strndup(c->mem, buf_str(&pdf), pdf.n);
        out->paper.size_bytes = (int64_t)pdf.n;
        out->word = arena_strndup(c->mem, buf_str(&word), word.n);
        out->word_bytes = word.n;
    }
    buf_release(&pdf);
    buf_release(&word);
    return st;
}

enum st foi_paint(struct ctx *c, const struct foi_case *k, const struct foi_event *list, size_t n,
    const struct derived *d, struct foi_painted out[static FOI_PAINTED_MOST], size_t *n_out)
{
    struct letter_case lc;
    struct foi_letter *letters = ARENA_ARRAY(c->mem, struct foi_letter, FOI_PAINTED_MOST);
    size_t n_letters = 0;
    *n_out = 0;
    enum st st = foi_letter_case(c, k, list, n, d, &lc);
    if (!st)
        st = foi_compose(&lc, letters, &n_letters);
    for (size_t i = 0; !st && i < n_letters; i++) {
        if (!letters[i].ready)
            return lacking(c, letters[i].kind->name, &letters[i].wrong);
        st = paint(&lc, &letters[i], &out[(*n_out)++]);
    }
    return st ? st : foi_sheets(&lc, out, n_out);
}

enum st foi_keep_painted(
    struct ctx *c, const struct vault *v, const struct foi_painted *list, size_t n)
{
    int64_t id;
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++) {
        struct foi_paper p = list[i].paper;
        if (list[i].word)
            st = vault_file_put(c, v, list[i].word, list[i].word_bytes, &p.word_name);
        if (!st)
            st = paper_add(c, v, &p, list[i].bytes, &id);
    }
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
