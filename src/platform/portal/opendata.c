/* Open data: the public items as JSON and CSV, paged by record number; their schema and page.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "lib/web/csv.h"
#include "platform/portal/view.h"

enum { MOST = 1000, USUAL = 100 };

static const char *text_day(struct arena *a, struct day d)
{
    char *text = arena_alloc(a, 11);
    return day_text(d, text);
}

static const char *text_time(struct arena *a, int64_t t)
{
    char *text = arena_alloc(a, 26);
    return t ? time_rfc3339(t, text) : "";
}

/* One member of an item: JSON key, CSV heading, schema text. */
enum { N_MEMBERS = 19 };
static const struct {
    const char *key, *title, *format;
} members[N_MEMBERS] = {{"id", "编号", "integer"}, {"url", "网址", "uri"},
    {"title", "标题", "string"}, {"doc_no", "发文字号", "string"}, {"index_no", "索引号", "string"},
    {"issuer", "发文机关", "string"}, {"unit", "发布单位", "string"},
    {"column", "栏目路径", "string"}, {"subject", "主题分类", "string"},
    {"genre", "体裁", "string"}, {"validity", "有效性", "string"}, {"region", "适用地区", "string"},
    {"formed_on", "成文日期", "date"}, {"effective_on", "施行日期", "date"},
    {"abolished_on", "废止日期", "date"}, {"published_at", "发布时间", "date-time"},
    {"updated_at", "更新时间", "date-time"}, {"edition", "版本", "integer"},
    {"summary", "摘要", "string"}};

static void values_of(struct arena *a, const struct item *it, const char *v[N_MEMBERS])
{
    const char *const list[N_MEMBERS] = {arena_printf(a, "%lld", (long long)it->record_id),
        absolute_url(a, it->path), it->title, it->doc_no, it->index_no, it->issuer, it->unit_name,
        it->column_path, it->subject, it->genre, it->validity, it->region,
        text_day(a, it->formed_on), text_day(a, it->effective_on), text_day(a, it->abolished_on),
        text_time(a, it->published_at), text_time(a, it->updated_at),
        arena_printf(a, "%d", it->edition_number), it->summary};
    memcpy(v, list, sizeof list);
}

/* Filters are the query arguments; a column is named by its path. */
static enum st read_items(struct req *r, struct item_list *out, int64_t *limit)
{
    *limit = req_arg_int(r, "limit", USUAL);
    if (*limit < 1 || *limit > MOST)
        *limit = *limit < 1 ? 1 : MOST;
    struct item_filter f = {.year = (int)req_arg_int(r, "year", 0),
        .issuer = req_arg(r, "issuer"),
        .subject = req_arg(r, "subject"),
        .validity = req_arg(r, "validity"),
        .genre = req_arg(r, "genre"),
        .number = req_arg(r, "number"),
        .kind = req_arg(r, "kind"),
        .per_page = (int)*limit};
    const char *path = req_arg(r, "column");
    if (*path) {
        struct column k;
        enum st st = column_by_path(r->ctx, path, &k);
        if (st == ST_NOT_FOUND)
            return fail(r->ctx, ST_NOT_FOUND, "column", "没有栏目 %s", path);
        if (st)
            return st;
        f.column_id = k.id;
    }
    res_tag(r, "site");
    res_tag(r, "items");
    res_header(r, "Access-Control-Allow-Origin", "*");
    return item_walk_where(r->ctx, &f, req_arg_int(r, "after", 0), out);
}

/* GET /api/v1/items */
enum st api_items(struct req *r)
{
    struct item_list list;
    const char *v[N_MEMBERS];
    int64_t limit;
    struct buf *b = &r->out;
    enum st st = read_items(r, &list, &limit);
    if (st)
        return st;
    r->content_type = "application/json; charset=utf-8";
    buf_adds(b, "{\"items\":[");
    for (size_t i = 0; i < list.n; i++) {
        values_of(r->ctx->mem, &list.items[i], v);
        jw_comma(b);
        buf_adds(b, "\n{");
        for (size_t k = 0; k < N_MEMBERS; k++) {
            if (strcmp(members[k].format, "integer") == 0) {
                jw_key(b, members[k].key);
                buf_adds(b, v[k]);
            } else if (*v[k]) {
                jw_pair(b, members[k].key, v[k]);
            }
        }
        buf_adds(b, "}");
    }
    buf_adds(b, "],\n\"next\":");
    if ((int64_t)list.n == limit)
        buf_addint(b, list.items[list.n - 1].record_id);
    else
        buf_adds(b, "null");
    buf_adds(b, "}\n");
    return ST_OK;
}

/* GET /api/v1/items.csv: the same items; the byte order mark lets office programs read UTF-8. */
enum st api_items_csv(struct req *r)
{
    struct item_list list;
    const char *v[N_MEMBERS];
    int64_t limit;
    enum st st = read_items(r, &list, &limit);
    if (st)
        return st;
    csv_begin(r, NULL);
    for (size_t k = 0; k < N_MEMBERS; k++)
        csv_field(&r->out, members[k].title, k + 1 == N_MEMBERS);
    for (size_t i = 0; i < list.n; i++) {
        values_of(r->ctx->mem, &list.items[i], v);
        for (size_t k = 0; k < N_MEMBERS; k++)
            csv_field(&r->out, v[k], k + 1 == N_MEMBERS);
    }
    return ST_OK;
}

static void add_member(struct buf *b, size_t k)
{
    bool number = strcmp(members[k].format, "integer") == 0;
    jw_key(b, members[k].key);
    buf_addc(b, '{');
    jw_pair(b, "type", number ? "integer" : "string");
    if (!number && strcmp(members[k].format, "string") != 0)
        jw_pair(b, "format", members[k].format);
    jw_pair(b, "title", members[k].title);
    buf_addc(b, '}');
}

/* GET /api/v1/schema.json: JSON Schema of an answer of /api/v1/items. */
enum st api_schema(struct req *r)
{
    struct buf *b = &r->out;
    r->content_type = "application/schema+json; charset=utf-8";
    res_tag(r, "site");
    res_header(r, "Access-Control-Allow-Origin", "*");
    buf_adds(b, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":");
    jw_text(b, absolute_url(r->ctx->mem, "/api/v1/schema.json"));
    buf_adds(b,
        ",\"title\":\"公开条目\",\"type\":\"object\",\"required\":[\"items\",\"next\"],"
        "\"properties\":{"
        "\"next\":{\"type\":[\"integer\",\"null\"],\"title\":\"下一页的 after，没有下一页时为空\"},"
        "\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
        "\"required\":[\"id\",\"url\",\"title\",\"published_at\",\"edition\"],\"properties\":{");
    for (size_t k = 0; k < N_MEMBERS; k++)
        add_member(b, k);
    buf_adds(b, "}}}}}\n");
    return ST_OK;
}

/* GET /open-data/ */
enum st open_data_show(struct req *r)
{
    res_tag(r, "site");
    open_data_page(&r->out, r);
    return ST_OK;
}
