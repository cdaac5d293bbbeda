/* What the placeholders mean, for those who edit templates, and facts of an invented case.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/paper_parts.h"

#include <string.h>

/* Where a fact comes from: the groups in which placeholders are listed. */
static const struct {
    enum paper_fact from; /* first of the group, in the order of PAPER_FACTS */
    const char *title;
} groups[] = {{FACT_ORGAN, "受理机关"}, {FACT_REQUEST_NUMBER, "编号和日期"},
    {FACT_APPLICANT, "申请人和申请"}, {FACT_CORRECTIONS, "补正"}, {FACT_EXTENDED_DUE, "延期"},
    {FACT_CONSULTED, "征求意见"}, {FACT_QUANTITY_FACTS, "大量反复申请"},
    {FACT_FEE_STANDARD, "收费"}, {FACT_CODE, "答复"}, {FACT_SEARCH_WHERE, "检索和保密审查"},
    {FACT_HANDLING_UNIT, "内部办理"}, {FACT_PAPERS, "送达"}, {FACT_PETITION_NUMBER, "信访会签"},
    {FACT_YOU, "系统得出"}};

const char *paper_fact_group(enum paper_fact fact)
{
    const char *title = "";
    for (size_t i = 0; i < COUNT_OF(groups) && groups[i].from <= fact; i++)
        title = groups[i].title;
    return title;
}

