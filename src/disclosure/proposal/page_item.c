/* One proposal: what it is, what can be done, taking a step, the letters.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "disclosure/document/document.h"
#include "disclosure/proposal/letter.h"
#include "disclosure/proposal/pages.h"

static enum st page_load(struct req *r, struct prop_item_page *p)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = prop_get(r->ctx, id, &p->p);
    if (!st)
        st = prop_joints(r->ctx, id, &p->joints, &p->n_joints);
    if (!st && !prop_may_see(r->who, &p->p, p->joints, p->n_joints))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这件建议提案，请从列表中选择");
    return st;
}

static bool shown(const struct req *r, const struct prop_item_page *p, const struct prop_move *m)
{
    if (!(m->from & PROP_AT(p->p.stage)) || !prop_may(r->who, &p->p, p->joints, p->n_joints, m))
        return false;
    if (strcmp(m->action, "publish") == 0)
        return strcmp(p->p.openness, "none") && p->p.handed_version != p->p.text_version;
    return strcmp(m->action, "redo") || p->p.unsatisfied;
}

enum st prop_show_item(struct req *r)
{
    struct prop_item_page p = {.today = day_at(r->ctx->now), .record_word = ""};
    bool open;
    enum st st = page_load(r, &p);
    if (!st)
        st = prop_steps(r->ctx, p.p.id, &p.steps, &p.n_steps);
    if (!st)
        st = prop_promises_of(r->ctx, p.p.id, &p.promises, &p.n_promises);
    if (!st)
        st = prop_unit_options(r, &p.units);
    if (!st)
        st = prop_settings_get(r->ctx, &p.s);
    if (!st && p.p.record_id)
        st = document_stage(r->ctx, p.p.record_id, &p.record_word, &open);
    if (st)
        return st;
    p.due = prop_step_due(&p.p, &p.s);
    p.late = prop_late(r->ctx->mem, &p.p, &p.s, p.today);
    for (size_t i = 0; i < n_prop_moves && p.n_moves < PROP_MOVES_SHOWN; i++)
        if (shown(r, &p, &prop_moves[i]))
            p.moves[p.n_moves++] = &prop_moves[i];
    proposal_item_page(&r->out, r, &p);
    return ST_OK;
}

/* ---- taking a step ---- */

static const struct field step_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX}};
const struct form prop_form_step = {step_fields, COUNT_OF(step_fields)};

static int64_t longest(const struct prop_need *w)
{
    return w->max                 ? w->max
           : w->kind == NEED_TEXT ? 300
           : w->kind == NEED_LONG ? 5000
           : w->kind == NEED_INT  ? 500
                                  : INT32_MAX;
}

/* The values chosen of a list, "3,5". */
static const char *joined(struct req *r, const char *name)
{
    const char *const *values;
    const char *text = "";
    size_t n = req_form_list(r, name, &values);
    for (size_t i = 0; i < n; i++)
        text = arena_printf(r->ctx->mem, "%s%s%s", text, *text ? "," : "", values[i]);
    return text;
}

/* The fields of one step are named ACTION.NAME: several steps stand on one page. */
static bool read_values(struct req *r, const char *action, struct prop_values *out)
{
    static const enum field_kind kinds[] = {[NEED_TEXT] = FIELD_TEXT,
        [NEED_LONG] = FIELD_LONG,
        [NEED_DAY] = FIELD_DAY,
        [NEED_INT] = FIELD_INT,
        [NEED_CHOICE] = FIELD_TEXT,
        [NEED_UNIT] = FIELD_INT,
        [NEED_UNITS] = FIELD_LIST};
    struct prop_value *list = ARENA_ARRAY(r->ctx->mem, struct prop_value, n_prop_needs);
    bool good = true;
    *out = (struct prop_values){list, 0};
    for (size_t i = 0; i < n_prop_needs; i++) {
        const struct prop_need *w = &prop_needs[i];
        if (strcmp(w->action, action) != 0)
            continue;
        const char *name = arena_printf(r->ctx->mem, "%s.%s", action, w->name);
        const struct field field = {
            .name = name, .label = w->label, .kind = kinds[w->kind], .max = longest(w)};
        good &= req_check_form(r, &(struct form){&field, 1});
        list[out->n++] = (struct prop_value){
            w->name, w->kind == NEED_UNITS ? joined(r, name) : req_form(r, name)};
    }
    return good;
}

