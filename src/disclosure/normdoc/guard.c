/* The guards of the life cycle: every reason at once, each with its code, field and remedy.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "disclosure/normdoc/flow.h"
#include "lib/text/docno.h"

struct case_of { /* one question being answered */
    struct arena *a;
    const struct norm_facts *f;
    struct norm_reason *out;
    size_t n;
};

static void give(struct case_of *k, const char *code, const char *field, const char *text)
{
    if (k->n < NORM_REASONS)
        k->out[k->n++] = (struct norm_reason){code, field, text};
}

static struct day given_day(const struct case_of *k, const char *name)
{
    return norm_value_day(k->f->given, name);
}

/* RULE N-NEED */
static void needs(struct case_of *k, const struct norm_move *m)
{
    for (size_t i = 0; i < n_norm_needs; i++) {
        const struct norm_need *w = &norm_needs[i];
        if (!w->must || strcmp(w->action, m->action) != 0 || *norm_value(k->f->given, w->name))
            continue;
        give(k, "N-NEED", w->name,
            arena_printf(
                k->a, w->kind == NEED_CHECK ? "请核对并勾选“%s”" : "请填写“%s”", w->label));
    }
}

static void not_later(struct case_of *k, const char *name, struct day limit, const char *text)
{
    struct day d = given_day(k, name);
    if (day_given(d) && day_given(limit) && d.n > limit.n)
        give(k, "N-ORDER", name, text);
}

/* RULE N-CONSULT: at least seven working days by default. */
static void span(struct case_of *k)
{
    struct day from = given_day(k, "consult_from"), to = given_day(k, "consult_to");
    int days;
    struct err e;
    if (!day_given(from) || !day_given(to))
        return;
    if (to.n < from.n) {
        give(k, "N-CONSULT", "consult_to", "结束日期早于开始日期，请核对");
        return;
    }
    if (calendar_between((struct day){from.n - 1}, to, &days, &e))
        return; /* outside the calendar nothing is guessed */
    if (days < k->f->settings->consult_days)
        give(k, "N-CONSULT", "consult_to",
            arena_printf(k->a, "征求意见只有 %d 个工作日，不少于 %d 个；请推迟结束日期", days,
                k->f->settings->consult_days));
}

static void heard(struct case_of *k)
{
    struct day to = norm_value_day(k->f->kept, "consult_to");
    char text[11];
    if (day_given(to) && k->f->today.n <= to.n)
        give(k, "N-CONSULT", "",
            arena_printf(k->a, "征求意见到 %s 才结束，期满后再汇总", day_text(to, text)));
    if (norm_number(norm_value(k->f->given, "adopted")) >
        norm_number(norm_value(k->f->given, "opinions")))
        give(k, "N-CONSULT", "adopted", "采纳的比收到的多，请核对");
}

/* RULE N-LEGAL: the opinion of the legality review comes before the meeting; consultation and
 * countersigning do not replace it (国办发〔2018〕115号). */
static void legal(struct case_of *k)
{
    struct day reviewed = norm_value_day(k->f->kept, "legal_on"), met = given_day(k, "meeting_on");
    if (!*norm_value(k->f->kept, "legal_opinion") || !day_given(reviewed))
        give(k, "N-LEGAL", "", "没有合法性审核意见，不能提交集体讨论；请先送法制机构审核");
    else if (day_given(met) && met.n < reviewed.n)
        give(k, "N-LEGAL", "meeting_on",
            "会议日期早于合法性审核的日期：未经审核不得讨论。请核对，或重新讨论");
    not_later(k, "meeting_on", k->f->today, "会议日期在今天之后，请会后再登记");
}

static void apart(struct case_of *k)
{
    if (k->f->reviewer_unit == k->f->unit_id)
        give(k, "N-LEGAL-SELF", "", "起草单位不能审核自己起草的文件，请由县政府法制机构审核");
}

