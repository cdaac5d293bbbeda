/* The public database of normative documents: list, yearly lists, filing catalogue, what
 * was in force on a day.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/validity.h"
#include "disclosure/normdoc/pages.h"
#include "disclosure/normdoc/schema.h"

enum { PER_PAGE = 20, ON_PAGE = 100 };

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

const char *const norm_on_words[5] = {
    VALID, VALID_AMENDED, VALID_REPEALED, VALID_EXPIRED, VALID_NOT_YET};

static void count(struct on_page *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < COUNT_OF(norm_on_words); k++)
            p->counts[k] += strcmp(p->list[i].state, norm_on_words[k]) == 0;
}

/* Those of the state asked for; without one those in force. */
static void choose(struct req *r, struct on_page *p)
{
    const char *state = *req_arg(r, "state") ? req_arg(r, "state") : *p->number ? "" : VALID;
    size_t kept = 0;
    for (size_t i = 0; i < p->n; i++)
        if (!*state || strcmp(p->list[i].state, state) == 0)
            p->list[kept++] = p->list[i];
    p->shown = kept;
    p->from = (size_t)(ui_page(r) - 1) * ON_PAGE;
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
    enum st st = in_force_list(r->ctx, p.on,
        &(struct in_force_of){.number = p.number, .column = *p.number ? "" : column}, &p.list,
        &p.n);
    if (st)
        return st;
    count(&p);
    choose(r, &p);
    normdoc_on_page(&r->out, r, &p);
    return ST_OK;
}
