/* The steps of the life cycle: proposing, acting, what each step writes; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/acts.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/record.h"
#include "common/task/task.h"
#include "disclosure/normdoc/term_known.h"
#include "disclosure/normdoc/watch.h"
#include "lib/text/docno.h"

static enum st journal(struct ctx *c, int64_t id, const char *action)
{
    ctx_touch(c, "normdoc");
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "normdoc.%s", action),
                              .subject_kind = "normdoc",
                              .subject_id = id});
}

/* ---- who, by when ---- */

bool norm_may(const struct principal *who, const struct norm *m, const struct norm_move *move)
{
    if (!principal_can(who, move->perm))
        return false;
    if (move->who == BY_UNIT || !strcmp(move->perm, PERM_PUBLISH))
        return who->unit_id == m->unit_id || principal_can(who, PERM_ALL_UNITS);
    return true;
}

static const struct norm_move *next_move(const struct norm *m)
{
    for (size_t i = 0; i < n_norm_moves; i++)
        if (norm_moves[i].from & AT(m->stage))
            return &norm_moves[i];
    return NULL;
}

enum st norm_due(struct ctx *c, const struct norm *m, struct day *due)
{
    const struct norm_move *move = next_move(m);
    struct norm_settings s;
    struct norm_values kept;
    struct err e;
    *due = day_none();
    if (m->stage == NORM_FILE) {
        enum st st = norm_settings_get(c, &s);
        *due = st ? day_none() : norm_filing_due(m->published_on, &s);
        return st;
    }
    if (!move || !move->limit_days)
        return ST_OK;
    enum st st = norm_kept(c, m, &kept);
    struct day from = m->stage == NORM_CONSULT ? norm_value_day(&kept, "consult_to") : m->step_day;
    if (!st && day_given(from) && calendar_add(from, move->limit_days, due, &e))
        *due = day_none(); /* outside the calendar nothing is guessed */
    return st;
}

/* Whoever may take the next step has it in the inbox. Documents in force wait for nobody. */
static enum st wait_for(struct ctx *c, const struct norm *m)
{
    const struct norm_move *move = next_move(m);
    struct day due;
    int64_t id;
    if (!move || m->stage == NORM_FORCE)
        return task_close(c, "normdoc.step", "normdoc", m->id, "done");
    enum st st = norm_due(c, m, &due);
    if (st)
        return st;
    return task_open(c,
        &(struct task){.kind = "normdoc.step",
            .subject_kind = "normdoc",
            .subject_id = m->id,
            .title = arena_printf(c->mem, "规范性文件·%s：%s", move->label, m->title),
            .path = arena_printf(c->mem, "/work/normdocs/%lld/", (long long)m->id),
            .person_id = move->who == BY_UNIT ? m->owner : 0,
            .unit_id = move->who == BY_UNIT || !strcmp(move->perm, PERM_PUBLISH) ? m->unit_id : 0,
            .perm = move->perm,
            .due = due},
        &id);
}

enum st norm_set_owner(struct ctx *c, int64_t id, int64_t person)
{
    struct norm m;
    struct person p = {.name = ""};
    enum st st = norm_get(c, id, &m);
    if (!st && person)
        st = person_get(c, person, &p);
    if (!st && person && p.unit_id != m.unit_id)
        st = fail(c, ST_INVALID, "owner", "责任人应是起草单位的人员");
    m.owner = person;
    m.reminded = 0; /* the new owner is told again */
    if (!st)
        st = norm_put(c, &m);
    if (!st)
        st = norm_step_add(c, id, "owner", person ? p.name : "由单位负责");
    if (!st)
        st = wait_for(c, &m);
    return st ? st : journal(c, id, "owner");
}

enum st norm_set(struct ctx *c, const struct norm_settings *s)
{
    enum st st = norm_settings_put(c, s);
    return st ? st : journal(c, 0, "settings");
}

/* ---- proposing ---- */

static enum st keep_values(
    struct ctx *c, int64_t id, const char *action, const struct norm_values *v)
{
    static const char *const of_row[] = {
        "doc_no", "reg_no", "archive_no", "formed_on", "effective_on", "filed_on", "archived_on"};
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n_norm_needs; i++) {
        const struct norm_need *w = &norm_needs[i];
        bool in_row = false;
        for (size_t k = 0; k < COUNT_OF(of_row); k++)
            in_row |= strcmp(of_row[k], w->name) == 0;
        if (!in_row && !strcmp(w->action, action) && *norm_value(v, w->name))
            st = norm_value_put(c, id, w->name, norm_value(v, w->name));
    }
    return st;
}

