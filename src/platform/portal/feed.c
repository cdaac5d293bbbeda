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

static void add_time(struct buf *b, const char *name, int64_t t)
{
    char text[26];
    buf_addf(b, "<%s>%s</%s>\n", name, time_rfc3339(t, text), name);
}

static void add_entry(struct buf *b, struct arena *a, const struct item *it)
{
    const char *url = absolute_url(a, it->path);
    int64_t updated = it->updated_at > it->published_at ? it->updated_at : it->published_at;
    buf_adds(b, "<entry>\n");
    add_element(b, "title", it->title);
    add_element(b, "id", url);
    buf_addf(b, "<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>\n", url);
    add_time(b, "published", it->published_at);
    add_time(b, "updated", updated);
    const char *author = *it->issuer ? it->issuer : it->unit_name;
    if (*author) {
        buf_adds(b, "<author>");
        add_element(b, "name", author);
        buf_adds(b, "</author>\n");
    }
    buf_adds(b, "<category term=\"");
    buf_xml(b, it->column_name);
    buf_adds(b, "\"/>\n");
    add_element(b, "summary", it->summary);
    buf_adds(b, "</entry>\n");
}

/* title: of the feed; page: the path of the page it belongs to. An empty column says when it opened
 * to the feed's readers: updated must be given, so it is the time of asking. */
static void write_feed(
    struct req *r, const char *title, const char *page, const struct item_list *l)
{
    struct buf *b = &r->out;
    struct arena *a = r->ctx->mem;
    int64_t updated = 0;
    for (size_t i = 0; i < l->n; i++) {
        int64_t at = l->items[i].updated_at;
        updated = at > updated ? at : updated;
    }
    r->content_type = "application/atom+xml; charset=utf-8";
    buf_adds(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
    add_element(b, "title", title);
    add_element(b, "id", absolute_url(a, page));
    buf_addf(
        b, "<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>\n", absolute_url(a, page));
    buf_addf(b, "<link rel=\"self\" type=\"application/atom+xml\" href=\"%s\"/>\n",
        absolute_url(a, r->path));
    add_time(b, "updated", updated ? updated : r->ctx->now);
    buf_adds(b, "<author>");
    add_element(b, "name", ui_site()->name);
    buf_adds(b, "</author>\n");
    for (size_t i = 0; i < l->n; i++)
        add_entry(b, a, &l->items[i]);
    buf_adds(b, "</feed>\n");
}

/* GET /<column>/feed.xml */
enum st feed_show(struct req *r, const char *column_path)
{
    struct column k;
    struct item_list list;
    enum st st = column_by_path(r->ctx, column_path, &k);
    if (st == ST_NOT_FOUND)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    if (!st)
        st = item_newest(r->ctx, k.id, FEED_ITEMS, &list);
    if (st)
        return st;
    res_tag(r, "site");
    res_tag(r, "column:%lld", (long long)k.id);
    const char *title = arena_printf(r->ctx->mem, "%s - %s", k.name, ui_site()->name);
    write_feed(r, title, column_href(r->ctx->mem, &k), &list);
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
