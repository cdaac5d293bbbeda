/* One normative document: what it is, what can be done, taking a step.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/org/org.h"
#include "common/record/item.h"
#include "disclosure/normdoc/pages.h"

/* Other units' documents are seen by who works for the county. */
static enum st page_norm(struct req *r, struct norm *m)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = norm_get(r->ctx, id, m);
    bool county = req_can(r, PERM_ALL_UNITS) || req_can(r, PERM_NORM_LEGAL);
    if (!st && !county && m->unit_id != r->who->unit_id && AT(m->stage) & AT_MAKING)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这份规范性文件，请从列表中选择");
    return st;
}

/* Published texts with its number, or without one yet the newest of the unit in the column. */
static enum st record_options(struct req *r, struct norm_item_page *p)
{
    struct item_list list = {.items = NULL};
    struct item_filter f = {.unit_id = *p->m.doc_no ? 0 : p->m.unit_id,
        .kind = "document",
        .number = p->m.doc_no,
        .per_page = 10};
    if (p->m.stage != NORM_PUBLISH)
        return ST_OK;
    enum st st = item_list(r->ctx, &f, &list);
    if (st)
        return st;
    p->records = ARENA_ARRAY(r->ctx->mem, struct ui_option, list.n + 1);
    for (size_t i = 0; i < list.n; i++)
        p->records[p->n_records++] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)list.items[i].record_id),
            arena_printf(r->ctx->mem, "%s %s", list.items[i].doc_no, list.items[i].title)};
    return ST_OK;
}

static enum st people_options(struct req *r, struct norm_item_page *p)
{
    struct person *people;
    size_t n;
    p->may_own = r->who->unit_id == p->m.unit_id || req_can(r, PERM_NORM_MANAGE);
    if (!p->may_own)
        return ST_OK;
    enum st st = person_list(r->ctx, p->m.unit_id, &people, &n);
    if (st)
        return st;
    p->people = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!people[i].disabled)
            p->people[p->n_people++] =
                (struct ui_option){arena_printf(r->ctx->mem, "%lld", (long long)people[i].id),
                    arena_printf(r->ctx->mem, "%s（%s）", people[i].name, people[i].role_title)};
    return ST_OK;
}

enum st norm_show_item(struct req *r)
{
    struct norm_item_page p = {.today = day_at(r->ctx->now)};
    enum st st = page_norm(r, &p.m);
    if (!st)
        st = norm_kept(r->ctx, &p.m, &p.kept);
    if (!st)
        st = norm_steps(r->ctx, p.m.id, &p.steps, &p.n_steps);
    if (!st)
        st = norm_due(r->ctx, &p.m, &p.due);
    if (!st)
        st = record_options(r, &p);
    if (!st)
        st = people_options(r, &p);
    if (st)
        return st;
    for (size_t i = 0; i < n_norm_moves && p.n_moves < COUNT_OF(p.moves); i++)
        if ((norm_moves[i].from & AT(p.m.stage)) && norm_may(r->who, &p.m, &norm_moves[i]))
            p.moves[p.n_moves++] = &norm_moves[i];
    normdoc_item_page(&r->out, r, &p);
    return ST_OK;
}

/* ---- taking a step ---- */

static const struct field step_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX}};
const struct form norm_form_step = {step_fields, COUNT_OF(step_fields)};

static enum field_kind field_kind_of(enum norm_kind kind)
{
    static const enum field_kind kinds[] = {[NEED_TEXT] = FIELD_TEXT,
        [NEED_LONG] = FIELD_LONG,
        [NEED_DAY] = FIELD_DAY,
        [NEED_INT] = FIELD_INT,
        [NEED_CHECK] = FIELD_BOOL,
        [NEED_RECORD] = FIELD_INT};
    return kinds[kind];
}

const char *norm_text_says(struct arena *a, const struct norm *m, const char *name)
{
    char *day = ARENA_ARRAY(a, char, 11);
    if (!strcmp(name, "effective_on"))
        return day_text(m->effective_on, day);
    if (!strcmp(name, "months"))
        return m->text_months ? arena_printf(a, "%d", m->text_months) : "";
    if (!strcmp(name, "expires_on") && m->by_text && !m->text_months)
        return day_text(m->last_day, day);
    return "";
}

/* The fields of one step are named ACTION.NAME: several steps may stand on one page. */
static bool read_values(struct req *r, const char *action, struct norm_values *out)
{
    struct norm_value *list = ARENA_ARRAY(r->ctx->mem, struct norm_value, n_norm_needs);
    bool good = true;
    *out = (struct norm_values){list, 0};
    for (size_t i = 0; i < n_norm_needs; i++) {
        const struct norm_need *w = &norm_needs[i];
        if (strcmp(w->action, action) != 0)
            continue;
        const char *name = arena_printf(r->ctx->mem, "%s.%s", action, w->name);
        const struct field field = {.name = name,
            .label = w->label,
            .kind = field_kind_of(w->kind),
            .max = w->kind == NEED_LONG   ? 5000
                   : w->kind == NEED_TEXT ? 300
                                          : INT32_MAX};
        good &= req_check_form(r, &(struct form){&field, 1});
        list[out->n++] = (struct norm_value){w->name, req_form(r, name)};
    }
    return good;
}

static enum st take_step(struct req *r, const struct norm *m, const char *action)
{
    struct norm_values given;
    struct norm_reason reasons[NORM_REASONS];
    struct norm_do d = {.action = action,
        .version = req_form_int(r, "version", 0),
        .given = &given,
        .reasons = reasons};
    if (!read_values(r, action, &given))
        return ST_INVALID;
    enum st st = norm_act(r->ctx, m->id, &d);
    for (size_t i = 0; i < d.n_reasons; i++)
        problem_add(r,
            *reasons[i].field ? arena_printf(r->ctx->mem, "%s.%s", action, reasons[i].field) : "",
            "%s（%s）", reasons[i].text, reasons[i].code);
    if (d.n_reasons) /* told field by field */
        r->ctx->err.field[0] = '\0';
    return st;
}

enum st norm_do_step(struct req *r)
{
    struct norm m;
    const char *action = req_param(r, "action");
    enum st st = page_norm(r, &m);
    const struct norm_move *move = st ? NULL : norm_move(m.stage, action);
    if (move && !norm_may(r->who, &m, move))
        return fail(r->ctx, ST_DENIED, "", "您不能“%s”：这一步由%s有相应权限的人员办理",
            move->label, move->who == BY_UNIT ? "起草单位" : "");
    if (!st)
        st = take_step(r, &m, action);
    if (st)
        return st;
    flash(r, "已办理：%s", norm_action_word(action));
    return redirect(r, "%s", norm_href(r, m.id, ""));
}

static const struct field owner_fields[] = {
    {.name = "owner", .label = "责任人", .kind = FIELD_INT, .min = 0, .max = INT32_MAX}};
const struct form norm_form_owner = {owner_fields, COUNT_OF(owner_fields)};

enum st norm_do_owner(struct req *r)
{
    struct norm m;
    enum st st = page_norm(r, &m);
    if (!st && m.unit_id != r->who->unit_id && !req_can(r, PERM_NORM_MANAGE))
        return fail(r->ctx, ST_DENIED, "", "责任人由起草单位或县政府办公室确定");
    if (!st)
        st = norm_set_owner(r->ctx, m.id, req_form_int(r, "owner", 0));
    if (st)
        return st;
    flash(r, "已更换责任人");
    return redirect(r, "%s", norm_href(r, m.id, ""));
}
