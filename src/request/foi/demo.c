/* The demo county's organs and cases: played through the same acts as the work of people.
 *
 * Addresses, telephone numbers and people are made up and say so; identity numbers have the area
 * 999999, which does not exist. Days are counted back from today, so that clocks and lights of a
 * demo county look alive on any day that the calendar covers.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/demo.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "request/foi/foi.h"

/* ---- organs ---- */

static const struct {
    const char *unit, *office, *word; /* names of the units, in full */
    enum organ_kind kind;
    bool web_auto;
    const char *address, *phone, *postcode;
} organs[] = {
    {"师宗县人民政府", "师宗县人民政府办公室", "师政", ORGAN_COUNTY, true,
        "师宗县示例路1号政务中心2楼（演示地址）", "0874-0000001（演示）", "655700"},
    {"师宗县教育体育局", "师宗县教育体育局", "师教体", ORGAN_DEPARTMENT, true,
        "师宗县示例路12号（演示地址）", "0874-0000012（演示）", "655700"},
    {"师宗县财政局", "师宗县财政局", "师财", ORGAN_DEPARTMENT, false,
        "师宗县示例路20号（演示地址）", "0874-0000020（演示）", "655700"},
    {"师宗县雄壁镇人民政府", "师宗县雄壁镇人民政府", "雄政", ORGAN_TOWNSHIP, false,
        "师宗县雄壁镇示例街3号（演示地址）", "0874-0000033（演示）", "655702"},
};

static enum st unit_id_of(struct ctx *c, const char *name, int64_t *id)
{
    struct unit u;
    enum st st = unit_by_name(c, name, &u);
    if (!st)
        *id = u.id;
    return st;
}

static enum st add_organs(struct ctx *c)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(organs); i++) {
        struct foi_organ o = {.word = organs[i].word,
            .kind = organs[i].kind,
            .web_auto = organs[i].web_auto,
            .address = organs[i].address,
            .phone = organs[i].phone,
            .postcode = organs[i].postcode,
            .hours = "工作日 8:00–12:00，14:00–18:00",
            .court = ""};
        st = unit_id_of(c, organs[i].unit, &o.unit_id);
        if (!st)
            st = unit_id_of(c, organs[i].office, &o.office_id);
        if (!st)
            st = foi_organ_put(c, &o);
    }
    return st;
}

/* ---- cases ---- */

enum { MOST_ACTS = 8, MOST_FACTS = 8 };

struct play_act {
    const char *login, *action;
    int ago; /* days before today */
    struct foi_arg facts[MOST_FACTS];
};
struct play {
    int organ; /* place in organs[] */
    enum foi_channel channel;
    int ago;
    const char *kind, *name, *number; /* identity number, or credit code of an organisation */
    const char *wanted;
    struct play_act acts[MOST_ACTS];
};

static const struct play plays[] = {
    /* answered and closed */
    {1, CHANNEL_F2F, 34, "NATURAL", "示例申请人甲", "999999199001110025",
        "2018年全县义务教育学校学区划分方案",
        {{"xinxi", "assign", 33, {{NULL, NULL}}},
            {"xinxi", "draft", 30,
                {{"code", "G2"}, {"info_title", "《2018年义务教育学校学区划分方案》"},
                    {"supply_form", "纸质文件"}, {"copies", "1"},
                    {"attachments", "2018年义务教育学校学区划分方案"},
                    {"opinion", "属于应当公开的信息，建议提供。"}}},
            {"xinxi", "submit", 30, {{NULL, NULL}}},
            {"shenhe", "approve", 29, {{"text", "不涉密，可以公开。"}}},
            {"fuze", "sign", 28, {{"text", "同意。"}}},
            {"xinxi", "deliver", 28, {{"delivery", "HAND"}, {"evidence", "示例申请人甲 签收"}}},
            {"xinxi", "close", 27, {{NULL, NULL}}}}},
    /* waiting for a correction */
    {1, CHANNEL_F2F, 13, "NATURAL", "示例申请人乙", "999999199002120049",
        "学校的收费情况，越详细越好",
        {{"xinxi", "assign", 12, {{NULL, NULL}}},
            {"xinxi", "correction_notice", 6,
                {{"text", "一、请写明是哪所学校、哪一年的收费；二、请写明是收费标准还是收费金额。"},
                    {"days", "15"}}}}},
    /* asking a third party */
    {0, CHANNEL_POST_SIGNED, 15, "COMMERCIAL", "示例商贸有限公司（演示）", "91530323MA6DEM013K",
        "县城示例路片区改造项目的中标合同",
        {{"bangong", "assign", 14, {{NULL, NULL}}},
            {"bangong", "consult", 11,
                {{"kind", "THIRD"}, {"party", "示例建筑公司（演示）"},
                    {"text", "县城示例路片区改造项目合同"}}}}},
    /* a refusal on its way through review */
    {0, CHANNEL_F2F, 19, "NATURAL", "示例申请人丙", "999999199003130062",
        "县政府办公室2018年内部排班和考勤记录",
        {{"bangong", "assign", 18, {{NULL, NULL}}},
            {"bangong", "draft", 8,
                {{"code", "D5"}, {"info_title", "2018年内部排班和考勤记录"},
                    {"reason", "排班和考勤属于人事管理方面的内部事务信息。"},
                    {"opinion", "建议不予公开。"}}},
            {"bangong", "submit", 7, {{NULL, NULL}}}}},
    /* extended */
    {3, CHANNEL_F2F, 21, "NATURAL", "示例申请人丁", "999999199004140086",
        "雄壁镇2015年至2018年全部危房改造补助发放名单和金额",
        {{"xiongbi", "assign", 20, {{NULL, NULL}}},
            {"xbfuze", "extension", 4,
                {{"days", "5"}, {"text", "涉及四个年度，需要逐户核对并遮盖个人信息。"}}}}},
    /* just sent through the site, nobody has confirmed it yet */
    {2, CHANNEL_WEB, 0, "RESEARCH", "示例财政研究所（演示）", "12530323MB0DEMO024",
        "2017年度县本级部门决算汇总表的电子表格", {{NULL, NULL, 0, {{NULL, NULL}}}}},
    /* registered today */
    {0, CHANNEL_WEB, 1, "NATURAL", "示例申请人戊", "999999199005150104",
        "2018年县级重点建设项目名单和投资额", {{NULL, NULL, 0, {{NULL, NULL}}}}},
    /* part of a contract can be released: the copy is still to be made */
    {1, CHANNEL_F2F, 12, "NATURAL", "示例申请人辛", "999999199007160226",
        "师宗县示例小学2018年秋季学期食堂食材采购合同",
        {{"xinxi", "assign", 11, {{NULL, NULL}}},
            {"xinxi", "add_file", 9, {{"slot", "original"}, {"title", "示例小学食材采购合同原件"}}},
            {"xinxi", "consult", 10,
                {{"kind", "THIRD"}, {"party", "示例食材配送公司（演示）"},
                    {"text", "食堂食材采购合同"}}},
            {"xinxi", "consult_answer", 9,
                {{"consult", "5"}, {"answer", "OBJECT"}, {"reasonable", "1"},
                    {"text", "身份证号码、手机和银行账号属于个人隐私和商业秘密"}}},
            {"xinxi", "draft", 8,
                {{"code", "P1"}, {"info_title", "《食堂食材采购合同》"}, {"withheld", "D4"},
                    {"withheld_parts",
                        "联系人的身份证号码、手机和银行账号；属于个人隐私和商业秘密"},
                    {"released_part", "合同其余内容"}, {"supply_form", "纸质复印件"},
                    {"attachments", "食堂食材采购合同（部分公开）"}}}}},
    /* withdrawn */
    {3, CHANNEL_F2F, 9, "NATURAL", "示例申请人己", "999999199006160128",
        "雄壁镇示例村2017年村务公开栏的照片",
        {{"xiongbi", "withdraw", 8, {{"text", "已经在村里查到。"}}}}},
};

