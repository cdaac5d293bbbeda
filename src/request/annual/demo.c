/* The demo county's annual reports: last year's being made, the one before taken in.
 *
 * Figures follow from the demo county's cases, which are few and of this year; texts say that they
 * are made up.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "request/annual/acts.h"

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

/* Two texts of this year's report, as somebody has begun to write them. */
static enum st write_some(struct ctx *c, int64_t id)
{
    static const struct report_text texts[] = {
        {"active", "",
            "【演示内容】今年主动公开本部门文件、招生入学、学校收费等信息，重点领域信息按月更新。"},
        {"request", "", "【演示内容】收到的申请均已登记，依法按期答复，没有被纠正的答复。"}};
    int64_t version = 1;
    return annual_write(c, id, &version, texts, COUNT_OF(texts), true);
}

enum st annual_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit;
    struct unit organ;
    int64_t id;
    int year = day_year(day_at(c->now));
    enum st st = become(c, "xinxi");
    if (!st)
        st = unit_by_name(c, "师宗县教育体育局", &organ);
    if (!st)
        st = annual_start(c, organ.id, year, -1, &id);
    if (!st)
        st = year >= 2021 ? write_some(c, id) : ST_OK;
    c->person = person;
    c->unit = unit;
    return st;
}
