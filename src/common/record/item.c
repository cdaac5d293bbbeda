/* Reading the public projection: lists with filters, one page, walks.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/item.h"

#include <string.h>

#include "common/record/facet.h"
#include "common/record/record.h"
#include "common/record/record_index.h"
#include "common/record/validity.h"
#include "lib/text/docno.h"

#define ITEM                                                                                       \
    "i.record_id, i.edition_id, i.column_id, i.unit_id, i.kind, i.path, i.title, i.summary, "      \
    "i.doc_no, i.index_no, i.issuer, i.subject, i.genre, i.validity, i.region, u.name, k.name, "   \
    "k.path, i.formed_on, i.effective_on, i.abolished_on, i.published_at, "                        \
    "i.first_published_at, i.updated_at, i.edition_number, i.ended, i.ended_note, "                \
    "COALESCE(i.ended_at, 0), COALESCE(i.ended_target, 0), i.open_limit"
#define ITEM_COLUMNS 30
#define FROM_ITEM                                                                                  \
    " FROM item i LEFT JOIN unit u ON u.id = i.unit_id "                                           \
    "LEFT JOIN site_column k ON k.id = i.column_id "
#define LISTED "i.ended NOT IN ('error', 'privacy', 'moved')"
#define FILTER ITEM_FILTER
#define IN_COLUMN                                                                                  \
    "FROM item_place p JOIN item i ON i.record_id = p.record_id WHERE p.column_id = $1 "           \
    "AND " FILTER
#define IN_SITE "FROM item i WHERE $1 = 0 AND " LISTED " AND " FILTER

static const struct stmt stmt_list_column = {"item.list_column",
    "SELECT " ITEM " FROM item_place p JOIN item i ON i.record_id = p.record_id "
    "LEFT JOIN unit u ON u.id = i.unit_id LEFT JOIN site_column k ON k.id = i.column_id "
    "WHERE p.column_id = $1 AND " FILTER
    " ORDER BY p.published_at DESC, p.record_id DESC LIMIT $12 OFFSET $13",
    NULL};
static const struct stmt stmt_list_column_up = {"item.list_column_up",
    "SELECT " ITEM " FROM item_place p JOIN item i ON i.record_id = p.record_id "
    "LEFT JOIN unit u ON u.id = i.unit_id LEFT JOIN site_column k ON k.id = i.column_id "
    "WHERE p.column_id = $1 AND " FILTER
    " ORDER BY p.published_at, p.record_id LIMIT $12 OFFSET $13",
    NULL};
static const struct stmt stmt_list_site_up = {"item.list_site_up",
    "SELECT " ITEM FROM_ITEM "WHERE $1 = 0 AND " LISTED " AND " FILTER
    " ORDER BY i.published_at, i.record_id LIMIT $12 OFFSET $13",
    NULL};
static const struct stmt stmt_list_site = {"item.list_site",
    "SELECT " ITEM FROM_ITEM "WHERE $1 = 0 AND " LISTED " AND " FILTER
    " ORDER BY i.published_at DESC, i.record_id DESC LIMIT $12 OFFSET $13",
    NULL};
static const struct stmt stmt_count_column = {
    "item.count_column", "SELECT count(*), COALESCE(max(i.published_at), 0) " IN_COLUMN, NULL};
static const struct stmt stmt_count_places = {"item.count_places",
    "SELECT count(*), COALESCE(max(p.published_at), 0) FROM item_place p WHERE p.column_id = $1",
    NULL};
/* Every listed item has one place in one column of the first level. */
static const struct stmt stmt_count_all = {"item.count_all",
    "SELECT count(*), COALESCE(max(p.published_at), 0) FROM site_column k "
    "CROSS JOIN item_place p WHERE k.parent_id IS NULL AND p.column_id = k.id",
    NULL};
static const struct stmt stmt_count_site = {
    "item.count_site", "SELECT count(*), COALESCE(max(i.published_at), 0) " IN_SITE, NULL};
static const struct stmt stmt_get = {
    "item.get", "SELECT " ITEM FROM_ITEM "WHERE i.record_id = $1 AND " LISTED, NULL};
static const struct stmt stmt_these = {
    "item.these", "SELECT " ITEM FROM_ITEM "WHERE i.record_id " THESE_RECORDS, NULL};
static const struct stmt stmt_walk_where = {"item.walk_where",
    "SELECT " ITEM FROM_ITEM "WHERE i.record_id > $12 AND ($1 = 0 OR EXISTS (SELECT 1 FROM "
    "item_place p WHERE p.record_id = i.record_id AND p.column_id = $1)) AND " LISTED " AND " FILTER
    " ORDER BY i.record_id LIMIT $13",
    NULL};
static const struct stmt stmt_page = {"item.page",
    "SELECT " ITEM ", e.body_html, i.toc_html, e.meta, e.sha256" FROM_ITEM
    "JOIN edition e ON e.id = i.edition_id WHERE i.record_id = $1",
    NULL};

