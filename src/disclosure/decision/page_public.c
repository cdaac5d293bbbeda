/* The county's column of major decisions: list of all units, yearly catalogue, thread, comments,
 * open data.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/org/throttle.h"
#include "common/record/file.h"
#include "disclosure/decision/pages.h"
#include "lib/base/json.h"
#include "platform/portal/portal.h"

enum { OPEN_DATA_ROWS = 2000, FEED_ENTRIES = 50, COMMENTS_A_PEER = 30 };

static void tag(struct req *r)
{
    res_tag(r, "site");
    res_tag(r, "decision");
    res_tag(r, "items"); /* a thread is withdrawn by its record */
}

enum st decision_public_list_show(struct req *r)
{
    struct decision_public_list p = {.n = 0};
    const struct decision_filter f = decision_read_filter(r, true);
    tag(r);
    enum st st = decision_list(r->ctx, &f, &p.list, &p.n, &p.total);
    if (!st)
        st = decision_read_choices(r, true, &p.choices);
    if (!st)
        decision_public_list_html(&r->out, r, &p);
    return st;
}

/* 决策事项目录: of one year, the newest that has any when none is asked for. */
enum st decision_catalogue_show(struct req *r)
{
    struct decision_public_list p = {.n = 0};
    struct decision_filter f = decision_read_filter(r, true);
    struct decision_choice *years;
    size_t n_years;
    tag(r);
    enum st st = decision_years(r->ctx, true, &years, &n_years);
    if (st)
        return st;
    f = (struct decision_filter){.year = f.year    ? f.year
                                         : n_years ? (int)years[0].value
                                                   : day_year(day_at(r->ctx->now)),
        .text = "",
        .public_only = true,
        .page = 1,
        .per_page = OPEN_DATA_ROWS};
    p.year = f.year;
    st = decision_list(r->ctx, &f, &p.list, &p.n, &p.total);
    if (!st)
        st = decision_read_choices(r, true, &p.choices);
    if (!st)
        decision_catalogue_html(&r->out, r, &p);
    return st;
}

/* ---- open data ---- */

enum st decision_public_read(
    struct req *r, struct decision_thread **list, size_t *n, int64_t *total)
{
    struct decision_filter f = decision_read_filter(r, true);
    f.page = 1;
    f.per_page = OPEN_DATA_ROWS;
    tag(r);
    return decision_list(r->ctx, &f, list, n, total);
}

static void json_files(struct req *r, const struct decision_entry *e)
{
    struct buf *b = &r->out;
    jw_key(b, "files");
    buf_addc(b, '[');
    for (size_t i = 0; i < e->n_files; i++) {
        jw_comma(b);
        buf_addc(b, '{');
        jw_pair(b, "name", e->files[i].name);
        jw_pair_int(b, "size", e->files[i].size_bytes);
        jw_pair(b, "url", file_path(r->ctx->mem, &e->files[i]));
        buf_addc(b, '}');
    }
    buf_addc(b, ']');
}

static void json_entry(struct req *r, const struct decision_entry *e)
{
    struct buf *b = &r->out;
    char at[26];
    jw_comma(b);
    buf_addc(b, '{');
    jw_pair(b, "slot", decision_slots[e->slot].key);
    jw_pair(b, "name", decision_slots[e->slot].label);
    jw_pair(b, "published", time_rfc3339(e->settled_at, at));
    for (size_t i = 0; i < e->values.n; i++)
        jw_pair(b, e->values.list[i].name, e->values.list[i].value);
    if (e->n_files)
        json_files(r, e);
    if (*e->page_path) {
        jw_pair(b, "page_title", e->page_title);
        jw_pair(b, "page", e->page_path);
    }
    buf_addc(b, '}');
}

static void json_thread(struct req *r, const struct decision_thread *t)
{
    struct buf *b = &r->out;
    jw_comma(b);
    buf_addc(b, '{');
    jw_pair_int(b, "id", t->d.id);
    jw_pair(b, "title", t->d.title);
    jw_pair_int(b, "year", t->d.year);
    jw_pair(b, "unit", t->d.unit_full);
    jw_pair(b, "partners", t->d.partners);
    jw_pair(b, "source", t->d.source);
    jw_pair(b, "stage", decision_stages[t->d.stage].word);
    jw_pair(b, "url", decision_public_href(r, t->d.id, ""));
    jw_key(b, "empty");
    buf_addc(b, '[');
    for (int i = 0; i < SLOT_END; i++)
        if (!t->open[i]) {
            jw_comma(b);
            jw_text(b, decision_slots[i].key);
        }
    buf_addc(b, ']');
    jw_key(b, "entries");
    buf_addc(b, '[');
    for (size_t i = 0; i < t->n; i++)
        json_entry(r, &t->entries[i]);
    buf_adds(b, "]}");
}

