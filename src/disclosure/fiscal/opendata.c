/* Open data of fiscal tables under /api/v1/: “三公” of all units of a year, fees, funds.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/pages.h"
#include "platform/portal/portal.h"

static const struct data_field sangong_fields[] = {{"unit_code", "单位代码", "string"},
    {"unit_name", "单位", "string"}, {"year", "年度", "integer"}, {"row", "项目代码", "string"},
    {"title", "项目", "string"}, {"budget", "预算数（万元）", "string"},
    {"previous", "上年决算数（万元）", "string"}, {"final", "决算数（万元）", "string"}};
static const struct data_field fee_fields[] = {{"dept", "部门", "string"},
    {"code", "收费编码", "string"}, {"name", "收费项目", "string"}, {"basis", "设立依据", "string"},
    {"mode", "资金管理方式", "string"}, {"standard", "收费标准", "string"},
    {"level", "立项级次", "string"}, {"enterprise", "是否涉企", "string"},
    {"part", "是上一项的分项", "boolean"}, {"documents", "依据文件和它的效力", "array"}};
static const struct data_field fund_fields[] = {{"name", "项目名称", "string"},
    {"basis", "设立依据", "string"}, {"dept", "征收部门", "string"},
    {"object", "征收对象", "string"}, {"standard", "征收标准", "string"},
    {"mode", "资金管理方式", "string"}, {"level", "预算级次", "string"},
    {"part", "是上一项的分项", "boolean"}, {"documents", "依据文件和它的效力", "array"}};

#define FIELDS(list) list, COUNT_OF(list)
static const struct data_set sangong_set = {"sangong", "“三公”经费",
    "各单位一年的预算数和决算数，哪些单位没有公开", "/api/v1/fiscal/sangong",
    "/api/v1/fiscal/sangong.csv", "/fiscal/", "rows", "year", FIELDS(sangong_fields)};
static const struct data_set fees_set = {"fees", "行政事业性收费",
    "收费项目、标准、依据和依据的效力", "/api/v1/fees", "/api/v1/fees.csv", "/fees/", "items",
    "year q dept", FIELDS(fee_fields)};
static const struct data_set funds_set = {"funds", "政府性基金", "基金项目、标准、依据和依据的效力",
    "/api/v1/funds", "/api/v1/funds.csv", "/funds/", "items", "year q dept", FIELDS(fund_fields)};

enum st fiscal_start(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_data(&sangong_set);
    portal_add_data(&fees_set);
    portal_add_data(&funds_set);
    return ST_OK;
}

static struct data_answer csv_of(struct req *r, const struct data_set *set, int year)
{
    return (struct data_answer){.r = r,
        .set = set,
        .csv = true,
        .file = arena_printf(r->ctx->mem, "%s-%d", set->name, year)};
}

/* ---- “三公” ---- */

enum { N_MEMBERS = COUNT_OF(sangong_fields) };

typedef void put_line(const struct data_answer *d, const char *const v[]);

/* Empty members too. */
static void put_json(const struct data_answer *d, const char *const v[])
{
    struct buf *b = &d->r->out;
    jw_comma(b);
    buf_adds(b, "\n{");
    for (size_t i = 0; i < N_MEMBERS; i++)
        if (strcmp(sangong_fields[i].format, "integer") == 0) {
            jw_key(b, sangong_fields[i].key);
            buf_adds(b, v[i]);
        } else {
            jw_pair(b, sangong_fields[i].key, v[i]);
        }
    buf_addc(b, '}');
}

/* One line a unit and row; figures come ordered by unit. */
static enum st walk(const struct data_answer *d, const struct fiscal_county_page *p, put_line *put)
{
    struct req *r = d->r;
    struct fiscal_figure *list;
    size_t n;
    const struct fiscal_shape *shape = p->sum.shape;
    enum st st = fiscal_figures(r->ctx, p->year, "sangong", "amounts", &list, &n);
    for (size_t u = 0; !st && u < p->n; u++) {
        if (!p->rows[u].books[0] || !p->rows[u].books[0]->live_edition)
            continue;
        for (size_t k = 0; k < shape->n_rows; k++) {
            const char *v[N_MEMBERS] = {p->rows[u].unit.code, p->rows[u].unit.name,
                fiscal_number_text(r->ctx->mem, p->year), shape->rows[k].key, shape->rows[k].title,
                "", "", ""};
            for (size_t i = 0; i < n; i++)
                if (list[i].unit_id == p->rows[u].unit.id &&
                    !strcmp(list[i].row, shape->rows[k].key))
                    v[5 + fiscal_column_place(shape, list[i].col)] =
                        printed_text(r->ctx->mem, list[i].amount, 2);
            put(d, v);
        }
    }
    return st;
}

static enum st load(struct req *r, struct fiscal_county_page *p)
{
    res_tag(r, "site");
    res_tag(r, "fiscal");
    return fiscal_county_load(r, (int)req_arg_int(r, "year", 0), p);
}

