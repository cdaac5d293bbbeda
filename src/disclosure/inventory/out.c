/* The register for other programs: JSON and XLSX, the command's and the page's.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/pages.h"
#include "lib/base/json.h"
#include "lib/paper/sheet.h"

#define PIECE 2000
#define MOST_ROWS 200000

/* Every document that matches, piece by piece. */
static enum st walk(struct ctx *c, struct entry_filter f,
    void (*fn)(struct ctx *c, const struct entry *e, void *arg), void *arg)
{
    int64_t total = 0;
    f.per_page = PIECE;
    for (f.page = 1; (f.page - 1) * PIECE <= total; f.page++) {
        struct entry *list;
        size_t n;
        enum st st = entry_list(c, &f, &list, &n, &total);
        if (st)
            return st;
        if (total > MOST_ROWS)
            return fail(c, ST_TOO_BIG, "", "超过 20 万份，请先按单位或年份筛选再导出");
        for (size_t i = 0; i < n; i++)
            fn(c, &list[i], arg);
        if (n < PIECE)
            break;
    }
    return ST_OK;
}

static const struct entry_filter everything = {
    .open_mode = "", .state = "", .word = "", .text = ""};

static struct inv_clock clock_of(struct ctx *c, const struct entry *e)
{
    if (strcmp(e->open_mode, MODE_OPEN) != 0)
        return (struct inv_clock){day_none(), UI_LIGHT_NONE, ""};
    return inventory_clock(c->mem, e->formed_on, e->clock_from,
        *e->path ? day_at(e->published_at) : day_none(), day_at(c->now));
}

static void json_row(struct ctx *c, const struct entry *e, void *arg)
{
    struct buf *out = arg;
    struct inv_clock k = clock_of(c, e);
    char day[11], at[26];
    jw_comma(out);
    buf_addc(out, '{');
    jw_pair(out, "number", e->doc_no);
    jw_pair(out, "title", e->title);
    jw_pair(out, "formed_on", day_text(e->formed_on, day));
    jw_pair(out, "unit", e->unit_name);
    jw_pair(out, "open_mode", e->open_mode);
    jw_pair(out, "clause", e->clause);
    jw_pair(out, "basis", e->basis);
    jw_pair(out, "decided_by", e->decided_by);
    jw_pair(out, "decided_at", e->decided_at ? time_rfc3339(e->decided_at, at) : "");
    jw_pair(out, "open_limit", e->open_limit);
    jw_pair(out, "index_no", e->index_no);
    jw_pair(out, "state", e->state);
    jw_pair(out, "due", day_text(k.due, day));
    jw_pair(out, "path", e->path);
    jw_pair(out, "published_at", *e->path ? time_rfc3339(e->published_at, at) : "");
    jw_pair(out, "review_on", day_text(e->review_on, day));
    buf_addc(out, '}');
}

static void json_voids(struct buf *out, const struct void_row *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        jw_comma(out);
        buf_addc(out, '{');
        jw_pair(out, "word", list[i].word);
        jw_pair_int(out, "year", list[i].year);
        jw_pair_int(out, "serial", list[i].serial);
        jw_pair(out, "kind", list[i].kind);
        jw_pair(out, "reason", list[i].reason);
        buf_addc(out, '}');
    }
}

static void json_typos(struct buf *out, const struct gap_series *s)
{
    if (!s->n_typos)
        return;
    jw_key(out, "typos");
    for (size_t i = 0; i < s->n_typos; i++) {
        buf_addc(out, i ? ',' : '[');
        buf_addint(out, s->typos[i]);
    }
    buf_addc(out, ']');
}

static void json_gaps(struct buf *out, const struct gap_series *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        jw_comma(out);
        buf_addc(out, '{');
        jw_pair(out, "word", list[i].word);
        jw_pair_int(out, "year", list[i].year);
        jw_pair_int(out, "last", list[i].last);
        jw_key(out, "missing");
        buf_addc(out, '[');
        for (size_t k = 0; k < list[i].n_ranges; k++)
            for (int s = list[i].ranges[k].from; s <= list[i].ranges[k].to; s++) {
                jw_comma(out);
                buf_addint(out, s);
            }
        buf_addc(out, ']');
        if (!list[i].unit_id)
            jw_pair(out, "unregistered_issuer", list[i].issuer);
        json_typos(out, &list[i]);
        buf_addc(out, '}');
    }
}

