/* The reports of one year: who has to make one, how far each is, and beginning one.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/record/record.h"
#include "disclosure/document/document.h"
#include "request/annual/pages.h"

enum { FIRST_YEAR = 2008, YEARS = 10 };

static const struct field start_fields[] = {
    {.name = "unit", .label = "单位", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "year",
        .label = "年份",
        .kind = FIELD_INT,
        .required = true,
        .min = FIRST_YEAR,
        .max = 2100},
    {.name = "format", .label = "格式", .kind = FIELD_TEXT, .max = 4},
};
const struct form annual_form_start = {start_fields, COUNT_OF(start_fields)};

static enum st document_of(struct req *r, struct annual_line *l)
{
    struct record record;
    bool open;
    l->doc_stage = l->path = "";
    if (!l->row.record_id)
        return ST_OK;
    enum st st = document_stage(r->ctx, l->row.record_id, &l->doc_stage, &open);
    if (!st)
        st = record_get(r->ctx, l->row.record_id, &record);
    if (!st && record.live_edition)
        l->path = record.path;
    return st;
}

static enum st add_line(
    struct req *r, struct annual_list_page *p, const struct foi_organ *organ, bool county)
{
    struct annual_line *l = &p->lines[p->n];
    *l = (struct annual_line){.organ = organ,
        .county = county,
        .may_edit = annual_may_edit(r, organ),
        .may_see = annual_may_see(r, organ),
        .due = report_deadline(p->year, county)};
    if (!l->may_see)
        return ST_OK;
    enum st st = annual_find(r->ctx, county ? 0 : organ->unit_id, p->year, &l->row);
    if (!st)
        st = document_of(r, l);
    if (!county) {
        p->n_organs++;
        p->n_missing += !l->row.id || l->row.stage == ANNUAL_DRAFT;
    }
    if (l->may_edit && !l->row.id)
        p->units[p->n_units++] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", county ? 0LL : (long long)organ->unit_id),
            county ? arena_printf(r->ctx->mem, "%s（全县汇总）", organ->name) : organ->name};
    p->n++;
    return st;
}

static void add_years(struct req *r, struct annual_list_page *p)
{
    int this_year = day_year(p->today);
    p->years = ARENA_ARRAY(r->ctx->mem, struct ui_option, YEARS);
    p->tabs = ARENA_ARRAY(r->ctx->mem, struct ui_tab, YEARS);
    for (int year = this_year; year > this_year - YEARS && year >= FIRST_YEAR; year--) {
        const char *label = arena_printf(r->ctx->mem, "%d年", year);
        if (year == p->year)
            p->tab = p->n_years;
        p->tabs[p->n_years] =
            (struct ui_tab){label, arena_printf(r->ctx->mem, ANNUAL "?year=%d", year), -1};
        p->years[p->n_years++] = (struct ui_option){arena_printf(r->ctx->mem, "%d", year), label};
    }
}

enum st annual_show_list(struct req *r)
{
    struct foi_organ *organs;
    size_t n;
    struct annual_list_page p = {.today = day_at(r->ctx->now)};
    p.year = (int)req_arg_int(r, "year", day_year(p.today) - 1);
    if (p.year < FIRST_YEAR || p.year > day_year(p.today))
        p.year = day_year(p.today) - 1;
    enum st st = foi_organ_list(r->ctx, &organs, &n);
    if (st)
        return st;
    p.bad_setting = n == 0;
    p.lines = ARENA_ARRAY(r->ctx->mem, struct annual_line, 2 * n + 1);
    p.units = ARENA_ARRAY(r->ctx->mem, struct ui_option, 2 * n + 1);
    for (size_t i = 0; !st && i < n; i++)
        if (organs[i].kind == ORGAN_COUNTY)
            st = add_line(r, &p, &organs[i], true);
    for (size_t i = 0; !st && i < n; i++)
        st = add_line(r, &p, &organs[i], false);
    if (st)
        return st;
    p.shows_tally = req_can(r, PERM_FOI_ALL) || req_can(r, PERM_FOI_REVIEW);
    if (p.shows_tally)
        st = apply_tally_sum(r->ctx, day_of(p.year, 1, 1), day_of(p.year, 12, 31), &p.tally);
    if (st)
        return st;
    add_years(r, &p);
    annual_list_page(&r->out, r, &p);
    return ST_OK;
}

enum st annual_do_start(struct req *r)
{
    struct foi_organ organ;
    int64_t unit = req_form_int(r, "unit", 0), id;
    const char *format = req_form(r, "format");
    enum st st = annual_organ(r->ctx, unit, &organ);
    if (st)
        return st;
    if (!annual_may_edit(r, &organ))
        return fail(r->ctx, ST_DENIED, "", "年度报告由%s的信息员编制，您没有权限", organ.name);
    int chosen = strcmp(format, "2019") == 0   ? (int)REPORT_2019
                 : strcmp(format, "2021") == 0 ? (int)REPORT_2021
                                               : -1;
    st = annual_start(r->ctx, unit, (int)req_form_int(r, "year", 0), chosen, &id);
    if (st)
        return st;
    flash(r, "已按系统里的申请算出各表，请核对并写上文字部分");
    return redirect(r, "%s", annual_href(r, id, ""));
}
