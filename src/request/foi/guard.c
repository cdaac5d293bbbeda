/* The guards of the transition table.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/guard.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "request/foi/file_state.h"

void reason(struct reasons *r, const char *rule, const char *field, const char *fmt, ...)
{
    va_list ap;
    if (r->n == COUNT_OF(r->list))
        return;
    va_start(ap, fmt);
    r->list[r->n++] = (struct foi_gap){rule, field, arena_vprintf(r->mem, fmt, ap)};
    va_end(ap);
}

void reasons_take(struct reasons *r, const char *where, const struct paper_findings *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (!f->at[i].note)
            reason(r, f->at[i].rule, "", "%s%s：%s，%s", where, f->at[i].place, f->at[i].what,
                f->at[i].remedy);
}

const char *reasons_text(const struct reasons *r)
{
    static const char *const digits[] = {
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    if (r->n == 1)
        return r->list[0].message;
    const char *out = "";
    for (size_t i = 0; i < r->n && i < COUNT_OF(digits); i++)
        out =
            arena_printf(r->mem, "%s%s（%s）%s", out, i ? "；" : "", digits[i], r->list[i].message);
    return out;
}

/* ---- facts ---- */

static bool chosen(const struct foi_word *choices, const char *key, size_t n)
{
    for (; choices->key; choices++)
        if (strlen(choices->key) == n && strncmp(choices->key, key, n) == 0)
            return true;
    return false;
}

static bool all_chosen(const struct foi_word *choices, const char *keys)
{
    while (*keys) {
        size_t n = strcspn(keys, " ");
        if (n && !chosen(choices, keys, n))
            return false;
        keys += n + (keys[n] == ' ');
    }
    return true;
}

static bool whole_number(const char *s, int max)
{
    size_t n = strspn(s, "0123456789");
    return n > 0 && n < 10 && !s[n] && (!max || strtol(s, NULL, 10) <= max);
}

static void check_value(struct reasons *r, const struct fact *f, const char *value)
{
    size_t most = f->max ? (size_t)f->max : f->kind == FACT_LONG ? 4000 : 500;
    switch (f->kind) {
    case FACT_TEXT:
    case FACT_LONG:
    case FACT_DATA:
        if (utf8_count(value) > most)
            reason(r, "FACT", f->name, "“%s”最多 %zu 字", f->label, most);
        break;
    case FACT_DAY:
        if (!day_given(day_parse(value)))
            reason(r, "FACT", f->name, "“%s”应是存在的日期，例如 2018-09-12", f->label);
        break;
    case FACT_INT:
        if (!whole_number(value, f->max))
            reason(r, "FACT", f->name, f->max ? "“%s”应是 0 到 %d 的整数" : "“%s”应是整数",
                f->label, f->max);
        break;
    case FACT_BOOL:
        if (strcmp(value, "1") != 0)
            reason(r, "FACT", f->name, "“%s”只能选或不选", f->label);
        break;
    case FACT_CHOICE:
    case FACT_CODES:
        if (!all_chosen(f->choices, value))
            reason(r, "FACT", f->name, "“%s”请从列表中选择", f->label);
        break;
    }
}

void check_facts(struct reasons *r, const struct foi_move *m, struct map *args)
{
    for (size_t i = 0; i < m->n_facts; i++) {
        const struct fact *f = &m->facts[i];
        const char *value = map_find(args, f->name);
        if (!value && *f->fallback) {
            map_set(args, f->name, (void *)f->fallback);
            value = f->fallback;
        }
        if (value)
            check_value(r, f, value);
        else if (f->required)
            reason(r, "FACT", f->name, "请填写“%s”", f->label);
    }
}

/* ---- guards ---- */

static const char *arg(const struct attempt *a, const char *name)
{
    return foi_event_arg(a->ev, name);
}

/* RULE R5a and F7: only when the clock itself has given the request up. */
static void guard_abandon(struct reasons *r, const struct attempt *a)
{
    char day[24];
    if (a->now->clock.state == FOI_ABANDONED)
        return;
    bool fee = a->before->stage == CASE_FEE_WAIT;
    reason(r, fee ? "F7" : "R5a", "", "%s期限到%s才届满，届满的次日起才能确认不再处理",
        fee ? "缴费" : "补正",
        day_text_zh(fee ? a->before->pay_by : a->before->correction_deadline, day));
}

