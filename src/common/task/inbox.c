/* The inbox page at /work/.
 *
 * SPDX-License-Identifier: MIT */
#include "common/task/inbox.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"

static const struct {
    const char *key, *label;
    enum task_scope scope;
} tabs[INBOX_TABS] = {
    {"", "我的待办", TASKS_MINE},
    {"unit", "本单位", TASKS_UNIT},
    {"county", "全县", TASKS_COUNTY},
    {"done", "已办", TASKS_DONE},
};

enum ui_light task_light(const struct task *t, struct day today)
{
    if (t->closed_at && strcmp(t->result, "cancelled") == 0)
        return UI_LIGHT_STOPPED;
    if (t->closed_at) {
        bool late = day_given(t->due) && day_at(t->closed_at).n > t->due.n;
        return late ? UI_LIGHT_DONE_LATE : UI_LIGHT_DONE;
    }
    return day_given(t->due) ? (enum ui_light)light_of(t->due, today) : UI_LIGHT_NONE;
}

const char *task_due_words(struct arena *a, const struct task *t, struct day today)
{
    if (!day_given(t->due) || t->closed_at)
        return "";
    int32_t left = t->due.n - today.n;
    if (left < 0)
        return arena_printf(a, "逾期 %d 天", -left);
    return left ? arena_printf(a, "还有 %d 天", left) : "今天到期";
}

/* Only the county's people get the county's tab. */
static enum st fill_tabs(struct req *r, struct inbox *i)
{
    const char *wanted = req_arg(r, "tab");
    for (size_t k = 0; k < INBOX_TABS; k++) {
        int64_t n = -1;
        if (tabs[k].scope == TASKS_COUNTY && !req_can(r, PERM_ALL_UNITS))
            continue;
        enum st st = tabs[k].scope == TASKS_DONE ? ST_OK : task_count(r, tabs[k].scope, &n);
        if (st)
            return st;
        if (strcmp(wanted, tabs[k].key) == 0) {
            i->scope = tabs[k].scope;
            i->current = i->n_tabs;
        }
        i->tabs[i->n_tabs++] = (struct ui_tab){tabs[k].label,
            *tabs[k].key ? arena_printf(r->ctx->mem, "/work/?tab=%s", tabs[k].key) : "/work/", n};
    }
    return ST_OK;
}

enum st inbox_show(struct req *r)
{
    struct inbox i = {.scope = TASKS_MINE, .today = day_at(r->ctx->now)};
    struct task *list = NULL;
    int64_t page = ui_page(r);
    enum st st = fill_tabs(r, &i);
    if (!st)
        st = task_list(r, i.scope, (int)(page < 100000 ? page : 100000), INBOX_PER_PAGE, &list,
            &i.n, &i.total);
    if (st)
        return st;
    i.tasks = list;
    for (size_t k = 0; k < i.n; k++) {
        enum ui_light light = task_light(&list[k], i.today);
        i.late += light == UI_LIGHT_LATE;
        i.near += light == UI_LIGHT_NEAR || light == UI_LIGHT_URGENT;
    }
    inbox_page(&r->out, r, &i);
    return ST_OK;
}
