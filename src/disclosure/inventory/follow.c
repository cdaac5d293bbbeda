/* The register follows the workbench: what the document slice tells it; see inventory.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/follow.h"

#include <string.h>

#include "common/record/index_no.h"
#include "common/task/task.h"
#include "disclosure/inventory/acts.h"

/* What the register knows from the text itself. */
static void take_content(struct entry *e, const struct content *content)
{
    e->title = content->title;
    e->doc_no = content->meta.doc_no;
    e->index_no = content->meta.index_no;
    e->formed_on = content->meta.formed_on;
    e->open_mode = mode_known(content->meta.open_mode) ? content->meta.open_mode : "";
    e->clause = content->meta.clause;
    e->basis = content->meta.basis;
    e->open_limit = content->meta.open_limit;
}

static bool same(const struct entry *a, const struct entry *b)
{
    return !strcmp(a->title, b->title) && !strcmp(a->doc_no, b->doc_no) &&
           !strcmp(a->index_no, b->index_no) && !strcmp(a->open_limit, b->open_limit) &&
           a->formed_on.n == b->formed_on.n && !decision_differs(a, b);
}

static enum st decide(struct ctx *c, struct entry *e)
{
    int months;
    enum st st = review_months(c, &months);
    e->decided_at = c->now;
    e->review_on = mode_withheld(e->open_mode) ? review_day(day_at(c->now), months) : day_none();
    return st;
}

static enum st keep(struct ctx *c, struct entry *e, const struct entry *before)
{
    bool decided = !before || decision_differs(e, before);
    enum st st = decided ? decide(c, e) : ST_OK;
    if (!st)
        st = entry_put(c, e);
    if (!st && decided)
        st = entry_decided(c, e);
    return st ? st : entry_tasks(c, e->id);
}

enum st inventory_follow(struct ctx *c, int64_t record_id, const struct content *content)
{
    struct record r;
    struct entry e = {.origin = "desk", .note = "", .record_id = record_id}, before;
    e.clock_from = e.review_on = day_none();
    enum st st = record_get(c, record_id, &r);
    if (st || strcmp(r.kind, "document") != 0 || r.live_edition)
        return st;
    st = entry_id_of(c, record_id, &e.id);
    if (st)
        return st;
    e.unit_id = r.unit_id;
    if (!e.id) {
        take_content(&e, content);
        return keep(c, &e, NULL);
    }
    st = entry_get(c, e.id, &e);
    before = e;
    take_content(&e, content);
    if (st || same(&e, &before))
        return st ? st : entry_tasks(c, e.id);
    return keep(c, &e, &before);
}

enum st inventory_published(struct ctx *c, int64_t record_id)
{
    int64_t id;
    enum st st = entry_id_of(c, record_id, &id);
    if (!st && id)
        st = entry_mark_online(c, record_id);
    return st || !id ? st : task_close_all(c, "inventory", id, "done");
}

enum st inventory_dropped(struct ctx *c, int64_t record_id)
{
    int64_t id;
    enum st st = entry_id_of(c, record_id, &id);
    return st || !id ? st : task_close_all(c, "inventory", id, "cancelled");
}

enum st inventory_start(struct ctx *c, int64_t id, int64_t unit_id, struct content *content)
{
    struct entry e;
    enum st st = entry_get(c, id, &e);
    if (st)
        return st;
    if (e.unit_id != unit_id)
        return fail(c, ST_DENIED, "", "这是其他单位的文件，请由该单位起草");
    if (e.record_id)
        return fail(c, ST_CONFLICT, "", "这份文件已经在工作台起草，请在“文件”里继续");
    content->title = e.title;
    content->meta.doc_no = e.doc_no;
    content->meta.index_no = e.index_no;
    content->meta.formed_on = e.formed_on;
    content->meta.open_mode = *e.open_mode ? e.open_mode : MODE_OPEN;
    content->meta.clause = e.clause;
    content->meta.basis = e.basis;
    content->meta.open_limit = e.open_limit;
    return ST_OK;
}

/* Its index number goes with it. */
static enum st hand_over(struct ctx *c, int64_t id, int64_t record_id)
{
    struct entry e;
    enum st st = entry_get(c, id, &e);
    return st || !*e.index_no ? st : index_no_hand_over(c, e.index_no, record_id);
}

enum st inventory_attach(struct ctx *c, int64_t id, int64_t record_id)
{
    const struct told told[] = {{"record", arena_printf(c->mem, "%lld", (long long)record_id)}};
    enum st st = hand_over(c, id, record_id);
    if (!st)
        st = entry_set_record(c, id, record_id);
    return st ? st : inventory_journal(c, "inventory.attach", "inventory", id, told, 1);
}