static void guard_accept_late(struct reasons *r, const struct attempt *a)
{
    if (strcmp(a->before->code, "O1") != 0)
        reason(r, "R5a", "", "只有因逾期不补正而不再处理的申请才能接受逾期补正");
    if (!*arg(a, "reason"))
        reason(r, "R5a", "reason", "请写明逾期补正的正当理由");
}

static void guard_consult_answer(struct reasons *r, const struct attempt *a)
{
    int64_t seq = strtoll(arg(a, "consult"), NULL, 10);
    const struct consult *of = NULL;
    for (size_t i = 0; i < a->now->n_consults; i++)
        if (a->now->consults[i].seq == seq)
            of = &a->now->consults[i];
    if (!of)
        reason(r, "R6", "consult", "没有这次征求意见，请从列表中选择");
    else if (*of->answer && strcmp(of->answer, "SILENT") != 0)
        reason(r, "R6", "consult", "这次征求意见已经记录过答复");
    else if (a->ev->day.n < of->issued.n)
        reason(r, "W0", "day", "收到意见的日期早于发出征求意见书的日期");
    if (strcmp(arg(a, "answer"), "OBJECT") == 0 && !*arg(a, "text"))
        reason(r, "R8", "text", "不同意公开的，请写明对方的理由");
}

static void guard_reason_answer(struct reasons *r, const struct attempt *a)
{
    if (*arg(a, "silent") != '1' && !*arg(a, "text"))
        reason(r, "K6", "text", "请填写申请人说明的理由；没有说明的，请勾选“申请人没有说明”");
}

static void guard_revise(struct reasons *r, const struct attempt *a)
{
    if (!a->now->draft)
        reason(r, "K1", "", "请先拟定答复，再修改文稿");
}

/* A draft belongs to an act that could follow now; one that is set aside was there. */
static void guard_prepare(struct reasons *r, const struct attempt *a)
{
    const struct foi_move *m = foi_move_find(arg(a, "of"));
    if (!m || !(m->from & IN(a->before->stage)))
        reason(r, "1.7", "of", "申请现在是“%s”，不能“%s”", foi_stages[a->before->stage].title,
            m ? m->label : arg(a, "of"));
}

static void guard_submit(struct reasons *r, const struct attempt *a)
{
    if (!a->now->draft)
        reason(r, "K1", "", "请先拟定答复");
    else
        guard_third(r, a, a->now->draft);
    for (size_t i = 0; i < a->now->n_consults; i++)
        if (!*a->now->consults[i].answer)
            reason(r, "R6", "", "第 %zu 次征求意见还没有收到答复，收到或者期满后再送审", i + 1);
}

static void guard_other_person(struct reasons *r, const struct attempt *a)
{
    if (a->now->draft && a->now->draft->person == a->c->person)
        reason(r, "1.7", "", "拟稿人不能审查、签发自己拟的答复，请由其他人办理");
}

/* RULE C6: late only with a reason. */
static void guard_sign(struct reasons *r, const struct attempt *a)
{
    guard_other_person(r, a);
    if (!a->now->approved)
        reason(r, "1.7", "", "还没有通过保密审查和公开审查，不能签发");
    if (day_given(a->before->due) && a->ev->day.n > a->before->due.n && !*arg(a, "late_reason"))
        reason(r, "C6", "late_reason", "已经超过答复期限，请写明逾期的原因");
}

static void guard_close(struct reasons *r, const struct attempt *a)
{
    if (!a->now->proof)
        reason(r, "1.8", "", "缺少送达凭证，请先补充");
}

static void guard_archive(struct reasons *r, const struct attempt *a)
{
    if (*a->missing)
        reason(r, "1.8", "", "案卷还缺少：%s。请补充后再归档", a->missing);
}

/* RULE R7a: once for a case, also when it is answered again; an ordered day cannot be put off. */
static void guard_extension(struct reasons *r, const struct attempt *a)
{
    if (day_given(a->now->reopened) && a->before->extended)
        reason(r, "R7a", "days", "这件申请已经延期过一次，重新答复时不能再延期");
}