/* GET /api/v1/fiscal/sangong?year= */
enum st fiscal_api_sangong(struct req *r)
{
    struct fiscal_county_page p;
    enum st st = load(r, &p);
    if (st)
        return st;
    res_header(r, "Access-Control-Allow-Origin", "*");
    r->content_type = "application/json; charset=utf-8";
    buf_adds(&r->out, "{\"amount_unit\":\"万元\",\"year\":");
    buf_addint(&r->out, p.year);
    buf_adds(&r->out, ",\"rows\":[");
    st = walk(&(struct data_answer){.r = r}, &p, put_json);
    buf_adds(&r->out, "],\n\"missing\":[");
    for (size_t i = 0; i < p.n; i++)
        if (!*p.rows[i].exempt && (!p.rows[i].books[0] || !p.rows[i].books[0]->live_edition)) {
            jw_comma(&r->out);
            jw_text(&r->out, p.rows[i].unit.name);
        }
    buf_adds(&r->out, "]}\n");
    return st;
}

/* GET /api/v1/fiscal/sangong.csv?year= */
enum st fiscal_api_sangong_csv(struct req *r)
{
    struct fiscal_county_page p;
    enum st st = load(r, &p);
    if (st)
        return st;
    const struct data_answer d = csv_of(r, &sangong_set, p.year);
    data_begin(&d);
    return walk(&d, &p, data_row);
}

/* ---- catalogues ---- */

static void json_line(struct req *r, const struct fiscal_catalogue_page *p, size_t i)
{
    const struct fiscal_sheet *s = &p->book.sheets[0];
    const struct fiscal_catalogue_line *line = &p->lines[i];
    struct buf *b = &r->out;
    jw_comma(b);
    buf_adds(b, "\n{");
    for (size_t c = 0; c < s->shape->n_columns; c++)
        jw_pair(b, s->shape->columns[c].key, s->lines[line->line].cell[c]);
    jw_pair_bool(b, "part", line->sub);
    buf_adds(b, ",\"documents\":[");
    for (size_t k = 0; k < line->n_basis; k++) {
        jw_comma(b);
        buf_addc(b, '{');
        jw_pair(b, "number", line->basis[k]->number);
        jw_pair(b, "state", line->basis[k]->state);
        jw_pair(b, "path", line->basis[k]->path);
        buf_addc(b, '}');
    }
    buf_adds(b, "]}");
}

static enum st catalogue_json(struct req *r, const char *kind)
{
    struct fiscal_catalogue_page p;
    enum st st = fiscal_catalogue_load(r, kind, (int)req_arg_int(r, "year", 0), &p);
    if (st)
        return st;
    res_header(r, "Access-Control-Allow-Origin", "*");
    r->content_type = "application/json; charset=utf-8";
    buf_adds(&r->out, "{\"year\":");
    buf_addint(&r->out, p.year);
    buf_adds(&r->out, ",\"items\":[");
    for (size_t i = 0; i < p.n; i++)
        json_line(r, &p, i);
    buf_adds(&r->out, "]}\n");
    return ST_OK;
}

/* 云价〔2014〕2号（有效）https://…；… */
static const char *documents(struct arena *a, const struct fiscal_catalogue_line *line)
{
    const char *text = "";
    for (size_t k = 0; k < line->n_basis; k++) {
        const struct fiscal_basis *b = line->basis[k];
        text = arena_concat(a, text, k ? "；" : "", b->number, *b->state ? "（" : "", b->state,
            *b->state ? "）" : "", data_url(a, b->path), NULL);
    }
    return text;
}

/* The columns of the sheet, then part and documents. */
static enum st catalogue_csv(struct req *r, const struct data_set *set)
{
    struct fiscal_catalogue_page p;
    enum st st = fiscal_catalogue_load(r, set->name, (int)req_arg_int(r, "year", 0), &p);
    const char *cells[FISCAL_COLUMNS + 2];
    if (st)
        return st;
    const struct data_answer d = csv_of(r, set, p.year);
    size_t n = p.kind->sheets[0].n_columns;
    data_begin(&d);
    for (size_t i = 0; i < p.n; i++) {
        const struct fiscal_catalogue_line *line = &p.lines[i];
        memcpy(cells, p.book.sheets[0].lines[line->line].cell, n * sizeof *cells);
        cells[n] = line->sub ? "1" : "";
        cells[n + 1] = documents(r->ctx->mem, line);
        data_row(&d, cells);
    }
    return ST_OK;
}

enum st fiscal_api_fees(struct req *r)
{
    return catalogue_json(r, "fees");
}

enum st fiscal_api_fees_csv(struct req *r)
{
    return catalogue_csv(r, &fees_set);
}

enum st fiscal_api_funds(struct req *r)
{
    return catalogue_json(r, "funds");
}

enum st fiscal_api_funds_csv(struct req *r)
{
    return catalogue_csv(r, &funds_set);
}
