/* Acts on a case: facts, guards, event, row, papers, tasks and journal in one transaction.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/journal/journal.h"
#include "lib/base/json.h"
#include "request/foi/act.h"
#include "request/foi/charge.h"
#include "request/foi/earlier.h"
#include "request/foi/file_state.h"
#include "request/foi/lacks.h"
#include "request/foi/output.h"
#include "request/foi/owed.h"
#include "request/foi/store.h"
#include "request/foi/waits.h"
#include "request/papers/papers.h"

static enum st refuse(struct ctx *c, enum st st, const struct foi_do *d, const struct reasons *r)
{
    if (d->reasons) {
        memcpy(d->reasons, r->list, r->n * sizeof *r->list);
        *d->n_reasons = r->n;
    }
    return fail(c, st, r->list[0].field, "%s", reasons_text(r));
}

static struct map *args_of(struct ctx *c, const struct foi_move *m, const struct foi_do *d)
{
    struct map *args = map_new(c->mem);
    for (size_t i = 0; i < d->n_args; i++)
        for (size_t j = 0; j < m->n_facts; j++)
            if (*d->args[i].value && strcmp(m->facts[j].name, d->args[i].name) == 0)
                map_set(args, d->args[i].name, arena_strdup(c->mem, d->args[i].value));
    return args;
}

static enum st check_from(
    struct ctx *c, const struct foi_case *k, const struct foi_do *d, const struct foi_move *m)
{
    if (!m || (d->by_applicant && !m->applicant))
        return fail(c, ST_INVALID, "", "没有这种操作");
    if (d->version && d->version != k->version)
        return fail(
            c, ST_CONFLICT, "", "这件申请刚刚被别人办理过，您的操作没有执行。请看过最新情况后再办");
    if (!(m->from & IN(k->stage)))
        return fail(
            c, ST_CONFLICT, "", "申请现在是“%s”，不能“%s”", foi_stages[k->stage].title, m->label);
    return ST_OK;
}

static enum st journal(struct ctx *c, const struct foi_case *k, const struct foi_event *ev)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "hash", ev->hash);
    buf_addc(&b, '}');
    enum st st = journal_add(c, &(struct act){.action = arena_printf(c->mem, "foi.%s", ev->action),
                                    .subject_kind = "foi",
                                    .subject_id = k->id,
                                    .detail = arena_strdup(c->mem, buf_str(&b))});
    buf_release(&b);
    return st;
}

enum st foi_keep_files(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *ev, const char *slot, const struct foi_file *files, size_t n)
{
    enum st st = ST_OK;
    const char *title = foi_event_arg(ev, "title"), *chosen = foi_event_arg(ev, "slot");
    if (*chosen)
        slot = chosen;
    for (size_t i = 0; !st && i < n; i++) {
        int64_t id;
        st = paper_add(c, v,
            &(struct foi_paper){.case_id = k->id,
                .event_seq = ev->seq,
                .slot = *files[i].slot ? files[i].slot : slot,
                .suffix = "",
                .number = "",
                .title = *title ? title : files[i].name,
                .file_name = files[i].name,
                .mime = files[i].mime,
                .size_bytes = (int64_t)files[i].n_bytes,
                .pages = files[i].pages,
                .for_applicant = strcmp(slot, "supplied") == 0,
                .day = ev->day},
            files[i].bytes, &id);
    }
    return st;
}

/* RULE B1: the number is given with the first day of receipt, in its year. */
enum st foi_number(struct ctx *c, struct foi_case *k)
{
    struct foi_organ organ;
    int month, dom;
    if (k->seq || !day_given(k->start))
        return ST_OK;
    day_split(k->start, &k->year, &month, &dom);
    enum st st = foi_organ_get(c, k->organ_id, &organ);
    if (!st)
        st = case_next_seq(c, k->organ_id, k->year, &k->seq);
    if (!st)
        k->number = paper_request_number(c->mem, organ.word, k->year, k->seq);
    return st;
}

