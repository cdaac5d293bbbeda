/* The table of the life cycle and of what each step must have; see flow.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/flow.h"

#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"

const char *const norm_stage_words[NORM_STAGES] = {"待立项", "起草中", "公开征求意见中", "待送审",
    "合法性审核中", "待集体讨论", "待登记编号", "待公布", "待报备", "已报备", "有效", "评估中",
    "已结束", "不予立项"};

const struct norm_move norm_moves[] = {
    {AT(NORM_PLAN), "plan", "同意立项", "立项", NORM_DRAFT, PERM_NORM_MANAGE, BY_ANY, 0, 5,
        "有上位法依据、确有必要、内容不重复的，同意立项"},
    {AT(NORM_PLAN), "refuse", "不予立项", "不予立项", NORM_DROPPED, PERM_NORM_MANAGE, BY_ANY, 0, 0,
        "写明理由，起草单位可以补充后重新申报"},
    {AT(NORM_DRAFT), "consult", "公开征求意见", "公开征求意见", NORM_CONSULT, PERM_DRAFT, BY_UNIT,
        GUARD_SPAN, 0, "公告、征求意见稿、起草说明一起发布，写明渠道和起止日期"},
    {AT(NORM_CONSULT), "heard", "结束征求意见", "征求意见结束", NORM_READY, PERM_DRAFT, BY_UNIT,
        GUARD_HEARD, 10, "期满后汇总意见，写明采纳情况并公开"},
    {AT(NORM_READY), "expert", "记录专家论证", "专家论证", NORM_READY, PERM_DRAFT, BY_UNIT, 0, 0,
        "专业性、技术性较强的，组织专家论证（可选）"},
    {AT(NORM_READY), "risk", "记录风险评估", "风险评估", NORM_READY, PERM_DRAFT, BY_UNIT, 0, 0,
        "可能影响社会稳定、公共安全的，进行风险评估（可选）"},
    {AT(NORM_READY), "send", "送合法性审核", "送合法性审核", NORM_LEGAL, PERM_DRAFT, BY_UNIT, 0, 5,
        "送审稿、起草说明、依据、征求意见情况一并送审"},
    {AT(NORM_LEGAL), "lawful", "审核通过", "合法性审核通过", NORM_DECIDE, PERM_NORM_LEGAL, BY_ANY,
        GUARD_APART, 5, "写明审核意见。征求意见、会签不能代替合法性审核"},
    {AT(NORM_LEGAL), "unlawful", "退回修改", "合法性审核退回", NORM_READY, PERM_NORM_LEGAL, BY_ANY,
        GUARD_APART, 5, "写明哪一条与上位法不符、怎样修改"},
    {AT(NORM_DECIDE), "decide", "集体讨论通过", "集体讨论通过", NORM_NUMBER, PERM_PUBLISH, BY_ANY,
        GUARD_LEGAL, 10, "经会议集体讨论决定，写明会议和日期"},
    {AT(NORM_DECIDE), "decline", "未获通过", "集体讨论未通过", NORM_DRAFT, PERM_PUBLISH, BY_ANY, 0,
        10, "写明讨论意见，退回起草单位修改"},
    {AT(NORM_NUMBER), "number", "登记、编号、印发", "登记编号印发", NORM_PUBLISH, PERM_NORM_MANAGE,
        BY_ANY, GUARD_NUMBER | GUARD_TERM, 3, "由政府办公室统一登记、统一编号、统一印发"},
    {AT(NORM_PUBLISH), "publish", "关联已公布的正文", "公布", NORM_FILE, PERM_DRAFT, BY_UNIT,
        GUARD_PUBLIC, 20,
        "先在“文件”中发布全文（栏目“行政规范性文件”），再在这里选择它。未经公布的不得作为管理依据"},
    {AT(NORM_FILE), "file", "报送备案", "报送备案", NORM_REGISTER, PERM_NORM_MANAGE, BY_ANY,
        GUARD_FILED, 0, "向上一级政府和本级人大常委会备案：备案报告、正式文本、备案说明"},
    {AT(NORM_REGISTER), "register", "登记备案号", "备案登记", NORM_FORCE, PERM_NORM_MANAGE, BY_ANY,
        GUARD_FILED, 20, "收到备案登记后，填写备案号和日期"},
    {AT(NORM_FORCE), "evaluate", "开始评估", "开始评估", NORM_EVALUATE, PERM_DRAFT, BY_UNIT,
        GUARD_SEASON, 60, "有效期届满前六个月内评估实施情况"},
    {AT(NORM_EVALUATE), "keep", "继续有效", "评估后继续有效", NORM_FORCE, PERM_NORM_MANAGE, BY_ANY,
        GUARD_RENEW, 60, "自决定之日起重新计算有效期"},
    {AT(NORM_EVALUATE), "amend", "修改", "评估后修改", NORM_DRAFT, PERM_NORM_MANAGE, BY_ANY, 0, 60,
        "回到起草，新文本走完全部程序；原文在新文本公布前继续适用"},
    {AT(NORM_FILE), "term", "登记有效期", "登记有效期", NORM_FILE, PERM_DRAFT, BY_UNIT, GUARD_KNOWN,
        0, "照正文写明的有效期登记；登记前页面和提醒按正文计算"},
    {AT(NORM_REGISTER), "term", "登记有效期", "登记有效期", NORM_REGISTER, PERM_DRAFT, BY_UNIT,
        GUARD_KNOWN, 0, "照正文写明的有效期登记；登记前页面和提醒按正文计算"},
    {AT(NORM_FORCE), "term", "登记有效期", "登记有效期", NORM_FORCE, PERM_DRAFT, BY_UNIT,
        GUARD_KNOWN, 0, "照正文写明的有效期登记；登记前页面和提醒按正文计算"},
    {AT(NORM_EVALUATE), "term", "登记有效期", "登记有效期", NORM_EVALUATE, PERM_DRAFT, BY_UNIT,
        GUARD_KNOWN, 0, "照正文写明的有效期登记；登记前页面和提醒按正文计算"},
    {AT_PUBLIC, "repeal", "废止", "废止", NORM_ENDED, PERM_NORM_MANAGE, BY_ANY, GUARD_ENDING, 0,
        "公众看到的页面立即加标识；多份文件一起处理的，请用“清理”"},
    {AT_PUBLIC, "lapse", "确认失效", "失效", NORM_ENDED, PERM_NORM_MANAGE, BY_ANY, GUARD_OVER, 0,
        "有效期已满，由人确认后页面加标识"},
};
const size_t n_norm_moves = COUNT_OF(norm_moves);

/* RULE N-NEED: what each step must have (publishing §6.2). */
const struct norm_need norm_needs[] = {
    {"new", "necessity", "制定的必要性", NEED_LONG, true, "要解决什么问题，为什么要发文"},
    {"new", "basis", "依据", NEED_TEXT, true, "上位法或上级文件，写全称和条款"},
    {"refuse", "refusal", "理由", NEED_LONG, true, ""},
    {"consult", "notice", "公告", NEED_TEXT, true, "征求意见公告的标题或网址"},
    {"consult", "draft", "征求意见稿", NEED_TEXT, true, "标题或网址"},
    {"consult", "note", "起草说明", NEED_LONG, true, ""},
    {"consult", "channel", "提意见的渠道", NEED_TEXT, true, "电话、邮箱、信函地址"},
    {"consult", "consult_from", "开始日期", NEED_DAY, true, ""},
    {"consult", "consult_to", "结束日期", NEED_DAY, true, ""},
    {"heard", "result", "意见采纳情况", NEED_LONG, true, "收到多少条、采纳多少条、不采纳的理由"},
    {"heard", "opinions", "收到意见（条）", NEED_INT, true, ""},
    {"heard", "adopted", "采纳（条）", NEED_INT, true, ""},
    {"expert", "expert_opinion", "论证意见", NEED_LONG, true, "专家姓名、意见"},
    {"risk", "risk_opinion", "评估结论", NEED_LONG, true, "风险点、等级、防范措施"},
    {"send", "materials", "送审稿、起草说明、依据、征求意见情况已经备齐", NEED_CHECK, true, ""},
    {"lawful", "legal_opinion", "审核意见", NEED_LONG, true, "主体、权限、内容、程序是否合法"},
    {"lawful", "legal_no", "审核意见书文号", NEED_TEXT, false, ""},
    {"unlawful", "legal_return", "审核意见", NEED_LONG, true, ""},
    {"decide", "meeting", "会议", NEED_TEXT, true, "例如 县人民政府第12次常务会议"},
    {"decide", "meeting_on", "会议日期", NEED_DAY, true, ""},
    {"decline", "decline_reason", "讨论意见", NEED_LONG, true, ""},
    {"number", "reg_no", "登记号", NEED_TEXT, true, "县里统一登记的顺序号"},
    {"number", "doc_no", "发文字号", NEED_TEXT, true, "例如 师政规〔2018〕3号"},
    {"number", "formed_on", "成文日期", NEED_DAY, true, ""},
    {"number", "effective_on", "施行日期", NEED_DAY, true, ""},
    {"number", "months", "有效期（月）", NEED_INT, false, "最长 60 个月，暂行、试行最长 24 个月"},
    {"number", "expires_on", "或者：有效期至", NEED_DAY, false, "最后一个有效日；与月数只填一项"},
    {"number", "endless", "或者：无有效期的理由", NEED_TEXT, false, "只有依法不设有效期的才填写"},
    {"term", "effective_on", "施行日期", NEED_DAY, true, ""},
    {"term", "months", "有效期（月）", NEED_INT, false, "五年填 60"},
    {"term", "expires_on", "或者：有效期至", NEED_DAY, false, "最后一个有效日；与月数只填一项"},
    {"term", "endless", "或者：无有效期的理由", NEED_TEXT, false, "只有依法不设有效期的才填写"},
    {"publish", "record", "已公布的正文", NEED_RECORD, true, "同一文号的已发布文件"},
    {"file", "filed_on", "报送日期", NEED_DAY, true, ""},
    {"file", "filing_doc", "备案报告文号", NEED_TEXT, true, "例如 师府文备〔2018〕3号"},
    {"file", "to_government", "已报上一级人民政府", NEED_CHECK, true, ""},
    {"file", "to_congress", "已报本级人大常委会", NEED_CHECK, true, ""},
    {"file", "papers", "备案报告、正式文本、备案说明（纸质和电子）齐全", NEED_CHECK, true, ""},
    {"register", "archive_no", "备案号", NEED_TEXT, true, ""},
    {"register", "archived_on", "备案日期", NEED_DAY, true, ""},
    {"keep", "report", "评估报告", NEED_LONG, true, "实施效果、存在问题、结论"},
    {"keep", "renew_months", "新的有效期（月）", NEED_INT, true, ""},
    {"amend", "report", "评估报告", NEED_LONG, true, "实施效果、存在问题、要修改什么"},
    {"repeal", "repeal_reason", "理由", NEED_LONG, true, ""},
    {"repeal", "repeal_basis", "作出决定的文件", NEED_TEXT, true, "文号或名称；已发布的会自动链接"},
    {"repeal", "repealed_on", "自哪一天起废止", NEED_DAY, true, ""},
    {"lapse", "lapse_note", "说明", NEED_TEXT, false, "留空写“有效期届满”"},
};
const size_t n_norm_needs = COUNT_OF(norm_needs);

