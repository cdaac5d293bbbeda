/* The list of requests: tabs, filters, lights, and the same as CSV.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/web/csv.h"
#include "request/foi/pages.h"

enum { PER_PAGE = 30, CSV_MAX = 20000, YEARS = 8 };

static const char *const tab_keys[CASE_TABS] = {"mine", "unit", "all", "ended"};

static enum case_tab tab_of(const struct req *r)
{
    const char *key = req_arg(r, "tab");
    for (size_t i = 0; i < CASE_TABS; i++)
        if (strcmp(tab_keys[i], key) == 0)
            return (enum case_tab)i;
    /* who searches looks everywhere; who acts begins with what waits for him */
    if (*req_arg(r, "q") || *r->query)
        return TAB_ALL;
    return req_can(r, PERM_FOI) || req_can(r, PERM_FOI_REVIEW) ? TAB_MINE : TAB_ALL;
}

static const char *perms_of(struct req *r)
{
    const char *list = "|";
    for (size_t i = 0; i < r->who->n_perms; i++)
        list = arena_printf(r->ctx->mem, "%s%s|", list, r->who->perms[i]);
    return list;
}

static int stage_of(const char *key, enum case_tab tab)
{
    for (int i = 0; i < FOI_STAGES; i++)
        if (strcmp(foi_stages[i].key, key) == 0)
            return i;
    return tab == TAB_UNIT ? -2 : tab == TAB_ENDED ? -3 : -1;
}

static struct foi_filter filter_of(struct req *r, enum case_tab tab)
{
    return (struct foi_filter){.organ_id = req_arg_int(r, "organ", 0),
        .stage = stage_of(req_arg(r, "stage"), tab),
        .light = req_arg(r, "light"),
        .text = req_arg(r, "q"),
        .year = (int)req_arg_int(r, "year", 0),
        .code = req_arg(r, "code"),
        .applicant_kind = req_arg(r, "kind"),
        .to_do_by = tab == TAB_MINE ? r->who->id : 0,
        .perms = perms_of(r)};
}

static struct foi_see see_of(const struct req *r, enum case_tab tab)
{
    struct foi_see see = foi_see(r);
    see.all &= tab != TAB_UNIT;
    return see;
}

static enum st load_rows(struct req *r, struct case_list *l, int64_t page, int64_t per_page)
{
    struct foi_case *rows;
    struct foi_filter f = filter_of(r, l->tab);
    l->today = day_at(r->ctx->now);
    f.mostly = f.to_do_by && l->tabs[TAB_MINE].count > l->tabs[TAB_ALL].count / 2;
    int64_t *total = l->total < 0 ? &l->total : NULL;
    enum st st = foi_case_list(r->ctx, see_of(r, l->tab), &f, page, per_page, &rows, &l->n, total);
    l->rows = rows;
    return st;
}

/* ---- what the page offers ---- */

static bool filtered(const struct req *r)
{
    static const char *const names[] = {"q", "stage", "light", "organ", "year", "code", "kind"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (*req_arg(r, names[i]))
            return true;
    return false;
}

/* What a tab holds is counted once: without a filter it is the total of the list, too. */
static enum st load_tabs(struct req *r, struct case_list *l)
{
    struct foi_tabs n;
    static const char *const labels[CASE_TABS] = {"待我办", "本单位在办", "全部", "已结"};
    enum st st = foi_case_tabs(r->ctx, foi_see(r), r->who->id, perms_of(r), &n);
    if (st)
        return st;
    const int64_t counts[CASE_TABS] = {n.to_do, n.open_of_unit, n.all, n.ended};
    for (size_t i = 0; i < CASE_TABS; i++)
        l->tabs[i] = (struct ui_tab){
            labels[i], arena_printf(r->ctx->mem, CASEWORK "?tab=%s", tab_keys[i]), counts[i]};
    l->total = filtered(r) ? -1 : counts[l->tab];
    return ST_OK;
}

static void load_codes(struct req *r, struct case_list *l)
{
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_reply_codes);
    for (size_t i = 0; i < n_reply_codes; i++)
        list[i] = (struct ui_option){reply_codes[i].code,
            arena_printf(r->ctx->mem, "%s %s", reply_codes[i].code, reply_codes[i].name)};
    l->codes = list;
    l->n_codes = n_reply_codes;
}

