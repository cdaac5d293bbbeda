/* Why a step of a decision cannot be taken: every reason at once, each with code, field, remedy.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/decision/flow.h"
#include "lib/base/utf8.h"

#define TITLE_CHARS 200

struct case_of { /* one question being answered */
    struct arena *a;
    const struct decision_facts *f;
    struct decision_reason *out;
    size_t n;
};

static void give(struct case_of *k, const char *code, const char *field, const char *text)
{
    if (k->n < DECISION_REASONS)
        k->out[k->n++] = (struct decision_reason){code, field, text};
}

static const char *given(const struct case_of *k, const char *name)
{
    return decision_value(k->f->given, name);
}

static struct day given_day(const struct case_of *k, const char *name)
{
    return decision_value_day(k->f->given, name);
}

/* RULE M-NEED */
static void needs(struct case_of *k, const struct decision_move *m)
{
    for (size_t i = 0; i < n_decision_needs; i++) {
        const struct decision_need *w = &decision_needs[i];
        if (w->must && !strcmp(w->action, m->action) && !*given(k, w->name))
            give(k, "M-NEED", w->name, arena_printf(k->a, "请填写“%s”", w->label));
    }
}

/* RULE M-BASIS: nothing goes to the public for comment without what it rests on. */
static void basis(struct case_of *k)
{
    if (!k->f->filled[SLOT_BASIS])
        give(k, "M-BASIS", "", "没有依据：请先“填写依据”");
}

static void draft(struct case_of *k)
{
    if (!k->f->filled[SLOT_DRAFT])
        give(k, "M-DRAFT", "", "没有决策草案：请先“填写决策草案”，公众要知道对什么提意见");
}

/* RULE M-COMMENT: at least 30 days, or a written reason (国务院令第713号第十五条);
 * the end that the public was told is brought forward only with one. */
static void span(struct case_of *k)
{
    struct day from = given_day(k, "from"), to = given_day(k, "to");
    int days = to.n - from.n + 1;
    char text[11];
    if (!day_given(from) || !day_given(to))
        return;
    if (days < 1)
        give(k, "M-COMMENT", "to", "结束日期早于开始日期，请核对");
    else if (days < k->f->settings->comment_days && !*given(k, "short_reason"))
        give(k, "M-COMMENT", "to",
            arena_printf(k->a, "征求意见只有 %d 日，不足 %d 日：请推迟结束日期，或者写明缩短的理由",
                days, k->f->settings->comment_days));
    else if (day_given(k->f->comment_to) && to.n < k->f->comment_to.n && !*given(k, "short_reason"))
        give(k, "M-COMMENT", "to",
            arena_printf(
                k->a, "已经公布到 %s 为止，提前结束要写明理由", day_text(k->f->comment_to, text)));
}

/* RULE M-ANSWER: the outcome comes after the end, and every comment has its answer. */
static void over(struct case_of *k)
{
    char text[11];
    if (!k->f->open[SLOT_CONSULT])
        give(k, "M-COMMENT", "", "征求意见还没有公开：请单位负责人先公开，期满后再汇总");
    else if (day_given(k->f->comment_to) && k->f->today.n <= k->f->comment_to.n)
        give(k, "M-COMMENT", "",
            arena_printf(
                k->a, "征求意见到 %s 才结束，期满后再汇总", day_text(k->f->comment_to, text)));
    if (k->f->answers_wait)
        give(k, "M-ANSWER", "", "还有意见没有答复：请到“公众意见”逐条写明采纳或者不采纳的理由");
    if (decision_number(given(k, "offline_adopted")) > decision_number(given(k, "offline")))
        give(k, "M-ANSWER", "offline_adopted", "采纳的比收到的多，请核对");
}

/* RULE M-STUDY: an opinion, or the reason why it was not asked for. */
static void either(struct case_of *k)
{
    bool opinion = *given(k, "opinion"), without = *given(k, "without");
    if (opinion == without)
        give(k, "M-STUDY", "opinion",
            opinion ? "意见和“不组织的理由”只能填一项" : "请填写意见，或者写明不组织的理由");
}

static void studied(struct case_of *k)
{
    static const enum decision_slot both[] = {SLOT_EXPERT, SLOT_RISK};
    for (size_t i = 0; i < COUNT_OF(both); i++)
        if (!k->f->filled[both[i]])
            give(k, "M-STUDY", "",
                arena_printf(
                    k->a, "没有“%s”：请填写，不需要的写明理由", decision_slots[both[i]].label));
}

static void apart(struct case_of *k)
{
    if (k->f->actor_unit == k->f->unit_id)
        give(k, "M-LEGAL-SELF", "", "承办单位不能审查自己的决策，请由县政府合法性审查机构审查");
}

