/* Major decisions of the demo county: one that asks the public, one that is carried out and has
 * fallen silent.
 *
 * Days are counted from today, so that lights look alive on any day. The texts are made up and say
 * so; each goes through the same acts as the work of people.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "common/record/item.h"
#include "disclosure/decision/acts.h"
#include "disclosure/decision/schema.h"
#include "disclosure/document/document.h"

#define MARK                                                                                       \
    "<p>【演示内容】本页文字为演示而自拟，不是真实公文，其中的安排、数字不作为办事依据。</p>"

struct actor {
    int64_t person, unit;
};
struct cast {
    struct actor teacher, principal, clerk, office, legal;
    int64_t now;
};

static struct actor somebody(
    const struct person *people, size_t n, const char *role, const char *unit)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(people[i].role, role) && (!*unit || strstr(people[i].unit_name, unit)))
            return (struct actor){people[i].id, people[i].unit_id};
    return (struct actor){0, 0};
}

static enum st load_cast(struct ctx *c, struct cast *k)
{
    struct person *people;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    if (st)
        return st;
    *k = (struct cast){.teacher = somebody(people, n, "editor", "教育体育局"),
        .principal = somebody(people, n, "head", "教育体育局"),
        .office = somebody(people, n, "office", ""),
        .legal = somebody(people, n, "legal", ""),
        .now = c->now};
    for (size_t i = 0; i < n; i++)
        if (!strcmp(people[i].role, "editor") && people[i].unit_id == k->office.unit)
            k->clerk = (struct actor){people[i].id, people[i].unit_id};
    if (!k->teacher.person || !k->principal.person || !k->office.person || !k->legal.person ||
        !k->clerk.person)
        return fail(c, ST_BROKEN, "", "演示县缺少办理重大决策的人员");
    return ST_OK;
}

/* From now on this person acts, so many days ago. */
static void as(struct ctx *c, const struct cast *k, struct actor who, int days_ago)
{
    c->person = who.person;
    c->unit = who.unit;
    c->now = k->now - (int64_t)days_ago * 86400;
}

static const char *ago(struct ctx *c, const struct cast *k, int n)
{
    return day_text((struct day){day_at(k->now).n - n}, ARENA_ARRAY(c->mem, char, 11));
}

static enum st step(
    struct ctx *c, int64_t id, const char *action, const struct decision_value *list, size_t n)
{
    struct decision_reason reasons[DECISION_REASONS];
    const struct decision_values given = {list, n};
    struct decision_do d = {.action = action, .given = &given, .reasons = reasons};
    c->now += 60;
    return decision_act(c, id, &d);
}
#define STEP(c, id, action, ...)                                                                   \
    step(c, id, action, (const struct decision_value[]){__VA_ARGS__},                              \
        COUNT_OF(((const struct decision_value[]){__VA_ARGS__})))

static enum st release(struct ctx *c, int64_t id)
{
    struct decision_reason reasons[DECISION_REASONS];
    struct decision_do d = {.action = "release", .reasons = reasons};
    c->now += 3600;
    return decision_release(c, id, INT64_MAX, &d);
}

static enum st publish(struct ctx *c, const char *title, const char *body, const char **path)
{
    struct content content;
    struct item it;
    int64_t id;
    content_init(&content);
    content.title = title;
    content.body_html = arena_concat(c->mem, body, MARK, NULL);
    content.meta.source = "师宗县人民政府办公室";
    content.meta.open_mode = "主动公开";
    content.meta.formed_on = day_at(c->now);
    enum st st = document_issue(c, "notice", DECISION_COLUMN, &content, &id);
    if (!st)
        st = item_get(c, id, &it);
    if (!st)
        *path = it.path;
    return st;
}

/* ---- one that asks the public ---- */

static enum st answer_first(struct ctx *c, int64_t id)
{
    struct comment *list;
    size_t n;
    enum st st = comment_list(c, id, false, &list, &n);
    if (st || !n)
        return st;
    return decision_answer(c, id,
        &(struct comment_answer){
            list[0].id, RESULT_ADOPTED, "方案增加“上下学时段护学岗和临时停车区”一节", list[0].text},
        1);
}

static enum st schools(struct ctx *c, const struct cast *k)
{
    int64_t id;
    as(c, k, k->teacher, 14);
    enum st st = decision_create(c,
        &(struct decision){.unit_id = c->unit,
            .title = "师宗县城区义务教育学校布局调整方案",
            .year = day_year(day_at(k->now)),
            .source = "政府工作报告任务 第17项",
            .partners = "县财政局、县自然资源局"},
        &id);
    if (!st)
        st = STEP(c, id, "basis",
            {"basis", "《中华人民共和国义务教育法》第十五条\n《政府工作报告》任务分解第17项"});
    if (!st)
        st = STEP(c, id, "draft",
            {"summary",
                "城区新建小学 1 所、扩建初中 1 所，新增学位 2100 个；调整 3 个片区的招生范围，"
                "在校学生不受影响。【演示内容】"});
    if (!st)
        st = STEP(c, id, "consult", {"from", ago(c, k, 12)}, {"to", ago(c, k, -20)},
            {"channel", "来信寄县教育体育局基础教育股；学校家长座谈会（演示）"});
    as(c, k, k->principal, 13);
    if (!st)
        st = release(c, id);
    as(c, k, (struct actor){0, 0}, 6);
    if (!st)
        st = decision_comment(c, id, "", "新学校门口道路窄，请一并考虑上下学的交通和停车。");
    if (!st)
        st = decision_comment(
            c, id, "一位家长", "建议先公布各片区的学位数，再调整招生范围，家长心里有数。");
    as(c, k, k->teacher, 3);
    return st ? st : answer_first(c, id);
}

