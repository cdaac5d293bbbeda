/* A case as its applicant may see it: state in plain words, history, days that matter.
 *
 * What is shown is listed here by name; whatever is not listed stays inside the house.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "request/apply/pages.h"

static enum st read_organ(struct req *r, struct own_case *o)
{
    enum st st = foi_organ_get(r->ctx, o->k.organ_id, &o->organ);
    if (st != ST_INVALID)
        return st;
    o->organ = (struct foi_organ){.name = o->k.organ_name,
        .address = "",
        .phone = "",
        .postcode = "",
        .hours = "",
        .court = ""}; /* it no longer takes requests; the case goes on */
    return ST_OK;
}

enum st own_case(struct req *r, struct own_case *out)
{
    *out = (struct own_case){.has_clock = false};
    enum st st = pass_get(r, &out->pass);
    if (!st && !out->pass.case_id)
        return fail(r->ctx, ST_NOT_FOUND, "", "请用申请编号和查询码查询");
    if (!st)
        st = foi_case_get(r->ctx, (struct foi_see){.all = true}, out->pass.case_id, &out->k);
    if (!st)
        st = foi_event_list(r->ctx, &out->k, &out->events, &out->n_events);
    if (!st)
        st = read_organ(r, out);
    if (st)
        return st;
    st = foi_case_clock(
        r->ctx, &out->k, out->events, out->n_events, day_at(r->ctx->now), &out->clock);
    out->has_clock = !st;
    out->name = *out->k.number ? out->k.number : out->k.arrival;
    return st == ST_INVALID ? ST_OK : st; /* outside the calendar: the page says less */
}

/* ---- history ---- */

/* note: the fact of the event that was written to the applicant anyway; NULL none. */
static const struct {
    const char *action, *what, *note;
    enum ui_mood mood;
} shown[] = {
    {"arrive", "申请已送达", NULL, MOOD_INFO},
    {"confirm", "已确认收到并登记", NULL, MOOD_INFO},
    {"assign", "开始办理", NULL, MOOD_INFO},
    {"correction_notice", "请您补正申请", "text", MOOD_WARN},
    {"correction_received", "收到您的补正，答复期限重新起算", NULL, MOOD_INFO},
    {"abandon", "逾期未补正或未缴费，不再处理", NULL, MOOD_STOP},
    {"accept_late", "接受逾期补正，重新办理", NULL, MOOD_INFO},
    {"consult", "正在征求有关方面的意见，所需时间不计入答复期限", NULL, MOOD_INFO},
    {"extension", "延长答复期限", "text", MOOD_WARN},
    {"reason_notice", "请您说明理由", "text", MOOD_WARN},
    {"reason_answer", "收到您说明的理由", NULL, MOOD_INFO},
    {"fixed_due", "另定答复日期", "text", MOOD_WARN},
    {"fee_notice", "请您缴纳信息处理费", "text", MOOD_WARN},
    {"paid", "收到缴费，答复期限重新起算", NULL, MOOD_INFO},
    {"deliver", "已答复", NULL, MOOD_GOOD},
    {"answer_now", "当场答复", NULL, MOOD_GOOD},
    {"withdraw", "您撤回了申请", NULL, MOOD_STOP},
    {"reopen", "依据复议决定或判决重新办理", NULL, MOOD_WARN},
};

static bool shown_step(const struct foi_event *ev, struct step *out)
{
    for (size_t i = 0; i < COUNT_OF(shown); i++)
        if (strcmp(shown[i].action, ev->action) == 0) {
            *out = (struct step){.day = ev->day,
                .what = shown[i].what,
                .note = shown[i].note ? foi_event_arg(ev, shown[i].note) : "",
                .mood = shown[i].mood};
            return true;
        }
    return false;
}

/* The last event with that action, or NULL. */
static const struct foi_event *last_event(const struct own_case *o, const char *action)
{
    for (size_t i = o->n_events; i > 0; i--)
        if (strcmp(o->events[i - 1].action, action) == 0)
            return &o->events[i - 1];
    return NULL;
}

