/* The steps of the handling: registering, acting, what each step writes; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/acts.h"

#include <string.h>

#include "assurance/ledger/ledger.h"
#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/proposal/letter.h"
#include "disclosure/proposal/tally.h"

struct loaded { /* a proposal with all that the rules ask about */
    struct prop p;
    struct prop_joint *joints;
    size_t n;
    struct prop_settings s;
};

static enum st load(struct ctx *c, int64_t id, struct loaded *l)
{
    enum st st = prop_get(c, id, &l->p);
    if (!st)
        st = prop_joints(c, id, &l->joints, &l->n);
    return st ? st : prop_settings_get(c, &l->s);
}

static enum st journal(struct ctx *c, int64_t id, const char *action)
{
    ctx_touch(c, "proposal");
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "proposal.%s", action),
                              .subject_kind = "proposal",
                              .subject_id = id});
}

enum st prop_set(struct ctx *c, const struct prop_settings *s)
{
    enum st st = prop_settings_put(c, s);
    return st ? st : journal(c, 0, "settings");
}

/* ---- who, by when ---- */

static struct prop_joint *joint_of(struct prop_joint *joints, size_t n, int64_t unit)
{
    for (size_t i = 0; i < n; i++)
        if (joints[i].unit_id == unit)
            return &joints[i];
    return NULL;
}

bool prop_may(const struct principal *who, const struct prop *p, const struct prop_joint *joints,
    size_t n, const struct prop_move *m)
{
    if (!principal_can(who, m->perm))
        return false;
    if (m->who == BY_LEAD)
        return who->unit_id == p->lead_unit;
    for (size_t i = 0; m->who == BY_JOINT && i < n; i++)
        if (joints[i].unit_id == who->unit_id)
            return (m->joint_from >> joints[i].stage & 1) &&
                   !(strcmp(m->action, "cosign") == 0 && prop_joint_signed(p, &joints[i]));
    return m->who == BY_ANY;
}

bool prop_may_see(
    const struct principal *who, const struct prop *p, const struct prop_joint *joints, size_t n)
{
    if (principal_can(who, PERM_PROP_MANAGE) || principal_can(who, PERM_ALL_UNITS))
        return true;
    for (size_t i = 0; i < n; i++)
        if (joints[i].unit_id == who->unit_id)
            return true;
    return p->lead_unit && who->unit_id == p->lead_unit;
}

static struct day working(struct day from, int days)
{
    struct day d;
    struct err e;
    return day_given(from) && !calendar_add(from, days, &d, &e) ? d : day_none();
}

struct day prop_step_due(const struct prop *p, const struct prop_settings *s)
{
    switch (p->stage) {
    case PROP_NEW:
        return working(p->step_day, s->assign_days);
    case PROP_ASSIGNED:
        return working(p->step_day, s->accept_days);
    case PROP_REPLIED:
        return prop_is_public(p) ? day_none() : prop_publish_due(p, s);
    case PROP_CLOSED:
        return day_none();
    default:
        return p->due;
    }
}

/* ---- tasks ---- */

/* The step that the proposal waits for: the first of the table, or of a reply the one missing. */
static const struct prop_move *next_move(const struct prop *p)
{
    if (p->stage == PROP_COSIGN)
        return prop_move(p->stage, "submit");
    if (p->stage == PROP_REPLIED)
        return prop_move(p->stage,
            strcmp(p->openness, "none") && p->handed_version != p->text_version ? "publish"
            : !p->voted                                                         ? "satisfy"
            : p->unsatisfied                                                    ? "redo"
                                                                                : "close");
    for (size_t i = 0; i < n_prop_moves; i++)
        if (prop_moves[i].from & PROP_AT(p->stage))
            return &prop_moves[i];
    return NULL;
}

static enum st open_task(
    struct ctx *c, const struct loaded *l, const struct prop_move *m, const struct prop_joint *j)
{
    int64_t id;
    const struct prop *p = &l->p;
    return task_open(c,
        &(struct task){.kind = j ? "proposal.joint" : "proposal.step",
            .subject_kind = j ? "proposal_joint" : "proposal",
            .subject_id = j ? j->id : p->id,
            .title = arena_printf(c->mem, "%s·%s：%s", prop_name(c->mem, p), m->label, p->title),
            .path = arena_printf(c->mem, "/work/proposals/%lld/", (long long)p->id),
            .unit_id = j                   ? j->unit_id
                       : m->who == BY_LEAD ? p->lead_unit
                                           : 0,
            .perm = m->perm,
            .not_person = m->guards & PROP_GUARD_APART ? p->drafter : 0,
            .due = j && p->stage != PROP_COSIGN ? working(p->step_day, l->s.accept_days)
                                                : prop_step_due(p, &l->s)},
        &id);
}

