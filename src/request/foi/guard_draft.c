/* The guards of a draft: what a kind of reply needs before it may be written.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "request/foi/file_state.h"
#include "request/foi/guard.h"

static const char *arg(const struct attempt *a, const char *name)
{
    return foi_event_arg(a->ev, name);
}

/* The reply, or a part that it withholds, rests on this ground. */
static bool rests_on(const struct foi_event *draft, const char *ground)
{
    const char *code = foi_event_arg(draft, "code");
    return strcmp(code, ground) == 0 ||
           (strcmp(code, "P1") == 0 && foi_has_key(foi_event_arg(draft, "withheld"), ground));
}

/* RULE R8, K3: nobody's rights are weighed unheard: a letter went out, and an answer or its lapse
 * is on record. Whoever agrees is no ground. A partial reply may be written before, but goes no
 * further without it. */
void guard_third(struct reasons *r, const struct attempt *a, const struct foi_event *draft)
{
    const char *code = foi_event_arg(draft, "code");
    bool partly = strcmp(code, "P1") == 0, goes_on = draft != a->ev;
    size_t asked = 0, answered = 0, agreed = 0;
    for (size_t i = 0; i < a->now->n_consults; i++) {
        const struct consult *k = &a->now->consults[i];
        bool third = strcmp(k->kind, "THIRD") == 0;
        asked += third;
        answered += third && *k->answer;
        agreed += third && strcmp(k->answer, "AGREE") == 0;
    }
    const char *field = goes_on ? "" : partly ? "withheld" : "code";
    if (!rests_on(draft, "D4") || (partly && !goes_on && answered < asked + !asked))
        return;
    if (!asked)
        reason(r, "R8", field, "以第三方合法权益为由不予公开前，请先书面征求第三方意见");
    else if (!answered && !goes_on)
        reason(r, "R8", field,
            "征求第三方意见还没有收到答复：收到的请记录，没有收到的要等15个工作日期满");
    else if (agreed == asked)
        reason(r, "R8", field,
            "第三方已经同意公开，不能以第三方合法权益为由不予公开；有其他依据的，请另选依据");
}

/* RULE K3: level and classifying body of a secret, for the papers inside. */
static void guard_secret(struct reasons *r, const struct attempt *a)
{
    if (!rests_on(a->ev, "D1"))
        return;
    if (!*arg(a, "secret_level"))
        reason(r, "K3", "secret_level",
            "以国家秘密为由不予公开的，请填写密级（绝密、机密、秘密），只写入内部材料");
    if (!*arg(a, "classified_by"))
        reason(r, "K3", "classified_by",
            "以国家秘密为由不予公开的，请填写定密机关；没有依法定密的，不能以此为由");
}

/* RULE K5: the earlier request is this applicant's and has its reply, or its papers are on file. */
static void guard_repeat(struct reasons *r, const struct attempt *a, const char *code)
{
    bool papers = false;
    if (strcmp(code, "X2") != 0)
        return;
    for (size_t i = 0; i < a->n_papers; i++)
        papers |= strcmp(a->papers[i].slot, "earlier") == 0;
    if (!*arg(a, "earlier"))
        reason(r, "K5", "earlier",
            "请选择此前的申请；平台以外办理的，填写编号，并先用“补充材料”上传此前的申请和答复");
    else if (strtoll(arg(a, "earlier_id"), NULL, 10) == 0 && *arg(a, "earlier_paper") == '\0')
        reason(r, "K5", "earlier",
            "“%s”不是这位申请人已经得到答复的申请：没有这个编号、不是同一申请人，或者答复还没有"
            "送达，不能按重复申请答复",
            arg(a, "earlier"));
    else if (strtoll(arg(a, "earlier_id"), NULL, 10) == 0 && !papers)
        reason(r, "K5", "earlier_paper",
            "平台里没有“%"
            "s”的送达记录，请先用“补充材料”按“此前的申请和答复”上传材料，再按重复申请答复",
            arg(a, "earlier"));
    if (*arg(a, "earlier") && !day_given(day_parse(arg(a, "earlier_date"))))
        reason(r, "K5", "earlier_date", "请填写此前答复送达的日期");
    else if (day_parse(arg(a, "earlier_date")).n > a->today.n)
        reason(r, "K5", "earlier_date", "此前答复的日期不能晚于今天");
}

