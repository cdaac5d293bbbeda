/* The table of the handling and of what each step must have; see flow.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/flow.h"

#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"

const char *const prop_stage_words[PROP_STAGES] = {
    "待交办", "待签收", "办理中", "待会签", "待审核", "待签发", "待答复", "已答复", "已办结"};
const char *const joint_stage_words[JOINT_STAGES] = {"待签收", "已签收", "已提意见", "已退回"};

const struct prop_word prop_kinds[2] = {{"npc", "人大代表建议"}, {"cppcc", "政协提案"}};
const struct prop_word prop_results[3] = {{"A", "A类：已经解决或基本解决"},
    {"B", "B类：列入计划，逐步解决"}, {"C", "C类：受条件限制，作出说明"}};
const struct prop_word prop_openness[3] = {
    {"full", "全文公开"}, {"summary", "摘要公开"}, {"none", "不予公开"}};
/* publishing §7.3: three months by custom of the assemblies, six for what is complicated; the
 * reply is public within twenty working days. */
const struct prop_settings prop_defaults = {5, 5, 3, 6, 2, 20};

#define AT PROP_AT
#define JOINT(stage) (1U << (stage))
#define IN_HAND (AT(PROP_ASSIGNED) | AT(PROP_WORK) | AT(PROP_COSIGN))

const struct prop_move prop_moves[] = {
    {AT(PROP_NEW), "assign", "交办", "交办", PROP_ASSIGNED, PERM_PROP_MANAGE, BY_ANY,
        PROP_GUARD_UNITS | PROP_GUARD_DUE, 0, PROP_SAME,
        "确定一个主办单位；需要其他单位配合的，列为协办单位"},
    {AT(PROP_ASSIGNED), "accept", "签收", "主办单位签收", PROP_WORK, PERM_PROP_HANDLE, BY_LEAD, 0,
        0, PROP_SAME, "属于本单位职责的，签收并与代表、委员联系"},
    {AT(PROP_ASSIGNED), "decline", "退回交办单位", "主办单位退回", PROP_NEW, PERM_PROP_HANDLE,
        BY_LEAD, 0, 0, PROP_SAME, "不属于本单位职责的，写明理由，建议由谁办理"},
    {AT(PROP_WORK) | AT(PROP_COSIGN), "draft", "起草答复", "起草答复", PROP_COSIGN,
        PERM_PROP_HANDLE, BY_LEAD, PROP_GUARD_DRAFT | PROP_GUARD_PUBLIC, 0, PROP_SAME,
        "写明办理结果和答复正文；同时提出是否公开。开头、结尾、落款和征询表由系统生成"},
    {AT(PROP_COSIGN), "submit", "送审核", "送审核", PROP_REVIEW, PERM_PROP_HANDLE, BY_LEAD,
        PROP_GUARD_COSIGN, 0, PROP_SAME, "所有协办单位会签之后，送本单位审核"},
    {IN_HAND, "joints", "调整协办单位", "调整协办单位", PROP_SAME, PERM_PROP_MANAGE, BY_ANY,
        PROP_GUARD_UNITS, 0, PROP_SAME, "协办单位退回的，改派或者取消；已经会签的保留"},
    {IN_HAND, "joint-accept", "签收协办", "协办单位签收", PROP_SAME, PERM_PROP_HANDLE, BY_JOINT, 0,
        JOINT(JOINT_ASKED), JOINT_TAKEN, "签收后向主办单位提供协办意见"},
    {IN_HAND, "joint-decline", "退回协办", "协办单位退回", PROP_SAME, PERM_PROP_HANDLE, BY_JOINT, 0,
        JOINT(JOINT_ASKED), JOINT_DECLINED, "与本单位职责无关的，写明理由"},
    {IN_HAND, "opine", "提出协办意见", "协办意见", PROP_SAME, PERM_PROP_HANDLE, BY_JOINT, 0,
        JOINT(JOINT_ASKED) | JOINT(JOINT_TAKEN) | JOINT(JOINT_ADVISED), JOINT_ADVISED,
        "就本单位职责范围内的问题写明意见，主办单位据此起草"},
    {AT(PROP_COSIGN), "cosign", "同意会签", "会签同意", PROP_SAME, PERM_PROP_HANDLE, BY_JOINT, 0,
        JOINT(JOINT_TAKEN) | JOINT(JOINT_ADVISED), PROP_SAME,
        "会签的是现在这一稿；主办单位改稿之后要重新会签"},
    {AT(PROP_COSIGN), "object", "不同意，退回修改", "会签不同意", PROP_WORK, PERM_PROP_HANDLE,
        BY_JOINT, 0, JOINT(JOINT_TAKEN) | JOINT(JOINT_ADVISED), PROP_SAME,
        "写明哪一处不同意、应当怎样改"},
    {AT(PROP_REVIEW), "approve", "审核通过", "审核通过", PROP_SIGN, PERM_REVIEW, BY_LEAD,
        PROP_GUARD_APART | PROP_GUARD_COSIGN, 0, PROP_SAME, "答复内容和公开方式一并审核"},
    {AT(PROP_REVIEW), "return", "退回修改", "审核退回", PROP_WORK, PERM_REVIEW, BY_LEAD, 0, 0,
        PROP_SAME, "写明要改什么"},
    {AT(PROP_SIGN), "sign", "签发", "签发", PROP_SEND, PERM_PUBLISH, BY_LEAD,
        PROP_GUARD_APART | PROP_GUARD_NUMBER | PROP_GUARD_COSIGN, 0, PROP_SAME,
        "由单位负责人签发，编文号"},
    {AT(PROP_SIGN), "refuse", "退回修改", "签发退回", PROP_WORK, PERM_PUBLISH, BY_LEAD, 0, 0,
        PROP_SAME, "写明要改什么"},
    {AT(PROP_SEND), "send", "登记送达", "答复代表、委员", PROP_REPLIED, PERM_PROP_HANDLE, BY_LEAD,
        PROP_GUARD_SENT, 0, PROP_SAME, "答复函和征询意见表送达后登记；B类承诺同时列入台账"},
    {AT(PROP_REPLIED), "publish", "送公开", "送公开", PROP_SAME, PERM_PROP_HANDLE, BY_LEAD,
        PROP_GUARD_OPEN | PROP_GUARD_PUBLIC, 0, PROP_SAME,
        "把公开件交到“文件”审核、发布；答复后 20 个工作日内公开"},
    {AT(PROP_REPLIED), "satisfy", "登记满意度", "登记满意度", PROP_SAME, PERM_PROP_MANAGE, BY_ANY,
        PROP_GUARD_VOTES, 0, PROP_SAME, "按收回的征询意见表登记，联名的每人一份"},
    {AT(PROP_REPLIED), "redo", "重新办理", "重新办理", PROP_WORK, PERM_PROP_MANAGE, BY_ANY,
        PROP_GUARD_REDO, 0, PROP_SAME, "代表、委员不满意的，由主办单位重新办理并再次答复"},
    {AT(PROP_REPLIED), "close", "办结", "办结", PROP_CLOSED, PERM_PROP_MANAGE, BY_ANY,
        PROP_GUARD_DONE, 0, PROP_SAME, "满意度已登记，答复已公开（或已决定不予公开）的，办结"},
};
const size_t n_prop_moves = sizeof prop_moves / sizeof *prop_moves;

