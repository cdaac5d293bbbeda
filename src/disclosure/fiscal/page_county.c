/* The county's year: units by kinds of books, who has published and who has not; days of approval,
 * settings.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/journal.h"
#include "disclosure/fiscal/pages.h"

static const char *const unit_kinds_of[FISCAL_UNIT_KINDS] = {"sangong", "budget", "final"};
static const char *const gov_kinds_of[FISCAL_GOV_KINDS] = {"gov_budget", "gov_final"};

static const struct field approval_fields[] = {
    {.name = "year",
        .label = "年度",
        .kind = FIELD_INT,
        .required = true,
        .min = 2000,
        .max = 2100},
    {.name = "kind", .label = "种类", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "unit", .label = "单位", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "on", .label = "批复日期", .kind = FIELD_DAY, .required = true},
};
const struct form fiscal_form_approval = {approval_fields, COUNT_OF(approval_fields)};
static const struct field setting_fields[] = {
    {.name = "reviewer", .label = "由谁审核", .kind = FIELD_TEXT, .required = true, .max = 10}};
const struct form fiscal_form_setting = {setting_fields, COUNT_OF(setting_fields)};
static const struct field exempt_fields[] = {{.name = "exempt_unit",
                                                 .label = "单位",
                                                 .kind = FIELD_INT,
                                                 .required = true,
                                                 .min = 1,
                                                 .max = INT32_MAX},
    {.name = "reason", .label = "不单独公开的原因", .kind = FIELD_TEXT, .max = 100}};
const struct form fiscal_form_exempt = {exempt_fields, COUNT_OF(exempt_fields)};

static size_t place_of(const char *kind)
{
    size_t k = 0;
    while (k < FISCAL_UNIT_KINDS && strcmp(unit_kinds_of[k], kind) != 0)
        k++;
    return k;
}

static struct fiscal_unit_row *row_of(struct fiscal_county_page *p, int64_t unit)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->rows[i].unit.id == unit)
            return &p->rows[i];
    return NULL;
}

/* Units that owe, and those exempt with their reason. */
static enum st load_units(struct req *r, struct fiscal_county_page *p)
{
    struct unit *units;
    struct fiscal_exempt *exempt;
    size_t n_exempt, n;
    enum st st = fiscal_units(r->ctx, &units, &n);
    if (!st)
        st = fiscal_exempt_list(r->ctx, &exempt, &n_exempt);
    if (st)
        return st;
    p->rows = ARENA_ARRAY(r->ctx->mem, struct fiscal_unit_row, n + n_exempt + 1);
    p->due = p->n_units = n;
    p->unit_options = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++) {
        p->rows[p->n++] = (struct fiscal_unit_row){.unit = units[i], .exempt = ""};
        p->unit_options[i] =
            (struct ui_option){fiscal_number_text(r->ctx->mem, units[i].id), units[i].short_name};
    }
    for (size_t i = 0; !st && i < n_exempt; i++) {
        struct fiscal_unit_row *row = &p->rows[p->n++];
        *row = (struct fiscal_unit_row){.exempt = exempt[i].reason};
        st = unit_get(r->ctx, exempt[i].unit_id, &row->unit);
    }
    for (size_t i = 0; i < p->n; i++)
        for (size_t c = 0; c < FISCAL_COLUMNS; c++)
            p->rows[i].total.cell[c] = "";
    return st;
}

static enum st load_books(struct req *r, struct fiscal_county_page *p)
{
    struct fiscal_entry *list;
    size_t n;
    enum st st = fiscal_entry_list(r->ctx, p->year, 0, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        size_t k = place_of(list[i].kind->key);
        for (size_t g = 0; g < FISCAL_GOV_KINDS; g++)
            if (strcmp(gov_kinds_of[g], list[i].kind->key) == 0)
                p->gov[g] = &list[i];
        struct fiscal_unit_row *row = k < FISCAL_UNIT_KINDS ? row_of(p, list[i].unit_id) : NULL;
        if (!row)
            continue;
        row->books[k] = &list[i];
        p->published[k] += list[i].live_edition && !*row->exempt;
    }
    return st;
}

/* Sums of the county, row by row of the “三公” table, and the total of each unit. */
static enum st load_figures(struct req *r, struct fiscal_county_page *p)
{
    struct fiscal_figure *list;
    struct fiscal_book *book = ARENA_NEW(r->ctx->mem, struct fiscal_book);
    size_t n;
    int64_t sums[8][FISCAL_COLUMNS] = {{0}};
    bool any = false;
    fiscal_book_init(r->ctx->mem, fiscal_kind_find("sangong"), book);
    p->sum = book->sheets[0];
    enum st st = fiscal_figures(r->ctx, p->year, "sangong", "amounts", &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        size_t line = fiscal_row_place(p->sum.shape, list[i].row);
        size_t col = fiscal_column_place(p->sum.shape, list[i].col);
        struct fiscal_unit_row *row = row_of(p, list[i].unit_id);
        if (line >= COUNT_OF(sums) || col >= FISCAL_COLUMNS || !row)
            continue;
        any = true;
        sums[line][col] += list[i].amount;
        if (line == 0)
            row->total.cell[col] = printed_text(r->ctx->mem, list[i].amount, 2);
    }
    for (size_t i = 0; any && i < p->sum.n; i++)
        for (size_t c = 0; c < p->sum.shape->n_columns; c++)
            if (fiscal_typed(&p->sum.shape->columns[c]))
                p->sum.lines[i].cell[c] = printed_text(r->ctx->mem, sums[i][c], 2);
    return st;
}

