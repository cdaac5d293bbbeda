/* Walking the events of a case: one function an event, each with its guards and its effect.
 *
 * SPDX-License-Identifier: MIT */
#include "request/law/clock.h"

#include <stdarg.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "request/law/codes.h"

#define MAX_CONSULTS 64
#define MAX_LINES 256

struct interval {
    struct day from, to; /* working days d with from < d ≤ to are not counted */
};

struct run {
    struct arena *mem;
    const struct law_case *c;
    struct foi_clock *out;
    struct err *e;
    int period, extra; /* N and the extension, in working days */
    bool corrected, notice_sent, extended, reasons_asked, fee_asked;
    struct day fixed; /* R8a: a date that replaces the due date */
    struct interval excluded[MAX_CONSULTS];
    size_t n_excluded;
    size_t at; /* the event being walked */
    struct foi_refusal *refused;
    const char **lines;
};

const char *foi_state_word(enum foi_state s)
{
    static const char *const words[] = {"ARRIVED", "REGISTERED", "EXAM", "CORR_WAIT", "REASON_WAIT",
        "FEE_WAIT", "DELIVERED", "ABANDONED"};
    return words[s];
}

static const char *text(struct run *r, struct day d)
{
    return day_text(d, arena_alloc(r->mem, 11));
}

static void explain(struct run *r, const char *fmt, ...) PRINTF(2, 3);
static void explain(struct run *r, const char *fmt, ...)
{
    if (r->out->n_explanation == MAX_LINES)
        return;
    va_list ap;
    va_start(ap, fmt);
    r->lines[r->out->n_explanation++] = arena_vprintf(r->mem, fmt, ap);
    va_end(ap);
}

static enum st refuse(struct run *r, const char *rule, const char *fmt, ...) PRINTF(3, 4);
static enum st refuse(struct run *r, const char *rule, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *reason = arena_vprintf(r->mem, fmt, ap);
    va_end(ap);
    r->refused[r->out->n_refused++] = (struct foi_refusal){r->at, rule, reason};
    explain(r, "第%zu件事未予采纳（%s）：%s", r->at + 1, rule, reason);
    return ST_OK;
}

static struct day or_else(struct day d, struct day other)
{
    return day_given(d) ? d : other;
}

/* ---- receipt ---- */

/* RULE R1 and R1a: the day of receipt, by channel and regime; none while it awaits confirmation. */
static struct day receipt(const struct law_case *c, enum foi_regime regime)
{
    switch (c->channel) {
    case CHANNEL_F2F:
    case CHANNEL_POST_SIGNED:
        return c->arrived;
    case CHANNEL_EMAIL:
        return regime == REGIME_OLD ? c->arrived : c->confirmed;
    case CHANNEL_WEB:
        return c->web_auto ? c->arrived : c->confirmed;
    default:
        return c->confirmed;
    }
}

/* RULE T0: by the day of receipt; while that is open, by the day of arrival. */
static enum foi_regime regime_of(const struct law_case *c)
{
    if (c->stays_old)
        return REGIME_OLD;
    struct day new_from = day_of(2019, 5, 15);
    enum foi_regime by_arrival = c->arrived.n >= new_from.n ? REGIME_NEW : REGIME_OLD;
    struct day received = receipt(c, by_arrival);
    return or_else(received, c->arrived).n >= new_from.n ? REGIME_NEW : REGIME_OLD;
}

/* ---- counting ---- */

static bool excluded(const struct run *r, struct day d)
{
    for (size_t i = 0; i < r->n_excluded; i++) /* RULE R6b: the union, never the sum */
        if (d.n > r->excluded[i].from.n && d.n <= r->excluded[i].to.n)
            return true;
    return false;
}

/* RULE W0 and R6c: the earliest day D for which the working days in (T, D] that are not excluded
 * number N + extension. The day of receipt is not counted (RULE R1b: nor are days off). */
static enum st count_due(struct run *r)
{
    struct foi_clock *o = r->out;
    int left = r->period + r->extra;
    struct day d = o->start;
    o->excluded = 0;
    while (left > 0) {
        bool working;
        d.n++;
        enum st st = calendar_is_working(d, &working, r->e);
        if (st)
            return st;
        if (!working)
            continue;
        if (excluded(r, d))
            o->excluded++;
        else
            left--;
    }
    o->due = day_given(r->fixed) ? r->fixed : d;
    return ST_OK;
}