/* RULE N-NUMBER: one number, well formed, used once. */
static void number(struct case_of *k)
{
    const char *text = norm_value(k->f->given, "doc_no");
    struct docno no;
    struct day formed = given_day(k, "formed_on");
    if (*text && !docno_parse(k->a, text, &no))
        give(k, "D-FORM", "doc_no", "发文字号读不出来，请写成 师政规〔2018〕3号 的样子");
    else if (*text && *no.findings)
        give(k, no.findings, "doc_no", arena_printf(k->a, "发文字号不规范，应写作 %s", no.text));
    else if (*text && day_given(formed) && no.year && day_year(formed) != no.year)
        give(k, "N-ORDER", "doc_no", "发文字号的年份与成文日期不一致，请核对");
    if (k->f->number_taken)
        give(k, "D-DUP", "doc_no",
            arena_printf(k->a, "这个文号已经用于《%s》，请核对", k->f->taken_by));
    struct day met = norm_value_day(k->f->kept, "meeting_on");
    if (day_given(formed) && day_given(met) && formed.n < met.n)
        give(k, "N-ORDER", "formed_on", "成文日期早于集体讨论的日期，请核对");
    not_later(k, "formed_on", k->f->today, "成文日期在今天之后，请核对");
    struct day effective = given_day(k, "effective_on");
    if (day_given(effective) && day_given(formed) && effective.n < formed.n)
        give(k, "N-ORDER", "effective_on", "施行日期早于成文日期：不得溯及既往，请核对");
}

bool norm_term(const struct norm_values *v, struct day *last, bool *endless)
{
    struct day from = norm_value_day(v, "effective_on");
    int64_t months = norm_number(norm_value(v, "months"));
    *last = norm_value_day(v, "expires_on");
    *endless = *norm_value(v, "endless") != '\0';
    int ways = (months > 0) + day_given(*last) + *endless;
    if (months > 0)
        *last = norm_last_day(from, (int)months);
    return ways == 1;
}

/* RULE N-TERM: at most five years, two for 暂行 and 试行. */
static void term(struct case_of *k)
{
    struct day last, from = given_day(k, "effective_on");
    bool endless, trial = norm_is_trial(k->f->title);
    int most = norm_months_max(trial, k->f->settings);
    if (!norm_term(k->f->given, &last, &endless)) {
        give(k, "N-TERM", "months", "有效期的月数、截止日期、无有效期的理由，三项填且只填一项");
        return;
    }
    if (endless && trial)
        give(k, "N-TERM", "endless", "名称中有“暂行”“试行”的，必须有有效期");
    if (day_given(last) && day_given(from) && last.n < from.n)
        give(k, "N-TERM", "expires_on", "有效期在施行之前就结束了，请核对");
    if (day_given(last) && day_given(from) && last.n > norm_last_day(from, most).n)
        give(k, "N-TERM", *norm_value(k->f->given, "months") ? "months" : "expires_on",
            arena_printf(
                k->a, "%s的有效期最长 %d 个月，请缩短", trial ? "暂行、试行文件" : "文件", most));
}

/* A text that is out says what it says: longer than allowed today is registered all the same. */
static void known(struct case_of *k)
{
    struct day last, from = given_day(k, "effective_on");
    bool endless;
    if (!norm_term(k->f->given, &last, &endless))
        give(k, "N-TERM", "months", "有效期的月数、截止日期、无有效期的理由，三项填且只填一项");
    else if (day_given(last) && day_given(from) && last.n < from.n)
        give(k, "N-TERM", "expires_on", "有效期在施行之前就结束了，请核对");
}

/* RULE N-PUBLIC: published in full, with this number and day, not before it was made. */
static void published(struct case_of *k)
{
    const struct norm_facts *f = k->f;
    struct day formed = norm_value_day(f->kept, "formed_on");
    if (!*norm_value(f->given, "record"))
        return;
    if (!f->live) {
        give(k, "N-PUBLIC", "record", "所选的文件还没有公开，或者已经结束；请先发布全文");
        return;
    }
    if (strcmp(f->live_number, norm_value(f->kept, "doc_no")) != 0)
        give(k, "N-PUBLIC", "record",
            arena_printf(k->a, "所选文件的文号是“%s”，登记的是“%s”，请核对", f->live_number,
                norm_value(f->kept, "doc_no")));
    if (day_given(f->live_formed) && day_given(formed) && f->live_formed.n != formed.n)
        give(k, "N-PUBLIC", "record", "所选文件的成文日期与登记的不一致，请核对");
    if (day_given(f->published) && day_given(formed) && f->published.n < formed.n)
        give(k, "N-ORDER", "record", "公布在成文之前，日期有误，请核对");
    if (!f->live_has_text) /* RULE N-NODOC */
        give(k, "N-NODOC", "record", "所选文件只有标题或扫描图片，没有文字；请补上正文");
}

