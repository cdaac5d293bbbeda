/* Reading cases and writing clocks.
 *
 * SPDX-License-Identifier: MIT */
#include "request/law/clock_json.h"

#include <string.h>

#include "request/law/clock.h"
#include "request/law/codes.h"

static int find_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static const char *const channels[] = {
    "F2F", "POST_SIGNED", "POST_PLAIN", "MISROUTED", "EMAIL", "FAX", "WEB", NULL};
static const char *const kinds[] = {"correction_notice", "correction_received", "consult",
    "extension", "reason_notice", "fee_notice", "paid", "fixed_due", "reply", NULL};
static const char *const deliveries[] = {"HAND", "VIA_ORGAN", "POST", "ELECTRONIC", NULL};

/* The day of an event stands under this name. */
static const char *const day_names[] = {[FOI_CORRECTION_NOTICE] = "date",
    [FOI_CORRECTION_RECEIVED] = "date",
    [FOI_CONSULT] = "issued",
    [FOI_EXTENSION] = "approved",
    [FOI_REASON_NOTICE] = "date",
    [FOI_FEE_NOTICE] = "date",
    [FOI_PAID] = "date",
    [FOI_FIXED_DUE] = "date",
    [FOI_REPLY] = "date"};

/* Absent and null are no day. */
static enum st read_day(
    const struct json *j, const char *name, bool needed, struct day *out, struct err *e)
{
    const struct json *v = json_get(j, name);
    *out = day_none();
    if (json_kind(v) == JSON_NULL)
        return needed ? err_set(e, ST_INVALID, name, "缺少日期 %s", name) : ST_OK;
    *out = day_parse(json_text(v));
    if (json_kind(v) != JSON_TEXT || !day_given(*out))
        return err_set(
            e, ST_INVALID, name, "%s 不是存在的日期（应为 YYYY-MM-DD）：%s", name, json_text(v));
    return ST_OK;
}

/* What kind of body was asked; words of the field in either case. */
static enum st read_consulted(const struct json *j, struct law_event *ev, struct err *e)
{
    static const struct {
        const char *word;
        enum foi_consulted kind;
    } words[] = {{"THIRD_PARTY", CONSULT_THIRD_PARTY}, {"THIRD", CONSULT_THIRD_PARTY},
        {"ORGAN", CONSULT_ORGAN}, {"OTHER_ORGAN", CONSULT_ORGAN}, {"JOINT", CONSULT_JOINT},
        {"JOINT_MAKER", CONSULT_JOINT}};
    const char *kind = json_get_text(j, "kind");
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcasecmp(words[i].word, kind) == 0) {
            ev->consulted = words[i].kind;
            return ST_OK;
        }
    return err_set(
        e, ST_INVALID, "kind", "consult 的 kind 应是 THIRD_PARTY、ORGAN 或 JOINT：%s", kind);
}

static enum st read_reply(const struct json *j, struct law_event *ev, struct err *e)
{
    const char *delivery = json_get_text(j, "delivery");
    ev->code = json_get_text(j, "code");
    if (!reply_code_find(ev->code))
        return err_set(e, ST_INVALID, "code", "没有答复类型 %s", ev->code);
    if (json_get(j, "delivery") && find_word(deliveries, delivery) < 0)
        return err_set(e, ST_INVALID, "delivery",
            "delivery 应是 HAND、VIA_ORGAN、POST 或 ELECTRONIC：%s", delivery);
    return ST_OK;
}

static enum st read_event(const struct json *j, struct law_event *ev, struct err *e)
{
    int kind = find_word(kinds, json_get_text(j, "type"));
    if (kind < 0)
        return err_set(e, ST_INVALID, "type", "没有事件类型“%s”", json_get_text(j, "type"));
    *ev = (struct law_event){.kind = (enum law_event_kind)kind,
        .code = "",
        .good_reason = json_get_bool(j, "good_reason", false)};
    int64_t days = json_get_int(j, "days", kind == FOI_CORRECTION_NOTICE ? 15 : 0);
    if (days < 0 || days > 1000 || (kind == FOI_CORRECTION_NOTICE && days < 1))
        return err_set(e, ST_INVALID, "days", "days 超出范围：%lld", (long long)days);
    ev->days = (int)days;
    enum st st = read_day(j, day_names[kind], true, &ev->date, e);
    if (!st)
        st = read_day(j, "received", false, &ev->received, e);
    if (!st)
        st = read_day(j, "answered", false, &ev->answered, e);
    if (!st)
        st = read_day(j, "notified", false, &ev->notified, e);
    if (!st && kind == FOI_CONSULT)
        st = read_consulted(j, ev, e);
    if (!st && kind == FOI_REPLY)
        st = read_reply(j, ev, e);
    return st;
}

/* The day asked for; without one that of the last event, or of the arrival. */
static enum st read_today(const struct json *j, struct law_case *c, struct err *e)
{
    enum st st = read_day(j, "today", false, &c->today, e);
    if (!st && !day_given(c->today) && c->n_events) {
        const struct law_event *last = &c->events[c->n_events - 1];
        bool other = last->kind == FOI_FIXED_DUE && day_given(last->notified);
        c->today = other ? last->notified : last->date;
    } else if (!st && !day_given(c->today)) {
        c->today = day_given(c->confirmed) ? c->confirmed : c->arrived;
    }
    return st;
}