/* RULE R2 and R3: everything that hangs on the day of receipt. Also a restart (RULE R4, F8). */
static enum st start_at(struct run *r, struct day start, const char *why)
{
    struct foi_clock *o = r->out;
    o->start = start;
    r->extra = 0;
    r->fixed = day_none();
    enum st st = calendar_add(start, r->period, &o->base_due, r->e);
    if (!st)
        st = count_due(r);
    if (!st && o->regime == REGIME_NEW)
        st = calendar_add(start, 7, &o->correction_notice_by, r->e);
    else
        o->correction_notice_by = o->due;
    if (!st)
        explain(r, "%s：自%s起算，当日不计，%d个工作日，至%s", why, text(r, start), r->period,
            text(r, o->base_due));
    return st;
}

/* RULE 1.7: answered again until the day a decision or judgment names; consulting does not move
 * that day, and an extension is not the organ's to grant. */
static enum st start_ordered(struct run *r, struct day start)
{
    struct foi_clock *o = r->out;
    o->start = start;
    o->base_due = o->due = o->correction_notice_by = r->fixed = r->c->ordered;
    r->extended = true;
    explain(r, "决定、判决要求在%s前重新答复", text(r, r->fixed));
    return ST_OK;
}

/* ---- events ---- */

/* RULE R3, R3a, R4a, R5 */
static enum st correction_notice(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    struct day received = or_else(ev->received, ev->date);
    if (r->notice_sent)
        return refuse(r, "R4a", "补正只能一次性告知，不能再次要求补正");
    if (o->state != FOI_REGISTERED && o->state != FOI_EXAM)
        return refuse(r, "1.7", "当前环节不能发出补正告知");
    if (ev->date.n > o->correction_notice_by.n)
        return refuse(r, "R3a", "补正告知应在%s前发出，%s已超过期限，应按现有申请办理",
            text(r, o->correction_notice_by), text(r, ev->date));
    enum st st = calendar_add(received, ev->days, &o->correction_deadline, r->e);
    if (st)
        return st;
    r->notice_sent = true;
    o->state = FOI_CORR_WAIT;
    explain(r, "%s发出补正告知，%s送达申请人，应在%s前补正", text(r, ev->date), text(r, received),
        text(r, o->correction_deadline));
    return ST_OK;
}

/* RULE R4, R5a */
static enum st correction_received(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    bool given_up = o->state == FOI_ABANDONED && strcmp(o->code, "O1") == 0;
    if (o->state != FOI_CORR_WAIT && !given_up)
        return refuse(r, "R4", "没有等待补正的告知，收到的材料不重新起算期限");
    if (ev->date.n > o->correction_deadline.n && !ev->good_reason)
        return refuse(r, "R5a", "补正期限至%s，%s逾期补正且无正当理由",
            text(r, o->correction_deadline), text(r, ev->date));
    r->corrected = true;
    o->state = FOI_EXAM;
    o->code = "";
    return start_at(r, ev->date, "收到补正，期限重新起算");
}

/* RULE R6, R6a, R6d, R6e, R7b, R8, R9: fifteen working days, whoever is asked */
static enum st consult(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    struct day until;
    if (r->n_excluded == MAX_CONSULTS)
        return refuse(r, "R6", "征求意见超过 %d 次", MAX_CONSULTS);
    enum st st = calendar_add(or_else(ev->received, ev->date), 15, &until, r->e);
    if (st)
        return st;
    if (day_given(ev->answered) && ev->answered.n < until.n)
        until = ev->answered;
    if (o->state == FOI_REGISTERED)
        o->state = FOI_EXAM;
    if (o->regime == REGIME_OLD && ev->consulted != CONSULT_THIRD_PARTY) {
        explain(r, "%s征求其他机关意见，原条例下不停止计算期限", text(r, ev->date));
        return ST_OK;
    }
    r->excluded[r->n_excluded++] = (struct interval){ev->date, until};
    explain(r, "%s发出征求意见，%s%s，其间不计入期限", text(r, ev->date), text(r, until),
        day_given(ev->answered) && until.n == ev->answered.n ? "收到答复" : "期满视为结束");
    return count_due(r);
}

