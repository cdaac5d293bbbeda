/* What the pages of fiscal tables share: who looks, addresses, loading a book.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/record.h"
#include "disclosure/fiscal/pages.h"

const char *const fiscal_scripts[] = {"fiscal.js", NULL};
const char *const fiscal_styles[] = {"fiscal.css", NULL};

struct fiscal_see fiscal_see_of(const struct req *r)
{
    return (struct fiscal_see){.unit = r->who ? r->who->unit_id : 0,
        .all = req_can(r, PERM_ALL_UNITS),
        .enter = req_can(r, PERM_FISCAL_ENTER),
        .review = req_can(r, PERM_FISCAL_REVIEW),
        .county = req_can(r, PERM_FISCAL_COUNTY)};
}

const char *fiscal_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, FISCAL_WORK "%lld/%s", (long long)id, rest);
}

const char *fiscal_field(struct arena *a, size_t line, size_t col)
{
    return arena_printf(a, "c-%zu-%zu", line, col);
}

enum ui_mood fiscal_mood(const struct fiscal_entry *e)
{
    static const enum ui_mood moods[FISCAL_STAGES] = {
        MOOD_INFO, MOOD_WARN, MOOD_STOP, MOOD_WARN, MOOD_GOOD};
    return moods[e->stage];
}

const char *fiscal_number_text(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

enum st fiscal_record_path(struct ctx *c, int64_t record_id, const char **path)
{
    struct record record;
    *path = "";
    if (!record_id)
        return ST_OK;
    enum st st = record_get(c, record_id, &record);
    if (!st)
        *path = record.path;
    return st;
}

static enum st load_moves(struct req *r, const struct fiscal_see *see, struct fiscal_book_page *p)
{
    for (size_t i = 0; i < n_fiscal_moves; i++) {
        if (fiscal_moves[i].from != p->e.stage)
            continue;
        enum st st = fiscal_can(r->ctx, see, &p->e, &fiscal_moves[i]);
        if (st && st != ST_DENIED && st != ST_CONFLICT)
            return st;
        p->may[i] = !st;
    }
    r->ctx->err = (struct err){.st = ST_OK};
    p->may_edit = see->enter && see->unit == p->e.unit_id && fiscal_writable(p->e.stage);
    return ST_OK;
}

enum st fiscal_page_load(struct req *r, struct fiscal_book_page *p)
{
    struct fiscal_see see = fiscal_see_of(r);
    int64_t id;
    *p = (struct fiscal_book_page){.today = day_at(r->ctx->now)};
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = fiscal_get(r->ctx, &see, id, &p->e);
    if (!st)
        st = fiscal_book_of(r->ctx, &p->e, &p->book);
    if (!st)
        st = fiscal_judge(r->ctx, &p->e, &p->book, &p->hits);
    if (!st)
        st = fiscal_steps(r->ctx, id, &p->steps, &p->n_steps);
    if (!st)
        st = fiscal_edition_list(r->ctx, id, &p->editions, &p->n_editions);
    if (!st)
        st = fiscal_record_path(r->ctx, p->e.record_id, &p->record_path);
    if (st)
        return st;
    p->errors = fiscal_errors(&p->hits);
    p->notices = p->hits.n - p->errors;
    p->due = fiscal_due(&p->e);
    return load_moves(r, &see, p);
}
