/* One measure: what it is, who owes it, how far it is; changing, reporting, completing.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/pages.h"
#include "lib/base/json.h"

static const struct field edit_fields[] = {
    {.name = "version",
        .label = "版本",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = INT32_MAX},
    {.name = "title", .label = "标题", .kind = FIELD_TEXT, .required = true, .max = 200},
    {.name = "problem", .label = "存在问题", .kind = FIELD_LONG, .max = 1000},
    {.name = "lead", .label = "牵头单位", .kind = FIELD_TEXT, .max = 500},
    {.name = "duty", .label = "责任单位", .kind = FIELD_LONG, .max = 2000},
    {.name = "due", .label = "完成期限", .kind = FIELD_DAY},
    {.name = "due_note", .label = "期限说明", .kind = FIELD_TEXT, .max = 200},
    {.name = "op", .label = "操作", .kind = FIELD_TEXT, .max = 10},
    {.name = "back", .label = "返回", .kind = FIELD_TEXT, .max = 10},
};
const struct form ledger_form_edit = {edit_fields, COUNT_OF(edit_fields)};

static const struct field report_fields[] = {
    {.name = "stage", .label = "进展阶段", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "percent", .label = "完成比例", .kind = FIELD_INT, .min = 0, .max = 100},
    {.name = "text", .label = "进展情况", .kind = FIELD_LONG, .required = true, .max = 2000},
};
const struct form ledger_form_report = {report_fields, COUNT_OF(report_fields)};

static const struct field complete_fields[] = {
    {.name = "evidence", .label = "完成依据", .kind = FIELD_LONG, .required = true, .max = 2000}};
const struct form ledger_form_complete = {complete_fields, COUNT_OF(complete_fields)};

static const struct field reopen_fields[] = {
    {.name = "reason", .label = "原因", .kind = FIELD_LONG, .required = true, .max = 1000}};
const struct form ledger_form_reopen = {reopen_fields, COUNT_OF(reopen_fields)};

/* ---- showing ---- */

static enum st may_report(struct req *r, const struct measure *m, bool *may)
{
    struct unit unit;
    *may = false;
    if (strcmp(m->state, STATE_CONFIRMED) != 0 || !req_can(r, PERM_LEDGER_REPORT))
        return ST_OK;
    *may = req_can(r, PERM_ALL_UNITS);
    if (*may || !r->who->unit_id)
        return ST_OK;
    enum st st = unit_get(r->ctx, r->who->unit_id, &unit);
    if (!st)
        *may = measure_concerns(m, &unit, false);
    return st;
}

static enum st load(struct req *r, struct measure_page *p)
{
    struct plan_row plan;
    enum st st = page_measure(r, &p->m);
    if (!st)
        st = plan_get(r->ctx, p->m.plan_id, &plan);
    if (!st)
        st = measure_acts(r->ctx, p->m.id, &p->acts, &p->n_acts);
    if (!st)
        st = measure_reports(r->ctx, p->m.id, &p->reports, &p->n_reports);
    if (!st)
        st = unit_list(r->ctx, false, &p->units, &p->n_units);
    if (!st)
        st = may_report(r, &p->m, &p->may_report);
    if (st)
        return st;
    p->may_confirm = req_can(r, PERM_LEDGER_CONFIRM);
    p->today = day_at(r->ctx->now);
    p->n_marks = plan_marks(r->ctx->mem, p->m.text, plan.year, &p->marks);
    p->n_gaps = measure_gaps(r->ctx->mem, &p->m, p->gaps);
    return ST_OK;
}

enum st ledger_show_measure(struct req *r)
{
    struct measure_page p = {.n_acts = 0};
    enum st st = load(r, &p);
    if (!st)
        ledger_measure_page(&r->out, r, &p);
    return st;
}

enum st ledger_show_edit(struct req *r)
{
    struct measure_page p = {.n_acts = 0};
    enum st st = load(r, &p);
    if (!st && !measure_move(p.m.state, "save"))
        return fail(r->ctx, ST_CONFLICT, "", "“%s”的措施不能修改", measure_state_word(p.m.state));
    if (!st)
        ledger_edit_page(&r->out, r, &p);
    return st;
}

