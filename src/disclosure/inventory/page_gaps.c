/* Missing numbers, the reasons recorded for them; reviews; columns without content.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/pages.h"

static const struct field fields_reason[] = {{"unit", "单位", FIELD_INT, true, 1, INT64_MAX},
    {"word", "代字", FIELD_TEXT, true, 0, 40}, {"year", "年份", FIELD_INT, true, 0, 9999},
    {"from", "从", FIELD_INT, true, 1, 99999}, {"to", "到", FIELD_INT, true, 1, 99999},
    {"kind", "为什么没有", FIELD_TEXT, true, 0, 10}, {"reason", "说明", FIELD_TEXT, true, 2, 300}};
const struct form inv_form_reason = {fields_reason, COUNT_OF(fields_reason)};
static const struct field fields_months[] = {{"months", "间隔", FIELD_INT, true, 1, 60}};
const struct form inv_form_months = {fields_months, COUNT_OF(fields_months)};
static const struct field fields_declare[] = {{"column_id", "栏目", FIELD_INT, true, 1, INT64_MAX},
    {"reason", "原因", FIELD_TEXT, true, 4, 200}, {"until", "有效期", FIELD_DAY, true, 0, 0}};
const struct form inv_form_declare = {fields_declare, COUNT_OF(fields_declare)};
static const struct field fields_undeclare[] = {
    {"column_id", "栏目", FIELD_INT, true, 1, INT64_MAX}};
const struct form inv_form_undeclare = {fields_undeclare, COUNT_OF(fields_undeclare)};

enum st inv_show_gaps(struct req *r)
{
    struct gaps_view v = {.all = sees_all(r),
        .unit_id = unit_asked(r),
        .word = req_arg(r, "word"),
        .year = (int)req_arg_int(r, "year", 0)};
    enum st st = gaps_find(r->ctx, v.unit_id, v.word, v.year, &v.gaps);
    if (!st)
        st = void_list(r->ctx, v.unit_id, &v.voids, &v.n_voids);
    if (!st && v.all)
        st = unit_options(r, &v.units, &v.n_units);
    if (st)
        return st;
    for (size_t i = 0; i < v.gaps.n_series; i++)
        v.missing += (int64_t)v.gaps.series[i].n_missing;
    inventory_gaps_page(&r->out, r, &v);
    return ST_OK;
}

enum st inv_show_reason(struct req *r)
{
    struct gaps_view v = {.unit_id = req_arg_int(r, "unit", r->who->unit_id),
        .word = req_arg(r, "word"),
        .year = (int)req_arg_int(r, "year", 0)};
    inventory_reason_page(&r->out, r, &v);
    return ST_OK;
}

enum st inv_do_reason(struct req *r)
{
    struct void_act v = {.unit_id = req_form_int(r, "unit", 0),
        .word = req_form(r, "word"),
        .kind = req_form(r, "kind"),
        .reason = req_form(r, "reason"),
        .year = (int)req_form_int(r, "year", 0),
        .from = (int)req_form_int(r, "from", 0),
        .to = (int)req_form_int(r, "to", 0)};
    if (!may_edit(r, v.unit_id))
        return fail(r->ctx, ST_DENIED, "", "只能说明本单位的文号");
    enum st st = numbers_explain(r->ctx, &v);
    if (st)
        return st;
    flash(r, "已记下原因");
    return redirect(r, INVENTORY "gaps");
}

enum st inv_do_reopen(struct req *r)
{
    int64_t id, unit;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = req_id(r, "unit", &unit);
    if (!st && !may_edit(r, unit))
        st = fail(r->ctx, ST_DENIED, "", "只能更改本单位的说明");
    if (!st)
        st = number_reopen(r->ctx, id, unit);
    if (st)
        return st;
    flash(r, "已撤销说明，文号回到缺号列表");
    return redirect(r, INVENTORY "gaps");
}

/* ---- reviews ---- */
enum st inv_show_reviews(struct req *r)
{
    struct review_view v = {
        .today = day_at(r->ctx->now), .may_set = sees_all(r) && req_can(r, PERM_INVENTORY_EDIT)};
    struct entry *rows;
    enum st st =
        entry_reviews(r->ctx, unit_asked(r), (struct day){v.today.n + 366 * 5}, &rows, &v.n);
    if (!st)
        st = review_months(r->ctx, &v.months);
    if (st)
        return st;
    v.rows = rows;
    inventory_reviews_page(&r->out, r, &v);
    return ST_OK;
}

enum st inv_do_months(struct req *r)
{
    if (!sees_all(r))
        return fail(r->ctx, ST_DENIED, "", "复审间隔由县政府办公室确定");
    enum st st = review_months_set(r->ctx, (int)req_form_int(r, "months", REVIEW_MONTHS));
    if (st)
        return st;
    flash(r, "复审间隔已改，今后作出的决定按新的间隔复审");
    return redirect(r, INVENTORY "reviews");
}

/* ---- columns ---- */
enum st inv_show_columns(struct req *r)
{
    struct columns_view v = {
        .today = day_at(r->ctx->now), .may_declare = req_can(r, PERM_INVENTORY_EDIT)};
    enum st st = declared_list(r->ctx, &v.rows, &v.n);
    if (!st)
        st = bare_columns(r->ctx, &v.bare, &v.n_bare);
    if (st)
        return st;
    v.options = ARENA_ARRAY(r->ctx->mem, struct ui_option, v.n_bare);
    for (size_t i = 0; i < v.n_bare; i++)
        v.options[i] = (struct ui_option){number_text(r->ctx->mem, v.bare[i].id), v.bare[i].name};
    inventory_columns_page(&r->out, r, &v);
    return ST_OK;
}

/* A declaration of another unit is not touched. */
static enum st own_column(struct req *r, int64_t column_id)
{
    struct declared_row *rows;
    size_t n;
    enum st st = declared_list(r->ctx, &rows, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (rows[i].column_id == column_id && !may_edit(r, rows[i].unit_id))
            st = fail(
                r->ctx, ST_DENIED, "column_id", "这个栏目由%s声明，请与其联系", rows[i].unit_name);
    return st;
}

enum st inv_do_declare(struct req *r)
{
    enum st st = own_column(r, req_form_int(r, "column_id", 0));
    if (st)
        return st;
    st = column_declare(r->ctx, req_form_int(r, "column_id", 0), req_form(r, "reason"),
        day_parse(req_form(r, "until")));
    if (st)
        return st;
    flash(r, "已声明，公众在栏目里能看到这句话");
    return redirect(r, INVENTORY "columns");
}

enum st inv_do_undeclare(struct req *r)
{
    enum st st = own_column(r, req_form_int(r, "column_id", 0));
    if (!st)
        st = column_undeclare(r->ctx, req_form_int(r, "column_id", 0));
    if (st)
        return st;
    flash(r, "已撤销声明");
    return redirect(r, INVENTORY "columns");
}
