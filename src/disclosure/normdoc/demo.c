/* Normative documents of the demo county: in every state, with an open clean-up and a text that
 * cites what has been repealed.
 *
 * Days are counted from today, so that countdowns look alive on any day. The texts are made up and
 * say so; each goes through the same acts as the work of people.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/document.h"
#include "disclosure/normdoc/acts.h"
#include "disclosure/normdoc/campaign.h"
#include "disclosure/normdoc/cites.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/watch.h"

#define MARK                                                                                       \
    "<p>【演示内容】本页文字为演示而自拟，不是真实公文，其中的安排、数字不作为办事依据。</p>"

struct sample {
    const char *title, *unit, *subject, *body;
    int months_ago; /* formed and in effect */
    int months;     /* of validity, 0: not written down */
    int serial;     /* of its number */
    bool filed;
};
enum { OLD_SIGNS = 3, NEW_SIGNS = 4 };
static const struct sample samples[] = {
    {"师宗县农产品质量安全监督管理办法", "县政府办公室", "农业、林业、水利",
        "<p>第一条　为了加强农产品质量安全监督管理，保障公众健康，结合本县实际，制定本办法。</p>"
        "<p>第二条　本县行政区域内农产品的生产、收购、销售，适用本办法。</p>",
        61, 60, 2, true},
    {"师宗县城市公共停车场管理办法（试行）", "县政府办公室", "城乡建设、环境保护",
        "<p>第一条　为了规范城市公共停车场的规划、建设和管理，制定本办法。</p>"
        "<p>第二条　公共停车场应当按照批准的收费标准收费，并在入口明示。</p>",
        22, 24, 3, true},
    {"师宗县公共租赁住房管理办法", "县政府办公室", "城乡建设、环境保护",
        "<p>第一条　为了完善住房保障体系，规范公共租赁住房的分配和使用，制定本办法。</p>"
        "<p>第二条　申请公共租赁住房的家庭，向户籍所在地的乡镇人民政府、街道办事处提出。</p>",
        30, 60, 4, true},
    {"师宗县户外广告设置管理规定", "县政府办公室", "城乡建设、环境保护",
        "<p>第一条　为了加强户外广告设置管理，维护市容，制定本规定。</p>", 100, 0, 5, false},
    {"师宗县户外广告和招牌设置管理办法", "县政府办公室", "城乡建设、环境保护",
        "<p>第一条　为了规范户外广告和招牌的设置，维护公共安全和市容，制定本办法。</p>"
        "<p>第二条　本办法自公布之日起施行。《师宗县户外广告设置管理规定》同时废止。</p>",
        4, 60, 6, false},
    {"师宗县校外培训机构管理办法", "县教育体育局", "科技、教育",
        "<p>第一条　为了规范校外培训机构的设立和办学行为，维护学生权益，制定本办法。</p>", 18, 36,
        7, true},
};

struct cast {
    int64_t drafter, manager, legal, teacher; /* people */
    int64_t office, law, school;              /* units */
};

/* The first person with that role, of that unit when one is given. */
static int64_t somebody(
    const struct person *people, size_t n, const char *role, int64_t unit, int64_t *of)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(people[i].role, role) && (!unit || people[i].unit_id == unit)) {
            if (of)
                *of = people[i].unit_id;
            return people[i].id;
        }
    return 0;
}

static enum st load_cast(struct ctx *c, struct cast *k)
{
    struct person *people;
    struct unit school;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    if (!st)
        st = unit_by_name(c, "县教育体育局", &school);
    if (st)
        return st;
    k->manager = somebody(people, n, "office", 0, &k->office);
    k->legal = somebody(people, n, "legal", 0, &k->law);
    k->drafter = somebody(people, n, "editor", k->office, NULL);
    k->school = school.id;
    k->teacher = somebody(people, n, "editor", k->school, NULL);
    if (!k->manager || !k->legal || !k->drafter || !k->teacher)
        return fail(c, ST_BROKEN, "", "演示县缺少县政府办公室、法制机构或教育体育局的人员");
    return ST_OK;
}

