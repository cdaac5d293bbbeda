/* The transition table and the facts each act asks for.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/moves.h"

#include <string.h>

#define FACTS(list) list, COUNT_OF(list)
#define NONE NULL, 0
#define OPEN                                                                                       \
    (IN(CASE_REGISTERED) | IN(CASE_EXAM) | IN(CASE_CORR_WAIT) | IN(CASE_REASON_WAIT) |             \
        IN(CASE_FEE_WAIT) | IN(CASE_DRAFT) | IN(CASE_REVIEW))
#define AT_WORK (IN(CASE_EXAM) | IN(CASE_DRAFT))
#define ENDED                                                                                      \
    (IN(CASE_DELIVERED) | IN(CASE_CLOSED) | IN(CASE_ARCHIVED) | IN(CASE_ABANDONED) |               \
        IN(CASE_WITHDRAWN))
#define ANY ((1u << FOI_STAGES) - 1)

const unsigned foi_open_stages = OPEN | IN(CASE_ARRIVED) | IN(CASE_SIGNED);

/* ---- choices ---- */

static const struct foi_word consulted[] = {{"THIRD", "第三方（可能损害其合法权益）"},
    {"ORGAN", "其他机关（协办）"}, {"JOINT", "共同制作机关"}, {NULL, NULL}};
static const struct foi_word answers[] = {
    {"AGREE", "同意公开"}, {"OBJECT", "不同意公开"}, {"SILENT", "逾期未答复"}, {NULL, NULL}};
static const struct foi_word reply_kinds[] = {{"G1", "予以公开：已主动公开"},
    {"G2", "予以公开：提供信息"}, {"G3", "予以公开：告知获取方式和时间"},
    {"P1", "部分公开（区分处理）"}, {"D1", "不予公开：国家秘密"},
    {"D2", "不予公开：法律、行政法规禁止公开"}, {"D3", "不予公开：危及“三安全一稳定”"},
    {"D4", "不予公开：第三方合法权益"}, {"D5", "不予公开：内部事务信息"},
    {"D6", "不予公开：过程性信息"}, {"D7", "不予公开：行政执法案卷"},
    {"D8", "不予公开：行政查询事项"}, {"N1a", "无法提供：信息不存在"},
    {"N1b", "无法提供：不属于本机关公开"}, {"N2", "无法提供：需要另行制作"},
    {"N3", "无法提供：补正后仍不明确"}, {"X1", "不予处理：信访、投诉、举报"},
    {"X2", "不予处理：重复申请"}, {"X3", "不予处理：公开出版物"},
    {"X4", "不予处理：无正当理由大量反复申请"}, {"X5", "不予处理：要求确认或重新出具"},
    {"O3", "其他处理"}, {"FIX1", "更正并告知"}, {"FIX2", "转送有权更正的机关并告知"},
    {"FIX3", "告知向有权更正的机关提出"}, {"FIX4", "不予更正：审核不实"}, {NULL, NULL}};
const struct foi_word foi_grounds[] = {{"D1", "国家秘密"}, {"D2", "法律、行政法规禁止公开"},
    {"D3", "三安全一稳定"}, {"D4", "第三方合法权益"}, {"D5", "内部事务信息"}, {"D6", "过程性信息"},
    {"D7", "行政执法案卷"}, {NULL, NULL}};
/* RULE K8: how the part that is released is parted from the rest. */
static const struct foi_word severed_ways[] = {{"MASK", "遮盖不公开的部分，只提供遮盖后的副本"},
    {"BOTH", "有遮盖后的副本，也有可以整件公开的文件"},
    {"WHOLE", "按件区分：有的整件公开，有的整件不公开，没有需要遮盖的文件"}, {NULL, NULL}};
/* RULE R10: by post means the postal enterprise; a courier is no service. */
static const struct foi_word ways[] = {{"HAND", "当面送达"}, {"VIA_ORGAN", "由其他机关转送"},
    {"POST", "邮政寄送（邮政企业）"}, {"ELECTRONIC", "电子方式"}, {NULL, NULL}};
static const struct foi_word opinions[] = {
    {"PASS", "同意"}, {"DOUBT", "不能确定，已征求主管部门或保密部门意见后同意"}, {NULL, NULL}};
/* Coded reasons for sending back: the same codes appear in training and assessment. */
static const struct foi_word return_codes[] = {{"R-CODE", "答复类型不对"},
    {"R-BASIS", "依据或条款不对"}, {"R-REASON", "理由不充分"}, {"R-REMEDY", "救济途径不对"},
    {"R-SECRET", "保密审查有问题"}, {"R-SEARCH", "检索不充分"}, {"R-CONSULT", "应当征求意见"},
    {"R-TEXT", "文字需要修改"}, {NULL, NULL}};
static const struct foi_word fee_standards[] = {
    {"PIECES", "按件"}, {"PAGES", "按量（页）"}, {NULL, NULL}};