/* Appends the event to a copy of the list and asks what would follow. */
static enum st what_follows(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct foi_event *ev, struct foi_future *out)
{
    struct foi_event *longer = ARENA_ARRAY(c->mem, struct foi_event, n + 1);
    if (n)
        memcpy(longer, list, n * sizeof *list);
    longer[n] = *ev;
    longer[n].seq = n ? list[n - 1].seq + 1 : 1;
    out->list = longer;
    out->n = n + 1;
    out->k = *k;
    return foi_derive(c, &out->k, longer, n + 1, day_at(c->now), &out->d);
}

static enum st record(
    struct ctx *c, struct foi_future *f, const struct foi_move *m, const struct foi_do *d)
{
    struct vault v;
    struct foi_event *ev = &f->list[f->n - 1];
    enum st st = vault_load(c, &v);
    if (!st)
        st = event_add(c, &v, f->k.id, ev);
    if (!st)
        st = foi_keep_files(
            c, &v, &f->k, ev, m->file_slot ? m->file_slot : "other", d->files, d->n_files);
    if (!st)
        st = case_put(c, &f->k);
    if (!st && !foi_output_later(c, &f->k, ev))
        st = foi_output(c, &v, &f->k, f->list, f->n, &f->d);
    if (!st)
        st = foi_waits(c, &f->k, &f->d);
    if (!st)
        st = foi_await_decisions(c, &f->before, &f->k, f->list, f->n);
    return st ? st : journal(c, &f->k, ev);
}

/* RULE W4: an application may come in; that it was received is only said with the period. */
static enum st check_calendar(struct ctx *c, const struct foi_move *m, const struct derived *d)
{
    if (!d->no_calendar || strcmp(m->action, "confirm") != 0)
        return ST_OK;
    c->err = *d->no_calendar;
    return ST_INVALID;
}

static enum st load_copies(
    struct ctx *c, const struct foi_case *k, const struct foi_future *f, struct attempt *a)
{
    struct foi_paper *papers;
    enum st st = foi_paper_list(c, k->id, &papers, &a->n_papers);
    if (st)
        return st;
    a->papers = papers;
    a->copies = foi_copies(c->mem, f->list, f->n - 1, papers, a->n_papers); /* as it stands */
    return ST_OK;
}

enum st foi_future_letters(struct ctx *c, struct foi_future *f)
{
    struct letter_case lc;
    if (f->letters)
        return ST_OK;
    f->letters = ARENA_ARRAY(c->mem, struct foi_letter, FOI_PAINTED_MOST);
    enum st st = foi_letter_case(c, &f->k, f->list, f->n, &f->d, &lc);
    return st ? st : foi_compose(&lc, f->letters, &f->n_letters);
}

static enum st letters_lack(
    struct ctx *c, struct foi_future *f, const char *only, struct reasons *r)
{
    enum st st = foi_future_letters(c, f);
    if (!st)
        foi_letters_lack(c->mem, f->letters, f->n_letters, only, r);
    return st;
}

/* The reply is checked whenever it is written, edited or goes out; other letters when they go out,
 * unless they are made later. */
static enum st check_letters(struct ctx *c, struct foi_future *f, struct reasons *r)
{
    const struct foi_event *ev = &f->list[f->n - 1];
    bool reply = strcmp(ev->action, "draft") == 0 || strcmp(ev->action, "sign") == 0 ||
                 strcmp(ev->action, "revise") == 0 || strcmp(ev->action, "answer_now") == 0;
    enum st st = ST_OK;
    if (reply && f->d.draft)
        st = foi_reply_lacks(c, &f->k, f->list, f->n, &f->d, r);
    if (!st && !f->d.refusal && foi_has_letters(ev->action) && !foi_output_later(c, &f->k, ev))
        st = letters_lack(c, f, "", r);
    return st;
}

/* RULE 2.2, 2.3: edited words are checked in the letter of the act they are for, as it would be
 * now. */
static enum st check_prepared(struct ctx *c, const struct foi_future *f, struct reasons *r)
{
    const struct foi_event *ev = &f->list[f->n - 1];
    struct foi_do then;
    struct foi_future after;
    struct reasons facts = {.mem = c->mem};
    if (strcmp(ev->action, "prepare") != 0 || !*foi_event_arg(ev, "letter") || r->n)
        return ST_OK;
    enum st st = foi_prepared_do(c, ev, &then);
    if (!st)
        st = foi_foresee(c, &f->k, f->list, f->n, &then, &after, &facts);
    if (facts.n) {
        *r = facts;
        return ST_OK;
    }
    return st ? st : letters_lack(c, &after, foi_event_arg(ev, "letter"), r);
}