static void act_as(struct ctx *c, int64_t person, int64_t unit)
{
    c->person = person;
    c->unit = unit;
}

static struct day formed(struct ctx *c, const struct sample *s)
{
    return month_add(day_at(c->now), -s->months_ago);
}

/* ---- published ones ---- */

static enum st publish(struct ctx *c, const struct cast *k, const struct sample *s, int64_t *id)
{
    const int64_t now = c->now;
    struct content content;
    struct day day = formed(c, s);
    bool school = strcmp(s->unit, "县教育体育局") == 0;
    content_init(&content);
    content.title = s->title;
    content.body_html = arena_concat(c->mem, s->body, MARK, NULL);
    content.meta.doc_no = arena_printf(
        c->mem, "%s〔%d〕%d号", school ? "师演教规" : "师演规", day_year(day), s->serial);
    content.meta.issuer = school ? "师宗县教育体育局" : "师宗县人民政府";
    content.meta.source = content.meta.issuer;
    content.meta.formed_on = content.meta.effective_on = day;
    content.meta.validity = "有效";
    content.meta.subject = s->subject;
    content.meta.genre = "办法";
    content.meta.open_mode = "主动公开";
    act_as(c, school ? k->teacher : k->drafter, school ? k->school : k->office);
    c->now = day_start(day) + 10 * 3600;
    enum st st = document_issue(c, "document", NORM_COLUMN_TEXTS, &content, id);
    c->now = now;
    return st;
}

/* What the register of the office says of it. */
static enum st complete(struct ctx *c, const struct sample *s, int64_t record)
{
    struct norm m;
    int64_t id;
    struct day day = formed(c, s);
    enum st st = norm_of_record(c, record, &id);
    if (!st)
        st = norm_get(c, id, &m);
    if (st)
        return st;
    m.reg_no = arena_printf(c->mem, "师规登%d-%02d", day_year(day), s->serial);
    m.last_day = s->months ? norm_last_day(day, s->months) : day_none();
    m.owner = c->person;
    if (s->filed) {
        m.filed_on = (struct day){day.n + 12};
        m.archived_on = (struct day){day.n + 26};
        m.archive_no = arena_printf(c->mem, "曲规备〔%d〕%d号", day_year(day), s->serial + 20);
        m.stage = NORM_FORCE;
    }
    return norm_put(c, &m);
}

static enum st publish_all(struct ctx *c, const struct cast *k, int64_t ids[])
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(samples); i++)
        st = publish(c, k, &samples[i], &ids[i]);
    if (!st)
        st = norm_watch_now(c); /* adopts them */
    for (size_t i = 0; !st && i < COUNT_OF(samples); i++) {
        bool school = strcmp(samples[i].unit, "县教育体育局") == 0;
        act_as(c, school ? k->teacher : k->drafter, school ? k->school : k->office);
        st = complete(c, &samples[i], ids[i]);
    }
    act_as(c, k->manager, k->office);
    if (!st)
        st = norm_end_text(c, ids[OLD_SIGNS],
            &(struct norm_end){.kind = "repealed",
                .reason = "内容已由新的管理办法代替",
                .basis = "《师宗县户外广告和招牌设置管理办法》",
                .decision = ids[NEW_SIGNS],
                .on = formed(c, &samples[NEW_SIGNS])});
    return st;
}

/* A notice that still names the old one. */
static enum st cite_it(struct ctx *c, const struct cast *k)
{
    const int64_t now = c->now;
    struct content content;
    int64_t id;
    content_init(&content);
    content.title = "关于开展户外广告安全检查的通知";
    content.body_html =
        "<p>各有关单位：</p><p>按照《师宗县户外广告设置管理规定》的要求，自即日起对全县户外广告设施"
        "进行安全检查，请各设置单位自查并配合。</p>" MARK;
    content.meta.source = "师宗县人民政府办公室";
    content.meta.open_mode = "主动公开";
    content.meta.formed_on = (struct day){day_at(now).n - 20};
    act_as(c, k->drafter, k->office);
    c->now = now - 20 * 86400;
    enum st st = document_issue(c, "notice", "zwdt/tzgg", &content, &id);
    c->now = now;
    return st ? st : norm_cite_now(c);
}