static const struct foi_word orders[] = {
    {"RECONSIDERATION", "行政复议决定"}, {"COURT", "法院判决"}, {NULL, NULL}};
static const struct foi_word retention[] = {
    {"30", "30年"}, {"10", "10年"}, {"0", "永久"}, {NULL, NULL}};

/* ---- facts ---- */

/* One that belongs to every kind of reply. */
#define ROW(...)                                                                                   \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static const struct fact confirm_facts[] = {
    ROW("how", "怎样与申请人确认", "电话、短信、邮件或当面；写明号码以外的要点", FACT_TEXT, false,
        true, NULL, "", 0),
};
static const struct fact assign_facts[] = {
    ROW("unit", "承办单位", "留空由公开工作机构自己承办", FACT_INT, false, false, NULL, "", 0),
    ROW("text", "批办意见", NULL, FACT_LONG, false, true, NULL, "", 0),
};
static const struct fact correction_facts[] = {
    ROW("text", "需要补正的事项", "逐项写明什么不清楚、缺什么、怎样补正；只能告知一次", FACT_LONG,
        true, true, NULL, "", 2000),
    ROW("guidance", "补正指引", "怎样补正、向谁提交", FACT_TEXT, true, true, NULL,
        "可以通过网站进度查询页、邮寄或者当面提交补正材料", 500),
    ROW("days", "补正期限（工作日）", NULL, FACT_INT, true, false, NULL, "15", 60),
    ROW("received", "送达申请人的日期", "不知道可先留空", FACT_DAY, false, false, NULL, "", 0),
};
static const struct fact corrected_facts[] = {
    ROW("text", "补正后的内容", NULL, FACT_LONG, true, true, NULL, "", 4000),
    ROW("good_reason", "逾期有正当理由", "逾期补正只有理由正当才重新受理", FACT_BOOL, false, false,
        NULL, "", 0),
    ROW("reason", "理由", NULL, FACT_LONG, false, true, NULL, "", 1000),
};
static const struct fact note_facts[] = {
    ROW("text", "情况说明", NULL, FACT_LONG, true, true, NULL, "", 4000),
};
static const struct fact reason_facts[] = {
    ROW("text", "原因", NULL, FACT_LONG, true, true, NULL, "", 1000),
};
static const struct fact consult_facts[] = {
    ROW("kind", "征求谁的意见", NULL, FACT_CHOICE, true, false, consulted, "", 0),
    ROW("party", "名称或姓名", NULL, FACT_TEXT, true, true, NULL, "", 0),
    ROW("question", "征求什么意见", NULL, FACT_TEXT, true, true, NULL,
        "是否同意公开上述信息，理由是什么", 500),
    ROW("address", "联系方式", NULL, FACT_TEXT, false, true, NULL, "", 0),
    ROW("text", "涉及的信息", "不写申请人的身份", FACT_LONG, true, true, NULL, "", 2000),
    ROW("received", "对方收到的日期", "不知道可先留空，回执到后补录", FACT_DAY, false, false, NULL,
        "", 0),
};
static const struct fact answer_facts[] = {
    ROW("consult", "哪一次征求意见", NULL, FACT_INT, true, false, NULL, "", 0),
    ROW("received", "对方收到的日期", NULL, FACT_DAY, false, false, NULL, "", 0),
    ROW("answer", "意见", NULL, FACT_CHOICE, true, false, answers, "", 0),
    ROW("reasonable", "不同意的理由合理", NULL, FACT_BOOL, false, false, NULL, "", 0),
    ROW("text", "意见和理由", NULL, FACT_LONG, false, true, NULL, "", 2000),
};
static const struct fact ask_extension_facts[] = {
    ROW("days", "延长（工作日）", NULL, FACT_INT, true, false, NULL, "20", 20),
    ROW("text", "理由", NULL, FACT_LONG, true, true, NULL, "", 500),
};
static const struct fact extension_facts[] = {
    ROW("days", "延长（工作日）", NULL, FACT_INT, true, false, NULL, "20", 20),
    ROW("notified", "告知申请人的日期", "留空为当天", FACT_DAY, false, false, NULL, "", 0),
    ROW("text", "理由", "会写入延期答复告知书", FACT_LONG, true, true, NULL, "", 500),
};
static const struct fact reason_notice_facts[] = {
    ROW("text", "数量、频次等事实", "写明申请的次数、时间和要求说明的理由", FACT_LONG, true, true,
        NULL, "", 2000),
    ROW("asked", "要求说明的事项", "写进说明理由告知书", FACT_TEXT, true, true, NULL,
        "申请上述信息的理由", 500),
    ROW("days", "说明理由的期限（工作日）", NULL, FACT_INT, true, false, NULL, "10", 20),
};
static const struct fact reason_answer_facts[] = {
    ROW("silent", "申请人没有说明", NULL, FACT_BOOL, false, false, NULL, "", 0),
    ROW("reasonable", "理由合理", NULL, FACT_BOOL, false, false, NULL, "", 0),
    ROW("text", "申请人说明的理由", NULL, FACT_LONG, false, true, NULL, "", 2000),
};
static const struct fact fixed_facts[] = {
    ROW("until", "另定的答复日期", NULL, FACT_DAY, true, false, NULL, "", 0),
    ROW("text", "理由", NULL, FACT_LONG, true, true, NULL, "", 500),
};
static const struct fact fee_facts[] = {
    ROW("standard", "收费标准", "一次申请只能选一种", FACT_CHOICE, true, false, fee_standards, "",
        0),
    ROW("count", "件数或页数",
        "留空按案卷计算：该申请人本月向本机关申请的件数，或者拟提供文件的页数", FACT_INT, false,
        false, NULL, "", 100000),
    ROW("why", "件数、页数的说明", "与案卷算出的不同时必填，例如一份申请拆分成几件、纸质材料的页数",
        FACT_LONG, false, true, NULL, "", 500),
    ROW("received", "送达申请人的日期", NULL, FACT_DAY, false, false, NULL, "", 0),
    ROW("text", "缴费方式", NULL, FACT_LONG, true, true, NULL, "", 500),
};
static const struct fact paid_facts[] = {
    ROW("receipt", "财政票据号", NULL, FACT_TEXT, true, false, NULL, "", 100),
};
static const struct fact search_facts[] = {
    ROW("where", "检索的范围", "档案室、业务系统、相关股室", FACT_TEXT, true, false, NULL, "", 300),
    ROW("words", "检索词", NULL, FACT_TEXT, true, true, NULL, "", 300),
    ROW("who", "检索人", NULL, FACT_TEXT, true, false, NULL, "", 100),
    ROW("text", "结果", NULL, FACT_LONG, true, true, NULL, "", 1000),
};
#define TEXT_FACT(name, label, hint, kind, private, max, only)                                     \
    {                                                                                              \
        name, label, hint, kind, false, private, NULL, "", max, only                               \
    }
