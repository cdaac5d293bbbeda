/* Public pages: the books of a unit and year, and the county's year.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "disclosure/fiscal/pages.h"
#include "lib/web/csv.h"

static enum st unit_by_code(struct ctx *c, const char *code, struct unit *out)
{
    struct unit *list;
    size_t n;
    enum st st = unit_list(c, true, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(list[i].code, code) == 0) {
            *out = list[i];
            return ST_OK;
        }
    return st ? st : fail(c, ST_NOT_FOUND, "", "没有这个单位，请从财政公开一览中选择");
}

/* A year as it stands in an address; 0 when it is none that can have books. */
static int year_of(const struct req *r, const char *text)
{
    if (strlen(text) != 4 || strspn(text, "0123456789") != 4)
        return 0;
    int year = (int)strtol(text, NULL, 10);
    return year >= 1949 && year <= day_year(day_at(r->ctx->now)) + 1 ? year : 0;
}

/* One series of the chart for each column that the kind names, in their order. */
static size_t chart_series(const struct fiscal_kind *k, const struct fiscal_shape *s,
    size_t cols[static FISCAL_SERIES], const char *titles[static FISCAL_SERIES])
{
    size_t n = 0;
    for (const char *p = k->chart_columns; *p && n < FISCAL_SERIES;) {
        size_t len = strcspn(p, " ");
        for (size_t c = 0; c < s->n_columns; c++)
            if (strlen(s->columns[c].key) == len && !memcmp(s->columns[c].key, p, len)) {
                cols[n] = c;
                titles[n++] = s->columns[c].title;
            }
        p += len + (p[len] == ' ');
    }
    return n;
}

static void load_bars(struct arena *a, struct fiscal_public_page *p, size_t at)
{
    const struct fiscal_kind *k = p->entries[at].kind;
    const struct fiscal_sheet *s = k->chart ? fiscal_book_sheet(&p->books[at], k->chart) : NULL;
    size_t cols[FISCAL_SERIES];
    if (!s)
        return;
    p->n_series[at] = chart_series(k, s->shape, cols, p->series[at]);
    p->chart_titles[at] = arena_printf(a, "%s%d年%s：", p->owner, p->year, k->name);
    for (size_t i = 0; i < p->n_series[at]; i++)
        p->chart_titles[at] =
            arena_concat(a, p->chart_titles[at], i ? "、" : "", p->series[at][i], NULL);
    p->chart_titles[at] = arena_concat(a, p->chart_titles[at], "，数字见下表", NULL);
    p->bars[at] = ARENA_ARRAY(a, struct fiscal_chart_row, s->n);
    for (size_t i = 0; i < s->n; i++) {
        const struct fiscal_row *row = &s->shape->rows[i];
        struct fiscal_chart_row bar = {row->title, {-1, -1, -1}};
        bool any = !*k->chart_rows;
        if (strncmp(row->key, k->chart_rows, strlen(k->chart_rows)) != 0)
            continue;
        for (size_t c = 0; c < p->n_series[at]; c++) {
            struct printed v;
            bar.fen[c] = fiscal_value(s, i, cols[c], &v) ? v.v : -1;
            any |= bar.fen[c] > 0;
        }
        if (any)
            p->bars[at][p->n_bars[at]++] = bar;
    }
}

static bool shown_here(const struct fiscal_public_page *p, const struct fiscal_entry *e)
{
    return !e->kind->catalogue && e->kind->county == p->government && e->live_edition;
}

