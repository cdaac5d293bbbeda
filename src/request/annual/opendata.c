/* Open data of annual reports: the figures of those that the public can read, a row a figure.
 *
 * The figures are those of the edition whose text is public, not of a newer one that waits for its
 * review.
 *
 * SPDX-License-Identifier: MIT */
#include "platform/portal/portal.h"
#include "request/annual/pages.h"

#define PUBLIC_REPORTS                                                                             \
    "FROM annual_report a JOIN item i ON i.record_id = a.record_id AND i.ended = '' "              \
    "JOIN edition e ON e.id = i.edition_id "
static const struct stmt stmt_newest = {
    "annual.public_year", "SELECT COALESCE(max(a.year), 0) " PUBLIC_REPORTS, NULL};
static const struct stmt stmt_public = {"annual.public",
    "SELECT COALESCE(u.code, ''), COALESCE(u.name, '全县'), a.year, i.path, "
    "x.content " PUBLIC_REPORTS
    "JOIN annual_edition x ON x.report_id = a.id AND x.number = (SELECT "
    "max(y.number) FROM annual_edition y WHERE y.report_id = a.id AND y.at <= e.created_at) "
    "LEFT JOIN unit u ON u.id = a.unit_id WHERE a.year = $1 ORDER BY a.unit_id",
    NULL};
const struct stmt *const annual_data_stmts[ANNUAL_DATA_STMTS] = {&stmt_newest, &stmt_public};

static const struct data_field fields[] = {{"unit_code", "单位代码，全县汇总没有", "string"},
    {"unit_name", "单位", "string"}, {"year", "年度", "integer"}, {"cell", "数字的编号", "string"},
    {"what", "表和栏", "string"}, {"value", "数字", "string"}, {"measure", "计量单位", "string"},
    {"url", "年度报告", "uri"}};
static const struct data_set set = {"annual", "政府信息公开工作年度报告",
    "各单位和全县年度报告表二、表三、表四的每个数字；不写年度时是最近公开的一年", "/api/v1/annual",
    "/api/v1/annual.csv", "/zwgk/nb/", "figures", "year", fields, COUNT_OF(fields)};

struct public_report {
    const char *unit_code, *unit_name, *year, *url;
};

static void figure(const struct data_answer *d, const struct public_report *p,
    struct report_table *t, struct report_ref ref)
{
    struct arena *a = d->r->ctx->mem;
    enum report_measure m = report_ref_measure(t->format, ref);
    if (*report_ref_missing(t, ref))
        return;
    const char *const values[COUNT_OF(fields)] = {p->unit_code, p->unit_name, p->year,
        report_ref_id(a, t->format, ref), report_ref_words(a, t->format, ref),
        report_figure_text(a, m, *report_ref_value(t, ref)), m == MEASURE_FEN ? "万元" : "件",
        p->url};
    data_row(d, values);
}

static enum st report(const struct data_answer *d, const struct rows *r)
{
    struct ctx *c = d->r->ctx;
    struct report_read *in = ARENA_NEW(c->mem, struct report_read);
    struct report_ref refs[REPORT_CELLS];
    const char *content = rows_text(r, 4);
    const struct public_report p = {.unit_code = rows_text(r, 0),
        .unit_name = rows_text(r, 1),
        .year = data_int(c->mem, rows_int(r, 2)),
        .url = data_url(c->mem, rows_text(r, 3))};
    enum st st =
        report_read_json(c->mem, content, strlen(content), (int)rows_int(r, 2), in, &c->err);
    size_t n = st ? 0 : report_refs(in->table.format, refs);
    for (size_t i = 0; i < n; i++)
        figure(d, &p, &in->table, refs[i]);
    return st;
}

static enum st answer(struct req *r, bool csv)
{
    const struct data_answer d = {.r = r, .set = &set, .csv = csv};
    int64_t year = req_arg_int(r, "year", 0);
    struct rows *rows;
    enum st st = ST_OK;
    res_tag(r, "site");
    res_tag(r, "items");
    if (!year) {
        st = q1(r->ctx, &stmt_newest, NO_ARGS, &rows);
        year = st ? 0 : rows_int(rows, 0);
    }
    if (!st)
        st = q(r->ctx, &stmt_public, ARGS(v_int(year)), &rows);
    if (st)
        return st;
    data_begin(&d);
    while (!st && rows_next(rows))
        st = report(&d, rows);
    data_end(&d);
    return st;
}

enum st annual_data_json(struct req *r)
{
    return answer(r, false);
}

enum st annual_data_csv(struct req *r)
{
    return answer(r, true);
}

enum st annual_open(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_data(&set);
    return ST_OK;
}