/* RULE K11, K12: records in the archives, and bodies whose power went to another. */
#define RESPONSIBLE_HINT                                                                           \
    "已经移交国家档案馆的，写档案馆，告知依照档案法查阅；机构改革划走职权的，写承接的机关"
/* Names that a paper needs are those of its template (data/papers/reply.txt). */
static const struct fact draft_facts[] = {
    ROW("code", "答复类型", NULL, FACT_CHOICE, true, false, reply_kinds, "", 0),
    TEXT_FACT("info_title", "信息名称", "申请的是什么文件或信息，写进答复书", FACT_TEXT, true, 200,
        "G1 G2 G3 P1 D1 D2 D3 D4 D5 D6 D7 D8 N1a N1b N2 X3"),
    {"withheld", "不予公开部分的依据", NULL, FACT_CODES, false, false, foi_grounds, "", 0, "P1"},
    TEXT_FACT("withheld_parts", "不予公开的部分", "每项一行，顺序与上面选定的依据一致：内容；理由",
        FACT_LONG, true, 4000, "P1"),
    {"severed", "怎样区分", "不选的，按第一种办理", FACT_CHOICE, false, false, severed_ways, "", 0,
        "P1"},
    TEXT_FACT("released_part", "公开的部分", NULL, FACT_TEXT, true, 500, "P1"),
    TEXT_FACT("supply_form", "提供形式", "纸质、电子文件等", FACT_TEXT, false, 100, "G2 P1"),
    TEXT_FACT("copies", "份数", NULL, FACT_INT, false, 1000, "G2"),
    TEXT_FACT("attachments", "附件目录", "每件一行", FACT_LONG, true, 2000, "G2 P1"),
    TEXT_FACT("where", "公开位置", "网站、栏目、网址，或者查阅点", FACT_TEXT, false, 500, "G1"),
    TEXT_FACT("published", "公开日期", NULL, FACT_DAY, false, 0, "G1"),
    TEXT_FACT("way", "获取的方式、途径", NULL, FACT_TEXT, false, 500, "G3"),
    TEXT_FACT("way_time", "获取的时间", NULL, FACT_TEXT, false, 200, "G3"),
    TEXT_FACT("reason", "理由", "写进答复书，针对本案说明", FACT_LONG, true, 4000, NULL),
    TEXT_FACT("other_basis", "条例以外的依据",
        "法律、法规的名称和条款；2008年条例没有写明的答复必填", FACT_TEXT, false, 300, NULL),
    TEXT_FACT("secret_level", "密级", "依据国家秘密不公开的必填；只写入内部材料", FACT_TEXT, true,
        50, "D1 P1"),
    TEXT_FACT("classified_by", "定密机关", "依据国家秘密不公开的必填；只写入内部材料", FACT_TEXT,
        true, 200, "D1 P1"),
    TEXT_FACT("special_law", "专门规定", "规定查询办法的法律、法规", FACT_TEXT, false, 300, "D8"),
    TEXT_FACT("counter", "查询窗口", NULL, FACT_TEXT, false, 300, "D8"),
    TEXT_FACT("responsible", "负责公开的机关", RESPONSIBLE_HINT, FACT_TEXT, false, 200, "N1b"),
    TEXT_FACT("responsible_contact", "该机关的联系方式", NULL, FACT_TEXT, false, 200, "N1b"),
    TEXT_FACT("processing", "需要加工、分析的内容", NULL, FACT_TEXT, true, 500, "N2"),
    TEXT_FACT("still_unclear", "仍不明确的内容", NULL, FACT_TEXT, true, 500, "N3"),
    TEXT_FACT(
        "right_channel", "法定途径", "信访局、12345、举报电话等", FACT_TEXT, false, 300, "X1"),
    TEXT_FACT("fix_from", "原记录", "记录现在怎样写", FACT_TEXT, true, 500, "FIX1 FIX4"),
    TEXT_FACT("fix_to", "更正后的记录", "更正以后怎样写", FACT_TEXT, true, 500, "FIX1"),
    TEXT_FACT("fix_done", "更正日期", "先更正记录，再答复", FACT_DAY, false, 0, "FIX1"),
    TEXT_FACT("fix_body", "有权更正的机关", NULL, FACT_TEXT, false, 200, "FIX2 FIX3"),
    TEXT_FACT("fix_contact", "该机关的联系方式", NULL, FACT_TEXT, false, 200, "FIX2 FIX3"),
    TEXT_FACT("earlier", "此前的申请", "只列出同一申请人已经得到答复的申请，内容最接近的在前",
        FACT_TEXT, false, 100, "X2"),
    TEXT_FACT("earlier_paper", "不在列表中的，写此前的申请编号",
        "平台以外办理的：先用“补充材料”把此前的申请和答复按“此前的申请和答复”上传", FACT_TEXT,
        false, 100, "X2"),
    TEXT_FACT(
        "earlier_date", "此前答复的日期", "选了上面列表中的，由系统填写", FACT_DAY, false, 0, "X2"),
    TEXT_FACT("earlier_id", "此前的案件", NULL, FACT_DATA, false, 20, "X2"),
    TEXT_FACT("publication_way", "出版物的获取途径", NULL, FACT_TEXT, false, 300, "X3"),
    TEXT_FACT("opinion", "承办意见", "写入呈批单，不给申请人", FACT_LONG, true, 2000, NULL),
};
/* Written by the page of the draft letter: a Word file or its text. */
static const struct fact revise_facts[] = {
    ROW("text", "正文", "不含标题、编号、主送、附件目录和落款", FACT_LONG, true, true, NULL, "",
        20000),
};
/* Written by the page of the letters of an act, before the act. */
static const struct foi_word prepared[] = {{"confirm", "登记回执"},
    {"answer_now", "当场答复的答复书"}, {"correction_notice", "补正告知书"},
    {"consult", "征求意见书"}, {"extension", "延期答复告知书"}, {"reason_notice", "说明理由告知书"},
    {"fee_notice", "收费通知书"}, {"abandon", "不再处理告知书"}, {"withdraw", "撤回申请的呈批单"},
    {"sign", "随答复发出的文书"}, {NULL, NULL}};
