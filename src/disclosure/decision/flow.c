/* The tables of a decision's thread; see flow.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/flow.h"

#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"

const struct decision_settings decision_defaults = {.silent_days = 92, .comment_days = 30};

const struct decision_stage_row decision_stages[DECISION_STAGES] = {
    [DECISION_PREPARE] = {"拟订中", "consult", 60},
    [DECISION_CONSULT] = {"征求意见中", "heard", 10}, /* after the last day of the consultation */
    [DECISION_STUDY] = {"论证评估中", "send", 30},
    [DECISION_LEGAL] = {"合法性审查中", "lawful", 10},
    [DECISION_DISCUSS] = {"待集体讨论", "discuss", 30},
    [DECISION_PUBLISH] = {"待公布决定", "publish", 20},
    [DECISION_RUN] = {"执行中", "", 0}, /* reminded when it falls silent */
    [DECISION_DONE] = {"已落实", "evaluate", 365},
    [DECISION_CLOSED] = {"已评估", "", 0},
    [DECISION_DROPPED] = {"已终止", "", 0},
};

#define UNIT_OWES "承办单位"
const struct decision_slot_row decision_slots[DECISION_SLOTS] = {
    [SLOT_BASIS] = {"basis", "依据", UNIT_OWES, DECISION_PREPARE},
    [SLOT_DRAFT] = {"draft", "决策草案", UNIT_OWES, DECISION_PREPARE},
    [SLOT_CONSULT] = {"consult", "公众参与", UNIT_OWES, DECISION_PREPARE},
    [SLOT_OUTCOME] = {"outcome", "意见采纳情况", UNIT_OWES, DECISION_CONSULT},
    [SLOT_EXPERT] = {"expert", "专家论证", UNIT_OWES, DECISION_STUDY},
    [SLOT_RISK] = {"risk", "风险评估", UNIT_OWES, DECISION_STUDY},
    [SLOT_LEGAL] = {"legal", "合法性审查", "合法性审查机构", DECISION_LEGAL},
    [SLOT_MEETING] = {"meeting", "集体讨论", UNIT_OWES, DECISION_DISCUSS},
    [SLOT_DECISION] = {"decision", "决定", UNIT_OWES, DECISION_PUBLISH},
    [SLOT_PROGRESS] = {"progress", "进展情况", UNIT_OWES, DECISION_PUBLISH},
    [SLOT_RESULT] = {"result", "落实情况", UNIT_OWES, DECISION_RUN},
    [SLOT_EVALUATION] = {"evaluation", "后评估", UNIT_OWES, DECISION_DONE},
    [SLOT_END] = {"end", "终止", UNIT_OWES, DECISION_CLOSED},
    [SLOT_TITLE] = {"title", "名称变更", UNIT_OWES, DECISION_STAGES},
};

#define MAKING                                                                                     \
    (AT(DECISION_PREPARE) | AT(DECISION_CONSULT) | AT(DECISION_STUDY) | AT(DECISION_LEGAL) |       \
        AT(DECISION_DISCUSS) | AT(DECISION_PUBLISH))

