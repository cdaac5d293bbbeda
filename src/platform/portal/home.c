/* GET /: the newest of the columns bound to the home page, entries, counts.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/tlog.h"
#include "platform/portal/site_word.h"
#include "platform/portal/view.h"

enum { FIRST_ROWS = 10, OTHER_ROWS = 6, MAX_BLOCKS = 5 };

/* Merges two lists that are newest first, keeping `most`. */
static void merge(
    struct arena *a, struct item_list *into, const struct item_list *more, size_t most)
{
    struct item *items = ARENA_ARRAY(a, struct item, most);
    size_t n = 0, i = 0, k = 0;
    while (n < most && (i < into->n || k < more->n)) {
        bool first = k == more->n ||
                     (i < into->n && into->items[i].published_at >= more->items[k].published_at);
        items[n++] = first ? into->items[i++] : more->items[k++];
    }
    into->items = items;
    into->n = n;
    into->total += more->total;
    if (more->newest_at > into->newest_at)
        into->newest_at = more->newest_at;
}

/* One block: the newest of the column, or of the named columns below it. */
static enum st read_block(struct req *r, const char *block, int rows, struct home_block *b)
{
    const char *head, *const *paths;
    struct column k;
    size_t n = home_block_paths(r->ctx->mem, block, &head, &paths);
    enum st st = column_by_path(r->ctx, head, &b->column);
    b->list = (struct item_list){.items = NULL};
    for (size_t i = 0; i < n && !st; i++) {
        struct item_list list;
        st = column_by_path(r->ctx, paths[i], &k);
        if (!st)
            st = item_list(
                r->ctx, &(struct item_filter){.column_id = k.id, .per_page = rows}, &list);
        if (!st)
            merge(r->ctx->mem, &b->list, &list, (size_t)rows);
    }
    return st;
}

/* RULE A-V2: every block of the home page is the list of a column; nothing is placed by hand, so a
 * column that is kept up keeps the home page up. Columns that are closed or unknown are left out.
 */
static enum st read_blocks(struct req *r, struct home_view *v)
{
    struct home_block *blocks = ARENA_ARRAY(r->ctx->mem, struct home_block, MAX_BLOCKS);
    for (const char *const *at = site_home_blocks(); *at && v->n_blocks < MAX_BLOCKS; at++) {
        struct home_block *b = &blocks[v->n_blocks];
        enum st st = read_block(r, *at, v->n_blocks ? OTHER_ROWS : FIRST_ROWS, b);
        if (st == ST_NOT_FOUND || (!st && b->column.closed))
            continue;
        if (st)
            return st;
        v->n_blocks++;
    }
    v->blocks = blocks;
    return ST_OK;
}

/* A number that can be searched for, taken from the newest documents. */
static void read_hints(struct req *r, struct home_view *v)
{
    struct site_link *hints = ARENA_ARRAY(r->ctx->mem, struct site_link, 2);
    for (size_t i = 0; v->n_blocks && i < v->blocks[0].list.n && v->n_hints < 2; i++) {
        const char *no = v->blocks[0].list.items[i].doc_no;
        if (!*no)
            continue;
        struct buf b;
        buf_init(&b, 0);
        buf_adds(&b, "/search?q=");
        html_url(&b, no);
        hints[v->n_hints++] = (struct site_link){no, arena_strdup(r->ctx->mem, buf_str(&b))};
        buf_release(&b);
    }
    v->hints = hints;
}

enum st home_show(struct req *r)
{
    struct home_view v = {.n_blocks = 0};
    struct item_list all;
    struct tlog_head head;
    res_tag(r, "site");
    res_tag(r, "items");
    enum st st = read_blocks(r, &v);
    if (!st)
        st = item_list(r->ctx, &(struct item_filter){.per_page = 1}, &all);
    if (!st)
        st = tlog_head(r->ctx, &head);
    if (!st)
        st = column_count(r->ctx, &v.columns);
    if (st)
        return st;
    v.items = all.total;
    v.newest_at = all.newest_at;
    v.leaves = (int64_t)head.size;
    read_hints(r, &v);
    home_page(&r->out, r, &v);
    return ST_OK;
}
