/* Handlers of /search and /search/suggest.
 *
 * The page is made anew for each request (queries rarely repeat, and an answer must not be older
 * than the last commit); robots are asked to stay out.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/page.h"

#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/file.h"
#include "common/record/publish.h"
#include "common/search/asked.h"
#include "lib/base/json.h"

const struct ui_option *facet_options(struct req *r, const struct facet *list, size_t n)
{
    struct ui_option *o = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++)
        o[i] = (struct ui_option){list[i].value,
            arena_printf(r->ctx->mem, "%s（%lld）", list[i].value, (long long)list[i].count)};
    return o;
}

const struct ui_option *column_options(struct req *r, const struct search_result *result)
{
    struct ui_option *o = ARENA_ARRAY(r->ctx->mem, struct ui_option, result->n_columns + 1);
    for (size_t i = 0; i < result->n_columns; i++)
        o[i] =
            (struct ui_option){arena_printf(r->ctx->mem, "%lld", (long long)result->columns[i].id),
                arena_printf(r->ctx->mem, "%s（%lld）", result->columns[i].name,
                    (long long)result->columns[i].count)};
    return o;
}

const struct ui_option *hit_kind_options(struct req *r, const struct search_result *result)
{
    struct ui_option *o = ARENA_ARRAY(r->ctx->mem, struct ui_option, result->n_kinds + 1);
    for (size_t i = 0; i < result->n_kinds; i++)
        o[i] = (struct ui_option){
            result->kinds[i].kind, arena_printf(r->ctx->mem, "%s（%lld）", result->kinds[i].label,
                                       (long long)result->kinds[i].count)};
    return o;
}

const char *hit_path(struct req *r, const struct search_hit *hit, bool anchored)
{
    if (!anchored || !*hit->anchor)
        return hit->item.path;
    return arena_printf(r->ctx->mem, "%s#%s", hit->item.path, hit->anchor);
}

/* Browsers open a PDF at the page named behind the #. */
const char *hit_file_path(struct req *r, const struct search_hit *hit)
{
    bool pdf = strcasecmp(name_extension(hit->file_name), "pdf") == 0;
    return pdf && hit->file_page
               ? arena_printf(r->ctx->mem, "%s#page=%d", hit->file_path, hit->file_page)
               : hit->file_path;
}

const char *hit_state(const struct item *item, enum ui_mood *mood)
{
    *mood = MOOD_STOP;
    if (*item->ended)
        return ending_word(item->ended);
    if (!strcmp(item->validity, "废止") || !strcmp(item->validity, "失效"))
        return item->validity;
    *mood = MOOD_WARN;
    if (!strcmp(item->validity, "已修改") || !strcmp(item->validity, "未施行"))
        return item->validity;
    return "";
}

struct day hit_day(const struct item *item)
{
    return day_given(item->formed_on) ? item->formed_on : day_at(item->published_at);
}

static void read_query(struct req *r, struct search_query *q)
{
    int64_t year = req_arg_int(r, "year", 0);
    *q = (struct search_query){.text = req_arg(r, "q"),
        .year = year > 0 && year < 10000 ? (int)year : 0,
        .issuer = req_arg(r, "issuer"),
        .subject = req_arg(r, "subject"),
        .validity = req_arg(r, "validity"),
        .kind = req_arg(r, "kind"),
        .column_id = req_arg_int(r, "column", 0),
        .unit_id = req_arg_int(r, "unit", 0),
        .by_time = strcmp(req_arg(r, "sort"), "time") == 0,
        .entries = true,
        .per_page = PER_PAGE};
    int64_t page = ui_page(r);
    q->page = page > SEARCH_MAX_HITS ? SEARCH_MAX_HITS : (int)page;
}

static void add_chip(struct req *r, struct filter_chip *list, size_t *n, const char *label,
    const char *name, const char *value)
{
    if (*value)
        list[(*n)++] = (struct filter_chip){
            label, value, arena_printf(r->ctx->mem, "%s%s", r->path, ui_query(r, name, ""))};
}

static const char *kind_shown(const struct search_result *result, const char *kind)
{
    for (size_t i = 0; i < result->n_kinds; i++)
        if (strcmp(result->kinds[i].kind, kind) == 0)
            return result->kinds[i].label;
    return kind;
}

