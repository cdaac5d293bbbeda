/* Proposals of the demo county: in every state, one late, one whose public copy is due, two years.
 *
 * Days are counted from today, so that lights look alive on any day. The texts are made up and say
 * so; each goes through the same acts as the work of people.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/document.h"
#include "disclosure/proposal/acts.h"

#define MARK "\n（演示内容：本件文字为演示而自拟，不是真实答复，不作为办事依据。）"
#define NPC "县第十七届人民代表大会第五次会议"
#define CPPCC "县政协第十届第五次会议"
#define NPC_OLD "县第十七届人民代表大会第四次会议"
#define CPPCC_OLD "县政协第十届第四次会议"

struct sample {
    const char *kind, *session;
    int years_ago;
    int64_t number;
    const char *title, *name, *lead, *joint;
    int assigned, replied; /* days ago; replied 0: no reply yet */
    enum prop_stage until;
    const char *result, *openness, *summary, *reply, *promise; /* promise: due in 60 days */
};
static const struct sample samples[] = {
    {"npc", NPC, 0, 12, "关于在学校周边增设公共停车位的建议", "示例代表一", "县教育体育局",
        "县财政局", 120, 45, PROP_CLOSED, "B", "full",
        "县教育体育局会同县财政局，在三所学校周边利用闲置地块增设公共停车位，分两批建设。",
        "一、已经完成的工作\n对全县学校周边停车情况进行了调查，城区三所学校上下学时段停车位缺口约两"
        "百"
        "个。已协调两处闲置地块，建成临时停车位八十个。\n二、下一步打算\n剩余停车位列入年度建设计划"
        "，"
        "所需经费由县财政局统筹安排。",
        "完成城区三所学校周边一百二十个公共停车位建设"},
    {"cppcc", CPPCC, 0, 5, "关于加强中小学食堂食品安全监管的提案", "示例委员一", "县教育体育局", "",
        75, 18, PROP_REPLIED, "A", "full",
        "全县中小学食堂全部实现“互联网+明厨亮灶”，建立家长委员会轮值监督制度。",
        "一、全面推行明厨亮灶\n全县中小学食堂已全部接入监控平台，家长可以通过手机查看。\n二、建立家"
        "长轮值"
        "监督\n每所学校由家长委员会轮值，每周检查一次，结果在校门口公示。",
        ""},
    {"npc", NPC, 0, 18, "关于延长农村公共文体场所开放时间的建议", "示例代表二", "县教育体育局",
        "县财政局", 50, 0, PROP_COSIGN, "A", "full", "乡镇学校体育场地在课后和周末向群众开放。",
        "乡镇学校体育场地自本学期起，课后和周末向周边群众免费开放，安全管理经费已经落实。", ""},
    {"npc", NPC, 0, 21, "关于修缮雄壁镇灌溉沟渠的建议", "示例代表三", "雄壁镇", "", 104, 0,
        PROP_WORK, "", "", "", "", ""},
    {"cppcc", CPPCC, 0, 11, "关于丰富中小学课后服务内容的提案", "示例委员二", "县教育体育局",
        "雄壁镇", 2, 0, PROP_ASSIGNED, "", "", "", "", ""},
    {"cppcc", CPPCC, 0, 14, "关于增加城区母婴室的提案", "示例委员三", "", "", 1, 0, PROP_NEW, "",
        "", "", "", ""},
    {"npc", NPC_OLD, 1, 3, "关于改善雄壁镇集镇排水设施的建议", "示例代表四", "雄壁镇", "", 480, 400,
        PROP_CLOSED, "A", "full", "集镇主街排水管网改造已经完工，低洼路段不再积水。",
        "集镇主街排水管网改造工程已经完工并投入使用，三处低洼路段加装了雨水口。", ""},
    {"cppcc", CPPCC_OLD, 1, 7, "关于新建一所高中的提案", "示例委员四", "县教育体育局", "县财政局",
        470, 390, PROP_CLOSED, "C", "summary",
        "近期学位可以满足需要，暂不具备新建条件，已说明理由和替代办法。",
        "经测算，现有高中学位可以满足近三年的需要，且暂无建设用地指标，近期不具备新建条件。将通过挖"
        "潜扩容"
        "增加学位三百个。",
        ""},
};

