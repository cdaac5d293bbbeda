/* One case: everything its page shows.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "request/foi/charge.h"
#include "request/foi/pages.h"
#include "request/foi/store.h"

/* ---- what can be done now ---- */

/* Drafted, and written anew since it was sent back. */
static bool mended(const struct case_page *p)
{
    const struct foi_event *last = p->d.revised ? p->d.revised : p->d.draft;
    return last && !event_after(p->events, p->n_events, "return", last->seq);
}

/* The next step of each stage; the first that may be done is shown open. */
static const char *next_action(const struct case_page *p)
{
    switch (p->k.stage) {
    case CASE_ARRIVED:
        return "confirm";
    case CASE_REGISTERED:
        return "assign";
    case CASE_EXAM:
        return "draft";
    case CASE_CORR_WAIT:
        return p->d.clock.state == FOI_ABANDONED ? "abandon" : "correction_received";
    case CASE_REASON_WAIT:
        return "reason_answer";
    case CASE_FEE_WAIT:
        return p->d.clock.state == FOI_ABANDONED ? "abandon" : "paid";
    case CASE_DRAFT:
        return mended(p) ? "submit" : "draft";
    case CASE_REVIEW:
        return p->d.approved ? "sign" : "approve";
    case CASE_SIGNED:
        return "deliver";
    case CASE_DELIVERED:
        return "close";
    case CASE_CLOSED:
    case CASE_ABANDONED:
    case CASE_WITHDRAWN:
        return "archive";
    default:
        return "";
    }
}

static bool waits(const struct case_page *p)
{
    bool any = false;
    for (size_t i = 0; i < p->n_papers; i++)
        any |= p->copies.reach[i] == FOI_WAITING;
    return any;
}

/* Acts that make no sense yet are not offered: an answer to nobody's question. */
static bool has_object(const struct case_page *p, const struct foi_move *m)
{
    bool open = false;
    for (size_t i = 0; i < p->d.n_consults; i++)
        open |= !*p->d.consults[i].answer || strcmp(p->d.consults[i].answer, "SILENT") == 0;
    if (strcmp(m->action, "consult_answer") == 0)
        return open;
    if (strcmp(m->action, "hold") == 0)
        return waits(p);
    if (strcmp(m->action, "extension") == 0 || strcmp(m->action, "ask_extension") == 0)
        return !p->k.extended;
    if (strcmp(m->action, "correction_notice") == 0)
        return !p->k.corrected;
    if (strcmp(m->action, "answer_now") == 0) /* RULE K13: a correction is examined first */
        return !p->k.fix;
    if (strcmp(m->action, "revise") == 0 || strcmp(m->action, "prepare") == 0)
        return false; /* have pages of their own */
    if (strcmp(m->action, "accept_late") == 0)
        return strcmp(p->k.code, "O1") == 0;
    return true;
}

/* Signing makes letters besides the reply only when something is released against a third party,
 * or passed on (RULE K13). */
static bool makes_letters(const struct case_page *p, const struct foi_move *m)
{
    const char *code = p->d.draft ? foi_event_arg(p->d.draft, "code") : "";
    if (strcmp(m->action, "withdraw") == 0) /* the sheet of approval, once there is a number */
        return *p->k.number;
    return strcmp(m->action, "sign") != 0 || strcmp(code, "FIX2") == 0 ||
           (*code && foi_against_third(&p->d, code));
}

static enum st add_doing(
    struct req *r, struct case_page *p, const struct foi_move *m, bool is_next, bool may)
{
    struct doing d = {.move = m,
        .first = is_next && may,
        .acts = may,
        .prepares = may_prepare(r, &p->k, m) && makes_letters(p, m)};
    d.draft = d.prepares ? foi_prepared(p->events, p->n_events, m->action) : NULL;
    enum st st = d.draft ? foi_prepared_values(r->ctx, d.draft, &d.values) : ST_OK;
    if (d.acts || d.prepares)
        p->doings[p->n_doings++] = d;
    return st;
}

