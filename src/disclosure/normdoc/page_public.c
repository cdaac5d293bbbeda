/* The public database of normative documents: list, yearly lists, filing catalogue, what
 * was in force on a day.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/validity.h"
#include "disclosure/normdoc/kept.h"
#include "disclosure/normdoc/pages.h"
#include "disclosure/normdoc/schema.h"

enum { PER_PAGE = 20 };

const char *norm_public_href(struct req *r, int64_t record_id)
{
    return arena_printf(r->ctx->mem, PUBLIC "%lld", (long long)record_id);
}

enum ui_mood norm_state_mood(const char *word)
{
    return !strcmp(word, VALID)                                           ? MOOD_GOOD
           : !strcmp(word, VALID_NOT_YET) || !strcmp(word, VALID_AMENDED) ? MOOD_WARN
                                                                          : MOOD_STOP;
}

void norm_public_tag(struct req *r)
{
    res_tag(r, "site");
    res_tag(r, "items");
    res_tag(r, "normdoc");
}

static struct ui_option *options(
    struct req *r, const struct norm_choice *list, size_t n, size_t *n_options)
{
    struct ui_option *out = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    *n_options = n;
    for (size_t i = 0; i < n; i++)
        out[i] = (struct ui_option){list[i].value,
            arena_printf(r->ctx->mem, "%s（%lld）", list[i].value, (long long)list[i].count)};
    return out;
}

struct norm_base_filter norm_base_read_filter(struct req *r)
{
    return (struct norm_base_filter){.year = (int)req_arg_int(r, "year", 0),
        .issuer = req_arg(r, "issuer"),
        .subject = req_arg(r, "subject"),
        .state = req_arg(r, "state"),
        .text = req_arg(r, "text"),
        .page = ui_page(r),
        .per_page = PER_PAGE};
}

enum st norm_public_list(struct req *r)
{
    struct base_page p = {.n = 0};
    struct norm_choices k;
    const struct norm_base_filter f = norm_base_read_filter(r);
    norm_public_tag(r);
    enum st st = norm_base_list(r->ctx, &f, &p.list, &p.n, &p.total);
    if (!st)
        st = norm_choices(r->ctx, &k);
    if (st)
        return st;
    p.years = options(r, k.years, k.n_years, &p.n_years);
    p.issuers = options(r, k.issuers, k.n_issuers, &p.n_issuers);
    p.subjects = options(r, k.subjects, k.n_subjects, &p.n_subjects);
    p.states = options(r, k.states, k.n_states, &p.n_states);
    normdoc_base_page(&r->out, r, &p);
    return ST_OK;
}

/* ---- by year ---- */

static enum st load_years(struct req *r, struct years_page *p)
{
    struct norm_settings s;
    norm_public_tag(r);
    *p = (struct years_page){.year = (int)req_arg_int(r, "year", 0)};
    enum st st = norm_settings_get(r->ctx, &s);
    if (!st)
        st = norm_years(r->ctx, s.years_back, &p->years, &p->n_years);
    for (size_t i = 0; !st && i < p->n_years; i++)
        p->missing += !p->years[i].total;
    return st;
}

enum st norm_public_years(struct req *r)
{
    struct years_page p;
    int64_t total;
    enum st st = load_years(r, &p);
    if (!st && p.year)
        st = norm_base_list(r->ctx,
            &(struct norm_base_filter){.year = p.year, .page = 1, .per_page = NORM_BASE_MOST},
            &p.list, &p.n, &total);
    if (!st)
        normdoc_years_page(&r->out, r, &p);
    return st;
}

enum st norm_public_filed(struct req *r)
{
    struct years_page p;
    enum st st = load_years(r, &p);
    if (!st)
        st = norm_filed_list(r->ctx, p.year, &p.list, &p.n);
    if (!st)
        normdoc_filed_page(&r->out, r, &p);
    return st;
}

/* ---- in force on a day ---- */

/* Which row of in_force_words; behind them what is none of them. */
static int state_kind(const char *state)
{
    int k = 0;
    while (k < IN_FORCE_WORDS && strcmp(state, in_force_words[k]) != 0)
        k++;
    return k;
}

