/* The steps of a decision's thread; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/item.h"
#include "common/task/task.h"
#include "lib/base/json.h"
#include "lib/text/privacy.h"

static enum st journal(struct ctx *c, int64_t id, const char *action)
{
    enum st st = id ? decision_touch(c, id) : ST_OK;
    return st ? st
              : journal_add(c, &(struct act){.action = arena_printf(c->mem, "decision.%s", action),
                                   .subject_kind = "decision",
                                   .subject_id = id});
}

/* ---- who ---- */

static bool of_unit(const struct principal *who, const struct decision *d)
{
    return who->unit_id == d->unit_id || principal_can(who, PERM_ALL_UNITS);
}

bool decision_may(
    const struct principal *who, const struct decision *d, const struct decision_move *m)
{
    return principal_can(who, m->perm) && (m->who == FOR_ANY || of_unit(who, d));
}

bool decision_may_release(const struct principal *who, const struct decision *d)
{
    return principal_can(who, PERM_PUBLISH) && of_unit(who, d);
}

/* ---- by when ---- */

static struct day value_day(const struct decision_entry *e, const char *name)
{
    return e ? decision_value_day(&e->values, name) : day_none();
}

static struct day published_day(const struct decision_entry *e)
{
    return !e ? day_none() : day_at(e->page_published ? e->page_published : e->at);
}

static struct day last_progress(const struct decision_thread *t, bool open)
{
    const struct decision_entry *e = open ? t->open[SLOT_PROGRESS] : t->filled[SLOT_PROGRESS];
    struct day day = value_day(e, "progress_on");
    return day_given(day) ? day : published_day(t->filled[SLOT_DECISION]);
}

struct decision_state decision_state_of(const struct decision_thread *t, int64_t now)
{
    const struct decision_entry *consult = t->open[SLOT_CONSULT], *run = t->open[SLOT_PROGRESS];
    struct decision_state s = {.stage = t->d.stage,
        .comment_from = value_day(consult, "from"),
        .comment_to = value_day(consult, "to"),
        .short_reason = consult && *decision_value(&consult->values, "short_reason"),
        .since = last_progress(t, true),
        .percent = run ? (int)decision_number(decision_value(&run->values, "percent")) : 0,
        .waits_since = t->waits_since,
        .now = now};
    for (int i = 0; i < DECISION_SLOTS; i++)
        s.open[i] = t->open[i] != NULL;
    return s;
}

struct day decision_due(const struct decision_thread *t, const struct decision_settings *s)
{
    const struct decision_stage_row *row = &decision_stages[t->d.stage];
    const struct decision_state state = decision_state_of(t, 0);
    struct day from =
        t->d.stage == DECISION_CONSULT ? value_day(t->filled[SLOT_CONSULT], "to") : t->d.step_day;
    if (t->d.stage == DECISION_RUN)
        return decision_progress_due(&state, s);
    return row->days && day_given(from) ? (struct day){from.n + row->days} : day_none();
}

static const char *work_path(struct ctx *c, int64_t id)
{
    return arena_printf(c->mem, "/work/decisions/%lld/", (long long)id);
}

/* Whoever may take the next step has it in the inbox. */
static enum st wait_for_step(
    struct ctx *c, const struct decision_thread *t, const struct decision_settings *s)
{
    const struct decision_move *m = decision_move(decision_stages[t->d.stage].action);
    int64_t id;
    if (!m)
        return task_close(c, "decision.step", "decision", t->d.id, "done");
    return task_open(c,
        &(struct task){.kind = "decision.step",
            .subject_kind = "decision",
            .subject_id = t->d.id,
            .title = arena_printf(c->mem, "重大决策·%s：%s", m->label, t->d.title),
            .path = work_path(c, t->d.id),
            .unit_id = m->who == FOR_UNIT ? t->d.unit_id : 0,
            .perm = m->perm,
            .due = decision_due(t, s)},
        &id);
}

static enum st wait_for_release(struct ctx *c, const struct decision_thread *t)
{
    int64_t id;
    if (!t->waiting)
        return task_close(c, "decision.release", "decision", t->d.id, "done");
    return task_open(c,
        &(struct task){.kind = "decision.release",
            .subject_kind = "decision",
            .subject_id = t->d.id,
            .title = arena_printf(c->mem, "重大决策·公开 %zu 项新内容：%s", t->waiting, t->d.title),
            .path = work_path(c, t->d.id),
            .unit_id = t->d.unit_id,
            .perm = PERM_PUBLISH,
            .due = {day_at(t->waits_since).n + 1}},
        &id);
}

