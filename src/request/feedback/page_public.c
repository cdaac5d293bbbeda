/* The public list of answered requests: filters by year, organ and outcome, with counts.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/column.h"
#include "request/feedback/pages.h"

enum { PER_PAGE = 20 };

/* The groups of table 3 of the annual report, by the first letter of their codes. */
static const struct {
    const char *letter, *title;
} outcomes[] = {{"G", "予以公开"}, {"P", "部分公开"}, {"D", "不予公开"}, {"N", "无法提供"},
    {"X", "不予处理"}, {"O", "其他处理"}};

const char *feedback_outcome(const char *code)
{
    for (size_t i = 0; i < COUNT_OF(outcomes); i++)
        if (outcomes[i].letter[0] == code[0])
            return outcomes[i].title;
    return "";
}

/* Adds to the choice with this value, or makes it. */
static void count_in(
    int64_t *counts, struct ui_option *list, size_t *n, struct ui_option option, int64_t add)
{
    size_t i = 0;
    while (i < *n && strcmp(list[i].value, option.value) != 0)
        i++;
    if (i == *n) {
        list[(*n)++] = option;
        counts[i] = 0;
    }
    counts[i] += add;
}

static void label(struct arena *a, struct ui_option *list, const int64_t *counts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        list[i].label = arena_printf(a, "%s（%lld）", list[i].label, (long long)counts[i]);
}

static enum st read_choices(struct req *r, struct feedback_public_page *p)
{
    struct arena *a = r->ctx->mem;
    struct feedback_tally *t;
    size_t n;
    enum st st = feedback_public_tally(r->ctx, &t, &n);
    if (st)
        return st;
    int64_t *years = ARENA_ARRAY(a, int64_t, n + 1), *organs = ARENA_ARRAY(a, int64_t, n + 1),
            *groups = ARENA_ARRAY(a, int64_t, n + 1);
    p->years = ARENA_ARRAY(a, struct ui_option, n + 1);
    p->organs = ARENA_ARRAY(a, struct ui_option, n + 1);
    p->groups = ARENA_ARRAY(a, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *year = arena_printf(a, "%d", day_year(t[i].replied));
        count_in(years, p->years, &p->n_years,
            (struct ui_option){year, arena_printf(a, "%s年", year)}, t[i].n);
        count_in(organs, p->organs, &p->n_organs,
            (struct ui_option){arena_printf(a, "%lld", (long long)t[i].organ_id), t[i].organ_name},
            t[i].n);
        count_in(groups, p->groups, &p->n_groups,
            (struct ui_option){arena_strndup(a, t[i].code, 1), feedback_outcome(t[i].code)},
            t[i].n);
        p->all += t[i].n;
    }
    label(a, p->years, years, p->n_years);
    label(a, p->organs, organs, p->n_organs);
    label(a, p->groups, groups, p->n_groups);
    return ST_OK;
}

static void tag_column(struct req *r, const char *path)
{
    struct column k;
    if (!column_by_path(r->ctx, path, &k))
        res_tag(r, "column:%lld", (long long)k.id);
    else
        r->ctx->err = (struct err){.st = ST_OK};
}

enum st feedback_show_public(struct req *r)
{
    struct feedback_public_page p = {.n = 0};
    const char *group = req_arg(r, "outcome");
    int year = (int)req_arg_int(r, "year", 0);
    p.filter = (struct feedback_filter){.year = year >= 1900 && year < 2100 ? year : 0,
        .organ_id = req_arg_int(r, "unit", 0),
        .group = *feedback_outcome(group) && !group[1] ? group : ""};
    p.filtered = p.filter.year || p.filter.organ_id || *p.filter.group;
    res_tag(r, "site");
    tag_column(r, FEEDBACK_COLUMN);
    tag_column(r, COLUMN_FAQ);
    enum st st = read_choices(r, &p);
    if (!st)
        st = feedback_public_list(r->ctx, &p.filter, ui_page(r), PER_PAGE,
            (struct feedback_public **)&p.list, &p.n, &p.total);
    if (st)
        return st;
    for (size_t i = 0; i < p.n; i++)
        if (day_at(p.list[i].published_at).n > p.newest.n)
            p.newest = day_at(p.list[i].published_at);
    feedback_public_html(&r->out, r, &p);
    return ST_OK;
}