static enum st take_step(struct req *r, const struct prop *p, const char *action)
{
    struct prop_values given;
    struct prop_reason reasons[PROP_REASONS];
    struct prop_do d = {.action = action,
        .version = req_form_int(r, "version", 0),
        .given = &given,
        .who = r->who,
        .reasons = reasons};
    if (!read_values(r, action, &given))
        return ST_INVALID;
    enum st st = prop_act(r->ctx, p->id, &d);
    for (size_t i = 0; i < d.n_reasons; i++)
        problem_add(r,
            *reasons[i].field ? arena_printf(r->ctx->mem, "%s.%s", action, reasons[i].field) : "",
            "%s（%s）", reasons[i].text, reasons[i].code);
    if (d.n_reasons && *reasons[0].field) /* told once, at the field of the form */
        snprintf(r->ctx->err.field, sizeof r->ctx->err.field, "%s.%s", action, reasons[0].field);
    return st;
}

enum st prop_do_step(struct req *r)
{
    struct prop_item_page p = {.n_moves = 0};
    const char *action = req_param(r, "action");
    enum st st = page_load(r, &p);
    const struct prop_move *m = st ? NULL : prop_move(p.p.stage, action);
    if (m && !prop_may(r->who, &p.p, p.joints, p.n_joints, m))
        return fail(r->ctx, ST_DENIED, "", "您不能“%s”：这一步由%s有相应权限的人员办理", m->label,
            m->who == BY_LEAD    ? "主办单位"
            : m->who == BY_JOINT ? "协办单位"
                                 : "县政府办公室");
    if (!st)
        st = take_step(r, &p.p, action);
    if (st)
        return st;
    flash(r, "已办理：%s", prop_action_word(action));
    return redirect(r, "%s", prop_href(r, p.p.id, ""));
}

/* ---- letters ---- */

static enum st letter_of(struct req *r, enum prop_copy copy, struct letter *out)
{
    struct prop_item_page p = {.n_moves = 0};
    enum st st = page_load(r, &p);
    if (st)
        return st;
    if (!*p.p.reply)
        return fail(r->ctx, ST_CONFLICT, "", "还没有起草答复，起草后才有答复函");
    if (copy == COPY_PUBLIC && strcmp(p.p.openness, "none") == 0)
        return fail(r->ctx, ST_CONFLICT, "", "这件答复不予公开，没有公开件");
    *out = prop_letter(r->ctx->mem, &p.p, p.joints, p.n_joints, copy);
    res_header(r, "Cache-Control", "no-store");
    return ST_OK;
}

static enum st pdf(struct req *r, enum prop_copy copy, const char *disposition)
{
    struct letter l;
    enum st st = letter_of(r, copy, &l);
    if (st)
        return st;
    res_header(r, "Content-Disposition", disposition);
    r->content_type = "application/pdf";
    return letter_pdf(&l, &r->out, NULL, &r->ctx->err);
}

enum st prop_reply_pdf(struct req *r)
{
    return pdf(r, COPY_FULL, "inline; filename=\"reply.pdf\"");
}

enum st prop_public_pdf(struct req *r)
{
    return pdf(r, COPY_PUBLIC, "inline; filename=\"public.pdf\"");
}

enum st prop_reply_docx(struct req *r)
{
    struct letter l;
    enum st st = letter_of(r, COPY_FULL, &l);
    if (st)
        return st;
    res_header(r, "Content-Disposition", "attachment; filename=\"reply.docx\"");
    r->content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    return letter_docx(&l, &r->out, &r->ctx->err);
}