/* Meaning, and the value in the invented case ("" for those that are no text). */
static const struct {
    const char *meaning, *example;
} notes[PAPER_N_FACTS] = {
    [FACT_ORGAN] = {"答复机关的全称", "师宗县人民政府"},
    [FACT_OFFICE] = {"机关的政府信息公开工作机构", "师宗县人民政府办公室"},
    [FACT_ADDRESS] = {"工作机构的地址", "师宗县示例路1号"},
    [FACT_PHONE] = {"工作机构的电话", "0874-0000001"},
    [FACT_COURT] = {"受理机关设置里的法院，没有设置的不写", "示例市中级人民法院"},
    [FACT_REQUEST_NUMBER] = {"申请的编号", "师政信公开〔2024〕第3号"},
    [FACT_NUMBER] = {"这份文书自己的编号，系统按种类编", ""},
    [FACT_ISSUED] = {"文书落款的日期", ""},
    [FACT_APPLICANT] = {"姓名或者单位名称", "示例申请人"},
    [FACT_IS_ORGANISATION] = {"申请人是单位，只用于“@如有”", ""},
    [FACT_APPLICANT_KIND] = {"年度报告中的申请人类型", "自然人"},
    [FACT_APPLICANT_ID] = {"身份证号码或者信用代码，只用于内部表格", "999999199001010000"},
    [FACT_APPLICANT_PHONE] = {"申请人的电话", "0874-0000099"},
    [FACT_APPLICANT_ADDRESS] = {"申请人的地址", "师宗县示例村1号"},
    [FACT_AGENT] = {"代理人的姓名", "示例代理人"},
    [FACT_CHANNEL] = {"申请是怎样收到的", "邮寄（挂号信）"},
    [FACT_RECEIVED] = {"收到申请之日", ""},
    [FACT_SUBJECT] = {"申请公开的内容，原文",
        "师宗县2023年度农村危房改造补助资金分配方案及各乡镇分配情况"},
    [FACT_PURPOSE] = {"申请人写的用途", "了解政策"},
    [FACT_FORM_WANTED] = {"申请人要的形式", "纸质"},
    [FACT_WAY_WANTED] = {"申请人要的获取方式", "邮寄"},
    [FACT_PAGES] = {"收到的申请材料的页数", ""},
    [FACT_DUE] = {"法定的答复期限，没有延长的", ""},
    [FACT_QUERY_CODE] = {"在网上查询进度用的码", "7K3M9Q"},
    [FACT_CORRECTIONS] = {"需要补正的事项，逐项", ""},
    [FACT_GUIDANCE] = {"怎样补正", "可以在县政府网站的目录中查找文件名称"},
    [FACT_CORRECTION_BY] = {"补正到哪一天为止", ""},
    [FACT_CORRECTED] = {"收到补正的日期", ""},
    [FACT_EXTENDED_DUE] = {"延长以后的答复期限", ""},
    [FACT_EXTENSION_REASON] = {"为什么延长", "申请的材料涉及多个乡镇，需要逐一核对"},
    [FACT_EXTENSION_APPROVED] = {"负责人同意延期的日期", ""},
    [FACT_CONSULTED] = {"向谁征求意见", "示例建筑公司"},
    [FACT_IS_JOINT] = {"信息由几个机关共同制作，只用于“@如有”", ""},
    [FACT_RECORD] = {"征求意见涉及的信息", "农村危房改造施工合同"},
    [FACT_QUESTION] = {"征求什么意见", "是否同意公开分配方案"},
    [FACT_RELEASE_REASON] = {"第三方不同意而决定公开的理由",
        "该资金是财政资金，公开有利于社会监督"},
    [FACT_QUANTITY_FACTS] = {"申请数量、频次的事实", "2024年1月至3月共提出申请46件，内容相近"},
    [FACT_REASONS_ASKED] = {"要申请人说明什么", "分次提出相近申请的原因"},
    [FACT_ANSWER_BY] = {"说明理由到哪一天为止", ""},
    [FACT_FEE_STANDARD] = {"按件还是按量", "按件计收"},
    [FACT_FEE_COUNTING] = {"金额怎样得出", "本月申请共12件，按分档标准累计"},
    [FACT_AMOUNT] = {"应缴多少", ""},
    [FACT_PAY_WAY] = {"怎样缴费", "持本通知书到政务服务中心窗口缴纳"},
    [FACT_CODE] = {"答复类型的代码，条件请用“@答复”", ""},
    [FACT_REASON] = {"针对本案的理由", "该信息形成于2012年，经检索没有找到"},
    [FACT_OTHER_BASIS] = {"条例以外的依据", "《中华人民共和国档案法》第二十七条"},
    [FACT_INFO_TITLE] = {"申请的是什么文件或者信息", "“2023年度农村危房改造补助资金分配方案”"},
    [FACT_WHERE] = {"已主动公开的在哪里能看到", "县政府网站“财政资金”栏目"},
    [FACT_PUBLISHED] = {"主动公开的日期", ""},
    [FACT_SUPPLY_FORM] = {"以什么形式提供", "纸质文件"},
    [FACT_COPIES] = {"提供几份", ""},
    [FACT_ATTACHMENTS] = {"随答复提供的文件，逐件", ""},
    [FACT_WAY] = {"到哪里获取", "到示例局档案室查阅、复制"},
    [FACT_WAY_TIME] = {"什么时候获取", "工作日9:00至17:00"},
    [FACT_RELEASED_PART] = {"部分公开的，公开哪一部分", "资金总额和各乡镇分配数"},
    [FACT_CONSULT_COURSE] = {"征求第三方意见的经过，不写第三方是谁",
        "本机关于2024年3月25日书面征求第三方意见，第三方不同意公开"},
    [FACT_SPECIAL_LAW] = {"对查询另有规定的法律、法规", "《不动产登记资料查询暂行办法》"},
    [FACT_COUNTER] = {"到哪个窗口查询", "示例不动产登记中心查询窗口"},
    [FACT_RESPONSIBLE] = {"应当向哪个机关申请", "示例财政局"},
    [FACT_RESPONSIBLE_CONTACT] = {"该机关的联系方式", "0874-0000020"},
    [FACT_PROCESSING] = {"需要怎样加工、分析", "按村民小组重新统计近五年的补助金额"},
    [FACT_STILL_UNCLEAR] = {"补正以后仍不明确的内容", "没有写明年度和文件名称"},
    [FACT_RIGHT_CHANNEL] = {"信访、举报等应走的途径", "县信访局或者12345热线"},
    [FACT_FIX_FROM] = {"要求更正的记录现在怎样写", "登记面积85平方米"},
    [FACT_FIX_TO] = {"更正以后怎样写", "登记面积95平方米"},
    [FACT_FIX_DONE] = {"记录更正的日期", ""},
    [FACT_FIX_BODY] = {"有权更正该记录的机关", "示例不动产登记中心"},
    [FACT_FIX_CONTACT] = {"该机关的联系方式", "0874-0000021"},
    [FACT_EARLIER_NUMBER] = {"相同申请的前一次答复", "师政信公开〔2023〕第8号-答"},
    [FACT_EARLIER_DATE] = {"前一次答复的日期", ""},
    [FACT_PUBLICATION_WAY] = {"公开出版物在哪里能得到", "县图书馆政府公报专架"},
    [FACT_REASONS_GIVEN] = {"申请人说明的理由", "关心家乡发展"},
    [FACT_NOTICE_DATE] = {"发出补正告知书、收费通知书的日期", ""},
    [FACT_REDO_BASIS] = {"根据哪份决定、判决重新答复", "行政复议决定（示例复决〔2024〕2号）"},
    [FACT_OVERDUE_REASON] = {"逾期答复的原因，只写入内部材料", "材料核对时间较长"},
    [FACT_SEARCH_WHERE] = {"在哪里检索", "档案室、公文系统"},
    [FACT_SEARCH_WORDS] = {"用什么词检索", "危房改造、分配方案"},
    [FACT_SEARCH_WHO] = {"谁检索", "示例经办人"},
    [FACT_SEARCH_DATE] = {"哪一天检索", ""},
    [FACT_SEARCH_RESULT] = {"检索的结果", "没有检索到"},
    [FACT_SECRET_LEVEL] = {"只写入保密审查表", "秘密"},
    [FACT_CLASSIFIED_BY] = {"只写入保密审查表", "示例定密机关"},
    [FACT_THIRD_PARTY] = {"第三方的名称，不能写进给申请人的文书", "示例第三方公司"},
    [FACT_REASON_NOTICE_SENT] = {"要求说明理由的日期", ""},
    [FACT_REASON_SILENT] = {"申请人没有说明，只用于“@如有”", ""},
    [FACT_HANDLING_UNIT] = {"具体承办的单位", "示例住房和城乡建设局"},
    [FACT_CLERK] = {"拟稿人", "示例经办人"},
    [FACT_OPINION] = {"承办意见，不给申请人", "建议公开"},
    [FACT_REVIEW_OPINION] = {"保密审查和公开审查的意见", "不涉及国家秘密"},
    [FACT_LEADER_OPINION] = {"签发人的意见", "同意"},
    [FACT_PAPERS] = {"送达的是哪些文书", ""},
    [FACT_RECIPIENT] = {"收件人", "示例申请人"},
    [FACT_DELIVERY_KIND] = {"送达的方式和凭证", "邮寄，凭证：XA000000000"},
    [FACT_DELIVERY_PLACE] = {"在哪里送达", "师宗县示例村1号"},
    [FACT_DELIVERED] = {"送达的日期", ""},
    [FACT_PETITION_NUMBER] = {"信访部门的登记编号", "师信访〔2024〕21号"},
    [FACT_PETITION_DATE] = {"信访登记的日期", ""},
    [FACT_PETITION_OFFICE] = {"登记信访的部门", "示例信访局"},
    [FACT_PASSAGE] = {"信访材料中涉及公开的原文", "“要求提供分配方案复印件”"},
    [FACT_PETITION_OPINION] = {"信访部门复核的意见", "同意"},
    [FACT_DISCLOSURE_OPINION] = {"公开工作机构的意见", "属于政府信息公开申请"},
    [FACT_DECISION] = {"会签的结论", "乙 属于政府信息公开申请"},
    [FACT_LINKED_NUMBER] = {"转成的申请的编号", "师政信公开〔2024〕第3号"},
    [FACT_CLOSED] = {"会签办结的日期", ""},
    [FACT_YOU] = {"个人写“您”，单位写“贵单位”", ""},
    [FACT_BASIS] = {"条例的名称和条款，随答复类型和条例而定", ""},
    [FACT_REGULATION] = {"办理时适用的条例的名称", ""},
    [FACT_REMEDY] = {"复议机关、法院、期限和先后次序", ""},
    [FACT_CODE_NAME] = {"答复类型的名称", ""},
    [FACT_WITHHELD] = {"部分公开的，不公开的各部分及其依据、理由", ""},
    [FACT_CONTACT] = {"工作机构和电话，写在日期下面", ""},
};

