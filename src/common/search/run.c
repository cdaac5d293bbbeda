/* search_run and search_suggest: query → ranking → what the page shows. RULE B-D22: every title of
 * the site is found by the site's own search.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/search/engine.h"
#include "common/search/mark.h"
#include "common/search/rank.h"
#include "common/search/run.h"
#include "common/search/search.h"
#include "lib/text/simplify.h"
#include "lib/base/utf8.h"

const struct stmt run_body_stmt = {
    "search.body", "SELECT body_html FROM edition WHERE id = $1", NULL};
const struct stmt run_columns_stmt = {"search.columns",
    "SELECT k.id FROM site_column k JOIN site_column t ON t.id = $1 "
    "WHERE k.id = t.id OR substr(k.path, 1, length(t.path) + 1) = t.path || '/' ORDER BY k.id",
    NULL};
const struct stmt run_column_name_stmt = {
    "search.column_name", "SELECT name FROM site_column WHERE id = $1", NULL};

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

static enum st read_filters(struct ctx *c, const struct search_query *q, struct narrow *f)
{
    *f = (struct narrow){.year = q->year,
        .issuer = or_empty(q->issuer),
        .subject = or_empty(q->subject),
        .validity = or_empty(q->validity),
        .genre = "",
        .kind = or_empty(q->kind),
        .unit_id = q->unit_id};
    if (!q->column_id)
        return ST_OK;
    struct rows *r;
    enum st st = q1(c, &run_columns_stmt, ARGS(v_int(q->column_id)), &r);
    if (st == ST_NOT_FOUND) { /* no such column: nothing lies in it */
        f->columns = ARENA_NEW(c->mem, int64_t);
        f->n_columns = 1;
        return ST_OK;
    }
    if (st)
        return st;
    int64_t *ids = ARENA_ARRAY(c->mem, int64_t, rows_count(r));
    do
        ids[f->n_columns++] = rows_int(r, 0);
    while (rows_next(r));
    f->columns = ids;
    return ST_OK;
}

const char *search_title_html(struct ctx *c, const char *title, const struct ask *q)
{
    struct buf b;
    buf_init(&b, 0);
    mark_text(c->mem, &b, title, strlen(title), q);
    const char *html = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return html;
}

enum st search_show(struct ctx *c, const struct ask *q, bool by_number, struct search_hit *hit)
{
    struct rows *r;
    hit->title_html = search_title_html(c, hit->item.title, q);
    hit->number_html = search_title_html(c, hit->item.doc_no, q);
    enum st st = q1(c, &run_body_stmt, ARGS(v_int(hit->item.edition_id)), &r);
    if (st)
        return st;
    const char *body = rows_text(r, 0), *summary = hit->item.summary;
    if (!by_number) /* who typed a number wants the document, not where it is spelt out */
        hit->snippet_html = mark_passage(c->mem, body, q, &hit->anchor);
    if (!*hit->snippet_html && *summary)
        hit->snippet_html =
            search_title_html(c, arena_strndup(c->mem, summary, utf8_prefix(summary, 120)), q);
    if (!*hit->snippet_html)
        hit->snippet_html = mark_opening(c->mem, body, q);
    return ST_OK;
}

/* The index may be a commit ahead or behind of this transaction: what is not public here is left
 * out. */
static enum st show_hits(struct ctx *c, const struct ranking *ranking, const struct ask *q,
    size_t from, size_t to, struct search_result *out)
{
    out->hits = ARENA_ARRAY(c->mem, struct search_hit, to - from + 1);
    for (size_t i = from; i < to; i++) {
        struct search_hit *hit = &out->hits[out->n];
        *hit =
            (struct search_hit){.anchor = "", .snippet_html = "", .score = ranking->best[i].score};
        enum st st = item_get(c, ranking->best[i].record_id, &hit->item);
        if (st == ST_NOT_FOUND)
            continue;
        if (!st)
            st = search_show(c, q, ranking->best[i].tier >= TIER_NUMBER_PART, hit);
        if (st)
            return st;
        out->n++;
    }
    return ST_OK;
}

