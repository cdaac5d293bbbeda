/* Registering, the steps of the sheet, handing over in both directions.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/acts.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/task/task.h"
#include "lib/base/utf8.h"
#include "request/foi/foi.h"
#include "request/petition/dates.h"

static enum st journal(struct ctx *c, int64_t id, const char *action)
{
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "petition.%s", action),
                              .subject_kind = "petition",
                              .subject_id = id});
}

static int limit_of(enum petition_stage stage)
{
    for (size_t i = 0; i < n_petition_moves; i++)
        if (petition_moves[i].from == stage)
            return petition_moves[i].limit;
    return 0;
}

struct day petition_due(const struct petition_item *p)
{
    struct petition_dates dates;
    struct err e;
    struct day d;
    int limit = limit_of(p->stage);
    if (p->stage == PETITION_CLOSED)
        return day_none();
    if (limit && !calendar_add(p->step_day, limit, &d, &e))
        return d;
    return petition_dates(p->p0, day_none(), &dates, &e) ? day_none() : dates.route_by;
}

const struct petition_step *petition_own_step(
    const struct petition_move *m, const struct petition_step *steps, size_t n, int64_t person)
{
    for (size_t i = n; i-- > 0 && strcmp(steps[i].action, "open") != 0;)
        if (steps[i].person_id == person && foi_has_key(m->not_by, steps[i].action))
            return &steps[i];
    return NULL;
}

/* Who wrote the opinion that is to be agreed to or decided on; 0 when there is none. */
static enum st opinion_writer(
    struct ctx *c, int64_t id, const struct petition_move *m, int64_t *person)
{
    struct petition_step *steps;
    size_t n = 0;
    enum st st = *m->not_by ? petition_steps(c, id, &steps, &n) : ST_OK;
    *person = 0;
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(steps[i].action, "opine") == 0)
            *person = steps[i].person_id;
    return st;
}

/* Whoever may take the next step has it in the inbox. */
static enum st wait_for(struct ctx *c, const struct petition_item *p)
{
    int64_t id, writer;
    const struct petition_move *m = NULL;
    for (size_t i = 0; !m && i < n_petition_moves; i++)
        if (petition_moves[i].from == p->stage &&
            (!*petition_moves[i].verdicts || strstr(petition_moves[i].verdicts, p->verdict)))
            m = &petition_moves[i];
    if (!m)
        return task_close_all(c, "petition", p->id, "done");
    enum st st = opinion_writer(c, p->id, m, &writer);
    return st ? st
              : task_open(c,
                    &(struct task){.kind = "petition.step",
                        .subject_kind = "petition",
                        .subject_id = p->id,
                        .title = arena_printf(c->mem, "会签：%s %s", m->label, p->number),
                        .path = arena_printf(c->mem, "/work/petitions/%lld/", (long long)p->id),
                        .perm = m->perm,
                        .not_person = writer,
                        .due = petition_due(p)},
                    &id);
}

/* RULE P2: many may come, five at most speak. */
static enum st check_visit(struct ctx *c, const struct petition_person *who)
{
    if (who->speakers > PETITION_SPEAK_MOST)
        return fail(c, ST_INVALID, "speakers",
            "多人共同走访的，代表不得超过 %d 人：请由来访人推选代表后再登记", PETITION_SPEAK_MOST);
    if (who->visitors > PETITION_SPEAK_MOST && !who->speakers)
        return fail(c, ST_INVALID, "speakers",
            "来访 %d 人，请由来访人推选不超过 %d 名代表，填写代表人数", who->visitors,
            PETITION_SPEAK_MOST);
    if (who->speakers > who->visitors && who->visitors)
        return fail(c, ST_INVALID, "speakers", "代表人数不能多于来访人数");
    return ST_OK;
}

enum st petition_register(struct ctx *c, const struct petition_item *in, int64_t *id)
{
    struct petition_item p = *in;
    if (!*p.number)
        return fail(c, ST_INVALID, "number", "请填写信访编号");
    if (!day_given(p.p0) || p.p0.n > day_at(c->now).n)
        return fail(c, ST_INVALID, "p0", "登记日期不能晚于今天");
    if (!*p.who.passage)
        return fail(c, ST_INVALID, "passage", "请摘录涉及信息公开的原文，检举、控告的内容不要摘录");
    enum st st = check_visit(c, &p.who);
    if (st)
        return st;
    if (!*p.suspicion)
        p.suspicion = petition_suspicion(p.who.passage);
    st = petition_add(c, &p, id);
    p.id = *id;
    p.step_day = p.p0;
    if (!st)
        st = petition_step_add(c, *id,
            &(struct petition_step){.day = p.p0, .action = "register", .verdict = "", .text = ""});
    if (!st)
        st = wait_for(c, &p);
    return st ? st : journal(c, *id, "register");
}