const char *paper_fact_meaning(enum paper_fact fact)
{
    return notes[fact].meaning;
}

const char *paper_type_title(enum paper_type type)
{
    static const char *const titles[] = {"文字", "日期", "整数", "金额", "列表", "是否"};
    return titles[type];
}

/* ---- the invented case ---- */

static void set_days(struct paper_facts *f, enum paper_sample_time time)
{
    static const int years[] = {2018, 2020, 2024};
    static const struct {
        enum paper_fact fact;
        int month, dom;
    } days[] = {{FACT_RECEIVED, 3, 20}, {FACT_DUE, 4, 18}, {FACT_ISSUED, 4, 10},
        {FACT_CORRECTION_BY, 4, 12}, {FACT_CORRECTED, 4, 3}, {FACT_EXTENDED_DUE, 5, 20},
        {FACT_EXTENSION_APPROVED, 4, 8}, {FACT_ANSWER_BY, 4, 9}, {FACT_PUBLISHED, 1, 15},
        {FACT_NOTICE_DATE, 3, 25}, {FACT_SEARCH_DATE, 4, 2}, {FACT_REASON_NOTICE_SENT, 3, 25},
        {FACT_DELIVERED, 4, 11}, {FACT_FIX_DONE, 4, 8}, {FACT_PETITION_DATE, 3, 18},
        {FACT_CLOSED, 4, 11}};
    int year = years[time];
    for (size_t i = 0; i < COUNT_OF(days); i++)
        paper_set_day(f, days[i].fact, day_of(year, days[i].month, days[i].dom));
    paper_set_day(f, FACT_EARLIER_DATE, day_of(year - 1, 11, 2));
    paper_set_text(f, FACT_REQUEST_NUMBER, arena_printf(f->a, "师政信公开〔%d〕第3号", year));
    f->regime = time == SAMPLE_OLD ? REGIME_OLD : REGIME_NEW;
}

