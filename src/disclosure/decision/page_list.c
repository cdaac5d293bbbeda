/* The lists of the workbench, registering a decision, findings, settings.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "disclosure/decision/pages.h"

enum { PER_PAGE = 20, ALL = 1000 };

const char *decision_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, DECISIONS "%lld/%s", (long long)id, rest);
}

const char *decision_public_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, DECISION_PUBLIC "%lld%s", (long long)id, rest);
}

enum ui_mood decision_mood(enum decision_stage stage)
{
    return stage == DECISION_DROPPED                            ? MOOD_STOP
           : stage == DECISION_DONE || stage == DECISION_CLOSED ? MOOD_GOOD
           : stage == DECISION_CONSULT                          ? MOOD_WARN
                                                                : MOOD_INFO;
}

enum ui_light decision_light(struct day due, struct day today)
{
    return !day_given(due)        ? UI_LIGHT_NONE
           : today.n > due.n      ? UI_LIGHT_LATE
           : today.n > due.n - 3  ? UI_LIGHT_URGENT
           : today.n > due.n - 10 ? UI_LIGHT_NEAR
                                  : UI_LIGHT_WAIT;
}

bool decision_tried(const struct req *r, const char *act)
{
    size_t n = strlen(r->path), m = strlen(act);
    return r->method == METHOD_POST && n > m && strcmp(r->path + n - m, act) == 0;
}

/* ---- filters ---- */

static struct ui_option *options(
    struct req *r, const struct decision_choice *list, size_t n, size_t *n_options)
{
    struct arena *a = r->ctx->mem;
    struct ui_option *out = ARENA_ARRAY(a, struct ui_option, n + 1);
    *n_options = n;
    for (size_t i = 0; i < n; i++) {
        const char *value = arena_printf(a, "%lld", (long long)list[i].value);
        out[i] = (struct ui_option){
            value, arena_printf(a, "%s（%lld）", *list[i].label ? list[i].label : value,
                       (long long)list[i].count)};
    }
    return out;
}

enum st decision_read_choices(struct req *r, bool public_only, struct decision_choices *out)
{
    struct decision_choice *years, *units;
    size_t n_years, n_units;
    enum st st = decision_years(r->ctx, public_only, &years, &n_years);
    if (!st)
        st = decision_units(r->ctx, public_only, &units, &n_units);
    if (st)
        return st;
    out->years = options(r, years, n_years, &out->n_years);
    out->units = options(r, units, n_units, &out->n_units);
    out->stages = ARENA_ARRAY(r->ctx->mem, struct ui_option, DECISION_STAGES);
    out->n_stages = DECISION_STAGES;
    for (int i = 0; i < DECISION_STAGES; i++)
        out->stages[i] =
            (struct ui_option){arena_printf(r->ctx->mem, "%d", i), decision_stages[i].word};
    return ST_OK;
}

struct decision_filter decision_read_filter(struct req *r, bool public_only)
{
    int64_t stage = req_arg_int(r, "stage", -1), year = req_arg_int(r, "year", 0);
    return (struct decision_filter){.year = year > 0 && year < 10000 ? (int)year : 0,
        .unit_id = req_arg_int(r, "unit", 0),
        .stages = stage >= 0 && stage < DECISION_STAGES ? AT(stage) : 0,
        .text = req_arg(r, "text"),
        .public_only = public_only,
        .page = ui_page(r),
        .per_page = PER_PAGE};
}

/* Own threads for who sees the own unit only. */
static int64_t own_unit(const struct req *r, int64_t asked)
{
    bool all = req_can(r, PERM_ALL_UNITS) || req_can(r, PERM_DECISION_LEGAL);
    return all ? asked : r->who->unit_id;
}