/* RULE F4, F5: what is charged is what the case counts, or it is said why it is not. */
static void guard_count(struct reasons *r, const struct attempt *a, bool pages)
{
    const char *unit = pages ? "页" : "件", *count = arg(a, "count"), *known = arg(a, "known");
    const char *rule = pages ? "F5" : "F4";
    if (!*count)
        reason(
            r, rule, "count", "案卷里还没有拟提供的文件，或者不知道页数，请填写页数并说明怎样数的");
    else if (strcmp(count, known) == 0 || *arg(a, "why"))
        return;
    else if (strcmp(known, "0") == 0)
        reason(r, rule, "why", "案卷里不知道页数，请说明 %s %s是怎样数的", count, unit);
    else
        reason(r, rule, "why",
            "填写的 %s %s与案卷算出的 %s %s不同，请说明原因；没有特别原因的，请留空", count, unit,
            known, unit);
}

/* RULE F2: nothing is charged within the free band, and one request has one standard. */
static void guard_fee(struct reasons *r, const struct attempt *a)
{
    bool pages = strcmp(arg(a, "standard"), "PAGES") == 0;
    const struct foi_event *before = a->now->fee;
    guard_count(r, a, pages);
    if (*arg(a, "charged") && strcmp(arg(a, "amount"), "0") == 0)
        reason(r, "F3", "count", "本月其他申请已经按件通知收费 %s 元，%s 件不再收费",
            arg(a, "charged"), arg(a, "count"));
    else if (*arg(a, "count") && strcmp(arg(a, "amount"), "0") == 0)
        reason(r, "F2", "count", "%s %s没有超过免费的数量（%s），不能收费", arg(a, "count"),
            pages ? "页" : "件", pages ? "每件申请 30 页" : "每月 10 件");
    if (before && strcmp(foi_event_arg(before, "standard"), arg(a, "standard")) != 0)
        reason(r, "F2", "standard", "这件申请已经按另一种标准发过收费通知，一件申请只能选一种");
}

/* RULE R8b: two people all the same. */
static void guard_now(struct reasons *r, const struct attempt *a)
{
    const struct reply_code *kind = reply_code_find(arg(a, "code"));
    if (kind && a->before->regime == REGIME_OLD && !kind->basis_old)
        reason(r, "T0", "code", "2008年的条例没有“%s”这种答复", kind->name);
    if (a->before->fix)
        reason(r, "K13", "", "更正本人记录的申请要先审核，不能当场答复");
    if (a->registrar && a->registrar == a->c->person)
        reason(r, "R8b", "", "登记人不能自己签批，请由单位负责人当场签批");
    guard_supply(r, a);
}

static void guard_withdraw(struct reasons *r, const struct attempt *a)
{
    if (!a->n_files && a->before->channel != CHANNEL_WEB && !*arg(a, "text"))
        reason(r, "1.7", "text", "请附上或写明申请人的书面撤回");
}

static const struct {
    const char *action;
    void (*check)(struct reasons *r, const struct attempt *a);
} guards[] = {
    {"abandon", guard_abandon},
    {"accept_late", guard_accept_late},
    {"consult_answer", guard_consult_answer},
    {"reason_answer", guard_reason_answer},
    {"draft", guard_draft},
    {"revise", guard_revise},
    {"prepare", guard_prepare},
    {"submit", guard_submit},
    {"approve", guard_other_person},
    {"return", guard_other_person},
    {"sign", guard_sign},
    {"extension", guard_extension},
    {"fee_notice", guard_fee},
    {"answer_now", guard_now},
    {"close", guard_close},
    {"archive", guard_archive},
    {"withdraw", guard_withdraw},
};

void check_act(struct reasons *r, const struct attempt *a)
{
    if (a->ev->day.n > a->today.n)
        reason(r, "W0", "day", "日期不能晚于今天");
    for (size_t i = 0; i < COUNT_OF(guards); i++)
        if (strcmp(guards[i].action, a->move->action) == 0)
            guards[i].check(r, a);
    check_copies(r, a);
    if (a->then && a->then->refusal)
        reason(r, a->then->refusal->rule, "day", "%s", a->then->refusal->reason);
}
