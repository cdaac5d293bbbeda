/* Atom feeds (RFC 4287): the newest items of a column, and of the site.
 *
 * SPDX-License-Identifier: MIT */
#include "platform/portal/view.h"

enum { FEED_ITEMS = 30 };

static void add_element(struct buf *b, const char *name, const char *text)
{
    if (!*text)
        return;
    buf_addf(b, "<%s>", name);
    buf_xml(b, text);
    buf_addf(b, "</%s>\n", name);
}

static void add_link(struct buf *b, const char *rel, const char *type, const char *url)
{
    buf_addf(b, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    buf_xml(b, url);
    buf_adds(b, "\"/>\n");
}

static void add_time(struct buf *b, const char *name, int64_t t)
{
    char text[26];
    buf_addf(b, "<%s>%s</%s>\n", name, time_rfc3339(t, text), name);
}

static void add_entry(struct buf *b, struct arena *a, const struct portal_entry *e)
{
    const char *url = absolute_url(a, e->path);
    buf_adds(b, "<entry>\n");
    add_element(b, "title", e->title);
    add_element(b, "id", url);
    add_link(b, "alternate", "text/html", url);
    add_time(b, "published", e->published);
    add_time(b, "updated", e->updated);
    if (*e->author) {
        buf_adds(b, "<author>");
        add_element(b, "name", e->author);
        buf_adds(b, "</author>\n");
    }
    buf_adds(b, "<category term=\"");
    buf_xml(b, e->category);
    buf_adds(b, "\"/>\n");
    add_element(b, "summary", e->summary);
    buf_adds(b, "</entry>\n");
}

/* An empty feed says when it was asked for: updated must be given. */
void portal_feed(
    struct req *r, const char *title, const char *page, const struct portal_entry *list, size_t n)
{
    struct buf *b = &r->out;
    struct arena *a = r->ctx->mem;
    int64_t updated = 0;
    for (size_t i = 0; i < n; i++)
        updated = list[i].updated > updated ? list[i].updated : updated;
    r->content_type = "application/atom+xml; charset=utf-8";
    buf_adds(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
    add_element(b, "title", title);
    add_element(b, "id", absolute_url(a, page));
    add_link(b, "alternate", "text/html", absolute_url(a, page));
    add_link(b, "self", "application/atom+xml", absolute_url(a, ui_here(r)));
    add_time(b, "updated", updated ? updated : r->ctx->now);
    buf_adds(b, "<author>");
    add_element(b, "name", ui_site()->name);
    buf_adds(b, "</author>\n");
    for (size_t i = 0; i < n; i++)
        add_entry(b, a, &list[i]);
    buf_adds(b, "</feed>\n");
}

static void write_feed(
    struct req *r, const char *title, const char *page, const struct item_list *l)
{
    struct portal_entry *list = ARENA_ARRAY(r->ctx->mem, struct portal_entry, l->n + 1);
    for (size_t i = 0; i < l->n; i++) {
        const struct item *it = &l->items[i];
        list[i] = (struct portal_entry){.title = it->title,
            .path = it->path,
            .author = *it->issuer ? it->issuer : it->unit_name,
            .category = it->column_name,
            .summary = it->summary,
            .published = it->published_at,
            .updated = it->updated_at > it->published_at ? it->updated_at : it->published_at};
    }
    portal_feed(r, title, page, list, l->n);
}

/* GET /<column>/feed.xml, with the filters of the column's page. */
enum st feed_show(struct req *r, const char *column_path)
{
    struct column k;
    struct item_list list;
    enum st st = column_by_path(r->ctx, column_path, &k);
    if (st == ST_NOT_FOUND)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    if (st)
        return st;
    struct narrow w = narrow_read(r, &k);
    w.filter.oldest_first = false;
    w.filter.per_page = FEED_ITEMS;
    st = w.on ? narrow_list(r->ctx, &w, &list) : item_newest(r->ctx, k.id, FEED_ITEMS, &list);
    if (st)
        return st;
    res_tag(r, "site");
    res_tag(r, "column:%lld", (long long)k.id);
    const char *title = arena_printf(
        r->ctx->mem, w.on ? "%s（部分内容） - %s" : "%s - %s", k.name, ui_site()->name);
    write_feed(r, title, narrow_query(r, column_href(r->ctx->mem, &k), ""), &list);
    return ST_OK;
}

/* GET /feed.xml */
enum st site_feed_show(struct req *r)
{
    struct item_list list;
    enum st st = item_newest(r->ctx, 0, FEED_ITEMS, &list);
    if (st)
        return st;
    res_tag(r, "site");
    res_tag(r, "items");
    write_feed(r, ui_site()->name, "/", &list);
    return ST_OK;
}