static enum st load(struct req *r, struct decision_filter f, struct decision_list_page *p)
{
    struct decision_thread *list;
    struct decision_settings s;
    f.unit_id = own_unit(r, f.unit_id);
    p->today = day_at(r->ctx->now);
    enum st st = decision_list(r->ctx, &f, &list, &p->n, &p->total);
    if (!st)
        st = decision_settings_get(r->ctx, &s);
    if (st)
        return st;
    p->rows = ARENA_ARRAY(r->ctx->mem, struct decision_row, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        const struct decision_state state = decision_state_of(&list[i], r->ctx->now);
        p->rows[i] = (struct decision_row){.t = &list[i], .due = decision_due(&list[i], &s)};
        p->rows[i].n_findings = decision_findings(r->ctx->mem, &state, &s, p->rows[i].findings);
    }
    return ST_OK;
}

enum st decision_show_list(struct req *r)
{
    struct decision_list_page p = {.n = 0};
    enum st st = load(r, decision_read_filter(r, false), &p);
    if (!st)
        st = decision_read_choices(r, false, &p.choices);
    if (!st)
        decision_list_html(&r->out, r, &p);
    return st;
}

/* RULE M-AGG: what units published in the column and no thread names is listed too. */
enum st decision_show_findings(struct req *r)
{
    struct decision_list_page p = {.n = 0};
    struct decision_filter f = decision_read_filter(r, false);
    f.page = 1;
    f.per_page = ALL;
    enum st st = load(r, f, &p);
    if (!st)
        st = decision_strays(r->ctx, &p.strays, &p.n_strays);
    if (st)
        return st;
    size_t n = 0;
    for (size_t i = 0; i < p.n; i++)
        if (p.rows[i].n_findings)
            p.rows[n++] = p.rows[i];
    p.n = n;
    decision_findings_html(&r->out, r, &p);
    return ST_OK;
}

/* ---- registering ---- */

static const struct field new_fields[] = {
    {.name = "title", .label = "事项名称", .kind = FIELD_TEXT, .required = true, .max = 200},
    {.name = "year",
        .label = "年度",
        .kind = FIELD_INT,
        .required = true,
        .min = 2000,
        .max = 2100},
    {.name = "source", .label = "任务来源", .kind = FIELD_TEXT, .max = 200},
    {.name = "partners", .label = "配合单位", .kind = FIELD_TEXT, .max = 200},
};
const struct form decision_form_new = {new_fields, COUNT_OF(new_fields)};

enum st decision_show_new(struct req *r)
{
    decision_new_html(&r->out, r);
    return ST_OK;
}

enum st decision_do_new(struct req *r)
{
    int64_t id;
    enum st st = decision_create(r->ctx,
        &(struct decision){.unit_id = r->who->unit_id,
            .title = req_form(r, "title"),
            .year = (int)req_form_int(r, "year", 0),
            .source = req_form(r, "source"),
            .partners = req_form(r, "partners")},
        &id);
    if (st)
        return st;
    flash(r, "已登记。现在填写依据和决策草案");
    return redirect(r, "%s", decision_href(r, id, ""));
}

/* ---- settings ---- */

static const struct field settings_fields[] = {
    {.name = "silent_days",
        .label = "进展提醒",
        .kind = FIELD_INT,
        .required = true,
        .min = 7,
        .max = 730},
    {.name = "comment_days",
        .label = "征求意见期限",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = 365},
};
const struct form decision_form_settings = {settings_fields, COUNT_OF(settings_fields)};

enum st decision_show_settings(struct req *r)
{
    struct decision_settings s;
    enum st st = decision_settings_get(r->ctx, &s);
    if (!st)
        decision_settings_html(&r->out, r, &s);
    return st;
}

enum st decision_do_settings(struct req *r)
{
    const struct decision_settings s = {.silent_days = (int)req_form_int(r, "silent_days", 0),
        .comment_days = (int)req_form_int(r, "comment_days", 0)};
    enum st st = decision_set(r->ctx, &s);
    if (!st)
        st = decision_watch_now(r->ctx);
    if (st)
        return st;
    flash(r, "已保存，提醒按新的期限更新");
    return redirect(r, DECISIONS "settings");
}