struct cast {
    const struct person *people;
    size_t n;
};

/* Acts as somebody of the unit with the first of the roles that it has. */
static enum st act_as(
    struct ctx *c, const struct cast *k, const char *unit, const char *const *any_of)
{
    struct unit u;
    enum st st = unit_by_name(c, unit, &u);
    for (size_t r = 0; !st && any_of[r]; r++)
        for (size_t i = 0; i < k->n; i++)
            if (k->people[i].unit_id == u.id && strcmp(k->people[i].role, any_of[r]) == 0) {
                c->person = k->people[i].id;
                c->unit = u.id;
                return ST_OK;
            }
    return st ? st : fail(c, ST_BROKEN, "", "演示县的%s缺少人员", unit);
}

static const char *const office_roles[] = {"office", NULL};
static const char *const handlers[] = {"editor", "finance", NULL};
static const char *const reviewers[] = {"reviewer", "head", NULL};
static const char *const heads[] = {"head", NULL};
#define OFFICE "县政府办公室"

static void set_day(struct ctx *c, int64_t now, int days_ago)
{
    c->now = now - (int64_t)days_ago * 86400;
}

static enum st step(
    struct ctx *c, int64_t id, const char *action, const struct prop_value *list, size_t n)
{
    const struct prop_values given = {list, n};
    struct prop_reason reasons[PROP_REASONS];
    c->now += 60;
    return prop_act(
        c, id, &(struct prop_do){.action = action, .given = &given, .reasons = reasons});
}

static const char *day_word(struct ctx *c, int64_t at)
{
    return day_text(day_at(at), ARENA_ARRAY(c->mem, char, 11));
}

static enum st assign(struct ctx *c, const struct sample *s, int64_t id)
{
    struct unit lead, joint = {.id = 0};
    enum st st = unit_by_name(c, s->lead, &lead);
    if (!st && *s->joint)
        st = unit_by_name(c, s->joint, &joint);
    if (st)
        return st;
    const struct prop_value list[] = {{"lead", arena_printf(c->mem, "%lld", (long long)lead.id)},
        {"joint", joint.id ? arena_printf(c->mem, "%lld", (long long)joint.id) : ""}};
    return step(c, id, "assign", list, COUNT_OF(list));
}

static enum st draft(struct ctx *c, const struct sample *s, int64_t id, int64_t now)
{
    const struct prop_value list[] = {{"result", s->result},
        {"reply", arena_concat(c->mem, s->reply, MARK, NULL)}, {"openness", s->openness},
        {"summary", s->summary},
        {"public_body",
            strcmp(s->openness, "summary") ? "" : arena_concat(c->mem, s->summary, MARK, NULL)},
        {"open_reason",
            strcmp(s->openness, "summary") ? "" : "部分内容涉及尚未确定的建设用地安排。"},
        {"promises", *s->promise
                         ? arena_printf(c->mem, "%s %s", day_word(c, now + 60 * 86400), s->promise)
                         : ""}};
    return step(c, id, "draft", list, COUNT_OF(list));
}

static enum st joint_acts(
    struct ctx *c, const struct cast *k, const struct sample *s, int64_t id, bool signs)
{
    const struct prop_value opinion[] = {{"opinion", "同意按此办理，所需经费按预算程序安排。"}};
    if (!*s->joint)
        return ST_OK;
    enum st st = act_as(c, k, s->joint, handlers);
    if (!st)
        st = signs ? step(c, id, "cosign", NULL, 0) : step(c, id, "joint-accept", NULL, 0);
    return st || signs ? st : step(c, id, "opine", opinion, 1);
}

/* From acceptance to the draft. */
static enum st work(
    struct ctx *c, const struct cast *k, const struct sample *s, int64_t id, int64_t now)
{
    enum st st = act_as(c, k, s->lead, handlers);
    if (!st)
        st = step(c, id, "accept", NULL, 0);
    if (st || s->until == PROP_WORK)
        return st;
    st = joint_acts(c, k, s, id, false);
    if (!st)
        st = act_as(c, k, s->lead, handlers);
    return st ? st : draft(c, s, id, now);
}

