/* Open data of fiscal tables under /api/v1/: “三公” of all units of a year, fees, funds.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/pages.h"
#include "lib/web/csv.h"

/* ---- “三公” ---- */

static const struct {
    const char *key, *title;
} members[] = {{"unit_code", "单位代码"}, {"unit_name", "单位"}, {"year", "年度"},
    {"row", "项目代码"}, {"title", "项目"}, {"budget", "预算数（万元）"},
    {"previous", "上年决算数（万元）"}, {"final", "决算数（万元）"}};
enum { N_MEMBERS = COUNT_OF(members) };

typedef void put_line(struct req *r, const char *const v[N_MEMBERS]);

static void put_csv(struct req *r, const char *const v[N_MEMBERS])
{
    csv_row(&r->out, v, N_MEMBERS);
}

static void put_json(struct req *r, const char *const v[N_MEMBERS])
{
    struct buf *b = &r->out;
    jw_comma(b);
    buf_adds(b, "\n{");
    for (size_t i = 0; i < N_MEMBERS; i++)
        if (strcmp(members[i].key, "year") == 0) {
            jw_key(b, "year");
            buf_adds(b, v[i]);
        } else {
            jw_pair(b, members[i].key, v[i]);
        }
    buf_addc(b, '}');
}

/* One line a unit and row; figures come ordered by unit. */
static enum st walk(struct req *r, const struct fiscal_county_page *p, put_line *put)
{
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
            put(r, v);
        }
    }
    return st;
}

static enum st load(struct req *r, struct fiscal_county_page *p)
{
    res_tag(r, "site");
    res_tag(r, "fiscal");
    res_header(r, "Access-Control-Allow-Origin", "*");
    return fiscal_county_load(r, (int)req_arg_int(r, "year", 0), p);
}

/* GET /api/v1/fiscal/sangong?year= */
enum st fiscal_api_sangong(struct req *r)
{
    struct fiscal_county_page p;
    enum st st = load(r, &p);
    if (st)
        return st;
    r->content_type = "application/json; charset=utf-8";
    buf_adds(&r->out, "{\"amount_unit\":\"万元\",\"year\":");
    buf_addint(&r->out, p.year);
    buf_adds(&r->out, ",\"rows\":[");
    st = walk(r, &p, put_json);
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
    const char *titles[N_MEMBERS];
    enum st st = load(r, &p);
    if (st)
        return st;
    csv_begin(r, arena_printf(r->ctx->mem, "sangong-%d.csv", p.year));
    for (size_t i = 0; i < N_MEMBERS; i++)
        titles[i] = members[i].title;
    csv_row(&r->out, titles, N_MEMBERS);
    return walk(r, &p, put_csv);
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

static enum st catalogue_csv(struct req *r, const char *kind)
{
    struct fiscal_catalogue_page p;
    enum st st = fiscal_catalogue_load(r, kind, (int)req_arg_int(r, "year", 0), &p);
    const char *cells[FISCAL_COLUMNS + 1];
    if (st)
        return st;
    res_header(r, "Access-Control-Allow-Origin", "*");
    csv_begin(r, arena_printf(r->ctx->mem, "%s-%d.csv", kind, p.year));
    const struct fiscal_shape *shape = &p.kind->sheets[0];
    for (size_t c = 0; c < shape->n_columns; c++)
        cells[c] = shape->columns[c].title;
    cells[shape->n_columns] = "依据效力";
    csv_row(&r->out, cells, shape->n_columns + 1);
    for (size_t i = 0; i < p.n; i++) {
        for (size_t c = 0; c < shape->n_columns; c++)
            cells[c] = p.book.sheets[0].lines[p.lines[i].line].cell[c];
        cells[shape->n_columns] = p.lines[i].n_basis ? p.lines[i].basis[0]->state : "";
        csv_row(&r->out, cells, shape->n_columns + 1);
    }
    return ST_OK;
}

enum st fiscal_api_fees(struct req *r)
{
    return catalogue_json(r, "fees");
}

enum st fiscal_api_fees_csv(struct req *r)
{
    return catalogue_csv(r, "fees");
}

enum st fiscal_api_funds(struct req *r)
{
    return catalogue_json(r, "funds");
}

enum st fiscal_api_funds_csv(struct req *r)
{
    return catalogue_csv(r, "funds");
}
