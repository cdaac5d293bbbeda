/* The open data sets of the site: what there is, what its fields mean, under what terms. One table
 * for the index, the schemas and the guide; the list of feeds.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "platform/portal/view.h"

const char licence_words[] =
    "可以自由取用、复制、传播和再利用，商业用途也可以，不收费、不用申请；请注明"
    "来源和取用时间，不要改变原意。法律另有规定的除外。";

static const struct data_field item_fields[ITEM_FIELDS] = {{"id", "编号", "integer"},
    {"url", "网址", "uri"}, {"title", "标题", "string"}, {"doc_no", "发文字号", "string"},
    {"index_no", "索引号", "string"}, {"issuer", "发文机关", "string"},
    {"unit", "发布单位", "string"}, {"column", "栏目路径", "string"},
    {"subject", "主题分类", "string"}, {"genre", "体裁", "string"},
    {"validity", "有效性", "string"}, {"region", "适用地区", "string"},
    {"formed_on", "成文日期", "date"}, {"effective_on", "施行日期", "date"},
    {"abolished_on", "废止日期", "date"}, {"published_at", "发布时间", "date-time"},
    {"updated_at", "更新时间", "date-time"}, {"edition", "版本", "integer"},
    {"summary", "摘要", "string"}, {"open_limit", "公开时限：长期，或最后一天", "string"}};
static const struct data_field unit_fields[UNIT_FIELDS] = {{"unit_code", "单位代码", "string"},
    {"unit_name", "单位", "string"}, {"column", "栏目路径", "string"},
    {"column_name", "栏目", "string"}, {"year", "年份，0 为没有成文年份", "integer"},
    {"count", "件数", "integer"}, {"newest_on", "最近发布", "date"}};

const struct data_set item_set = {"items", "公开条目",
    "每一条公开的信息，连同索引号、文号、有效性和网址", "/api/v1/items", "/api/v1/items.csv",
    "/zwgk/", "items",
    "limit after column year issuer subject genre validity number unit kind form", item_fields,
    ITEM_FIELDS};
const struct data_set unit_set = {"units", "各单位公开情况", "每个单位在每个栏目、每一年公开的件数",
    "/api/v1/units", "/api/v1/units.csv", "/zwgk/danwei/", "rows", "", unit_fields, UNIT_FIELDS};
static const struct data_set *const own[] = {&item_set, &unit_set};

enum { ADDED_MAX = 16 };
static const struct data_set *added[ADDED_MAX];
static size_t n_added;

void portal_add_data(const struct data_set *set)
{
    for (size_t i = 0; i < n_added; i++)
        if (added[i] == set)
            return;
    BUG_ON(n_added == ADDED_MAX);
    added[n_added++] = set;
}

const struct data_set *data_set_at(size_t i)
{
    if (i < COUNT_OF(own))
        return own[i];
    return i - COUNT_OF(own) < n_added ? added[i - COUNT_OF(own)] : NULL;
}

static void begin_json(struct req *r, const char *type)
{
    r->content_type = type;
    res_tag(r, "site");
    res_header(r, "Access-Control-Allow-Origin", "*");
}

/* ---- schemas ---- */

static void add_field(struct buf *b, const struct data_field *f)
{
    static const char *const types[] = {"integer", "boolean", "array"};
    bool list = strcmp(f->format, "list") == 0;
    const char *type = list ? "array" : "string";
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strcmp(f->format, types[i]) == 0)
            type = types[i];
    jw_key(b, f->key);
    buf_addc(b, '{');
    jw_pair(b, "type", type);
    if (list)
        buf_adds(b, ",\"items\":{\"type\":\"string\"}");
    else if (strcmp(f->format, type) != 0)
        jw_pair(b, "format", f->format);
    jw_pair(b, "title", f->title);
    buf_addc(b, '}');
}