static void filed(struct case_of *k, const struct norm_move *m)
{
    const char *name = strcmp(m->action, "file") ? "archived_on" : "filed_on";
    struct day d = given_day(k, name), after = strcmp(m->action, "file")
                                                   ? norm_value_day(k->f->kept, "filed_on")
                                                   : k->f->published;
    not_later(k, name, k->f->today, "日期在今天之后，请核对");
    if (day_given(d) && day_given(after) && d.n < after.n)
        give(k, "N-ORDER", name,
            strcmp(m->action, "file") ? "备案日期早于报送日期，请核对"
                                      : "报送日期早于公布日期，请核对");
}

/* RULE N-EVAL: evaluated in the last months of validity. */
static void season(struct case_of *k)
{
    struct day from = norm_evaluate_from(k->f->last_day, k->f->settings);
    char text[11];
    if (day_given(from) && k->f->today.n < from.n)
        give(k, "N-EVAL", "",
            arena_printf(k->a, "有效期届满前 %d 个月内评估，%s 起可以开始",
                k->f->settings->evaluate_months, day_text(from, text)));
}

static void renew(struct case_of *k)
{
    const char *text = norm_value(k->f->given, "renew_months");
    int most = norm_months_max(norm_is_trial(k->f->title), k->f->settings);
    if (*text && (norm_number(text) < 1 || norm_number(text) > most))
        give(k, "N-TERM", "renew_months", arena_printf(k->a, "应在 1 到 %d 个月之间", most));
}

static void over(struct case_of *k)
{
    char text[11];
    if (!day_given(k->f->last_day))
        give(k, "N-STATE", "", "这份文件没有有效期，不会自行失效；请用“废止”");
    else if (k->f->today.n <= k->f->last_day.n)
        give(k, "N-STATE", "",
            arena_printf(k->a, "有效期到 %s，还没有届满", day_text(k->f->last_day, text)));
}

/* RULE N-REPEAL: nothing is repealed before it was made. */
static void ending(struct case_of *k)
{
    struct day on = given_day(k, "repealed_on"), formed = norm_value_day(k->f->kept, "formed_on");
    not_later(k, "repealed_on", k->f->today, "日期在今天之后；到那一天再办理");
    if (day_given(on) && day_given(formed) && on.n < formed.n)
        give(k, "N-REPEAL", "repealed_on", "废止日期早于成文日期，请核对");
}

size_t norm_reasons(struct arena *a, const struct norm_move *m, const struct norm_facts *f,
    struct norm_reason out[static NORM_REASONS])
{
    static const struct {
        enum norm_guard guard;
        void (*check)(struct case_of *k);
    } checks[] = {{GUARD_SPAN, span}, {GUARD_HEARD, heard}, {GUARD_LEGAL, legal},
        {GUARD_APART, apart}, {GUARD_NUMBER, number}, {GUARD_TERM, term}, {GUARD_PUBLIC, published},
        {GUARD_SEASON, season}, {GUARD_RENEW, renew}, {GUARD_OVER, over}, {GUARD_ENDING, ending},
        {GUARD_KNOWN, known}};
    struct case_of k = {a, f, out, 0};
    needs(&k, m);
    for (size_t i = 0; i < COUNT_OF(checks); i++)
        if (m->guards & checks[i].guard)
            checks[i].check(&k);
    if (m->guards & GUARD_FILED)
        filed(&k, m);
    return k.n;
}