static enum st load_unit(struct req *r, struct fiscal_public_page *p)
{
    struct fiscal_entry *list;
    size_t n;
    enum st st = fiscal_entry_list(r->ctx, 0, p->unit.id, &list, &n);
    if (st)
        return st;
    p->entries = ARENA_ARRAY(r->ctx->mem, struct fiscal_entry, FISCAL_UNIT_KINDS);
    p->books = ARENA_ARRAY(r->ctx->mem, struct fiscal_book, FISCAL_UNIT_KINDS);
    p->years = ARENA_ARRAY(r->ctx->mem, int, n + 1);
    for (size_t k = 0; k < n_fiscal_kinds; k++) /* in the order of the kinds */
        for (size_t i = 0; !st && i < n; i++) {
            const struct fiscal_entry *e = &list[i];
            if (e->kind != &fiscal_kinds[k] || !shown_here(p, e) || e->year != p->year)
                continue;
            p->entries[p->n] = *e;
            p->owner = fiscal_owner(r->ctx->mem, e);
            st = fiscal_edition_read(r->ctx, e, e->live_edition, &p->books[p->n]);
            if (!st)
                st = fiscal_edition_list(r->ctx, e->id, &p->editions[p->n], &p->n_editions[p->n]);
            if (!st)
                st = fiscal_record_path(r->ctx, e->record_id, &p->record_paths[p->n]);
            if (!st)
                load_bars(r->ctx->mem, p, p->n);
            p->n++;
        }
    for (size_t i = 0; i < n; i++)
        if (shown_here(p, &list[i]) && (!p->n_years || p->years[p->n_years - 1] != list[i].year))
            p->years[p->n_years++] = list[i].year;
    return st;
}

/* "government" is not a unit: its books are kept by the finance bureau. */
static enum st find_owner(struct req *r, struct fiscal_public_page *p)
{
    int64_t finance;
    p->owner_code = req_param(r, "unit");
    p->government = strcmp(p->owner_code, FISCAL_GOVERNMENT) == 0;
    p->owner = "县政府";
    if (!p->government) {
        enum st st = unit_by_code(r->ctx, p->owner_code, &p->unit);
        p->owner = st ? "" : p->unit.name;
        return st;
    }
    enum st st = fiscal_finance_unit(r->ctx, &finance);
    if (!st && finance)
        return unit_get(r->ctx, finance, &p->unit);
    return st; /* no unit: nothing is found */
}

static enum st load(struct req *r, struct fiscal_public_page *p)
{
    *p = (struct fiscal_public_page){.year = year_of(r, req_param(r, "year"))};
    res_tag(r, "site");
    res_tag(r, "fiscal");
    if (!p->year)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个年度，请从财政公开一览中选择");
    enum st st = find_owner(r, p);
    if (!st && p->unit.id)
        st = load_unit(r, p);
    if (!st && !p->n)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s还没有公开%d年的财政信息", p->owner, p->year);
    return st;
}

/* GET /fiscal/:year/:unit/ */
enum st fiscal_public_show(struct req *r)
{
    struct fiscal_public_page p;
    enum st st = load(r, &p);
    if (!st)
        fiscal_public_html(&r->out, r, &p);
    return st;
}

/* GET /fiscal/ and /fiscal/:year/ */
enum st fiscal_rollup_show(struct req *r)
{
    struct fiscal_county_page p;
    const char *wanted = req_param(r, "year");
    res_tag(r, "site");
    res_tag(r, "fiscal");
    if (*wanted && !year_of(r, wanted))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个年度，请从财政公开一览中选择");
    enum st st = fiscal_county_load(r, year_of(r, wanted), &p);
    if (!st)
        fiscal_rollup_html(&r->out, r, &p);
    return st;
}

/* ---- files of one book ---- */

static void csv_sheet(struct req *r, const struct fiscal_sheet *s)
{
    struct arena *a = r->ctx->mem;
    const char *cells[FISCAL_COLUMNS + 2];
    size_t n = 0;
    cells[n++] = "表";
    if (s->shape->rows)
        cells[n++] = "项目";
    for (size_t c = 0; c < s->shape->n_columns; c++)
        cells[n++] =
            s->shape->columns[c].type == FISCAL_MONEY || s->shape->columns[c].type == FISCAL_CHANGE
                ? arena_printf(a, "%s（万元）", s->shape->columns[c].title)
                : s->shape->columns[c].title;
    csv_row(&r->out, cells, n);
    for (size_t i = 0; i < s->n; i++) {
        n = 0;
        cells[n++] = s->shape->title;
        if (s->shape->rows)
            cells[n++] = s->shape->rows[i].title;
        for (size_t k = 0; k < n; k++)
            csv_cell(&r->out, cells[k], false);
        for (size_t c = 0; c < s->shape->n_columns; c++) {
            bool last = c + 1 == s->shape->n_columns;
            if (s->shape->columns[c].type == FISCAL_TEXT)
                csv_cell(&r->out, s->lines[i].cell[c], last);
            else /* a minus begins a number here */
                csv_field(&r->out, fiscal_plain(a, s, i, c), last);
        }
    }
}

