/* A petition that is perhaps a request: registered, the sheet opened, the opinion still to come.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "request/petition/acts.h"

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

enum st petition_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit;
    struct day today = day_at(c->now);
    int64_t id;
    enum st st = become(c, "xinfang");
    if (!st)
        st = petition_register(c,
            &(struct petition_item){
                .number = arena_printf(c->mem, "演示信〔%d〕1号", day_year(today)),
                .p0 = today,
                .subject = "要求提供征地补偿材料（演示）",
                .suspicion = "",
                .who = {"示例信访人（演示）", "0874-0000000", "师宗县示例村（演示）",
                    "请公开示例村2018年征地批复和补偿登记表的复印件。（演示）", 0, 0}},
            &id);
    if (!st)
        st = petition_act(c, id,
            &(struct petition_do){.action = "open",
                .verdict = "",
                .text = "来信要求提供文件复印件，像是信息公开申请。",
                .applicant_kind = ""});
    c->person = person;
    c->unit = unit;
    return st;
}
