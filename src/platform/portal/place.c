/* Where a page stands: column trail, breadcrumb, addresses.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/escape.h"
#include "platform/portal/view.h"

const char *column_href(struct arena *a, const struct column *k)
{
    return arena_concat(a, "/", k->path, "/", NULL);
}

enum st place_read(struct ctx *c, const char *path, const char *last, struct place *out)
{
    enum st st = column_trail_of(c, path, &out->trail, &out->n_trail);
    if (st)
        return st;
    struct crumb *crumbs = ARENA_ARRAY(c->mem, struct crumb, out->n_trail + 1);
    for (size_t i = 0; i < out->n_trail; i++) {
        const struct column *k = &out->trail[i];
        crumbs[i] = (struct crumb){k->name, k->closed ? "" : column_href(c->mem, k)};
    }
    out->here = out->trail[out->n_trail - 1];
    out->n_crumbs = out->n_trail;
    if (*last)
        crumbs[out->n_crumbs++] = (struct crumb){last, ""};
    out->crumbs = crumbs;
    return ST_OK;
}

enum st moved_for_good(struct req *r, const char *path)
{
    enum st st = redirect(r, "%s", path);
    r->status = 301; /* RULE G-URL-STABLE */
    return st;
}

const char *absolute_url(struct arena *a, const char *path)
{
    return arena_concat(a, "https://", ui_site()->domain, path, NULL);
}

void buf_xml(struct buf *out, const char *s)
{
    size_t from = 0, i = 0;
    for (; s[i]; i++) {
        unsigned char ch = (unsigned char)s[i];
        if (ch >= ' ' || ch == '\t' || ch == '\n' || ch == '\r')
            continue;
        escape_html(out, s + from, i - from);
        from = i + 1;
    }
    escape_html(out, s + from, i - from);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

/* GET /(*) : what stands in the column tree. Other pages have routes of their own. */
enum st any_show(struct req *r)
{
    const char *path = r->path + 1;
    size_t n = strlen(path);
    if (ends_with(path, "/feed.xml"))
        return feed_show(r, arena_strndup(r->ctx->mem, path, n - strlen("/feed.xml")));
    if (ends_with(path, ".html"))
        return item_show(r, r->path);
    if (ends_with(path, "/"))
        return column_show(r, arena_strndup(r->ctx->mem, path, n - 1));
    struct column k;
    enum st st = column_by_path(r->ctx, path, &k);
    if (st == ST_NOT_FOUND)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    res_tag(r, "site");
    return st ? st : moved_for_good(r, column_href(r->ctx->mem, &k));
}