static const char *fee_note(struct arena *a, const struct foi_event *ev)
{
    return arena_printf(
        a, "金额 %s 元。%s", foi_event_arg(ev, "amount"), foi_event_arg(ev, "text"));
}

size_t own_steps(struct arena *a, const struct own_case *o, struct step **out)
{
    size_t n = 0;
    *out = ARENA_ARRAY(a, struct step, o->n_events + 1);
    for (size_t i = o->n_events; i > 0; i--) {
        const struct foi_event *ev = &o->events[i - 1];
        if (!shown_step(ev, &(*out)[n]))
            continue;
        if (strcmp(ev->action, "fee_notice") == 0)
            (*out)[n].note = fee_note(a, ev);
        n++;
    }
    return n;
}

/* ---- state ---- */

static const char *day_zh(struct arena *a, struct day d)
{
    return day_text_zh(d, arena_alloc(a, 24));
}

static struct state_words arrived_state(const struct own_case *o)
{
    if (foi_waits_for_calendar(&o->k)) /* RULE W4 */
        return (struct state_words){"已收到，等待登记",
            "您的申请已经收到。计算答复期限要用的放假安排还没有公布，答复期限" FOI_NO_CALENDAR
            "，收到申请的日期不变。",
            MOOD_INFO};
    return (struct state_words){"已送达，等待确认",
        "工作人员会在一个工作日内按您留的联系方式与您确认。确认当天就是收到申请的日期，答复期限从第"
        "二天"
        "起算。",
        MOOD_INFO};
}

static struct state_words working_state(struct arena *a, const struct own_case *o)
{
    const struct foi_case *k = &o->k;
    const char *next = "办好后会按您选择的方式答复。";
    if (k->consulting)
        next = "正在征求有关方面的意见，征求意见的时间不计入答复期限。";
    if (day_given(k->due))
        next = arena_printf(a, "%s最迟在%s答复。", next, day_zh(a, k->due));
    return (struct state_words){k->consulting ? "正在征求意见" : "正在办理", next, MOOD_INFO};
}

/* The last day the notice gives for telling reasons. */
static struct day reasons_by(const struct own_case *o)
{
    const struct foi_event *ev = last_event(o, "reason_notice");
    struct day d;
    struct err e;
    int days = ev ? (int)strtol(foi_event_arg(ev, "days"), NULL, 10) : 0;
    return days > 0 && !calendar_add(ev->day, days, &d, &e) ? d : day_none();
}

static struct state_words waiting_state(struct arena *a, const struct own_case *o)
{
    const struct foi_case *k = &o->k;
    if (k->stage == CASE_CORR_WAIT)
        return (struct state_words){"请您补正申请",
            arena_printf(a,
                "请在%"
                "s前在下面补正；逾期又没有正当理由的，视为放弃申请。收到补正后，答复期限重新起算"
                "。",
                day_zh(a, k->correction_deadline)),
            MOOD_WARN};
    if (k->stage == CASE_FEE_WAIT)
        return (struct state_words){"请您缴纳信息处理费",
            arena_printf(
                a, "请在%s前按收费通知书缴费；逾期未缴纳的，不再处理。", day_zh(a, k->pay_by)),
            MOOD_WARN};
    const struct day by = reasons_by(o);
    return (struct state_words){"请您说明理由",
        day_given(by) ? arena_printf(a, "请在%s前在下面说明理由；答复期限照常计算。", day_zh(a, by))
                      : "请在下面说明理由；答复期限照常计算。",
        MOOD_WARN};
}

