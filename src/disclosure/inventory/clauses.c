/* The clauses a disclosure decision may rest on, before and after the revision of 2019.
 *
 * Wording shortened (publishing §3.1, §3.3); the county office may be asked for the full text.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/inventory.h"

#define OLD "条例（2008年施行）"
#define NEW "条例（2019年修订）"
#define OLD_END "2019-05-14"
#define NEW_START "2019-05-15"
#define OPEN "主动公开"
#define ASKED "依申请公开"
#define CLOSED "不予公开"

const struct clause clauses[] = {
    {"N19", OPEN, NEW "第十九条", "涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的",
        NEW_START, ""},
    {"N20", OPEN, NEW "第二十条", "法定主动公开的十五类信息", NEW_START, ""},
    {"N21", OPEN, NEW "第二十一条", "县、乡两级另应主动公开的信息", NEW_START, ""},
    {"N27", ASKED, NEW "第二十七条", "主动公开以外的信息，由公民、法人或者其他组织申请获取",
        NEW_START, ""},
    {"N14-1", CLOSED, NEW "第十四条：国家秘密", "依法确定为国家秘密的", NEW_START, ""},
    {"N14-2", CLOSED, NEW "第十四条：法律、行政法规禁止公开", "法律、行政法规禁止公开的", NEW_START,
        ""},
    {"N14-3", CLOSED, NEW "第十四条：危及安全稳定",
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定的", NEW_START, ""},
    {"N15", CLOSED, NEW "第十五条：商业秘密、个人隐私",
        "公开会对第三方合法权益造成损害的；第三方同意，或者不公开会对公共利益造成重大影响的除外",
        NEW_START, ""},
    {"N16-1", CLOSED, NEW "第十六条第一款：内部事务信息",
        "人事管理、后勤管理、内部工作流程等方面的", NEW_START, ""},
    {"N16-2", CLOSED, NEW "第十六条第二款：过程性信息",
        "讨论记录、过程稿、磋商信函、请示报告等，以及行政执法案卷信息", NEW_START, ""},
    {"O9", OPEN, OLD "第九条", "涉及切身利益、需要广泛知晓或者参与的，反映机构职能、办事程序的", "",
        OLD_END},
    {"O10", OPEN, OLD "第十条至第十二条", "县级以上政府及其部门、乡镇重点公开的信息", "", OLD_END},
    {"O13", ASKED, OLD "第十三条", "根据自身生产、生活、科研等特殊需要申请获取的", "", OLD_END},
    {"O8", CLOSED, OLD "第八条：危及安全稳定", "公开不得危及国家安全、公共安全、经济安全和社会稳定",
        "", OLD_END},
    {"O14-1", CLOSED, OLD "第十四条：国家秘密", "涉及国家秘密的", "", OLD_END},
    {"O14-2", CLOSED, OLD "第十四条：商业秘密、个人隐私",
        "涉及商业秘密、个人隐私的；权利人同意，或者不公开可能对公共利益造成重大影响的除外", "",
        OLD_END},
    {"O-INNER", CLOSED, "国办发〔2010〕5号：内部管理、过程性信息",
        "行政机关在日常工作中制作或者获取的内部管理信息以及处于讨论、研究或者审查中的过程性信息",
        "2010-01-12", OLD_END},
};
const size_t n_clauses = COUNT_OF(clauses);

const struct clause *clause_find(const char *key)
{
    for (size_t i = 0; i < n_clauses; i++)
        if (strcmp(clauses[i].key, key) == 0)
            return &clauses[i];
    return NULL;
}

/* RULE R-CLAUSE: the clause is on the list, supports the decision, and was law on that day. */
const char *clause_problem(const char *key, const char *open_mode, struct day formed_on)
{
    if (!*key)
        return "";
    const struct clause *k = clause_find(key);
    if (!k)
        return "没有这一条款，请从列表中选择";
    if (strcmp(k->open_mode, open_mode) != 0)
        return "所选条款不是作出这一公开决定的依据";
    struct day from = day_parse(k->from), to = day_parse(k->to);
    if (day_given(formed_on) && day_given(from) && formed_on.n < from.n)
        return "成文时这一条款还没有施行，请选当时施行的条款";
    if (day_given(formed_on) && day_given(to) && formed_on.n > to.n)
        return "成文时这一条款已经修订，请选2019年修订后的条款";
    return "";
}
