/* Acts on the ledger. The transition table says from where; the rest of each rule is here.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/acts.h"

#include <string.h>

#include "assurance/ledger/plan_parts.h"
#include "common/journal/journal.h"
#include "common/task/task.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"

#define TASK_COMPLETE "ledger.complete"

/* ---- shared ---- */

static enum st may(struct ctx *c, const struct measure *m, const char *action)
{
    if (measure_move(m->state, action))
        return ST_OK;
    for (size_t i = 0; i < n_measure_moves; i++)
        if (strcmp(measure_moves[i].action, action) == 0 && *measure_moves[i].refusal)
            return fail(c, ST_CONFLICT, "", "%s（现在是“%s”）", measure_moves[i].refusal,
                measure_state_word(m->state));
    return fail(c, ST_CONFLICT, "", "“%s”的措施不能这样操作", measure_state_word(m->state));
}

static enum st journal(
    struct ctx *c, const struct measure *m, const char *action, const char *detail)
{
    ctx_touch(c, "ledger");
    return journal_add(
        c, &(struct act){
               .action = action, .subject_kind = "measure", .subject_id = m->id, .detail = detail});
}

/* {"name":"value"} */
static const char *detail_of(struct ctx *c, const char *name, const char *value)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, name, value);
    buf_addc(&b, '}');
    const char *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return out;
}

static const char *measure_path(struct ctx *c, const struct measure *m)
{
    return arena_printf(c->mem, "/work/ledger/%lld/", (long long)m->id);
}

/* One task for each lead unit, until the measure is done. */
static enum st open_tasks(struct ctx *c, const struct measure *m)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < m->n_units; i++) {
        const struct measure_unit *u = &m->units[i];
        int64_t id;
        if (u->role != UNIT_LEAD || !u->unit_id)
            continue;
        st = task_open(c,
            &(struct task){.kind = arena_printf(c->mem, "ledger.lead:%lld", (long long)u->unit_id),
                .subject_kind = "measure",
                .subject_id = m->id,
                .title = arena_printf(c->mem, "整改：%d. %s", m->number, m->title),
                .path = measure_path(c, m),
                .unit_id = u->unit_id,
                .perm = PERM_LEDGER_REPORT,
                .due = m->due},
            &id);
    }
    return st;
}

static enum st ask_completion(struct ctx *c, const struct measure *m)
{
    int64_t id;
    return task_open(c,
        &(struct task){.kind = TASK_COMPLETE,
            .subject_kind = "measure",
            .subject_id = m->id,
            .title = arena_printf(c->mem, "核销：%d. %s", m->number, m->title),
            .path = measure_path(c, m),
            .perm = PERM_LEDGER_CONFIRM,
            .due = m->due},
        &id);
}

/* ---- import ---- */

/* Pasted, uploaded and read by the command: the same text whatever its line ends and outer blanks.
 */
static const char *same_text(struct arena *a, const char *text, size_t *n)
{
    char *out = arena_alloc(a, *n + 1), *w = out;
    for (size_t i = 0; i < *n; i++)
        if (text[i] != '\r' && (w > out || !strchr(" \t\n", text[i])))
            *w++ = text[i];
    while (w > out && strchr(" \t\n", w[-1]))
        w--;
    *w = '\0';
    *n = (size_t)(w - out);
    return out;
}

enum st ledger_import(
    struct ctx *c, const char *text, size_t n, int64_t *plan_id, bool *fresh, int *measures)
{
    struct plan plan;
    char hash[SHA256_HEX_BYTES];
    text = same_text(c->mem, text, &n);
    struct sha256 h = sha256_of(text, n);
    sha256_hex(&h, hash);
    enum st st = plan_by_hash(c, hash, plan_id, measures);
    *fresh = !*plan_id;
    if (st || !*fresh)
        return st;
    st = plan_read(c->mem, text, n, &plan, &c->err);
    if (!st)
        st = plan_add(c, hash, &plan, plan_id);
    if (st)
        return st;
    *measures = 0;
    for (size_t i = 0; i < plan.n_chapters; i++)
        *measures += (int)plan.chapters[i].n_measures;
    ctx_touch(c, "ledger");
    return journal_add(c, &(struct act){.action = "ledger.import",
                              .subject_kind = "plan",
                              .subject_id = *plan_id,
                              .detail = detail_of(c, "title", plan.title)});
}