enum st norm_propose(
    struct ctx *c, const struct norm *m, const struct norm_values *given, int64_t *id)
{
    struct norm fresh = *m;
    if (!*m->title)
        return fail(c, ST_INVALID, "title", "请填写文件名称");
    if (strcmp(m->kind, "government") != 0 && strcmp(m->kind, "department") != 0)
        return fail(c, ST_INVALID, "kind", "请选择文件种类");
    for (size_t i = 0; i < n_norm_needs; i++)
        if (!strcmp(norm_needs[i].action, "new") && norm_needs[i].must &&
            !*norm_value(given, norm_needs[i].name))
            return fail(c, ST_INVALID, norm_needs[i].name, "请填写“%s”", norm_needs[i].label);
    fresh.stage = NORM_PLAN;
    fresh.step_day = day_at(c->now);
    enum st st = norm_add(c, &fresh, id);
    fresh.id = *id;
    if (!st)
        st = keep_values(c, *id, "new", given);
    if (!st)
        st = norm_step_add(c, *id, "new", norm_value(given, "basis"));
    if (!st)
        st = wait_for(c, &fresh);
    return st ? st : journal(c, *id, "new");
}

/* ---- acting ---- */

static enum st gather_record(struct ctx *c, const struct norm_values *given, struct norm_facts *f)
{
    struct record r;
    struct edition e;
    int64_t id = norm_number(norm_value(given, "record"));
    if (!id)
        return ST_OK;
    enum st st = record_get(c, id, &r);
    if (st == ST_NOT_FOUND) {
        c->err = (struct err){.st = ST_OK};
        return ST_OK; /* not live: a reason of the guard */
    }
    if (!st && r.live_edition)
        st = edition_get(c, r.live_edition, &e);
    if (st || !r.live_edition)
        return st;
    f->live = !*r.ended;
    f->live_number = e.content.meta.doc_no;
    f->live_formed = e.content.meta.formed_on;
    f->published = day_at(r.first_published_at);
    f->live_has_text = norm_has_text(e.content.body_html);
    return ST_OK;
}

enum st norm_gather(
    struct ctx *c, const struct norm *m, const struct norm_values *given, struct norm_facts *f)
{
    struct norm_values *kept = ARENA_NEW(c->mem, struct norm_values);
    struct norm_settings *settings = ARENA_NEW(c->mem, struct norm_settings);
    *f = (struct norm_facts){.given = given,
        .kept = kept,
        .title = m->title,
        .unit_id = m->unit_id,
        .reviewer_unit = c->unit,
        .taken_by = "",
        .live_number = "",
        .live_formed = day_none(),
        .published = m->published_on,
        .last_day = m->last_day,
        .today = day_at(c->now),
        .settings = settings};
    enum st st = norm_settings_get(c, settings);
    if (!st)
        st = norm_kept(c, m, kept);
    if (!st)
        st = norm_number_taken(c, m->id, m->record_id, norm_value(given, "doc_no"), &f->taken_by);
    f->number_taken = *f->taken_by != '\0';
    return st ? st : gather_record(c, given, f);
}

enum st norm_end_text(struct ctx *c, int64_t record_id, const struct norm_end *e)
{
    int64_t decision = e->decision;
    const char *kind = strcmp(e->kind, END_EXPIRED) ? LINK_REPEALS : LINK_LAPSES;
    enum st st = decision || !*e->basis ? ST_OK : norm_find_public(c, e->basis, &decision);
    if (!st && decision && decision != record_id)
        st = link_check(c, decision, record_id, kind);
    if (!st)
        st = record_end(c, record_id,
            &(struct ending){.kind = e->kind, .note = e->reason, .basis = e->basis, .on = e->on});
    if (!st && decision && decision != record_id)
        st = link_add(c, decision, record_id, kind);
    return st;
}

static enum st end_by(
    struct ctx *c, const struct norm *m, const struct norm_move *move, const struct norm_values *v)
{
    bool lapse = strcmp(move->action, "lapse") == 0;
    const char *note = norm_value(v, "lapse_note");
    if (move->to != NORM_ENDED)
        return ST_OK;
    return norm_end_text(c, m->record_id,
        &(struct norm_end){.kind = lapse ? END_EXPIRED : END_REPEALED,
            .reason = !lapse  ? norm_value(v, "repeal_reason")
                      : *note ? note
                              : "有效期届满",
            .basis = lapse ? "" : norm_value(v, "repeal_basis"),
            .on = lapse ? (struct day){m->last_day.n + 1} : norm_value_day(v, "repealed_on")});
}

