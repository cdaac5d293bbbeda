/* Lists of books, one book, its moves.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "disclosure/fiscal/pages.h"

static const struct field new_fields[] = {
    {.name = "year",
        .label = "年度",
        .kind = FIELD_INT,
        .required = true,
        .min = 2000,
        .max = 2100},
    {.name = "kind", .label = "种类", .kind = FIELD_TEXT, .required = true, .max = 20},
};
const struct form fiscal_form_new = {new_fields, COUNT_OF(new_fields)};

static const struct field move_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "note", .label = "说明", .kind = FIELD_LONG, .max = 1000},
    {.name = "codes", .label = "退回原因", .kind = FIELD_LIST},
};
const struct form fiscal_form_move = {move_fields, COUNT_OF(move_fields)};

static void year_options(struct req *r, struct fiscal_list_page *p)
{
    int year = day_year(p->today);
    p->n_years = 8;
    p->years = ARENA_ARRAY(r->ctx->mem, struct ui_option, p->n_years);
    for (size_t i = 0; i < p->n_years; i++) {
        const char *text = fiscal_number_text(r->ctx->mem, year + 1 - (int)i);
        p->years[i] = (struct ui_option){text, text};
    }
}

enum st fiscal_show_list(struct req *r)
{
    struct fiscal_see see = fiscal_see_of(r);
    struct fiscal_list_page p = {.today = day_at(r->ctx->now)};
    bool wide = see.all || see.county;
    int64_t finance = 0;
    enum st st = fiscal_entry_list(
        r->ctx, (int)req_arg_int(r, "year", 0), wide ? 0 : see.unit, &p.list, &p.n);
    if (!st)
        st = fiscal_finance_unit(r->ctx, &finance);
    if (st)
        return st;
    year_options(r, &p);
    p.may_enter = see.enter;
    p.kinds = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_fiscal_kinds);
    for (size_t i = 0; i < n_fiscal_kinds; i++)
        if (!fiscal_kinds[i].county || see.unit == finance)
            p.kinds[p.n_kinds++] = (struct ui_option){fiscal_kinds[i].key, fiscal_kinds[i].name};
    fiscal_list_html(&r->out, r, &p);
    return ST_OK;
}

enum st fiscal_do_new(struct req *r)
{
    struct fiscal_see see = fiscal_see_of(r);
    const struct fiscal_kind *kind = fiscal_kind_find(req_form(r, "kind"));
    int64_t id;
    if (!kind)
        return fail(r->ctx, ST_INVALID, "kind", "请选择种类");
    enum st st = fiscal_open(r->ctx, &see, (int)req_form_int(r, "year", 0), kind, &id);
    return st ? st : redirect(r, "%s", fiscal_href(r, id, "edit"));
}

enum st fiscal_show_book(struct req *r)
{
    struct fiscal_book_page p;
    enum st st = fiscal_page_load(r, &p);
    if (!st)
        fiscal_book_html(&r->out, r, &p);
    return st;
}

static const char *codes_of(struct req *r)
{
    const char *const *values, *list = "";
    size_t n = req_form_list(r, "codes", &values);
    for (size_t i = 0; i < n; i++)
        list = arena_printf(r->ctx->mem, "%s%s%s", list, *list ? "," : "", values[i]);
    return list;
}

enum st fiscal_do_move(struct req *r)
{
    struct fiscal_see see = fiscal_see_of(r);
    int64_t id;
    const char *action = req_param(r, "action");
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = fiscal_act(r->ctx, &see, id,
            &(struct fiscal_do){.action = action,
                .version = req_form_int(r, "version", 0),
                .note = req_form(r, "note"),
                .codes = codes_of(r)});
    if (st)
        return st;
    flash(r, "已办理：%s", fiscal_done(action));
    return redirect(r, "%s", fiscal_href(r, id, strcmp(action, "correct") ? "" : "edit"));
}