/* RULE K11, K12: papers that were not handed over yet are no reason; whose they are is named. */
static void guard_power(struct reasons *r, const struct attempt *a, const char *code)
{
    static const char *const words[] = {
        "未移交", "没有移交", "尚未交接", "未交接", "没有交接", "未接收档案", "没有接收档案"};
    const char *why = arg(a, "reason");
    if (*code != 'N')
        return;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(why, words[i])) {
            reason(r, "K12", "reason",
                "“%s”不能作为理由：职权已经划入本机关的，应当向原机关调取后答复；职权已经划出的，"
                "请写明承接的机关；已经移交档案馆的，请告知依照档案法查阅",
                words[i]);
            return;
        }
}

/* RULE K9: the form that was asked for, or why it is another. */
void guard_supply(struct reasons *r, const struct attempt *a)
{
    static const struct {
        const char *form, *title, *words[3];
    } forms[] = {{"PAPER", "纸质", {"纸", "复印", "原件"}},
        {"ELECTRONIC", "电子", {"电子", "光盘", "扫描"}},
        {"VIEW", "当场查阅、抄录", {"查阅", "抄录", "阅览"}}};
    const char *given = arg(a, "supply_form");
    if (!*given || *arg(a, "reason"))
        return;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        bool same = false;
        for (size_t j = 0; j < COUNT_OF(forms[i].words); j++)
            same |= strstr(given, forms[i].words[j]) != NULL;
        if (strcmp(forms[i].form, a->form) == 0 && !same)
            reason(r, "K9", "reason",
                "申请人要的是%s形式，拟提供“%s”：请在理由中写明为什么不能按申请的形式提供",
                forms[i].title, given);
    }
}

/* RULE K4 and K6: what must have happened before such an answer. */
static void guard_course(struct reasons *r, const struct attempt *a, const char *code)
{
    if (strcmp(code, "N1a") == 0 && !a->now->searched)
        reason(
            r, "K4", "code", "答复“信息不存在”前，请先做检索记录：检索范围、检索词、检索人、时间");
    if (strcmp(code, "N3") == 0 && !a->before->corrected)
        reason(r, "R4a", "code", "没有补正过，不能以补正后仍不明确答复");
    if (strcmp(code, "X4") == 0 && !(a->now->reasons_sent && a->now->reasons_answered))
        reason(
            r, "K6", "code", "认定大量反复申请前，请先要求申请人说明理由，并记录其说明或没有说明");
    if (foi_against_third(a->now, code) && !*arg(a, "reason"))
        reason(r, "R8", "reason",
            "第三方不同意公开而决定公开的，请在理由中写明不公开对公共利益的影响，会书面告知第三方");
}

/* RULE K13: a request to correct a record ends in one of its own four ways, and no other does. */
static void guard_fix(struct reasons *r, const struct attempt *a, const char *code)
{
    struct day done = day_parse(arg(a, "fix_done"));
    if (a->before->fix != reply_code_fixes(code))
        reason(r, "K13", "code",
            a->before->fix
                ? "这是更正本人记录的申请，请选择：更正并告知、转送、告知向有权机关提出、不予更正"
                : "“更正”的几种结果只用于更正本人记录的申请");
    if (day_given(done) && done.n > a->today.n)
        reason(r, "K13", "fix_done", "更正日期不能晚于今天，请先更正记录再答复");
}

/* RULE K2, K3, K5, C3: what the letter needs is told by its template, all at once. */
void guard_draft(struct reasons *r, const struct attempt *a)
{
    const char *code = arg(a, "code");
    const struct reply_code *kind = reply_code_find(code);
    if (!kind)
        return; /* check_facts has said so */
    if (a->before->regime == REGIME_OLD && !kind->basis_old)
        reason(r, "T0", "code", "2008年的条例没有“%s”这种答复", kind->name);
    if (strcmp(code, "P1") == 0 && !*arg(a, "withheld"))
        reason(r, "K2", "withheld", "部分公开请选择不予公开部分的依据");
    guard_fix(r, a, code);
    guard_course(r, a, code);
    guard_third(r, a, a->ev);
    guard_secret(r, a);
    guard_repeat(r, a, code);
    guard_power(r, a, code);
    guard_supply(r, a);
}