/* ---- one that is carried out ---- */

static enum st prepare(struct ctx *c, const struct cast *k, int64_t id, const char *notice)
{
    as(c, k, k->clerk, 310);
    enum st st = STEP(
        c, id, "basis", {"basis", "《中共中央办公厅 国务院办公厅农村人居环境整治三年行动方案》"});
    if (!st)
        st = STEP(c, id, "draft",
            {"summary", "三年内行政村生活垃圾有效治理率达到 90% 以上。【演示内容】"});
    if (!st)
        st = STEP(c, id, "consult", {"from", ago(c, k, 308)}, {"to", ago(c, k, 278)},
            {"channel", "来信、乡镇座谈会（演示）"}, {"page", notice});
    as(c, k, k->office, 309);
    return st ? st : release(c, id);
}

static enum st decide(struct ctx *c, const struct cast *k, int64_t id)
{
    as(c, k, k->clerk, 270);
    enum st st = STEP(c, id, "heard",
        {"outcome", "收到乡镇和村民代表意见 14 条，集中在收费标准和清运频次，采纳 11 条。"},
        {"offline", "14"}, {"offline_adopted", "11"});
    if (!st)
        st = STEP(c, id, "expert", {"opinion", "方案可行，建议分类处置设施与邻县共用。"},
            {"expert_on", ago(c, k, 272)});
    if (!st)
        st = STEP(c, id, "risk", {"opinion", "低风险。处置场选址周边群众已逐户走访。"},
            {"risk_on", ago(c, k, 271)});
    if (!st)
        st = step(c, id, "send", NULL, 0);
    as(c, k, k->legal, 262);
    if (!st)
        st = STEP(c, id, "lawful", {"legal_opinion", "权限、程序、内容符合法律法规规定。"},
            {"legal_on", ago(c, k, 262)});
    as(c, k, k->clerk, 255);
    if (!st)
        st = STEP(c, id, "discuss", {"meeting", "县人民政府常务会议"}, {"met_on", ago(c, k, 256)},
            {"outcome", "原则同意，按程序印发"});
    as(c, k, k->office, 254);
    return st ? st : release(c, id);
}

static enum st waste(struct ctx *c, const struct cast *k)
{
    int64_t id;
    const char *notice = "", *decision = "";
    as(c, k, k->clerk, 311);
    enum st st = publish(c, "关于公开征求《师宗县农村生活垃圾治理三年行动方案》意见的公告",
        "<p>为了改善农村人居环境，现就方案草案公开征求意见。</p>", &notice);
    if (!st)
        st = decision_create(c,
            &(struct decision){.unit_id = c->unit,
                .title = "师宗县农村生活垃圾治理三年行动方案",
                .year = day_year((struct day){day_at(k->now).n - 311}),
                .source = "政府工作报告任务 第32项",
                .partners = "县住房城乡建设局、各乡镇"},
            &id);
    if (!st)
        st = prepare(c, k, id, notice);
    if (!st)
        st = decide(c, k, id);
    as(c, k, k->clerk, 250);
    if (!st)
        st = publish(c, "师宗县农村生活垃圾治理三年行动方案",
            "<p>一、目标。三年内行政村生活垃圾有效治理率达到 90% 以上。</p>"
            "<p>二、措施。村收集、镇转运、县处置，费用纳入预算。</p>",
            &decision);
    if (!st)
        st = STEP(c, id, "publish", {"page", decision});
    as(c, k, k->office, 249);
    if (!st)
        st = release(c, id);
    as(c, k, k->clerk, 180);
    if (!st)
        st = STEP(c, id, "progress", {"progress_on", ago(c, k, 180)}, {"percent", "20"},
            {"text", "完成 8 个乡镇转运站选址，采购清运车 12 辆。【演示内容】"});
    as(c, k, k->office, 179);
    if (!st)
        st = release(c, id);
    as(c, k, k->clerk, 100);
    if (!st)
        st = STEP(c, id, "progress", {"progress_on", ago(c, k, 100)}, {"percent", "45"},
            {"text", "5 个转运站投入使用，41 个行政村实现日产日清。【演示内容】"});
    as(c, k, k->office, 99);
    return st ? st : release(c, id);
}

enum st decision_demo(struct ctx *c)
{
    const struct actor before = {c->person, c->unit};
    struct cast k = {.now = c->now};
    enum st st = load_cast(c, &k);
    if (!st)
        st = waste(c, &k);
    if (!st)
        st = schools(c, &k);
    if (!st) {
        c->now = k.now;
        st = decision_watch_now(c);
    }
    c->person = before.person;
    c->unit = before.unit;
    c->now = k.now;
    return st;
}