#define CHOICE(list) list, sizeof(list) / sizeof *(list)
/* RULE M-PROP: what each step must have (publishing §7.3). */
const struct prop_need prop_needs[] = {
    {"assign", "lead", "主办单位", NEED_UNIT, true, 0, "", NULL, 0},
    {"assign", "joint", "协办单位", NEED_UNITS, false, 0, "可不选", NULL, 0},
    {"assign", "due", "答复期限", NEED_DAY, false, 0, "留空按设置：自交办之日起三个月", NULL, 0},
    {"decline", "reason", "退回理由", NEED_LONG, true, 2000, "", NULL, 0},
    {"joints", "joint", "协办单位", NEED_UNITS, false, 0, "", NULL, 0},
    {"joint-decline", "reason", "退回理由", NEED_LONG, true, 2000, "", NULL, 0},
    {"opine", "opinion", "协办意见", NEED_LONG, true, 5000, "", NULL, 0},
    {"object", "reason", "不同意的理由", NEED_LONG, true, 2000, "", NULL, 0},
    {"draft", "result", "办理结果", NEED_CHOICE, true, 0, "", CHOICE(prop_results)},
    {"draft", "reply", "答复正文", NEED_LONG, true, 20000, "从“一、”写起；不写抬头、落款", NULL, 0},
    {"draft", "promises", "承诺事项", NEED_LONG, false, 3000,
        "B类必填，一行一项，先写完成日期：2018-12-31 完成路灯安装", NULL, 0},
    {"draft", "openness", "是否公开", NEED_CHOICE, true, 0, "", CHOICE(prop_openness)},
    {"draft", "summary", "内容概述", NEED_LONG, false, 300, "公开的必填，300 字以内，列表中显示",
        NULL, 0},
    {"draft", "public_body", "公开件正文", NEED_LONG, false, 20000,
        "全文公开的留空就用答复正文；需要遮盖的，把可以公开的写在这里。摘要公开的必填", NULL, 0},
    {"draft", "open_reason", "不公开或只公开摘要的理由", NEED_TEXT, false, 300, "", NULL, 0},
    {"return", "reason", "退回意见", NEED_LONG, true, 2000, "", NULL, 0},
    {"refuse", "reason", "退回意见", NEED_LONG, true, 2000, "", NULL, 0},
    {"sign", "doc_no", "答复文号", NEED_TEXT, true, 60, "例如 师教函〔2018〕12号", NULL, 0},
    {"send", "replied_on", "答复日期", NEED_DAY, true, 0, "", NULL, 0},
    {"send", "delivery", "答复方式", NEED_TEXT, true, 100, "面商、邮寄、平台送达", NULL, 0},
    {"satisfy", "satisfied", "满意（人）", NEED_INT, true, 0, "", NULL, 0},
    {"satisfy", "basically", "基本满意（人）", NEED_INT, true, 0, "", NULL, 0},
    {"satisfy", "unsatisfied", "不满意（人）", NEED_INT, true, 0, "", NULL, 0},
    {"satisfy", "comment", "意见", NEED_LONG, false, 2000, "不满意的，写明哪一点", NULL, 0},
    {"redo", "reason", "重新办理的要求", NEED_LONG, true, 2000, "", NULL, 0},
};
const size_t n_prop_needs = sizeof prop_needs / sizeof *prop_needs;