static const struct stmt *const stmts[] = {&stmt_list_column, &stmt_list_site, &stmt_count_column,
    &stmt_count_site, &stmt_count_places, &stmt_count_all, &stmt_get, &stmt_page, &facet_stmt,
    &stmt_list_column_up, &stmt_list_site_up, &stmt_walk_where, &validity_stmt_due,
    &validity_stmt_begin, &validity_stmt_search, &validity_stmt_over, &validity_stmt_end,
    &stmt_these};

static const struct job jobs[] = {{"item.validity", "到施行之日的文件转为有效", 600, validity_job}};

const struct module item_module = {.name = "item",
    .title = "公开条目",
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs)};

static struct item item_row(const struct rows *r)
{
    return (struct item){.record_id = rows_int(r, 0),
        .edition_id = rows_int(r, 1),
        .column_id = rows_int(r, 2),
        .unit_id = rows_int(r, 3),
        .kind = rows_text(r, 4),
        .path = rows_text(r, 5),
        .title = rows_text(r, 6),
        .summary = rows_text(r, 7),
        .doc_no = rows_text(r, 8),
        .index_no = rows_text(r, 9),
        .issuer = rows_text(r, 10),
        .subject = rows_text(r, 11),
        .genre = rows_text(r, 12),
        .validity = rows_text(r, 13),
        .region = rows_text(r, 14),
        .unit_name = rows_text(r, 15),
        .column_name = rows_text(r, 16),
        .column_path = rows_text(r, 17),
        .formed_on = rows_day(r, 18),
        .effective_on = rows_day(r, 19),
        .abolished_on = rows_day(r, 20),
        .published_at = rows_int(r, 21),
        .first_published_at = rows_int(r, 22),
        .updated_at = rows_int(r, 23),
        .edition_number = (int)rows_int(r, 24),
        .ended = rows_text(r, 25),
        .ended_note = rows_text(r, 26),
        .ended_at = rows_int(r, 27),
        .ended_target = rows_int(r, 28),
        .open_limit = rows_text(r, 29)};
}

static void fill_list(struct ctx *c, struct rows *r, struct item_list *out)
{
    out->items = ARENA_ARRAY(c->mem, struct item, rows_count(r));
    out->n = 0;
    while (rows_next(r))
        out->items[out->n++] = item_row(r);
}

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

/* A number filter that cannot be read as (part of) a number matches nothing: serial -1. */
static void read_number(struct ctx *c, const struct item_filter *f, struct docno *no)
{
    const char *s = or_empty(f->number);
    size_t digits = strspn(s, "0123456789");
    if (digits && digits <= 5 && !s[digits]) { /* a bare figure: in this field it is the serial */
        *no = (struct docno){.word = ""};
        for (; *s; s++)
            no->serial = no->serial * 10 + (*s - '0');
        return;
    }
    *no = (struct docno){.word = ""};
    if (*or_empty(f->number) && !docno_partial(c->mem, f->number, no))
        *no = (struct docno){.word = "", .serial = -1};
}

void item_filter_args(struct ctx *c, const struct item_filter *f, struct val args[ITEM_FILTER_ARGS])
{
    struct docno no;
    read_number(c, f, &no);
    const struct val list[ITEM_FILTER_ARGS] = {v_int(f->column_id), v_int(f->unit_id),
        v_int(f->year), v_text(or_empty(f->issuer)), v_text(or_empty(f->subject)),
        v_text(or_empty(f->validity)), v_text(or_empty(f->genre)), v_text(or_empty(f->kind)),
        v_text(no.word), v_int(no.year), v_int(no.serial)};
    memcpy(args, list, sizeof list);
}

enum { FILTER_ARGS = ITEM_FILTER_ARGS, LIST_ARGS = FILTER_ARGS + 2 };

/* $1 … $13 of the list statements. */
static void list_args(struct ctx *c, const struct item_filter *f, struct val args[LIST_ARGS],
    int64_t twelfth, int64_t thirteenth)
{
    item_filter_args(c, f, args);
    args[FILTER_ARGS] = v_int(twelfth);
    args[FILTER_ARGS + 1] = v_int(thirteenth);
}

static const struct stmt *list_stmt(const struct item_filter *f)
{
    if (f->column_id)
        return f->oldest_first ? &stmt_list_column_up : &stmt_list_column;
    return f->oldest_first ? &stmt_list_site_up : &stmt_list_site;
}

static bool filtered(const struct item_filter *f)
{
    return f->unit_id || f->year || *or_empty(f->issuer) || *or_empty(f->subject) ||
           *or_empty(f->validity) || *or_empty(f->genre) || *or_empty(f->number) ||
           *or_empty(f->kind);
}

/* Of a whole column, or the whole site, the places are counted, without looking at the items. */
static enum st count_items(
    struct ctx *c, const struct item_filter *f, const struct val *args, struct item_list *out)
{
    struct rows *r;
    enum st st;
    if (!filtered(f) && f->column_id)
        st = q1(c, &stmt_count_places, ARGS(v_int(f->column_id)), &r);
    else if (!filtered(f))
        st = q1(c, &stmt_count_all, NO_ARGS, &r);
    else
        st = q1(c, f->column_id ? &stmt_count_column : &stmt_count_site, args, FILTER_ARGS, &r);
    if (st)
        return st;
    out->total = rows_int(r, 0);
    out->newest_at = rows_int(r, 1);
    return ST_OK;
}