enum st plan_import(struct ctx *c, const char *text, size_t n, int *measures)
{
    int64_t id;
    bool fresh;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = ledger_import(c, text, n, &id, &fresh, measures);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

enum st plan_rename(struct ctx *c, int64_t id, const char *title)
{
    struct plan_row plan;
    enum st st = plan_get(c, id, &plan);
    if (!st && !*title)
        return fail(c, ST_INVALID, "title", "请填写方案的名称");
    if (!st)
        st = plan_set_title(c, id, title);
    ctx_touch(c, "ledger");
    return st ? st
              : journal_add(c, &(struct act){.action = "ledger.rename",
                                   .subject_kind = "plan",
                                   .subject_id = id,
                                   .detail = detail_of(c, "title", title)});
}

/* ---- confirming ---- */

static enum st read_units(struct ctx *c, const struct measure_edit *e, struct measure *m)
{
    const char **lead, **duty;
    size_t n_lead = plan_units_split(c->mem, e->lead, &lead),
           n_duty = plan_units_split(c->mem, e->duty, &duty);
    enum st st = ST_OK;
    m->units = ARENA_ARRAY(c->mem, struct measure_unit, n_lead + n_duty);
    m->n_units = 0;
    for (size_t i = 0; !st && i < n_lead + n_duty; i++) {
        struct measure_unit *u = &m->units[m->n_units++];
        *u = (struct measure_unit){.role = i < n_lead ? UNIT_LEAD : UNIT_DUTY,
            .name = i < n_lead ? lead[i] : duty[i - n_lead]};
        st = unit_resolve(c, u);
    }
    return st;
}

static void take_due(struct measure *m, const struct measure_edit *e)
{
    bool moved = m->due.n != e->due.n;
    m->due = e->due;
    if (*e->due_note)
        m->due_note = e->due_note;
    else if (moved)
        m->due_note = day_given(e->due) ? "人工设定" : "";
}

static enum st first_gap(struct ctx *c, const struct measure *m)
{
    struct gap gaps[MAX_GAPS];
    if (!measure_gaps(c->mem, m, gaps))
        return ST_OK;
    return fail(c, ST_INVALID, gaps[0].field, "第 %d 条：%s", m->number, gaps[0].text);
}

enum st measure_save(struct ctx *c, struct measure *m, const struct measure_edit *e)
{
    enum st st = may(c, m, "save");
    if (st)
        return st;
    bool confirmed = strcmp(m->state, STATE_CONFIRMED) == 0;
    m->version = e->version;
    m->title = e->title;
    m->problem = e->problem;
    take_due(m, e);
    st = read_units(c, e, m);
    if (!st && confirmed)
        st = first_gap(c, m);
    if (!st)
        st = measure_put(c, m);
    if (!st && confirmed)
        st = task_close_all(c, "measure", m->id, "cancelled");
    if (!st && confirmed)
        st = open_tasks(c, m);
    char day[11];
    return st ? st : journal(c, m, "ledger.save", detail_of(c, "due", day_text(m->due, day)));
}

static enum st set_state(struct ctx *c, struct measure *m, const char *action, const char *evidence)
{
    m->state = measure_move(m->state, action)->to;
    m->evidence = evidence;
    return measure_set_state(c, m, m->state, evidence);
}

enum st measure_confirm(struct ctx *c, struct measure *m)
{
    enum st st = may(c, m, "confirm");
    if (!st)
        st = first_gap(c, m);
    if (!st)
        st = set_state(c, m, "confirm", "");
    if (!st)
        st = open_tasks(c, m);
    return st ? st : journal(c, m, "ledger.confirm", "");
}

enum st plan_confirm_all(struct ctx *c, int64_t plan_id, int *confirmed, int *left)
{
    struct measure *list;
    size_t n;
    struct gap gaps[MAX_GAPS];
    enum st st = measure_list(c, plan_id, &list, &n);
    *confirmed = *left = 0;
    for (size_t i = 0; !st && i < n; i++) {
        if (strcmp(list[i].state, STATE_PROPOSED) != 0)
            continue;
        if (measure_gaps(c->mem, &list[i], gaps)) {
            (*left)++;
            continue;
        }
        st = measure_confirm(c, &list[i]);
        (*confirmed)++;
    }
    return st;
}

enum st measure_discard(struct ctx *c, struct measure *m)
{
    enum st st = may(c, m, "discard");
    if (!st)
        st = set_state(c, m, "discard", "");
    return st ? st : journal(c, m, "ledger.discard", "");
}

enum st measure_undo(struct ctx *c, struct measure *m)
{
    enum st st = may(c, m, "undo");
    if (!st && m->reported_at)
        return fail(
            c, ST_CONFLICT, "", "已经有单位报送了进展，不能撤销确认；可以直接修改标题、单位和期限");
    if (!st)
        st = set_state(c, m, "undo", "");
    if (!st)
        st = task_close_all(c, "measure", m->id, "cancelled");
    return st ? st : journal(c, m, "ledger.undo", "");
}

/* ---- progress ---- */

static enum st concerned(struct ctx *c, const struct measure *m)
{
    struct unit u;
    enum st st = c->unit ? unit_get(c, c->unit, &u) : ST_NOT_FOUND;
    if (st && st != ST_NOT_FOUND)
        return st;
    if (st || !measure_concerns(m, &u, false))
        return fail(c, ST_DENIED, "", "您的单位不是这条措施的牵头单位或责任单位，不能报送进展");
    return ST_OK;
}

static const char *report_detail(struct ctx *c, const struct report *r)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    if (r->percent >= 0)
        jw_pair_int(&b, "percent", r->percent);
    jw_pair(&b, "stage", r->stage);
    jw_pair(&b, "text", r->text);
    buf_addc(&b, '}');
    const char *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return out;
}