static struct state_words ended_state(struct arena *a, const struct own_case *o)
{
    const struct reply_code *kind = reply_code_find(o->k.code);
    if (o->k.stage == CASE_ABANDONED)
        return (struct state_words){"不再处理",
            "因逾期未补正或未缴费，这件申请不再处理。需要信息的，可以重新申请。", MOOD_STOP};
    if (o->k.stage == CASE_WITHDRAWN || strcmp(o->k.code, "O3") == 0)
        return (struct state_words){
            "已撤回", "您撤回了这件申请。需要信息的，可以重新申请。", MOOD_STOP};
    return (struct state_words){"已答复",
        arena_printf(a,
            "%s%s已于%s答复。不服答复的，可以按答复书写明的途径申请行政复议或提起诉讼。",
            kind ? kind->name : "", kind ? "，" : "", day_zh(a, o->k.replied)),
        MOOD_GOOD};
}

struct state_words own_state(struct arena *a, const struct own_case *o)
{
    switch (o->k.stage) {
    case CASE_ARRIVED:
        return arrived_state(o);
    case CASE_CORR_WAIT:
    case CASE_FEE_WAIT:
    case CASE_REASON_WAIT:
        return waiting_state(a, o);
    case CASE_DELIVERED:
    case CASE_CLOSED:
    case CASE_ARCHIVED:
    case CASE_ABANDONED:
    case CASE_WITHDRAWN:
        return ended_state(a, o);
    default:
        return working_state(a, o);
    }
}

/* ---- days ---- */

/* The days of appeal count from the day the reply came; the day of the reply when none is known. */
static size_t remedy_dates(struct ctx *c, const struct own_case *o, struct ics_event *list)
{
    const struct foi_event *ev = last_event(o, "deliver");
    if (!ev)
        ev = last_event(o, "answer_now");
    struct remedy remedy;
    struct err e;
    struct day received = ev ? day_parse(foi_event_arg(ev, "received")) : day_none();
    if (!ev || strcmp(o->k.code, "O3") == 0)
        return 0;
    const struct remedy_case rc = {.organ = o->organ.kind,
        .code = o->k.code,
        .issued = ev->day,
        .received = day_given(received) ? received : ev->day,
        .decision_received = day_none(),
        .due = o->k.due};
    if (foi_remedy(c->mem, &rc, &remedy_names_default, &remedy, &e))
        return 0;
    size_t n = 0;
    list[n++] = (struct ics_event){"reconsideration", "申请行政复议的最后一天",
        day_given(received) ? "从收到答复的第二天起算" : "按答复送出的日期估算，以实际收到之日为准",
        remedy.reconsideration_until};
    if (!remedy.reconsideration_first)
        list[n++] = (struct ics_event){"court", "直接提起行政诉讼的最后一天",
            day_given(received) ? "从收到答复的第二天起算"
                                : "按答复送出的日期估算，以实际收到之日为准",
            remedy.court_until};
    return n;
}

size_t own_dates(struct ctx *c, const struct own_case *o, struct ics_event list[static OWN_DATES])
{
    const struct foi_case *k = &o->k;
    size_t n = 0;
    if (k->stage >= CASE_DELIVERED)
        return remedy_dates(c, o, list);
    if (k->stage == CASE_CORR_WAIT)
        list[n++] = (struct ics_event){
            "correction", "补正申请的最后一天", "逾期视为放弃申请", k->correction_deadline};
    if (k->stage == CASE_REASON_WAIT)
        list[n++] = (struct ics_event){
            "reasons", "说明理由的最后一天", "期满没有说明的，按没有说明办理", reasons_by(o)};
    if (k->stage == CASE_FEE_WAIT)
        list[n++] =
            (struct ics_event){"payment", "缴费的最后一天", "逾期未缴的，不再处理", k->pay_by};
    if (day_given(k->due) && k->stage != CASE_CORR_WAIT && k->stage != CASE_FEE_WAIT)
        list[n++] = (struct ics_event){"due", "答复期限的最后一天", "当天答复也算按期", k->due};
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (day_given(list[i].day))
            list[kept++] = list[i];
    return kept;
}