/* What a joint unit owes now, NULL nothing. */
static const struct prop_move *joint_move(const struct prop *p, const struct prop_joint *j)
{
    if (p->stage < PROP_ASSIGNED || p->stage > PROP_COSIGN || j->stage == JOINT_DECLINED)
        return NULL;
    if (p->stage == PROP_COSIGN)
        return prop_joint_signed(p, j)   ? NULL
               : j->stage == JOINT_ASKED ? prop_move(p->stage, "joint-accept")
                                         : prop_move(p->stage, "cosign");
    return j->stage == JOINT_ASKED   ? prop_move(p->stage, "joint-accept")
           : j->stage == JOINT_TAKEN ? prop_move(p->stage, "opine")
                                     : NULL;
}

/* Whoever must act next has it in the inbox: the lead unit or the office, and each joint unit. */
static enum st wait_for(struct ctx *c, int64_t id)
{
    struct loaded l;
    enum st st = load(c, id, &l);
    for (size_t i = 0; !st && i < l.n; i++) {
        const struct prop_move *m = joint_move(&l.p, &l.joints[i]);
        st = m ? open_task(c, &l, m, &l.joints[i])
               : task_close(c, "proposal.joint", "proposal_joint", l.joints[i].id, "done");
    }
    const struct prop_move *m = st ? NULL : next_move(&l.p);
    if (st)
        return st;
    st = task_close(c, "proposal.step", "proposal", id, "done");
    return st || !m ? st : open_task(c, &l, m, NULL);
}

/* ---- registering ---- */

const char *prop_register_gap(const struct prop *p, struct day today, const char **field)
{
    const struct {
        const char *field, *text;
        bool wrong;
    } rows[] = {{"kind", "请选择类别：人大代表建议或政协提案", !*prop_kind_word(p->kind)},
        {"session", "请填写届次，例如 县第十六届人大第二次会议", !*p->session},
        {"year", "年份应是四位，不晚于今年", p->year < 1990 || p->year > day_year(today)},
        {"number", "编号应是 1 到 99999 的整数", p->number < 1 || p->number > 99999},
        {"title", "请填写标题（案由）", !*p->title},
        {"signers", "提出人数应是 1 到 500", p->signers < 1 || p->signers > 500},
        {"name_public", "没有填写姓名，不能选择公开姓名", p->name_public && !*p->who.name}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].wrong) {
            *field = rows[i].field;
            return rows[i].text;
        }
    return NULL;
}

enum st prop_register(struct ctx *c, const struct prop *in, int64_t *id)
{
    struct prop p = *in;
    const char *field;
    const char *gap = prop_register_gap(in, day_at(c->now), &field);
    if (gap)
        return fail(c, ST_INVALID, field, "%s", gap);
    p.registered_on = day_at(c->now);
    enum st st = prop_find(c, &p, id);
    if (!st && *id)
        return fail(c, ST_CONFLICT, "number", "%s %s 已经登记过，请核对编号", p.session,
            prop_name(c->mem, &p));
    if (!st)
        st = prop_add(c, &p, id);
    if (!st)
        st = prop_step_add(c, *id, "register", "");
    if (!st)
        st = wait_for(c, *id);
    return st ? st : journal(c, *id, "register");
}

/* ---- acting ---- */

static const char *unsigned_by(struct ctx *c, const struct loaded *l)
{
    const char *names = "";
    for (size_t i = 0; i < l->n; i++)
        if (!prop_joint_signed(&l->p, &l->joints[i]))
            names =
                arena_printf(c->mem, "%s%s%s", names, *names ? "、" : "", l->joints[i].unit_name);
    return names;
}

/* The text as this step would leave it. */
static struct prop as_drafted(const struct prop *p, const struct prop_values *v)
{
    struct prop q = *p;
    q.result = prop_value(v, "result");
    q.reply = prop_value(v, "reply");
    q.promises = prop_value(v, "promises");
    q.openness = prop_value(v, "openness");
    q.open_reason = prop_value(v, "open_reason");
    q.summary = prop_value(v, "summary");
    q.public_body = prop_value(v, "public_body");
    return q;
}

