/* search_run: query → ranking → what the page shows. RULE B-D22: every title of
 * the site is found by the site's own search.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/record/county_words.h"
#include "common/search/engine.h"
#include "common/search/near.h"
#include "common/search/rank.h"
#include "common/search/reread.h"
#include "common/search/run.h"
#include "common/search/search.h"
#include "common/search/words.h"

enum { FEW = 10 };

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

/* The index may be a commit ahead or behind of this transaction: what is not public here is left
 * out. */
static enum st show_hits(struct ctx *c, const struct ranking *ranking, const struct ask *q,
    size_t from, size_t to, struct search_result *out)
{
    out->hits = ARENA_ARRAY(c->mem, struct search_hit, to - from + 1);
    for (size_t i = from; i < to; i++) {
        struct search_hit *hit = &out->hits[out->n];
        *hit = (struct search_hit){.anchor = "",
            .snippet_html = "",
            .score = ranking->best[i].score,
            .by_title = ranking->best[i].tier == TIER_TITLE,
            .by_number = ranking->best[i].tier >= TIER_NUMBER_PART};
        enum st st = item_get(c, ranking->best[i].record_id, &hit->item);
        if (st == ST_NOT_FOUND)
            continue;
        if (!st)
            st = search_show(c, q, hit->by_number, hit);
        if (st)
            return st;
        out->n++;
    }
    return ST_OK;
}

/* What the office chose to show first for these very words. */
static enum st show_best(struct ctx *c, const struct ask *q, struct search_result *out)
{
    int64_t ids[WORDS_BEST];
    size_t n;
    enum st st = words_best(c, q->key, ids, &n);
    out->best = ARENA_ARRAY(c->mem, struct search_hit, WORDS_BEST);
    for (size_t i = 0; !st && i < n; i++) {
        struct search_hit *hit = &out->best[out->n_best];
        *hit = (struct search_hit){.anchor = "", .snippet_html = ""};
        st = item_get(c, ids[i], &hit->item);
        if (!st)
            st = search_show(c, q, false, hit);
        out->n_best += !st;
        st = st == ST_NOT_FOUND ? ST_OK : st; /* it has left the site */
    }
    return st;
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
    const char *official;
    size_t per_page = (size_t)q->per_page, page = (size_t)q->page;
    enum st st = read_filters(c, q, &f);
    if (!st)
        st = words_official(c, ask->text, &official);
    if (st)
        return st;
    ask_also(ask, official);
    rank_view(c->mem, v, ask, &f, q->by_time, per_page * page, &ranking);
    if (q->page == 1)
        st = show_best(c, ask, out);
    if (st)
        return st;
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

/* What was typed finds nothing: perhaps another reading does. */
static enum st run_reread(struct ctx *c, const struct search_query *q, const char *text,
    const struct view *v, struct search_result *out)
{
    const char *readings[READINGS];
    size_t n;
    enum st st = reread(c, v, text, readings, &n);
    for (size_t i = 0; !st && !out->total && i < n; i++) {
        struct ask ask;
        ask_read(c->mem, readings[i], &ask);
        say_number(&ask, out);
        st = run_indexed(c, q, &ask, v, out);
        if (out->total)
            out->read_as = readings[i];
    }
    return st;
}

/* Little is found, or part of what was typed is known nowhere: what was meant is offered. */
static enum st offer_meant(
    struct ctx *c, const struct ask *ask, const struct view *v, struct search_result *out)
{
    bool doubt = out->total <= FEW;
    for (size_t i = 0; i < ask->n_typed; i++)
        doubt |= view_df(v, ask->wants[i].term) <= 0;
    return doubt && !ask->has_number ? reread_meant(c, v, ask->text, &out->meant) : ST_OK;
}

enum st search_run(struct ctx *c, const struct search_query *query, struct search_result *out)
{
    struct search_query q = *query;
    struct ask ask;
    enum freshness how;
    q.per_page = between(q.per_page ? q.per_page : 10, 1, SEARCH_MAX_PER_PAGE);
    q.page = between(q.page, 1, SEARCH_MAX_HITS / q.per_page);
    ask_read(c->mem, or_empty(q.text), &ask);
    *out = (struct search_result){
        .text = ask.text, .read_as = "", .meant = "", .cut = ask.cut, .empty = !ask.n};
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
    if (!st && !out->degraded)
        st = out->total ? offer_meant(c, &ask, v, out) : run_reread(c, &q, ask.text, v, out);
    if (!st && !out->degraded && ask.has_number && !out->number_found)
        st = near_numbers(c, v, &ask.number, &out->near, &out->n_near);
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
    county_words_close(db);
}