enum st decision_public_json(struct req *r)
{
    struct decision_thread *list;
    size_t n;
    int64_t total;
    enum st st = decision_public_read(r, &list, &n, &total);
    if (st)
        return st;
    r->content_type = "application/json; charset=utf-8";
    buf_addc(&r->out, '{');
    jw_pair_int(&r->out, "total", total);
    jw_key(&r->out, "decisions");
    buf_addc(&r->out, '[');
    for (size_t i = 0; i < n; i++)
        json_thread(r, &list[i]);
    buf_adds(&r->out, "]}");
    return ST_OK;
}

/* ---- feed ---- */

static int newest_first(const void *a, const void *b)
{
    const struct portal_entry *x = a, *y = b;
    return (x->updated < y->updated) - (x->updated > y->updated);
}

/* What was released last in the thread. */
static const char *last_release(const struct decision_thread *t)
{
    const char *label = "";
    for (size_t i = 0; i < t->n; i++)
        if (t->entries[i].settled_at == t->published_at)
            label = decision_slots[t->entries[i].slot].label;
    return label;
}

/* GET /decisions/feed.xml: one entry a thread, the one that moved last first. */
enum st decision_public_feed(struct req *r)
{
    struct arena *a = r->ctx->mem;
    struct decision_thread *list;
    size_t n;
    int64_t total;
    enum st st = decision_public_read(r, &list, &n, &total);
    if (st)
        return st;
    struct portal_entry *entries = ARENA_ARRAY(a, struct portal_entry, n + 1);
    for (size_t i = 0; i < n; i++)
        entries[i] = (struct portal_entry){.title = list[i].d.title,
            .path = decision_public_href(r, list[i].d.id, ""),
            .author = list[i].d.unit_full,
            .category = "重大决策",
            .summary = arena_printf(a, "%s；最近公布：%s", decision_stages[list[i].d.stage].word,
                last_release(&list[i])),
            .published = decision_first_release(&list[i]),
            .updated = list[i].published_at};
    qsort(entries, n, sizeof *entries, newest_first);
    portal_feed(r, arena_printf(a, "重大决策信息公开 - %s", ui_site()->name), DECISION_PUBLIC,
        entries, n < FEED_ENTRIES ? n : FEED_ENTRIES);
    return ST_OK;
}

/* ---- one thread ---- */

static enum st load(struct req *r, struct decision_public_page *p)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = decision_read(r->ctx, id, true, &p->t);
    if (!st)
        st = comment_list(r->ctx, id, true, &p->comments, &p->n_comments);
    if (!st)
        st = comment_count(r->ctx, id, &p->tally);
    p->updated_at = p->t.published_at;
    for (size_t i = 0; !st && i < p->n_comments; i++)
        if (p->comments[i].answered_at > p->updated_at)
            p->updated_at = p->comments[i].answered_at;
    p->open = !st && comment_open(&p->t, day_at(r->ctx->now));
    p->sent = *req_arg(r, "sent");
    return st;
}

enum st decision_public_show(struct req *r)
{
    struct decision_public_page p = {.n_comments = 0};
    enum st st = load(r, &p);
    if (!st)
        decision_public_html(&r->out, r, &p);
    return st;
}

/* ---- a comment ---- */

static const struct field comment_fields[] = {
    {.name = "text",
        .label = "您的意见",
        .kind = FIELD_LONG,
        .required = true,
        .max = COMMENT_MAX_CHARS},
    {.name = "name", .label = "称呼", .kind = FIELD_TEXT, .max = COMMENT_NAME_CHARS},
};
const struct form decision_form_comment = {comment_fields, COUNT_OF(comment_fields)};

enum st decision_comment_show(struct req *r)
{
    struct decision_public_page p = {.n_comments = 0};
    enum st st = load(r, &p);
    if (!st)
        decision_comment_html(&r->out, r, &p);
    return st;
}

enum st decision_comment_send(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = throttle_attempt(
            r->ctx, arena_printf(r->ctx->mem, "comment-peer:%.60s", r->peer), COMMENTS_A_PEER);
    if (st == ST_INVALID)
        return fail(r->ctx, ST_BUSY, "",
            "这个网络地址提交得太频繁，请 15 分钟后再试，或者用其他渠道提意见");
    if (!st)
        st = decision_comment(r->ctx, id, req_form(r, "name"), req_form(r, "text"));
    return st ? st : redirect(r, "%s", decision_public_href(r, id, "/comment?sent=1"));
}