static const struct fact prepare_facts[] = {
    ROW("of", "文书", NULL, FACT_CHOICE, true, false, prepared, "", 0),
    ROW("issue_day", "成文日期", "留空为发出的当天", FACT_DAY, false, false, NULL, "", 0),
    ROW("letter", "改了文字的", NULL, FACT_DATA, false, false, NULL, "", 100),
    ROW("facts", "事项", NULL, FACT_DATA, false, true, NULL, "", 60000),
    ROW("words", "改过的文字", NULL, FACT_DATA, false, true, NULL, "", 300000),
    ROW("drop", "不用这份文稿", NULL, FACT_BOOL, false, false, NULL, "", 0),
};
static const struct fact review_facts[] = {
    ROW("opinion", "审查结论", NULL, FACT_CHOICE, true, false, opinions, "PASS", 0),
    ROW("text", "保密审查、公开审查意见", NULL, FACT_LONG, true, true, NULL, "", 2000),
};
static const struct fact return_facts[] = {
    ROW("codes", "退回原因", NULL, FACT_CODES, true, false, return_codes, "", 0),
    ROW("text", "说明", NULL, FACT_LONG, true, true, NULL, "", 2000),
};
static const struct fact sign_facts[] = {
    ROW("text", "签发意见", NULL, FACT_LONG, false, true, NULL, "", 1000),
    ROW("late_reason", "逾期的原因", "超过答复期限时必填", FACT_LONG, false, true, NULL, "", 1000),
};
static const struct fact deliver_facts[] = {
    ROW("delivery", "送达方式", NULL, FACT_CHOICE, true, false, ways, "", 0),
    ROW("evidence", "凭证号码", "挂号信、EMS 单号，或签收人", FACT_TEXT, true, true, NULL, "", 200),
    ROW("received", "申请人收到的日期", "用于计算救济期限，不知道可留空", FACT_DAY, false, false,
        NULL, "", 0),
};
/* RULE R8b: what needs no search, no consulting and no severance can be answered at the counter. */
static const struct foi_word now_kinds[] = {{"G1", "予以公开：已主动公开"},
    {"G2", "予以公开：提供信息"}, {"G3", "予以公开：告知获取方式和时间"},
    {"D8", "不予公开：行政查询事项"}, {"N1b", "无法提供：不属于本机关公开"},
    {"X3", "不予处理：公开出版物"}, {NULL, NULL}};