/* RULE M-PROGRESS: a task as long as the thread is silent. */
static enum st wait_for_progress(
    struct ctx *c, const struct decision_thread *t, const struct decision_settings *s)
{
    int64_t id;
    struct day due = t->d.stage == DECISION_RUN
                         ? (struct day){last_progress(t, false).n + s->silent_days}
                         : day_none();
    if (!day_given(due) || day_at(c->now).n <= due.n)
        return task_close(c, "decision.silent", "decision", t->d.id, "done");
    return task_open(c,
        &(struct task){.kind = "decision.silent",
            .subject_kind = "decision",
            .subject_id = t->d.id,
            .title = arena_printf(c->mem, "重大决策·%d 天没有更新进展，请填写：%s",
                day_at(c->now).n - due.n + s->silent_days, t->d.title),
            .path = work_path(c, t->d.id),
            .unit_id = t->d.unit_id,
            .perm = PERM_DRAFT,
            .due = due},
        &id);
}

static enum st waits(struct ctx *c, int64_t id)
{
    struct decision_thread t;
    struct decision_settings s;
    enum st st = decision_read(c, id, false, &t);
    if (!st)
        st = decision_settings_get(c, &s);
    if (!st)
        st = wait_for_step(c, &t, &s);
    if (!st)
        st = wait_for_release(c, &t);
    return st ? st : wait_for_progress(c, &t, &s);
}

enum st decision_watch_now(struct ctx *c)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum st st = decision_open_ids(c, &ids, &n);
    for (size_t i = 0; !st && i < n; i++) {
        st = waits(c, ids[i]);
        if (!st)
            st = decision_project(c, ids[i]);
    }
    return st;
}

enum st decision_watch(struct ctx *c)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = decision_watch_now(c);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* ---- registering ---- */

enum st decision_create(struct ctx *c, const struct decision *d, int64_t *id)
{
    int year = day_year(day_at(c->now));
    if (!*d->title)
        return fail(c, ST_INVALID, "title", "请填写决策事项的名称");
    if (d->year < 2000 || d->year > year + 1)
        return fail(c, ST_INVALID, "year", "年度应在 2000 年到 %d 年之间", year + 1);
    enum st st = decision_add(c, d, id);
    if (!st)
        st = waits(c, *id);
    return st ? st : journal(c, *id, "new");
}

/* ---- steps ---- */

static enum st page_live(struct ctx *c, const struct decision_values *given, bool *live)
{
    struct item it;
    int64_t id = decision_page_record(decision_value(given, "page"));
    *live = false;
    if (!id)
        return ST_OK;
    enum st st = item_get(c, id, &it);
    if (st == ST_NOT_FOUND) {
        c->err = (struct err){.st = ST_OK}; /* a reason of the guard */
        return ST_OK;
    }
    *live = !st && !*it.ended;
    return st;
}

enum st decision_gather(struct ctx *c, const struct decision_thread *t,
    const struct decision_values *given, struct decision_facts *f)
{
    struct decision_settings *settings = ARENA_NEW(c->mem, struct decision_settings);
    struct comment_tally tally;
    *f = (struct decision_facts){.given = given,
        .title = t->d.title,
        .stage = t->d.stage,
        .comment_to = value_day(t->open[SLOT_CONSULT], "to"),
        .legal_on = value_day(t->filled[SLOT_LEGAL], "legal_on"),
        .decided_on = published_day(t->filled[SLOT_DECISION]),
        .progress_on = value_day(t->filled[SLOT_PROGRESS], "progress_on"),
        .unit_id = t->d.unit_id,
        .actor_unit = c->unit,
        .today = day_at(c->now),
        .settings = settings};
    for (int i = 0; i < DECISION_SLOTS; i++) {
        f->entered[i] = t->last[i] != NULL;
        f->filled[i] = t->filled[i] != NULL;
        f->open[i] = t->open[i] != NULL;
    }
    enum st st = decision_settings_get(c, settings);
    if (!st)
        st = comment_count(c, t->d.id, &tally);
    f->answers_wait = !st && tally.waiting > 0;
    return st ? st : page_live(c, given, &f->page_live);
}

