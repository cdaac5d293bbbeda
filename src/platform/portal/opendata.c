/* Open data: the public items as JSON and CSV, paged by record number; their schema and page.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "platform/portal/view.h"

enum { MOST = 1000, USUAL = 100 };

static void add_items(const struct data_answer *d, const struct item_list *l)
{
    struct arena *a = d->r->ctx->mem;
    for (size_t i = 0; i < l->n; i++) {
        const struct item *it = &l->items[i];
        const char *const values[ITEM_FIELDS] = {data_int(a, it->record_id), data_url(a, it->path),
            it->title, it->doc_no, it->index_no, it->issuer, it->unit_name, it->column_path,
            it->subject, it->genre, it->validity, it->region, data_day(a, it->formed_on),
            data_day(a, it->effective_on), data_day(a, it->abolished_on),
            data_time(a, it->published_at), data_time(a, it->updated_at),
            data_int(a, it->edition_number), it->summary, it->open_limit};
        data_row(d, values);
    }
}

/* Filters are the query arguments; a column is named by its path. With the column of
 * interpretations `kind` is that of interpretation, elsewhere that of the record. */
static enum st read_items(struct req *r, struct item_list *out, int64_t *next)
{
    int64_t limit = req_arg_int(r, "limit", USUAL);
    struct column k = {.path = ""};
    const char *path = req_arg(r, "column");
    if (limit < 1 || limit > MOST)
        limit = limit < 1 ? 1 : MOST;
    if (*path) {
        enum st st = column_by_path(r->ctx, path, &k);
        if (st == ST_NOT_FOUND)
            return fail(r->ctx, ST_NOT_FOUND, "column", "没有栏目 %s", path);
        if (st)
            return st;
    }
    struct narrow w = narrow_read(r, &k);
    w.filter.per_page = (int)limit;
    w.filter.kind = w.part ? "" : req_arg(r, "kind");
    res_tag(r, "site");
    res_tag(r, "items");
    enum st st = narrow_walk(r->ctx, &w, req_arg_int(r, "after", 0), out);
    *next = !st && (int64_t)out->n == limit ? out->items[out->n - 1].record_id : 0;
    return st;
}

/* GET /api/v1/items */
enum st api_items(struct req *r)
{
    const struct data_answer d = {.r = r, .set = &item_set};
    struct item_list list;
    int64_t next;
    enum st st = read_items(r, &list, &next);
    if (st)
        return st;
    data_begin(&d);
    add_items(&d, &list);
    buf_adds(&r->out, "],\n\"next\":");
    if (next)
        buf_addint(&r->out, next);
    else
        buf_adds(&r->out, "null");
    buf_adds(&r->out, "}\n");
    return ST_OK;
}

/* The rest of a list in CSV, which has no place for it inside (RFC 8288). */
static void tell_next(struct req *r, int64_t next)
{
    const char *after = arena_printf(r->ctx->mem, "%lld", (long long)next);
    const char *path = arena_concat(r->ctx->mem, r->path, ui_query(r, "after", after), NULL);
    res_header(r, "Link",
        arena_printf(r->ctx->mem, "<%s>; rel=\"next\"", absolute_url(r->ctx->mem, path)));
}

/* GET /api/v1/items.csv: the same items; the byte order mark lets office programs read UTF-8. */
enum st api_items_csv(struct req *r)
{
    const struct data_answer d = {.r = r, .set = &item_set, .csv = true};
    struct item_list list;
    int64_t next;
    enum st st = read_items(r, &list, &next);
    if (st)
        return st;
    if (next)
        tell_next(r, next);
    data_begin(&d);
    add_items(&d, &list);
    return ST_OK;
}

/* GET /open-data/ */
enum st open_data_show(struct req *r)
{
    res_tag(r, "site");
    open_data_page(&r->out, r);
    return ST_OK;
}