/* RULE R7, R7a */
static enum st extension(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    struct day notified = or_else(ev->notified, ev->date);
    if (r->extended)
        return refuse(r, "R7a", "只能延期一次");
    if (ev->days < 1 || ev->days > r->period)
        return refuse(r, "R7a", "延期应在1至%d个工作日之间", r->period);
    if (ev->date.n > o->due.n || notified.n > o->due.n)
        return refuse(r, "R7a", "延期的批准和告知都应不晚于%s", text(r, o->due));
    r->extended = true;
    r->extra = ev->days;
    enum st st = count_due(r);
    if (!st)
        explain(r, "%s批准延期%d个工作日，%s告知申请人，至%s", text(r, ev->date), ev->days,
            text(r, notified), text(r, o->due));
    return st;
}

/* RULE R8a */
static enum st reason_notice(struct run *r, const struct law_event *ev)
{
    if (r->out->regime == REGIME_OLD)
        return refuse(r, "R8a", "原条例没有要求申请人说明理由的规定");
    r->reasons_asked = true;
    r->out->state = FOI_REASON_WAIT;
    explain(r, "%s要求申请人说明理由，期限照常计算", text(r, ev->date));
    return ST_OK;
}

/* RULE R8a */
static enum st fixed_due(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    if (!r->reasons_asked)
        return refuse(r, "R8a", "没有要求说明理由，不能另定答复日期");
    if (or_else(ev->notified, ev->date).n > o->due.n && day_given(ev->notified))
        return refuse(r, "R8a", "另定的日期应在%s前告知申请人", text(r, o->due));
    if (ev->date.n < o->due.n)
        return refuse(r, "R8a", "另定的日期%s早于答复期限%s", text(r, ev->date), text(r, o->due));
    r->fixed = o->due = ev->date;
    o->state = FOI_EXAM;
    explain(r, "理由合理，答复日期另定为%s", text(r, ev->date));
    return ST_OK;
}

/* RULE F1, F6, F7: a fee notice. */
static enum st fee_notice(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    struct day received = or_else(ev->received, ev->date);
    if (ev->date.n < day_of(2021, 1, 1).n)
        return refuse(r, "F1", "信息处理费自2021-01-01起方可收取");
    if (r->fee_asked)
        return refuse(r, "F6", "已经发出过收费通知");
    if (ev->date.n > o->due.n)
        return refuse(r, "F6", "收费通知应在答复期限%s内发出", text(r, o->due));
    enum st st = calendar_add(received, 20, &o->pay_by, r->e);
    if (st)
        return st;
    r->fee_asked = true;
    o->state = FOI_FEE_WAIT;
    explain(r, "%s发出收费通知，%s送达，应在%s前缴费，其间停止计算", text(r, ev->date),
        text(r, received), text(r, o->pay_by));
    return ST_OK;
}

/* RULE F7, F8 */
static enum st paid(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    if (!r->fee_asked)
        return refuse(r, "F8", "没有收费通知");
    if (o->state != FOI_FEE_WAIT)
        return refuse(r, "F7", "缴费期限至%s，已不再处理", text(r, o->pay_by));
    o->state = FOI_EXAM;
    return start_at(r, ev->date, "收到缴费，期限重新起算");
}

/* RULE R10, K6, R4a, 1.7: what can be answered, and when it was. */
static enum st reply(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    if (o->state == FOI_CORR_WAIT || o->state == FOI_FEE_WAIT)
        return refuse(
            r, "1.7", "%s，不能答复", o->state == FOI_CORR_WAIT ? "正在等待补正" : "正在等待缴费");
    if (strcmp(ev->code, "X4") == 0 && !r->reasons_asked)
        return refuse(r, "K6", "认定无正当理由大量反复申请前，应先要求申请人说明理由");
    if (strcmp(ev->code, "N3") == 0 && !r->corrected)
        return refuse(r, "R4a", "未经补正，不能以补正后仍不明确为由答复");
    o->replied = true;
    o->in_time = ev->date.n <= o->due.n;
    o->state = FOI_DELIVERED;
    o->code = ev->code;
    explain(r, "%s送出答复（%s），期限%s，%s", text(r, ev->date), ev->code, text(r, o->due),
        o->in_time ? "未逾期" : "已逾期");
    return ST_OK;
}

static const struct {
    enum st (*walk)(struct run *r, const struct law_event *ev);
} walkers[] = {
    [FOI_CORRECTION_NOTICE] = {correction_notice},
    [FOI_CORRECTION_RECEIVED] = {correction_received},
    [FOI_CONSULT] = {consult},
    [FOI_EXTENSION] = {extension},
    [FOI_REASON_NOTICE] = {reason_notice},
    [FOI_FEE_NOTICE] = {fee_notice},
    [FOI_PAID] = {paid},
    [FOI_FIXED_DUE] = {fixed_due},
    [FOI_REPLY] = {reply},
};