/* RULE 1.7: every move that fits the stage and the person, the next step first. */
static enum st load_doings(struct req *r, struct case_page *p)
{
    enum st st = ST_OK;
    const char *next = next_action(p);
    p->doings = ARENA_ARRAY(r->ctx->mem, struct doing, n_foi_moves);
    p->waits_for = "";
    for (int first = 1; first >= 0; first--)
        for (size_t i = 0; i < n_foi_moves; i++) {
            const struct foi_move *m = &foi_moves[i];
            bool is_next = strcmp(m->action, next) == 0, may = case_may(r, &p->k, m);
            if (is_next != first || !(m->from & (1u << p->k.stage)) || !has_object(p, m))
                continue;
            if (is_next && !may)
                p->waits_for = m->label;
            if (!st)
                st = add_doing(r, p, m, is_next, may);
        }
    return st;
}

/* ---- loading ---- */

/* RULE K5, K7 */
static enum st load_same(struct req *r, struct case_page *p)
{
    enum st st = case_by_applicant(r->ctx, &p->k, &p->same, &p->n_same);
    if (!st)
        st = foi_pieces(r->ctx, &p->k, &p->this_month);
    if (!st && (IN(p->k.stage) & (IN(CASE_EXAM) | IN(CASE_DRAFT))))
        st = foi_earlier_list(r->ctx, &p->k, &p->earlier, &p->n_earlier);
    return st;
}

static enum st load_secrets(struct req *r, struct case_page *p)
{
    struct foi_application *app = &p->app;
    enum st st = foi_case_open(r->ctx, &p->k, app);
    if (!st && !p->ours) /* reviewers of the county read what is asked, not who asks */
        app->who =
            (struct foi_applicant){.kind = p->k.applicant_kind, .name = p->k.applicant_label};
    return st;
}

enum st case_load(struct req *r, struct case_page *p)
{
    struct foi_event *events;
    enum st st = page_case(r, &p->k);
    p->today = day_at(r->ctx->now);
    p->refused.action = "";
    if (!st)
        st = foi_event_list(r->ctx, &p->k, &events, &p->n_events);
    if (!st)
        st = foi_derive(r->ctx, &p->k, events, p->n_events, p->today, &p->d);
    if (!st)
        st = foi_paper_list(r->ctx, p->k.id, &p->papers, &p->n_papers);
    if (!st)
        st = foi_chain_check(r->ctx, p->k.id, &p->broken);
    if (!st)
        st = unit_list(r->ctx, false, &p->units, &p->n_units);
    if (st)
        return st;
    p->events = events;
    p->copies = foi_copies(r->ctx->mem, events, p->n_events, p->papers, p->n_papers);
    p->ours = case_is_ours(r, &p->k);
    p->reads = case_is_open_to(r, &p->k);
    if (p->reads)
        st = load_secrets(r, p);
    if (!st && p->reads)
        st = load_same(r, p);
    if (!st && p->reads)
        st = foi_file_gaps(r->ctx, &p->k, &p->d, &p->gaps);
    if (!st && p->reads && p->d.revised)
        st = load_revision(r, p);
    return st ? st : load_doings(r, p);
}

/* What was refused is shown again with what was typed. */
static void note_refusal(struct req *r, struct case_page *p)
{
    if (r->method == METHOD_POST && r->problems)
        p->refused = (struct refusal){.action = req_param(r, "action"),
            .conflict =
                r->status == 409 && req_form_int(r, "version", p->k.version) != p->k.version};
}

enum st casework_show(struct req *r)
{
    struct case_page p = {.n_doings = 0};
    enum st st = case_load(r, &p);
    if (st)
        return st;
    note_refusal(r, &p);
    case_page(&r->out, r, &p);
    return ST_OK;
}

bool may_mask(const struct req *r, const struct case_page *p, size_t i)
{
    const struct foi_move *m = foi_move_find("mask");
    return (m->from & IN(p->k.stage)) && case_may(r, &p->k, m) && foi_can_mask(&p->papers[i]) &&
           !foi_twin_of(&p->copies, &p->papers[i]);
}

/* Numbers of identity are shown by a POST, so that the journal knows who has looked. */
enum st casework_identity(struct req *r)
{
    struct case_page p = {.reveal = true};
    enum st st = case_load(r, &p);
    if (!st && !p.ours)
        return fail(r->ctx, ST_DENIED, "", "只有办理这件申请的单位才能查看证件号码");
    if (!st)
        st = journal_add(r->ctx,
            &(struct act){.action = "foi.identity", .subject_kind = "foi", .subject_id = p.k.id});
    if (!st)
        case_page(&r->out, r, &p);
    return st;
}
