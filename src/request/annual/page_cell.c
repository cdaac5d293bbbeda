/* One cell: what it counts, its cases, the correction; and the form of the cells that people type.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/annual/pages.h"

static const struct field cell_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "c", .label = "格", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "value", .label = "数字", .kind = FIELD_TEXT, .max = 30},
    {.name = "reason", .label = "理由", .kind = FIELD_TEXT, .max = 300},
};
const struct form annual_form_cell = {cell_fields, COUNT_OF(cell_fields)};

/* The cells of table 2 come first, so that their places are those of the list. */
#define TYPED(key)                                                                                 \
    {                                                                                              \
        .name = (key), .label = "表二", .kind = FIELD_TEXT, .max = 30                              \
    }
static const struct field figures_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    TYPED("c0"), TYPED("c1"), TYPED("c2"), TYPED("c3"), TYPED("c4"), TYPED("c5"), TYPED("c6"),
    TYPED("c7"), TYPED("c8"), TYPED("c9"), TYPED("c10"), TYPED("c11"), TYPED("c12"), TYPED("c13"),
    TYPED("c14"), TYPED("c15"), TYPED("c16"), TYPED("c17"), TYPED("c18"), TYPED("c19"),
    TYPED("c20"), TYPED("c21"), TYPED("c22"), TYPED("c23")};
const struct form annual_form_figures = {figures_fields, COUNT_OF(figures_fields)};
enum { MOST_TYPED = REPORT_ROWS2 * REPORT_COLUMNS2 };

static const char *asked_cell(const struct req *r)
{
    return r->method == METHOD_POST ? req_form(r, "c") : req_arg(r, "c");
}

/* ---- the cases behind a figure ---- */

static const char *measure_of(struct req *r, const struct annual *a, const struct annual_figure *f)
{
    static const char *const whens[] = {[COUNTED_NEW] = "第一次收到的日期在本年的申请",
        [COUNTED_BEFORE] = "上年收到、上年底没有办结的申请",
        [COUNTED_ENDED] = "本年送达答复、视为放弃或撤回的申请",
        [COUNTED_OPEN] = "本年12月31日没有办结的申请"};
    if (f->at.table == 2)
        return a->county && f->at.row > 1 ? "各机关报告之和，没有定稿的机关不计"
                                          : "按规范性文件目录计数：成文、公布、废止或失效的日期";
    if (f->at.table == 4)
        return "本年审结的，或者到本年底尚未审结的复议和诉讼";
    return whens[report_counted_of(r->ctx->mem, a->row.format, f->at).when];
}

static enum st load_counted(struct req *r, struct annual_cell_page *p)
{
    struct foi_counted_page list;
    struct report_counted of = report_counted_of(r->ctx->mem, p->a->row.format, p->f->at);
    struct foi_counted filter = {.organ_id = p->a->row.unit_id,
        .year = p->a->row.year,
        .fresh = of.when == COUNTED_NEW      ? 1
                 : of.when == COUNTED_BEFORE ? 0
                                             : -1,
        .ended = of.when == COUNTED_ENDED  ? 1
                 : of.when == COUNTED_OPEN ? 0
                                           : -1,
        .codes = of.codes,
        .applicant_kind = of.applicant_kind};
    enum st st = foi_counted_list(r->ctx, foi_see(r), &filter, ui_page(r), ANNUAL_CASES, &list);
    if (st)
        return st;
    p->cases = list.list;
    p->n_cases = list.n;
    p->total = list.total;
    p->seen = list.seen;
    return ST_OK;
}

/* Few: each case is looked up by itself, with the permission that its page asks for. */
static enum st load_disputed(struct req *r, struct annual_cell_page *p)
{
    struct foi_dispute *list;
    size_t n;
    enum st st = foi_dispute_list(r->ctx, p->a->row.unit_id, &list, &n);
    if (st)
        return st;
    p->cases = ARENA_ARRAY(r->ctx->mem, struct foi_case, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!report_counts_dispute(p->a->row.year, p->f->at, &list[i]))
            continue;
        p->total++;
        st = foi_case_get(r->ctx, foi_see(r), list[i].case_id, &p->cases[p->n_cases]);
        if (st && st != ST_NOT_FOUND)
            return st;
        p->n_cases += !st;
        r->ctx->err = (struct err){.st = ST_OK};
    }
    p->seen = (int64_t)p->n_cases;
    return ST_OK;
}