const struct decision_move decision_moves[] = {
    {AT(DECISION_PREPARE), "basis", "填写依据", "填写依据", DECISION_PREPARE, SLOT_BASIS,
        PERM_DRAFT, FOR_UNIT, 0, "", "法律法规、上级文件、《政府工作报告》任务，一行一条"},
    {AT(DECISION_PREPARE), "draft", "填写决策草案", "填写决策草案", DECISION_PREPARE, SLOT_DRAFT,
        PERM_DRAFT, FOR_UNIT, 0, "",
        "要决定什么、为什么这样定；全文先在“文件”中发布，把网址写在这里"},
    {AT(DECISION_PREPARE), "consult", "公开征求意见", "公开征求意见", DECISION_CONSULT,
        SLOT_CONSULT, PERM_DRAFT, FOR_UNIT, CHECK_BASIS | CHECK_DRAFT | CHECK_SPAN, "from",
        "公开后，公众在起止日期之间可以在网上提意见"},
    {AT(DECISION_PREPARE), "exempt", "不公开征求意见", "说明不公开征求意见的理由", DECISION_STUDY,
        SLOT_CONSULT, PERM_DRAFT, FOR_UNIT, CHECK_BASIS | CHECK_DRAFT, "",
        "只有依法不予公开的决策事项可以不征求意见，理由公开"},
    {AT(DECISION_CONSULT), "heard", "公布意见采纳情况", "公布意见采纳情况", DECISION_STUDY,
        SLOT_OUTCOME, PERM_DRAFT, FOR_UNIT, CHECK_OVER, "",
        "期满后汇总，逐条答复的意见自动列在一起"},
    {AT(DECISION_STUDY), "expert", "填写专家论证", "专家论证", DECISION_STUDY, SLOT_EXPERT,
        PERM_DRAFT, FOR_UNIT, CHECK_EITHER, "expert_on",
        "专业性、技术性较强的应当论证；不需要的写明理由"},
    {AT(DECISION_STUDY), "risk", "填写风险评估", "风险评估", DECISION_STUDY, SLOT_RISK, PERM_DRAFT,
        FOR_UNIT, CHECK_EITHER, "risk_on",
        "可能影响社会稳定、公共安全的应当评估；不需要的写明理由"},
    {AT(DECISION_STUDY), "send", "送合法性审查", "送合法性审查", DECISION_LEGAL, SLOT_NONE,
        PERM_DRAFT, FOR_UNIT, CHECK_STUDIED, "", "依据、草案、意见采纳情况、论证和评估一并送审"},
    {AT(DECISION_LEGAL), "lawful", "审查通过", "合法性审查通过", DECISION_DISCUSS, SLOT_LEGAL,
        PERM_DECISION_LEGAL, FOR_ANY, CHECK_APART, "legal_on",
        "写明权限、程序、内容是否合法。征求意见、会签不能代替合法性审查"},
    {AT(DECISION_LEGAL), "unlawful", "退回修改", "合法性审查退回", DECISION_STUDY, SLOT_NONE,
        PERM_DECISION_LEGAL, FOR_ANY, CHECK_APART, "", "写明哪里不合法、怎样修改；不对外公开"},
    {AT(DECISION_DISCUSS), "discuss", "登记集体讨论", "集体讨论通过", DECISION_PUBLISH,
        SLOT_MEETING, PERM_DRAFT, FOR_UNIT, CHECK_LEGAL, "met_on", "会后登记：会议、日期、结果"},
    {AT(DECISION_DISCUSS), "decline", "讨论未通过", "集体讨论未通过", DECISION_PREPARE, SLOT_NONE,
        PERM_DRAFT, FOR_UNIT, CHECK_LEGAL, "", "退回拟订，修改后重新走程序；不对外公开"},
    {AT(DECISION_PUBLISH), "publish", "公布决定", "公布决定", DECISION_RUN, SLOT_DECISION,
        PERM_DRAFT, FOR_UNIT, CHECK_RECORD, "", "先在“文件”中发布决定全文，再把网址写在这里"},
    {AT(DECISION_RUN), "progress", "填写进展", "填写进展", DECISION_RUN, SLOT_PROGRESS, PERM_DRAFT,
        FOR_UNIT, CHECK_PERCENT, "progress_on", "做了什么、到了哪一步。一个季度没有进展就会被提醒"},
    {AT(DECISION_RUN), "complete", "公布落实情况", "公布落实情况", DECISION_DONE, SLOT_RESULT,
        PERM_DRAFT, FOR_UNIT, CHECK_RAN, "done_on", "全部完成后，说明任务、资金、成效"},
    {AT(DECISION_DONE), "evaluate", "公布后评估", "公布后评估", DECISION_CLOSED, SLOT_EVALUATION,
        PERM_DRAFT, FOR_UNIT, CHECK_RESULT, "evaluated_on", "实施效果、公众评价、结论"},
    {MAKING | AT(DECISION_RUN), "drop", "终止", "终止", DECISION_DROPPED, SLOT_END, PERM_DRAFT,
        FOR_UNIT, 0, "", "不再推进的，写明理由；理由公开"},
    {AT(DECISION_STAGES) - 1, "rename", "更改名称", "更改名称", DECISION_STAGES, SLOT_TITLE,
        PERM_DRAFT, FOR_UNIT, CHECK_TITLE, "",
        "公开以后才换成新名称；原名称和理由留在事项的页面上"},
};
const size_t n_decision_moves = COUNT_OF(decision_moves);

#define PAGE(action, label)                                                                        \
    {                                                                                              \
        action, "page", label, ASK_PAGE, false, "已发布页面的网址，没有可以不填"    \
    }