static enum st name_columns(struct ctx *c, const struct ranking *ranking, struct search_result *out)
{
    out->columns = ARENA_ARRAY(c->mem, struct search_column, ranking->n_columns + 1);
    for (size_t i = 0; i < ranking->n_columns; i++) {
        struct rows *r;
        enum st st = q1(c, &run_column_name_stmt, ARGS(v_int(ranking->columns[i].column_id)), &r);
        if (st == ST_NOT_FOUND)
            continue;
        if (st)
            return st;
        out->columns[out->n_columns++] = (struct search_column){
            ranking->columns[i].column_id, ranking->columns[i].count, rows_text(r, 0)};
    }
    return ST_OK;
}

static enum st run_indexed(struct ctx *c, const struct search_query *q, struct ask *ask,
    const struct view *v, struct search_result *out)
{
    struct narrow f;
    struct ranking ranking;
    size_t per_page = (size_t)q->per_page, page = (size_t)q->page;
    enum st st = read_filters(c, q, &f);
    if (st)
        return st;
    rank_view(c->mem, v, ask, &f, q->by_time, per_page * page, &ranking);
    out->total = ranking.total;
    out->facets = ranking.facets;
    size_t from = per_page * (page - 1), to = ranking.n;
    st = show_hits(c, &ranking, ask, from < to ? from : to, to, out);
    if (!st)
        st = name_columns(c, &ranking, out);
    if (!st && ask->has_number && ranking.n && ranking.best[0].tier >= TIER_NUMBER_PART)
        out->number_found = true;
    return st;
}

static int between(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static void say_number(const struct ask *ask, struct search_result *out)
{
    out->number_whole = ask->whole_number;
    out->number = ask->has_number ? ask->number.text : "";
}

/* What was typed finds nothing: perhaps it was typed in traditional characters. */
static enum st run_simplified(struct ctx *c, const struct search_query *q, const char *text,
    const struct view *v, struct search_result *out)
{
    struct ask ask;
    const char *simplified = simplify(c->mem, text);
    if (simplified == text)
        return ST_OK;
    ask_read(c->mem, simplified, &ask);
    say_number(&ask, out);
    enum st st = run_indexed(c, q, &ask, v, out);
    if (out->total)
        out->read_as = simplified;
    return st;
}

enum st search_run(struct ctx *c, const struct search_query *query, struct search_result *out)
{
    struct search_query q = *query;
    struct ask ask;
    enum freshness how;
    q.per_page = between(q.per_page ? q.per_page : 10, 1, SEARCH_MAX_PER_PAGE);
    q.page = between(q.page, 1, SEARCH_MAX_HITS / q.per_page);
    ask_read(c->mem, or_empty(q.text), &ask);
    *out = (struct search_result){.text = ask.text, .read_as = "", .cut = ask.cut, .empty = !ask.n};
    say_number(&ask, out);
    if (!ask.n)
        return ST_OK;
    struct engine *e = engine_of(c->db, c->data_dir);
    enum st st = engine_freshen(e, c, &how);
    if (st)
        return st;
    struct view *v = engine_view(e);
    out->behind = how == BEHIND;
    out->degraded = out->behind && view_docs(v) == 0;
    st = out->degraded ? scan_run(c, &q, &ask, out) : run_indexed(c, &q, &ask, v, out);
    if (!st && !out->degraded && !out->total)
        st = run_simplified(c, &q, ask.text, v, out);
    view_drop(v);
    return st;
}

/* ---- suggestions ---- */

/* Places of titles that begin with the key, in one segment. */
static size_t first_title(const struct segment *s, const char *key, size_t n)
{
    size_t lo = 0, hi = s->n_docs;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2, bytes = 0;
        uint32_t doc = s->title_order[mid];
        const char *title = doc < s->n_docs ? segment_title(s, doc, &bytes) : "";
        int order = memcmp(title, key, bytes < n ? bytes : n);
        if (order < 0 || (order == 0 && bytes < n))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct names { /* records found so far, without repeats */
    int64_t ids[SEARCH_MAX_SUGGESTIONS];
    size_t n, most;
};

static void add_name(struct names *names, int64_t id)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->ids[i] == id)
            return;
    if (names->n < names->most)
        names->ids[names->n++] = id;
}

