/* The daily look at all documents: reminders at 180, 90 and 30 days, lapses as proposals.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/watch.h"

#include <string.h>

#include "common/org/org.h"
#include "common/task/task.h"
#include "disclosure/normdoc/term_known.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"

enum { READ_AT_ONCE = 500 }; /* the rest is read by a job of its own */
static const int reminders[] = {180, 90, 30, NORM_OVER};

static const char *kind_of(struct ctx *c, int reminder)
{
    return reminder == NORM_OVER ? "normdoc.lapse"
                                 : arena_printf(c->mem, "normdoc.expiry.%d", reminder);
}

enum st norm_reminders_close(struct ctx *c, int64_t id)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(reminders); i++)
        st = task_close(c, kind_of(c, reminders[i]), "normdoc", id, "done");
    return st;
}

/* RULE N-REMIND: the owner is told of the end; after it a person confirms the lapse. */
static enum st remind(struct ctx *c, const struct norm *m, int reminder)
{
    int64_t id;
    char last[11];
    bool over = reminder == NORM_OVER;
    const char *what =
        over ? "有效期已满，请确认失效或者说明情况"
             : arena_printf(c->mem, "有效期到 %s%s，不足 %d 天，请评估并提出意见",
                   day_text(m->last_day, last), m->by_text ? "（按正文）" : "", reminder);
    enum st st = norm_reminders_close(c, m->id);
    if (!st)
        st = task_open(c,
            &(struct task){.kind = kind_of(c, reminder),
                .subject_kind = "normdoc",
                .subject_id = m->id,
                .title = arena_printf(c->mem, "%s：%s", what, m->title),
                .path = arena_printf(c->mem, "/work/normdocs/%lld/", (long long)m->id),
                .person_id = over ? 0 : m->owner,
                .unit_id = over ? 0 : m->unit_id,
                .perm = over ? PERM_NORM_MANAGE : PERM_NORM,
                .due = over ? (struct day){m->last_day.n + 10} : m->last_day},
            &id);
    return st ? st : norm_set_reminded(c, m->id, reminder);
}

enum st norm_watch_now(struct ctx *c)
{
    struct norm_settings s;
    struct norm *list = NULL;
    size_t n = 0;
    int64_t added = 0;
    struct day today = day_at(c->now);
    enum st st = norm_settings_get(c, &s);
    if (!st)
        st = norm_adopt(c, &s, &added);
    size_t read;
    if (!st)
        st = norm_terms_read(c, READ_AT_ONCE, &read);
    if (!st)
        st = norm_ending(c, (struct day){today.n + reminders[0]}, 0, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        int reminder = norm_reminder(list[i].last_day, today);
        if (reminder && reminder != list[i].reminded)
            st = remind(c, &list[i], reminder);
    }
    if (!st && (added || n))
        ctx_touch(c, "normdoc");
    return st;
}

enum st norm_watch(struct ctx *c)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = norm_watch_now(c);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

bool norm_has_text(const char *html)
{
    struct buf b;
    size_t han = 0;
    buf_init(&b, 0);
    html_plain(html, strlen(html), &b);
    const char *p = buf_str(&b), *end = p + b.n;
    while (p < end && han < 10)
        han += utf8_is_han(utf8_next(&p, end));
    buf_release(&b);
    return han >= 10;
}