static void take_text(
    struct ctx *c, const char **member, const struct norm_values *v, const char *name)
{
    struct docno no;
    const char *value = norm_value(v, name);
    if (!*value)
        return;
    *member = !strcmp(name, "doc_no") && docno_parse(c->mem, value, &no) ? no.text : value;
}

static void take_day(struct day *member, const struct norm_values *v, const char *name)
{
    if (*norm_value(v, name))
        *member = norm_value_day(v, name);
}

/* What a step writes into the row; the rest of its values is kept beside it. */
static void take_values(struct ctx *c, struct norm *m, const struct norm_values *v)
{
    bool endless;
    struct day last, today = day_at(c->now);
    take_text(c, &m->doc_no, v, "doc_no");
    take_text(c, &m->reg_no, v, "reg_no");
    take_text(c, &m->archive_no, v, "archive_no");
    take_day(&m->formed_on, v, "formed_on");
    take_day(&m->effective_on, v, "effective_on");
    take_day(&m->filed_on, v, "filed_on");
    take_day(&m->archived_on, v, "archived_on");
    if (*norm_value(v, "effective_on") && norm_term(v, &last, &endless)) {
        m->last_day = last;
        m->endless = endless;
        m->by_text = false;
        m->reminded = 0;
    }
    if (*norm_value(v, "record"))
        m->record_id = norm_number(norm_value(v, "record"));
    if (*norm_value(v, "renew_months")) {
        m->last_day = norm_last_day(today, (int)norm_number(norm_value(v, "renew_months")));
        m->by_text = false;
        m->reminded = 0;
    }
}

/* The words of a step for its timeline: the first long value given. */
static const char *note_of(const struct norm_move *m, const struct norm_values *v)
{
    for (size_t i = 0; i < n_norm_needs; i++)
        if (!strcmp(norm_needs[i].action, m->action) && norm_needs[i].kind <= NEED_LONG &&
            *norm_value(v, norm_needs[i].name))
            return norm_value(v, norm_needs[i].name);
    return "";
}

static enum st check(
    struct ctx *c, const struct norm *m, const struct norm_move *move, struct norm_do *d)
{
    struct norm_facts f;
    if (!move)
        return fail(c, ST_CONFLICT, "", "现在是“%s”，不能%s；请刷新页面，看看现在可以做什么",
            norm_stage_words[m->stage], norm_action_word(d->action));
    if (d->version && d->version != m->version)
        return fail(c, ST_CONFLICT, "", "这份文件刚刚被别人办理过，请看过最新情况后再办");
    enum st st = norm_gather(c, m, d->given, &f);
    if (st)
        return st;
    d->n_reasons = norm_reasons(c->mem, move, &f, d->reasons);
    if (!d->n_reasons)
        return ST_OK;
    return fail(
        c, ST_INVALID, d->reasons[0].field, "%s（%s）", d->reasons[0].text, d->reasons[0].code);
}

static enum st write_step(
    struct ctx *c, struct norm *m, const struct norm_move *move, const struct norm_values *v)
{
    char today[11];
    m->stage = move->to;
    m->step_day = day_at(c->now);
    take_values(c, m, v);
    enum st st = norm_put(c, m);
    if (!st)
        st = keep_values(c, m->id, move->action, v);
    if (!st && !strcmp(move->action, "lawful"))
        st = norm_value_put(c, m->id, "legal_on", day_text(m->step_day, today));
    if (!st && (move->guards & GUARD_SPAN)) /* a new text needs a new review */
        st = norm_value_put(c, m->id, "legal_opinion", "");
    return st ? st : norm_step_add(c, m->id, move->action, note_of(move, v));
}

enum st norm_act(struct ctx *c, int64_t id, struct norm_do *d)
{
    struct norm m;
    d->n_reasons = 0;
    enum st st = norm_get(c, id, &m);
    const struct norm_move *move = st ? NULL : norm_move(m.stage, d->action);
    if (!st)
        st = check(c, &m, move, d);
    if (!st)
        st = end_by(c, &m, move, d->given);
    if (!st)
        st = write_step(c, &m, move, d->given);
    if (!st)
        st = norm_get(c, id, &m); /* with what the chosen text says */
    bool settled = move && (move->to == NORM_ENDED || !strcmp(move->action, "keep") ||
                               !strcmp(move->action, "term"));
    if (!st && settled)
        st = norm_reminders_close(c, id);
    if (!st && settled)
        st = norm_term_known(c, id);
    if (!st)
        st = wait_for(c, &m);
    return st ? st : journal(c, id, d->action);
}