static void set_numbers(struct paper_facts *f)
{
    static const struct {
        enum paper_fact fact;
        int n;
    } numbers[] = {{FACT_IS_ORGANISATION, 0}, {FACT_IS_JOINT, 1}, {FACT_PAGES, 4},
        {FACT_AMOUNT, 20000}, {FACT_COPIES, 2}, {FACT_REASON_SILENT, 0}};
    static const char *const corrections[] = {"请写明年度、文号或者其他特征", "没有附身份证明"},
                             *const attachments[] = {"补助资金分配方案", "各乡镇分配情况表"},
                             *const papers[] = {"政府信息公开申请答复书"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        paper_set_int(f, numbers[i].fact, numbers[i].n);
    paper_set_list(f, FACT_CORRECTIONS, corrections, COUNT_OF(corrections));
    paper_set_list(f, FACT_ATTACHMENTS, attachments, COUNT_OF(attachments));
    paper_set_list(f, FACT_PAPERS, papers, COUNT_OF(papers));
}

struct paper_facts *paper_sample(
    struct arena *a, const struct paper_kind *kind, enum paper_sample_time time, const char *code)
{
    static const struct paper_withheld withheld[] = {
        {"住户姓名、身份证号码", "D4", "涉及个人隐私"}, {"会议讨论记录", "D6", "属于讨论记录"}};
    struct paper_facts *f = paper_facts_new(a);
    for (size_t i = 0; i < PAPER_N_FACTS; i++)
        if (paper_fact_rows[i].type == PAPER_TEXT && *notes[i].example)
            paper_set_text(f, (enum paper_fact)i, notes[i].example);
    set_numbers(f);
    set_days(f, time);
    paper_set_text(f, FACT_CODE, code);
    if (!paper_needs_other_basis(f->regime, code))
        paper_set_text(f, FACT_OTHER_BASIS, "");
    if (strcmp(kind->key, "redo") != 0)
        paper_set_text(f, FACT_REDO_BASIS, "");
    if (strcmp(code, "P1") == 0) {
        f->withheld = withheld;
        f->n_withheld = COUNT_OF(withheld);
    }
    return f;
}

const char *paper_fact_example(struct arena *a, enum paper_fact fact)
{
    const struct paper_kind *kind = paper_kind_find("reply");
    struct paper_facts *f = paper_sample(a, kind, SAMPLE_NOW, fact == FACT_WITHHELD ? "P1" : "G2");
    if (paper_fact_rows[fact].type == PAPER_FLAG)
        return "";
    paper_work_out(f, kind);
    return paper_fact_text(f, fact);
}