static const struct foi_word now_ways[] = {
    {"HAND", "当面交给申请人"}, {"ELECTRONIC", "当场用电子方式发送"}, {NULL, NULL}};
static const struct fact now_facts[] = {
    ROW("code", "答复类型", NULL, FACT_CHOICE, true, false, now_kinds, "", 0),
    TEXT_FACT("info_title", "信息名称", "申请的是什么文件或信息，写进答复书", FACT_TEXT, true, 200,
        "G1 G2 G3 D8 N1b X3"),
    TEXT_FACT("where", "公开位置", "网站、栏目、网址，或者查阅点", FACT_TEXT, false, 500, "G1"),
    TEXT_FACT("published", "公开日期", NULL, FACT_DAY, false, 0, "G1"),
    TEXT_FACT("supply_form", "提供形式", "纸质、电子文件等", FACT_TEXT, false, 100, "G2"),
    TEXT_FACT("copies", "份数", NULL, FACT_INT, false, 1000, "G2"),
    TEXT_FACT("attachments", "附件目录", "每件一行", FACT_LONG, true, 2000, "G2"),
    TEXT_FACT("way", "获取的方式、途径", NULL, FACT_TEXT, false, 500, "G3"),
    TEXT_FACT("way_time", "获取的时间", NULL, FACT_TEXT, false, 200, "G3"),
    TEXT_FACT("special_law", "专门规定", "规定查询办法的法律、法规", FACT_TEXT, false, 300, "D8"),
    TEXT_FACT("counter", "查询窗口", NULL, FACT_TEXT, false, 300, "D8"),
    TEXT_FACT("responsible", "负责公开的机关", RESPONSIBLE_HINT, FACT_TEXT, false, 200, "N1b"),
    TEXT_FACT("responsible_contact", "该机关的联系方式", NULL, FACT_TEXT, false, 200, "N1b"),
    TEXT_FACT("publication_way", "出版物的获取途径", NULL, FACT_TEXT, false, 300, "X3"),
    TEXT_FACT("reason", "理由", "写进答复书，针对本案说明", FACT_LONG, true, 4000, NULL),
    TEXT_FACT("other_basis", "条例以外的依据",
        "法律、法规的名称和条款；2008年条例没有写明的答复必填", FACT_TEXT, false, 300, NULL),
    ROW("text", "审查和签批意见", "保密审查、公开审查的意见和签批，写入审查表和呈批单", FACT_LONG,
        true, true, NULL, "", 1000),
    ROW("delivery", "送达方式", NULL, FACT_CHOICE, true, false, now_ways, "HAND", 0),
    ROW("evidence", "签收人或发送凭证", NULL, FACT_TEXT, true, true, NULL, "", 200),
};
static const struct fact archive_facts[] = {
    ROW("retention", "保管期限", NULL, FACT_CHOICE, true, false, retention, "30", 0),
};
static const struct fact reopen_facts[] = {
    ROW("order", "依据", NULL, FACT_CHOICE, true, false, orders, "", 0),
    ROW("number", "文书号", NULL, FACT_TEXT, true, false, NULL, "", 200),
    ROW("until", "重新答复的期限", "文书写明的日期；没有写明的留空，从收到之日起按法定期限",
        FACT_DAY, false, false, NULL, "", 0),
    ROW("text", "决定或判决的要点", NULL, FACT_LONG, true, true, NULL, "", 2000),
};
/* RULE T7: the groups and columns of table 4 of the annual report. */
static const struct foi_word disputes[] = {{"RECONSIDERATION", "行政复议"},
    {"COURT", "行政诉讼（未经复议直接起诉）"}, {"COURT_AFTER", "行政诉讼（复议后起诉）"},
    {NULL, NULL}};
static const struct foi_word dispute_results[] = {
    {"UPHELD", "结果维持"}, {"CORRECTED", "结果纠正"}, {"OTHER", "其他结果"}, {NULL, NULL}};
