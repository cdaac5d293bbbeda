/* The demo register of the education bureau: a late document, withheld ones, a number explained.
 *
 * Through the same acts as the work of people, dated from today.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "disclosure/inventory/acts.h"

static const struct {
    int serial, days_ago, decided_days_ago; /* decided: before the document is a year old */
    const char *title, *open_mode;
    const char *old, *new; /* clause before and after the revision of the 条例 */
    const char *basis;
} samples[] = {
    {1, 45, 45, "师宗县教育体育局关于做好校园饮用水安全检查的通知（演示）", MODE_OPEN, "O9", "N19",
        ""},
    {3, 24, 24, "师宗县教育体育局关于公布课后服务学校名单的通知（演示）", MODE_OPEN, "O9", "N19",
        ""},
    {4, 60, 58, "师宗县教育体育局关于个别学校教室改造意见的复函（演示）", MODE_ASKED, "O13", "N27",
        "只涉及一所学校，有需要的可以申请"},
    {5, 350, 350, "师宗县教育体育局关于内部值班安排的通知（演示）", MODE_CLOSED, "O-INNER", "N16-1",
        ""},
    {8, 370, 369, "师宗县教育体育局关于征求学区划分初稿意见的函（演示）", MODE_CLOSED, "O-INNER",
        "N16-2", "讨论稿，尚未定稿"},
};

/* The unit's editor. */
static enum st act_as_editor(struct ctx *c, int64_t unit_id)
{
    struct person *people;
    size_t n;
    enum st st = person_list(c, unit_id, &people, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(people[i].role, "editor") == 0) {
            c->person = people[i].id;
            c->unit = unit_id;
            return ST_OK;
        }
    return st ? st : fail(c, ST_BROKEN, "", "演示县的教育体育局没有信息员");
}

static enum st add(struct ctx *c, int64_t unit_id, size_t i, int year)
{
    const int64_t now = c->now;
    struct day formed = {day_at(now).n - samples[i].days_ago};
    bool revised = formed.n >= day_of(2019, 5, 15).n;
    struct entry e = {.unit_id = unit_id,
        .title = samples[i].title,
        .doc_no = arena_printf(c->mem, "师演教发〔%d〕%d号", year, samples[i].serial),
        .index_no = "",
        .formed_on = formed,
        .open_mode = samples[i].open_mode,
        .open_limit = "长期",
        .clause = revised ? samples[i].new : samples[i].old,
        .basis = samples[i].basis,
        .origin = "hand",
        .note = ""};
    e.clock_from = e.review_on = day_none();
    c->now = now - samples[i].decided_days_ago * 86400LL;
    enum st st = entry_save(c, &e);
    c->now = now;
    return st;
}

enum st inventory_demo(struct ctx *c)
{
    const int64_t person = c->person, own = c->unit;
    int year = day_year(day_at(c->now));
    struct unit unit;
    enum st st = unit_by_name(c, "师宗县教育体育局", &unit);
    if (!st)
        st = act_as_editor(c, unit.id);
    for (size_t i = 0; !st && i < COUNT_OF(samples); i++)
        st = add(c, unit.id, i, year);
    if (!st)
        st = numbers_explain(c, &(struct void_act){.unit_id = unit.id,
                                    .word = "师演教发",
                                    .kind = "UNUSED",
                                    .reason = "拟稿后未印发（演示）",
                                    .year = year,
                                    .from = 6,
                                    .to = 6});
    c->person = person;
    c->unit = own;
    return st;
}
