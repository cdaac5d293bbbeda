/* The list of documents, and the same list as CSV.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/pages.h"
#include "lib/web/csv.h"

static void read_filter(struct req *r, struct desk_filter *f)
{
    *f = (struct desk_filter){.tab = req_arg(r, "tab"),
        .unit_id = req_arg_int(r, "unit", 0),
        .column_id = req_arg_int(r, "column", 0),
        .year = (int)req_arg_int(r, "year", 0),
        .text = req_arg(r, "q"),
        .page = ui_page(r),
        .per_page = LIST_ROWS};
    if (!sees_all_units(r))
        f->unit_id = r->who->unit_id;
}

static const char *number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

static enum st fill_options(struct req *r, struct list_page *p)
{
    struct arena *a = r->ctx->mem;
    struct unit *units = NULL;
    struct column *columns;
    size_t n_units = 0, n;
    enum st st = p->all_units ? unit_list(r->ctx, true, &units, &n_units) : ST_OK;
    if (!st)
        st = column_tree(r->ctx, &columns, &n);
    if (st)
        return st;
    p->units = ARENA_ARRAY(a, struct ui_option, n_units);
    for (size_t i = 0; i < n_units; i++)
        p->units[p->n_units++] = (struct ui_option){number(a, units[i].id), units[i].name};
    p->columns = ARENA_ARRAY(a, struct ui_option, n);
    for (size_t i = 0; i < n; i++)
        p->columns[p->n_columns++] = (struct ui_option){number(a, columns[i].id),
            arena_printf(a, "%.*s%s", columns[i].depth * 3, "　　　　", columns[i].name)};
    int year, month, dom;
    day_split(day_at(r->ctx->now), &year, &month, &dom);
    p->years = ARENA_ARRAY(a, struct ui_option, 15);
    for (; p->n_years < 15; p->n_years++, year--)
        p->years[p->n_years] = (struct ui_option){number(a, year), arena_printf(a, "%d 年", year)};
    return ST_OK;
}

enum st page_list(struct req *r)
{
    struct list_page p = {.all_units = sees_all_units(r)};
    struct desk_filter f;
    struct desk_row *rows;
    read_filter(r, &f);
    p.tab = desk_tab_index(f.tab);
    enum st st = desk_list(r->ctx, &f, &rows, &p.n, &p.total);
    p.rows = rows;
    if (!st)
        st = desk_counts(r->ctx, f.unit_id, p.counts);
    if (!st)
        st = fill_options(r, &p);
    if (!st)
        documents_list_page(&r->out, r, &p);
    return st;
}

enum st page_csv(struct req *r)
{
    static const char *const head[] = {
        "编号", "标题", "发文字号", "类型", "栏目", "单位", "状态", "发布时间", "更新时间", "地址"};
    struct desk_filter f;
    struct desk_row *rows;
    size_t n;
    int64_t total;
    char at[17];
    read_filter(r, &f);
    f.page = 1;
    f.per_page = 10000;
    enum st st = desk_list(r->ctx, &f, &rows, &n, &total);
    if (st)
        return st;
    csv_begin(r, "documents.csv");
    csv_row(&r->out, head, COUNT_OF(head));
    for (size_t i = 0; i < n; i++) {
        buf_addf(&r->out, "%lld,", (long long)rows[i].id);
        csv_cell(&r->out, rows[i].title, false);
        csv_cell(&r->out, rows[i].doc_no, false);
        csv_cell(&r->out, kind_word(rows[i].kind), false);
        csv_cell(&r->out, rows[i].column_name, false);
        csv_cell(&r->out, rows[i].unit_name, false);
        csv_cell(&r->out, place_word(rows[i].place), false);
        csv_cell(&r->out, rows[i].published_at ? time_text(rows[i].published_at, at) : "", false);
        csv_cell(&r->out, time_text(rows[i].updated_at, at), false);
        csv_cell(&r->out, rows[i].path, true);
    }
    return buf_failed(&r->out) ? fail(r->ctx, ST_TOO_BIG, "", "太多了，请先筛选再导出") : ST_OK;
}