static const struct fact dispute_facts[] = {
    ROW("kind", "程序", NULL, FACT_CHOICE, true, false, disputes, "", 0),
    ROW("number", "案号、文书号", NULL, FACT_TEXT, true, false, NULL, "", 200),
};
static const struct fact dispute_result_facts[] = {
    ROW("kind", "程序", NULL, FACT_CHOICE, true, false, disputes, "", 0),
    ROW("result", "结果", NULL, FACT_CHOICE, true, false, dispute_results, "", 0),
    ROW("number", "文书号", NULL, FACT_TEXT, true, false, NULL, "", 200),
};
static const struct foi_word slots[] = {{"application", "申请表、申请书"},
    {"arrival", "信封、收件记录"}, {"identity", "身份证明"}, {"agent", "授权委托书"},
    {"correction_delivery", "补正告知书的送达凭证"}, {"fee", "票据"},
    {"consult_delivery", "征求意见书的送达凭证"}, {"extension_delivery", "延期告知书的送达凭证"},
    {"supplied", "提供给申请人的信息"}, {"original", "待区分处理的原件（内部）"},
    {"proof", "答复书的送达凭证"}, {"remedy", "复议、诉讼文书"}, {"contact", "联系记录"},
    {"earlier", "此前的申请和答复"}, {"other", "其他材料"}, {NULL, NULL}};
static const struct fact file_facts[] = {
    ROW("slot", "属于哪一类", NULL, FACT_CHOICE, true, false, slots, "other", 0),
    ROW("title", "材料名称", NULL, FACT_TEXT, true, true, NULL, "", 200),
    ROW("source", "由哪份文件转换", NULL, FACT_DATA, false, false, NULL, "", 20),
};
static const struct fact served_facts[] = {
    ROW("of", "哪一件", NULL, FACT_CHOICE, true, false,
        (const struct foi_word[]){{"correction_notice", "补正告知书"}, {"consult", "征求意见书"},
            {"extension", "延期答复告知书"}, {"reason_notice", "说明理由告知书"},
            {"fee_notice", "收费通知书"}, {"reply", "答复书"}, {"third", "给第三方的决定告知书"},
            {NULL, NULL}},
        "", 0),
    ROW("consult", "第几次征求意见", "送达征求意见书时填写", FACT_INT, false, false, NULL, "", 0),
    ROW("received", "收到的日期", NULL, FACT_DAY, true, false, NULL, "", 0),
    ROW("evidence", "凭证号码", NULL, FACT_TEXT, false, true, NULL, "", 200),
};

/* What the worker made of what a person drew; regions as in lib/paper/mask.h. */
static const struct fact mask_facts[] = {
    ROW("original", "原件", NULL, FACT_INT, true, false, NULL, "", 0),
    ROW("title", "副本名称", NULL, FACT_TEXT, true, true, NULL, "", 100),
    ROW("grounds", "遮盖的依据", NULL, FACT_CODES, true, false, foi_grounds, "", 0),
    ROW("boxes", "遮盖（处）", NULL, FACT_INT, true, false, NULL, "", 0),
    ROW("pages", "页数", NULL, FACT_INT, true, false, NULL, "", 0),
    ROW("regions", "遮盖区域", NULL, FACT_DATA, true, true, NULL, "", 300000),
    ROW("words", "另外核对的字词", NULL, FACT_DATA, false, true, NULL, "", 4000),
};
static const struct fact hold_facts[] = {
    ROW("paper", "哪一份文件", "准备随答复提供的文件", FACT_INT, true, false, NULL, "", 0),
    ROW("text", "原因", NULL, FACT_LONG, true, true, NULL, "", 500),
};

/* ---- the table ---- */