static enum st reply(
    struct ctx *c, const struct cast *k, const struct sample *s, int64_t id, int64_t now)
{
    set_day(c, now, s->replied + 1);
    const char *word = strcmp(s->lead, "雄壁镇") == 0 ? "雄政演函" : "师教演函";
    const struct prop_value number[] = {
        {"doc_no", arena_printf(c->mem, "%s〔%d〕%lld号", word, day_year(day_at(c->now)),
                       (long long)s->number)}};
    const struct prop_value sent[] = {
        {"replied_on", day_word(c, now - (int64_t)s->replied * 86400)},
        {"delivery", "当面沟通并送达书面答复"}};
    enum st st = joint_acts(c, k, s, id, true);
    if (!st)
        st = act_as(c, k, s->lead, handlers);
    if (!st)
        st = step(c, id, "submit", NULL, 0);
    if (!st)
        st = act_as(c, k, s->lead, reviewers);
    if (!st)
        st = step(c, id, "approve", NULL, 0);
    if (!st)
        st = act_as(c, k, s->lead, heads);
    if (!st)
        st = step(c, id, "sign", number, 1);
    if (!st)
        st = act_as(c, k, s->lead, handlers);
    set_day(c, now, s->replied);
    return st ? st : step(c, id, "send", sent, COUNT_OF(sent));
}

static enum st publish(struct ctx *c, int64_t id)
{
    struct prop p;
    struct prop_joint *joints;
    struct content content;
    size_t n;
    enum st st = prop_get(c, id, &p);
    if (!st)
        st = prop_joints(c, id, &joints, &n);
    if (st)
        return st;
    prop_content(c, &p, joints, n, &content);
    st = document_issue(c, "document", PROP_COLUMN, &content, &p.record_id);
    p.handed_version = p.text_version;
    if (!st)
        st = prop_put(c, &p);
    return st ? st : prop_step_add(c, id, "publish", "");
}

static enum st finish(
    struct ctx *c, const struct cast *k, const struct sample *s, int64_t id, int64_t now)
{
    const struct prop_value votes[] = {{"satisfied", *s->result == 'C' ? "0" : "1"},
        {"basically", *s->result == 'C' ? "1" : "0"}, {"unsatisfied", "0"}};
    set_day(c, now, s->replied - 8);
    enum st st = publish(c, id);
    if (!st)
        st = act_as(c, k, OFFICE, office_roles);
    set_day(c, now, s->replied - 15);
    if (!st)
        st = step(c, id, "satisfy", votes, COUNT_OF(votes));
    return st ? st : step(c, id, "close", NULL, 0);
}

static enum st play(struct ctx *c, const struct cast *k, const struct sample *s, int64_t now)
{
    int64_t id;
    set_day(c, now, s->assigned);
    enum st st = act_as(c, k, OFFICE, office_roles);
    if (!st)
        st = prop_register(c,
            &(struct prop){.kind = s->kind,
                .session = s->session,
                .year = day_year(day_at(now)) - s->years_ago,
                .number = s->number,
                .title = s->title,
                .signers = 1,
                .who = {s->name, "0874-5750000", "师宗县示例路1号", ""}},
            &id);
    if (!st && s->until > PROP_NEW)
        st = assign(c, s, id);
    if (!st && s->until > PROP_ASSIGNED)
        st = work(c, k, s, id, now);
    if (!st && s->until > PROP_COSIGN)
        st = reply(c, k, s, id, now);
    return st || s->until != PROP_CLOSED ? st : finish(c, k, s, id, now);
}

static enum st overview(struct ctx *c, const struct cast *k, int year, int64_t now)
{
    struct content content;
    int64_t record;
    set_day(c, now, 200);
    enum st st = act_as(c, k, OFFICE, office_roles);
    if (!st)
        st = prop_overview_content(c, year, &content);
    if (!st)
        st = document_issue(c, "notice", PROP_COLUMN, &content, &record);
    return st ? st : prop_overview_put(c, year, record);
}

enum st proposal_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit, now = c->now;
    struct person *people;
    struct cast k;
    enum st st = person_list(c, 0, &people, &k.n);
    k.people = people;
    for (size_t i = 0; !st && i < COUNT_OF(samples); i++)
        st = play(c, &k, &samples[i], now);
    if (!st)
        st = overview(c, &k, day_year(day_at(now)) - 1, now);
    c->person = person;
    c->unit = unit;
    c->now = now;
    return st;
}
