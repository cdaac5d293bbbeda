/* The demo county: several people asked for the same fees of a school, one answer is public, one
 * waits for review. People and numbers are made up and say so.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/demo.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "disclosure/document/document.h"
#include "request/feedback/acts.h"

static const struct {
    int ago;
    const char *name, *number, *wanted, *code, *title, *extra, *value;
} plays[] = {
    {26, "示例申请人壬", "999999199008170243", "2018年秋季学期全县普通高中收费项目和标准", "G2",
        "《2018年秋季学期普通高中收费项目和标准》", "attachments",
        "2018年秋季学期普通高中收费项目和标准"},
    {19, "示例申请人癸", "999999199009180260", "请提供2018年秋季学期普通高中的收费标准", "G2",
        "《2018年秋季学期普通高中收费项目和标准》", "attachments",
        "2018年秋季学期普通高中收费项目和标准"},
    {12, "示例申请人子", "999999199010190282", "教师资格认定需要的材料清单", "G1",
        "《教师资格认定公告》", "where", "县政府门户网站“办事服务”栏目"},
};
enum { PLAYS = COUNT_OF(plays) };

static enum st become(struct ctx *c, const char *login, struct principal *who)
{
    struct person *people;
    const struct principal *loaded;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(people[i].login, login) == 0) {
            c->person = people[i].id;
            c->unit = people[i].unit_id;
            st = org_load_principal(c, c->person, &loaded);
            if (!st)
                *who = *loaded;
            return st;
        }
    return st ? st : fail(c, ST_BROKEN, "", "演示县没有账号 %s", login);
}

static enum st play(struct ctx *c, size_t i, int64_t organ, int64_t *id)
{
    struct principal who;
    struct foi_receipt receipt;
    struct day day = {day_at(c->now).n - plays[i].ago}, published = {day.n - 60};
    char text[11];
    bool given = strcmp(plays[i].code, "G2") == 0;
    const struct foi_arg facts[] = {{"code", plays[i].code}, {"info_title", plays[i].title},
        {plays[i].extra, plays[i].value}, {"supply_form", "纸质文件"},
        {given ? "copies" : "published", given ? "1" : day_text(published, text)},
        {"text", "已经公开审查和保密审查，可以公开。"}, {"delivery", "HAND"},
        {"evidence", arena_printf(c->mem, "%s 签收", plays[i].name)}};
    const struct foi_application in = {.organ_id = organ,
        .channel = CHANNEL_F2F,
        .arrived = day,
        .who = {.kind = "NATURAL",
            .name = plays[i].name,
            .id_kind = "ID",
            .id_number = plays[i].number,
            .employer = "",
            .credit_code = "",
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
        .wanted = plays[i].wanted,
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP"};
    enum st st = become(c, "xinxi", &who);
    if (!st)
        st = foi_arrive(c, &in, &receipt);
    if (!st)
        st = become(c, "fuze", &who);
    *id = st ? 0 : receipt.id;
    return st ? st
              : foi_act(c, receipt.id,
                    &(struct foi_do){.action = "answer_now",
                        .day = day,
                        .args = facts,
                        .n_args = COUNT_OF(facts)});
}

static enum st tell(struct ctx *c, const struct principal *who, int64_t id, const char *title,
    const char *question, const char *answer)
{
    struct foi_case k;
    struct feedback_entry e;
    enum st st = foi_case_get(c, (struct foi_see){0, true}, id, &k);
    if (!st)
        st = feedback_suggest(c, &k, &e);
    if (st)
        return st;
    e.title = title;
    e.question = question;
    e.answer = answer;
    return feedback_tell(c, who, &k, &e, "");
}

static enum st release(struct ctx *c, int64_t case_id)
{
    struct feedback_entry e;
    struct principal who;
    enum st st = feedback_entry_of(c, case_id, &e);
    if (!st)
        st = become(c, "shenhe", &who);
    if (!st)
        st = document_secrecy(c, e.record_id, &who, "open", "");
    if (!st)
        st = document_act(c, e.record_id, &who, "approve", "可以公开。");
    if (!st)
        st = become(c, "fuze", &who);
    return st ? st : document_act(c, e.record_id, &who, "publish", "");
}

static enum st play_all(struct ctx *c, int64_t organ)
{
    struct principal who;
    struct feedback_scanned scanned;
    int64_t ids[PLAYS];
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < PLAYS; i++)
        st = play(c, i, organ, &ids[i]);
    if (!st)
        st = feedback_scan(c, &scanned);
    if (!st)
        st = become(c, "xinxi", &who);
    if (!st)
        st = tell(c, &who, ids[2], "教师资格认定要准备哪些材料，在哪里能查到？",
            "想申请教师资格认定，需要哪些材料，有没有公开的清单？",
            "【演示内容】材料清单已经主动公开，在县政府门户网站“办事服务”栏目可以查到。\n"
            "不用申请，打开就能看；窗口也备有纸质清单。");
    if (!st)
        st = release(c, ids[2]);
    if (!st)
        st = become(c, "xinxi", &who);
    return st ? st
              : tell(c, &who, ids[0], "普通高中收哪些费用，标准是多少？",
                    "2018年秋季学期全县普通高中收哪些费用，标准是多少？",
                    "【演示内容】收费项目和标准已经提供。各学校在校门口的公示栏也有公示。");
}

static bool covered(struct ctx *c)
{
    struct day last;
    struct err e;
    return calendar_add(day_at(c->now), 25, &last, &e) == ST_OK;
}

enum st feedback_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit;
    struct unit organ;
    enum st st = unit_by_name(c, "师宗县教育体育局", &organ);
    if (!st && covered(c))
        st = play_all(c, organ.id);
    c->person = person;
    c->unit = unit;
    return st;
}