static enum st check(struct ctx *c, const struct decision_thread *t, const struct decision_move *m,
    struct decision_do *d)
{
    struct decision_facts f;
    /* RULE F-SEEN: the review is of what was read. */
    if (d->version && d->version != t->d.version && m && m->slot == SLOT_LEGAL)
        return fail(c, ST_CONFLICT, "",
            "文本在您打开后又改过，请重新阅读（F-SEEN）：新旧内容都在“各个环节”里，可以对照");
    if (d->version && d->version != t->d.version)
        return fail(c, ST_CONFLICT, "", "这个事项刚刚被别人办理过，请看过最新情况后再办");
    enum st st = decision_gather(c, t, d->given, &f);
    if (st)
        return st;
    if (!m || !decision_can(m, &f))
        return fail(c, ST_CONFLICT, "", "现在是“%s”，不能“%s”；请刷新页面，看看现在可以做什么",
            decision_stages[t->d.stage].word, m ? m->label : d->action);
    d->n_reasons = decision_reasons(c->mem, m, &f, d->reasons);
    if (!d->n_reasons)
        return ST_OK;
    return fail(
        c, ST_INVALID, d->reasons[0].field, "%s（%s）", d->reasons[0].text, d->reasons[0].code);
}

enum st decision_act(struct ctx *c, int64_t id, struct decision_do *d)
{
    struct decision_thread t;
    const struct decision_move *m = decision_move(d->action);
    d->n_reasons = 0;
    enum st st = decision_read(c, id, false, &t);
    if (!st)
        st = check(c, &t, m, d);
    if (st)
        return st;
    enum decision_stage next = decision_next(m, t.d.stage);
    if (next != t.d.stage)
        t.d.step_day = day_at(c->now);
    t.d.stage = next;
    st = decision_put(c, &t.d);
    if (!st)
        st = decision_entry_add(c, id,
            &(struct decision_entry){.action = m->action,
                .slot = m->slot,
                .record_id = decision_page_record(decision_value(d->given, "page")),
                .values = *d->given,
                .files = d->files,
                .n_files = d->n_files});
    if (!st)
        st = waits(c, id);
    return st ? st : journal(c, id, d->action);
}

/* ---- release ---- */

static void refuse(struct decision_do *d, const char *code, const char *text)
{
    if (d->n_reasons < DECISION_REASONS)
        d->reasons[d->n_reasons++] = (struct decision_reason){code, "", text};
}

/* RULE M-SELF and the personal data of S-PII. */
static void check_entry(struct ctx *c, const struct decision_entry *e, struct decision_do *d)
{
    const char *label = decision_slots[e->slot].label;
    const struct privacy_hit *hits;
    if (e->person_id == c->person)
        refuse(d, "M-SELF",
            arena_printf(c->mem, "“%s”是您自己填写的，请由单位的其他负责人公开", label));
    for (size_t i = 0; i < e->values.n; i++) {
        const struct decision_value *v = &e->values.list[i];
        /* the channel of a consultation names telephone numbers of the office */
        if (strcmp(v->name, "channel") != 0 && privacy_scan(c->mem, v->value, &hits))
            refuse(d, "S-PII",
                arena_printf(
                    c->mem, "“%s”里有个人信息或者涉密标志“%s”，请退回修改", label, hits[0].masked));
    }
}

/* The new name in the journal, with the one it replaces. */
static enum st rename_thread(struct ctx *c, struct decision *now, const struct decision_entry *e)
{
    struct buf b;
    buf_init(&b, 4096);
    buf_addc(&b, '{');
    jw_pair(&b, "old_title", now->title);
    jw_pair(&b, "title", decision_value(&e->values, "title"));
    buf_addc(&b, '}');
    enum st st = journal_add(c, &(struct act){.action = "decision.rename",
                                    .subject_kind = "decision",
                                    .subject_id = now->id,
                                    .detail = arena_strdup(c->mem, buf_str(&b))});
    buf_release(&b);
    if (!st)
        st = decision_rename(c, now, e);
    now->title = decision_value(&e->values, "title");
    return st;
}

static enum st take_names(struct ctx *c, struct decision_thread *t, int64_t upto)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < t->n; i++) {
        const struct decision_entry *e = &t->entries[i];
        if (e->state == ENTRY_WAITS && e->id <= upto && e->slot == SLOT_TITLE)
            st = rename_thread(c, &t->d, e);
    }
    return st;
}