static enum st check_report(struct ctx *c, const struct report *r)
{
    if (r->percent < -1 || r->percent > 100)
        return fail(c, ST_INVALID, "percent", "完成比例要在 0 到 100 之间");
    if (!*report_stage_word(r->stage))
        return fail(c, ST_INVALID, "stage", "请选择进展阶段");
    if (!*r->text)
        return fail(c, ST_INVALID, "text", "请写明做了什么、下一步做什么");
    return ST_OK;
}

enum st measure_report(struct ctx *c, struct measure *m, const struct report *r, bool all_units)
{
    enum st st = may(c, m, "report");
    if (!st && !all_units)
        st = concerned(c, m);
    if (!st)
        st = check_report(c, r);
    if (!st)
        st = progress_add(c, m->id, r);
    if (!st && (strcmp(r->stage, "ready") == 0 || r->percent == 100))
        st = ask_completion(c, m);
    return st ? st : journal(c, m, "ledger.report", report_detail(c, r));
}

enum st measure_complete(struct ctx *c, struct measure *m, const char *evidence)
{
    enum st st = may(c, m, "complete");
    if (!st && !*evidence)
        return fail(c, ST_INVALID, "evidence", "请写明完成的依据：文件、网址或检查结果");
    if (!st)
        st = set_state(c, m, "complete", evidence);
    if (!st)
        st = task_close_all(c, "measure", m->id, "done");
    return st ? st : journal(c, m, "ledger.complete", detail_of(c, "text", evidence));
}

enum st measure_reopen(struct ctx *c, struct measure *m, const char *reason)
{
    enum st st = may(c, m, "reopen");
    if (!st && !*reason)
        return fail(c, ST_INVALID, "reason", "请写明为什么要重新整改");
    if (!st)
        st = set_state(c, m, "reopen", "");
    if (!st)
        st = open_tasks(c, m);
    return st ? st : journal(c, m, "ledger.reopen", detail_of(c, "text", reason));
}