/* ---- ones in the making ---- */

static enum st step(
    struct ctx *c, int64_t id, const char *action, const struct norm_value *list, size_t n)
{
    const struct norm_values given = {list, n};
    struct norm_reason reasons[NORM_REASONS];
    c->now += 60;
    return norm_act(
        c, id, &(struct norm_do){.action = action, .given = &given, .reasons = reasons});
}

static const char *days_ago(struct ctx *c, int n)
{
    return day_text((struct day){day_at(c->now).n - n}, ARENA_ARRAY(c->mem, char, 11));
}

static enum st propose(struct ctx *c, const char *title, const char *kind, int64_t *id)
{
    const struct norm_value list[] = {
        {"necessity", "现行做法没有统一的规定，群众反映办事口径不一。"},
        {"basis", "《中华人民共和国学前教育法》及省有关规定"}};
    return norm_propose(c,
        &(struct norm){.title = title, .kind = kind, .unit_id = c->unit, .owner = c->person},
        &(struct norm_values){list, COUNT_OF(list)}, id);
}

static enum st in_the_making(struct ctx *c, const struct cast *k)
{
    int64_t id, other;
    const struct norm_value consult[] = {
        {"notice", "关于公开征求《师宗县普惠性幼儿园管理办法》意见的公告"},
        {"draft", "师宗县普惠性幼儿园管理办法（征求意见稿）"},
        {"note", "说明起草背景、主要内容和需要重点征求意见的问题。"},
        {"channel", "县教育体育局，电话 0874-5750000（演示）"}, {"consult_from", days_ago(c, 40)},
        {"consult_to", days_ago(c, 8)}};
    const struct norm_value heard[] = {
        {"result", "收到意见12条，采纳9条；3条涉及上级权限，已逐条说明。"}, {"opinions", "12"},
        {"adopted", "9"}};
    const struct norm_value send[] = {{"materials", "1"}};
    act_as(c, k->teacher, k->school);
    enum st st = propose(c, "师宗县普惠性幼儿园管理办法", "department", &id);
    if (!st)
        st = propose(c, "师宗县中小学生课后服务管理办法（试行）", "department", &other);
    act_as(c, k->manager, k->office);
    if (!st)
        st = step(c, id, "plan", NULL, 0);
    act_as(c, k->teacher, k->school);
    if (!st)
        st = step(c, id, "consult", consult, COUNT_OF(consult));
    if (!st)
        st = step(c, id, "heard", heard, COUNT_OF(heard));
    return st ? st : step(c, id, "send", send, COUNT_OF(send));
}

/* ---- an open clean-up ---- */

static enum st clean_up(struct ctx *c, const struct cast *k, const int64_t ids[])
{
    struct campaign open;
    int64_t id;
    int year = day_year(day_at(c->now));
    act_as(c, k->manager, k->office);
    enum st st = campaign_create(c, arena_printf(c->mem, "%d年规范性文件清理", year),
        &(struct campaign_filter){.year_from = year - 3, .year_to = year, .text = ""},
        (struct day){day_at(c->now).n + 15}, &id);
    if (!st)
        st = campaign_get(c, id, &open);
    act_as(c, k->teacher, k->school);
    if (!st)
        st = campaign_propose(c, &open, ids[COUNT_OF(samples) - 1], k->school, "amend",
            "上位法已经修改，审批条件需要相应调整");
    return st ? st : campaign_settle(c, &open);
}

enum st norm_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit, now = c->now;
    int64_t ids[COUNT_OF(samples)];
    struct cast k = {.office = 0};
    enum st st = load_cast(c, &k);
    if (!st)
        st = publish_all(c, &k, ids);
    if (!st)
        st = cite_it(c, &k);
    if (!st)
        st = in_the_making(c, &k);
    if (!st)
        st = clean_up(c, &k, ids);
    if (!st)
        st = norm_watch_now(c); /* countdowns and the lapse that waits */
    c->person = person;
    c->unit = unit;
    c->now = now;
    return st;
}