static const char *word_of(const struct prop_word *list, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].key, key) == 0)
            return list[i].word;
    return "";
}

const char *prop_kind_word(const char *key)
{
    return word_of(prop_kinds, 2, key);
}

const char *prop_result_word(const char *key)
{
    return word_of(prop_results, 3, key);
}

const char *prop_openness_word(const char *key)
{
    return word_of(prop_openness, 3, key);
}

const struct prop_move *prop_move(enum prop_stage from, const char *action)
{
    for (size_t i = 0; i < n_prop_moves; i++)
        if ((prop_moves[i].from & AT(from)) && strcmp(prop_moves[i].action, action) == 0)
            return &prop_moves[i];
    return NULL;
}

const char *prop_action_word(const char *action)
{
    for (size_t i = 0; i < n_prop_moves; i++)
        if (strcmp(prop_moves[i].action, action) == 0)
            return prop_moves[i].done;
    return strcmp(action, "register") == 0 ? "登记" : action;
}

const char *prop_value(const struct prop_values *v, const char *name)
{
    for (size_t i = 0; v && i < v->n; i++)
        if (strcmp(v->list[i].name, name) == 0)
            return v->list[i].value;
    return "";
}

int64_t prop_number(const char *text)
{
    return strtoll(text, NULL, 10);
}

struct day prop_value_day(const struct prop_values *v, const char *name)
{
    return day_parse(prop_value(v, name));
}

size_t prop_ids(const char *list, int64_t *ids, size_t max)
{
    size_t n = 0;
    for (const char *p = list; *p && n < max;) {
        int64_t id = strtoll(p, NULL, 10);
        if (id > 0)
            ids[n++] = id;
        p += strcspn(p, ",");
        p += *p == ',';
    }
    return n;
}

size_t prop_promises(struct arena *a, const char *text, struct prop_promise out[PROP_PROMISES + 1])
{
    size_t n = 0;
    for (const char *p = text; *p && n <= PROP_PROMISES;) {
        size_t len = strcspn(p, "\n");
        const char *line = arena_strndup(a, p, len);
        p += len + (p[len] == '\n');
        line += strspn(line, " \t");
        if (!*line)
            continue;
        struct day due = strlen(line) > 10 ? day_parse(arena_strndup(a, line, 10)) : day_none();
        const char *rest = day_given(due) ? line + 10 : line;
        out[n++] = (struct prop_promise){due, rest + strspn(rest, " \t")};
    }
    return n;
}
