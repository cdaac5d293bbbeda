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

/* What is looked in: records, and perhaps entries. */
struct place_asked {
    struct view *v;
    struct entry_set *set; /* NULL: no entries */
};

/* ST_NOT_FOUND: it is not public here. */
static enum st show_hit(struct ctx *c, const struct place_asked *in, int64_t record_id,
    const struct ask *q, struct search_hit *hit)
{
    struct entry_found found;
    hit->item.record_id = record_id;
    if (record_id < 0) {
        if (!entries_get(in->set, record_id, &found))
            return ST_NOT_FOUND;
        search_show_entry(c, q, &found, hit);
        return ST_OK;
    }
    enum st st = item_get(c, record_id, &hit->item);
    return st ? st : search_show(c, q, hit->by_number, hit);
}

/* The index may be a commit ahead or behind of this transaction: what is not public here is left
 * out. */
static enum st show_hits(struct ctx *c, const struct place_asked *in, const struct ranking *ranking,
    const struct ask *q, size_t from, size_t to, struct search_result *out)
{
    out->hits = ARENA_ARRAY(c->mem, struct search_hit, to - from + 1);
    for (size_t i = from; i < to; i++) {
        struct search_hit *hit = &out->hits[out->n];
        *hit = (struct search_hit){.anchor = "",
            .snippet_html = "",
            .score = ranking->best[i].score,
            .by_title = ranking->best[i].tier == TIER_TITLE,
            .by_number = ranking->best[i].tier >= TIER_NUMBER_PART};
        enum st st = show_hit(c, in, ranking->best[i].record_id, q, hit);
        if (st == ST_NOT_FOUND)
            continue;
        if (st)
            return st;
        out->n++;
    }
    return ST_OK;
}

/* An entry was chosen by its address. */
static int64_t best_number(const struct place_asked *in, const struct word_best *best)
{
    struct entry_found found;
    if (best->record_id || !entries_at(in->set, best->path, &found))
        return best->record_id;
    return found.number;
}

/* What the office chose to show first for these very words. */
static enum st show_best(
    struct ctx *c, const struct place_asked *in, const struct ask *q, struct search_result *out)
{
    struct word_best list[WORDS_BEST];
    size_t n;
    enum st st = words_best(c, q->key, list, &n);
    out->best = ARENA_ARRAY(c->mem, struct search_hit, WORDS_BEST);
    for (size_t i = 0; !st && i < n; i++) {
        struct search_hit *hit = &out->best[out->n_best];
        *hit = (struct search_hit){.anchor = "", .snippet_html = ""};
        st = show_hit(c, in, best_number(in, &list[i]), q, hit);
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

static void name_kinds(struct ctx *c, const struct place_asked *in, const struct ranking *ranking,
    struct search_result *out)
{
    struct search_kind records = {SEARCH_RECORDS, "文件和信息", 0};
    out->kinds = ARENA_ARRAY(c->mem, struct search_kind, ranking->n_kinds + 1);
    for (size_t i = 0; in->set && i < ranking->n_kinds; i++) {
        const struct facet *f = &ranking->kinds[i];
        const char *label = entries_label(in->set, f->value);
        if (label)
            out->kinds[++out->n_kinds] = (struct search_kind){f->value, label, f->count};
        else
            records.count += f->count;
    }
    out->kinds[0] = records;
    out->n_kinds += out->n_kinds > 0;
}

static enum st run_indexed(struct ctx *c, const struct search_query *q, struct ask *ask,
    const struct place_asked *in, struct search_result *out)
{
    struct narrow f;
    struct ranking ranking;
    const char *official;
    size_t per_page = (size_t)q->per_page, page = (size_t)q->page;
    enum st st = read_filters(c, q, &f);
    if (!st)
        st = words_official(c, ask->plain, &official);
    if (st)
        return st;
    ask_also(ask, official);
    rank_view(c->mem, in->v, ask, &f, q->by_time, per_page * page, &ranking);
    if (q->page == 1)
        st = show_best(c, in, ask, out);
    if (st)
        return st;
    out->total = ranking.total;
    out->facets = ranking.facets;
    size_t from = per_page * (page - 1), to = ranking.n;
    name_kinds(c, in, &ranking, out);
    st = show_hits(c, in, &ranking, ask, from < to ? from : to, to, out);
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
    const struct place_asked *in, struct search_result *out)
{
    const char *meant;
    struct ask ask;
    enum st st = reread_meant(c, in->v, text, &meant);
    if (st || !*meant)
        return st;
    ask_read(c->mem, meant, &ask);
    say_number(&ask, out);
    st = run_indexed(c, q, &ask, in, out);
    if (out->total)
        out->read_as = meant;
    return st;
}

/* Little is found, or part of what was typed is known nowhere: what was meant is offered. */
static enum st offer_meant(
    struct ctx *c, const struct ask *ask, const struct view *v, struct search_result *out)
{
    bool doubt = out->total <= FEW;
    for (size_t i = 0; i < ask->n_typed; i++)
        doubt |= view_df(v, ask->wants[i].term) <= 0;
    return doubt && !ask->has_number ? reread_meant(c, v, ask->plain, &out->meant) : ST_OK;
}

static enum st add_entries(struct engine *e, struct ctx *c, struct place_asked *in)
{
    enum st st = entries_hold(&e->entries, c, &in->set);
    if (st || !in->set)
        return st;
    struct view *records = in->v;
    in->v = entries_with(&e->entries, records, in->set);
    view_drop(records);
    return ST_OK;
}

static enum st run_index(struct ctx *c, const struct search_query *q, struct ask *ask,
    const struct place_asked *in, struct search_result *out)
{
    enum st st = run_indexed(c, q, ask, in, out);
    if (!st)
        st = out->total ? offer_meant(c, ask, in->v, out) : run_reread(c, q, ask->plain, in, out);
    if (!st && ask->has_number && !out->number_found)
        st = near_numbers(c, in->v, &ask->number, &out->near, &out->n_near);
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
    *out = (struct search_result){
        .text = ask.text, .read_as = "", .meant = "", .cut = ask.cut, .empty = !ask.n};
    say_number(&ask, out);
    if (!ask.n)
        return ST_OK;
    struct engine *e = engine_of(c->db, c->data_dir);
    enum st st = engine_freshen(e, c, &how);
    if (st)
        return st;
    struct place_asked in = {.v = engine_view(e)};
    out->behind = how == BEHIND;
    out->degraded = out->behind && view_docs(in.v) == 0;
    if (q.entries && !out->degraded)
        st = add_entries(e, c, &in);
    if (!st)
        st = out->degraded ? scan_run(c, &q, &ask, out) : run_index(c, &q, &ask, &in, out);
    view_drop(in.v);
    entries_drop(in.set);
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

void search_source_add(struct ctx *c, const struct search_source *s)
{
    entries_add(&engine_of(c->db, c->data_dir)->entries, s);
}

void search_close(struct db *db)
{
    engine_close(db);
    county_words_close(db);
}
