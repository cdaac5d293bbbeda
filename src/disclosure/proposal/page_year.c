/* A year in figures and its overview, findings, settings.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/document.h"
#include "disclosure/proposal/pages.h"

enum { ALL_ENTRIES = 100000 };

static int year_asked(struct req *r, const struct prop_year_options *years)
{
    int year = (int)req_arg_int(r, "year", req_form_int(r, "year", 0));
    if (year)
        return year;
    return years->n ? (int)prop_number(years->list[0].value) : day_year(day_at(r->ctx->now));
}

static enum st overview_state(struct req *r, struct prop_year_page *p)
{
    struct prop_overview *list;
    size_t n;
    enum st st = prop_overview_record(r->ctx, p->year, &p->record_id);
    if (!st && p->record_id)
        st = document_stage(r->ctx, p->record_id, &p->record_word, &p->record_open);
    if (!st)
        st = prop_overviews(r->ctx, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        p->live |= list[i].year == p->year;
    return st;
}

enum st prop_show_year(struct req *r)
{
    static const char *const kinds[] = {"", "npc", "cppcc"};
    struct prop_year_page p = {.record_word = ""};
    struct prop *list;
    size_t n;
    enum st st = prop_year_options(r, &p.years);
    if (st)
        return st;
    p.year = year_asked(r, &p.years);
    st = prop_of_year(r->ctx, p.year, &list, &n);
    if (!st)
        st = overview_state(r, &p);
    if (st)
        return st;
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        p.t[k] = prop_tally(list, n, kinds[k], day_at(r->ctx->now));
    p.may_make = req_can(r, PERM_DRAFT) && !prop_overview_may(r->ctx, r->who->unit_id);
    r->ctx->err = (struct err){.st = ST_OK};
    proposal_year_page(&r->out, r, &p);
    return ST_OK;
}

static const struct field overview_fields[] = {{.name = "year",
                                                   .label = "年份",
                                                   .kind = FIELD_INT,
                                                   .required = true,
                                                   .min = 1990,
                                                   .max = 2200},
    {.name = "note", .label = "修改说明", .kind = FIELD_TEXT, .max = 200}};
const struct form prop_form_overview = {overview_fields, COUNT_OF(overview_fields)};

enum st prop_do_overview(struct req *r)
{
    int year = (int)req_form_int(r, "year", 0);
    enum st st = prop_overview_hand_in(r->ctx, r->who, year, req_form(r, "note"));
    if (st)
        return st;
    flash(r, "总体情况已生成，请到“文件”中审核、发布");
    return redirect(r, PROPOSALS "year?year=%d", year);
}

/* ---- findings ---- */

static void give(struct prop_findings_page *p, struct prop_finding f)
{
    p->list[p->n++] = f;
}

/* RULE M-PROP-LATE */
static void late_ones(struct req *r, struct prop_findings_page *p, const struct prop *list,
    size_t n, const struct prop_settings *s)
{
    for (size_t i = 0; i < n; i++) {
        const char *late = prop_late(r->ctx->mem, &list[i], s, day_at(r->ctx->now));
        if (late)
            give(p, (struct prop_finding){"M-PROP-LATE", late, "打开这一件，按下一步办理",
                        arena_printf(
                            r->ctx->mem, "%s：%s", prop_name(r->ctx->mem, &list[i]), list[i].title),
                        prop_href(r, list[i].id, "")});
    }
}

/* RULE M-PROP-YEAR: every year that is over has its overview. */
static enum st years_without(struct req *r, struct prop_findings_page *p)
{
    struct prop_overview *done;
    int *years;
    size_t n_done, n;
    enum st st = prop_overviews(r->ctx, &done, &n_done);
    if (!st)
        st = prop_years(r->ctx, &years, &n);
    for (size_t i = 0; !st && i < n; i++) {
        bool has = years[i] >= day_year(day_at(r->ctx->now));
        for (size_t k = 0; k < n_done; k++)
            has |= done[k].year == years[i];
        if (!has)
            give(p, (struct prop_finding){"M-PROP-YEAR", "没有公布年度总体情况",
                        "在“年度总体情况”中生成，审核后发布",
                        arena_printf(r->ctx->mem, "%d年", years[i]),
                        arena_printf(r->ctx->mem, PROPOSALS "year?year=%d", years[i])});
    }
    return st;
}

enum st prop_show_findings(struct req *r)
{
    struct prop_findings_page p = {.n = 0};
    struct prop_settings s;
    struct prop_entry *entries;
    struct prop *list;
    size_t n_entries, n;
    int64_t total;
    const struct prop_entry_filter f = {.kind = "", .text = "", .page = 1, .per_page = ALL_ENTRIES};
    enum st st = prop_entries(r->ctx, &f, &entries, &n_entries, &total);
    if (!st)
        st = prop_of_year(r->ctx, 0, &list, &n);
    if (!st)
        st = prop_settings_get(r->ctx, &s);
    if (st)
        return st;
    p.list =
        ARENA_ARRAY(r->ctx->mem, struct prop_finding, n_entries * PROP_FINDINGS_EACH + 2 * n + 200);
    st = years_without(r, &p);
    if (st)
        return st;
    late_ones(r, &p, list, n, &s);
    for (size_t i = 0; i < n_entries; i++)
        p.n += prop_entry_findings(r->ctx->mem, &entries[i], p.list + p.n);
    proposal_findings_page(&r->out, r, &p);
    return ST_OK;
}

/* ---- settings ---- */

#define DAYS(key, title)                                                                           \
    {                                                                                              \
        .name = key, .label = title, .kind = FIELD_INT, .required = true, .min = 1, .max = 60      \
    }
static const struct field settings_fields[] = {DAYS("assign_days", "交办期限"),
    DAYS("accept_days", "签收期限"), DAYS("reply_months", "答复期限"),
    DAYS("months_max", "答复期限最长"), DAYS("redo_months", "再次答复期限"),
    DAYS("publish_days", "公开期限")};
const struct form prop_form_settings = {settings_fields, COUNT_OF(settings_fields)};

enum st prop_show_settings(struct req *r)
{
    struct prop_settings s;
    enum st st = prop_settings_get(r->ctx, &s);
    if (!st)
        proposal_settings_page(&r->out, r, &s);
    return st;
}

enum st prop_do_settings(struct req *r)
{
    const struct prop_settings s = {.assign_days = (int)req_form_int(r, "assign_days", 0),
        .accept_days = (int)req_form_int(r, "accept_days", 0),
        .reply_months = (int)req_form_int(r, "reply_months", 0),
        .months_max = (int)req_form_int(r, "months_max", 0),
        .redo_months = (int)req_form_int(r, "redo_months", 0),
        .publish_days = (int)req_form_int(r, "publish_days", 0)};
    if (s.months_max < s.reply_months)
        return fail(r->ctx, ST_INVALID, "months_max", "最长的期限不能短于通常的期限");
    enum st st = prop_set(r->ctx, &s);
    if (st)
        return st;
    flash(r, "已保存，对以后的步骤适用");
    return redirect(r, PROPOSALS "settings");
}