static enum st become(struct ctx *c, const char *login)
{
    struct person *people;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(people[i].login, login) == 0) {
            c->person = people[i].id;
            c->unit = people[i].unit_id;
            return ST_OK;
        }
    return st ? st : fail(c, ST_BROKEN, "", "演示县没有账号 %s", login);
}

static struct day before(struct ctx *c, int days)
{
    return (struct day){day_at(c->now).n - days};
}

static struct foi_application application(struct ctx *c, const struct play *p)
{
    bool natural = strcmp(p->kind, "NATURAL") == 0;
    return (struct foi_application){.channel = p->channel,
        .arrived = before(c, p->ago),
        .who = {.kind = p->kind,
            .name = p->name,
            .id_kind = natural ? "ID" : "",
            .id_number = natural ? p->number : "",
            .employer = "",
            .credit_code = natural ? "" : p->number,
            .legal_person = "",
            .contact = "",
            .phone = "0874-0000000",
            .fax = "",
            .email = "",
            .address = "师宗县示例街道（演示）",
            .postcode = "655700",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""},
        .wanted = p->wanted,
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "POST"};
}

static enum st play_act(struct ctx *c, const struct play_act *a, int64_t id)
{
    struct foi_file file;
    bool brings = strcmp(a->action, "add_file") == 0;
    size_t n = 0;
    while (n < MOST_FACTS && a->facts[n].name)
        n++;
    enum st st = become(c, a->login);
    if (!st && brings)
        st = foi_demo_contract(c, &file);
    return st ? st
              : foi_act(c, id,
                    &(struct foi_do){.action = a->action,
                        .day = before(c, a->ago),
                        .args = a->facts,
                        .n_args = n,
                        .files = &file,
                        .n_files = brings});
}

static enum st play_acts(struct ctx *c, const struct play *p, int64_t id)
{
    enum st st = ST_OK;
    for (const struct play_act *a = p->acts; !st && a < p->acts + MOST_ACTS && a->action; a++) {
        st = play_act(c, a, id);
    }
    return st;
}

static enum st play_one(struct ctx *c, const struct play *p)
{
    struct foi_receipt receipt;
    struct foi_application in = application(c, p);
    c->person = c->unit = 0;
    enum st st = unit_id_of(c, organs[p->organ].unit, &in.organ_id);
    if (!st)
        st = foi_arrive(c, &in, &receipt);
    return st ? st : play_acts(c, p, receipt.id);
}

/* The clocks of all plays end within 45 working days of today. */
static bool covered(struct ctx *c)
{
    struct day last;
    struct err e;
    return calendar_add(day_at(c->now), 25, &last, &e) == ST_OK;
}

enum st foi_demo(struct ctx *c)
{
    enum st st = add_organs(c);
    for (size_t i = 0; !st && covered(c) && i < COUNT_OF(plays); i++)
        st = play_one(c, &plays[i]);
    return st;
}
