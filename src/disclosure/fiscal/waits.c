/* Tasks of books: to fill, to review, to publish; and the units that owe them.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/waits.h"

#include <string.h>

#include "common/org/org.h"
#include "common/task/task.h"
#include "disclosure/fiscal/acts.h"

static const struct {
    const char *kind, *word;
    bool review;
} waits[FISCAL_STAGES] = {
    [FISCAL_DRAFT] = {"fiscal.fill", "填报", false},
    [FISCAL_RETURNED] = {"fiscal.fill", "修改被退回的", false},
    [FISCAL_SUBMITTED] = {"fiscal.review", "审核", true},
    [FISCAL_APPROVED] = {"fiscal.publish", "公开", true},
};

enum st fiscal_wait(struct ctx *c, const struct fiscal_entry *e)
{
    const char *reviewer;
    int64_t id;
    enum st st = fiscal_setting_get(c, &reviewer);
    bool review = waits[e->stage].review, finance = review && !strcmp(reviewer, "finance");
    for (size_t i = 0; !st && i < COUNT_OF(waits); i++)
        if (waits[i].kind &&
            (!waits[e->stage].kind || strcmp(waits[i].kind, waits[e->stage].kind) != 0))
            st = task_close(c, waits[i].kind, "fiscal", e->id, "done");
    if (st || !waits[e->stage].kind)
        return st;
    return task_open(c,
        &(struct task){.kind = waits[e->stage].kind,
            .subject_kind = "fiscal",
            .subject_id = e->id,
            .title = arena_printf(c->mem, "%s：%s%d年%s", waits[e->stage].word, e->unit_short,
                e->year, e->kind->name),
            .path = arena_printf(
                c->mem, "/work/fiscal/%lld/%s", (long long)e->id, review ? "" : "edit"),
            .unit_id = finance ? 0 : e->unit_id,
            .perm = finance  ? PERM_FISCAL_COUNTY
                    : review ? PERM_FISCAL_REVIEW
                             : PERM_FISCAL_ENTER,
            .not_person = review ? c->person : 0,
            .due = fiscal_due(e)},
        &id);
}

enum st fiscal_finance_unit(struct ctx *c, int64_t *unit)
{
    struct person *people;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    *unit = 0;
    for (size_t i = 0; !st && i < n && !*unit; i++)
        if (strcmp(people[i].role, "finance") == 0 && !people[i].disabled)
            *unit = people[i].unit_id;
    return st;
}

/* Party bodies publish through their own channel; the county government itself has no books. */
static bool owes(const struct unit *u)
{
    static const char *const kinds[] = {
        "OFFICE", "DEPARTMENT", "TOWNSHIP", "STREET", "INSTITUTION"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(u->kind, kinds[i]) == 0)
            return !u->closed;
    return false;
}

enum st fiscal_units(struct ctx *c, struct unit **list, size_t *n)
{
    struct fiscal_exempt *exempt;
    size_t n_exempt, all;
    enum st st = unit_list(c, false, list, &all);
    if (!st)
        st = fiscal_exempt_list(c, &exempt, &n_exempt);
    *n = 0;
    for (size_t i = 0; !st && i < all; i++) {
        bool free = false;
        for (size_t k = 0; k < n_exempt; k++)
            free |= exempt[k].unit_id == (*list)[i].id;
        if (owes(&(*list)[i]) && !free)
            (*list)[(*n)++] = (*list)[i];
    }
    return st;
}
