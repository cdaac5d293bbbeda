/* The filters of a column: read from the query of a page, a feed or a file of open data, and asked,
 * with kind and form of interpretation where the column has them.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "platform/portal/view.h"

struct narrow narrow_read(struct req *r, const struct column *k)
{
    struct narrow w = {.filter = {.column_id = k->id,
                           .unit_id = req_arg_int(r, "unit", 0),
                           .year = (int)req_arg_int(r, "year", 0),
                           .issuer = req_arg(r, "issuer"),
                           .subject = req_arg(r, "subject"),
                           .validity = req_arg(r, "validity"),
                           .genre = req_arg(r, "genre"),
                           .number = req_arg(r, "number"),
                           .oldest_first = strcmp(req_arg(r, "sort"), "oldest") == 0,
                           .page = 1},
        .part = part_of_column(k->path)};
    const struct item_filter *f = &w.filter;
    w.kind = w.part ? req_arg(r, "kind") : "";
    w.form = w.part ? req_arg(r, "form") : "";
    w.picked = *w.kind || *w.form;
    w.on = f->year || f->unit_id || *f->issuer || *f->subject || *f->validity || *f->genre ||
           *f->number || w.picked;
    return w;
}

static enum st picked(
    struct ctx *c, const struct narrow *w, struct portal_pick p, struct item_list *out)
{
    p.filter = &w->filter;
    p.kind = w->kind;
    p.form = w->form;
    enum st st = w->part->pick(c, &p);
    *out = (struct item_list){.total = p.total, .newest_at = p.newest_at};
    out->items = ARENA_ARRAY(c->mem, struct item, p.n + 1);
    for (size_t i = 0; i < p.n && !st; i++)
        st = item_get(c, p.ids[i], &out->items[out->n++]);
    return st;
}

enum st narrow_list(struct ctx *c, const struct narrow *w, struct item_list *out)
{
    return w->picked ? picked(c, w, (struct portal_pick){.walk = false}, out)
                     : item_list(c, &w->filter, out);
}

enum st narrow_walk(struct ctx *c, const struct narrow *w, int64_t after, struct item_list *out)
{
    return w->picked ? picked(c, w, (struct portal_pick){.walk = true, .after = after}, out)
                     : item_walk_where(c, &w->filter, after, out);
}

static const char *const names[] = {
    "unit", "year", "issuer", "subject", "validity", "genre", "number", "kind", "form"};

const char *narrow_query(struct req *r, const char *path, const char *first)
{
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, path);
    const char *mark = "?";
    if (*first) {
        buf_addf(&b, "?%s", first);
        mark = "&";
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = req_arg(r, names[i]);
        if (!*value)
            continue;
        buf_addf(&b, "%s%s=", mark, names[i]);
        html_url(&b, value);
        mark = "&";
    }
    const char *url = arena_strdup(r->ctx->mem, buf_str(&b));
    buf_release(&b);
    return url;
}