static void load_years(struct req *r, struct case_list *l)
{
    int year, month, dom;
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, YEARS);
    day_split(l->today, &year, &month, &dom);
    for (int i = 0; i < YEARS; i++) {
        list[i].value = arena_printf(r->ctx->mem, "%d", year - i);
        list[i].label = arena_printf(r->ctx->mem, "%d年", year - i);
    }
    l->years = list;
    l->n_years = YEARS;
}

static enum st load_organs(struct req *r, struct case_list *l)
{
    struct foi_organ *organs;
    enum st st = foi_organ_list(r->ctx, &organs, &l->n_organs);
    if (st)
        return st;
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, l->n_organs);
    for (size_t i = 0; i < l->n_organs; i++) {
        list[i].value = arena_printf(r->ctx->mem, "%lld", (long long)organs[i].unit_id);
        list[i].label = organs[i].name;
    }
    l->organs = list;
    return ST_OK;
}

enum st casework_list(struct req *r)
{
    struct case_list l = {.tab = tab_of(r),
        .every_unit = req_can(r, PERM_FOI_ALL),
        .may_add = req_can(r, PERM_FOI),
        .may_set = may_set_organs(r)};
    enum st st = load_tabs(r, &l);
    if (!st)
        st = load_rows(r, &l, ui_page(r), PER_PAGE);
    if (!st)
        st = load_organs(r, &l);
    if (st)
        return st;
    load_codes(r, &l);
    load_years(r, &l);
    for (size_t i = 0; i < FOI_STAGES; i++)
        l.stages[i] = (struct ui_option){foi_stages[i].key, foi_stages[i].title};
    case_list_page(&r->out, r, &l);
    return ST_OK;
}

/* ---- CSV ---- */

static void csv_case(struct req *r, const struct foi_case *k, struct day today)
{
    struct arena *a = r->ctx->mem;
    char days[6][11];
    struct case_due due = case_due(a, k, today);
    const struct day all[] = {k->arrived, k->start_first, k->due, k->replied, k->closed, due.day};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        day_text(all[i], days[i]);
    const char *cells[] = {k->number, k->arrival, k->organ_name, k->subject, k->applicant_label,
        foi_title(foi_applicants, FOI_APPLICANTS, k->applicant_kind),
        foi_channels[k->channel].title, foi_stages[k->stage].title, days[0], days[1], days[2],
        due.left, days[3], k->code, code_title(k->code),
        k->in_time < 0 ? ""
        : k->in_time   ? "按期"
                       : "逾期",
        days[4], k->handler_name};
    csv_row(&r->out, cells, COUNT_OF(cells));
}

/* Names are masked as in the list; nothing else of the applicant leaves the case. */
enum st casework_csv(struct req *r)
{
    static const char *const head[] = {"申请编号", "收件号", "受理机关", "申请内容", "申请人",
        "申请人类型", "收到方式", "办理阶段", "到达日期", "收到申请之日", "答复期限", "剩余时间",
        "答复日期", "答复代码", "答复类型", "是否按期", "办结日期", "承办单位"};
    struct case_list l = {.tab = tab_of(r)}; /* total 0: nobody asks for it */
    enum st st = load_rows(r, &l, 1, CSV_MAX);
    if (st)
        return st;
    csv_begin(r, "requests.csv");
    csv_row(&r->out, head, COUNT_OF(head));
    for (size_t i = 0; i < l.n; i++)
        csv_case(r, &l.rows[i], l.today);
    return buf_failed(&r->out) ? fail(r->ctx, ST_TOO_BIG, "", "太多了，请先筛选再导出") : ST_OK;
}
