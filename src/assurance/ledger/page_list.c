/* The ledger as a list: all of it, what concerns my unit, and the same as CSV.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/pages.h"
#include "lib/web/csv.h"

struct filter {
    int64_t plan_id, unit_id;
    const char *light, *state;
};

static const struct ui_option light_options[LEDGER_LIGHTS] = {
    {"0", "未到期"}, {"1", "临期"}, {"2", "紧急"}, {"3", "逾期"}, {"done", "已完成"}};
static const struct ui_option state_options[LEDGER_STATES] = {{STATE_PROPOSED, "待确认"},
    {STATE_CONFIRMED, "整改中"}, {STATE_DONE, "已完成"}, {STATE_DISCARDED, "已剔除"}};

/* Without a wish: everything but what was struck off. */
static bool state_wanted(const struct filter *f, const char *state)
{
    return *f->state ? strcmp(state, f->state) == 0 : strcmp(state, STATE_DISCARDED) != 0;
}

static bool light_wanted(const struct filter *f, const struct measure *m, struct day today)
{
    if (!*f->light)
        return true;
    if (strcmp(f->light, "done") == 0)
        return strcmp(m->state, STATE_DONE) == 0;
    return strcmp(m->state, STATE_CONFIRMED) == 0 &&
           *f->light - '0' == (int)measure_light(m, today);
}

/* A proposal has no light yet: nobody owes it. */
static void count(struct ledger_list *l, const struct measure *m)
{
    l->total += strcmp(m->state, STATE_DISCARDED) != 0;
    l->proposed += strcmp(m->state, STATE_PROPOSED) == 0;
    l->done += strcmp(m->state, STATE_DONE) == 0;
    if (strcmp(m->state, STATE_CONFIRMED) == 0)
        l->counts[measure_light(m, l->today)]++;
}

static enum st load_rows(struct req *r, const struct filter *f, struct ledger_list *l)
{
    struct measure *list;
    struct unit unit = {.id = 0};
    size_t n, kept = 0;
    l->today = day_at(r->ctx->now);
    enum st st = f->unit_id ? unit_get(r->ctx, f->unit_id, &unit) : ST_OK;
    if (!st)
        st = measure_list(r->ctx, f->plan_id, &list, &n);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++) {
        if (unit.id && !measure_concerns(&list[i], &unit, false))
            continue;
        count(l, &list[i]);
        if (state_wanted(f, list[i].state) && light_wanted(f, &list[i], l->today))
            list[kept++] = list[i];
    }
    l->rows = list;
    l->n = kept;
    return ST_OK;
}

static void read_filter(struct req *r, struct filter *f)
{
    *f = (struct filter){.plan_id = req_arg_int(r, "plan", 0),
        .unit_id = req_arg_int(r, "unit", 0),
        .light = req_arg(r, "light"),
        .state = req_arg(r, "state")};
}

static const char *number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

static enum st load_options(struct req *r, struct ledger_list *l)
{
    struct arena *a = r->ctx->mem;
    struct plan_row *plans;
    struct unit *units;
    enum st st = plan_list(r->ctx, &plans, &l->n_plans);
    if (!st)
        st = unit_list(r->ctx, false, &units, &l->n_units);
    if (st)
        return st;
    l->plans = plans;
    l->plan_options = ARENA_ARRAY(a, struct ui_option, l->n_plans);
    for (size_t i = 0; i < l->n_plans; i++)
        l->plan_options[i] = (struct ui_option){number(a, plans[i].id), plans[i].title};
    l->unit_options = ARENA_ARRAY(a, struct ui_option, l->n_units);
    for (size_t i = 0; i < l->n_units; i++)
        l->unit_options[i] = (struct ui_option){number(a, units[i].id), units[i].short_name};
    l->light_options = (struct ui_option *)(uintptr_t)light_options;
    l->state_options = (struct ui_option *)(uintptr_t)state_options;
    return ST_OK;
}

static enum st show(struct req *r, struct filter *f, struct ledger_list *l)
{
    l->plan_id = f->plan_id;
    l->unit_name = r->who->unit_name;
    enum st st = load_rows(r, f, l);
    if (!st)
        st = load_options(r, l);
    if (!st)
        ledger_list_page(&r->out, r, l);
    return st;
}

enum st ledger_show_list(struct req *r)
{
    struct filter f;
    struct ledger_list l = {.mine = false};
    read_filter(r, &f);
    return show(r, &f, &l);
}

enum st ledger_show_mine(struct req *r)
{
    struct filter f;
    struct ledger_list l = {.mine = true};
    read_filter(r, &f);
    f.unit_id = r->who->unit_id;
    return show(r, &f, &l);
}

static void measure_row(struct req *r, const struct ledger_list *l, const struct measure *m)
{
    struct arena *a = r->ctx->mem;
    char day[11], at[17];
    bool proposed = strcmp(m->state, STATE_PROPOSED) == 0;
    const char *cells[] = {m->plan_title, m->chapter_title, number(a, m->number), m->title,
        m->problem, units_text(a, m, UNIT_LEAD), units_text(a, m, UNIT_DUTY), day_text(m->due, day),
        proposed ? "" : measure_light_word(measure_light(m, l->today)),
        measure_state_word(m->state), m->percent < 0 ? "" : number(a, m->percent),
        report_stage_word(m->stage), m->report, m->reported_at ? time_text(m->reported_at, at) : "",
        m->evidence};
    csv_row(&r->out, cells, COUNT_OF(cells));
}

enum st ledger_csv(struct req *r)
{
    static const char *const head[] = {"方案", "章", "序号", "措施", "存在问题", "牵头单位",
        "责任单位", "完成期限", "预警", "状态", "完成比例", "进展阶段", "最近进展", "报送时间",
        "完成依据"};
    struct filter f;
    struct ledger_list l = {.mine = *req_arg(r, "mine") != '\0'};
    read_filter(r, &f);
    if (l.mine)
        f.unit_id = r->who->unit_id;
    enum st st = load_rows(r, &f, &l);
    if (st)
        return st;
    csv_begin(r, "ledger.csv");
    csv_row(&r->out, head, COUNT_OF(head));
    for (size_t i = 0; i < l.n; i++)
        measure_row(r, &l, &l.rows[i]);
    return buf_failed(&r->out) ? fail(r->ctx, ST_TOO_BIG, "", "太多了，请先筛选再导出") : ST_OK;
}