/* clang-format off */
const struct foi_move foi_moves[] = {
    {"confirm", "确认收到", "与申请人确认收到，登记", IN(CASE_ARRIVED), CASE_REGISTERED, PERM_FOI, "回", NULL,
        false, false, false, FACTS(confirm_facts), "与申请人联系上的当天是收到申请之日，答复期限从次日起算"},
    {"assign", "批办", "批办", IN(CASE_REGISTERED), CASE_EXAM, PERM_FOI, NULL, NULL,
        false, false, false, FACTS(assign_facts), "指定承办单位，开始审查"},
    {"answer_now", "当场答复", "当场答复并送达", IN(CASE_REGISTERED), CASE_CLOSED, PERM_FOI_SIGN, "答", "proof",
        true, false, false, FACTS(now_facts), "不需要检索、征求意见和区分处理的，审查、签批、答复、送达一次办完；登记人不能自己签批"},
    {"correction_notice", "要求补正", "发出补正告知书", IN(CASE_EXAM), CASE_CORR_WAIT, PERM_FOI, "补", "correction_delivery",
        true, false, false, FACTS(correction_facts), "收到申请之日起7个工作日内，一次性告知"},
    {"correction_received", "收到补正", "收到补正", IN(CASE_CORR_WAIT), CASE_EXAM, PERM_FOI, NULL, "corrected",
        true, true, false, FACTS(corrected_facts), "答复期限从收到补正之日重新起算"},
    {"abandon", "确认不再处理", "不再处理", IN(CASE_CORR_WAIT) | IN(CASE_FEE_WAIT), CASE_ABANDONED, PERM_FOI_REVIEW, "止", NULL,
        false, false, true, FACTS(note_facts), "逾期不补正或逾期未缴费，由公开工作机构负责人确认"},
    {"accept_late", "接受逾期补正", "接受逾期补正", IN(CASE_ABANDONED), CASE_EXAM, PERM_FOI_REVIEW, NULL, "corrected",
        true, false, false, FACTS(corrected_facts), "逾期补正有正当理由的，重新办理，期限重新起算"},
    {"search", "检索记录", "记录检索", AT_WORK, -1, PERM_FOI, NULL, NULL,
        false, false, false, FACTS(search_facts), "答复“信息不存在”前必须有检索记录"},
    {"consult", "征求意见", "征求意见", AT_WORK, -1, PERM_FOI, "征", "consult_delivery",
        true, false, false, FACTS(consult_facts), "征求意见的时间不计入答复期限；可以同时征求几方"},
    {"consult_answer", "收到意见", "收到意见", OPEN, -1, PERM_FOI, NULL, "consult_opinion",
        false, false, false, FACTS(answer_facts), "记下意见；逾期未答复的到第15个工作日自动结束"},
    {"ask_extension", "申请延期", "申请延期", OPEN, -1, PERM_FOI, NULL, NULL,
        false, false, false, FACTS(ask_extension_facts), "由公开工作机构负责人批准"},
    {"extension", "批准延期", "批准延期并告知申请人", OPEN, -1, PERM_FOI_REVIEW, "延", "extension_delivery",
        true, false, false, FACTS(extension_facts), "只能延长一次，批准和告知都应在期限届满之前"},
    {"reason_notice", "要求说明理由", "要求申请人说明理由", IN(CASE_EXAM), CASE_REASON_WAIT, PERM_FOI_REVIEW, "理", "other",
        true, false, false, FACTS(reason_notice_facts), "申请数量、频次明显超过合理范围时使用，期限照常计算"},
    {"reason_answer", "收到理由", "收到申请人说明的理由", IN(CASE_REASON_WAIT), CASE_EXAM, PERM_FOI, NULL, "reason_answer",
        false, true, false, FACTS(reason_answer_facts), "理由合理而不能按期答复的，可以另定答复日期"},
    {"fixed_due", "另定答复日期", "另定答复日期", IN(CASE_EXAM) | IN(CASE_REASON_WAIT) | IN(CASE_DRAFT), -1, PERM_FOI_REVIEW, NULL, NULL,
        true, false, false, FACTS(fixed_facts), "理由合理的，确定延迟答复的合理期限并告知申请人"},
    {"fee_notice", "收费通知", "发出收费通知书", IN(CASE_EXAM), CASE_FEE_WAIT, PERM_FOI_REVIEW, "费", "other",
        true, false, false, FACTS(fee_facts), "缴费期限为收到通知次日起20个工作日，其间停止计算答复期限"},
    {"paid", "收到缴费", "收到缴费", IN(CASE_FEE_WAIT), CASE_EXAM, PERM_FOI, NULL, "fee",
        true, false, false, FACTS(paid_facts), "答复期限从缴费次日重新起算"},
    {"draft", "拟答复", "拟定答复", AT_WORK, CASE_DRAFT, PERM_FOI, NULL, "supplied",
        false, false, false, FACTS(draft_facts), "依次判断：是否明确、是否属于政府信息、谁负责、是否存在、能否公开、怎样提供"},
    {"mask", "区分处理", "制作区分处理的副本", AT_WORK, -1, PERM_FOI, NULL, "supplied",
        false, false, false, FACTS(mask_facts), "遮盖不能公开的内容，把遮盖后的副本提供给申请人"},
    {"hold", "不提供文件", "不再提供文件", AT_WORK, -1, PERM_FOI, NULL, NULL,
        false, false, false, FACTS(hold_facts), "传错的文件、不用的副本，不再随答复提供；仍留在案卷里"},
    {"revise", "修改文稿", "修改答复书的文稿", IN(CASE_DRAFT), -1, PERM_FOI, NULL, "draft",
        false, false, false, FACTS(revise_facts), "在 Word 里修改答复书，再传回来"},
    {"prepare", "拟文书", "拟定文书的文稿", IN(CASE_ARRIVED) | OPEN, -1, PERM_FOI, NULL, "draft",
        false, false, false, FACTS(prepare_facts), "告知书、通知书先拟成文稿，看过、改过再发出"},
    {"submit", "送审", "送审", IN(CASE_DRAFT), CASE_REVIEW, PERM_FOI, NULL, NULL,
        false, false, false, NONE, "送保密审查和公开审查"},
    {"approve", "审查通过", "审查通过", IN(CASE_REVIEW), -1, PERM_FOI_REVIEW, NULL, NULL,
        false, false, false, FACTS(review_facts), "拟稿人不能审查自己的答复"},
    {"return", "退回修改", "退回修改", IN(CASE_REVIEW), CASE_DRAFT, PERM_FOI_REVIEW, NULL, NULL,
        false, false, false, FACTS(return_facts), "写明原因，拟稿人会收到待办"},
    {"sign", "签发", "签发", IN(CASE_REVIEW), CASE_SIGNED, PERM_FOI_SIGN, "答", NULL,
        false, false, false, FACTS(sign_facts), "审查通过后签发；系统检查文号、依据、救济途径和期限"},
    {"deliver", "送达", "送达答复", IN(CASE_SIGNED), CASE_DELIVERED, PERM_FOI, NULL, "proof",
        true, false, false, FACTS(deliver_facts), "邮寄的以交邮之日为准，只能通过邮政企业寄送"},
    {"served", "补录送达日期", "补录送达日期", ANY & ~IN(CASE_ARCHIVED), -1, PERM_FOI, NULL, "proof",
        false, false, false, FACTS(served_facts), "收到回执后补录实际收到的日期"},
    {"close", "办结", "办结", IN(CASE_DELIVERED), CASE_CLOSED, PERM_FOI, NULL, NULL,
        false, false, false, NONE, "送达凭证齐全后办结"},
    {"archive", "归档", "归档", IN(CASE_CLOSED) | IN(CASE_ABANDONED) | IN(CASE_WITHDRAWN), CASE_ARCHIVED, PERM_FOI, NULL, NULL,
        false, false, false, FACTS(archive_facts), "案卷材料齐全才能归档；缺少的材料会逐一列出"},
    {"withdraw", "撤回申请", "申请人撤回申请", IN(CASE_ARRIVED) | OPEN, CASE_WITHDRAWN, PERM_FOI, NULL, "ending",
        false, true, true, FACTS(reason_facts), "申请人书面撤回，签发答复之前可以撤回"},
    {"dispute", "收到复议、诉讼通知", "收到复议、诉讼通知", ENDED, -1, PERM_FOI, NULL, "remedy",
        false, false, false, FACTS(dispute_facts), "行政复议答复通知书、应诉通知书；计入年度报告表四"},
    {"dispute_result", "复议、诉讼结果", "复议、诉讼有了结果", ENDED | IN(CASE_DRAFT) | IN(CASE_REVIEW) | IN(CASE_SIGNED), -1, PERM_FOI, NULL, "remedy",
        false, false, false, FACTS(dispute_result_facts), "责令重新答复的，另行办理“重新答复”"},
    {"reopen", "重新答复", "责令重新答复", IN(CASE_CLOSED) | IN(CASE_ARCHIVED) | IN(CASE_DELIVERED), CASE_DRAFT, PERM_FOI_REVIEW, NULL, "remedy",
        false, false, false, FACTS(reopen_facts), "行政复议决定或判决要求重新答复"},
    {"add_file", "补充材料", "补充材料", ANY & ~IN(CASE_ARCHIVED), -1, PERM_FOI, NULL, "other",
        false, false, false, FACTS(file_facts), "信封、查到的文件、联系记录等"},
    {"note", "记事", "记事", ANY, -1, PERM_FOI, NULL, "contact",
        false, false, false, FACTS(note_facts), "电话联系、说明等，写入案卷"},
};
/* clang-format on */
const size_t n_foi_moves = COUNT_OF(foi_moves);