enum st inventory_json(struct ctx *c, struct buf *out)
{
    struct void_row *voids;
    struct gaps gaps;
    size_t n_voids;
    buf_addc(out, '{');
    jw_key(out, "documents");
    buf_addc(out, '[');
    enum st st = walk(c, everything, json_row, out);
    if (!st)
        st = void_list(c, 0, &voids, &n_voids);
    if (!st)
        st = gaps_find(c, 0, "", 0, &gaps);
    if (st)
        return st;
    buf_addc(out, ']');
    jw_key(out, "explained");
    buf_addc(out, '[');
    json_voids(out, voids, n_voids);
    buf_addc(out, ']');
    jw_key(out, "gaps");
    buf_addc(out, '[');
    json_gaps(out, gaps.series, gaps.n_series);
    buf_adds(out, "]}");
    return buf_failed(out) ? fail(c, ST_TOO_BIG, "", "台账太大，请按单位或年份在工作台导出")
                           : ST_OK;
}

static const struct sheet_column columns[] = {{"发文字号", SHEET_TEXT, 24, ""},
    {"标题", SHEET_TEXT, 50, ""}, {"成文日期", SHEET_DAY, 0, ""}, {"单位", SHEET_TEXT, 20, ""},
    {"公开方式", SHEET_TEXT, 12, "公开决定"}, {"依据", SHEET_TEXT, 36, "公开决定"},
    {"决定人", SHEET_TEXT, 12, "公开决定"}, {"公开时限", SHEET_TEXT, 12, "公开决定"},
    {"索引号", SHEET_TEXT, 28, ""}, {"状态", SHEET_TEXT, 14, ""}, {"公开期限", SHEET_DAY, 0, ""},
    {"公开日期", SHEET_DAY, 0, ""}, {"下次复审", SHEET_DAY, 0, ""}, {"网址", SHEET_TEXT, 30, ""}};

static void sheet_line(struct ctx *c, const struct entry *e, void *arg)
{
    struct sheet *s = arg;
    const struct clause *k = clause_find(e->clause);
    sheet_text(s, e->doc_no);
    sheet_text(s, e->title);
    sheet_day(s, e->formed_on);
    sheet_text(s, e->unit_name);
    sheet_text(s, *e->open_mode ? e->open_mode : "未定");
    sheet_text(
        s, arena_concat(c->mem, k ? k->label : "", k && *e->basis ? "；" : "", e->basis, NULL));
    sheet_text(s, e->decided_by);
    sheet_text(s, e->open_limit);
    sheet_text(s, e->index_no);
    sheet_text(s, inv_state_word(e->state));
    sheet_day(s, clock_of(c, e).due);
    sheet_day(s, *e->path ? day_at(e->published_at) : day_none());
    sheet_day(s, e->review_on);
    sheet_text(s, e->path);
}

static enum st write_book(struct ctx *c, const struct entry_filter *f, struct buf *out)
{
    struct book *b = book_new(c->mem);
    struct sheet *s = book_sheet(b, "文件台账", "文件台账", columns, COUNT_OF(columns));
    enum st st = walk(c, *f, sheet_line, s);
    return st ? st : book_write(b, day_at(c->now), out, &c->err);
}

enum st inventory_xlsx(struct ctx *c, struct buf *out)
{
    return write_book(c, &everything, out);
}

/* What the list shows now. */
enum st inv_export(struct req *r)
{
    const struct entry_filter f = {.unit_id = unit_asked(r),
        .year = (int)req_arg_int(r, "year", 0),
        .open_mode = req_arg(r, "mode"),
        .state = req_arg(r, "state"),
        .word = req_arg(r, "word"),
        .text = req_arg(r, "q")};
    r->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    res_header(r, "Content-Disposition", "attachment; filename=\"wenjian-taizhang.xlsx\"");
    res_header(r, "Cache-Control", "no-store");
    return write_book(r->ctx, &f, &r->out);
}