const char *act_note(struct arena *a, const struct act_row *act)
{
    const struct json *j;
    if (!*act->detail || json_parse(a, act->detail, strlen(act->detail), &j, NULL))
        return "";
    const char *text = json_get_text(j, "text"), *stage = json_get_text(j, "stage"),
               *due = json_get_text(j, "due");
    int64_t percent = json_get_int(j, "percent", -1);
    if (*due)
        return arena_printf(a, "完成期限 %s", due);
    if (!*stage)
        return text;
    return percent < 0
               ? arena_printf(a, "%s：%s", report_stage_word(stage), text)
               : arena_printf(a, "%s，完成 %d%%：%s", report_stage_word(stage), (int)percent, text);
}

enum ui_mood act_mood(const char *action)
{
    if (!strcmp(action, "ledger.complete") || !strcmp(action, "ledger.confirm"))
        return MOOD_GOOD;
    if (!strcmp(action, "ledger.reopen") || !strcmp(action, "ledger.undo"))
        return MOOD_WARN;
    return strcmp(action, "ledger.discard") ? MOOD_INFO : MOOD_STOP;
}

/* ---- changing ---- */

/* Back to where the button was: the list of proposals, at this measure, or the measure itself. */
static enum st go_back(struct req *r, const struct measure *m)
{
    if (strcmp(req_form(r, "back"), "plan") == 0)
        return redirect(r, "/work/ledger/plans/%lld/#m%d", (long long)m->plan_id, m->number);
    return redirect(r, "/work/ledger/%lld/", (long long)m->id);
}

static enum st run_op(struct req *r, struct measure *m, const char *op)
{
    struct measure_edit e = {.version = req_form_int(r, "version", 0),
        .title = req_form(r, "title"),
        .problem = req_form(r, "problem"),
        .lead = req_form(r, "lead"),
        .duty = req_form(r, "duty"),
        .due = day_parse(req_form(r, "due")),
        .due_note = req_form(r, "due_note")};
    if (strcmp(op, "discard") == 0)
        return measure_discard(r->ctx, m);
    enum st st = measure_save(r->ctx, m, &e);
    if (!st && strcmp(op, "confirm") == 0)
        st = measure_confirm(r->ctx, m);
    return st;
}

enum st ledger_do_edit(struct req *r)
{
    struct measure m;
    const char *op = req_form(r, "op");
    enum st st = page_measure(r, &m);
    if (!st)
        st = run_op(r, &m, op);
    if (st)
        return st;
    if (strcmp(op, "confirm") == 0)
        flash(r, "已确认第 %d 条；如有差错可以撤销", m.number);
    else if (strcmp(op, "discard") == 0)
        flash(r, "已剔除第 %d 条；可以恢复", m.number);
    else
        flash(r, "已保存第 %d 条", m.number);
    return go_back(r, &m);
}

enum st ledger_do_undo(struct req *r)
{
    struct measure m;
    enum st st = page_measure(r, &m);
    if (!st)
        st = measure_undo(r->ctx, &m);
    if (st)
        return st;
    flash(r, "第 %d 条恢复为待确认", m.number);
    return redirect(r, "/work/ledger/plans/%lld/#m%d", (long long)m.plan_id, m.number);
}

/* ---- progress ---- */

enum st ledger_do_report(struct req *r)
{
    struct measure m;
    struct report report = {.percent = (int)req_form_int(r, "percent", -1),
        .stage = req_form(r, "stage"),
        .text = req_form(r, "text")};
    enum st st = page_measure(r, &m);
    if (!st)
        st = measure_report(r->ctx, &m, &report, req_can(r, PERM_ALL_UNITS));
    if (st)
        return st;
    flash(r, "进展已报送，公开页面同时更新");
    return redirect(r, "/work/ledger/%lld/", (long long)m.id);
}

enum st ledger_do_complete(struct req *r)
{
    struct measure m;
    enum st st = page_measure(r, &m);
    if (!st)
        st = measure_complete(r->ctx, &m, req_form(r, "evidence"));
    if (st)
        return st;
    flash(r, "第 %d 条已核销", m.number);
    return redirect(r, "/work/ledger/%lld/", (long long)m.id);
}

enum st ledger_do_reopen(struct req *r)
{
    struct measure m;
    enum st st = page_measure(r, &m);
    if (!st)
        st = measure_reopen(r->ctx, &m, req_form(r, "reason"));
    if (st)
        return st;
    flash(r, "第 %d 条重新整改", m.number);
    return redirect(r, "/work/ledger/%lld/", (long long)m.id);
}