/* Asks the database; what a writer has not committed is found only there. */
static enum st list_stored(struct ctx *c, const struct item_filter *f, struct item_list *out)
{
    int per_page = f->per_page > 0 ? f->per_page : 20, page = f->page > 0 ? f->page : 1;
    struct val args[LIST_ARGS];
    list_args(c, f, args, per_page, (int64_t)(page - 1) * per_page);
    struct rows *r;
    enum st st = count_items(c, f, args, out);
    if (!st)
        st = q(c, list_stmt(f), args, LIST_ARGS, &r);
    if (!st)
        fill_list(c, r, out);
    return st;
}

struct page {
    struct item_list *out;
    const struct record_found *found;
    size_t at; /* the rows come piece by piece, in the order of ids */
};

/* The items in the order found; one that is not there any more is left out. */
static void add_items(struct ctx *c, struct rows *r, void *arg)
{
    struct page *p = arg;
    struct item_list some;
    fill_list(c, r, &some);
    for (size_t i = 0; i < RECORD_IDS && p->at < p->found->n; i++, p->at++)
        for (size_t k = 0; k < some.n; k++)
            if (some.items[k].record_id == p->found->ids[p->at])
                p->out->items[p->out->n++] = some.items[k];
}

static enum st list_indexed(struct ctx *c, const struct item_filter *f, struct item_list *out)
{
    struct docno no;
    struct record_found found;
    int per_page = f->per_page > 0 ? f->per_page : 20, page = f->page > 0 ? f->page : 1;
    read_number(c, f, &no);
    enum st st = record_find(c,
        &(struct record_filter){.mask = MARK_LISTED,
            .marks = MARK_LISTED,
            .column_id = f->column_id,
            .unit_id = f->unit_id,
            .year = f->year,
            .kind = f->kind,
            .issuer = f->issuer,
            .subject = f->subject,
            .validity = f->validity,
            .genre = f->genre,
            .word = no.word,
            .doc_year = no.year,
            .serial = no.serial,
            .order = BY_PUBLISHED,
            .up = f->oldest_first,
            .first = (int64_t)(page - 1) * per_page,
            .most = (size_t)per_page},
        &found);
    if (st)
        return st;
    *out = (struct item_list){.items = ARENA_ARRAY(c->mem, struct item, found.n + 1),
        .total = found.total,
        .newest_at = found.newest_at};
    return record_rows(c, &stmt_these, &found, add_items, &(struct page){out, &found, 0});
}

enum st item_list(struct ctx *c, const struct item_filter *f, struct item_list *out)
{
    return c->writing ? list_stored(c, f, out) : list_indexed(c, f, out);
}

enum st item_newest(struct ctx *c, int64_t column_id, int n, struct item_list *out)
{
    const struct val args[] = {v_int(column_id), v_int(0), v_int(0), v_text(""), v_text(""),
        v_text(""), v_text(""), v_text(""), v_text(""), v_int(0), v_int(0), v_int(n), v_int(0)};
    struct rows *r;
    *out = (struct item_list){.items = NULL};
    enum st st = q(c, column_id ? &stmt_list_column : &stmt_list_site, args, COUNT_OF(args), &r);
    if (st)
        return st;
    fill_list(c, r, out);
    out->total = (int64_t)out->n;
    out->newest_at = out->n ? out->items[0].published_at : 0;
    return ST_OK;
}

enum st item_get(struct ctx *c, int64_t record_id, struct item *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(record_id)), &r);
    if (!st)
        *out = item_row(r);
    return st;
}

enum st item_page_get(struct ctx *c, int64_t record_id, struct item_page *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_page, ARGS(v_int(record_id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这份文件，或者它还没有公开。可以用上方的搜索查找");
    if (st)
        return st;
    *out = (struct item_page){.item = item_row(r),
        .body_html = rows_text(r, ITEM_COLUMNS),
        .toc_html = rows_text(r, ITEM_COLUMNS + 1),
        .sha256 = rows_text(r, ITEM_COLUMNS + 3)};
    if (!strcmp(out->item.ended, END_ERROR) || !strcmp(out->item.ended, END_PRIVACY)) {
        out->body_html = out->toc_html = "";
        return fail(c, ST_GONE, "", "这份文件已经撤下：%s", out->item.ended_note);
    }
    return meta_read(c->mem, rows_text(r, ITEM_COLUMNS + 2), &out->meta, &c->err);
}

enum st item_walk_where(
    struct ctx *c, const struct item_filter *f, int64_t after, struct item_list *out)
{
    struct rows *r;
    struct val args[LIST_ARGS];
    *out = (struct item_list){.items = NULL};
    list_args(c, f, args, after, f->per_page > 0 ? f->per_page : 20);
    enum st st = q(c, &stmt_walk_where, args, LIST_ARGS, &r);
    if (!st)
        fill_list(c, r, out);
    return st;
}
