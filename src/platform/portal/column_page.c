/* GET /<column>/: neighbours, filters, the list; or the text of a static column.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "platform/portal/view.h"

enum { PER_PAGE = 20, NEWEST = 10, YEAR_LINKS = 12, OTHER_LINKS = 8 };

/* Children beside the text; a column without children shows those of its parent. */
static enum st read_side(struct req *r, struct column_view *v)
{
    struct ctx *c = r->ctx;
    enum st st = column_children(c, v->place.here.id, &v->children, &v->n_children);
    if (st)
        return st;
    v->side_head = v->place.here;
    v->side = v->children;
    v->n_side = v->n_children;
    if (v->n_children || v->place.n_trail < 2)
        return ST_OK;
    v->side_head = v->place.trail[v->place.n_trail - 2];
    res_tag(r, "column:%lld", (long long)v->side_head.id);
    return column_children(c, v->side_head.id, &v->side, &v->n_side);
}

/* The list, and the ways to take it away, as far as they are narrowed. */
static void read_filter(struct req *r, struct column_view *v)
{
    const char *path = v->place.here.path;
    const char *column = arena_concat(r->ctx->mem, "column=", path, NULL);
    v->narrow = narrow_read(r, &v->place.here);
    v->narrow.filter.page = (int)ui_page(r);
    v->narrow.filter.per_page = PER_PAGE;
    v->feed = narrow_query(r, arena_concat(r->ctx->mem, "/", path, "/feed.xml", NULL), "");
    v->csv = narrow_query(
        r, "/api/v1/items.csv", arena_concat(r->ctx->mem, column, "&limit=1000", NULL));
    v->json = narrow_query(r, "/api/v1/items", column);
}

/* Choices of one facet. Counts are those of the whole column, so they stand only where nothing else
 * narrows the list. */
static void fill_row(const struct column_view *v, struct arena *a, struct facet_row *row,
    const struct facet *list, size_t n)
{
    row->options = ARENA_ARRAY(a, struct ui_option, n);
    row->n = n;
    for (size_t i = 0; i < n; i++)
        row->options[i] = (struct ui_option){list[i].value,
            v->narrow.on ? list[i].value
                         : arena_printf(a, "%s（%lld）", list[i].value, (long long)list[i].count)};
}

/* The first choices as links above the list; all of them in the form. */
static void links_of(struct facet_row *links, const struct facet_row *all, size_t most)
{
    *links = *all;
    if (links->n > most)
        links->n = most;
}

/* Kinds and forms of interpretation. */
static enum st read_choices(struct req *r, struct column_view *v)
{
    struct portal_choices k;
    enum st st = v->narrow.part->choices(r->ctx, v->place.here.id, &k);
    if (st)
        return st;
    v->rows[3] = (struct facet_row){.label = "解读形式", .name = "form"};
    v->rows[4] = (struct facet_row){.label = "解读种类", .name = "kind"};
    fill_row(v, r->ctx->mem, &v->rows[3], k.forms, k.n_forms);
    fill_row(v, r->ctx->mem, &v->rows[4], k.kinds, k.n_kinds);
    return ST_OK;
}

static enum st read_facets(struct req *r, struct column_view *v)
{
    struct facets f;
    struct arena *a = r->ctx->mem;
    enum st st = item_facets(r->ctx, v->place.here.id, &f);
    if (st)
        return st;
    v->years = (struct facet_row){.label = "年份", .name = "year"};
    v->issuers = (struct facet_row){.label = "发文机关", .name = "issuer"};
    v->subjects = (struct facet_row){.label = "主题分类", .name = "subject"};
    v->genres = (struct facet_row){.label = "体裁", .name = "genre"};
    struct facet_row validities = {.label = "有效性", .name = "validity"};
    fill_row(v, a, &v->years, f.years, f.n_years);
    fill_row(v, a, &v->issuers, f.issuers, f.n_issuers);
    fill_row(v, a, &v->subjects, f.subjects, f.n_subjects);
    fill_row(v, a, &v->genres, f.genres, f.n_genres);
    fill_row(v, a, &validities, f.validities, f.n_validities);
    links_of(&v->rows[0], &v->years, YEAR_LINKS);
    links_of(&v->rows[1], &validities, OTHER_LINKS);
    links_of(&v->rows[2], &v->genres, OTHER_LINKS);
    return v->narrow.part ? read_choices(r, v) : ST_OK;
}

/* A static column shows its page: the newest item of kind "page" in it. */
static enum st read_static(struct req *r, struct column_view *v)
{
    struct item_list pages;
    if (strcmp(v->place.here.cycle, "STATIC") != 0)
        return ST_OK;
    enum st st = item_list(r->ctx,
        &(struct item_filter){.column_id = v->place.here.id, .kind = "page", .per_page = 1},
        &pages);
    if (st || !pages.n || pages.items[0].column_id != v->place.here.id)
        return st;
    st = item_page_get(r->ctx, pages.items[0].record_id, &v->page);
    if (st)
        return st;
    res_tag(r, "record:%lld", (long long)v->page.item.record_id);
    v->has_page = true;
    v->body_html = external_links(r->ctx->mem, v->page.body_html);
    return ST_OK;
}

