/* The lists of the workbench, registering a plan, settings.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "common/record/publish.h"
#include "disclosure/normdoc/pages.h"
#include "disclosure/normdoc/term_known.h"

const char *norm_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, NORMDOCS "%lld/%s", (long long)id, rest);
}

const char *norm_word(const struct norm *m)
{
    return *m->ended ? ending_word(m->ended) : norm_stage_words[m->stage];
}

enum ui_mood norm_mood(const struct norm *m)
{
    if (AT(m->stage) & (AT(NORM_ENDED) | AT(NORM_DROPPED)))
        return MOOD_STOP;
    if (m->stage == NORM_FORCE)
        return MOOD_GOOD;
    return AT(m->stage) & (AT(NORM_FILE) | AT(NORM_EVALUATE)) ? MOOD_WARN : MOOD_INFO;
}

const char *norm_days_words(struct arena *a, struct day last, struct day today)
{
    if (!day_given(last))
        return "";
    int32_t left = last.n - today.n;
    return left < 0    ? arena_printf(a, "已过 %d 天", -left)
           : left == 0 ? "今天到期"
                       : arena_printf(a, "还有 %d 天", left);
}

enum ui_light norm_light(struct day last, struct day today)
{
    switch (norm_reminder(last, today)) {
    case NORM_OVER:
        return UI_LIGHT_LATE;
    case 30:
        return UI_LIGHT_URGENT;
    case 90:
    case 180:
        return UI_LIGHT_NEAR;
    default:
        return day_given(last) ? UI_LIGHT_WAIT : UI_LIGHT_NONE;
    }
}

enum st norm_unit_options(struct req *r, struct ui_option **list, size_t *n)
{
    struct unit *units;
    enum st st = unit_list(r->ctx, false, &units, n);
    if (st)
        return st;
    *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, *n + 1);
    for (size_t i = 0; i < *n; i++)
        (*list)[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)units[i].id), units[i].short_name};
    return ST_OK;
}

/* Own documents for who sees the own unit only. */
static int64_t own_unit(const struct req *r)
{
    bool all =
        req_can(r, PERM_ALL_UNITS) || req_can(r, PERM_NORM_MANAGE) || req_can(r, PERM_NORM_LEGAL);
    return all ? req_arg_int(r, "unit", 0) : r->who->unit_id;
}

enum st norm_show_list(struct req *r)
{
    struct norm_list_page p = {.tab = norm_tab_index(req_arg(r, "tab")),
        .today = day_at(r->ctx->now),
        .all_units = req_can(r, PERM_ALL_UNITS)};
    const struct norm_filter f = {.tab = norm_tabs[p.tab].key,
        .unit_id = own_unit(r),
        .text = req_arg(r, "text"),
        .page = ui_page(r),
        .per_page = 20};
    enum st st = norm_counts(r->ctx, f.unit_id, p.counts);
    if (!st)
        st = norm_list(r->ctx, &f, &p.rows, &p.n, &p.total);
    if (!st)
        normdoc_list_page(&r->out, r, &p);
    return st;
}

enum st norm_show_ending(struct req *r)
{
    struct norm_list_page p = {.today = day_at(r->ctx->now)};
    enum st st = norm_ending(r->ctx, month_add(p.today, 12), own_unit(r), &p.rows, &p.n);
    if (!st)
        st = norm_unregistered(
            r->ctx, own_unit(r), NORM_UNREGISTERED_MOST, &p.unregistered, &p.n_unregistered);
    if (!st)
        normdoc_ending_page(&r->out, r, &p);
    return st;
}

/* ---- a plan for a document ---- */

static const struct field new_fields[] = {
    {.name = "title", .label = "文件名称", .kind = FIELD_TEXT, .required = true, .max = 200},
    {.name = "kind", .label = "种类", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "necessity",
        .label = "制定的必要性",
        .kind = FIELD_LONG,
        .required = true,
        .max = 3000},
    {.name = "basis", .label = "依据", .kind = FIELD_TEXT, .required = true, .max = 300},
};
const struct form norm_form_new = {new_fields, COUNT_OF(new_fields)};

enum st norm_show_new(struct req *r)
{
    normdoc_new_page(&r->out, r);
    return ST_OK;
}

enum st norm_do_new(struct req *r)
{
    int64_t id;
    const struct norm_value list[] = {
        {"necessity", req_form(r, "necessity")}, {"basis", req_form(r, "basis")}};
    enum st st = norm_propose(r->ctx,
        &(struct norm){.title = req_form(r, "title"),
            .kind = req_form(r, "kind"),
            .unit_id = r->who->unit_id,
            .owner = r->who->id},
        &(struct norm_values){list, COUNT_OF(list)}, &id);
    if (st)
        return st;
    flash(r, "已申报，等待立项");
    return redirect(r, "%s", norm_href(r, id, ""));
}

/* ---- settings ---- */

#define NUMBER(key, text, least, most)                                                             \
    {                                                                                              \
        .name = key, .label = text, .kind = FIELD_INT, .required = true, .min = least, .max = most \
    }
static const struct field setting_fields[] = {
    NUMBER("filing_days", "备案期限（日）", 1, 365),
    NUMBER("months_max", "有效期最长（月）", 1, 600),
    NUMBER("trial_months_max", "暂行、试行有效期最长（月）", 1, 600),
    NUMBER("consult_days", "征求意见不少于（工作日）", 1, 90),
    NUMBER("evaluate_months", "届满前几个月内评估", 1, 24),
    NUMBER("news_months", "检查几个月以内的动态", 1, 600),
    NUMBER("years_back", "年度目录上溯（年）", 1, 75),
    {.name = "filing_since",
        .label = "从何时公布的文件起核查备案",
        .kind = FIELD_DAY,
        .required = true},
};
const struct form norm_form_settings = {setting_fields, COUNT_OF(setting_fields)};

enum st norm_show_settings(struct req *r)
{
    struct norm_settings s;
    enum st st = norm_settings_get(r->ctx, &s);
    if (!st)
        normdoc_settings_page(&r->out, r, &s);
    return st;
}

enum st norm_do_settings(struct req *r)
{
    const struct norm_settings s = {.filing_days = (int)req_form_int(r, "filing_days", 0),
        .months_max = (int)req_form_int(r, "months_max", 0),
        .trial_months_max = (int)req_form_int(r, "trial_months_max", 0),
        .consult_days = (int)req_form_int(r, "consult_days", 0),
        .evaluate_months = (int)req_form_int(r, "evaluate_months", 0),
        .news_months = (int)req_form_int(r, "news_months", 0),
        .years_back = (int)req_form_int(r, "years_back", 0),
        .filing_since = day_parse(req_form(r, "filing_since"))};
    enum st st = norm_set(r->ctx, &s);
    if (st)
        return st;
    flash(r, "已保存；今后的检查按新的期限");
    return redirect(r, NORMDOCS "settings");
}