/* JSON Schema of an answer; items come in pages, so they have "next". */
static void add_schema(struct req *r, const struct data_set *s, const char *id)
{
    struct buf *b = &r->out;
    bool paged = s == &item_set;
    begin_json(r, "application/schema+json; charset=utf-8");
    buf_adds(b, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"");
    jw_pair(b, "$id", absolute_url(r->ctx->mem, id));
    jw_pair(b, "title", s->title);
    buf_addf(b, ",\"type\":\"object\",\"required\":[\"%s\"%s],\"properties\":{", s->list,
        paged ? ",\"next\"" : "");
    if (paged)
        buf_adds(b, "\"next\":{\"type\":[\"integer\",\"null\"],\"title\":\"下一页的 after，没有"
                    "下一页时为空\"},");
    buf_addf(b, "\"%s\":{\"type\":\"array\",\"items\":{\"type\":\"object\",", s->list);
    if (paged)
        buf_adds(b, "\"required\":[\"id\",\"url\",\"title\",\"published_at\",\"edition\"],");
    buf_adds(b, "\"properties\":{");
    for (size_t i = 0; i < s->n_fields; i++)
        add_field(b, &s->fields[i]);
    buf_adds(b, "}}}}}\n");
}

/* GET /api/v1/schema.json: of /api/v1/items. */
enum st api_schema(struct req *r)
{
    add_schema(r, &item_set, "/api/v1/schema.json");
    return ST_OK;
}

/* GET /api/v1/schema/NAME.json */
enum st api_set_schema(struct req *r)
{
    const char *name = req_param(r, "name");
    size_t n = strlen(name), k = strlen(".json");
    const struct data_set *s;
    for (size_t i = 0; (s = data_set_at(i)); i++) {
        if (n == strlen(s->name) + k && !strncmp(name, s->name, n - k) &&
            !strcmp(name + n - k, ".json")) {
            add_schema(r, s, arena_printf(r->ctx->mem, "/api/v1/schema/%s", name));
            return ST_OK;
        }
    }
    return fail(r->ctx, ST_NOT_FOUND, "", "没有这个数据集，全部数据集见 /api/v1/");
}

/* ---- the index ---- */

static void pair_url(struct req *r, const char *key, const char *path)
{
    if (*path)
        jw_pair(&r->out, key, absolute_url(r->ctx->mem, path));
}

/* GET /api/v1/index.json */
enum st api_index_json(struct req *r)
{
    struct buf *b = &r->out;
    struct arena *a = r->ctx->mem;
    begin_json(r, "application/json; charset=utf-8");
    buf_addc(b, '{');
    jw_pair(b, "publisher", ui_site()->name);
    jw_pair(b, "licence", licence_words);
    buf_adds(b, ",\"datasets\":[");
    const struct data_set *s;
    for (size_t i = 0; (s = data_set_at(i)); i++) {
        jw_comma(b);
        buf_adds(b, "\n{");
        jw_pair(b, "name", s->name);
        jw_pair(b, "title", s->title);
        jw_pair(b, "description", s->what);
        pair_url(r, "json", s->json);
        pair_url(r, "csv", s->csv);
        pair_url(r, "page", s->page);
        pair_url(r, "schema", arena_printf(a, "/api/v1/schema/%s.json", s->name));
        jw_pair(b, "parameters", s->args);
        buf_addc(b, '}');
    }
    buf_adds(b, "]");
    jw_pair(b, "feeds", absolute_url(a, "/feeds/"));
    jw_pair(b, "sitemap", absolute_url(a, "/sitemap.xml"));
    jw_pair(b, "log", absolute_url(a, "/log/"));
    buf_adds(b, "}\n");
    return ST_OK;
}

/* GET /api/v1/: for people; ?format=json is the other one. */
enum st api_index(struct req *r)
{
    res_tag(r, "site");
    if (strcmp(req_arg(r, "format"), "json") == 0)
        return api_index_json(r);
    data_index_page(&r->out, r);
    return ST_OK;
}

/* GET /feeds/ */
enum st feeds_show(struct req *r)
{
    struct column *list;
    size_t n;
    enum st st = column_tree(r->ctx, &list, &n);
    res_tag(r, "site");
    res_tag(r, "items");
    if (!st)
        feeds_page(&r->out, r, &(struct feeds_view){list, n});
    return st;
}