static void json_sheet(struct req *r, const struct fiscal_sheet *s)
{
    struct buf *b = &r->out;
    jw_comma(b);
    buf_addc(b, '{');
    jw_pair(b, "key", s->shape->key);
    jw_pair(b, "title", s->shape->title);
    buf_adds(b, ",\"rows\":[");
    for (size_t i = 0; i < s->n; i++) {
        jw_comma(b);
        buf_addc(b, '{');
        if (s->shape->rows) {
            jw_pair(b, "row", s->shape->rows[i].key);
            jw_pair(b, "title", s->shape->rows[i].title);
        }
        for (size_t c = 0; c < s->shape->n_columns; c++)
            jw_pair(b, s->shape->columns[c].key, fiscal_plain(r->ctx->mem, s, i, c));
        buf_addc(b, '}');
    }
    buf_adds(b, "]}");
}

static void json_book(struct req *r, const struct fiscal_entry *e, const struct fiscal_book *book)
{
    struct buf *b = &r->out;
    char at[26];
    r->content_type = "application/json; charset=utf-8";
    buf_addc(b, '{');
    jw_pair(b, "kind", e->kind->key);
    jw_pair(b, "title", fiscal_title(r->ctx->mem, e));
    jw_pair(b, "unit_code", e->unit_code);
    jw_pair(b, "unit_name", e->unit_name);
    jw_pair_int(b, "year", e->year);
    jw_pair(b, "amount_unit", "万元");
    jw_pair(b, "published_at", time_rfc3339(e->published_at, at));
    buf_adds(b, ",\"sheets\":[");
    for (size_t i = 0; i < book->kind->n_sheets; i++)
        json_sheet(r, &book->sheets[i]);
    buf_adds(b, "],\"texts\":{");
    for (size_t i = 0; i < book->kind->n_texts; i++)
        if (*book->texts[i])
            jw_pair(b, book->kind->texts[i].key, book->texts[i]);
    buf_adds(b, "}}\n");
}

/* GET /fiscal/:year/:unit/:file, "sangong.csv" */
enum st fiscal_public_file(struct req *r)
{
    struct fiscal_public_page p;
    const char *file = req_param(r, "file"), *dot = strrchr(file, '.');
    bool csv = dot && strcmp(dot, ".csv") == 0, json = dot && strcmp(dot, ".json") == 0;
    enum st st = load(r, &p);
    if (st)
        return st;
    size_t i = 0;
    while (i < p.n && (!dot || strncmp(p.entries[i].kind->key, file, (size_t)(dot - file)) != 0 ||
                          p.entries[i].kind->key[dot - file]))
        i++;
    if (i == p.n || (!csv && !json))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这份数据，请从单位的页面下载");
    res_header(r, "Access-Control-Allow-Origin", "*");
    if (json) {
        json_book(r, &p.entries[i], &p.books[i]);
        return ST_OK;
    }
    csv_begin(
        r, arena_printf(r->ctx->mem, "%s-%d-%s.csv", p.owner_code, p.year, p.entries[i].kind->key));
    for (size_t k = 0; k < p.books[i].kind->n_sheets; k++)
        if (!fiscal_sheet_empty(&p.books[i].sheets[k]))
            csv_sheet(r, &p.books[i].sheets[k]);
    return ST_OK;
}