static enum st read_chips(struct req *r, struct search_page *p)
{
    struct filter_chip *list = ARENA_ARRAY(r->ctx->mem, struct filter_chip, 8);
    const struct search_query *q = &p->query;
    size_t n = 0;
    if (q->year)
        add_chip(r, list, &n, "年份", "year", arena_printf(r->ctx->mem, "%d", q->year));
    add_chip(r, list, &n, "发文机关", "issuer", q->issuer);
    add_chip(r, list, &n, "主题", "subject", q->subject);
    add_chip(r, list, &n, "有效性", "validity", q->validity);
    if (*q->kind)
        add_chip(r, list, &n, "类型", "kind", kind_shown(&p->result, q->kind));
    if (q->unit_id) {
        struct unit unit;
        enum st st = unit_get(r->ctx, q->unit_id, &unit);
        if (st && st != ST_NOT_FOUND)
            return st;
        add_chip(r, list, &n, "发布单位", "unit", st ? "没有这个单位" : unit.name);
    }
    if (q->column_id) {
        struct column column;
        enum st st = column_get(r->ctx, q->column_id, &column);
        if (st && st != ST_NOT_FOUND)
            return st;
        add_chip(r, list, &n, "栏目", "column", st ? "没有这个栏目" : column.name);
    }
    p->chips = list;
    p->n_chips = n;
    return ST_OK;
}

/* Who finds nothing is shown the catalogue and the way to ask for information. */
static enum st read_places(struct req *r, struct search_page *p)
{
    static const char *const paths[] = {"zwgk/fdnr", "zwgk/zn", "zwgk/ysqgk"};
    struct place *list = ARENA_ARRAY(r->ctx->mem, struct place, COUNT_OF(paths));
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct column column;
        enum st st = column_by_path(r->ctx, paths[i], &column);
        if (st && st != ST_NOT_FOUND)
            return st;
        if (!st && !column.closed)
            list[p->n_places++] =
                (struct place){column.name, arena_printf(r->ctx->mem, "/%s/", column.path)};
    }
    p->places = list;
    return ST_OK;
}

enum st search_show_page(struct req *r)
{
    struct search_page p = {.n_places = 0};
    read_query(r, &p.query);
    enum st st = search_run(r->ctx, &p.query, &p.result);
    if (!st)
        st = read_chips(r, &p);
    if (!st && !p.result.n)
        st = read_places(r, &p);
    if (!st && !p.n_chips && p.query.page <= 1)
        st = ways_find(r->ctx, p.result.text, p.ways, &p.n_ways);
    if (st)
        return st;
    p.why = req_can(r, PERM_SEARCH) && *req_arg(r, "why");
    if (!p.result.empty && !p.n_chips && p.query.page <= 1 && !r->who)
        asked_note(r->ctx, p.result.text, !p.result.total && !p.result.n_best);
    p.pages_total = p.result.total < SEARCH_MAX_HITS ? p.result.total : SEARCH_MAX_HITS;
    res_header(r, "Cache-Control", "no-store");
    search_page(&r->out, r, &p);
    return ST_OK;
}

/* Sent by the page itself when a result is opened; only counted. */
enum st search_count_opened(struct req *r)
{
    const char *site = req_header(r, "sec-fetch-site");
    if (!r->who && (!*site || strcmp(site, "same-origin") == 0))
        asked_opened(r->ctx, req_arg(r, "q"));
    res_header(r, "Cache-Control", "no-store");
    r->status = 204;
    return ST_OK;
}

enum st search_show_suggestions(struct req *r)
{
    struct search_suggestion *list;
    size_t n;
    enum st st = search_suggest(r->ctx, req_arg(r, "q"), 8, &list, &n);
    if (st)
        return st;
    r->content_type = "application/json; charset=utf-8";
    res_header(r, "Cache-Control", "no-store");
    buf_adds(&r->out, "{\"suggestions\":[");
    for (size_t i = 0; i < n; i++) {
        buf_adds(&r->out, i ? ",{" : "{");
        jw_pair(&r->out, "title", list[i].title);
        jw_pair(&r->out, "number", list[i].doc_no);
        jw_pair(&r->out, "path", list[i].path);
        jw_pair(&r->out, "label", list[i].label);
        buf_addc(&r->out, '}');
    }
    buf_adds(&r->out, "]}\n");
    return ST_OK;
}