static enum st read_case(struct arena *a, const struct json *j, struct law_case *c, struct err *e)
{
    int channel = find_word(channels, json_get_text(j, "channel"));
    const struct json *list = json_get(j, "events");
    const char *confirm = json_get_text(j, "web_confirm");
    *c = (struct law_case){.n_events = json_count(list)};
    if (json_kind(j) != JSON_OBJECT)
        return err_set(e, ST_INVALID, "", "每个案件应是一个 JSON 对象");
    if (channel < 0)
        return err_set(e, ST_INVALID, "channel", "没有渠道“%s”", json_get_text(j, "channel"));
    if (*confirm && strcmp(confirm, "AUTO") != 0 && strcmp(confirm, "MANUAL") != 0)
        return err_set(
            e, ST_INVALID, "web_confirm", "web_confirm 应是 MANUAL 或 AUTO：%s", confirm);
    if (list && json_kind(list) != JSON_LIST && json_kind(list) != JSON_NULL)
        return err_set(e, ST_INVALID, "events", "events 应是列表");
    c->channel = (enum foi_channel)channel;
    c->web_auto = strcmp(confirm, "AUTO") == 0;
    enum st st = read_day(j, "arrived", true, &c->arrived, e);
    if (!st)
        st = read_day(j, "confirmed", false, &c->confirmed, e);
    struct law_event *events = ARENA_ARRAY(a, struct law_event, c->n_events);
    for (size_t i = 0; !st && i < c->n_events; i++)
        st = read_event(json_at(list, i), &events[i], e);
    c->events = events;
    return st ? st : read_today(j, c, e);
}

static void write_day(struct buf *b, const char *name, struct day d)
{
    char text[11];
    if (day_given(d)) {
        jw_pair(b, name, day_text(d, text));
        return;
    }
    jw_key(b, name);
    buf_adds(b, "null");
}

static void write_lists(struct buf *b, const struct foi_clock *o)
{
    jw_key(b, "refused");
    buf_addc(b, '[');
    for (size_t i = 0; i < o->n_refused; i++) {
        jw_comma(b);
        buf_addc(b, '{');
        jw_pair_int(b, "event", (int64_t)o->refused[i].event);
        jw_pair(b, "rule", o->refused[i].rule);
        jw_pair(b, "reason", o->refused[i].reason);
        buf_addc(b, '}');
    }
    buf_adds(b, "]");
    jw_key(b, "explanation");
    buf_addc(b, '[');
    for (size_t i = 0; i < o->n_explanation; i++) {
        jw_comma(b);
        jw_text(b, o->explanation[i]);
    }
    buf_addc(b, ']');
}

static void write_clock(struct buf *b, const struct foi_clock *o)
{
    buf_addc(b, '{');
    jw_pair(b, "regime", o->regime == REGIME_OLD ? "OLD" : "NEW");
    write_day(b, "start", o->start);
    write_day(b, "base_due", o->base_due);
    write_day(b, "due", o->due);
    write_day(b, "correction_notice_by", o->correction_notice_by);
    write_day(b, "correction_deadline", o->correction_deadline);
    write_day(b, "pay_by", o->pay_by);
    jw_pair_int(b, "excluded_working_days", o->excluded);
    jw_pair(b, "state", foi_state_word(o->state));
    jw_key(b, "code");
    if (*o->code)
        jw_text(b, o->code);
    else
        buf_adds(b, "null");
    jw_key(b, "in_time");
    buf_adds(b, !o->replied ? "null" : o->in_time ? "true" : "false");
    jw_pair(b, "light", o->light);
    write_lists(b, o);
    buf_addc(b, '}');
}

/* RULE W4: outside the calendar there is an error, never a guess. */
static void write_error(struct buf *b, const struct err *e)
{
    buf_addc(b, '{');
    jw_key(b, "error");
    buf_addc(b, '{');
    jw_pair(b, "code", "CALENDAR_NOT_LOADED");
    jw_pair(b, "message", e->message);
    buf_adds(b, "}}");
}

static enum st one_case(struct arena *a, const struct json *j, struct buf *out, struct err *e)
{
    struct law_case c;
    struct foi_clock clock;
    enum st st = read_case(a, j, &c, e);
    if (st)
        return st;
    st = foi_clock_run(a, &c, &clock, e);
    if (!st)
        write_clock(out, &clock);
    else if (strstr(e->detail, "CALENDAR_NOT_LOADED"))
        write_error(out, e);
    else
        return st;
    return ST_OK;
}

enum st foi_clock_json(struct arena *a, const struct json *in, struct buf *out, struct err *e)
{
    if (json_kind(in) != JSON_LIST)
        return one_case(a, in, out, e);
    buf_addc(out, '[');
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < json_count(in); i++) {
        jw_comma(out);
        st = one_case(a, json_at(in, i), out, e);
    }
    buf_addc(out, ']');
    return st;
}
