/* States, clocks, reviews and ranges of the register; see rules.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/rules.h"

#include <string.h>

#include "common/clock/calendar.h"

#define DUE_DAYS 20

bool mode_withheld(const char *mode)
{
    return !strcmp(mode, MODE_ASKED) || !strcmp(mode, MODE_CLOSED);
}

bool mode_known(const char *mode)
{
    return !strcmp(mode, MODE_OPEN) || mode_withheld(mode);
}

const struct inv_state inv_states[] = {
    {INV_WAITING, "待公开", MOOD_WARN},
    {INV_OVERDUE, "逾期未公开", MOOD_STOP},
    {INV_ONLINE, "已公开", MOOD_GOOD},
    {INV_WITHHELD, "不上网", MOOD_INFO},
    {INV_UNDECIDED, "未定公开属性", MOOD_STOP},
    {INV_WITHDRAWN, "已撤下", MOOD_INFO},
    {INV_DISCARDED, "已放弃", MOOD_INFO},
};
const size_t n_inv_states = COUNT_OF(inv_states);

static const struct inv_state *state_find(const char *key)
{
    for (size_t i = 0; i < n_inv_states; i++)
        if (!strcmp(inv_states[i].key, key))
            return &inv_states[i];
    return NULL;
}

const char *inv_state_word(const char *key)
{
    const struct inv_state *s = state_find(key);
    return s ? s->word : "";
}

enum ui_mood inv_state_mood(const char *key)
{
    const struct inv_state *s = state_find(key);
    return s ? s->mood : MOOD_INFO;
}

/* RULE C-DUE20: within 20 working days after the information was formed or changed. */
struct day inventory_due(struct day from)
{
    struct day due = day_none();
    struct err e;
    if (!day_given(from) || calendar_add(from, DUE_DAYS, &due, &e))
        return day_none();
    return due;
}

/* due(f) < today exactly when 20 working days lie between f and today, today not counted: f is
 * before the 20th working day back. */
struct day overdue_before(struct day today)
{
    struct day before = day_none();
    struct err e;
    return calendar_add(today, -DUE_DAYS, &before, &e) ? day_none() : before;
}

struct inv_clock inventory_clock(
    struct arena *a, struct day formed_on, struct day from, struct day published, struct day today)
{
    char start[24], end[24], done[24];
    bool moved = day_given(from) && from.n != formed_on.n;
    struct inv_clock k = {day_none(), UI_LIGHT_NONE, ""};
    from = day_given(from) ? from : formed_on;
    k.due = inventory_due(from);
    if (!day_given(from))
        k.why = "没有成文日期，不能计算公开期限；请补填成文日期";
    if (!day_given(k.due)) {
        if (day_given(from))
            k.why = "成文日期不在工作日历的年份之内，不计算公开期限";
        return k;
    }
    k.light = day_given(published) ? (published.n > k.due.n ? UI_LIGHT_DONE_LATE : UI_LIGHT_DONE)
                                   : (enum ui_light)light_of(k.due, today);
    k.why = arena_printf(a, "%s（%s）起 20 个工作日内公开，最后一日是%s%s%s",
        moved ? "改为主动公开之日" : "成文之日", day_text_zh(from, start), day_text_zh(k.due, end),
        day_given(published) ? "；公开于" : "",
        day_given(published) ? day_text_zh(published, done) : "");
    return k;
}

/* RULE W-REVIEW: the same day so many months on, or the last day of that month. */
struct day review_day(struct day decided, int months)
{
    int year, month, dom;
    if (!day_given(decided))
        return day_none();
    day_split(decided, &year, &month, &dom);
    month += months;
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    struct day d = day_none();
    for (; !day_given(d) && dom > 0; dom--)
        d = day_of(year, month, dom);
    return d;
}

const struct void_kind void_kinds[] = {
    {"UNUSED", "未使用（跳号）"},
    {"VOID", "作废"},
    {"SECRET", "涉密，另行登记"},
    {"OTHER", "其他"},
};
const size_t n_void_kinds = COUNT_OF(void_kinds);

const char *void_word(const char *key)
{
    for (size_t i = 0; i < n_void_kinds; i++)
        if (!strcmp(void_kinds[i].key, key))
            return void_kinds[i].word;
    return "";
}

size_t ranges_of(struct arena *a, const int *serials, size_t n, struct range **out)
{
    size_t count = 0;
    *out = ARENA_ARRAY(a, struct range, n);
    for (size_t i = 0; i < n; i++) {
        if (count && (*out)[count - 1].to + 1 == serials[i])
            (*out)[count - 1].to = serials[i];
        else
            (*out)[count++] = (struct range){serials[i], serials[i]};
    }
    return count;
}
