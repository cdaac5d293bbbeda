/* What each kind of paper must contain (rules/requests.md §2.2), and what it must not.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

enum must_how { EXACT, RESTATED, WORDS, NEVER };

/* RULE 2.2 */
static const struct must {
    const char *kinds; /* keys, separated by spaces */
    const char *codes; /* of the reply; "" all */
    enum must_how how;
    enum paper_fact fact; /* EXACT, RESTATED, NEVER */
    const char *words;    /* WORDS: one of these, separated by | */
    const char *remedy;
} musts[] = {
    {"receipt correction reasons extension consult organ consult_notice third fee", "", EXACT,
        FACT_REQUEST_NUMBER, "", ""},
    {"receipt correction reasons extension consult organ consult_notice third fee", "", EXACT,
        FACT_ISSUED, "", ""},
    {"receipt correction reasons extension consult organ consult_notice third fee", "", EXACT,
        FACT_ORGAN, "", ""},
    {"receipt correction reasons extension consult_notice fee", "", EXACT, FACT_APPLICANT, "", ""},
    {"correction reasons consult", "", EXACT, FACT_PHONE, "", ""},

    {"receipt", "", EXACT, FACT_RECEIVED, "", ""},
    {"receipt", "", EXACT, FACT_CHANNEL, "", ""},
    {"receipt", "", RESTATED, FACT_SUBJECT, "", ""},
    {"receipt", "", EXACT, FACT_PAGES, "", ""},
    {"receipt", "", EXACT, FACT_DUE, "", ""},
    {"receipt", "", EXACT, FACT_OFFICE, "", ""},
    {"receipt", "", EXACT, FACT_ADDRESS, "", ""},
    {"receipt", "", EXACT, FACT_PHONE, "", ""},
    {"receipt", "", EXACT, FACT_QUERY_CODE, "", ""},

    {"correction", "", EXACT, FACT_RECEIVED, "", ""},
    {"correction", "", RESTATED, FACT_CORRECTIONS, "", ""},
    {"correction", "", RESTATED, FACT_GUIDANCE, "", ""},
    {"correction", "", EXACT, FACT_CORRECTION_BY, "", ""},
    {"correction", "", WORDS, 0, "视为放弃",
        "请写明：无正当理由逾期不补正的，视为放弃申请，不再处理"},
    {"correction", "", WORDS, 0, "重新计算|重新起算",
        "请写明：答复期限自收到补正后的申请之日起重新计算"},

    {"reasons", "", RESTATED, FACT_QUANTITY_FACTS, "", ""},
    {"reasons", "", RESTATED, FACT_REASONS_ASKED, "", ""},
    {"reasons", "", EXACT, FACT_ANSWER_BY, "", ""},
    {"reasons", "", WORDS, 0, "不予处理", "请写明：理由不合理或者逾期不说明的，不予处理"},

    {"extension", "", EXACT, FACT_RECEIVED, "", ""},
    {"extension", "", EXACT, FACT_DUE, "", ""},
    {"extension", "", EXACT, FACT_EXTENDED_DUE, "", ""},
    {"extension", "", RESTATED, FACT_EXTENSION_REASON, "", ""},
    {"extension", "", WORDS, 0, "负责人同意", "请写明已经政府信息公开工作机构负责人同意"},

    {"consult", "", RESTATED, FACT_RECORD, "", ""},
    {"consult", "", WORDS, 0, "15个工作日|十五个工作日", "请写明自收到之日起15个工作日内提出意见"},
    {"consult", "", WORDS, 0, "逾期未提出意见", "请写明逾期不提出意见的后果"},
    {"consult", "", WORDS, 0, "□同意公开", "请附回执：同意、不同意，理由，签名（盖章），日期"},
    {"consult", "", WORDS, 0, "签名（盖章）", "请附回执：同意、不同意，理由，签名（盖章），日期"},
    {"consult", "", NEVER, FACT_APPLICANT, "", "征求第三方意见不透露申请人的身份，请删去"},

    {"organ", "", RESTATED, FACT_RECORD, "", ""},
    {"organ", "", RESTATED, FACT_QUESTION, "", ""},
    {"organ", "", WORDS, 0, "15个工作日|十五个工作日", "请写明自收到之日起15个工作日内提出意见"},

    {"consult_notice", "", WORDS, 0, "征求", "请写明正在征求第三方或者其他机关的意见"},
    {"consult_notice", "", WORDS, 0, "不计算在", "请写明征求意见所需时间不计算在答复期限内"},

    {"third", "", RESTATED, FACT_RECORD, "", ""},
    {"third", "", RESTATED, FACT_RELEASE_REASON, "", ""},
    {"third", "", NEVER, FACT_APPLICANT, "", "告知第三方的文书不透露申请人的身份，请删去"},

    {"fee", "", WORDS, 0, "国办函〔2020〕109号",
        "请写明收费依据：《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"},
    {"fee", "", RESTATED, FACT_FEE_STANDARD, "", ""},
    {"fee", "", RESTATED, FACT_FEE_COUNTING, "", ""},
    {"fee", "", EXACT, FACT_AMOUNT, "", ""},
    {"fee", "", RESTATED, FACT_PAY_WAY, "", ""},
    {"fee", "", WORDS, 0, "20个工作日|二十个工作日", "请写明自收到通知书之日起20个工作日内缴纳"},
    {"fee", "", WORDS, 0, "视为放弃", "请写明逾期未缴纳的后果"},

    {"reply redo", "G1", EXACT, FACT_INFO_TITLE, "", ""},
    {"reply redo", "G1", EXACT, FACT_WHERE, "", ""},
    {"reply redo", "G1", EXACT, FACT_PUBLISHED, "", ""},
    {"reply redo", "G2", RESTATED, FACT_INFO_TITLE, "", ""},
    {"reply redo", "G2 P1", EXACT, FACT_SUPPLY_FORM, "", ""},
    {"reply redo", "G2", EXACT, FACT_COPIES, "", ""},
    {"reply redo", "G2 P1", RESTATED, FACT_ATTACHMENTS, "", ""},
    {"reply redo", "G3", RESTATED, FACT_WAY, "", ""},
    {"reply redo", "G3", RESTATED, FACT_WAY_TIME, "", ""},
    {"reply redo", "P1", RESTATED, FACT_RELEASED_PART, "", ""},
    {"reply redo", "P1", RESTATED, FACT_WITHHELD, "", ""},
    {"reply redo", "D1 D2 D3 D4 D5 D6 D7 N1a N1b N2 X1 X2 X3 X4 X5 O3", RESTATED, FACT_REASON, "",
        ""},
    {"reply redo", "D4", RESTATED, FACT_CONSULT_COURSE, "", ""},
    {"reply redo", "", NEVER, FACT_THIRD_PARTY, "",
        "答复中只写征求意见的经过，不写第三方是谁，请删去"},
    {"reply redo", "D8", RESTATED, FACT_SPECIAL_LAW, "", ""},
    {"reply redo", "D8", RESTATED, FACT_COUNTER, "", ""},
    {"reply redo", "N1a", WORDS, 0, "检索|查找", "请写明经过检索、查找"},
    {"reply redo", "N1a", WORDS, 0, "不存在", "请写明该政府信息不存在"},
    {"reply redo", "N2", RESTATED, FACT_PROCESSING, "", ""},
    {"reply redo", "N3", RESTATED, FACT_STILL_UNCLEAR, "", ""},
    {"reply redo", "X1", WORDS, 0, "不作为政府信息公开申请处理",
        "请写明不作为政府信息公开申请处理"},
    {"reply redo", "X2", EXACT, FACT_EARLIER_NUMBER, "", ""},
    {"reply redo", "X2", EXACT, FACT_EARLIER_DATE, "", ""},
    {"reply redo", "X3", RESTATED, FACT_PUBLICATION_WAY, "", ""},
    {"reply redo", "X4", RESTATED, FACT_QUANTITY_FACTS, "", ""},
    {"reply redo", "FIX1 FIX4", RESTATED, FACT_FIX_FROM, "", ""},
    {"reply redo", "FIX1", RESTATED, FACT_FIX_TO, "", ""},
    {"reply redo", "FIX1", EXACT, FACT_FIX_DONE, "", ""},
    {"reply redo", "FIX2 FIX3", EXACT, FACT_FIX_BODY, "", ""},
    {"reply redo", "FIX2 FIX3", RESTATED, FACT_FIX_CONTACT, "", ""},
    {"reply redo", "FIX1 FIX2 FIX3 FIX4", RESTATED, FACT_REASON, "", ""},
    {"redo", "", RESTATED, FACT_REDO_BASIS, "", ""},

    {"fix_forward", "", EXACT, FACT_FIX_BODY, "", ""},
    {"fix_forward", "", EXACT, FACT_APPLICANT, "", ""},
    {"fix_forward", "", RESTATED, FACT_SUBJECT, "", ""},
    {"fix_forward", "", WORDS, 0, "转送", "请写明将申请转送该机关处理"},

    {"stop", "O1", EXACT, FACT_NOTICE_DATE, "", ""},
    {"stop", "O1", EXACT, FACT_CORRECTION_BY, "", ""},
    {"stop", "O2", EXACT, FACT_NOTICE_DATE, "", ""},
    {"stop", "O3", RESTATED, FACT_REASON, "", ""},
    {"stop", "", WORDS, 0, "不再处理", "请写明不再处理该申请"},
};