/* RULE M-LEGAL: legality review before the collective discussion (国务院令第713号第二十五条). */
static void legal(struct case_of *k)
{
    struct day met = given_day(k, "met_on");
    if (!k->f->filled[SLOT_LEGAL] || !day_given(k->f->legal_on))
        give(k, "M-LEGAL", "", "没有合法性审查意见，不能提交集体讨论；请先送审查");
    else if (day_given(met) && met.n < k->f->legal_on.n)
        give(k, "M-LEGAL", "met_on", "会议早于合法性审查：未经审查不得讨论。请核对，或者重新讨论");
}

/* RULE M-RECORD: what is linked is public. */
static void page(struct case_of *k)
{
    if (!*given(k, "page"))
        return;
    if (!decision_page_record(given(k, "page")))
        give(k, "M-RECORD", "page", "这不是本网站文件的网址；请从已发布的页面复制，以 .html 结尾");
    else if (!k->f->page_live)
        give(k, "M-RECORD", "page", "这个页面没有公开或者已经撤下；请先在“文件”中发布");
}

static void percent(struct case_of *k)
{
    const char *text = given(k, "percent");
    if (*text && (strspn(text, "0123456789") != strlen(text) || decision_number(text) > 100))
        give(k, "M-PROGRESS", "percent", "完成比例是 0 到 100 的整数");
}

static void ran(struct case_of *k)
{
    if (!k->f->filled[SLOT_PROGRESS])
        give(k, "M-PROGRESS", "", "没有任何进展记录，不能直接公布落实情况；请先“填写进展”");
}

/* RULE M-RESULT: nothing is closed before the public knows how it was carried out. */
static void result(struct case_of *k)
{
    if (!k->f->open[SLOT_RESULT])
        give(k, "M-RESULT", "", "落实情况还没有公开：请单位负责人先公开，再评估");
}

/* RULE M-ORDER: what is recorded has happened, and not before what it follows. */
static void order(struct case_of *k, const struct decision_move *m)
{
    struct day day = *m->day ? given_day(k, m->day) : day_none();
    struct day after = m->slot == SLOT_PROGRESS || m->slot == SLOT_RESULT ? k->f->decided_on
                       : m->slot == SLOT_EVALUATION                       ? k->f->progress_on
                                                                          : day_none();
    if (!day_given(day))
        return;
    if (m->slot != SLOT_CONSULT && day.n > k->f->today.n)
        give(k, "M-ORDER", m->day, "日期在今天之后，请事后登记");
    if (day_given(after) && day.n < after.n)
        give(k, "M-ORDER", m->day,
            m->slot == SLOT_EVALUATION ? "日期早于最后一次进展，请核对"
                                       : "日期早于决定公布，请核对");
}

static void another_title(struct case_of *k)
{
    const char *title = given(k, "title");
    if (*title && !strcmp(title, k->f->title))
        give(k, "M-NEED", "title", "新名称和现在的一样，请填写更改后的名称");
    else if (utf8_count(title) > TITLE_CHARS)
        give(k, "M-NEED", "title", "名称太长，请控制在 200 字以内");
}

static const struct {
    unsigned guard;
    void (*check)(struct case_of *k);
} checks[] = {{CHECK_BASIS, basis}, {CHECK_DRAFT, draft}, {CHECK_SPAN, span}, {CHECK_OVER, over},
    {CHECK_EITHER, either}, {CHECK_STUDIED, studied}, {CHECK_APART, apart}, {CHECK_LEGAL, legal},
    {CHECK_PERCENT, percent}, {CHECK_RAN, ran}, {CHECK_RESULT, result},
    {CHECK_TITLE, another_title}};

bool decision_can(const struct decision_move *m, const struct decision_facts *f)
{
    bool ended = f->stage == DECISION_DROPPED || m->slot == SLOT_END;
    return (m->from & AT(f->stage)) || (!ended && m->slot != SLOT_NONE && f->entered[m->slot]);
}

enum decision_stage decision_next(const struct decision_move *m, enum decision_stage stage)
{
    return m->from & AT(stage) && m->to != DECISION_STAGES ? m->to : stage;
}

size_t decision_reasons(struct arena *a, const struct decision_move *m,
    const struct decision_facts *f, struct decision_reason out[static DECISION_REASONS])
{
    struct case_of k = {a, f, out, 0};
    needs(&k, m);
    for (size_t i = 0; i < COUNT_OF(checks); i++)
        if (m->guards & checks[i].guard)
            checks[i].check(&k);
    page(&k);
    order(&k, m);
    return k.n;
}