/* RULE P3: the request is made of the passage alone. Confirmation with the applicant comes next,
 * and that day is T (channel MISROUTED). */
static enum st hand_over(struct ctx *c, struct petition_item *p, const struct petition_do *d)
{
    struct foi_receipt receipt;
    struct foi_application in = {.organ_id = d->organ_id,
        .channel = CHANNEL_MISROUTED,
        .arrived = day_at(c->now),
        .who = {.kind = *d->applicant_kind ? d->applicant_kind : "NATURAL",
            .name = p->who.name,
            .id_kind = "",
            .id_number = "",
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = p->who.phone,
            .fax = "",
            .email = "",
            .address = p->who.address,
            .postcode = "",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""},
        .wanted = p->who.passage,
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "ANY",
        .delivery = "POST",
        .petition_id = p->id,
        .code = ""};
    enum st st = foi_arrive(c, &in, &receipt);
    if (!st)
        p->request_id = receipt.id;
    return st;
}

static enum st check(struct ctx *c, const struct petition_item *p, const struct petition_do *d,
    const struct petition_move *m)
{
    if (!m)
        return fail(
            c, ST_CONFLICT, "", "现在是“%s”，不能这样操作", petition_stage_titles[p->stage]);
    if (d->version && d->version != p->version)
        return fail(c, ST_CONFLICT, "", "这件事项刚刚被别人办理过，请看过最新情况后再办");
    if (*m->verdicts && !strstr(m->verdicts, p->verdict))
        return fail(c, ST_CONFLICT, "", "会签结论是“%s”，不能“%s”",
            petition_verdict_title(p->verdict), m->label);
    if (m->asks_verdict && !*petition_verdict_title(d->verdict))
        return fail(c, ST_INVALID, "verdict", "请选择意见");
    if (m->needs_text && !*d->text)
        return fail(c, ST_INVALID, "text", "请写明情况和理由");
    return ST_OK;
}

static enum st check_other_person(
    struct ctx *c, const struct petition_item *p, const struct petition_move *m)
{
    struct petition_step *steps;
    size_t n;
    enum st st = petition_steps(c, p->id, &steps, &n);
    const struct petition_step *own = st ? NULL : petition_own_step(m, steps, n, c->person);
    if (!own)
        return st;
    return fail(c, ST_CONFLICT, "", "您在这次会签中%s，不能再“%s”，请由其他人办理",
        petition_move_done(own->action), m->label);
}

enum st petition_act(struct ctx *c, int64_t id, const struct petition_do *d)
{
    struct petition_item p;
    enum st st = petition_get(c, id, &p);
    const struct petition_move *m = st ? NULL : petition_move(p.stage, d->action);
    if (!st)
        st = check(c, &p, d, m);
    if (!st)
        st = check_other_person(c, &p, m);
    if (!st && strcmp(d->action, "hand_over") == 0)
        st = hand_over(c, &p, d);
    if (st)
        return st;
    p.stage = m->to;
    p.step_day = day_at(c->now);
    if (strcmp(d->action, "supplement") == 0)
        p.verdict = "";
    else if (m->asks_verdict && strcmp(d->action, "dissent") != 0)
        p.verdict = d->verdict;
    st = petition_put(c, &p);
    if (!st)
        st = petition_step_add(c, id,
            &(struct petition_step){.day = p.step_day,
                .action = d->action,
                .verdict = m->asks_verdict ? d->verdict : "",
                .text = d->text});
    if (!st)
        st = wait_for(c, &p);
    return st ? st : journal(c, id, d->action);
}

enum st petition_from_request(struct ctx *c, int64_t request_id, int64_t *id)
{
    struct foi_case k;
    struct foi_application app;
    enum st st = foi_case_get(c, (struct foi_see){c->unit, true}, request_id, &k);
    if (!st && strcmp(k.code, "X1") != 0)
        return fail(c, ST_CONFLICT, "", "只有以信访、投诉、举报为由不予处理的申请才能转信访部门");
    if (!st)
        st = foi_case_open(c, &k, &app);
    if (st)
        return st;
    return petition_register(c,
        &(struct petition_item){.number = arena_printf(c->mem, "转自%s", k.number),
            .p0 = day_at(c->now),
            .subject = k.subject,
            .suspicion = "依申请公开转来",
            .request_id = k.id,
            .reverse = true,
            .who = {app.who.name, app.who.phone, app.who.address, app.wanted, 0, 0}},
        id);
}
