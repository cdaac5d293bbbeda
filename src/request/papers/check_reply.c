/* Replies before they are signed: who, what, when, attachments, and the conditions of each kind.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

#define HEAD_BYTES 400 /* where title and number stand, three bytes a character */
#define TAIL_BYTES 900 /* where signature and date stand */

static bool in_head(const struct check *c, const char *s)
{
    const char *at = strstr(c->text, check_plain(c->f->a, s));
    return at && at - c->text < HEAD_BYTES;
}

static bool in_tail(const struct check *c, const char *s)
{
    size_t n = strlen(c->text);
    return strstr(c->text + (n > TAIL_BYTES ? n - TAIL_BYTES : 0), check_plain(c->f->a, s)) != NULL;
}

/* A fact that must be known and stand in the text: names and days as they are, the rest may be told
 * in other words. */
static void told(struct check *c, const char *rule, enum paper_fact fact)
{
    struct arena *a = c->f->a;
    const char *name = paper_fact_rows[fact].name, *text = paper_fact_text(c->f, fact);
    bool exact =
        fact == FACT_APPLICANT || fact == FACT_WHERE || paper_fact_rows[fact].type == PAPER_DAY;
    if (!*text)
        check_say(
            c, rule, name, arena_printf(a, "没有登记“%s”", name), "请在案卷中补录后重新生成文书");
    else if (!(exact ? check_has(c, text) : check_tells(c, text)))
        check_say(c, rule, "正文", arena_printf(a, "没有写明%s“%s”", name, text),
            "请补上；如情况有变，请先在案卷中更正");
}

/* RULE C1 */
static void check_opening(struct check *c)
{
    const char *organ = c->f->v[FACT_ORGAN].text;
    if (!*organ || !in_head(c, organ) || !(in_head(c, "书") || in_head(c, "函")))
        check_say(c, "C1", "标题", "标题没有机关全称和文书名称",
            arena_printf(c->f->a, "请写作：%s%s", organ, c->kind->name));
    told(c, "C1", FACT_APPLICANT);
    told(c, "C1", FACT_RECEIVED);
    told(c, "C1", FACT_SUBJECT);
}

/* RULE C3 */
static void check_supply(struct check *c)
{
    if (check_code_in(c, "G2 P1") && !(c->f->v[FACT_ATTACHMENTS].given && check_has(c, "附件：")))
        check_say(c, "C3", "附件", "没有附上提供的政府信息", "请登记附件，并在正文后列出附件名称");
    if (check_code_in(c, "G1"))
        told(c, "C3", FACT_WHERE);
    if (check_code_in(c, "G3")) {
        told(c, "C3", FACT_WAY);
        told(c, "C3", FACT_WAY_TIME);
    }
}

/* RULE C5 */
static void check_closing(struct check *c)
{
    struct arena *a = c->f->a;
    const char *organ = c->f->v[FACT_ORGAN].text, *issued = paper_fact_text(c->f, FACT_ISSUED);
    if (!*organ || !in_tail(c, organ))
        check_say(c, "C5", "落款", "落款没有机关全称", arena_printf(a, "请在文末署名：%s", organ));
    if (!*issued)
        check_say(c, "C5", "成文日期", "没有成文日期", "请登记成文日期");
    else if (!in_tail(c, issued))
        check_say(c, "C5", "落款", arena_printf(a, "落款日期不是%s", issued),
            "请改为登记的成文日期，或先在案卷中更正");
    if (!in_tail(c, "印章"))
        finding_add(c->out, (struct paper_finding){"C5", "落款", "没有印章位置的标记“（印章）”",
                                "请在署名和日期处加盖机关印章", true});
}

/* RULE C6: after the due day only with the reason of the office head, told in red. */
static void check_time(struct check *c)
{
    const struct paper_value *v = c->f->v;
    struct day due = v[FACT_EXTENDED_DUE].given ? v[FACT_EXTENDED_DUE].day : v[FACT_DUE].day;
    struct arena *a = c->f->a;
    char day[24];
    if (!day_given(due)) {
        check_say(c, "C6", "答复期限", "没有登记答复期限", "请先确认收到日期，由系统计算期限");
        return;
    }
    if (!v[FACT_ISSUED].given || v[FACT_ISSUED].day.n <= due.n)
        return;
    const char *what = arena_printf(a, "逾期：答复期限为%s", day_text_zh(due, day));
    if (!v[FACT_OVERDUE_REASON].given)
        check_say(c, "C6", "成文日期", what, "请由工作机构负责人填写逾期原因后再签发");
    else
        finding_add(c->out, (struct paper_finding){"C6", "成文日期", what,
                                arena_printf(a, "原因：%s", v[FACT_OVERDUE_REASON].text), true});
}