const struct norm_move *norm_move(enum norm_stage from, const char *action)
{
    for (size_t i = 0; i < n_norm_moves; i++)
        if ((norm_moves[i].from & AT(from)) && strcmp(norm_moves[i].action, action) == 0)
            return &norm_moves[i];
    return NULL;
}

const char *norm_action_word(const char *action)
{
    static const struct norm_value more[] = {{"new", "申报立项"}, {"adopt", "登记已公布的文件"},
        {"cleanup", "清理"}, {"expire", "有效期届满"}, {"owner", "更换责任人"}};
    for (size_t i = 0; i < n_norm_moves; i++)
        if (strcmp(norm_moves[i].action, action) == 0)
            return norm_moves[i].done;
    for (size_t i = 0; i < COUNT_OF(more); i++)
        if (strcmp(more[i].name, action) == 0)
            return more[i].value;
    return action;
}

const char *norm_need_label(const char *name)
{
    for (size_t i = 0; i < n_norm_needs; i++)
        if (strcmp(norm_needs[i].name, name) == 0)
            return norm_needs[i].label;
    return name;
}

const char *norm_value(const struct norm_values *v, const char *name)
{
    for (size_t i = 0; v && i < v->n; i++)
        if (strcmp(v->list[i].name, name) == 0)
            return v->list[i].value;
    return "";
}

int64_t norm_number(const char *text)
{
    return strtoll(text, NULL, 10);
}

struct day norm_value_day(const struct norm_values *v, const char *name)
{
    return day_parse(norm_value(v, name));
}
