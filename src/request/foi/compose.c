/* Which letters an act makes, and each of them from facts, template and the words of staff; see
 * compose.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/compose.h"

#include <string.h>

#include "request/foi/file_state.h"
#include "request/foi/store.h"

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

static const struct foi_output outputs[] = {
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

bool foi_has_letters(const char *action)
{
    for (size_t i = 0; i < COUNT_OF(outputs); i++)
        if (strcmp(outputs[i].action, action) == 0 && *paper_kind_find(outputs[i].kind)->suffix)
            return true;
    return false;
}

bool foi_goes_out(const struct foi_letter *l)
{
    return *l->kind->suffix != '\0';
}

enum st foi_letter_case(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct letter_case *out)
{
    struct foi_organ *organ = ARENA_NEW(c->mem, struct foi_organ);
    struct foi_application *in = ARENA_NEW(c->mem, struct foi_application);
    struct foi_paper *papers = NULL;
    size_t n_papers = 0;
    enum st st = foi_organ_get(c, k->organ_id, organ);
    if (!st)
        st = foi_case_open(c, k, in);
    if (!st)
        st = foi_paper_list(c, k->id, &papers, &n_papers);
    *out = (struct letter_case){c, k, organ, in, papers, n_papers, list, n, d, &list[n - 1], NULL};
    return st;
}

/* ---- one letter ---- */

static bool is_reply(const struct paper_kind *kind)
{
    return strcmp(kind->template, "reply") == 0;
}

static const char *key_of(const struct letter_case *lc, const struct paper_kind *kind)
{
    return lc->consult ? arena_printf(lc->c->mem, "%s-%lld", kind->key, (long long)lc->consult->seq)
                       : kind->key;
}

/* The words of staff: of a drafted reply in its event "revise", of other letters in the draft that
 * stands for the act. */
static enum st find_words(const struct letter_case *lc, struct foi_letter *out)
{
    out->words = (struct foi_words){.text = "", .hash = ""};
    if (is_reply(out->kind) && lc->d->revised) {
        out->words.text = foi_event_arg(lc->d->revised, "text");
        return ST_OK;
    }
    const struct foi_event *ev =
        foi_prepared(lc->list, (size_t)(lc->ev - lc->list), lc->ev->action);
    return ev ? foi_words_get(lc->c, ev, out->key, &out->words) : ST_OK;
}

/* In place of the body that the template made. */
static enum st put_words(const struct letter_case *lc, struct foi_letter *out)
{
    struct arena *a = lc->c->mem;
    struct foi_words *w = &out->words;
    if (!*w->text)
        return ST_OK;
    out->changes = ARENA_ARRAY(a, struct paper_change, w->n_told + 1);
    out->n_changes = paper_changes(out->f, w->told, w->n_told, w->text, out->changes);
    return paper_body_set(a, &out->letter, w->text, &out->wrong);
}

enum st foi_compose_one(
    const struct letter_case *lc, const struct paper_kind *kind, int nth, struct foi_letter *out)
{
    out->kind = kind;
    out->key = key_of(lc, kind);
    paper_findings_init(&out->wrong, lc->c->mem);
    enum st st = letter_facts(lc, kind, nth, &out->f);
    if (st)
        return st;
    paper_set_int(out->f, FACT_PAGES, lc->n_papers ? (int64_t)lc->n_papers : 1);
    st = find_words(lc, out);
    if (st)
        return st;
    st = wording_build(lc->c, kind, out->f, &out->made, &out->wrong, &out->wording);
    if (st && !out->wrong.n)
        return st;
    out->letter = out->made;
    out->ready = !st && !put_words(lc, out);
    return ST_OK;
}

/* ---- all of an act ---- */

static struct foi_letter *next_place(
    struct foi_letter *out, size_t *n_out, const struct foi_output *row)
{
    BUG_ON(*n_out == FOI_PAINTED_MOST);
    out[*n_out] = (struct foi_letter){.row = row};
    return &out[(*n_out)++];
}

/* One for each consultation that asks for it. */
static enum st compose_each(const struct letter_case *lc, const struct foi_output *row,
    struct foi_letter *out, size_t *n_out)
{
    const struct paper_kind *kind = paper_kind_find(row->kind);
    int nth = foi_nth_of(lc->papers, lc->n_papers, kind->suffix);
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < lc->d->n_consults; i++) {
        const struct consult *of = &lc->d->consults[i];
        struct letter_case one = *lc;
        if (!row->each(of))
            continue;
        if (*n_out + 2 >= FOI_PAINTED_MOST) /* room for other sheets */
            return fail(lc->c, ST_CONFLICT, "", "不同意的第三方太多，请分成几件办理");
        one.consult = &lc->list[of->seq - 1];
        st = foi_compose_one(&one, kind, nth++, next_place(out, n_out, row));
    }
    return st;
}

enum st foi_compose(
    const struct letter_case *lc, struct foi_letter out[static FOI_PAINTED_MOST], size_t *n_out)
{
    enum st st = ST_OK;
    *n_out = 0;
    for (size_t i = 0; !st && i < COUNT_OF(outputs); i++) {
        const struct foi_output *row = &outputs[i];
        const struct paper_kind *kind = paper_kind_find(row->kind);
        if (strcmp(row->action, lc->ev->action) != 0 || (row->when && !row->when(lc)))
            continue;
        st = row->each
                 ? compose_each(lc, row, out, n_out)
                 : foi_compose_one(lc, kind, foi_nth_of(lc->papers, lc->n_papers, kind->suffix),
                       next_place(out, n_out, row));
    }
    return st;
}
