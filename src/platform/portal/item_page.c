/* GET /<column>/<yyyymm>/t<yyyymmdd>_<id>.html: one published record, its past, its end.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/record/file.h"
#include "common/record/record.h"
#include "platform/portal/view.h"

const struct stmt portal_stmt_past = {"portal.past",
    "SELECT e.id, s.at, e.number, s.action, s.note, "
    "(SELECT min(l.seq) FROM log_leaf l WHERE l.edition_id = e.id) FROM status s "
    "JOIN edition e ON e.id = s.edition_id WHERE s.record_id = $1 AND "
    "s.action IN ('publish', 'amend', 'end') ORDER BY s.id DESC",
    NULL};
const struct stmt portal_stmt_target = {"portal.target",
    "SELECT title, path FROM item WHERE record_id = $1 AND ended NOT IN ('error', 'privacy')",
    NULL};

/* Which of the public editions the present one is. */
int present_ordinal(const struct item_view *v)
{
    for (size_t i = 0; i < v->n_past; i++)
        if (v->past[i].ordinal)
            return v->past[i].ordinal;
    return 1;
}

/* The number behind the last '_' of "t20180912_57.html"; 0 when the name has another form. */
static int64_t id_of_path(const char *path)
{
    const char *name = strrchr(path, '/') + 1, *mark = strrchr(name, '_');
    if (*name != 't' || !mark || mark[1] < '1' || mark[1] > '9')
        return 0;
    char *end;
    long long id = strtoll(mark + 1, &end, 10);
    return strcmp(end, ".html") == 0 ? id : 0;
}

static enum st read_past(struct req *r, struct item_view *v)
{
    struct rows *rows;
    enum st st = q(r->ctx, &portal_stmt_past, ARGS(v_int(v->page.item.record_id)), &rows);
    if (st)
        return st;
    struct past *past = ARENA_ARRAY(r->ctx->mem, struct past, rows_count(rows));
    while (rows_next(rows))
        past[v->n_past++] = (struct past){.edition_id = rows_int(rows, 0),
            .at = rows_int(rows, 1),
            .number = (int)rows_int(rows, 2),
            .action = rows_text(rows, 3),
            .note = rows_text(rows, 4),
            .leaf = rows_null(rows, 5) ? -1 : rows_int(rows, 5)};
    int ordinal = 0;
    for (size_t i = v->n_past; i-- > 0;)
        past[i].ordinal = strcmp(past[i].action, "end") ? ++ordinal : 0;
    v->past = past;
    return ST_OK;
}

/* What replaces it, or where it has moved. */
static enum st read_target(struct req *r, struct item_view *v)
{
    struct rows *rows;
    v->target_title = v->target_path = "";
    if (!v->page.item.ended_target)
        return ST_OK;
    res_tag_id(r, "record", v->page.item.ended_target);
    enum st st = q(r->ctx, &portal_stmt_target, ARGS(v_int(v->page.item.ended_target)), &rows);
    if (!st && rows_next(rows)) {
        v->target_title = rows_text(rows, 0);
        v->target_path = rows_text(rows, 1);
    }
    return st;
}

/* ?edition=N shows an earlier edition that was public once; others do not exist for the public. */
static enum st read_old(struct req *r, struct item_view *v)
{
    int64_t number = req_arg_int(r, "edition", 0);
    if (!*req_arg(r, "edition") || number == v->page.item.edition_number)
        return ST_OK;
    for (size_t i = 0; i < v->n_past && !v->old; i++)
        if (v->past[i].number == number && strcmp(v->past[i].action, "end") != 0)
            v->old = &v->past[i];
    if (!v->old)
        return fail(r->ctx, ST_NOT_FOUND, "", "这份文件没有公开过第 %lld 版", (long long)number);
    struct edition e;
    enum st st = edition_get(r->ctx, v->old->edition_id, &e);
    if (st)
        return st;
    v->page.body_html = e.content.body_html;
    v->page.item.title = e.content.title;
    v->page.meta = e.content.meta;
    v->page.sha256 = e.sha256;
    v->page.toc_html = "";
    return ST_OK;
}

/* The leaf of the public log that stands for the edition shown, -1 when there is none. */
static int64_t leaf_of(const struct item_view *v)
{
    int64_t edition = v->old ? v->old->edition_id : v->page.item.edition_id;
    for (size_t i = 0; i < v->n_past; i++)
        if (v->past[i].edition_id == edition)
            return v->past[i].leaf;
    return -1;
}

static enum st read_around(struct req *r, struct item_view *v)
{
    enum st st = around_read(r, v);
    if (st)
        return st;
    st = read_past(r, v);
    if (!st)
        st = read_target(r, v);
    if (!st)
        st = read_old(r, v);
    v->leaf = leaf_of(v);
    return st;
}

