/* What machines and people find the pages by: sitemap.xml, robots.txt, security.txt, site map.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "platform/portal/view.h"

/* Part k holds the records numbered (k-1) × PART + 1 … k × PART, so a part never has more and stays
 * the same while the site grows (RULE G-SITEMAP: at most 50,000 addresses and 50 MB a file). */
#define PART 40000

const struct stmt portal_stmt_parts = {"portal.sitemap_parts",
    "SELECT (i.record_id - 1) / 40000, max(i.updated_at) FROM item i "
    "WHERE i.ended NOT IN ('error', 'privacy', 'moved') GROUP BY 1 ORDER BY 1",
    NULL};
const struct stmt portal_stmt_part = {"portal.sitemap_part",
    "SELECT i.path, i.updated_at FROM item i WHERE i.record_id > $1 AND i.record_id <= $2 AND "
    "i.ended NOT IN ('error', 'privacy', 'moved') ORDER BY i.record_id",
    NULL};

static void begin_xml(struct req *r, const char *root)
{
    r->content_type = "application/xml; charset=utf-8";
    buf_addf(&r->out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        root);
}

static void add_place(struct buf *b, const char *kind, const char *path, int64_t at)
{
    char time[26];
    buf_addf(b, "<%s><loc>https://%s", kind, ui_site()->domain);
    buf_xml(b, path);
    buf_adds(b, "</loc>");
    if (at)
        buf_addf(b, "<lastmod>%s</lastmod>", time_rfc3339(at, time));
    buf_addf(b, "</%s>\n", kind);
}

/* GET /sitemap.xml */
enum st sitemap_index(struct req *r)
{
    struct rows *rows;
    enum st st = q(r->ctx, &portal_stmt_parts, NO_ARGS, &rows);
    if (st)
        return st;
    res_tag(r, "site");
    res_tag(r, "items");
    begin_xml(r, "sitemapindex");
    add_place(&r->out, "sitemap", "/sitemap/columns.xml", 0);
    while (rows_next(rows))
        add_place(&r->out, "sitemap",
            arena_printf(r->ctx->mem, "/sitemap/%lld.xml", (long long)rows_int(rows, 0) + 1),
            rows_int(rows, 1));
    buf_adds(&r->out, "</sitemapindex>\n");
    return ST_OK;
}

static enum st columns_part(struct req *r)
{
    static const char *const pages[] = {
        "/", "/site-map/", "/open-data/", "/api/v1/", "/feeds/", "/progress/", "/request/"};
    struct column *list;
    size_t n;
    enum st st = column_tree(r->ctx, &list, &n);
    if (st)
        return st;
    begin_xml(r, "urlset");
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        add_place(&r->out, "url", pages[i], 0);
    for (size_t i = 0; i < n_section_pages; i++)
        add_place(&r->out, "url", section_pages[i].path, 0);
    for (size_t i = 0; i < n; i++)
        add_place(&r->out, "url", column_href(r->ctx->mem, &list[i]), 0);
    buf_adds(&r->out, "</urlset>\n");
    return ST_OK;
}

/* GET /sitemap/:part ("columns.xml", "1.xml") */
enum st sitemap_part(struct req *r)
{
    const char *name = req_param(r, "part");
    char *end;
    res_tag(r, "site");
    if (strcmp(name, "columns.xml") == 0)
        return columns_part(r);
    long part = *name >= '1' && *name <= '9' ? strtol(name, &end, 10) : 0;
    if (part < 1 || part > 1000000 || strcmp(end, ".xml") != 0)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    struct rows *rows;
    int64_t last = (int64_t)part * PART;
    enum st st = q(r->ctx, &portal_stmt_part, ARGS(v_int(last - PART), v_int(last)), &rows);
    if (st)
        return st;
    if (!rows_count(rows))
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    res_tag(r, "items");
    begin_xml(r, "urlset");
    while (rows_next(rows))
        add_place(&r->out, "url", rows_text(rows, 0), rows_int(rows, 1));
    buf_adds(&r->out, "</urlset>\n");
    return ST_OK;
}

/* GET /robots.txt: everything that is disclosed may be read. */
enum st robots_show(struct req *r)
{
    res_tag(r, "site");
    r->content_type = "text/plain; charset=utf-8";
    buf_adds(&r->out, "User-agent: *\nDisallow: /work/\nDisallow: /go\nDisallow: /prefs\n"
                      "Disallow: /sign-in\nDisallow: /api/private/\n");
    buf_addf(&r->out, "Sitemap: %s\n", absolute_url(r->ctx->mem, "/sitemap.xml"));
    return ST_OK;
}

/* GET /.well-known/security.txt (RFC 9116); not cached, because it expires a year from now. */
enum st security_show(struct req *r)
{
    const struct site *s = ui_site();
    char time[26];
    r->content_type = "text/plain; charset=utf-8";
    if (*s->email)
        buf_addf(&r->out, "Contact: mailto:%s\n", s->email);
    if (*s->phone)
        buf_addf(&r->out, "Contact: tel:+86-%s\n", s->phone[0] == '0' ? s->phone + 1 : s->phone);
    buf_addf(&r->out, "Expires: %s\nPreferred-Languages: zh\nCanonical: %s\n",
        time_rfc3339(r->ctx->now + 364 * 86400, time),
        absolute_url(r->ctx->mem, "/.well-known/security.txt"));
    return ST_OK;
}

/* GET /site-map/: the columns to the third level. */
enum st map_show(struct req *r)
{
    struct column *list;
    size_t n, kept = 0;
    enum st st = column_tree(r->ctx, &list, &n);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++)
        if (list[i].depth < 3)
            list[kept++] = list[i];
    res_tag(r, "site");
    res_tag(r, "items");
    map_page(&r->out, r, &(struct map_view){list, kept});
    return ST_OK;
}