const struct foi_move *foi_move_find(const char *action)
{
    for (size_t i = 0; i < n_foi_moves; i++)
        if (strcmp(foi_moves[i].action, action) == 0)
            return &foi_moves[i];
    return NULL;
}

const char *foi_move_page(const struct foi_move *m)
{
    return strcmp(m->action, "mask") == 0 ? "severance/" : "";
}

const char *foi_prepared_title(const char *action)
{
    for (const struct foi_word *w = prepared; w->key; w++)
        if (strcmp(w->key, action) == 0)
            return w->title;
    return "";
}

const char *foi_ground_title(const char *key)
{
    for (const struct foi_word *w = foi_grounds; w->key; w++)
        if (strcmp(w->key, key) == 0)
            return w->title;
    return "";
}

bool foi_can_act(const struct foi_case *k, const char *action)
{
    const struct foi_move *m = foi_move_find(action);
    return m && (m->from & IN(k->stage));
}

bool foi_code_exists(enum foi_regime regime, const char *code)
{
    const struct reply_code *kind = reply_code_find(code);
    return kind && (regime == REGIME_NEW || kind->basis_old);
}

const struct foi_word *foi_choices_of(const struct foi_move *m, const char *fact)
{
    for (size_t i = 0; i < m->n_facts; i++)
        if (strcmp(m->facts[i].name, fact) == 0)
            return m->facts[i].choices;
    return NULL;
}