struct needed {
    enum paper_fact fact;
    const char *remedy;
};

static void check_needed(struct check *c, const char *rule, const struct needed *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!paper_given(c->f, list[i].fact))
            check_say(c, rule, paper_fact_rows[list[i].fact].name,
                arena_printf(c->f->a, "没有登记“%s”", paper_fact_rows[list[i].fact].name),
                list[i].remedy);
}

/* RULE K3: level and classifying body belong to the internal papers only. */
static void check_secret(struct check *c)
{
    static const char *const levels[] = {"绝密", "机密级", "秘密级", "机密★", "秘密★"};
    static const struct needed needed[] = {{FACT_SECRET_LEVEL, "请在保密审查表中填写密级"},
        {FACT_CLASSIFIED_BY, "请在保密审查表中填写定密机关"}};
    bool printed = paper_given(c->f, FACT_CLASSIFIED_BY) &&
                   strcmp(c->f->v[FACT_CLASSIFIED_BY].text, c->f->v[FACT_ORGAN].text) != 0 &&
                   check_has(c, c->f->v[FACT_CLASSIFIED_BY].text);
    if (!check_code_in(c, "D1"))
        return;
    check_needed(c, "K3", needed, COUNT_OF(needed));
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        printed |= check_has(c, levels[i]);
    if (printed)
        check_say(c, "K3", "正文", "答复中写了密级或者定密机关",
            "密级和定密机关只写在内部的保密审查表中，请从答复中删去");
}

/* RULE K4, K5, K6: what must have happened before such a reply. */
static void check_before(struct check *c)
{
    static const struct needed search[] = {{FACT_SEARCH_WHERE, "请完成检索记录：在哪里检索"},
        {FACT_SEARCH_WORDS, "请完成检索记录：用什么检索词"},
        {FACT_SEARCH_WHO, "请完成检索记录：谁检索"},
        {FACT_SEARCH_DATE, "请完成检索记录：何时检索"}};
    static const struct needed earlier[] = {
        {FACT_EARLIER_NUMBER, "只有已经送达过答复的相同申请才能按重复处理，请选定前次答复"},
        {FACT_EARLIER_DATE, "请登记前次答复的日期"}};
    static const struct needed reasons[] = {{FACT_REASON_NOTICE_SENT, "请先送达说明理由告知书"}};
    const struct paper_value *v = c->f->v;
    if (check_code_in(c, "N1a"))
        check_needed(c, "K4", search, COUNT_OF(search));
    if (check_code_in(c, "X2"))
        check_needed(c, "K5", earlier, COUNT_OF(earlier));
    if (!check_code_in(c, "X4"))
        return;
    check_needed(c, "K6", reasons, COUNT_OF(reasons));
    if (!v[FACT_REASONS_GIVEN].given && !v[FACT_REASON_SILENT].n)
        check_say(c, "K6", "申请人说明", "没有申请人的说明，也没有登记逾期未说明",
            "请登记申请人说明的理由，或者登记逾期未说明");
}

void check_reply(struct check *c)
{
    bool stop = strcmp(c->kind->key, "stop") == 0;
    if (!reply_code_find(c->f->v[FACT_CODE].text)) {
        check_say(c, "C2", "答复类型", "没有选定答复类型", "请选择 G1 至 O3 中的一种");
        return;
    }
    if (stop && !check_code_in(c, "O1 O2 O3"))
        check_say(c, "C2", "答复类型", "不再处理告知书只用于逾期不补正、逾期未缴费等情形",
            "其他答复类型请用答复书");
    check_opening(c);
    check_supply(c);
    check_closing(c);
    if (!stop) /* RULE R5a, F7: the applicant let a period pass, not the organ */
        check_time(c);
    check_secret(c);
    check_before(c);
}
