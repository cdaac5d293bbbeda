/* The days of a decision for somebody's own calendar: consultation, hearing, review, meeting,
 * decision. Only what is public.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/pages.h"

#include <string.h>

static const struct {
    enum decision_slot slot;
    const char *name, *title, *note;
} days[] = {
    {SLOT_CONSULT, "from", "公开征求意见开始", ""},
    {SLOT_CONSULT, "hearing_on", "听证会", ""},
    {SLOT_CONSULT, "to", "提意见的最后一天", "当天仍可以在网上提意见"},
    {SLOT_EXPERT, "expert_on", "专家论证", ""},
    {SLOT_RISK, "risk_on", "风险评估", ""},
    {SLOT_LEGAL, "legal_on", "合法性审查通过", ""},
    {SLOT_MEETING, "met_on", "集体讨论", ""},
    {SLOT_RESULT, "done_on", "落实完成", ""},
    {SLOT_EVALUATION, "evaluated_on", "后评估", ""},
};

size_t decision_dates(
    struct arena *a, const struct decision_thread *t, struct ics_event list[static DECISION_DATES])
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        const struct decision_entry *e = t->open[days[i].slot];
        struct day on = e ? decision_value_day(&e->values, days[i].name) : day_none();
        if (day_given(on))
            list[n++] = (struct ics_event){.key = days[i].name,
                .title = arena_printf(a, "%s：%s", days[i].title, t->d.title),
                .note = days[i].note,
                .day = on};
    }
    return n;
}

/* The name of a day stays, so that a calendar follows when it is moved. */
enum st decision_dates_show(struct req *r)
{
    struct decision_thread t;
    struct ics_event list[DECISION_DATES];
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = decision_read(r->ctx, id, true, &t);
    if (st)
        return st;
    const char *domain = ui_site()->domain;
    const struct ics_head head = {.product = "decision",
        .uid = arena_printf(r->ctx->mem, "decision-%lld", (long long)id),
        .domain = domain,
        .url = arena_concat(r->ctx->mem, "https://", domain, decision_public_href(r, id, ""), NULL),
        .alarm = "重大行政决策",
        .stamp = t.published_at};
    r->content_type = "text/calendar; charset=utf-8";
    res_header(r, "Content-Disposition",
        arena_printf(r->ctx->mem, "attachment; filename=\"decision-%lld.ics\"", (long long)id));
    ics_write(&r->out, &head, list, decision_dates(r->ctx->mem, &t, list));
    return ST_OK;
}