enum st column_read(struct req *r, const char *path, struct column_view *v)
{
    struct ctx *c = r->ctx;
    *v = (struct column_view){.declared = {"", "", day_none()}};
    enum st st = place_read(c, path, "", &v->place);
    if (st == ST_NOT_FOUND)
        return fail(c, ST_NOT_FOUND, "", "%s", "");
    if (st)
        return st;
    res_tag(r, "site");
    res_tag(r, "column:%lld", (long long)v->place.here.id);
    read_filter(r, v);
    st = read_side(r, v);
    return st ? st : read_static(r, v);
}

/* Pages beside the column tree that show the content of a column in their own way: linked from the
 * column, from those below it (not from those below the first level), from the site map. */
const struct column_data section_pages[] = {
    {"zwgk/fdnr/zcwj", "规范性文件库", "哪些有效，哪些修改、废止了，某一天哪些有效；历年目录",
        "/normdocs/"},
    {"zwgk/fdnr/czxx", "财政公开一览", "各单位“三公”经费、预算、决算的数字，哪些单位还没有公开",
        "/fiscal/"},
    {"zwgk/fdnr/zdjc", "重大决策信息公开",
        "各单位的决策事项：依据、草案、公众参与、论证、审查、决定、进展、落实和评估",
        "/decisions/"},
    {"zwgk/fdnr/sfjj", "行政事业性收费目录", "每项收费的标准、依据和依据的效力", "/fees/"},
    {"zwgk/fdnr/sfjj", "政府性基金目录", "每项基金的标准和依据", "/funds/"},
    {"zwgk", "各单位公开情况", "每个单位公开了多少，最近一次是什么时候", "/zwgk/danwei/"},
};
const size_t n_section_pages = COUNT_OF(section_pages);
/* Where the pages of others are led to once more. */
static const struct column_data leads[] = {
    {"zwgk", "规范性文件库", "哪些有效，哪些修改、废止了；历年目录和备案目录", "/normdocs/"},
    {"zwgk", "财政公开一览", "“三公”经费、预算、决算的数字", "/fiscal/"},
    {"zwgk", "重大决策", "依据、草案、公众参与、决定、进展和评估", "/decisions/"},
    {"zwgk", "收费和基金目录", "每项收费、基金的标准和依据", "/fees/"},
    {"zwgk", "开放数据", "全部数据集的 JSON、CSV 和字段说明", "/api/v1/"},
    {"zwgk", "订阅", "全部栏目的 Atom 订阅地址", "/feeds/"},
    {"zwgk/fdnr/qlgb", "规范性文件库", "现行有效、修改、废止、失效的目录和备案目录", "/normdocs/"},
};

static bool leads_from(const struct column_view *v, const struct column_data *d)
{
    size_t from = strchr(d->column, '/') ? 0 : v->place.n_trail - 1;
    for (size_t k = from; k < v->place.n_trail; k++)
        if (strcmp(v->place.trail[k].path, d->column) == 0)
            return true;
    return false;
}

/* Those of the column and of the ones above it. */
static void read_data_pages(struct req *r, struct column_view *v)
{
    struct column_data *list =
        ARENA_ARRAY(r->ctx->mem, struct column_data, COUNT_OF(section_pages) + COUNT_OF(leads));
    for (size_t i = 0; i < COUNT_OF(section_pages); i++)
        if (leads_from(v, &section_pages[i]))
            list[v->n_data++] = section_pages[i];
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        if (leads_from(v, &leads[i]))
            list[v->n_data++] = leads[i];
    v->data = list;
}

enum st column_show(struct req *r, const char *path)
{
    struct column_view v;
    enum st st = column_read(r, path, &v);
    if (st)
        return st;
    if (v.place.here.closed)
        return fail(
            r->ctx, ST_GONE, "", "栏目“%s”已经关闭。已发布的文件仍可搜索到。", v.place.here.name);
    /* A column of columns shows its children and what is new below them. */
    v.plain = strcmp(v.place.here.cycle, "LINK") == 0 && v.n_children && !v.narrow.on;
    if (v.plain)
        v.narrow.filter.per_page = NEWEST;
    read_data_pages(r, &v);
    st = narrow_list(r->ctx, &v.narrow, &v.list);
    if (!st && v.narrow.filter.page > 1 && !v.list.n)
        return fail(
            r->ctx, ST_NOT_FOUND, "", "没有第 %d 页，请回到栏目首页查看", v.narrow.filter.page);
    if (!st && !v.plain && (v.list.total || v.narrow.on))
        st = read_facets(r, &v);
    if (!st && !v.list.n && !v.narrow.on && !v.has_page)
        st = inventory_declared(r->ctx, v.place.here.id, &v.declared);
    if (!st)
        column_page(&r->out, r, &v);
    return st;
}