/* RULE R5a, F7: what the clock does by itself on the day after a deadline. */
static void pass_time(struct run *r, struct day to)
{
    struct foi_clock *o = r->out;
    if (o->state == FOI_CORR_WAIT && to.n > o->correction_deadline.n) {
        o->state = FOI_ABANDONED;
        o->code = "O1";
        explain(r, "补正期限%s已过，未补正，视为放弃申请", text(r, o->correction_deadline));
    } else if (o->state == FOI_FEE_WAIT && to.n > o->pay_by.n) {
        o->state = FOI_ABANDONED;
        o->code = "O2";
        explain(r, "缴费期限%s已过，未缴费，不再处理", text(r, o->pay_by));
    }
}

static bool dates_in_order(const struct law_event *ev)
{
    bool after = (!day_given(ev->received) || ev->received.n >= ev->date.n) &&
                 (!day_given(ev->answered) || ev->answered.n >= ev->date.n);
    bool told =
        ev->kind != FOI_EXTENSION || !day_given(ev->notified) || ev->notified.n >= ev->date.n;
    return after && told;
}

static enum st walk_event(struct run *r, const struct law_event *ev)
{
    struct foi_clock *o = r->out;
    if (!day_given(o->start))
        return refuse(r, "R1", "申请尚未确认收到，期限没有起算");
    if (ev->date.n < o->start.n)
        return refuse(r, "W0", "%s早于期限起算的%s", text(r, ev->date), text(r, o->start));
    if (!dates_in_order(ev))
        return refuse(r, "W0", "送达、答复或告知的日期早于发出的日期%s", text(r, ev->date));
    if (ev->kind != FOI_FIXED_DUE)
        pass_time(r, ev->date);
    if (o->state == FOI_DELIVERED)
        return refuse(r, "1.7", "已经答复，案件不再接受新的事项");
    if (o->state == FOI_ABANDONED && ev->kind != FOI_CORRECTION_RECEIVED && ev->kind != FOI_PAID)
        return refuse(r, "1.7", "已按放弃处理，不再接受新的事项");
    return walkers[ev->kind].walk(r, ev);
}

/* RULE R11. A stopped or ended clock shows no light. */
static void set_light(struct run *r)
{
    static const char *const words[] = {"none", "yellow", "red", "overdue", "none"};
    struct foi_clock *o = r->out;
    bool stopped =
        o->replied || o->state == FOI_ABANDONED || o->state == FOI_FEE_WAIT || !day_given(o->due);
    o->light = stopped ? "none" : words[light_of(o->due, r->c->today)];
}

enum st foi_clock_run(
    struct arena *a, const struct law_case *c, struct foi_clock *out, struct err *e)
{
    struct run r = {.mem = a,
        .c = c,
        .out = out,
        .e = e,
        .fixed = day_none(),
        .refused = ARENA_ARRAY(a, struct foi_refusal, c->n_events),
        .lines = ARENA_ARRAY(a, const char *, MAX_LINES)};
    struct day none = day_none();
    *out = (struct foi_clock){.state = FOI_ARRIVED,
        .start = none,
        .base_due = none,
        .due = none,
        .correction_notice_by = none,
        .correction_deadline = none,
        .pay_by = none,
        .code = "",
        .refused = r.refused,
        .explanation = r.lines,
        .regime = regime_of(c)};
    if (day_given(c->confirmed) && c->confirmed.n < c->arrived.n)
        return err_set(e, ST_INVALID, "confirmed", "确认日期早于到达日期");
    r.period = out->regime == REGIME_OLD ? 15 : 20; /* RULE R2 */
    struct day start = receipt(c, out->regime);
    enum st st = ST_OK;
    if (day_given(start)) {
        out->state = FOI_REGISTERED;
        st = c->ordered.n ? start_ordered(&r, start) : start_at(&r, start, "收到申请");
    } else {
        explain(&r, "%s到达，尚未与申请人确认，期限没有起算", text(&r, c->arrived));
    }
    for (r.at = 0; !st && r.at < c->n_events; r.at++)
        st = walk_event(&r, &c->events[r.at]);
    if (st)
        return st;
    pass_time(&r, c->today);
    if (day_given(out->due))
        explain(&r, "答复期限：%s（不计入的工作日%d个）", text(&r, out->due), out->excluded);
    set_light(&r);
    return ST_OK;
}