static void load_bars(struct req *r, struct fiscal_county_page *p)
{
    p->bars = ARENA_ARRAY(r->ctx->mem, struct fiscal_chart_row, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        struct printed before = {-1, 0}, now = {-1, 0};
        if (!printed_read(p->rows[i].total.cell[2], &now))
            continue;
        if (!printed_read(p->rows[i].total.cell[1], &before))
            before.v = -1;
        p->bars[p->n_bars++] =
            (struct fiscal_chart_row){p->rows[i].unit.short_name, {before.v, now.v, -1}};
    }
}

enum st fiscal_county_load(struct req *r, int year, struct fiscal_county_page *p)
{
    *p = (struct fiscal_county_page){.year = year, .today = day_at(r->ctx->now)};
    int newest;
    enum st st = fiscal_years(r->ctx, &p->years, &p->n_years, &newest);
    if (!st && !p->year)
        p->year = newest ? newest : day_year(p->today) - 1;
    if (!st)
        st = load_units(r, p);
    if (!st)
        st = load_books(r, p);
    if (!st)
        st = load_figures(r, p);
    if (!st)
        st = fiscal_setting_get(r->ctx, &p->reviewer);
    if (st)
        return st;
    load_bars(r, p);
    for (size_t i = 0; i < FISCAL_UNIT_KINDS; i++)
        p->kind_options[i] =
            (struct ui_option){unit_kinds_of[i], fiscal_kind_find(unit_kinds_of[i])->name};
    for (size_t g = 0; g < FISCAL_GOV_KINDS; g++) {
        const struct fiscal_kind *kind = fiscal_kind_find(gov_kinds_of[g]);
        p->gov_kinds[g] = kind;
        p->kind_options[FISCAL_UNIT_KINDS + g] = (struct ui_option){kind->key, kind->name};
    }
    p->county = req_can(r, PERM_FISCAL_COUNTY);
    return ST_OK;
}

enum st fiscal_show_county(struct req *r)
{
    struct fiscal_county_page p;
    enum st st = fiscal_county_load(r, (int)req_arg_int(r, "year", 0), &p);
    if (!st)
        fiscal_county_html(&r->out, r, &p);
    return st;
}

enum st fiscal_do_approval(struct req *r)
{
    struct fiscal_see see = fiscal_see_of(r);
    const struct fiscal_kind *kind = fiscal_kind_find(req_form(r, "kind"));
    int year = (int)req_form_int(r, "year", 0), count;
    if (!kind || kind->catalogue) /* those are valid until they are replaced */
        return fail(r->ctx, ST_INVALID, "kind", "请选择种类");
    enum st st = fiscal_approve_day(
        r->ctx, &see, year, kind, req_form_int(r, "unit", 0), day_parse(req_form(r, "on")), &count);
    if (st)
        return st;
    if (kind->county)
        flash(r, "已登记%s的批准日期，20日内应当公开", kind->name);
    else
        flash(r, "已登记 %d 个单位的批复日期，20日内应当公开", count);
    return redirect(r, FISCAL_WORK "county?year=%d", year);
}

static enum st told(struct req *r, const char *action, int64_t unit)
{
    return journal_add(r->ctx,
        &(struct act){
            .action = action, .subject_kind = unit ? "unit" : "fiscal", .subject_id = unit});
}

enum st fiscal_do_setting(struct req *r)
{
    const char *reviewer = req_form(r, "reviewer");
    if (strcmp(reviewer, "head") != 0 && strcmp(reviewer, "finance") != 0)
        return fail(r->ctx, ST_INVALID, "reviewer", "请选择由谁审核");
    enum st st = fiscal_setting_put(r->ctx, reviewer);
    if (!st)
        st = told(r, "fiscal.setting", 0);
    if (st)
        return st;
    flash(r, "已保存：由%s审核", strcmp(reviewer, "head") ? "财政局" : "填报单位的负责人");
    return redirect(r, FISCAL_WORK "county");
}

enum st fiscal_do_exempt(struct req *r)
{
    struct unit unit;
    enum st st = unit_get(r->ctx, req_form_int(r, "exempt_unit", 0), &unit);
    if (!st)
        st = fiscal_exempt_put(r->ctx, unit.id, req_form(r, "reason"));
    if (!st)
        st = told(r, "fiscal.exempt", unit.id);
    if (st)
        return st;
    ctx_touch(r->ctx, "fiscal");
    flash(r, *req_form(r, "reason") ? "%s不再列入未公开单位" : "%s恢复列入应公开单位",
        unit.short_name);
    return redirect(r, FISCAL_WORK "county");
}
