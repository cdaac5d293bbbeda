/* One thread in the workbench: what stands in its slots, taking a step, releasing, answering.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/org/org.h"
#include "disclosure/decision/pages.h"

/* Other units' threads are seen by who works for the county. */
enum st decision_page_thread(struct req *r, struct decision_thread *out)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = decision_read(r->ctx, id, false, out);
    bool county = req_can(r, PERM_ALL_UNITS) || req_can(r, PERM_DECISION_LEGAL);
    if (!st && !county && out->d.unit_id != r->who->unit_id)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个决策事项，请从列表中选择");
    return st;
}

static void read_steps(struct req *r, struct decision_item_page *p)
{
    struct decision_facts f = {.stage = p->t.d.stage};
    for (int i = 0; i < DECISION_SLOTS; i++)
        f.entered[i] = p->t.last[i] != NULL;
    for (size_t i = 0; i < n_decision_moves; i++) {
        const struct decision_move *m = &decision_moves[i];
        if (!decision_may(r->who, &p->t.d, m) || !decision_can(m, &f))
            continue;
        bool again = m->slot < DECISION_SLOTS && f.entered[m->slot] && !decision_slot_adds(m->slot);
        if (!again && p->n_steps < COUNT_OF(p->steps))
            p->steps[p->n_steps++] = m;
        /* what filled the slot is put right, not its sibling: 征求意见 and 不征求意见 share one */
        else if (again && !strcmp(p->t.last[m->slot]->action, m->action) &&
                 p->n_amends < COUNT_OF(p->amends))
            p->amends[p->n_amends++] = m;
    }
}

static void read_waiting(struct req *r, struct decision_item_page *p)
{
    for (size_t i = 0; i < p->t.n; i++) {
        const struct decision_entry *e = &p->t.entries[i];
        if (e->state != ENTRY_WAITS || e->slot >= DECISION_SLOTS)
            continue;
        p->last_waiting = e->id;
        p->own |= e->person_id == r->who->id;
    }
}

enum st decision_show_item(struct req *r)
{
    struct decision_item_page p = {.today = day_at(r->ctx->now)};
    struct decision_settings s;
    enum st st = decision_page_thread(r, &p.t);
    if (!st)
        st = decision_settings_get(r->ctx, &s);
    if (!st)
        st = comment_count(r->ctx, p.t.d.id, &p.comments);
    if (st)
        return st;
    const struct decision_state state = decision_state_of(&p.t, r->ctx->now);
    p.due = decision_due(&p.t, &s);
    p.n_findings = decision_findings(r->ctx->mem, &state, &s, p.findings);
    p.may_release = decision_may_release(r->who, &p.t.d);
    read_steps(r, &p);
    read_waiting(r, &p);
    decision_item_html(&r->out, r, &p);
    return ST_OK;
}

/* ---- taking a step ---- */

static const struct field step_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX}};
const struct form decision_form_step = {step_fields, COUNT_OF(step_fields)};

static const struct {
    enum field_kind kind;
    int64_t max;
} field_kinds[] = {[ASK_TEXT] = {FIELD_TEXT, 300},
    [ASK_LONG] = {FIELD_LONG, 5000},
    [ASK_DAY] = {FIELD_DAY, 0},
    [ASK_INT] = {FIELD_INT, INT32_MAX},
    [ASK_PAGE] = {FIELD_TEXT, 300}};

/* The fields of one step are named ACTION.NAME: several steps may stand on one page. */
static bool read_values(struct req *r, const char *action, struct decision_values *out)
{
    struct decision_value *list = ARENA_ARRAY(r->ctx->mem, struct decision_value, n_decision_needs);
    bool good = true;
    *out = (struct decision_values){list, 0};
    for (size_t i = 0; i < n_decision_needs; i++) {
        const struct decision_need *w = &decision_needs[i];
        if (strcmp(w->action, action) != 0 || w->kind == ASK_NOTHING)
            continue;
        const char *name = arena_printf(r->ctx->mem, "%s.%s", action, w->name);
        const struct field field = {.name = name,
            .label = w->label,
            .kind = field_kinds[w->kind].kind,
            .max = field_kinds[w->kind].max};
        good &= req_check_form(r, &(struct form){&field, 1});
        list[out->n++] = (struct decision_value){w->name, req_form(r, name)};
    }
    return good;
}

static void tell(struct req *r, const char *action, const struct decision_do *d)
{
    for (size_t i = 0; i < d->n_reasons; i++)
        problem_add(r,
            *d->reasons[i].field ? arena_printf(r->ctx->mem, "%s.%s", action, d->reasons[i].field)
                                 : "",
            "%s（%s）", d->reasons[i].text, d->reasons[i].code);
    if (d->n_reasons) /* told field by field */
        r->ctx->err.field[0] = '\0';
}

enum st decision_do_step(struct req *r)
{
    struct decision_thread t;
    struct decision_values given;
    struct decision_reason reasons[DECISION_REASONS];
    const char *action = req_param(r, "action");
    const struct decision_move *m = decision_move(action);
    enum st st = decision_page_thread(r, &t);
    if (!st && m && !decision_may(r->who, &t.d, m))
        return fail(r->ctx, ST_DENIED, "", "您不能“%s”：这一步由%s办理", m->label,
            m->who == FOR_UNIT ? "承办单位的信息员" : "合法性审查机构");
    if (!st && !read_values(r, action, &given))
        return ST_INVALID;
    if (st)
        return st;
    struct decision_do d = {.action = action,
        .version = req_form_int(r, "version", 0),
        .given = &given,
        .reasons = reasons};
    st = m ? decision_read_files(r, &t, m, &d) : ST_OK;
    if (!st)
        st = decision_act(r->ctx, t.d.id, &d);
    tell(r, action, &d);
    if (st)
        return st;
    flash(r, "已办理：%s%s", decision_action_word(action),
        m && m->slot < DECISION_SLOTS ? "，等单位负责人公开" : "");
    return redirect(r, "%s", decision_href(r, t.d.id, ""));
}