static enum st gather(
    struct ctx *c, const struct loaded *l, const struct prop_do *d, struct prop_facts *f)
{
    const char **secrets = ARENA_ARRAY(c->mem, const char *, 3);
    const struct prop q = strcmp(d->action, "draft") ? l->p : as_drafted(&l->p, d->given);
    secrets[0] = l->p.name_public ? "" : l->p.who.name;
    secrets[1] = l->p.who.phone;
    secrets[2] = l->p.who.address;
    *f = (struct prop_facts){.given = d->given,
        .secrets = secrets,
        .n_secrets = 3,
        .public_text = prop_public_text(c->mem, &q),
        .openness = q.openness,
        .result = q.result,
        .unit_name = l->p.lead_name,
        .person = c->person,
        .drafter = l->p.drafter,
        .unsigned_by = unsigned_by(c, l),
        .taken_by = "",
        .record_word = "",
        .record_live = prop_is_public(&l->p),
        .signers = l->p.signers,
        .voted = l->p.voted,
        .unhappy = l->p.unsatisfied > 0,
        .assigned_on = l->p.assigned_on,
        .signed_on = l->p.signed_on,
        .due = l->p.due,
        .today = day_at(c->now),
        .settings = &l->s};
    enum st st = prop_number_taken(c, &l->p, prop_value(d->given, "doc_no"), &f->taken_by);
    if (!st && l->p.record_id)
        st = document_stage(c, l->p.record_id, &f->record_word, &f->record_open);
    f->record_open &= l->p.handed_version == l->p.text_version;
    return st;
}

static enum st check(
    struct ctx *c, const struct loaded *l, const struct prop_move *m, struct prop_do *d)
{
    struct prop_facts f;
    if (!m)
        return fail(c, ST_CONFLICT, "", "现在是“%s”，不能%s；请刷新页面，看看现在可以做什么",
            prop_stage_words[l->p.stage], prop_action_word(d->action));
    if (d->version && d->version != l->p.version)
        return fail(c, ST_CONFLICT, "", "这件建议提案刚刚被别人办理过，请看过最新情况后再办");
    enum st st = gather(c, l, d, &f);
    if (st)
        return st;
    d->n_reasons = prop_reasons(c->mem, m, &f, d->reasons);
    if (!d->n_reasons)
        return ST_OK;
    return fail(
        c, ST_INVALID, d->reasons[0].field, "%s（%s）", d->reasons[0].text, d->reasons[0].code);
}

static enum st set_joints(struct ctx *c, const struct loaded *l, const struct prop_values *v)
{
    int64_t ids[PROP_JOINTS];
    size_t n = prop_ids(prop_value(v, "joint"), ids, PROP_JOINTS);
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < l->n; i++) {
        bool stays = false;
        for (size_t k = 0; k < n; k++)
            stays |= ids[k] == l->joints[i].unit_id;
        if (!stays || l->joints[i].stage == JOINT_DECLINED) {
            st = task_close(c, "proposal.joint", "proposal_joint", l->joints[i].id, "cancelled");
            if (!st && !stays)
                st = prop_joint_remove(c, l->joints[i].id);
        }
    }
    for (size_t k = 0; !st && k < n; k++)
        if (ids[k] != l->p.lead_unit && !joint_of(l->joints, l->n, ids[k]))
            st = prop_joint_add(c, l->p.id, ids[k]);
    return st;
}

static void assign(struct ctx *c, struct loaded *l, const struct prop_values *v)
{
    struct day due = prop_value_day(v, "due");
    l->p.lead_unit = prop_number(prop_value(v, "lead"));
    l->p.assigned_on = day_at(c->now);
    l->p.due = day_given(due) ? due : month_add(l->p.assigned_on, l->s.reply_months);
}

static void take_votes(struct prop *p, const struct prop_values *v)
{
    p->satisfied = prop_number(prop_value(v, "satisfied"));
    p->basically = prop_number(prop_value(v, "basically"));
    p->unsatisfied = prop_number(prop_value(v, "unsatisfied"));
    p->comment = prop_value(v, "comment");
    p->voted = true;
}

static void take_draft(struct ctx *c, struct prop *p, const struct prop_values *v)
{
    *p = as_drafted(p, v);
    p->drafter = c->person;
    p->text_version++; /* earlier countersigns no longer count */
}

/* A second reply has a date of its own, and its satisfaction is asked for anew. */
static void redo(struct ctx *c, struct loaded *l)
{
    l->p.due = month_add(day_at(c->now), l->s.redo_months);
    l->p.replied_on = day_none();
    l->p.voted = false;
    l->p.satisfied = l->p.basically = l->p.unsatisfied = 0;
    l->p.doc_no = "";
}

/* What a step writes into the proposal. */
static void take_values(
    struct ctx *c, struct loaded *l, const char *action, const struct prop_values *v)
{
    struct prop *p = &l->p;
    if (strcmp(action, "assign") == 0)
        assign(c, l, v);
    else if (strcmp(action, "decline") == 0)
        p->lead_unit = 0;
    else if (strcmp(action, "draft") == 0)
        take_draft(c, p, v);
    else if (strcmp(action, "satisfy") == 0)
        take_votes(p, v);
    else if (strcmp(action, "redo") == 0)
        redo(c, l);
    else if (strcmp(action, "sign") == 0) {
        p->doc_no = prop_value(v, "doc_no");
        p->signed_on = day_at(c->now);
    } else if (strcmp(action, "send") == 0) {
        p->replied_on = prop_value_day(v, "replied_on");
        p->delivery = prop_value(v, "delivery");
    }
}

