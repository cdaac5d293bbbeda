/* GET /: the newest of the columns bound to the home page, entries, counts.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/tlog.h"
#include "platform/portal/site_word.h"
#include "platform/portal/view.h"

enum { FIRST_ROWS = 10, OTHER_ROWS = 6, MAX_BLOCKS = 5 };

/* RULE A-V2: every block of the home page is the list of a column; nothing is placed by hand, so a
 * column that is kept up keeps the home page up. Columns that are closed or unknown are left out. */
static enum st read_blocks(struct req *r, struct home_view *v)
{
    struct home_block *blocks = ARENA_ARRAY(r->ctx->mem, struct home_block, MAX_BLOCKS);
    for (const char *const *path = site_home_columns(); *path && v->n_blocks < MAX_BLOCKS; path++) {
        struct home_block *b = &blocks[v->n_blocks];
        enum st st = column_by_path(r->ctx, *path, &b->column);
        if (st == ST_NOT_FOUND || (!st && b->column.closed))
            continue;
        if (!st)
            st = item_list(r->ctx,
                &(struct item_filter){.column_id = b->column.id,
                    .per_page = v->n_blocks ? OTHER_ROWS : FIRST_ROWS},
                &b->list);
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
