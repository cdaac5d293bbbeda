/* The demo plan goes through the same acts as the work of people: imported, confirmed, reported on.
 *
 * Dates in data/demo/plan.txt are written {+7} or {-6}: days from today, so that the lights of a
 * demo county look alive on any day.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/demo.h"

#include <stdlib.h>
#include <string.h>

#include "assurance/ledger/acts.h"
#include "common/org/org.h"

extern const char demo_plan[];

static const struct {
    int number;
    const char *stage;
    int percent;
    const char *text, *evidence;
} samples[] = {
    {1, "moving", 70, "已梳理三年的文件，补公开41件，其余正在逐件审查。", NULL},
    {2, "started", 20, "已向各部门发出补充通知，收到9家的细目。", NULL},
    {3, "moving", 55, "12份文件已与解读互相链接，剩余10份正在办理。", NULL},
    {5, "ready", 100, "会签制度已经印发，两家单位的联络员已经明确。",
        "《信访与政府信息公开会签办法（试行）》（演示）"},
    {6, "moving", 40, "已收集问答36条，正在审核后陆续发布。", NULL},
};

/* The text with its {±n} written as dates. */
static const char *dated(struct ctx *c)
{
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = demo_plan; *p;) {
        char *end;
        long days = *p == '{' ? strtol(p + 1, &end, 10) : 0;
        if (*p != '{' || *end != '}') {
            buf_addc(&b, *p++);
            continue;
        }
        char day[24];
        buf_adds(&b, day_text_zh((struct day){day_at(c->now).n + (int32_t)days}, day));
        p = end + 1;
    }
    const char *text = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

/* Somebody of the county office who may confirm. */
static enum st act_as_office(struct ctx *c)
{
    struct person *people;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(people[i].role, "office") == 0) {
            c->person = people[i].id;
            c->unit = people[i].unit_id;
            return ST_OK;
        }
    return st ? st : fail(c, ST_BROKEN, "", "演示县没有县政府办公室的人员");
}

static enum st play(struct ctx *c, struct measure *m, size_t sample)
{
    const struct report report = {.stage = samples[sample].stage,
        .percent = samples[sample].percent,
        .text = samples[sample].text};
    enum st st = measure_report(c, m, &report, true);
    if (!st && samples[sample].evidence)
        st = measure_get(c, m->id, m);
    if (!st && samples[sample].evidence)
        st = measure_complete(c, m, samples[sample].evidence);
    return st;
}

enum st ledger_demo(struct ctx *c)
{
    int64_t plan;
    bool fresh;
    int count, left;
    struct measure *list;
    size_t n;
    const char *text = dated(c);
    enum st st = act_as_office(c);
    if (!st)
        st = ledger_import(c, text, strlen(text), &plan, &fresh, &count);
    if (!st)
        st = plan_confirm_all(c, plan, &count, &left);
    if (!st)
        st = measure_list(c, plan, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        for (size_t k = 0; !st && k < COUNT_OF(samples); k++)
            if (list[i].number == samples[k].number)
                st = play(c, &list[i], k);
    return st;
}