static void add_prefixed(const struct view *v, const char *key, size_t n, struct names *names)
{
    for (size_t i = v->n; i-- > 0;) {
        const struct segment *s = v->parts[i].s;
        for (size_t at = first_title(s, key, n); at < s->n_docs && names->n < names->most; at++) {
            size_t bytes;
            uint32_t doc = s->title_order[at];
            if (doc >= s->n_docs)
                break;
            const char *title = segment_title(s, doc, &bytes);
            if (bytes < n || memcmp(title, key, n) != 0)
                break;
            if (!part_dead(&v->parts[i], doc) && s->docs[doc].rank != RANK_ENDED)
                add_name(names, s->docs[doc].record_id);
        }
    }
}

static void add_ranked(struct ctx *c, const struct view *v, struct ask *ask, struct names *names)
{
    struct narrow f = {.issuer = "", .subject = "", .validity = "", .genre = "", .kind = ""};
    struct ranking ranking;
    rank_view(c->mem, v, ask, &f, false, names->most, &ranking);
    for (size_t i = 0; i < ranking.n; i++)
        add_name(names, ranking.best[i].record_id);
}

static enum st read_names(
    struct ctx *c, const struct names *names, struct search_suggestion **out, size_t *found)
{
    *out = ARENA_ARRAY(c->mem, struct search_suggestion, names->n + 1);
    *found = 0;
    for (size_t i = 0; i < names->n; i++) {
        struct item item;
        enum st st = item_get(c, names->ids[i], &item);
        if (st == ST_NOT_FOUND)
            continue;
        if (st)
            return st;
        (*out)[(*found)++] = (struct search_suggestion){item.title, item.path, item.doc_no};
    }
    return ST_OK;
}

/* Numbers first, then titles that begin so, then what is found at all. */
static void collect_names(struct ctx *c, const struct view *v, struct ask *ask, struct names *names)
{
    const char *long_key = arena_printf(c->mem, "中华人民共和国%s", ask->key);
    if (ask->has_number)
        add_ranked(c, v, ask, names);
    add_prefixed(v, ask->key, ask->key_bytes, names);
    add_prefixed(v, long_key, strlen(long_key), names);
    if (names->n < names->most && !ask->has_number)
        add_ranked(c, v, ask, names);
}

enum st search_suggest(
    struct ctx *c, const char *text, size_t n, struct search_suggestion **out, size_t *found)
{
    struct names names = {.most = n < SEARCH_MAX_SUGGESTIONS ? n : SEARCH_MAX_SUGGESTIONS};
    struct ask ask;
    enum freshness how;
    *out = NULL;
    *found = 0;
    ask_read(c->mem, text, &ask);
    if (!ask.n || !ask.key_bytes)
        return ST_OK;
    struct engine *e = engine_of(c->db, c->data_dir);
    enum st st = engine_freshen(e, c, &how);
    if (st)
        return st;
    struct view *v = engine_view(e);
    collect_names(c, v, &ask, &names);
    const char *simplified = names.n ? ask.text : simplify(c->mem, ask.text);
    if (simplified != ask.text) {
        ask_read(c->mem, simplified, &ask);
        collect_names(c, v, &ask, &names);
    }
    st = read_names(c, &names, out, found);
    view_drop(v);
    return st;
}

/* ---- state ---- */

void search_state(struct db *db, const char *data_dir, struct search_state *out)
{
    struct view *v = engine_view(engine_of(db, data_dir));
    *out = (struct search_state){
        .documents = (int64_t)view_docs(v), .segments = (int64_t)v->n, .seq = v->seq};
    for (size_t i = 0; i < v->n; i++)
        *(i < v->n_files ? &out->file_bytes : &out->memory_bytes) += (int64_t)v->parts[i].s->bytes;
    view_drop(v);
}

void search_close(struct db *db)
{
    engine_close(db);
}