/* Ended for good: status 410 and a page that says why (a privacy removal says no more than that).
 */
static enum st show_tombstone(struct req *r, struct item_view *v)
{
    enum st st = place_read(r->ctx, v->page.item.column_path, "已停止公开", &v->place);
    if (st)
        return st;
    r->status = 410;
    tombstone_page(&r->out, r, v);
    return ST_OK;
}

static bool carries_number(const struct item *it)
{
    return *it->doc_no || *it->index_no || *it->validity;
}

static struct public_head head_of(struct arena *a, const struct item_view *v)
{
    const struct item *it = &v->page.item;
    const struct meta *m = &v->page.meta;
    const struct column *k = &v->place.here;
    return (struct public_head){.title = it->title,
        .crumbs = v->place.crumbs,
        .n_crumbs = v->place.n_crumbs,
        .section = column_href(a, k),
        .column_name = k->name,
        .column_type = k->type_label,
        .article_title = it->title,
        .pub_date = it->published_at,
        .content_source = *m->source       ? m->source
                          : *it->unit_name ? it->unit_name
                                           : ui_site()->sponsor,
        .keywords = m->keywords,
        .author = m->author,
        .description = it->summary,
        .url = it->path,
        .no_index = v->old || v->preview};
}

static enum st show(struct req *r, struct item_view *v)
{
    const struct site *site = ui_site();
    struct article a = {.record_id = v->page.item.record_id};
    v->is_document = carries_number(&v->page.item);
    in_force_say(r->ctx->mem, v, day_at(r->ctx->now));
    v->body_html = external_links(r->ctx->mem, v->page.body_html);
    enum st st = place_read(r->ctx, v->page.item.column_path, "正文", &v->place);
    if (st)
        return st;
    a.head = head_of(r->ctx->mem, v);
    public_ready(r->ctx->mem, &a.head);
    public_begin(&r->out, r, &a.head);
    size_t from = r->out.n;
    item_article(&r->out, r, v);
    a.html = buf_str(&r->out) + from;
    a.n = r->out.n - from;
    a.tags = r->tags;
    a.n_tags = r->n_tags;
    a.until = v->good_until;
    if (!a.head.no_index && !buf_failed(&r->out))
        article_keep(r->ctx, site, &a);
    public_end(&r->out, r);
    return ST_OK;
}

/* ST_NOT_FOUND: it is not kept. */
static enum st show_kept(struct req *r, int64_t id, const char *path)
{
    struct article a;
    if (!article_find(r->ctx, id, &a))
        return ST_NOT_FOUND;
    if (strcmp(a.head.url, path) != 0)
        return moved_for_good(r, a.head.url); /* RULE G-URL-STABLE */
    public_begin(&r->out, r, &a.head);
    if (!article_write(&r->out, &a)) {
        buf_clear(&r->out);
        return ST_NOT_FOUND;
    }
    public_end(&r->out, r);
    for (size_t i = 0; i < a.n_tags; i++)
        res_tag(r, "%s", a.tags[i]);
    return ST_OK;
}

enum st portal_preview(
    struct req *r, const struct item_page *page, const struct link *links, size_t n_links)
{
    struct item_view v = {.page = *page,
        .links = links,
        .n_links = n_links,
        .leaf = -1,
        .target_title = "",
        .target_path = "",
        .note = portal_no_note,
        .sections = "",
        .preview = true};
    struct column k;
    enum st st = column_get(r->ctx, page->item.column_id, &k);
    if (st)
        return st;
    v.page.item.column_path = k.path;
    return show(r, &v);
}

static enum st show_read(struct req *r, int64_t id, const char *path)
{
    struct item_view v = {.n_past = 0};
    enum st st = item_page_get(r->ctx, id, &v.page);
    if (st == ST_GONE)
        return show_tombstone(r, &v);
    if (!st)
        st = read_around(r, &v);
    if (st)
        return st;
    const struct item *it = &v.page.item;
    if (strcmp(it->ended, END_MOVED) == 0 && *v.target_path)
        return moved_for_good(r, v.target_path);
    if (strcmp(it->path, path) != 0)
        return moved_for_good(r, it->path); /* RULE G-URL-STABLE */
    return *req_arg(r, "compare") ? compare_show(r, &v) : show(r, &v);
}

enum st item_show(struct req *r, const char *path)
{
    int64_t id = id_of_path(path);
    if (!id)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    res_tag(r, "site");
    res_tag_id(r, "record", id);
    bool other = *req_arg(r, "edition") || *req_arg(r, "compare");
    enum st st = other ? ST_NOT_FOUND : show_kept(r, id, path);
    return st == ST_NOT_FOUND ? show_read(r, id, path) : st;
}