static bool in_list(struct arena *a, const char *list, const char *word)
{
    return strstr(arena_printf(a, " %s ", list), arena_printf(a, " %s ", word)) != NULL;
}

static bool any_words(const struct check *c, const char *words)
{
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, "|");
        if (check_has(c, arena_strndup(c->f->a, p, n)))
            return true;
        p += n + (p[n] == '|');
    }
    return false;
}

static bool stands(const struct check *c, const struct must *m)
{
    const struct paper_value *v = &c->f->v[m->fact];
    if (m->how == EXACT)
        return check_has(c, paper_fact_text(c->f, m->fact));
    if (paper_fact_rows[m->fact].type != PAPER_LIST)
        return check_tells(c, paper_fact_text(c->f, m->fact));
    for (size_t i = 0; i < v->n_list; i++)
        if (!check_tells(c, v->list[i]))
            return false;
    return true;
}

static void check_fact(struct check *c, const struct must *m)
{
    struct arena *a = c->f->a;
    const char *name = paper_fact_rows[m->fact].name;
    if (m->how == NEVER) {
        if (paper_given(c->f, m->fact) && check_has(c, paper_fact_text(c->f, m->fact)))
            check_say(c, "2.2", "正文", arena_printf(a, "写出了“%s”", name), m->remedy);
        return;
    }
    if (!paper_given(c->f, m->fact))
        check_say(
            c, "2.2", name, arena_printf(a, "没有登记“%s”", name), "请在案卷中补录后重新生成文书");
    else if (!stands(c, m))
        check_say(c, "2.2", "正文", arena_printf(a, "没有写明“%s”", name),
            arena_printf(a, "请写明：%s；如情况有变，请先在案卷中更正",
                *paper_fact_text(c->f, m->fact) ? paper_fact_text(c->f, m->fact) : name));
}

void check_must(struct check *c)
{
    for (size_t i = 0; i < COUNT_OF(musts); i++) {
        const struct must *m = &musts[i];
        if (!in_list(c->f->a, m->kinds, c->kind->key) || (*m->codes && !check_code_in(c, m->codes)))
            continue;
        if (m->how != WORDS)
            check_fact(c, m);
        else if (!any_words(c, m->words))
            check_say(c, "2.2", "正文",
                arena_printf(c->f->a, "没有写“%.*s”", (int)strcspn(m->words, "|"), m->words),
                m->remedy);
    }
    bool joint = c->f->v[FACT_IS_JOINT].n && c->f->regime == REGIME_NEW;
    if (strcmp(c->kind->key, "organ") == 0 && joint && !check_has(c, "视为同意"))
        check_say(c, "2.2", "正文", "没有写逾期未提出意见的视为同意",
            "向共同制作机关征求意见，请写明：逾期未提出意见的视为同意公开");
    /* RULE F9: the fee alone cannot be appealed against */
    if (strcmp(c->kind->key, "fee") == 0 && check_has(c, "行政复议"))
        check_say(c, "F9", "正文", "收费通知书写了救济途径",
            "收费决定不单独申请行政复议或者提起诉讼，请删去");
}