static enum st joint_step(
    struct ctx *c, struct loaded *l, const struct prop_move *m, const struct prop_values *v)
{
    struct prop_joint *j = joint_of(l->joints, l->n, c->unit);
    if (m->who != BY_JOINT)
        return ST_OK;
    if (!j || !(m->joint_from >> j->stage & 1))
        return fail(c, ST_CONFLICT, "", "本单位现在不能“%s”：%s", m->label,
            j ? joint_stage_words[j->stage] : "不是协办单位");
    if (m->joint_to != PROP_SAME)
        j->stage = (enum joint_stage)m->joint_to;
    if (*prop_value(v, "opinion"))
        j->opinion = prop_value(v, "opinion");
    else if (j->stage == JOINT_DECLINED)
        j->opinion = prop_value(v, "reason");
    if (strcmp(m->action, "cosign") == 0) {
        j->signed_version = l->p.text_version;
        j->signer = c->person;
        j->signed_at = c->now;
    }
    return prop_joint_put(c, j);
}

/* What a B reply promises becomes a measure of the ledger, led by the unit that replied. A second
 * reply adds what is new. */
static enum st promise(struct ctx *c, const struct prop *p)
{
    struct prop_promise list[PROP_PROMISES + 1];
    struct prop_kept_promise *kept;
    size_t n = prop_promises(c->mem, p->promises, list), n_kept;
    enum st st = prop_promises_of(c, p->id, &kept, &n_kept);
    for (size_t i = 0; !st && i < n && i < PROP_PROMISES; i++) {
        int64_t measure;
        bool known = false;
        for (size_t k = 0; k < n_kept; k++)
            known |= kept[k].due.n == list[i].due.n && strcmp(kept[k].text, list[i].text) == 0;
        if (known)
            continue;
        st = ledger_promise_add(c,
            &(struct ledger_promise){.plan_key = arena_printf(c->mem, "proposal-%d", p->year),
                .plan_title = arena_printf(c->mem, "%d年建议提案办理承诺", p->year),
                .year = p->year,
                .title = list[i].text,
                .text = arena_printf(
                    c->mem, "%s《%s》的答复承诺：%s", prop_name(c->mem, p), p->title, list[i].text),
                .unit = p->lead_name,
                .due = list[i].due},
            &measure);
        if (!st)
            st = prop_promise_add(
                c, p->id, &(struct prop_kept_promise){list[i].text, list[i].due, measure});
    }
    return st;
}

/* The words of a step for its timeline: what was given first, never what the draft says. */
static const char *note_of(struct ctx *c, const struct loaded *l, const struct prop_do *d)
{
    static const char *const names[] = {"reason", "opinion", "delivery", "doc_no", "comment"};
    if (strcmp(d->action, "draft") == 0)
        return arena_printf(c->mem, "第 %lld 稿，%s，%s", (long long)l->p.text_version,
            prop_result_word(l->p.result), prop_openness_word(l->p.openness));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (*prop_value(d->given, names[i]))
            return prop_value(d->given, names[i]);
    return "";
}

static enum st write_step(
    struct ctx *c, struct loaded *l, const struct prop_move *m, struct prop_do *d)
{
    enum st st = joint_step(c, l, m, d->given);
    take_values(c, l, m->action, d->given);
    if (!st && strcmp(m->action, "publish") == 0)
        st = prop_hand_in(c, d->who, &l->p, l->joints, l->n);
    if (m->to != PROP_SAME) {
        l->p.stage = (enum prop_stage)m->to;
        l->p.step_day = day_at(c->now);
    }
    if (!st)
        st = prop_put(c, &l->p);
    if (!st && (strcmp(m->action, "assign") == 0 || strcmp(m->action, "joints") == 0))
        st = set_joints(c, l, d->given);
    if (!st && strcmp(m->action, "send") == 0)
        st = promise(c, &l->p);
    return st ? st : prop_step_add(c, l->p.id, m->action, note_of(c, l, d));
}

enum st prop_act(struct ctx *c, int64_t id, struct prop_do *d)
{
    struct loaded l;
    d->n_reasons = 0;
    enum st st = load(c, id, &l);
    const struct prop_move *m = st ? NULL : prop_move(l.p.stage, d->action);
    if (!st)
        st = check(c, &l, m, d);
    if (!st)
        st = write_step(c, &l, m, d);
    if (!st)
        st = wait_for(c, id);
    return st ? st : journal(c, id, d->action);
}