/* ---- release ---- */

static const struct field release_fields[] = {{.name = "upto",
    .label = "内容",
    .kind = FIELD_INT,
    .required = true,
    .min = 1,
    .max = INT64_MAX}};
const struct form decision_form_release = {release_fields, COUNT_OF(release_fields)};
static const struct field return_fields[] = {{.name = "upto",
                                                 .label = "内容",
                                                 .kind = FIELD_INT,
                                                 .required = true,
                                                 .min = 1,
                                                 .max = INT64_MAX},
    {.name = "note", .label = "退回的理由", .kind = FIELD_LONG, .required = true, .max = 1000}};
const struct form decision_form_return = {return_fields, COUNT_OF(return_fields)};

static enum st settled_thread(struct req *r, struct decision_thread *t)
{
    enum st st = decision_page_thread(r, t);
    if (!st && !decision_may_release(r->who, &t->d))
        return fail(r->ctx, ST_DENIED, "", "由承办单位的负责人或者县政府办公室公开");
    return st;
}

enum st decision_do_release(struct req *r)
{
    struct decision_thread t;
    struct decision_reason reasons[DECISION_REASONS];
    struct decision_do d = {.action = "release", .reasons = reasons};
    enum st st = settled_thread(r, &t);
    if (!st)
        st = decision_release(r->ctx, t.d.id, req_form_int(r, "upto", 0), &d);
    tell(r, "release", &d);
    if (st)
        return st;
    flash(r, "已公开。县“重大决策”栏目同时更新");
    return redirect(r, "%s", decision_href(r, t.d.id, ""));
}

enum st decision_do_return(struct req *r)
{
    struct decision_thread t;
    enum st st = settled_thread(r, &t);
    if (!st)
        st = decision_return(r->ctx, t.d.id, req_form_int(r, "upto", 0), req_form(r, "note"));
    if (st)
        return st;
    flash(r, "已退回填写人");
    return redirect(r, "%s", decision_href(r, t.d.id, ""));
}

/* ---- comments ---- */

static const struct field comments_fields[] = {
    {.name = "id", .label = "意见", .kind = FIELD_LIST, .max = 2000}};
const struct form decision_form_comments = {comments_fields, COUNT_OF(comments_fields)};

enum st decision_show_comments(struct req *r)
{
    struct decision_thread t;
    enum st st = decision_page_thread(r, &t);
    if (st)
        return st;
    struct decision_comments_page p = {
        .d = t.d, .may_answer = decision_may(r->who, &t.d, decision_move("heard"))};
    st = comment_list(r->ctx, t.d.id, false, &p.list, &p.n);
    if (!st)
        st = comment_count(r->ctx, t.d.id, &p.tally);
    if (!st)
        decision_comments_html(&r->out, r, &p);
    return st;
}

static const char *field_of(struct req *r, const char *name, int64_t id)
{
    return arena_printf(r->ctx->mem, "%s.%lld", name, (long long)id);
}

/* One answer of the form; false when nothing was chosen for it, or it is wrong. */
static bool read_answer(struct req *r, int64_t id, struct comment_answer *out)
{
    const char *code, *field;
    const struct field fields[] = {
        {.name = field_of(r, "result", id), .label = "处理", .kind = FIELD_TEXT, .max = 20},
        {.name = field_of(r, "reason", id),
            .label = "理由",
            .kind = FIELD_LONG,
            .max = COMMENT_REASON_CHARS},
        {.name = field_of(r, "public_text", id),
            .label = "公开的内容",
            .kind = FIELD_LONG,
            .max = COMMENT_MAX_CHARS}};
    if (!req_check_form(r, &(struct form){fields, COUNT_OF(fields)}))
        return false;
    *out = (struct comment_answer){
        id, req_form(r, fields[0].name), req_form(r, fields[1].name), req_form(r, fields[2].name)};
    if (!*out->result)
        return false;
    const char *wrong = comment_answer_wrong(r->ctx->mem, out, &code, &field);
    if (*wrong)
        problem_add(r, field_of(r, field, id), "%s（%s）", wrong, code);
    return !*wrong;
}

enum st decision_do_comments(struct req *r)
{
    struct decision_thread t;
    const char *const *ids;
    enum st st = decision_page_thread(r, &t);
    if (!st && !decision_may(r->who, &t.d, decision_move("heard")))
        return fail(r->ctx, ST_DENIED, "", "由承办单位的信息员答复意见");
    if (st)
        return st;
    size_t n = req_form_list(r, "id", &ids), k = 0;
    struct comment_answer *list = ARENA_ARRAY(r->ctx->mem, struct comment_answer, n + 1);
    for (size_t i = 0; i < n; i++)
        k += read_answer(r, decision_number(ids[i]), &list[k]);
    if (r->problems)
        return fail(r->ctx, ST_INVALID, "", "有的答复还不完整，都没有保存，请补齐");
    if (!k)
        return fail(r->ctx, ST_INVALID, "", "没有选择任何一条的处理结果");
    st = decision_answer(r->ctx, t.d.id, list, k);
    if (st)
        return st;
    flash(r, "已答复 %zu 条", k);
    return redirect(r, "%s", decision_href(r, t.d.id, "comments"));
}