/* RULE F-SEEN: what was entered after the page was opened has not been read. */
static void check_unseen(
    struct ctx *c, const struct decision_thread *t, int64_t upto, struct decision_do *d)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct decision_entry *e = &t->entries[i];
        if (e->state == ENTRY_WAITS && e->id > upto && e->slot < DECISION_SLOTS)
            refuse(d, "F-SEEN",
                arena_printf(c->mem, "文本在您打开后又改过，请重新阅读：“%s”，%s填写",
                    decision_slots[e->slot].label, e->person));
    }
}

enum st decision_release(struct ctx *c, int64_t id, int64_t upto, struct decision_do *d)
{
    struct decision_thread t;
    int64_t changed;
    d->n_reasons = 0;
    enum st st = decision_read(c, id, false, &t);
    if (!st && t.d.withdrawn)
        return fail(c, ST_CONFLICT, "",
            "这个事项已经从网站撤下（%s），不能再公开新内容；需要继续的，"
            "请重新登记一个事项",
            t.d.withdrawn_note);
    for (size_t i = 0; !st && i < t.n; i++)
        if (t.entries[i].state == ENTRY_WAITS && t.entries[i].id <= upto &&
            t.entries[i].slot < DECISION_SLOTS)
            check_entry(c, &t.entries[i], d);
    if (!st)
        check_unseen(c, &t, upto, d);
    if (!st && d->n_reasons)
        return fail(c, ST_INVALID, "", "%s（%s）", d->reasons[0].text, d->reasons[0].code);
    if (!st)
        st = decision_settle(c, id, upto, ENTRY_PUBLIC, "", &changed);
    if (!st && !changed)
        return fail(c, ST_CONFLICT, "", "没有等待公开的内容，可能刚刚被别人办理过");
    if (!st)
        st = take_names(c, &t, upto);
    if (!st)
        st = decision_project(c, id);
    if (!st)
        st = waits(c, id);
    return st ? st : journal(c, id, "release");
}

enum st decision_return(struct ctx *c, int64_t id, int64_t upto, const char *note)
{
    int64_t changed;
    if (!*note)
        return fail(c, ST_INVALID, "note", "请写明退回的理由和怎样修改");
    enum st st = decision_settle(c, id, upto, ENTRY_RETURNED, note, &changed);
    if (!st && !changed)
        return fail(c, ST_CONFLICT, "", "没有等待公开的内容，可能刚刚被别人办理过");
    if (!st)
        st = waits(c, id);
    return st ? st : journal(c, id, "return");
}

/* ---- comments ---- */

static enum st wait_for_answers(struct ctx *c, const struct decision_thread *t)
{
    struct comment_tally tally;
    struct decision_settings s;
    int64_t id;
    enum st st = comment_count(c, t->d.id, &tally);
    if (!st)
        st = decision_settings_get(c, &s);
    if (st)
        return st;
    if (!tally.waiting)
        return task_close(c, "decision.answer", "decision", t->d.id, "done");
    return task_open(c,
        &(struct task){.kind = "decision.answer",
            .subject_kind = "decision",
            .subject_id = t->d.id,
            .title = arena_printf(
                c->mem, "重大决策·答复 %lld 条公众意见：%s", (long long)tally.waiting, t->d.title),
            .path = arena_concat(c->mem, work_path(c, t->d.id), "comments", NULL),
            .unit_id = t->d.unit_id,
            .perm = PERM_DRAFT,
            .due = decision_due(t, &s)},
        &id);
}

enum st decision_comment(struct ctx *c, int64_t id, const char *name, const char *text)
{
    struct decision_thread t;
    enum st st = decision_read(c, id, true, &t);
    if (!st)
        st = comment_add(c, &t, name, text);
    if (!st)
        st = wait_for_answers(c, &t);
    return st ? st : journal(c, id, "comment");
}

enum st decision_answer(struct ctx *c, int64_t id, const struct comment_answer *list, size_t n)
{
    struct decision_thread t;
    enum st st = decision_read(c, id, false, &t);
    if (!st)
        st = comment_answer(c, id, list, n);
    if (!st)
        st = wait_for_answers(c, &t);
    return st ? st : journal(c, id, "answer");
}

enum st decision_set(struct ctx *c, const struct decision_settings *s)
{
    enum st st = decision_settings_put(c, s);
    return st ? st : journal(c, 0, "settings");
}
