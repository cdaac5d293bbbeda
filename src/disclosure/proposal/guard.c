/* The guards of the handling: every reason at once, each with its code, field and remedy.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/proposal/flow.h"
#include "lib/text/docno.h"
#include "lib/text/privacy.h"

struct case_of { /* one question being answered */
    struct arena *a;
    const struct prop_facts *f;
    struct prop_reason *out;
    size_t n;
};

static void give(struct case_of *k, const char *code, const char *field, const char *text)
{
    if (k->n < PROP_REASONS)
        k->out[k->n++] = (struct prop_reason){code, field, text};
}

static const char *given(const struct case_of *k, const char *name)
{
    return prop_value(k->f->given, name);
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* RULE M-PROP */
static void needs(struct case_of *k, const struct prop_move *m)
{
    for (size_t i = 0; i < n_prop_needs; i++) {
        const struct prop_need *w = &prop_needs[i];
        bool known = w->kind != NEED_CHOICE;
        if (!is(w->action, m->action))
            continue;
        for (size_t c = 0; !known && c < w->n_choices; c++)
            known = is(w->choices[c].key, given(k, w->name));
        if (w->must && (!*given(k, w->name) || !known))
            give(k, "M-PROP", w->name,
                arena_printf(k->a, "请%s“%s”", w->kind == NEED_CHOICE ? "选择" : "填写", w->label));
    }
}

static void units(struct case_of *k, const struct prop_move *m)
{
    int64_t ids[PROP_JOINTS + 1];
    int64_t lead = prop_number(given(k, "lead"));
    size_t n = prop_ids(given(k, "joint"), ids, PROP_JOINTS + 1);
    if (n > PROP_JOINTS)
        give(k, "B-UNITS", "joint",
            arena_printf(k->a, "协办单位最多 %d 个，请只选确有关系的", PROP_JOINTS));
    for (size_t i = 0; is(m->action, "assign") && i < n; i++)
        if (ids[i] == lead)
            give(k, "B-UNITS", "joint", "主办单位不能同时是协办单位，请取消其中一个");
}

static void due(struct case_of *k)
{
    struct day d = prop_value_day(k->f->given, "due");
    struct day last = month_add(k->f->today, k->f->settings->months_max);
    if (!day_given(d))
        return;
    if (d.n < k->f->today.n)
        give(k, "B-DUE", "due", "答复期限早于今天，请核对");
    if (d.n > last.n)
        give(k, "B-DUE", "due",
            arena_printf(k->a, "答复期限最长 %d 个月，请提前；办理中需要更长时间的，先作阶段性答复",
                k->f->settings->months_max));
}

/* A promise without a day cannot be followed up. */
static void promises(struct case_of *k)
{
    struct prop_promise list[PROP_PROMISES + 1];
    size_t n = prop_promises(k->a, given(k, "promises"), list);
    if (is(given(k, "result"), "B") && !n)
        give(k, "B-PROMISE", "promises", "B类答复要写明承诺事项和完成日期，它们将列入台账跟踪");
    if (!is(given(k, "result"), "B") && n)
        give(k, "B-PROMISE", "promises", "有承诺事项的应为B类；请改办理结果，或者删去承诺事项");
    if (n > PROP_PROMISES)
        give(k, "B-PROMISE", "promises",
            arena_printf(k->a, "承诺事项最多 %d 项，请合并", PROP_PROMISES));
    for (size_t i = 0; i < n && i < PROP_PROMISES; i++) {
        if (!day_given(list[i].due) || !*list[i].text)
            give(k, "B-PROMISE", "promises",
                arena_printf(
                    k->a, "第 %zu 项承诺要先写日期再写内容，例如 2018-12-31 完成路灯安装", i + 1));
        else if (list[i].due.n < k->f->today.n)
            give(k, "B-PROMISE", "promises",
                arena_printf(k->a, "第 %zu 项承诺的日期已经过去；已经办成的写进答复正文", i + 1));
    }
}

static void draft(struct case_of *k)
{
    const char *open = given(k, "openness");
    promises(k);
    if (!is(open, "none") && *open && !*given(k, "summary"))
        give(k, "M-PROP", "summary", "公开的答复要有内容概述");
    if (is(open, "summary") && !*given(k, "public_body"))
        give(k, "M-PROP", "public_body", "只公开摘要的，请写出可以公开的摘要");
    if ((is(open, "none") || is(open, "summary")) && !*given(k, "open_reason"))
        give(k, "M-PROP", "open_reason", "不公开或者只公开摘要的，请写明理由");
}

/* RULE S-PII: neither what is sealed of the proposers nor what looks like a private number. */
static void public_copy(struct case_of *k)
{
    static const char *const words[] = {[PRIVACY_ID] = "公民身份号码",
        [PRIVACY_PHONE] = "手机号码",
        [PRIVACY_SECRET] = "国家秘密标志",
        [PRIVACY_CARD] = "银行卡号"};
    static const char *const what[] = {"姓名", "联系电话", "联系地址"};
    const struct privacy_hit *hits;
    const char *open = *k->f->openness ? k->f->openness : given(k, "openness");
    if (is(open, "none"))
        return;
    for (size_t i = 0; i < k->f->n_secrets; i++)
        if (*k->f->secrets[i] && strstr(k->f->public_text, k->f->secrets[i]))
            give(k, "S-PII", "public_body",
                arena_printf(k->a,
                    "公开件（标题、概述、正文）中有代表、委员的%s，请遮盖后写在“公开件正文”里",
                    what[i % COUNT_OF(what)]));
    size_t n = privacy_scan(k->a, k->f->public_text, &hits);
    for (size_t i = 0; i < n && i < 5; i++)
        give(k, hits[i].kind == PRIVACY_SECRET ? "S-SECRET" : "S-PII", "public_body",
            arena_printf(k->a, "公开件中有%s：%s，请删去", words[hits[i].kind], hits[i].masked));
}

static void number(struct case_of *k)
{
    struct docno no;
    const char *text = given(k, "doc_no");
    if (!*text)
        return;
    if (!docno_parse(k->a, text, &no)) {
        give(k, "D-FORM", "doc_no", "文号读不出来，请写成“师教函〔2018〕12号”的样子");
        return;
    }
    if (*no.findings)
        give(k, "D-FORM", "doc_no", arena_printf(k->a, "文号写法不规范，请改为“%s”", no.text));
    if (*k->f->taken_by)
        give(k, "D-DUP", "doc_no", arena_printf(k->a, "文号已经用于“%s”，请核对", k->f->taken_by));
}

static void sent(struct case_of *k)
{
    struct day d = prop_value_day(k->f->given, "replied_on");
    char text[11];
    if (!day_given(d))
        return;
    if (d.n > k->f->today.n)
        give(k, "B-ORDER", "replied_on", "答复日期在今天之后，送达以后再登记");
    if (day_given(k->f->signed_on) && d.n < k->f->signed_on.n)
        give(k, "B-ORDER", "replied_on",
            arena_printf(k->a, "答复日期早于签发日期 %s，请核对", day_text(k->f->signed_on, text)));
}

static void votes(struct case_of *k)
{
    static const char *const names[] = {"satisfied", "basically", "unsatisfied"};
    int64_t sum = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        sum += prop_number(given(k, names[i]));
    if (sum < 1)
        give(k, "B-VOTES", "satisfied", "至少登记一份征询意见表");
    if (sum > k->f->signers)
        give(k, "B-VOTES", "satisfied",
            arena_printf(k->a, "登记了 %lld 份，提出人只有 %lld 位，请核对", (long long)sum,
                (long long)k->f->signers));
    if (prop_number(given(k, "unsatisfied")) > 0 && !*given(k, "comment"))
        give(k, "B-VOTES", "comment", "有不满意的，请写明哪一点，作为重新办理的依据");
}

static void open_to_public(struct case_of *k)
{
    if (is(k->f->openness, "none"))
        give(k, "B-OPEN", "", "这件答复已决定不予公开；需要公开的，重新办理时改为公开");
    if (k->f->record_live)
        give(k, "B-OPEN", "", "这件答复已经公开，不需要再送");
    if (k->f->record_open && !k->f->record_live)
        give(k, "B-OPEN", "",
            arena_printf(k->a, "公开件已经交出，现在是“%s”，请在“文件”中办理", k->f->record_word));
}

/* RULE M-PROP: satisfaction and disclosure are part of the handling. */
static void finished(struct case_of *k)
{
    if (!k->f->voted)
        give(k, "M-PROP", "", "还没有登记满意度；请收回征询意见表后登记");
    if (k->f->unhappy)
        give(k, "B-VOTES", "", "有代表、委员不满意，请先“重新办理”");
    if (!is(k->f->openness, "none") && !k->f->record_live)
        give(k, "M-PROP", "",
            *k->f->record_word
                ? arena_printf(k->a, "答复还没有公开（公开件%s），发布后再办结", k->f->record_word)
                : "答复还没有公开，请主办单位“送公开”");
}

static void reply_side(struct case_of *k, unsigned guards)
{
    if (guards & PROP_GUARD_DRAFT)
        draft(k);
    if (guards & PROP_GUARD_PUBLIC)
        public_copy(k);
    if ((guards & PROP_GUARD_COSIGN) && *k->f->unsigned_by)
        give(k, "B-COSIGN", "",
            arena_printf(k->a, "协办单位还没有会签这一稿：%s；请催办，或请交办单位调整协办单位",
                k->f->unsigned_by));
    if ((guards & PROP_GUARD_APART) && k->f->drafter == k->f->person)
        give(k, "B-SELF", "", "答复是您起草的，请由本单位其他人员审核、签发");
    if (guards & PROP_GUARD_NUMBER)
        number(k);
}

size_t prop_reasons(struct arena *a, const struct prop_move *m, const struct prop_facts *f,
    struct prop_reason out[static PROP_REASONS])
{
    struct case_of k = {a, f, out, 0};
    needs(&k, m);
    if (m->guards & PROP_GUARD_UNITS)
        units(&k, m);
    if (m->guards & PROP_GUARD_DUE)
        due(&k);
    reply_side(&k, m->guards);
    if (m->guards & PROP_GUARD_SENT)
        sent(&k);
    if (m->guards & PROP_GUARD_VOTES)
        votes(&k);
    if ((m->guards & PROP_GUARD_REDO) && !f->unhappy)
        give(&k, "B-VOTES", "", "没有登记不满意的意见，不需要重新办理");
    if (m->guards & PROP_GUARD_OPEN)
        open_to_public(&k);
    if (m->guards & PROP_GUARD_DONE)
        finished(&k);
    return k.n;
}