/* RULE M-NEED: what each step must have (publishing §7.2). */
const struct decision_need decision_needs[] = {
    {"basis", "basis", "依据", ASK_LONG, true, ""},
    PAGE("basis", "依据文件"),
    {"draft", "summary", "主要内容", ASK_LONG, true, ""},
    PAGE("draft", "草案全文"),
    {"consult", "from", "开始日期", ASK_DAY, true, ""},
    {"consult", "to", "结束日期", ASK_DAY, true, "一般不少于 30 日"},
    {"consult", "short_reason", "缩短的理由", ASK_TEXT, false,
        "少于 30 日，或者比已公布的提前结束，才需要写"},
    {"consult", "hearing_on", "听证会日期", ASK_DAY, false, "举行听证会的才填写"},
    {"consult", "channel", "其他渠道", ASK_TEXT, true, "电话、信函地址、座谈会、听证会"},
    PAGE("consult", "征求意见公告"),
    {"exempt", "no_consult", "不公开征求意见的理由", ASK_LONG, true, "引用法律法规的条款"},
    {"heard", "outcome", "采纳情况", ASK_LONG, true, "收到哪些方面的意见、怎样处理"},
    {"heard", "offline", "网下收到意见（条）", ASK_INT, false, ""},
    {"heard", "offline_adopted", "其中采纳（条）", ASK_INT, false, ""},
    PAGE("heard", "采纳情况全文"),
    {"expert", "opinion", "论证意见", ASK_LONG, false, "论证方式、主要意见、采纳情况"},
    {"expert", "expert_on", "论证日期", ASK_DAY, false, ""},
    {"expert", "without", "不组织论证的理由", ASK_TEXT, false, "没有组织论证的才填写"},
    PAGE("expert", "论证报告"),
    {"risk", "opinion", "评估结论", ASK_LONG, false, "风险点、等级、防范措施"},
    {"risk", "risk_on", "评估日期", ASK_DAY, false, ""},
    {"risk", "without", "不组织评估的理由", ASK_TEXT, false, "没有组织评估的才填写"},
    PAGE("risk", "评估报告"),
    {"lawful", "legal_opinion", "审查意见", ASK_LONG, true, ""},
    {"lawful", "legal_no", "审查意见书文号", ASK_TEXT, false, ""},
    {"lawful", "legal_on", "审查日期", ASK_DAY, true, ""},
    {"unlawful", "legal_return", "审查意见", ASK_LONG, true, ""},
    {"discuss", "meeting", "会议", ASK_TEXT, true, "例如 县人民政府第12次常务会议"},
    {"discuss", "met_on", "会议日期", ASK_DAY, true, ""},
    {"discuss", "outcome", "讨论结果", ASK_TEXT, true, "例如 原则同意"},
    {"decline", "meeting", "会议", ASK_TEXT, true, ""},
    {"decline", "met_on", "会议日期", ASK_DAY, true, ""},
    {"decline", "decline_reason", "讨论意见", ASK_LONG, true, ""},
    {"publish", "page", "决定", ASK_PAGE, true, "已发布的决定的网址"},
    {"progress", "progress_on", "日期", ASK_DAY, true, ""},
    {"progress", "text", "进展", ASK_LONG, true, ""},
    {"progress", "percent", "完成（%）", ASK_INT, true, "0 到 100"},
    PAGE("progress", "相关页面"),
    {"complete", "done_on", "完成日期", ASK_DAY, true, ""},
    {"complete", "text", "落实情况", ASK_LONG, true, ""},
    PAGE("complete", "相关页面"),
    {"evaluate", "evaluated_on", "评估日期", ASK_DAY, true, ""},
    {"evaluate", "evaluator", "评估单位", ASK_TEXT, true, "可以委托第三方"},
    {"evaluate", "text", "评估结论", ASK_LONG, true, ""},
    PAGE("evaluate", "评估报告"),
    {"drop", "drop_reason", "终止的理由", ASK_LONG, true, ""},
    {"rename", "old_title", "原名称", ASK_NOTHING, false, ""},
    {"rename", "title", "新名称", ASK_TEXT, true, ""},
    {"rename", "why", "更改的理由", ASK_TEXT, true, ""},
};
const size_t n_decision_needs = COUNT_OF(decision_needs);

const struct decision_move *decision_move(const char *action)
{
    for (size_t i = 0; i < n_decision_moves; i++)
        if (strcmp(decision_moves[i].action, action) == 0)
            return &decision_moves[i];
    return NULL;
}

const char *decision_action_word(const char *action)
{
    static const struct decision_value more[] = {
        {"new", "登记决策事项"}, {"release", "公开"}, {"return", "退回"}, {"answer", "答复意见"}};
    const struct decision_move *m = decision_move(action);
    for (size_t i = 0; !m && i < COUNT_OF(more); i++)
        if (strcmp(more[i].name, action) == 0)
            return more[i].value;
    return m ? m->done : action;
}

bool decision_slot_adds(enum decision_slot slot)
{
    return slot == SLOT_PROGRESS || slot == SLOT_TITLE;
}

const char *decision_value(const struct decision_values *v, const char *name)
{
    for (size_t i = 0; v && i < v->n; i++)
        if (strcmp(v->list[i].name, name) == 0)
            return v->list[i].value;
    return "";
}

struct day decision_value_day(const struct decision_values *v, const char *name)
{
    return day_parse(decision_value(v, name));
}

int64_t decision_number(const char *text)
{
    char *end;
    long long n = strtoll(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end ? n : 0;
}

int64_t decision_page_record(const char *address)
{
    const char *mark = strrchr(address, '_');
    if (!mark)
        return decision_number(address);
    char *end;
    long long n = strtoll(mark + 1, &end, 10);
    return mark[1] >= '1' && mark[1] <= '9' && strncmp(end, ".html", 5) == 0 ? n : 0;
}
