/* The table of steps: who, from where, within how many working days (§5.2).
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/flow.h"

#include <string.h>

const char *const petition_stage_titles[PETITION_STAGES] = {"待会签", "待公开机构提出意见",
    "待信访部门复核", "待分管领导决定", "已有结论", "已转为公开申请", "已办结"};

const struct petition_verdict petition_verdicts[4] = {
    {"A", "属于信访事项"}, {"B", "属于政府信息公开申请"}, {"C", "两者兼有"}, {"D", "需要补充情况"}};

const char *petition_verdict_title(const char *key)
{
    for (size_t i = 0; i < COUNT_OF(petition_verdicts); i++)
        if (strcmp(petition_verdicts[i].key, key) == 0)
            return petition_verdicts[i].title;
    return "";
}

const struct petition_move petition_moves[] = {
    {PETITION_REGISTERED, "open", "发起会签", "发起会签", PETITION_SHEET, PERM_PETITION, false,
        false, "", "", 1, "登记之日起1个工作日内，把会签单送公开工作机构"},
    {PETITION_SHEET, "opine", "提出意见", "提出意见", PETITION_OPINED, PERM_FOI, true, true, "", "",
        2, "收到会签单后2个工作日内，由公开工作机构提出意见"},
    {PETITION_OPINED, "agree", "同意", "同意公开机构的意见", PETITION_SETTLED, PERM_PETITION, false,
        false, "", "opine", 1, "1个工作日内复核"},
    {PETITION_OPINED, "dissent", "不同意", "提出不同意见", PETITION_DISPUTED, PERM_PETITION, true,
        true, "", "opine", 1, "写明理由，由县政府办公室分管领导决定"},
    {PETITION_DISPUTED, "decide", "决定", "作出决定", PETITION_SETTLED, PERM_COSIGN_DECIDE, true,
        true, "", "opine dissent", 2, "2个工作日内决定；提出意见、不同意见的人不能自己决定"},
    {PETITION_SETTLED, "hand_over", "转为公开申请", "转为政府信息公开申请", PETITION_HANDED,
        PERM_FOI, false, false, "BC", "", 0,
        "申请人不用重新提交；与申请人确认收到的当天是收到申请之日"},
    {PETITION_SETTLED, "supplement", "补充情况后重新会签", "补充情况", PETITION_REGISTERED,
        PERM_PETITION, false, true, "D", "", 0, "写明补充了什么"},
    {PETITION_SETTLED, "close", "按信访办理，会签结束", "会签结束，按信访办理", PETITION_CLOSED,
        PERM_PETITION, false, true, "A", "", 0, "写明信访事项的办理去向"},
    {PETITION_HANDED, "close", "办结", "会签结束", PETITION_CLOSED, PERM_PETITION, false, true, "",
        "", 0, "书面告知信访人法定途径后办结"},
};
const size_t n_petition_moves = COUNT_OF(petition_moves);

const struct petition_move *petition_move(enum petition_stage from, const char *action)
{
    for (size_t i = 0; i < n_petition_moves; i++)
        if (petition_moves[i].from == from && strcmp(petition_moves[i].action, action) == 0)
            return &petition_moves[i];
    return NULL;
}

const char *petition_move_done(const char *action)
{
    for (size_t i = 0; i < n_petition_moves; i++)
        if (strcmp(petition_moves[i].action, action) == 0)
            return petition_moves[i].done;
    return "登记";
}