static enum st form_wanted(struct ctx *c, const struct foi_case *k, const char **form)
{
    struct foi_application in;
    enum st st = foi_case_open(c, k, &in);
    *form = st ? "" : in.form;
    return st;
}

enum st foi_against_act(
    struct ctx *c, const struct foi_future *f, const struct foi_do *d, struct reasons *r)
{
    const struct foi_case *k = &f->before;
    const struct foi_move *m = foi_move_find(d->action);
    struct attempt a = {.c = c,
        .before = k,
        .now = &f->now,
        .then = &f->d,
        .ev = &f->list[f->n - 1],
        .move = m,
        .n_files = d->n_files,
        .registrar = foi_registrar(f->list, f->n),
        .today = day_at(c->now),
        .form = "",
        .missing = ""};
    bool reply = strcmp(m->action, "draft") == 0 || strcmp(m->action, "answer_now") == 0;
    enum st st = ST_OK;
    if (strcmp(m->action, "archive") == 0)
        st = foi_missing(c, k, &f->now, &a.missing);
    if (!st && (reply || copies_matter(m->action)))
        st = load_copies(c, k, f, &a);
    if (!st && reply)
        st = form_wanted(c, k, &a.form);
    if (st)
        return st;
    check_act(r, &a);
    return ST_OK;
}

enum st foi_against(struct ctx *c, struct foi_future *f, const struct foi_do *d, struct reasons *r)
{
    enum st st = foi_against_act(c, f, d, r);
    if (!st)
        st = check_letters(c, f, r);
    return st ? st : check_prepared(c, f, r);
}

static const char *person_name(struct ctx *c)
{
    struct person p;
    if (!c->person || person_get(c, c->person, &p))
        return "";
    return p.name;
}

enum st foi_foresee(struct ctx *c, const struct foi_case *k, const struct foi_event *list, size_t n,
    const struct foi_do *d, struct foi_future *out, struct reasons *r)
{
    const struct foi_move *m = foi_move_find(d->action);
    struct day today = day_at(c->now);
    out->before = *k;
    out->letters = NULL;
    out->n_letters = 0;
    enum st st = foi_derive(c, &out->before, list, n, today, &out->now);
    if (st)
        return st;
    struct foi_event ev = {.action = m->action,
        .day = day_given(d->day) && d->day.n ? d->day : today,
        .at = c->now,
        .args = args_of(c, m, d),
        .person = c->person,
        .person_name = person_name(c)};
    check_facts(r, m, ev.args);
    if (r->n)
        return ST_INVALID;
    st = foi_charge_fill(c, &out->before, &ev);
    if (!st)
        st = foi_earlier_fill(c, &out->before, &ev);
    if (!st)
        st = what_follows(c, &out->before, list, n, &ev, out);
    if (!st)
        st = check_calendar(c, m, &out->d);
    return st ? st : foi_number(c, &out->k);
}

enum st foi_act(struct ctx *c, int64_t case_id, const struct foi_do *d)
{
    struct foi_case k;
    struct foi_event *list;
    struct foi_future f;
    size_t n;
    struct reasons r = {.mem = c->mem};
    const struct foi_move *m = foi_move_find(d->action);
    enum st st = case_row_get(c, case_id, &k);
    if (!st)
        st = check_from(c, &k, d, m);
    if (!st)
        st = foi_make_owed_of(c, &k);
    if (!st)
        st = foi_event_list(c, &k, &list, &n);
    if (!st)
        st = foi_foresee(c, &k, list, n, d, &f, &r);
    if (r.n)
        return refuse(c, ST_INVALID, d, &r);
    if (!st)
        st = foi_against(c, &f, d, &r);
    if (!st && r.n)
        return refuse(c, ST_CONFLICT, d, &r);
    return st ? st : record(c, &f, m, d);
}