struct on_of {
    struct day on;
    struct in_force_of which;
};

static enum st judge_all(struct ctx *c, const void *arg, struct kept_rows *out)
{
    const struct on_of *of = arg;
    struct in_force *list;
    enum st st = in_force_list(c, of->on, &of->which, &list, &out->n);
    if (st)
        return st;
    out->list = ARENA_ARRAY(c->mem, struct kept_row, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        out->list[i] = (struct kept_row){.record = list[i].record_id,
            .part = list[i].edition,
            .kind = (uint8_t)state_kind(list[i].state)};
    return ST_OK;
}

static enum st read_kept(struct req *r, const struct on_of *of, int kind, struct on_page *p)
{
    struct kept_page page;
    enum st st = norm_kept_page(r->ctx,
        &(struct kept_of){.key = arena_printf(r->ctx->mem, "on %d %s", of->on.n, of->which.column),
            .make = judge_all,
            .arg = of,
            .kind = kind,
            .page = ui_page(r),
            .per_page = ON_PAGE},
        &page);
    if (st)
        return st;
    p->n = page.rows.n;
    p->total = page.total;
    memcpy(p->counts, page.counts, sizeof p->counts);
    p->list = ARENA_ARRAY(r->ctx->mem, struct in_force, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        p->list[i] = (struct in_force){.record_id = page.rows.list[i].record,
            .edition = page.rows.list[i].part,
            .state = in_force_words[kind]};
    return in_force_texts(r->ctx, p->list, &p->n);
}

/* Few have one number; and no link asks for another word. */
static enum st read_all(struct req *r, const struct on_of *of, const char *state, struct on_page *p)
{
    int64_t first = (ui_page(r) - 1) * ON_PAGE;
    size_t n = 0;
    enum st st = in_force_list(r->ctx, of->on, &of->which, &p->list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        int kind = state_kind(p->list[i].state);
        if (kind < IN_FORCE_WORDS)
            p->counts[kind]++;
        if (*state && strcmp(p->list[i].state, state) != 0)
            continue;
        if (p->total >= first && p->total < first + ON_PAGE)
            p->list[p->n++] = p->list[i];
        p->total++;
    }
    return st;
}

/* Those of the state asked for; without one those in force, of a number all. */
static enum st read_on(struct req *r, const char *column, struct on_page *p)
{
    const struct on_of of = {
        p->on, {.number = p->number, .column = *p->number ? "" : column, .record_id = 0}};
    const char *state = *req_arg(r, "state") ? req_arg(r, "state") : *p->number ? "" : VALID;
    int kind = state_kind(state);
    return *p->number || kind == IN_FORCE_WORDS ? read_all(r, &of, state, p)
                                                : read_kept(r, &of, kind, p);
}

bool norm_asked_day(struct req *r, struct day *on)
{
    const char *text = req_arg(r, "on");
    *on = *text ? day_parse(text) : day_at(r->ctx->now);
    if (day_given(*on))
        return true;
    *on = day_at(r->ctx->now); /* what the form offers instead */
    problem_add(r, "on", "“%.40s”不是日历上的日期：请写成 2018-09-12 的样子，再查一次", text);
    r->status = 422;
    return false;
}

enum st norm_public_on(struct req *r)
{
    static const struct {
        const char *key, *column;
    } scopes[] = {{"", NORM_COLUMN_TEXTS}, {"rules", NORM_COLUMN_RULES}, {"all", "zwgk/fdnr/zcwj"}};
    struct on_page p = {.number = req_arg(r, "number"), .scope = req_arg(r, "scope")};
    const char *column = scopes[0].column;
    norm_public_tag(r);
    if (!norm_asked_day(r, &p.on)) {
        normdoc_on_page(&r->out, r, &p);
        return ST_OK;
    }
    for (size_t i = 0; i < COUNT_OF(scopes); i++)
        if (strcmp(scopes[i].key, p.scope) == 0)
            column = scopes[i].column;
    enum st st = read_on(r, column, &p);
    if (!st)
        normdoc_on_page(&r->out, r, &p);
    return st;
}