/* The documents behind the rows that the catalogue gives. */
static enum st load_documents(struct req *r, struct annual_cell_page *p)
{
    const struct annual *a = p->a;
    enum norm_figure which = annual_norm_figure(a->row.format, p->f->at.column);
    struct norm_count of = annual_norm_count(&a->organ, a->county, a->row.year, p->f->at.row);
    struct norm_tally tally;
    enum st st = norm_tally(r->ctx, &of, &tally);
    if (!st)
        st = norm_counted(
            r->ctx, &of, which, ui_page(r), ANNUAL_CASES, &p->documents, &p->n_documents);
    p->total = st ? 0 : tally.n[which];
    return st;
}

static enum st load_cases(struct req *r, struct annual_cell_page *p)
{
    p->has_documents = p->f->at.table == 2 && p->f->at.row < ANNUAL_NORM_ROWS && p->f->has_base;
    if (p->has_documents)
        return load_documents(r, p);

    bool counted = p->a->row.stage == ANNUAL_DRAFT || p->a->row.stage == ANNUAL_FROZEN;
    p->has_cases = counted && p->f->at.table != 2;
    if (!p->has_cases)
        return ST_OK;
    return p->f->at.table == 3 ? load_counted(r, p) : load_disputed(r, p);
}

enum st annual_show_cell(struct req *r)
{
    struct annual_cell_page p = {.n_cases = 0};
    enum st st = annual_page(r, false, &p.a);
    if (st)
        return st;
    p.f = annual_cell_find(p.a, asked_cell(r));
    if (!p.f)
        return fail(r->ctx, ST_NOT_FOUND, "", "报告中没有这一格，请从报告页面点开");
    p.measure = measure_of(r, p.a, p.f);
    p.may_edit = annual_may_edit(r, &p.a->organ);
    st = load_cases(r, &p);
    if (!st)
        annual_cell_page(&r->out, r, &p);
    return st;
}

enum st annual_do_cell(struct req *r)
{
    struct annual *a;
    const char *value = req_form(r, "value");
    enum st st = annual_page(r, true, &a);
    if (!st)
        st = annual_correct(r->ctx, a->row.id, req_form_int(r, "version", 0), req_form(r, "c"),
            value, req_form(r, "reason"));
    if (st)
        return st;
    struct annual_figure *f = annual_cell_find(a, req_form(r, "c"));
    flash(r, *value ? "已更正" : "已恢复");
    return redirect(r, "%s#%s", annual_href(r, a->row.id, ""), f ? annual_anchor(r, f) : "");
}

/* ---- cells that only people know ---- */

enum st annual_show_figures(struct req *r)
{
    struct annual *a;
    enum st st = annual_page(r, true, &a);
    if (!st)
        annual_figures_page(&r->out, r, a);
    return st;
}

enum st annual_do_figures(struct req *r)
{
    struct annual *a;
    struct annual_typed list[MOST_TYPED];
    size_t n = 0;
    enum st st = annual_page(r, true, &a);
    for (size_t i = 0; !st && i < a->n_cells && a->cells[i].at.table == 2; i++)
        if (!a->cells[i].has_base)
            list[n++] = (struct annual_typed){
                a->cells[i].id, req_form(r, arena_printf(r->ctx->mem, "c%zu", i))};
    if (!st)
        st = annual_type(r->ctx, a->row.id, req_form_int(r, "version", 0), list, n);
    if (st)
        return st;
    flash(r, "已保存表二");
    return redirect(r, "%s#table2", annual_href(r, a->row.id, ""));
}
